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

    [Fact]
    public async Task On_the_fifth_working_day_serving_otherwise_is_the_units_next_act()
    {
        var f = await site.BringTo(Stage.ToApprove);
        await site.Serve(f, DocumentKind.Notice);
        await site.Serve(f, DocumentKind.Acceptance);
        await site.Approve(f);
        for (var day = 0; day < 20; day++)
        {
            using var visitor = await site.SignedIn("chengban");
            var page = await visitor.Open($"/staff/matters/{f.Matter}");
            if (page.Text("#unopened").Contains("今天应改用其他方式送达", StringComparison.Ordinal))
            {
                Assert.Contains("改用其他方式送达，登记送达（承办人）", page.Text("dl.now"), StringComparison.Ordinal);
                Assert.Contains("登记送达", page.Text(".acts .button:not(.second)"), StringComparison.Ordinal);
                Assert.DoesNotContain("目前没有等您办理的事", page.Text("main"), StringComparison.Ordinal);
                return;
            }

            Assert.Contains("正在等信访人在平台打开文书。", page.Text("main"), StringComparison.Ordinal);
            site.Clock.AdvanceDays(1);
        }

        Assert.Fail("The last day never came.");
    }
}
