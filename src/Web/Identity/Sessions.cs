using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

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

    public static Task Begin(HttpContext context, Person person)
    {
        var principal = person.ToStaff().ToPrincipal(Staff);
        ((ClaimsIdentity)principal.Identity!).AddClaim(new Claim(StampClaim, person.Stamp));
        return context.SignInAsync(Staff, principal);
    }

    private static async Task Renew(CookieValidatePrincipalContext context)
    {
        var id = context.Principal?.FindFirstValue(ClaimTypes.NameIdentifier);
        var people = context.HttpContext.RequestServices.GetRequiredService<People>();
        var person = id is null ? null : await people.Find(id);
        if (person is null || person.Stamp != context.Principal!.FindFirstValue(StampClaim))
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(Staff);
            return;
        }

        var principal = person.ToStaff().ToPrincipal(Staff);
        ((ClaimsIdentity)principal.Identity!).AddClaim(new Claim(StampClaim, person.Stamp));
        context.ReplacePrincipal(principal);
    }
}
