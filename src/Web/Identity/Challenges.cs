using System.Security.Cryptography;
using Dapper;
using Microsoft.AspNetCore.DataProtection;
using Xinqiao.Core.Furniture;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Identity;

/// <summary>What a passkey is asked to sign, and for what.</summary>
public enum ChallengeFor
{
    SignIn,
    Proof,
    Enrolment,
}

/// <summary>
/// Random bytes that a passkey signs. They wait in a cookie of the browser that asked, which it can neither read nor change, count for five
/// minutes and for what they were made, and once: whichever node they come back to.
/// </summary>
public sealed class Challenges(CaseStore store, IDataProtectionProvider protection)
{
    public const string CookieName = "xinqiao-passkey";

    private const int Length = 32;

    private readonly IDataProtector protector = protection.CreateProtector("passkey-challenge");

    /// <param name="session">The sign-in it belongs to; empty before there is one.</param>
    public byte[] Begin(HttpContext context, ChallengeFor what, string session)
    {
        var challenge = RandomNumberGenerator.GetBytes(Length);
        var until = store.Clock.GetUtcNow().AddMinutes(Passkey.ChallengeMinutes).ToUnixTimeMilliseconds();
        var text = $"{what}|{session}|{until}|{Convert.ToHexString(challenge)}";
        context.Response.Cookies.Append(CookieName, protector.Protect(text), Options(context));
        return challenge;
    }

    /// <summary>Takes it from the browser.</summary>
    /// <returns>Null where there is none, it is over, it was for something else, or it was spent before.</returns>
    public async Task<byte[]?> Spend(HttpContext context, ChallengeFor what, string session)
    {
        var cookie = context.Request.Cookies[CookieName];
        context.Response.Cookies.Delete(CookieName, Options(context));
        if (Opened(cookie)?.Split('|') is not [var purpose, var of, var until, var challenge] || purpose != what.ToString() || of != session) return null;
        var (bytes, lasts) = (Convert.FromHexString(challenge), long.Parse(until));
        return lasts > store.Clock.GetUtcNow().ToUnixTimeMilliseconds() && await SpendOnce(bytes, lasts) ? bytes : null;
    }

    /// <summary>Whether this was never spent before, on whichever node.</summary>
    /// <param name="until">From when on it counts for nothing in any case.</param>
    public Task<bool> SpendOnce(byte[] challenge, long until)
    {
        var now = store.Clock.GetUtcNow().ToUnixTimeMilliseconds();
        return store.Write(batch =>
        {
            batch.Connection.Execute("DELETE FROM spent_challenges WHERE until < @now", new { now }, batch.Transaction);
            return batch.Connection.Execute(
                "INSERT INTO spent_challenges (challenge, until) VALUES (@challenge, @until) ON CONFLICT (challenge) DO NOTHING",
                new { challenge, until }, batch.Transaction) == 1;
        });
    }

    private string? Opened(string? cookie)
    {
        if (cookie is null or { Length: > 1_000 }) return null;
        try
        {
            return protector.Unprotect(cookie);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static CookieOptions Options(HttpContext context) =>
        new() { HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = context.Request.IsHttps, Path = "/" };
}
