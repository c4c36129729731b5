using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Regulation;
using Xunit;

namespace Xinqiao.Web.Tests.Matters.Reviews;

/// <summary>Its clock goes on: no other test shares its site.</summary>
public sealed class HearingPagesTests(Site site) : IClassFixture<Site>
{
    private async Task<CaseEvent> Last(Filed f) => (await site.Events(f.Matter))[^1].Event;

    [Fact]
    public async Task A_hearing_of_a_final_review_is_recorded_when_it_is_called_and_when_it_is_reported_and_its_days_do_not_count()
    {
        var f = await site.AskForTheLast();
        foreach (var document in new[] { DocumentKind.Notice, DocumentKind.Acceptance }) await site.Serve(f, document);
        await site.On(f, "fucha", (m, act) => ReviewWork.Take(m, null, [], act));
        var nominal = Deadlines.Of(await site.State(f), site.Store.Rules).Single(d => d.Clock.Id == ClockId.FinalReview).Term!.Value.Nominal!.Value;
        site.Clock.AdvanceDays(8);

        using (var reviewer = await site.SignedIn("fucha"))
        {
            var page = await reviewer.Open($"/staff/matters/{f.Matter}/hearing");
            page = await reviewer.Submit(page.Form(), []);
            page.AssertRefused(reviewer, "text");
            await reviewer.Submit(page.Form(), new() { ["dayEvidence"] = "回证7号", ["text"] = "三月十二日上午九时，区政府二号会议室，主持人季伟" });
            Assert.IsType<HearingNoticed>(await Last(f));
            Assert.Contains("登记听证报告", (await reviewer.Open($"/staff/matters/{f.Matter}")).Text("main"), StringComparison.Ordinal);
            using var visitor = await site.Tracking(f);
            Assert.Contains("听证安排：三月十二日上午九时", (await visitor.Open("/track/case")).Text("main"), StringComparison.Ordinal);
        }

        site.Clock.AdvanceDays(6);
        using (var reviewer = await site.SignedIn("fucha"))
        {
            var page = await reviewer.Open($"/staff/matters/{f.Matter}/hearing");
            Assert.Contains("听证通知书已于", page.Text("main"), StringComparison.Ordinal);
            page = await reviewer.Submit(page.Form(), new() { ["dayEvidence"] = "崇政听〔2026〕1号", ["text"] = "各方认可委托鉴定。" });
            Assert.IsType<HearingReported>(await Last(f));
            page = await reviewer.Open($"/staff/matters/{f.Matter}");
            Assert.Contains("为听证所需时间，共7日", page.Text("main"), StringComparison.Ordinal);
        }

        Assert.Equal(
            nominal.AddDays(7), Deadlines.Of(await site.State(f), site.Store.Rules).Single(d => d.Clock.Id == ClockId.FinalReview).Term!.Value.Nominal);

        await site.On(f, "fucha", (m, act) => ReviewWork.Submit(
            m, new DraftReview(ReviewOutcome.Uphold, "属实", "有关规定", "维持", false, null, null, null), act));
        using var head = await site.SignedIn("fucha-fuze");
        var letter = (await head.Open($"/staff/matters/{f.Matter}/approve-review")).Text("article.letter");
        Assert.Contains("共7日，依照《信访工作条例》第三十六条第二款的规定不计算在复核期限内", letter, StringComparison.Ordinal);
        Assert.Contains("各方认可委托鉴定。", letter, StringComparison.Ordinal);
    }
}
