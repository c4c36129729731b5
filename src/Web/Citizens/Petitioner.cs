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
    private const string PetitionClaim = "petition", CodeClaim = "code-issued-at", SinceClaim = "since", SignInClaim = "sign-in";

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
        // What this browser had open before does not stay open behind the new sign-in.
        await Leave(context);
        var issuedAt = await codes.IssuedAt(petition);
        await context.SignInAsync(Sessions.Petitioner, new ClaimsPrincipal(new ClaimsIdentity(
            [
                new Claim(PetitionClaim, petition.Value), new Claim(CodeClaim, $"{issuedAt}"), new Claim(SinceClaim, $"{Now(context)}"),
                new Claim(SignInClaim, LeftSignIns.New()),
            ], Sessions.Petitioner)));
        return In(context, petition);
    }

    /// <summary>Null where nobody is signed in, they left or it was too long ago, or the code they came with was replaced since.</summary>
    public static async Task<Petitioner?> Of(HttpContext context)
    {
        var user = (await context.AuthenticateAsync(Sessions.Petitioner)).Principal;
        if (user?.FindFirstValue(PetitionClaim) is not { } id || user.FindFirstValue(SignInClaim) is not { } signIn) return null;
        if (Since(user) is not { } since || Now(context) - since > Longest.TotalMilliseconds) return null;
        if (await context.RequestServices.GetRequiredService<LeftSignIns>().IsLeft(signIn)) return null;
        var petition = new StreamId(id);
        var codes = context.RequestServices.GetRequiredService<QueryCodes>();
        return user.FindFirstValue(CodeClaim) == $"{await codes.IssuedAt(petition)}" ? In(context, petition) : null;
    }

    /// <summary>Whether this page opened because somebody had shown number and query code.</summary>
    public static bool IsIn(HttpContext context) => context.Items.ContainsKey(typeof(Petitioner));

    /// <summary>Signs out: whoever kept the cookie finds nothing open behind it.</summary>
    public static async Task SignOut(HttpContext context)
    {
        await Leave(context);
        await Sessions.Leave(context, Sessions.Petitioner);
        context.Items.Remove(typeof(Petitioner));
    }

    private static async Task Leave(HttpContext context)
    {
        var user = (await context.AuthenticateAsync(Sessions.Petitioner)).Principal;
        if (user?.FindFirstValue(SignInClaim) is { } signIn && Since(user) is { } since)
            await context.RequestServices.GetRequiredService<LeftSignIns>().Leave(signIn, DateTimeOffset.FromUnixTimeMilliseconds(since) + Longest);
    }

    private static Petitioner In(HttpContext context, StreamId petition)
    {
        var petitioner = new Petitioner(petition);
        context.Items[typeof(Petitioner)] = petitioner;
        return petitioner;
    }

    private static long? Since(ClaimsPrincipal user) => long.TryParse(user.FindFirstValue(SinceClaim), out var since) ? since : null;

    private static long Now(HttpContext context) => context.RequestServices.GetRequiredService<CaseStore>().Clock.GetUtcNow().ToUnixTimeMilliseconds();
}
