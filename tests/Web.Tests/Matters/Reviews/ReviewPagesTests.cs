using System.Net;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Matters;
using Xunit;

namespace Xinqiao.Web.Tests.Matters.Reviews;

/// <summary>复查、复核 page by page: asked for by the petitioner, handled by the organ above, seen by the unit.</summary>
public sealed class ReviewPagesTests(Site site) : IClassFixture<Site>
{
    private async Task<CaseEvent> Last(Filed f) => (await site.Events(f.Matter))[^1].Event;

    [Fact]
    public async Task A_petitioner_asks_the_organ_above_on_the_page_of_the_answer_and_follows_it_there()
    {
        var f = await site.BringTo(Stage.Served);
        using var visitor = await site.Tracking(f);
        var page = await visitor.Open("/track/case");
        Assert.Contains("不服可以申请复查", page.Text("main"), StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector("a[href='/track/review/1']"));

        page = await visitor.Open("/track/review/1");
        Assert.Contains("南通市崇川区人民政府", page.Text("main"), StringComparison.Ordinal);
        page = await visitor.Submit(page.Form(), new() { ["wanted"] = "写明维修时间", ["contested"] = "" }, "review");
        page.AssertRefused(visitor, "contested");
        Assert.Equal("写明维修时间", page.Kept("wanted"));
        page = await visitor.Submit(page.Form(), new() { ["contested"] = "答复没有说什么时候修。" }, "review");
        Assert.Equal(HttpStatusCode.OK, visitor.Status);
        Assert.Contains("复查申请已收到", page.Text("main"), StringComparison.Ordinal);
        var asked = Assert.IsType<ReviewAsked>(await Last(f));
        Assert.Equal(("写明维修时间", "答复没有说什么时候修。", true), (asked.Wanted.Value, asked.Contested.Value, asked.InTime));

        page = await visitor.Open("/track/case");
        Assert.Contains("南通市崇川区人民政府正在复查", page.Text("main"), StringComparison.Ordinal);
        Assert.Contains($"最迟{ChineseDate.Write(asked.ReceivedOn.AddDays(30))}提出复查意见并书面答复", page.Text("main"), StringComparison.Ordinal);
        await visitor.Open("/track/review/1");
        Assert.Contains("已经收到，正在办理", visitor.Html, StringComparison.Ordinal);
        Assert.True(visitor.Html.Length < 15_000);
    }

    [Fact]
    public async Task After_the_last_day_the_form_says_so_and_asks_why()
    {
        var f = await site.BringTo(Stage.Served);
        var before = site.Clock.Now;
        site.Clock.AdvanceDays(50);
        using (var visitor = await site.Tracking(f))
        {
            var page = await visitor.Open("/track/review/1");
            Assert.Contains("届满", page.Text(".notice.warn"), StringComparison.Ordinal);
            page = await visitor.Submit(page.Form(), new() { ["wanted"] = "撤销", ["contested"] = "没有鉴定" }, "review");
            page.AssertRefused(visitor, "lateBecause");
            await visitor.Submit(page.Form(), new() { ["lateBecause"] = "住院一个月" }, "review");
            Assert.False(Assert.IsType<ReviewAsked>(await Last(f)).InTime);
            using var reviewer = await site.SignedIn("fucha");
            page = await reviewer.Open($"/staff/matters/{f.Matter}/take-review");
            Assert.Contains("住院一个月", page.Text("main"), StringComparison.Ordinal);
            page = await reviewer.Submit(page.Form(), []);
            page.AssertRefused(reviewer, "reason");
        }

        site.Clock.Now = before;
    }

    [Fact]
    public async Task The_organ_above_takes_it_up_decides_signs_and_serves_and_the_petitioner_reads_it()
    {
        var f = await site.BringTo(Stage.Served);
        using var reviewer = await site.SignedIn("fucha");
        await reviewer.Open($"/staff/matters/{f.Matter}");
        Assert.Equal(HttpStatusCode.NotFound, reviewer.Status); // nobody asked yet
        Assert.DoesNotContain(f.MatterNumber, (await reviewer.Open("/staff/matters")).Text("main"), StringComparison.Ordinal);
        await site.AskReview(f);

        Assert.Contains("复查、复核", (await reviewer.Open("/desk")).Text(".cards"), StringComparison.Ordinal);
        Assert.Contains(f.MatterNumber, (await reviewer.Open("/staff/matters?list=reviews")).Text("main"), StringComparison.Ordinal);
        Assert.Contains(f.MatterNumber, (await reviewer.Open("/staff/due")).Text("main"), StringComparison.Ordinal);
        var page = await reviewer.Open($"/staff/matters/{f.Matter}");
        Assert.Contains("受理复查、复核申请（复查专员）", page.Text("main"), StringComparison.Ordinal);
        page = await reviewer.Open($"/staff/matters/{f.Matter}/take-review");
        await reviewer.Submit(page.Form(), []);
        Assert.IsType<ReviewTaken>(await Last(f));

        page = await reviewer.Open($"/staff/matters/{f.Matter}/review");
        page = await reviewer.Submit(page.Form(), new() { ["outcome"] = "revoke", ["facts"] = "没有查明工期。", ["basis"] = "第三十五条", ["opinion"] = "查明工期后重新处理。" });
        page.AssertRefused(reviewer, "redoDays");
        await reviewer.Submit(page.Form(), new() { ["redoDays"] = "20" });
        Assert.Equal(20, Assert.IsType<ReviewSubmitted>(await Last(f)).Effect.RedoDays);

        using var head = await site.SignedIn("fucha-fuze");
        page = await head.Open($"/staff/matters/{f.Matter}/approve-review");
        Assert.Contains("撤销并责令重新处理", page.Text("article.letter"), StringComparison.Ordinal);
        await head.Submit(page.Form("main form[method=post]"), [], "approve");
        var signed = Assert.IsType<ReviewApproved>(await Last(f));
        Assert.StartsWith("崇政〔2026〕", signed.DocumentNumber, StringComparison.Ordinal);

        page = await reviewer.Open($"/staff/matters/{f.Matter}/serve");
        await reviewer.Submit(page.Form(), new() { ["method"] = "direct", ["servedEvidence"] = "回证第9号", ["proof"] = "周桂兰本人签收" });
        Assert.Equal(DocumentKind.ReviewOpinion, Assert.IsType<DocumentServed>(await Last(f)).Document);

        using var visitor = await site.Tracking(f);
        page = await visitor.Open("/track/case");
        Assert.Contains("撤销了原处理意见，崇川区住房和城乡建设局正在重新办理", page.Text("main"), StringComparison.Ordinal);
        Assert.Contains("查明工期后重新处理。", page.Text("main"), StringComparison.Ordinal);
        await visitor.Open($"/track/documents/{Uri.EscapeDataString(signed.DocumentNumber)}");
        Assert.Equal(HttpStatusCode.OK, visitor.Status);

        using var handler = await site.SignedIn("chengban");
        Assert.Contains("重新作出处理意见", (await handler.Open($"/staff/matters/{f.Matter}")).Text("main"), StringComparison.Ordinal);
        page = await handler.Open($"/staff/matters/{f.Matter}/opinion");
        page = await handler.Submit(page.Form(), new() { ["changed"] = "写明了工期" });
        page.AssertRefused(handler, "answer-1"); // the same again
    }

