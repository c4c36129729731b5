using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Xinqiao.Core;
using Xinqiao.Web.Identity;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Citizens;

/// <summary>
/// Whoever showed number and query code: signed in for that one petition, for twenty idle minutes and four hours in all, and only as long as
/// the code is the one in force. Nobody else can make one of these, so whatever asks for it is closed to everybody else.
/// </summary>
public sealed record Petitioner
{
    private const string PetitionClaim = "petition", CodeClaim = "code-issued-at", SinceClaim = "since";

    /// <summary>Whoever is at it longer shows number and code again: the browser may be another's by then.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(4);

    private Petitioner(StreamId petition) => Petition = petition;

    public StreamId Petition { get; }

    /// <summary>The address attempts are counted by. Behind a named proxy the framework has put the visitor's own here.</summary>
    public static string Address(HttpContext context) => context.Connection.RemoteIpAddress?.ToString() ?? "";

    /// <summary>Signs in; null where the number or the code is wrong, alike.</summary>
    public static async Task<Petitioner?> SignIn(HttpContext context, string? number, string? code)
    {
        var codes = context.RequestServices.GetRequiredService<QueryCodes>();
        if (await codes.Check(number, code, Address(context)) is not { } petition) return null;
        var issuedAt = await codes.IssuedAt(petition);
        await context.SignInAsync(Sessions.Petitioner, new ClaimsPrincipal(new ClaimsIdentity(
            [new Claim(PetitionClaim, petition.Value), new Claim(CodeClaim, $"{issuedAt}"), new Claim(SinceClaim, $"{Now(context)}")], Sessions.Petitioner)));
        return new Petitioner(petition);
    }

    /// <summary>Null where nobody is signed in, it was too long ago, or the code they came with was replaced since.</summary>
    public static async Task<Petitioner?> Of(HttpContext context)
    {
        var user = (await context.AuthenticateAsync(Sessions.Petitioner)).Principal;
        if (user?.FindFirstValue(PetitionClaim) is not { } id) return null;
        if (!long.TryParse(user.FindFirstValue(SinceClaim), out var since) || Now(context) - since > Longest.TotalMilliseconds) return null;
        var petition = new StreamId(id);
        var codes = context.RequestServices.GetRequiredService<QueryCodes>();
        return user.FindFirstValue(CodeClaim) == $"{await codes.IssuedAt(petition)}" ? new Petitioner(petition) : null;
    }

    public static Task SignOut(HttpContext context) => Sessions.Leave(context, Sessions.Petitioner);

    private static long Now(HttpContext context) => context.RequestServices.GetRequiredService<CaseStore>().Clock.GetUtcNow().ToUnixTimeMilliseconds();
}
