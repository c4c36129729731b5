using System.Net;
using AngleSharp.Html.Dom;
using Xinqiao.Core.Matters;
using Xinqiao.Web.Demo;
using Xinqiao.Web.Tests.Boundary;
using Xunit;

namespace Xinqiao.Web.Tests.Identity;

/// <summary>Whoever came in finds the way out on every page that opened to them alone.</summary>
public sealed class SignOutTests(Site site) : IClassFixture<Site>
{
    private const string OfPetitioners = "form[action='/track/case?handler=Leave'] button", OfStaff = "form[action='/sign-out'] button";

    [Fact]
    public async Task Every_page_that_opens_to_a_petitioner_alone_has_the_sign_out_and_every_step_of_an_act_too()
    {
        var f = await site.BringTo(Stage.Served);
        using var stranger = site.Visitor();
        using var visitor = await site.Tracking(f);
        // What the pages themselves lead to belongs to it: documents have numbers that no pattern tells.
        var waiting = new Queue<string>(await Paths(f));
        var (seen, pages, steps) = (new HashSet<string>(), 0, 0);
        while (waiting.TryDequeue(out var path))
        {
            if (!seen.Add(path)) continue;
            await stranger.Open(path);
            if (stranger.Status == HttpStatusCode.OK && stranger.Path == path) continue;
            var page = await visitor.Open(path);
            if (!IsPage(visitor) || visitor.Path != path) continue;
            pages++;
            AssertLeaves(page, OfPetitioners, path);
            foreach (var link in page.QuerySelectorAll("a[href^='/track']")) waiting.Enqueue(link.GetAttribute("href")!);
            foreach (var button in page.QuerySelectorAll("main button[name='do'], main button[name='act']").OfType<IHtmlButtonElement>())
            {
                page = await visitor.Submit(button.Form!, button: button.Value);
                if (!IsPage(visitor) && visitor.Status != HttpStatusCode.UnprocessableEntity) continue;
                steps++;
                AssertLeaves(page, OfPetitioners, $"{path} {button.Value}");
            }
        }

        Assert.True(pages >= 10 && steps >= 8, $"{pages} {steps}");
    }

    [Fact]
    public async Task Every_page_that_opens_to_a_member_of_staff_alone_has_the_sign_out()
    {
        var f = await site.BringTo(Stage.InHand);
        using var stranger = site.Visitor();
        var pages = 0;
        foreach (var (_, login, _, _, _) in DemoDistrict.Accounts)
        {
            using var visitor = await site.SignedIn(login);
            foreach (var path in await Paths(f))
            {
                // It ends the sign-in, or leads away.
                if (path is "/sign-out" or "/sign-in") continue;
                await stranger.Open(path);
                if (stranger.Status == HttpStatusCode.OK && stranger.Path == path) continue;
                var page = await visitor.Open(path);
                if (!IsPage(visitor) || visitor.Path != path) continue;
                pages++;
                AssertLeaves(page, OfStaff, $"{login} {path}");
            }
        }

        Assert.True(pages > 100, $"{pages}");
    }

    [Fact]
    public async Task A_petitioner_who_signed_out_is_signed_out_for_a_cookie_that_was_kept_too()
    {
        var f = await site.File();
        using var visitor = await site.Tracking(f);
        using var thief = Bearing(visitor.Cookies());
        await thief.Open("/track/case");
        Assert.Equal("/track/case", thief.Path);

        await visitor.Submit((await visitor.Open("/track/case")).Form("form.leave"));
        Assert.Equal("/track?left=1", visitor.Path);
        await thief.Open("/track/case");
        Assert.Equal("/track", thief.Path);
        // Another sign-in of the same petition is another one.
        using var again = await site.Tracking(f);
        Assert.Equal("/track/case", again.Path);
    }

    [Fact]
    public async Task A_petitioner_who_signs_in_again_leaves_nothing_open_behind()
    {
        var f = await site.File();
        using var visitor = await site.Tracking(f);
        using var thief = Bearing(visitor.Cookies());
        await visitor.Track(f.Number, f.Code);
        Assert.Equal("/track/case", visitor.Path);
        await thief.Open("/track/case");
        Assert.Equal("/track", thief.Path);
    }

    [Fact]
    public async Task Of_a_petitioner_who_left_a_random_word_is_kept_until_the_cookie_would_have_ended()
    {
        var f = await site.File();
        using var visitor = await site.Tracking(f);
        await visitor.Submit((await visitor.Open("/track/case")).Form("form.leave"));
        var rows = await Rows();
        Assert.All(rows, row => Assert.Matches("^[0-9a-f]{32}$", row));

        site.Clock.Now = site.Clock.Now.AddHours(5);
        using var later = await site.Tracking(f);
        await later.Submit((await later.Open("/track/case")).Form("form.leave"));
        var left = Assert.Single(await Rows());
        Assert.DoesNotContain(left, rows);
    }

    private async Task<IReadOnlyList<string>> Rows()
    {
        await using var connection = site.Database.OpenToRead();
        return [.. await Dapper.SqlMapper.QueryAsync<string>(connection, "SELECT sign_in FROM left_sign_ins")];
    }

    private async Task<IReadOnlyList<string>> Paths(Filed f) =>
        [.. (await site.Addresses()).Where(a => a.Verb == "GET").Select(a => a.Pattern.PathTo(f, "1")).Distinct().Order(StringComparer.Ordinal)];

    private static bool IsPage(Visitor visitor) =>
        visitor.Status == HttpStatusCode.OK && visitor.Response.Content.Headers.ContentType?.MediaType == "text/html";

    private static void AssertLeaves(IHtmlDocument page, string selector, string where) =>
        Assert.True(page.QuerySelectorAll(selector).Length == 1 && page.QuerySelector(selector)!.Closest("form")!.QuerySelector("[name='form-token']") is not null, where);

    private Visitor Bearing(string cookies)
    {
        var visitor = site.Visitor();
        foreach (var cookie in cookies.Split("; "))
            visitor.SetCookie(cookie[..cookie.IndexOf('=', StringComparison.Ordinal)], cookie[(cookie.IndexOf('=', StringComparison.Ordinal) + 1)..], "/");
        return visitor;
    }
}
