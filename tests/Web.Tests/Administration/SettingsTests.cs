using Xinqiao.Core;
using Xinqiao.Core.Furniture;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Storage;
using Xunit;

namespace Xinqiao.Web.Tests.Administration;

public sealed class SettingsTests(Site site) : IClassFixture<Site>
{
    private const string Page = "/administration/settings", Forward = "clock.CLK-12a.length", Urgent = "clock.CLK-14.length";

    private static Dictionary<string, string?> Set(string key, string value, string from) =>
        new() { ["key"] = key, ["value"] = value, ["from"] = from };

    private async Task<IReadOnlyList<Recorded>> Events(string key) =>
        await site.Get<CaseReader>().Events(StreamId.Furniture("setting:" + key));

    [Fact]
    public async Task What_the_law_leaves_open_is_listed_with_its_tag_and_what_it_does_not_with_its_article()
    {
        using var administrator = await site.SignedIn("guanli");
        var page = await administrator.Open(Page);
        var settable = page.QuerySelectorAll("#settable tbody tr").Select(r => r.TextContent).ToList();
        Assert.Equal(RulePack.Of2022.Clocks.Count(c => c.Provenance != Provenance.Law && c.Length is not null), settable.Count);
        Assert.Contains("待核", settable.Single(r => r.Contains("简易办理：决定是否受理", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains("自定", settable.Single(r => r.Contains("视为受理", StringComparison.Ordinal)), StringComparison.Ordinal);
        var law = page.QuerySelectorAll("#law tbody tr").Select(r => r.TextContent).ToList();
        Assert.Contains(law, r => r.Contains("办结信访事项", StringComparison.Ordinal) && r.Contains("60日", StringComparison.Ordinal)
                                  && r.Contains("《信访工作条例》第三十四条", StringComparison.Ordinal));
        Assert.DoesNotContain(page.QuerySelectorAll("#key option"), o => o.GetAttribute("value") == "clock.CLK-05.length");
    }

    [Fact]
    public async Task A_length_set_from_a_later_day_is_planned_an_event_and_holds_from_that_day_on()
    {
        using var administrator = await site.SignedIn("guanli");
        var page = await administrator.Open(Page);
        page = await administrator.Submit(page.Form(), Set(Forward, "2", "2026-06-01"));
        Assert.Equal(Page, administrator.Path);
        Assert.Contains("自2026年6月1日起为2个工作日；此前起算的不变", page.Text(".notice.good"), StringComparison.Ordinal);
        Assert.Contains("2026年6月1日起2个工作日", page.Text("#settable"), StringComparison.Ordinal);
        Assert.Equal(new SettingMade(Forward, "2", new(2026, 6, 1)), Assert.Single(await Events(Forward)).Event);
        Assert.Equal(1, site.Store.Rules.On(new(2026, 5, 31))[ClockId.SimplifiedForward].Length);
        Assert.Equal(2, site.Store.Rules.On(new(2026, 6, 1))[ClockId.SimplifiedForward].Length);
    }

    [Fact]
    public async Task A_length_set_from_today_is_in_force_at_once()
    {
        using var administrator = await site.SignedIn("guanli");
        var page = await administrator.Open(Page);
        page = await administrator.Submit(page.Form(), Set(Urgent, "1", "2026-03-02"));
        var row = page.QuerySelectorAll("#settable tbody tr").Single(r => r.TextContent.Contains("重大、紧急", StringComparison.Ordinal));
        Assert.Contains("1小时", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("2026年3月2日起", row.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("clock.CLK-05.length", "90", "2026-06-01", "key", "《信访工作条例》第三十四条")]
    [InlineData("clock.CLK-03.length", "30", "2026-06-01", "key", "《信访工作条例》第二十三条第三款")]
    [InlineData("clock.CLK-99.length", "30", "2026-06-01", "key", "本平台规定“期限参数”")]
    [InlineData("", "30", "2026-06-01", "key", "本平台规定“期限参数”")]
    [InlineData("clock.CLK-13.length", "", "2026-06-01", "value", "本平台规定“期限参数”")]
    [InlineData("clock.CLK-13.length", "0", "2026-06-01", "value", "本平台规定“期限参数”")]
    [InlineData("clock.CLK-13.length", "一月", "2026-06-01", "value", "本平台规定“期限参数”")]
    [InlineData("clock.CLK-13.length", "30", "2026-06-01", "value", "不需要再设定")]
    [InlineData("clock.CLK-13.length", "45", "2026-03-01", "from", "已经起算的期限不受影响")]
    [InlineData("clock.CLK-13.length", "45", "0001-01-01", "from", "已经起算的期限不受影响")]
    [InlineData("clock.CLK-13.length", "45", "9999-12-31", "from", "请核对年份")]
    [InlineData("clock.CLK-13.length", "45", "6月1日", "from", "请选择开始的日期")]
    public async Task A_refused_length_comes_back_at_its_field_with_its_rule(string key, string value, string from, string field, string said)
    {
        using var administrator = await site.SignedIn("guanli");
        var page = await administrator.Open(Page);
        var size = await site.LogSize();
        page = await administrator.Submit(page.Form(), Set(key, value, from));
        page.AssertRefused(administrator, field);
        Assert.Contains(said, page.Text(".errors"), StringComparison.Ordinal);
        Assert.Equal((value, from), (page.Kept("value"), page.Kept("from")));
        Assert.Equal(size, await site.LogSize());
    }

    [Fact]
    public async Task A_stale_page_keeps_what_was_typed()
    {
        using var administrator = await site.SignedIn("guanli");
        var page = await administrator.Open(Page);
        var typed = Set("clock.CLK-13.length", "45", "2026-06-01");
        typed["form-token"] = "verfallen";
        page = await administrator.Submit(page.Form(), typed);
        Assert.Contains("页面已过期", page.Text(".errors"), StringComparison.Ordinal);
        Assert.Equal(("clock.CLK-13.length", "45"), (page.Kept("key"), page.Kept("value")));
    }
}
