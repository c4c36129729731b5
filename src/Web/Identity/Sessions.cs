using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Xinqiao.Core;
using Xinqiao.Core.Furniture;

namespace Xinqiao.Web.Identity;

/// <summary>
/// Two kinds of sign-in, never mixed: staff by name and password, petitioners by number and query code for one petition. Rights of
/// staff are read anew at every request, so a changed post counts at once.
/// </summary>
public static class Sessions
{
    public const string Staff = CookieAuthenticationDefaults.AuthenticationScheme;
    public const string Petitioner = "petitioner";

    private const string StampClaim = "stamp";

    public static void Add(IServiceCollection services) => services
        .AddAuthentication(Staff)
        .AddCookie(Staff, o =>
        {
            Harden(o, "xinqiao-staff", TimeSpan.FromMinutes(30));
            o.LoginPath = "/sign-in";
            o.Events.OnRedirectToAccessDenied = denied =>
            {
                denied.Response.StatusCode = StatusCodes.Status403Forbidden;
                return Task.CompletedTask;
            };
            o.Events.OnValidatePrincipal = Renew;
        })
        .AddCookie(Petitioner, o =>
        {
            Harden(o, "xinqiao-petition", TimeSpan.FromMinutes(20));
            o.LoginPath = "/track";
        });

    private static void Harden(CookieAuthenticationOptions o, string name, TimeSpan idle)
    {
        o.Cookie.Name = name;
        o.Cookie.HttpOnly = true;
        o.Cookie.SameSite = SameSiteMode.Strict;
        o.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        o.ExpireTimeSpan = idle;
        o.SlidingExpiration = true;
    }

    /// <summary>Signs somebody in whose password, and second factor where there is one, were right, or who showed a passkey.</summary>
    public static async Task Begin(HttpContext context, Person person, int wrongBefore = 0, SignInWay way = SignInWay.Password)
    {
        var signIns = context.RequestServices.GetRequiredService<SignIns>();
        // What this browser had before does not stay open behind the new sign-in.
        if (context.User.FindFirstValue(Identity.Staff.SessionClaim) is { } former) await signIns.Leave(Identity.Staff.Of(context.User).Actor, former);
        var people = context.RequestServices.GetRequiredService<People>();
        if (!person.MustChange && await people.IsWorn(person))
        {
            await people.DemandChange(person);
            person = (await people.Find(person.Id))!;
        }

        var session = await signIns.Begin(person, way, context.Request.Headers.UserAgent, wrongBefore);
        await context.SignInAsync(Staff, PrincipalOf(person, session));
    }

    /// <summary>Signs out, and asks the browser to forget what it kept of the pages.</summary>
    public static Task Leave(HttpContext context, string scheme)
    {
        context.Response.Headers["Clear-Site-Data"] = "\"cache\", \"storage\"";
        return context.SignOutAsync(scheme);
    }

    private static ClaimsPrincipal PrincipalOf(Person person, string session)
    {
        var principal = person.ToStaff().ToPrincipal(Staff);
        var identity = (ClaimsIdentity)principal.Identity!;
        identity.AddClaim(new Claim(StampClaim, person.Stamp));
        identity.AddClaim(new Claim(Identity.Staff.SessionClaim, session));
        if (person.Duty is { } duty) identity.AddClaim(new Claim(Identity.Staff.DutyClaim, Words.Of(duty)));
        return principal;
    }

    /// <summary>Whoever has something to do before anything else is led there, whatever page of staff they open.</summary>
    public static void UseFirstDuties(this WebApplication app) => app.Use((context, next) =>
    {
        var path = context.Request.Path;
        if (context.User.FindFirstValue(Identity.Staff.DutyClaim) is not { } duty
            || !Closed.Any(folder => path.StartsWithSegments(folder, StringComparison.OrdinalIgnoreCase))) return next(context);
        context.Response.Redirect("/account/" + duty);
        return Task.CompletedTask;
    });

    // Where staff work. Whatever citizens see is open to anybody.
    private static readonly string[] Closed = ["/desk", "/staff", "/sealed", "/extracts", "/administration", "/registers"];

    private static async Task Renew(CookieValidatePrincipalContext context)
    {
        var id = context.Principal?.FindFirstValue(ClaimTypes.NameIdentifier);
        var people = context.HttpContext.RequestServices.GetRequiredService<People>();
        var person = id is null ? null : await people.Find(id);
        var session = context.Principal?.FindFirstValue(Identity.Staff.SessionClaim);
        if (person is null || session is null || person.Stamp != context.Principal!.FindFirstValue(StampClaim)
            || !await context.HttpContext.RequestServices.GetRequiredService<SignIns>().IsOpen(session, person.Id))
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(Staff);
            return;
        }

        context.ReplacePrincipal(PrincipalOf(person, session));
    }
}
