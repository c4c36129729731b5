using AngleSharp.Html.Dom;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Web.Desk;
using Xinqiao.Web.Matters;
using Xunit;

namespace Xinqiao.Web.Tests.Desk;

public sealed class TodayTests(Site site) : IClassFixture<Site>
{
    private static int Count(IHtmlDocument page, string href) => int.Parse(
        page.QuerySelector($".card[href='{href}'] .count")!.TextContent.Trim().Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Which card a stage adds to, for whom; the first card is the most urgent.</summary>
    [Theory]
    [InlineData("dengji", Stage.ToRegister, "/staff/matters?stage=to-register", true)]
    [InlineData("fenban", Stage.ToForward, "/staff/matters?stage=to-forward", true)]
    [InlineData("chengban", Stage.ToReceive, "/staff/matters?stage=to-receive", true)]
    [InlineData("chengban", Stage.ToAccept, "/staff/matters?stage=to-accept", false)]
    [InlineData("chengban", Stage.InHand, "/staff/matters?stage=in-hand", false)]
    [InlineData("chengban", Stage.ToServe, "/staff/matters?list=unserved", false)]
    [InlineData("fuze", Stage.ToApprove, "/staff/matters?stage=to-approve", true)]
    [InlineData("ducha", Stage.ToReceive, "/staff/matters?stage=to-receive", false)]
    [InlineData("jijian", Stage.Sealed, "/sealed", true)]
    public async Task Each_post_finds_what_waits_for_it_and_the_list_that_holds_it(string login, Stage stage, string href, bool first)
    {
        using var visitor = await site.SignedIn(login);
        var before = Count(await visitor.Open("/desk"), href);
        await site.BringTo(stage);
        var page = await visitor.Open("/desk");
        Assert.Equal(before + 1, Count(page, href));
        if (first) Assert.Equal(href, page.QuerySelector(".card")!.GetAttribute("href"));
        var list = await visitor.Open(href);
        Assert.True(list.QuerySelectorAll(".list .go").Length > before);
    }

    [Fact]
    public async Task The_nearest_due_stand_below_with_their_article()
    {
        await site.BringTo(Stage.InHand, c => c with { Title = "墙面渗水" });
        using var visitor = await site.SignedIn("chengban");
        var page = await visitor.Open("/desk");
        Assert.Contains("《信访工作条例》第", page.Text(".list"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_matter_stands_once_however_many_of_its_terms_run()
    {
        var f = await site.BringTo(Stage.ToReceive, c => c with { Title = "只列一次的一件" });
        using var visitor = await site.SignedIn("ducha");
        Assert.Single((await visitor.Open("/desk")).QuerySelectorAll(".list .go"), a => a.TextContent == f.MatterNumber);
        Assert.True((await visitor.Open("/staff/due")).QuerySelectorAll(".list .go").Count(a => a.TextContent == f.MatterNumber) > 1);
    }

    [Fact]
    public async Task The_administrator_finds_units_and_people_and_no_petition()
    {
        await site.BringTo(Stage.InHand, c => c with { Title = "管理员不该看到的一件" });
        using var visitor = await site.SignedIn("guanli");
        var page = await visitor.Open("/desk");
        Assert.Equal(
            ["/administration/units", "/administration/people", "/administration/calendars", "/administration/categories", "/administration/settings"],
            page.QuerySelectorAll(".card").Select(c => c.GetAttribute("href")!));
        Assert.Equal(11, Count(page, "/administration/people"));
        foreach (var path in new[] { "/desk", "/staff/matters", "/staff/due", "/staff/register", "/sealed", "/administration/units", "/administration/people" })
        {
            await visitor.Open(path);
            Assert.DoesNotContain("管理员不该看到的一件", visitor.Html, StringComparison.Ordinal);
            Assert.Equal(!path.StartsWith("/staff", StringComparison.Ordinal) && path != "/sealed", visitor.Status == System.Net.HttpStatusCode.OK);
        }
    }

    [Fact]
    public void More_than_a_thousand_are_not_counted()
    {
        Assert.Equal("超过1000", new Card("待登记", MatterQueries.CountLimit + 1, "/", "").CountText.ToString());
        Assert.Equal("1000", new Card("待登记", MatterQueries.CountLimit, "/", "").CountText.ToString());
    }
}

/// <summary>The supervisor's table: terms by unit, late and near.</summary>
public sealed class SupervisorsDeskTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task The_supervisor_sees_by_unit_how_many_terms_are_late_or_near_and_no_person()
    {
        await site.BringTo(Stage.ToForward);
        await site.BringTo(Stage.ToAccept);
        await site.File(Purpose.Accusation);
        site.Clock.AdvanceDays(16);
        await site.BringTo(Stage.ToForward);

        using var visitor = await site.SignedIn("ducha");
        var page = await visitor.Open("/desk");
        var rows = page.QuerySelector("h2 + table.list")!.QuerySelectorAll("tbody tr").Select(r => string.Join(' ', r.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
        // One late at the petition office; one late at the unit. The third, received today, is neither; the sealed one is in no count.
        Assert.Equal(["信访局 1 项 0 项", "崇川区住房和城乡建设局 1 项 0 项"], rows);
        Assert.DoesNotContain("周桂兰", visitor.Html, StringComparison.Ordinal);
    }
}

/// <summary>What the administrator learns of the nightly comparison.</summary>
public sealed class NightlyCheckDeskTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task Last_nights_check_of_the_lists_stands_on_the_administrators_desk()
    {
        await site.BringTo(Stage.InHand);
        site.Get<Web.Ledger.NightlyCheck>().Look();
        using var visitor = await site.SignedIn("guanli");
        var page = await visitor.Open("/desk");
        Assert.Contains("全部相符", page.Text("#nightly"), StringComparison.Ordinal);
    }
}
