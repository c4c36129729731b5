using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Xinqiao.Core;
using Xinqiao.Core.Furniture;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Identity;

/// <summary>What the page for the second step needs.</summary>
/// <param name="Ticket">Says that the first step was right, and which it was.</param>
/// <param name="AsksCode">A code of an authenticator can be given; otherwise a passkey alone can.</param>
/// <param name="Refused">The code before was wrong.</param>
public sealed record SecondStep(string Ticket, bool AsksCode, bool OffersPasskey, string? Back, bool Refused = false);

/// <summary>Between the first step of a sign-in and the second: what a browser brings to show that the first was right, for five minutes.</summary>
public sealed class SecondSteps(People people, Passkeys passkeys, CaseStore store, IDataProtectionProvider protection)
{
    private static readonly TimeSpan Lasts = TimeSpan.FromMinutes(5);

    private readonly IDataProtector protector = protection.CreateProtector("second-step");

    private DateTimeOffset Now => store.Clock.GetUtcNow();

    public SecondStep For(Person person, SignInWay way, string? back) => new(
        protector.Protect($"{person.Id}|{person.Stamp}|{Words.Of(way)}|{(Now + Lasts).ToUnixTimeMilliseconds()}"), person.HasFactor, passkeys.ArePossible, back);

    /// <summary>Whose first step it was, and by which way; null where it is over, or is none.</summary>
    public async Task<(Person Person, SignInWay Way)?> Behind(string? ticket)
    {
        if (ticket is null or { Length: > 1_000 }) return null;
        try
        {
            return protector.Unprotect(ticket).Split('|') is [var id, var stamp, var way, var until] && Now.ToUnixTimeMilliseconds() < long.Parse(until)
                && await people.Find(id) is { } person && person.Stamp == stamp
                ? (person, Words.Parse<SignInWay>(way))
                : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
