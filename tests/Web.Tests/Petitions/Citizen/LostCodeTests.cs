using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Html.Dom;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Web.Citizens;
using Xinqiao.Web.Notices;
using Xunit;

namespace Xinqiao.Web.Tests.Petitions.Citizen;

/// <summary>A lost query code, replaced through the registered contact. Askings are counted, so each test waits a quarter of an hour.</summary>
public sealed partial class LostCodeTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task Number_and_one_time_code_give_a_new_code_and_the_old_one_stops_working()
    {
        var filed = await Filed();
        using var session = await site.Tracking(filed);
        using var visitor = site.Visitor();
        Assert.NotNull((await visitor.Open("/track")).QuerySelector("a[href='/track/lost']"));
        var page = await Ask(visitor, filed.Number);
        site.Clock.Now = site.Clock.Now.AddMinutes(1);
        page = await visitor.Submit(page.Form(), new() { ["oneTimeCode"] = Sent() }, "reissue");
        var code = string.Concat(page.Text("#code").Where(char.IsAsciiDigit));
        Assert.Equal((16, filed.Number), (code.Length, page.Text("#number")));

        var recorded = (await site.Events(filed.Petition))[^1];
        Assert.Equal((CodeHandedOver.ReissuedByContact, Role.Petitioner), (((QueryCodeIssued)recorded.Event).How, recorded.Role));
        await session.Open("/track/case");
        Assert.Equal("/track", session.Path);
        using var old = site.Visitor();
        (await old.Track(filed.Number, filed.Code)).AssertRefused(old, "number");
        using var petitioner = await site.Tracking(filed with { Code = code });
        Assert.Contains("补发查询码，原来的作废", (await petitioner.Open("/track/case")).Text(".timeline"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_number_and_one_without_contact_get_the_same_words()
    {
        var (filed, silent) = (await Filed(), await site.File(change: c => c with { Phone = null, Email = null, ElectronicConsent = false }));
        using var visitor = site.Visitor();
        var known = await Ask(visitor, filed.Number);
        var sent = site.Get<Outbox>().Latest(1_000).Count;
        foreach (var number in (string[])[silent.Number, PetitionNumber.Of("XF", 2026, 987_654)])
        {
            var page = await Ask(visitor, number);
            Assert.Equal(HttpStatusCode.OK, visitor.Status);
            Assert.Equal(known.Text("main"), page.Text("main"));
            page = await visitor.Submit(page.Form(), new() { ["oneTimeCode"] = "123456" }, "reissue");
            page.AssertRefused(visitor, "oneTimeCode");
        }

        Assert.Equal(sent, site.Get<Outbox>().Latest(1_000).Count);
        var wrong = await visitor.Submit(known.Form(), new() { ["oneTimeCode"] = Sent() == "111111" ? "222222" : "111111" }, "reissue");
        var unknown = await visitor.Submit(known.Form(), new() { ["number"] = PetitionNumber.Of("XF", 2026, 987_654), ["oneTimeCode"] = "111111" }, "reissue");
        Assert.Equal(wrong.Text("main"), unknown.Text("main"));
        await AssertOldCodeWorks(filed);
    }

    [Fact]
    public async Task At_most_three_codes_are_sent_and_eight_askings_of_a_number_counted_before_even_the_right_code_must_wait()
    {
        var filed = await Filed();
        using var visitor = site.Visitor();
        var before = site.Get<Outbox>().Latest(1_000).Count;
        var page = await Ask(visitor, filed.Number);
        for (var i = 0; i < 4; i++) page = await Ask(visitor, filed.Number);
        Assert.Equal(before + QueryCodes.OneTimeCodesPerPetition, site.Get<Outbox>().Latest(1_000).Count);
        var code = Sent();
        for (var i = 5; i < QueryCodes.LostPerNumber; i++)
            page = await visitor.Submit(page.Form(), new() { ["oneTimeCode"] = code == "111111" ? "222222" : "111111" }, "reissue");
        page = await visitor.Submit(page.Form(), new() { ["oneTimeCode"] = code }, "reissue");
        page.AssertRefused(visitor, "oneTimeCode");
        await AssertOldCodeWorks(filed);
    }

    [Fact]
    public async Task After_thirty_askings_from_one_address_no_number_is_found_until_a_quarter_of_an_hour_has_passed()
    {
        var filed = await Filed();
        using var visitor = site.Visitor();
        var page = await Ask(visitor, filed.Number);
        for (var i = 1; i < QueryCodes.TriesPerAddress; i++) await Ask(visitor, PetitionNumber.Of("XF", 2026, 600_000 + i));
        var refused = await visitor.Submit(page.Form(), new() { ["oneTimeCode"] = Sent() }, "reissue");
        refused.AssertRefused(visitor, "oneTimeCode");
        site.Clock.Now = site.Clock.Now.AddMinutes(QueryCodes.WindowMinutes).AddSeconds(1);
        page = await Ask(visitor, filed.Number);
        page = await visitor.Submit(page.Form(), new() { ["oneTimeCode"] = Sent() }, "reissue");
        Assert.Equal("这是新的查询码", page.Text("h1"));
    }

    /// <summary>Else whoever typed a figure wrong would wait for a code that nobody sends.</summary>
    [Fact]
    public async Task A_mistyped_number_is_told_as_such_and_no_code_is_said_to_be_on_its_way()
    {
        var filed = await Filed();
        using var visitor = site.Visitor();
        var before = site.Get<Outbox>().Latest(1_000).Count;
        foreach (var number in (string[])["不是编号", filed.Number[..^2]])
        {
            var page = await Ask(visitor, number);
            page.AssertRefused(visitor, "number");
            Assert.Contains("编号不完整或者有错字", page.Text("#number-error"), StringComparison.Ordinal);
            Assert.Null(page.QuerySelector("[name=oneTimeCode]"));
        }

        Assert.Equal(before, site.Get<Outbox>().Latest(1_000).Count);
    }

    [Fact]
    public async Task Wrong_query_codes_do_not_close_the_way_to_a_new_one()
    {
        var filed = await Filed();
        using var visitor = site.Visitor();
        for (var i = 0; i <= QueryCodes.TriesPerNumber; i++) await visitor.Track(filed.Number, "1111111111111111");
        var page = await Ask(visitor, filed.Number);
        page = await visitor.Submit(page.Form(), new() { ["oneTimeCode"] = Sent() }, "reissue");
        Assert.Equal("这是新的查询码", page.Text("h1"));
    }

    [Fact]
    public async Task A_code_asked_for_here_rates_nothing_and_one_for_rating_replaces_nothing()
    {
        site.Clock.Now = site.Clock.Now.AddMinutes(QueryCodes.WindowMinutes + 1);
        var filed = await site.BringTo(Stage.Served);
        using var visitor = await site.Tracking(filed);
        var own = await site.OneTimeCode(visitor);
        var page = await Ask(visitor, filed.Number);
        var reissue = Sent();
        Assert.NotEqual(own, reissue);
        page = await visitor.Submit(page.Form(), new() { ["oneTimeCode"] = own }, "reissue");
        page.AssertRefused(visitor, "oneTimeCode");
        page = await visitor.Open("/track/rate");
        page = await visitor.Submit(
            page.Form(), new() { ["department"] = "satisfied", ["unit"] = "satisfied", ["oneTimeCode"] = reissue }, "rate");
        page.AssertRefused(visitor, "oneTimeCode");
        await visitor.Submit(page.Form(), new() { ["oneTimeCode"] = own }, "rate");
        Assert.Single(await site.Events(filed.Matter), e => e.Event is HandlingRated);
    }

    [Fact]
    public async Task A_session_of_staff_is_sent_to_the_counters_own_way()
    {
        var filed = await Filed();
        using var staff = await site.SignedIn("dengji");
        var sent = site.Get<Outbox>().Latest(1_000).Count;
        var page = await staff.Open("/track/lost");
        page = await staff.Submit(page.Form(), new() { ["number"] = filed.Number }, "send-code");
        Assert.Contains("工作人员登录", page.Text(".errors"), StringComparison.Ordinal);
        Assert.Equal(sent, site.Get<Outbox>().Latest(1_000).Count);
        await AssertOldCodeWorks(filed);
    }

    [Theory]
    [InlineData("number", null)]
    [InlineData("number", "too-long")]
    [InlineData("number", "\u0001")]
    [InlineData("oneTimeCode", null)]
    [InlineData("oneTimeCode", "too-long")]
    [InlineData("oneTimeCode", "\u0007")]
    public async Task Each_malformed_field_is_named_with_its_rule_and_the_rest_is_kept(string field, string? value)
    {
        var filed = await Filed();
        using var visitor = site.Visitor();
        var page = await Ask(visitor, filed.Number);
        var typed = new Dictionary<string, string?> { ["number"] = filed.Number, ["oneTimeCode"] = "123456" };
        typed[field] = value == "too-long" ? new string('9', 300_000) : value;
        page = await visitor.Submit(page.Form(), typed, "reissue");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Status);
        Assert.NotEqual("", page.Text(".error .rule"));
        var other = field == "number" ? "oneTimeCode" : "number";
        Assert.Equal(typed[other], page.Kept(other));
        await AssertOldCodeWorks(filed);
    }

    [Fact]
    public async Task A_stale_token_and_a_lone_surrogate_are_no_fault()
    {
        var filed = await Filed();
        using var visitor = site.Visitor();
        var page = await visitor.Post("/track/lost", [new("number", filed.Number), new("oneTimeCode", "123456"), new("do", "reissue")]);
        Assert.Contains("页面已过期", page.Text(".errors"), StringComparison.Ordinal);
        Assert.Equal((filed.Number, "123456"), (page.Kept("number"), page.Kept("oneTimeCode")));
        page = await visitor.Open("/track/lost");
        await visitor.PostRaw("/track/lost", $"number=%ED%A0%80&do=send-code&form-token={Uri.EscapeDataString(page.Kept("form-token")!)}");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Status);
        await AssertOldCodeWorks(filed);
    }

    private async Task<Filed> Filed()
    {
        site.Clock.Now = site.Clock.Now.AddMinutes(QueryCodes.WindowMinutes + 1);
        return await site.File();
    }

    private static async Task<IHtmlDocument> Ask(Visitor visitor, string number)
    {
        var page = await visitor.Open("/track/lost");
        return await visitor.Submit(page.Form(), new() { ["number"] = number }, "send-code");
    }

    private string Sent() => SixDigits().Match(site.Get<Outbox>().Latest(1)[0].Text).Value;

    private async Task AssertOldCodeWorks(Filed filed)
    {
        Assert.Single(await site.Events(filed.Petition), e => e.Event is QueryCodeIssued);
        site.Clock.Now = site.Clock.Now.AddMinutes(QueryCodes.WindowMinutes + 1);
        using var petitioner = await site.Tracking(filed);
    }

    [GeneratedRegex(@"\d{6}")]
    private static partial Regex SixDigits();
}
