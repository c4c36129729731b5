using System.Net;
using Xinqiao.Core.Matters;
using Xunit;

namespace Xinqiao.Web.Tests.Matters.Staff;

/// <summary>What lies unopened on the platform: who must do what by which day, on the list and on the case page.</summary>
public sealed class UnopenedTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task Five_working_days_unopened_the_list_and_the_case_page_say_who_serves_it_otherwise_by_when_and_why()
    {
        // Issued on Monday, 2 March 2026: the fifth working day is Monday, 9 March.
        var f = await site.BringTo(Stage.ToServe);
        using var visitor = await site.SignedIn("chengban");
        var page = await visitor.Open($"/staff/matters?list=unserved&number={f.Number}");
        var row = page.Text(".list tbody tr");
        foreach (var part in new[] { "待送达", "崇川区住房和城乡建设局", "3月9日", "平台上未打开的文书，改用其他方式送达", "平台送达以首次打开为准" })
            Assert.Contains(part, row, StringComparison.Ordinal);
        page = await visitor.Open($"/staff/matters/{f.Matter}");
        foreach (var part in new[] { "待信访人打开", "到第五个工作日2026年3月9日（星期一）仍未打开的，由崇川区住房和城乡建设局在当日改用邮寄", "工作人员不能代为打开", "平台送达以首次打开为准" })
            Assert.Contains(part, page.Text("#unopened"), StringComparison.Ordinal);

        site.Clock.AdvanceDays(8);
        using var later = await site.SignedIn("chengban");
        page = await later.Open($"/staff/matters?list=overdue&number={f.Number}");
        Assert.Contains("平台上未打开的文书，改用其他方式送达", page.Text(".list"), StringComparison.Ordinal);
        page = await later.Open($"/staff/matters/{f.Matter}");
        Assert.Contains("已逾期1日", page.Text("#unopened h2"), StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector($".acts a[href='/staff/matters/{f.Matter}/serve']"));

        page = await later.Open($"/staff/matters/{f.Matter}/serve");
        page = await later.Submit(page.Form(), new()
        {
            ["document"] = "opinion",
            ["method"] = "post",
            ["servedEvidence"] = "EMS 演示4711",
            ["proof"] = "本人签收",
        });
        Assert.Equal(HttpStatusCode.OK, later.Status);
        Assert.NotNull((await site.State(f)).ClosedOn);
        Assert.DoesNotContain("信访处理意见书", page.Text("#unopened"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_consent_nothing_is_said_to_lie_on_the_platform()
    {
        var f = await site.BringTo(Stage.ToServe, c => c with { ElectronicConsent = false });
        using var visitor = await site.SignedIn("chengban");
        var page = await visitor.Open($"/staff/matters/{f.Matter}");
        Assert.Null(page.QuerySelector("#unopened"));
        page = await visitor.Open($"/staff/matters?list=unserved&number={f.Number}");
        Assert.DoesNotContain("平台上未打开", page.Text(".list"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_post_can_enter_an_opening()
    {
        var f = await site.BringTo(Stage.ToServe);
        using var visitor = await site.SignedIn("chengban");
        var page = await visitor.Open($"/staff/matters/{f.Matter}/serve");
        Assert.DoesNotContain("平台送达", page.Text("#method"), StringComparison.Ordinal);
        page = await visitor.Post($"/staff/matters/{f.Matter}/serve",
        [
            new("document", "opinion"), new("method", "portal"), new("served", "2026-03-02"), new("servedEvidence", "平台记录"),
            new("proof", "已打开"), new("form-token", page.Kept("form-token")!),
        ]);
        page.AssertRefused(visitor, "method");
        Assert.Null((await site.State(f)).ClosedOn);
    }
}
