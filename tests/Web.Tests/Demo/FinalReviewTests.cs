using System.Globalization;
using Dapper;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Demo;
using Xinqiao.Web.Storage;
using Xinqiao.Web.Tests.Commands;
using Xunit;

namespace Xinqiao.Web.Tests.Demo;

/// <summary>The demo district with the petitions it begins with.</summary>
public sealed class DemoSite : Site
{
    protected override Task<CaseStore> Found(IDatabase database, KeyFolder keys) => DemoDistrict.FoundWithPetitions(database, keys, Clock);
}

/// <summary>Whoever opens the demo finds two final reviews: one with a hearing called, one with a hearing reported and a draft to sign.</summary>
public sealed class FinalReviewTests(DemoSite site) : IClassFixture<DemoSite>
{
    private const string Open =
        "SELECT m.id, p.id, p.number FROM reviews r JOIN matters m ON m.id = r.matter JOIN petitions p ON p.id = m.petition WHERE r.kind = 'final-review' AND r.ended_on IS NULL";

    private static async Task<(List<Filed> Called, List<Filed> Reported)> FinalReviews(IDatabase database, CaseReader reader)
    {
        await using var connection = database.OpenToRead();
        var (called, reported) = (new List<Filed>(), new List<Filed>());
        foreach (var (matter, petition, number) in await connection.QueryAsync<(string, string, string)>(Open))
        {
            var filed = new Filed(new StreamId(petition), new StreamId(matter), number, DemoPetitions.QueryCode);
            var state = (await reader.Matter(filed.Matter))!.State;
            var (first, last) = (state.Reviews[0], state.OpenReview!);
            Assert.Equal((ReviewLevel.Review, "ZJ", ReviewOutcome.Uphold, true), (first.Level, first.Unit, first.Outcome, first.InTime));
            Assert.Equal((ReviewLevel.FinalReview, "s-15", true), (last.Level, last.Reviewer, last.InTime));
            Assert.NotNull(last.HearingFrom);
            Assert.Equal(last.HearingUntil is null, last.SubmittedVersion is null);
            (last.HearingUntil is null ? called : reported).Add(filed);
        }

        return (called, reported);
    }

    private Task<(List<Filed> Called, List<Filed> Reported)> FinalReviews() => FinalReviews(site.Database, site.Get<CaseReader>());

    [Fact]
    public async Task The_reviewer_sees_that_a_hearing_is_called_and_what_comes_next()
    {
        var f = Assert.Single((await FinalReviews()).Called);
        using var reviewer = await site.SignedIn("fucha");
        Assert.Contains(f.Number, (await reviewer.Open("/desk")).Text("main"), StringComparison.Ordinal);
        var page = await reviewer.Open($"/staff/matters/{f.Matter}");
        Assert.Contains("登记听证结果，再提交复核意见", page.Text("main"), StringComparison.Ordinal);
        Assert.DoesNotContain("目前没有等您办理的事", page.Text("main"), StringComparison.Ordinal);
        page = await reviewer.Open(page.QuerySelector("a[href$='/hearing']")!.GetAttribute("href")!);
        Assert.Contains("登记听证结果", page.Text("form.panel button"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_head_signs_the_final_review_whose_hearing_was_reported_and_its_letter_tells_of_the_days()
    {
        var f = Assert.Single((await FinalReviews()).Reported);
        var days = (await site.State(f)).OpenReview!.HearingDays;
        using var head = await site.SignedIn("fucha-fuze");
        Assert.Contains(f.Number, (await head.Open("/desk")).Text("main"), StringComparison.Ordinal);
        var letter = (await head.Open($"/staff/matters/{f.Matter}/approve-review")).Text("article.letter");
        Assert.Contains($"共{days}日，依照《信访工作条例》第三十六条第二款的规定不计算在复核期限内", letter, StringComparison.Ordinal);
        Assert.Contains("卧室夜间噪声三十九分贝", letter, StringComparison.Ordinal);
        Assert.Contains("加装减振基座", letter, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_petitioners_of_both_follow_them_with_the_query_code_of_the_demo()
    {
        var (called, reported) = await FinalReviews();
        using (var visitor = await site.Tracking(Assert.Single(called)))
            Assert.Contains("区人民政府二号会议室", (await visitor.Open("/track/case")).Text("main"), StringComparison.Ordinal);
        using (var visitor = await site.Tracking(Assert.Single(reported)))
            Assert.Contains("听证报告于", (await visitor.Open("/track/case")).Text("main"), StringComparison.Ordinal);
    }

    // After the long holidays, in between, and where no calendar is loaded yet.
    [Theory]
    [InlineData("2026-02-24")]
    [InlineData("2026-03-09")]
    [InlineData("2026-10-10")]
    [InlineData("2026-11-29")]
    [InlineData("2027-02-20")]
    public async Task Whenever_the_demo_is_founded_the_hearings_fall_between_their_notice_and_their_report(string today)
    {
        using var scratch = new Scratch();
        using var database = Databases.At(scratch["demo.db"]);
        database.Prepare();
        var clock = new TestClock { Now = Shanghai.StartOf(DateOnly.Parse(today, CultureInfo.InvariantCulture)).AddHours(10) };
        using var store = await DemoDistrict.FoundWithPetitions(database, KeyFolder.Create(scratch["keys"]), clock);
        var reader = new CaseReader(store);
        var (called, reported) = await FinalReviews(database, reader);
        Assert.Equal((1, 1), (called.Count, reported.Count));
        foreach (var f in called.Concat(reported))
        {
            var history = (await reader.Matter(f.Matter))!;
            var notice = history.Last<HearingNoticed>()!;
            var held = DateOnly.ParseExact(notice.Arrangement.Value!.Split('日')[0], "yyyy年M月d", CultureInfo.InvariantCulture);
            Assert.InRange(held, notice.ServedOn, history.Last<HearingReported>()?.SignedOn ?? DateOnly.MaxValue);
            var term = Deadlines.Of(history.State, store.Rules).Single(d => d.Clock.Id == ClockId.FinalReview).Term!.Value;
            Assert.True(term.Nominal >= Shanghai.DateOf(clock.Now), "The term of the final review has not run out.");
        }
    }
}
