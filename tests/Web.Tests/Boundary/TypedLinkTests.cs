using AngleSharp.Html.Dom;
using Xinqiao.Core.Matters;
using Xunit;

namespace Xinqiao.Web.Tests.Boundary;

/// <summary>Whatever address somebody typed stays a text: no page leads anywhere by it, loads anything from it or sends anything to it.</summary>
public sealed class TypedLinkTests(Site site) : IClassFixture<Site>
{
    private const string Typed = "https://boese.example/a", Script = "javascript:boese()";

    private static readonly string[] Leading = ["href", "src", "action", "formaction", "data", "poster", "srcset"];

    [Fact]
    public async Task No_typed_address_becomes_a_link_on_any_page()
    {
        var f = await site.BringTo(Stage.ToForward, p => p with
        {
            Title = Typed,
            Narrative = $"请看 {Typed} 和 <a href=\"{Typed}\">这里</a>，{Script}",
            Request = $"{Typed}\n{Script}",
            PlaceDetail = Script,
            Address = Typed,
        });
        var (seen, shown) = (new List<string>(), 0);
        using (var visitor = await site.Tracking(f)) await Walk(visitor, f);
        foreach (var login in (string[])["dengji", "fenban", "ducha"])
        {
            using var visitor = await site.SignedIn(login);
            // Who petitions stands on a page for whoever said for what.
            if (login == "dengji") await site.OpenIdentity(f, login);
            await Walk(visitor, f);
        }

        Assert.Empty(seen);
        // Otherwise nothing would have been looked at.
        Assert.True(shown >= 6, $"{shown}");

        async Task Walk(Visitor visitor, Filed filed)
        {
            foreach (var path in (await site.Addresses()).Where(a => a.Verb == "GET").Select(a => a.Pattern.PathTo(filed, "1")).Distinct().Order(StringComparer.Ordinal))
            {
                if (path is "/sign-out") continue;
                var page = await visitor.Open(path);
                if (visitor.Response.Content.Headers.ContentType?.MediaType != "text/html") continue;
                if (visitor.Html.Contains("boese", StringComparison.Ordinal)) shown++;
                seen.AddRange(Links(page).Select(link => $"{path}: {link}"));
            }
        }
    }

    private static IEnumerable<string> Links(IHtmlDocument page) =>
        from element in page.All
        from name in Leading
        let value = element.GetAttribute(name)
        where value is not null && (value.Contains("boese", StringComparison.Ordinal) && !value.StartsWith('/') || value.Trim().StartsWith("javascript:", StringComparison.OrdinalIgnoreCase))
        select $"{name}={value}";
}
