using System.Net;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xunit;

namespace Xinqiao.Web.Tests.Petitions.Staff;

/// <summary>全国信访信息系统编号: at the counter, later on the case page, and in the number field of the list.</summary>
public sealed class NationalNumberTests(Site site) : IClassFixture<Site>
{
    private static int serial;

    private static string NewNumber() => $"3206132026{Interlocked.Increment(ref serial):0000000000}";

    private static async Task<IReadOnlyList<string>> Found(Visitor visitor, string typed)
    {
        var page = await visitor.Open("/staff/matters?number=" + Uri.EscapeDataString(typed));
        return [.. page.QuerySelectorAll(".list .go").Select(a => a.TextContent)];
    }

    [Fact]
    public async Task At_the_counter_it_is_recorded_with_the_petition_and_the_list_finds_it()
    {
        using var visitor = await site.SignedIn("dengji");
        var number = NewNumber();
        var page = await visitor.Open("/staff/register");
        page = await visitor.Submit(page.Form(), CounterForms.Of("letter", ("nationalNumber", $" {number} ")));
        var own = page.Text("#number");
        Assert.Equal([own + "-1"], await Found(visitor, number));
        Assert.Equal([own + "-1"], await Found(visitor, $"  {number[..6]} {number[6..]} "));
        page = await visitor.Open(page.QuerySelector("a.button[href^='/staff/matters/']")!.GetAttribute("href")!);
        Assert.Contains($"全国信访信息系统编号{number}", page.Text("main"), StringComparison.Ordinal);
        Assert.Contains($"登记全国信访信息系统编号：{number}", page.Text(".timeline"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_can_be_recorded_later_on_the_case_page_and_corrected_with_a_reason()
    {
        var f = await site.BringTo(Stage.InHand);
        using var visitor = await site.SignedIn("fenban");
        var (wrong, right) = (NewNumber(), NewNumber());
        var page = await visitor.Open($"/staff/matters/{f.Matter}");
        page = await visitor.Open(page.QuerySelector("a[href$='/national-number']")!.GetAttribute("href")!);
        Assert.Null(page.QuerySelector("[name=reason]"));
        page = await visitor.Submit(page.Form(), new() { ["nationalNumber"] = wrong });
        Assert.Contains("编号已登记", page.Text("[role=status]"), StringComparison.Ordinal);
        Assert.Equal([f.MatterNumber], await Found(visitor, wrong));

        page = await visitor.Open($"/staff/matters/{f.Matter}/national-number");
        page = await visitor.Submit(page.Form(), new() { ["nationalNumber"] = right });
        page.AssertRefused(visitor, "reason");
        Assert.Equal(right, page.Kept("nationalNumber"));
        await visitor.Submit(page.Form(), new() { ["reason"] = "抄错末位" });
        Assert.Equal([f.MatterNumber], await Found(visitor, right));
        Assert.Empty(await Found(visitor, wrong));
        Assert.Equal(
            [wrong, right], (await site.Events(f.Petition)).Select(r => r.Event).OfType<NationalNumberRecorded>().Select(e => e.Number));
        using var petitioner = await site.Tracking(f);
        page = await petitioner.Open("/track/case");
        Assert.Contains("抄错末位", page.Text(".timeline"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_number_that_another_petition_bears_is_refused_at_the_counter_and_on_the_case_page_and_nothing_is_lost()
    {
        using var visitor = await site.SignedIn("dengji");
        var number = NewNumber();
        var page = await visitor.Open("/staff/register");
        await visitor.Submit(page.Form(), CounterForms.Of("letter", ("nationalNumber", number)));
        var size = await site.LogSize();

        page = await visitor.Open("/staff/register");
        page = await visitor.Submit(page.Form(), CounterForms.Of("letter", ("nationalNumber", number)));
        page.AssertRefused(visitor, "nationalNumber");
        foreach (var (field, kept) in CounterForms.Of("letter", ("nationalNumber", number))) Assert.Equal(kept, page.Kept(field));
        Assert.Equal(size, await site.LogSize());

        var f = await site.BringTo(Stage.ToForward);
        page = await visitor.Open($"/staff/matters/{f.Matter}/national-number");
        page = await visitor.Submit(page.Form(), new() { ["nationalNumber"] = number });
        page.AssertRefused(visitor, "nationalNumber");
        Assert.Contains("另一件信访件", page.Text("#nationalNumber-error"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("banana")]
    [InlineData("13800000217")]
    [InlineData("32060219580101123X")]
    [InlineData("3206132026000\u0001")]
    [InlineData("too-long")]
    public async Task What_cannot_be_a_number_is_refused_and_kept(string? typed)
    {
        var f = await site.BringTo(Stage.ToForward);
        using var visitor = await site.SignedIn("dengji");
        var value = typed == "too-long" ? new string('9', 30_000) : typed;
        var page = await visitor.Open($"/staff/matters/{f.Matter}/national-number");
        page = await visitor.Submit(page.Form(), new() { ["nationalNumber"] = value });
        page.AssertRefused(visitor, "nationalNumber");
        Assert.Equal(value?.Trim() ?? "", page.Kept("nationalNumber")?.Trim() ?? "");
        Assert.DoesNotContain((await site.Events(f.Petition)).Select(r => r.Event), e => e is NationalNumberRecorded);
    }

    [Fact]
    public async Task A_stale_form_keeps_what_was_typed()
    {
        var f = await site.BringTo(Stage.ToForward);
        using var visitor = await site.SignedIn("dengji");
        var page = await visitor.Post(
            $"/staff/matters/{f.Matter}/national-number", [new("nationalNumber", "3206139999"), new("form-token", "stale")]);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "3206139999"), (visitor.Status, page.Kept("nationalNumber")));
    }

    [Fact]
    public async Task A_sealed_petition_is_not_found_by_its_number_nor_opened()
    {
        using var visitor = await site.SignedIn("dengji");
        var number = NewNumber();
        var page = await visitor.Open("/staff/register");
        await visitor.Submit(page.Form(), CounterForms.Of("letter", ("nationalNumber", number), ("purpose", "accusation")));
        Assert.Empty(await Found(visitor, number));
        var f = await site.BringTo(Stage.Sealed);
        await visitor.Open($"/staff/matters/{f.Matter}/national-number");
        Assert.Equal(HttpStatusCode.NotFound, visitor.Status);
    }

    [Theory]
    [InlineData("chengban")]
    [InlineData("fuze")]
    [InlineData("ducha")]
    public async Task Only_the_petition_department_records_it(string login)
    {
        var f = await site.BringTo(Stage.InHand);
        using var visitor = await site.SignedIn(login);
        var page = await visitor.Open($"/staff/matters/{f.Matter}");
        Assert.Null(page.QuerySelector("a[href$='/national-number']"));
        await visitor.Open($"/staff/matters/{f.Matter}/national-number");
        Assert.Equal(HttpStatusCode.Forbidden, visitor.Status);
    }
}