    [Fact]
    public async Task Whoever_had_it_in_hand_is_told_why_they_cannot_review_it()
    {
        var (earlier, f) = (await site.BringTo(Stage.ToForward), await site.BringTo(Stage.UnderReview));
        var (before, was) = (await site.State(earlier), await site.As("fucha"));
        await site.On(f, "dengji", (m, act) => Linking.Link(m, before, LinkKind.Repeat, act));
        // The reviewer of today was in another post when the earlier one was registered.
        await site.On(earlier, was with { Role = Role.Router, Unit = "XF" }, (m, act) => Urgency.Mark(m, "墙体开裂", act));
        using var reviewer = await site.SignedIn("fucha");
        var page = await reviewer.Open($"/staff/matters/{f.Matter}/take-review");
        page = await reviewer.Submit(page.Form(), []);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, reviewer.Status);
        Assert.Contains("您办理过这件信访事项或者与它重复的事项", page.Text(".errors"), StringComparison.Ordinal);
        Assert.Contains(ReviewWork.Apart.ToString(), page.Text(".errors"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_late_review_is_the_reviewing_organs_and_not_the_units()
    {
        var f = await site.BringTo(Stage.UnderReview);
        var queries = site.Get<MatterQueries>();
        var viewer = new Viewer(Role.Supervisor, "XF", "s-5");
        var later = (await site.State(f)).OpenReview!.AskedOn.AddDays(40);
        var of = (await queries.DueByUnit(viewer, later, later)).Single(u => u.Unit == "QU");
        var list = await queries.ByDue(viewer, new MatterFilter(Unit: "QU") { LateOn = later });
        Assert.Equal(of.Late, list.Count);
        Assert.Equal(of.Late, await queries.Count(viewer, new MatterFilter(Unit: "QU") { LateOn = later }));
        Assert.Contains(f.Matter.Value, list.Select(m => m.Id));
        Assert.All(list, m => Assert.Equal(ClockId.Review, m.Clock));
        Assert.DoesNotContain(
            await queries.ByDue(viewer, new MatterFilter(Unit: "ZJ") { LateOn = later }), m => m.Id == f.Matter.Value && m.Clock == ClockId.Review);
    }

    [Fact]
    public async Task What_the_city_decided_is_taken_down_with_its_number_and_the_unit_answers_anew()
    {
        var f = await site.BringTo(Stage.UnderReview);
        await site.FinishReview(f);
        using var router = await site.SignedIn("fenban");
        var page = await router.Open($"/staff/matters/{f.Matter}/record-review");
        Assert.Contains("南通市人民政府", page.Text("main form"), StringComparison.Ordinal);
        page = await router.Submit(page.Form(), new() { ["outcome"] = "revoke", ["number"] = "通政复〔2026〕7号", ["servedEvidence"] = "回证7号", ["result"] = "撤销。" });
        page.AssertRefused(router, "redoDays");
        await router.Submit(page.Form(), new() { ["redoDays"] = "30" });
        Assert.Equal(ReviewLevel.FinalReview, Assert.IsType<ReviewRecorded>(await Last(f)).Level);
        Assert.Equal(Stage.InHand, (await site.State(f)).Stage);
    }

    [Fact]
    public async Task Where_nobody_is_there_to_review_the_letter_sends_the_petitioner_to_the_organ_itself()
    {
        var f = await site.BringTo(Stage.ToApprove);
        var unit = await site.Unit("ZJ");
        await site.On(f, "fuze", (m, act) => Opinion.Approve(m, "钱卫东", unit, null, act));
        await site.Serve(f);
        using var visitor = await site.Tracking(f);
        var page = await visitor.Open("/track/case");
        Assert.Contains("可以书面向", page.Text("main"), StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("a[href='/track/review/1']"));
        page = await visitor.Open("/track/review/1");
        Assert.Contains("请书面向该机关提出", page.Text("main"), StringComparison.Ordinal);
    }
}
