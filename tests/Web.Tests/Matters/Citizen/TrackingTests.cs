using System.Net;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Web.Citizens;
using Xunit;

namespace Xinqiao.Web.Tests.Matters.Citizen;

public sealed class TrackingTests(Site site) : IClassFixture<Site>
{
    [Theory]
    [InlineData(Stage.ToRegister, "正在登记")]
    [InlineData(Stage.ToForward, "正在确定由哪个单位办理")]
    [InlineData(Stage.ToReceive, "等待该单位签收")]
    [InlineData(Stage.ToAccept, "正在决定怎么办理")]
    [InlineData(Stage.Routed, "不按信访程序办理")]
    [InlineData(Stage.InHand, "正在调查办理")]
    [InlineData(Stage.ToApprove, "等待单位负责人审批")]
    [InlineData(Stage.ToServe, "等您在下面打开")]
    [InlineData(Stage.Served, "办结不等于解决")]
    [InlineData(Stage.Rated, "办结不等于解决")]
    [InlineData(Stage.Sealed, "纪检监察联络员处理")]
    [InlineData(Stage.WithDiscipline, "纪检监察机关")]
    public async Task Each_stage_is_told_in_one_sentence(Stage stage, string sentence)
    {
        using var visitor = await site.Tracking(await site.BringTo(stage));
        var page = await visitor.Open("/track/case");
        Assert.Equal(HttpStatusCode.OK, visitor.Status);
        Assert.Contains(sentence, page.Text(".notice"), StringComparison.Ordinal);
        Assert.NotEqual("", page.Text(".timeline"));
    }

