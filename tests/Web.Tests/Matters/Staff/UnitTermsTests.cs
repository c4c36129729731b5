using Xinqiao.Core.Matters;
using Xunit;

namespace Xinqiao.Web.Tests.Matters.Staff;

/// <summary>What a unit may do only until a day, or must explain after it. Recorded time never goes back, so each test has a site of its own.</summary>
public sealed class UnitTermsTests : IAsyncLifetime
{
    private readonly Site site = new();

    public ValueTask InitializeAsync() => site.InitializeAsync();

    public ValueTask DisposeAsync() => site.DisposeAsync();

    [Theory]
    [InlineData(7, true)]
    [InlineData(8, false)]
    public async Task After_the_fifth_working_day_there_is_no_form_for_an_objection(int days, bool possible)
    {
        var f = await site.BringTo(Stage.ToAccept);
        site.Clock.AdvanceDays(days);
        using var handler = await site.SignedIn("chengban");
        var page = await handler.Open($"/staff/matters/{f.Matter}/object");
        Assert.Equal(possible, page.QuerySelector("main form") is not null);
        if (!possible) Assert.Contains("2026-03-09届满", page.Text(".notice.refusal"), StringComparison.Ordinal);
        page = await handler.Post($"/staff/matters/{f.Matter}/object",
        [
            new("reason", "不归我局"), new("mandateBasis", "职责清单"), new("proposedOrgan", "城管局"),
            new("form-token", await handler.Token()),
        ]);
        Assert.Equal(possible ? Stage.Objected : Stage.ToAccept, (await site.State(f)).Stage);
        if (!possible) Assert.Contains("第二十三条第三款", page.Text(".errors .rule"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_execution_entered_days_later_needs_its_reason_and_is_shown_as_a_back_entry()
    {
        var f = await site.BringTo(Stage.Served);
        site.Clock.AdvanceDays(10);
        using var handler = await site.SignedIn("chengban");
        var page = await handler.Open($"/staff/matters/{f.Matter}/execute");
        page = await handler.Submit(page.Form(), new() { ["executed"] = "2026-03-04", ["executedEvidence"] = "验收单1号", ["how"] = "已更换" });
        page.AssertRefused(handler, "backEntryReason");
        page = await handler.Submit(page.Form(), new() { ["backEntryReason"] = "验收单今天收到" });
        Assert.Contains("补录", page.Text(".timeline"), StringComparison.Ordinal);
        Assert.Contains("验收单今天收到", page.Text(".timeline"), StringComparison.Ordinal);
    }
}
