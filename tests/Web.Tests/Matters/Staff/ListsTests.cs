using Xinqiao.Core.Matters;
using Xinqiao.Web.Matters.Staff;
using Xunit;

namespace Xinqiao.Web.Tests.Matters.Staff;

public sealed class ListsTests(Site site) : IClassFixture<Site>
{
    private static IEnumerable<string> Numbers(AngleSharp.Dom.IParentNode page) =>
        page.QuerySelectorAll(".list .go").Select(a => a.TextContent);

    [Fact]
    public async Task A_row_tells_number_title_channel_stage_unit_and_what_falls_due_under_which_article()
    {
        var f = await site.BringTo(Stage.InHand, c => c with { Title = "夜间渣土车噪声扰民", ElectronicConsent = false });
        using var visitor = await site.SignedIn("fenban");
        var page = await visitor.Open($"/staff/matters?number={f.Number}");
        var row = page.Text(".list tbody tr");
        foreach (var part in new[] { f.MatterNumber, "夜间渣土车噪声扰民", "网上信访", "办理中", "崇川区住房和城乡建设局", "第二十三条", "还剩" })
            Assert.Contains(part, row, StringComparison.Ordinal);
        Assert.DoesNotContain("周桂兰", visitor.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{0}")]
    [InlineData("{0}-1")]
    [InlineData("  {0} ")]
    public async Task A_number_of_a_petition_or_a_matter_finds_it(string typed)
    {
        var f = await site.BringTo(Stage.ToForward);
        using var visitor = await site.SignedIn("dengji");
        var page = await visitor.Open("/staff/matters?number=" + Uri.EscapeDataString(string.Format(null, typed, f.Number)));
        Assert.Equal([f.MatterNumber], Numbers(page));
    }

    [Fact]
    public async Task Filters_stay_in_the_address_and_narrow_by_stage_unit_and_unserved_documents()
    {
        var approved = await site.BringTo(Stage.ToServe);
        var elsewhere = await site.BringTo(Stage.ToReceive, unit: "RS");
        using var visitor = await site.SignedIn("ducha");
        var page = await visitor.Open("/staff/matters?stage=to-serve&unit=ZJ&list=unserved");
        Assert.Contains(approved.MatterNumber, Numbers(page));
        Assert.Equal(("to-serve", "ZJ", "unserved"), (page.Kept("stage"), page.Kept("unit"), page.Kept("list")));
        page = await visitor.Open("/staff/matters?unit=RS");
        Assert.Contains(elsewhere.MatterNumber, Numbers(page));
        Assert.DoesNotContain(approved.MatterNumber, Numbers(page));
    }

    [Fact]
    public async Task Every_matter_stands_on_one_page_and_once()
    {
        for (var i = 0; i < MattersModel.PageSize + 3; i++) await site.File();
        using var visitor = await site.SignedIn("dengji");
        var seen = new List<string>();
        for (var next = "/staff/matters?stage=to-register"; next is not null;)
        {
            var page = await visitor.Open(next);
            seen.AddRange(Numbers(page));
            next = page.QuerySelector(".pager [rel=next]")?.GetAttribute("href");
            Assert.True(seen.Count <= 1_000);
        }

        Assert.True(seen.Count >= MattersModel.PageSize + 3);
        Assert.Equal(seen.Distinct(), seen);
    }

    [Theory]
    [InlineData("/staff/matters?stage=banana&unit=%00&number=%ED%A0%80&after=zzz&list=banana")]
    [InlineData("/staff/matters?number=%3Cscript%3E")]
    [InlineData("/staff/matters?after=")]
    [InlineData("/staff/due?after=banana")]
    [InlineData("/staff/due?after=%7C%7C%7C%7C&unit=x")]
    public async Task A_damaged_address_is_answered_with_a_page(string path)
    {
        using var visitor = await site.SignedIn("fenban");
        await visitor.Open(path);
        Assert.Contains(visitor.Status, (System.Net.HttpStatusCode[])[System.Net.HttpStatusCode.OK, System.Net.HttpStatusCode.BadRequest]);
    }

    [Fact]
    public async Task An_empty_list_says_what_to_do_next()
    {
        using var visitor = await site.SignedIn("chengban");
        var page = await visitor.Open("/staff/matters?number=XF2026-999999-9");
        Assert.Contains("清除条件", page.Text(".empty"), StringComparison.Ordinal);
    }
}