    [Fact]
    public async Task An_objection_is_decided_by_the_petition_department_and_not_by_the_unit_that_objects()
    {
        using var visitor = await site.Tracking(await site.BringTo(Stage.Objected));
        var page = await visitor.Open("/track/case");
        Assert.Matches("接下来：[^，。]*信访局最迟", page.Text(".notice"));
        Assert.DoesNotContain("住房和城乡建设局最迟", page.Text(".notice"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_next_date_stands_with_its_article_and_a_missed_one_is_said_plainly()
    {
        var filed = await site.BringTo(Stage.ToForward);
        using var visitor = await site.Tracking(filed);
        var received = Xinqiao.Core.Regulation.Shanghai.DateOf(site.Clock.Now);
        var page = await visitor.Open("/track/case");
        Assert.Contains(Core.Regulation.ChineseDate.Write(received.AddDays(15)).ToString(), page.Text(".notice"), StringComparison.Ordinal);
        Assert.Contains("第二十二条第一款", page.Text(".notice"), StringComparison.Ordinal);

        var before = site.Clock.Now;
        site.Clock.AdvanceDays(17);
        using var later = await site.Tracking(filed);
        Assert.Contains("已经超过期限2日", (await later.Open("/track/case")).Text("main"), StringComparison.Ordinal);
        Assert.NotEqual(before, site.Clock.Now);
    }

    [Fact]
    public async Task The_answer_is_shown_per_request_once_it_is_served_and_not_before()
    {
        var (waiting, served) = (await site.BringTo(Stage.ToServe), await site.BringTo(Stage.Served));
        using var first = await site.Tracking(waiting);
        await first.Open("/track/case");
        Assert.DoesNotContain("管道确已破损", first.Html, StringComparison.Ordinal);
        using var second = await site.Tracking(served);
        await second.Open("/track/case");
        Assert.Contains("管道确已破损", second.Html, StringComparison.Ordinal);
        Assert.Contains("诉求合理但缺乏法律依据", second.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_last_day_for_review_rolls_past_a_rest_day()
    {
        var before = site.Clock.Now;
        // Served on Friday 3 April 2026: the thirtieth day is Sunday 3 May, within the holiday; 6 May is the first working day.
        site.Clock.Now = new DateTimeOffset(2026, 4, 3, 9, 0, 0, TimeSpan.FromHours(8)) > before
            ? new DateTimeOffset(2026, 4, 3, 9, 0, 0, TimeSpan.FromHours(8))
            : before;
        using var visitor = await site.Tracking(await site.BringTo(Stage.Served));
        var page = await visitor.Open("/track/case");
        Assert.Contains("最后一天是2026年5月6日（星期三）", page.Text("main"), StringComparison.Ordinal);
        Assert.Contains("南通市崇川区人民政府", page.Text("main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_timeline_names_posts_and_units_and_no_member_of_staff()
    {
        using var visitor = await site.Tracking(await site.BringTo(Stage.Rated));
        var page = await visitor.Open("/track/case");
        Assert.Contains("崇川区住房和城乡建设局 · 承办人", page.Text(".timeline"), StringComparison.Ordinal);
        foreach (var name in Web.Demo.DemoDistrict.Accounts.Select(a => a.Name))
            Assert.DoesNotContain(name, page.Text("main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Documents_open_as_letters_and_an_unserved_opinion_does_not()
    {
        var filed = await site.BringTo(Stage.ToServe, c => c with { ElectronicConsent = false });
        using var visitor = await site.Tracking(filed);
        var page = await visitor.Open("/track/case");
        var links = page.QuerySelectorAll("a[href^='/track/documents/']").Select(a => a.GetAttribute("href")!).ToList();
        Assert.Equal(3, links.Count);
        foreach (var link in links)
        {
            var letter = await visitor.Open(link);
            Assert.Equal(HttpStatusCode.OK, visitor.Status);
            Assert.NotEqual("", letter.Text("article.letter h1"));
        }

        var opinion = (await site.State(filed)).Document(DocumentKind.Opinion)!.Number;
        await visitor.Open("/track/documents/" + Uri.EscapeDataString(opinion));
        Assert.Equal(HttpStatusCode.NotFound, visitor.Status);
        await site.Serve(filed);
        await visitor.Open("/track/documents/" + Uri.EscapeDataString(opinion));
        Assert.Equal(HttpStatusCode.OK, visitor.Status);
    }

    [Fact]
    public async Task A_document_of_another_petition_is_as_unknown_as_one_that_never_was()
    {
        var others = await site.BringTo(Stage.Served);
        using var visitor = await site.Tracking(await site.File());
        foreach (var number in (string[])[(await site.State(others)).Document(DocumentKind.Opinion)!.Number, "崇信〔2026〕99999号", "\u0001", new string('x', 2000)])
        {
            await visitor.Open("/track/documents/" + Uri.EscapeDataString(number));
            Assert.Equal(HttpStatusCode.NotFound, visitor.Status);
        }
    }

    [Theory]
    [InlineData("/track/case")]
    [InlineData("/track/rate")]
    [InlineData("/track/supplement/1")]
    [InlineData("/track/withdraw/1")]
    [InlineData("/track/confirm")]
    [InlineData("/track/open/1/1")]
    [InlineData("/track/documents/1")]
    public async Task Without_number_and_code_the_pages_of_a_petition_lead_to_the_query(string path)
    {
        using var anybody = site.Visitor();
        await anybody.Open(path);
        Assert.Equal("/track", anybody.Path);
        using var staff = await site.SignedIn("dengji");
        await staff.Open(path);
        Assert.Equal("/track", staff.Path);
    }

    [Fact]
    public async Task Twenty_minutes_without_a_page_close_the_petition()
    {
        using var visitor = await site.Tracking(await site.File());
        site.Clock.Now = site.Clock.Now.AddMinutes(19);
        await visitor.Open("/track/case");
        Assert.Equal("/track/case", visitor.Path);
        site.Clock.Now = site.Clock.Now.AddMinutes(21);
        await visitor.Open("/track/case");
        Assert.Equal("/track", visitor.Path);
    }

    [Fact]
    public async Task Leaving_closes_the_petition()
    {
        using var visitor = await site.Tracking(await site.File());
        var page = await visitor.Open("/track/case");
        await visitor.Post(
            "/track/case?handler=Leave", [new("form-token", page.QuerySelector("[name=form-token]")!.GetAttribute("value")!)]);
        Assert.StartsWith("/track", visitor.Path, StringComparison.Ordinal);
        await visitor.Open("/track/case");
        Assert.Equal("/track", visitor.Path);
    }

    [Fact]
    public async Task A_signed_in_petitioner_is_no_member_of_staff()
    {
        using var visitor = await site.Tracking(await site.File());
        await visitor.Open("/desk");
        Assert.StartsWith("/sign-in", visitor.Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_matter_of_the_petition_is_shown_too()
    {
        var filed = await site.File();
        var second = Core.StreamId.Matter(Guid.CreateVersion7());
        await site.On(filed, Core.Actor.Petitioner, (m, _) => Core.Decision.Accept(new MatterRaised(
            second, filed.Petition, filed.Number + "-2", filed.Number, m.ReceivedOn, Purpose.Suggestion, false, true, true, null)));
        using var visitor = await site.Tracking(filed);
        var page = await visitor.Open("/track/case");
        Assert.Equal(2, page.QuerySelectorAll(".timeline").Length);
        Assert.Contains(filed.Number + "-2", page.Text("main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_page_of_citizens_asks_for_a_name_or_a_telephone_to_find_a_petition()
    {
        using var visitor = site.Visitor();
        var page = await visitor.Open("/track");
        Assert.Equal(
            ["number", "code", "form-token"],
            page.QuerySelectorAll("main form [name]").Select(e => e.GetAttribute("name")!));
        await visitor.Open("/track?name=周桂兰&phone=13800000217");
        Assert.Equal(HttpStatusCode.OK, visitor.Status);
        // The example in the hint is a number that no petition can have.
        Assert.Null(PetitionNumber.Parse("XF2026-000001-7"));
        Assert.DoesNotContain("XF2026-000", visitor.Html.Replace("XF2026-000001-7", ""), StringComparison.Ordinal);
    }
}

/// <summary>Tries are counted per number and per address, so these have a site of their own.</summary>
public sealed class GuessingTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task Wrong_and_unknown_get_the_same_words_and_after_five_tries_even_the_right_code_must_wait()
    {
        var filed = await site.File();
        using var visitor = site.Visitor();
        var wrong = await visitor.Track(filed.Number, "1111111111111111");
        wrong.AssertRefused(visitor, "number");
        var unknown = await visitor.Track(PetitionNumber.Of("XF", 2026, 987_654), filed.Code);
        unknown.AssertRefused(visitor, "number");
        Assert.Equal(wrong.Text(".errors"), unknown.Text(".errors"));

        for (var i = 1; i < QueryCodes.TriesPerNumber; i++) await visitor.Track(filed.Number, "1111111111111111");
        var late = await visitor.Track(filed.Number, filed.Code);
        Assert.Equal(wrong.Text(".errors"), late.Text(".errors"));
        site.Clock.Now = site.Clock.Now.AddMinutes(QueryCodes.WindowMinutes).AddSeconds(1);
        await visitor.Track(filed.Number, filed.Code);
        Assert.Equal("/track/case", visitor.Path);
    }

    /// <summary>The check digit is public, so it gives nothing away; whoever typed a figure wrong learns which field to look at.</summary>
    [Fact]
    public async Task What_cannot_be_a_number_or_a_code_is_told_by_its_field_and_is_no_try()
    {
        site.Clock.Now = site.Clock.Now.AddMinutes(QueryCodes.WindowMinutes + 1);
        var filed = await site.File();
        using var visitor = site.Visitor();
        var mistyped = filed.Number[..^1] + (char)('0' + ((filed.Number[^1] - '0' + 1) % 10));
        foreach (var number in (string[])["不是编号", filed.Number[..^2], mistyped])
        {
            var page = await visitor.Track(number, filed.Code);
            page.AssertRefused(visitor, "number");
            Assert.Contains("编号不完整或者有错字", page.Text("#number-error"), StringComparison.Ordinal);
        }

        for (var i = 0; i <= QueryCodes.TriesPerNumber; i++)
        {
            var page = await visitor.Track(filed.Number, filed.Code[1..]);
            page.AssertRefused(visitor, "code");
            Assert.Contains("16位数字", page.Text("#code-error"), StringComparison.Ordinal);
        }

        await visitor.Track(filed.Number, filed.Code);
        Assert.Equal("/track/case", visitor.Path);
    }

    [Fact]
    public async Task After_thirty_wrong_tries_from_one_address_no_number_opens_until_a_quarter_of_an_hour_has_passed()
    {
        site.Clock.Now = site.Clock.Now.AddMinutes(QueryCodes.WindowMinutes + 1);
        var filed = await site.File();
        using var visitor = site.Visitor();
        for (var i = 0; i < QueryCodes.TriesPerAddress; i++) await visitor.Track(PetitionNumber.Of("XF", 2026, 500_000 + i), "1111111111111111");
        await visitor.Track(filed.Number, filed.Code);
        Assert.Equal("/track", visitor.Path);
        site.Clock.Now = site.Clock.Now.AddMinutes(QueryCodes.WindowMinutes).AddSeconds(1);
        await visitor.Track(filed.Number, filed.Code);
        Assert.Equal("/track/case", visitor.Path);
    }

    [Fact]
    public async Task Many_tries_at_once_are_no_way_round_the_limit_and_right_codes_are_no_tries()
    {
        site.Clock.Now = site.Clock.Now.AddMinutes(QueryCodes.WindowMinutes + 1);
        var (filed, codes) = (await site.File(), site.Get<QueryCodes>());
        for (var i = 0; i < 2 * QueryCodes.TriesPerAddress; i++)
            Assert.NotNull(await codes.Check(filed.Number, filed.Code, "192.0.2.1"));
        await Task.WhenAll(Enumerable.Range(0, QueryCodes.TriesPerNumber).Select(i =>
            codes.Check(filed.Number, "1111111111111111", $"198.51.100.{i}")));
        Assert.Null(await codes.Check(filed.Number, filed.Code, "192.0.2.1"));
    }

    [Theory]
    [InlineData("number", null)]
    [InlineData("number", "")]
    [InlineData("number", "too-long")]
    [InlineData("number", "\u0001")]
    [InlineData("code", null)]
    [InlineData("code", "too-long")]
    [InlineData("code", "\u0007")]
    public async Task Each_malformed_field_is_named_with_its_rule_and_the_rest_is_kept(string field, string? value)
    {
        site.Clock.Now = site.Clock.Now.AddMinutes(QueryCodes.WindowMinutes + 1);
        using var visitor = site.Visitor();
        var typed = new Dictionary<string, string?> { ["number"] = "XF2026-000001-7", ["code"] = "1234567812345678" };
        typed[field] = value == "too-long" ? new string('9', 300_000) : value;
        var page = await visitor.Track(typed["number"], typed["code"]);
        page.AssertRefused(visitor, field);
        var other = field == "number" ? "code" : "number";
        Assert.Equal(typed[other], page.Kept(other));
    }

    [Fact]
    public async Task A_stale_token_keeps_number_and_code()
    {
        using var visitor = site.Visitor();
        var page = await visitor.Post("/track", [new("number", "XF2026-000001-7"), new("code", "1234 5678 1234 5678")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Status);
        Assert.Equal("1234 5678 1234 5678", page.Kept("code"));
    }
}
