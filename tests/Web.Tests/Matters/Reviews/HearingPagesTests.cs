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
            Assert.Contains("登记听证结果", (await reviewer.Open($"/staff/matters/{f.Matter}")).Text("main"), StringComparison.Ordinal);
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
        Assert.Contains("依据：《信访工作条例》第三十六条第一款；《信访工作条例》第三十六条第三款", letter, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_head_is_asked_why_a_hearing_took_more_than_thirty_days_and_only_when_it_did()
    {
        var f = await site.AskForTheLast();
        foreach (var document in new[] { DocumentKind.Notice, DocumentKind.Acceptance }) await site.Serve(f, document);
        await site.On(f, "fucha", (m, act) => ReviewWork.Take(m, null, [], act));
        site.Clock.AdvanceDays(1);
        await site.On(f, "fucha", (m, act) => Hearing.Record(m, new TakenHearing(new LegalDay(act.Today, "回证8号", null), "上午九时", null), [], act));

        async Task<(bool Asked, bool Told)> Shown(string login)
        {
            using var staff = await site.SignedIn(login);
            var page = await staff.Open($"/staff/matters/{f.Matter}/hearing");
            Assert.NotNull(page.QuerySelector("[name=text]"));
            Assert.Contains("登记听证结果", page.Text("form.panel button"), StringComparison.Ordinal);
            return (page.QuerySelector("[name=longBecause]") is not null, page.Text("form.panel").Contains("由负责人登记", StringComparison.Ordinal));
        }

        site.Clock.AdvanceDays(Hearing.Longest - 1);
        foreach (var login in new[] { "fucha", "fucha-fuze" }) Assert.Equal((false, false), await Shown(login));
        site.Clock.AdvanceDays(1);
        Assert.Equal((false, true), await Shown("fucha"));
        Assert.Equal((true, false), await Shown("fucha-fuze"));

        using var head = await site.SignedIn("fucha-fuze");
        var form = (await head.Open($"/staff/matters/{f.Matter}/hearing")).Form();
        var typed = new Dictionary<string, string?> { ["dayEvidence"] = "崇政听〔2026〕2号", ["text"] = "须等鉴定。" };
        (await head.Submit(form, typed)).AssertRefused(head, "longBecause");
        await head.Submit(form, new(typed) { ["longBecause"] = "鉴定机构排期" });
        Assert.Equal("鉴定机构排期", ((HearingReported)await Last(f)).LongBecause.Value);
    }
}
