using Xinqiao.Web.Language;

namespace Xinqiao.Web.Serving;

/// <summary>大字版 and English: each a cookie of one word, set by a plain link and taken back by another.</summary>
internal static class DisplayChoices
{
    public const string Size = "size";

    // The word of the link, the cookie, and its value; null takes the choice back.
    private static readonly (string Choice, string Cookie, string? Value)[] All =
    [
        ("large", Size, "large"),
        ("normal", Size, null),
        ("english", Reader.Cookie, "en"),
        ("chinese", Reader.Cookie, null),
    ];

    public static void Map(WebApplication app)
    {
        foreach (var (choice, cookie, value) in All)
            app.MapGet("/display/" + choice, (string? back, HttpContext context) => Choose(context, cookie, value, back)).AllowAnonymous();
    }

    private static IResult Choose(HttpContext context, string cookie, string? value, string? back)
    {
        if (value is null)
            context.Response.Cookies.Delete(cookie);
        else
            context.Response.Cookies.Append(cookie, value, new CookieOptions
            {
                MaxAge = TimeSpan.FromDays(365),
                HttpOnly = true,
                SameSite = SameSiteMode.Lax,
            });
        var local = back is { Length: > 0 } && back[0] == '/' && !back.StartsWith("//", StringComparison.Ordinal)
                    && !back.StartsWith("/\\", StringComparison.Ordinal);
        return Results.LocalRedirect(local ? back! : "/");
    }
}
