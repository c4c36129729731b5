using System.Net;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Web.Citizens;
using Xinqiao.Web.Notices;
using Xunit;

namespace Xinqiao.Web.Tests.Matters.Citizen;

/// <summary>Only the petitioner rates. These tests try it with everything a member of staff may hold.</summary>
public sealed class RatingTests(Site site) : IClassFixture<Site>
{
    private static readonly Dictionary<string, string?> Satisfied = new() { ["department"] = "satisfied", ["unit"] = "satisfied" };

    [Fact]
    public async Task With_query_code_and_one_time_code_the_petitioner_rates_and_may_change_it_until_the_window_closes()
    {
        var filed = await site.BringTo(Stage.Served);
        using var visitor = await site.Tracking(filed);
        var page = await Rate(visitor, await site.OneTimeCode(visitor), new()
        {
            ["department"] = "mostly-satisfied",
            ["unit"] = "dissatisfied",
            ["reason"] = "没有修好",
        });
        Assert.Contains("评价已记录", page.Text(".notice"), StringComparison.Ordinal);
        site.Clock.Now = site.Clock.Now.AddMinutes(20);
        using var again = await site.Tracking(filed);
        await Rate(again, await site.OneTimeCode(again), Satisfied);

        var ratings = (await site.Events(filed.Matter)).Where(e => e.Event is HandlingRated).ToList();
        var first = (HandlingRated)ratings[0].Event;
        Assert.Equal((Satisfaction.MostlySatisfied, Satisfaction.Dissatisfied, "没有修好"), (first.Department, first.Unit, first.Reason.Value));
        Assert.Equal(Satisfaction.Satisfied, ((HandlingRated)ratings[1].Event).Unit);
        Assert.All(ratings, r => Assert.Equal(Core.Role.Petitioner, r.Role));
    }

    [Theory]
    [InlineData("dengji")]
    [InlineData("fenban")]
    [InlineData("chengban")]
    [InlineData("fuze")]
    [InlineData("ducha")]
    [InlineData("guanli")]
    [InlineData("jijian")]
    public async Task A_session_of_staff_cannot_rate(string login)
    {
        var filed = await site.BringTo(Stage.Served);
        using var staff = await site.SignedIn(login);
        await staff.Post("/track/rate/1", Fields(Satisfied, ("oneTimeCode", "123456"), ("do", "rate")));
        Assert.Equal("/track", staff.Path);
        await AssertNotRated(filed);
    }

    [Fact]
    public async Task Staff_who_know_the_number_but_no_code_do_not_even_reach_the_page()
    {
        var filed = await site.BringTo(Stage.Served);
        using var staff = await site.SignedIn("chengban");
        var page = await staff.Track(filed.Number, "0000000000000000");
        page.AssertRefused(staff, "number");
        await staff.Post("/track/rate/1", Fields(Satisfied, ("oneTimeCode", "123456")));
        Assert.Equal("/track", staff.Path);
        await AssertNotRated(filed);
    }

    [Theory]
    [InlineData("")]
    [InlineData("000000")]
    [InlineData("abcdef")]
    public async Task A_code_from_the_counter_without_the_one_time_code_is_not_enough(string oneTimeCode)
    {
        var filed = await site.BringTo(Stage.Served, c => c with { CodeHandedOver = CodeHandedOver.CounterSlip });
        using var visitor = await site.Tracking(filed);
        var page = await Rate(visitor, oneTimeCode, Satisfied);
        page.AssertRefused(visitor, "oneTimeCode");
        // A wrong one is called wrong; none is asked for.
        Assert.Contains(oneTimeCode == "" ? "请输入发到您登记的手机或邮箱的验证码" : "验证码不对", page.Text(".errors"), StringComparison.Ordinal);
        Assert.Equal("satisfied", page.Kept("unit"));
        await AssertNotRated(filed);
    }

