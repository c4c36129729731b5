using Xinqiao.Core.Matters;
using Xunit;

namespace Xinqiao.Web.Tests.Matters.Staff;

/// <summary>Waiting for the petitioner to open the answer is no reason to hide that the answer is late.</summary>
public sealed class LateAnswerTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task While_the_answer_waits_to_be_opened_the_desk_and_the_case_page_still_lead_with_the_term_that_is_over()
    {
        var f = await site.BringTo(Stage.ToApprove);
        await site.Serve(f, DocumentKind.Notice);
        await site.Serve(f, DocumentKind.Acceptance);
        site.Clock.AdvanceDays(61);
        await site.Approve(f);
        using var visitor = await site.SignedIn("fuze");
        var row = (await visitor.Open("/desk")).QuerySelectorAll(".list tbody tr").Single(r => r.QuerySelector(".go")!.TextContent == f.MatterNumber);
        Assert.Contains("逾期1日", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("办结信访事项", row.TextContent, StringComparison.Ordinal);
        var page = await visitor.Open($"/staff/matters/{f.Matter}");
        Assert.Contains("办结信访事项下一步：等信访人在平台打开", page.Text("dl.now"), StringComparison.Ordinal);
        Assert.Contains("正在等信访人在平台打开文书。", page.Text("main"), StringComparison.Ordinal);
        Assert.Contains("待信访人打开", page.Text("#unopened"), StringComparison.Ordinal);
    }
}