    [Fact]
    public async Task In_a_browser_where_staff_are_signed_in_even_both_codes_are_refused()
    {
        var filed = await site.BringTo(Stage.Served);
        using var petitioner = await site.Tracking(filed);
        var code = await site.OneTimeCode(petitioner);
        using var staff = await site.SignedIn("chengban");
        await staff.Track(filed.Number, filed.Code);
        await staff.Post("/track/rate/1", Fields(Satisfied, ("oneTimeCode", code), ("do", "rate")));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, staff.Status);
        await AssertNotRated(filed);
    }

    [Fact]
    public async Task The_one_time_code_of_another_petition_is_refused()
    {
        var (filed, other) = (await site.BringTo(Stage.Served), await site.BringTo(Stage.Served));
        using var others = await site.Tracking(other);
        using var visitor = await site.Tracking(filed);
        await site.OneTimeCode(visitor);
        var page = await Rate(visitor, await site.OneTimeCode(others), Satisfied);
        page.AssertRefused(visitor, "oneTimeCode");
        await AssertNotRated(filed);
    }

    [Fact]
    public async Task An_expired_one_time_code_is_refused()
    {
        var filed = await site.BringTo(Stage.Served);
        using var visitor = await site.Tracking(filed);
        var code = await site.OneTimeCode(visitor);
        site.Clock.Now = site.Clock.Now.AddMinutes(QueryCodes.OneTimeMinutes).AddSeconds(1);
        var page = await Rate(visitor, code, Satisfied);
        page.AssertRefused(visitor, "oneTimeCode");
        await AssertNotRated(filed);
    }

    [Fact]
    public async Task A_one_time_code_counts_once()
    {
        var filed = await site.BringTo(Stage.Served);
        using var visitor = await site.Tracking(filed);
        var code = await site.OneTimeCode(visitor);
        await Rate(visitor, code, Satisfied);
        var page = await Rate(visitor, code, new() { ["department"] = "dissatisfied", ["unit"] = "dissatisfied" });
        page.AssertRefused(visitor, "oneTimeCode");
        Assert.Single(await site.Events(filed.Matter), e => e.Event is HandlingRated);
    }

    [Fact]
    public async Task After_five_wrong_tries_the_right_one_time_code_is_void()
    {
        var filed = await site.BringTo(Stage.Served);
        using var visitor = await site.Tracking(filed);
        var code = await site.OneTimeCode(visitor);
        for (var i = 0; i < QueryCodes.OneTimeTries; i++) await Rate(visitor, code == "111111" ? "222222" : "111111", Satisfied);
        var page = await Rate(visitor, code, Satisfied);
        page.AssertRefused(visitor, "oneTimeCode");
        await AssertNotRated(filed);
    }

    [Fact]
    public async Task A_form_that_is_incomplete_does_not_use_up_the_code()
    {
        var filed = await site.BringTo(Stage.Served);
        using var visitor = await site.Tracking(filed);
        var code = await site.OneTimeCode(visitor);
        var page = await Rate(visitor, code, new() { ["department"] = "satisfied" });
        page.AssertRefused(visitor, "unit");
        page = await visitor.Submit(page.Form(), new() { ["unit"] = "satisfied" }, "rate");
        Assert.Contains("评价已记录", page.Text("main"), StringComparison.Ordinal);
        Assert.Single(await site.Events(filed.Matter), e => e.Event is HandlingRated);
    }

    [Fact]
    public async Task At_most_three_codes_are_sent_in_a_quarter_of_an_hour()
    {
        var filed = await site.BringTo(Stage.Served);
        using var visitor = await site.Tracking(filed);
        for (var i = 0; i < QueryCodes.OneTimeCodesPerPetition; i++) await site.OneTimeCode(visitor);
        var sent = site.Get<Outbox>().Latest(100).Count;
        var page = await visitor.Open("/track/rate");
        page = await visitor.Submit(page.Form(), button: "send-code");
        page.AssertRefused(visitor, "oneTimeCode");
        Assert.Equal(sent, site.Get<Outbox>().Latest(100).Count);
        site.Clock.Now = site.Clock.Now.AddMinutes(QueryCodes.WindowMinutes).AddSeconds(1);
        await site.OneTimeCode(visitor);
    }

    [Fact]
    public async Task Before_service_and_after_thirty_days_nothing_can_be_rated()
    {
        var (early, late) = (await site.BringTo(Stage.ToServe), await site.BringTo(Stage.Served));
        using var first = await site.Tracking(early);
        Assert.Contains("送达后才能评价", (await first.Open("/track/rate")).Text(".refusal"), StringComparison.Ordinal);
        await first.Post("/track/rate/1", Fields(Satisfied, ("oneTimeCode", "123456")));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, first.Status);
        await AssertNotRated(early);

        var before = site.Clock.Now;
        site.Clock.AdvanceDays(Rating.WindowDays + 1);
        using var second = await site.Tracking(late);
        var page = await second.Open("/track/rate");
        Assert.Contains("评价期限已于", page.Text(".refusal"), StringComparison.Ordinal);
        Assert.True(before < site.Clock.Now);
        await AssertNotRated(late);
    }

    [Fact]
    public async Task Without_telephone_and_email_the_page_says_how_to_rate_on_paper()
    {
        var filed = await site.BringTo(Stage.Served, c => c with { Phone = null, Email = null, ElectronicConsent = false });
        using var visitor = await site.Tracking(filed);
        Assert.Contains("纸质评价表", (await visitor.Open("/track/rate")).Text(".refusal"), StringComparison.Ordinal);
        await visitor.Post("/track/rate/1", Fields(Satisfied, ("oneTimeCode", "123456")));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Status);
        await AssertNotRated(filed);
    }

    [Fact]
    public async Task The_message_holds_the_contact_and_a_code_and_nothing_of_the_matter()
    {
        var filed = await site.BringTo(Stage.Served);
        using var visitor = await site.Tracking(filed);
        await site.OneTimeCode(visitor);
        var message = site.Get<Outbox>().Latest(1)[0];
        Assert.Equal(("13800000217", "sms"), (message.To, message.By));
        foreach (var word in (string[])["信访", "雨水管", "评价", "住建", filed.Number, "周桂兰"])
            Assert.DoesNotContain(word, message.Text, StringComparison.Ordinal);
        using var anybody = site.Visitor();
        Assert.Contains(message.Text, (await anybody.Open("/demo/phone")).Text("main"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("department", null)]
    [InlineData("department", "great")]
    [InlineData("department", "\u0001")]
    [InlineData("unit", null)]
    [InlineData("unit", "1")]
    [InlineData("reason", "a\u0001b")]
    [InlineData("reason", "too-long")]
    [InlineData("oneTimeCode", null)]
    [InlineData("oneTimeCode", "\u0001")]
    [InlineData("oneTimeCode", "too-long")]
    public async Task Each_malformed_field_is_named_with_its_rule_and_the_rest_is_kept(string field, string? value)
    {
        var filed = await site.BringTo(Stage.Served);
        using var visitor = await site.Tracking(filed);
        var page = await visitor.Open("/track/rate");
        var typed = new Dictionary<string, string?>(Satisfied) { ["reason"] = "修得及时", ["oneTimeCode"] = "123456" };
        typed[field] = value == "too-long" ? new string('字', PetitionLimits.Note + 1) : value;
        page = await visitor.Submit(page.Form(), typed, "rate");
        page.AssertRefused(visitor, field);
        foreach (var (other, kept) in typed.Where(f => f.Key != field)) Assert.Equal(kept, page.Kept(other));
        await AssertNotRated(filed);
    }

    [Fact]
    public async Task A_stale_token_keeps_the_rating_and_records_nothing()
    {
        var filed = await site.BringTo(Stage.Served);
        using var visitor = await site.Tracking(filed);
        var code = await site.OneTimeCode(visitor);
        var page = await visitor.Post("/track/rate/1", Fields(Satisfied, ("oneTimeCode", code), ("form-token", "stale")));
        Assert.Contains("页面已过期", page.Text(".errors"), StringComparison.Ordinal);
        Assert.Equal(code, page.Kept("oneTimeCode"));
        await AssertNotRated(filed);
        await visitor.Submit(page.Form(), button: "rate");
        Assert.Single(await site.Events(filed.Matter), e => e.Event is HandlingRated);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("2")]
    [InlineData("99999999999")]
    [InlineData("x")]
    public async Task A_matter_the_petition_does_not_have_is_not_found(string serial)
    {
        using var visitor = await site.Tracking(await site.BringTo(Stage.Served));
        await visitor.Open("/track/rate/" + serial);
        Assert.Equal(HttpStatusCode.NotFound, visitor.Status);
    }

    private static async Task<AngleSharp.Html.Dom.IHtmlDocument> Rate(Visitor visitor, string code, Dictionary<string, string?> typed)
    {
        var page = await visitor.Open("/track/rate");
        return await visitor.Submit(page.Form(), new(typed) { ["oneTimeCode"] = code }, "rate");
    }

    private static IEnumerable<KeyValuePair<string, string>> Fields(
        Dictionary<string, string?> typed, params (string Name, string Value)[] more) =>
        [.. typed.Select(f => new KeyValuePair<string, string>(f.Key, f.Value!)), .. more.Select(m => new KeyValuePair<string, string>(m.Name, m.Value))];

    private async Task AssertNotRated(Filed filed) =>
        Assert.DoesNotContain(await site.Events(filed.Matter), e => e.Event is HandlingRated);
}
