using System.Net;
using AngleSharp.Html.Dom;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Web.Petitions.Staff;
using Xinqiao.Web.Storage;
using Xinqiao.Web.Tests.Matters.Staff;
using Xunit;

namespace Xinqiao.Web.Tests.Petitions.Staff;

/// <summary>The counter's one screen, with a letter; what other channels need is in <see cref="CounterChannelTests"/>.</summary>
public sealed class CounterTests(Site site) : IClassFixture<Site>
{
    private static Dictionary<string, string?> Letter() => CounterForms.Of("letter");

    private static Dictionary<string, string?> With(params (string Field, string? Value)[] changes) => CounterForms.Of("letter", changes);

    private static StreamId MatterOf(IHtmlDocument page) =>
        new(page.QuerySelector("a.button[href^='/staff/matters/']")!.GetAttribute("href")![15..]);

    [Fact]
    public async Task A_letter_is_filed_and_registered_in_one_act_and_the_slip_shows_number_and_code_once()
    {
        using var visitor = await site.SignedIn("dengji");
        var page = await visitor.Open("/staff/register");
        Assert.Equal("2026-03-02", page.Kept("received"));
        Assert.Contains("写了标题或者事情经过", page.Text("#suggested [aria-live]"), StringComparison.Ordinal);
        page = await visitor.Submit(page.Form(), Letter());

        Assert.Equal(HttpStatusCode.OK, visitor.Status);
        Assert.NotNull(PetitionNumber.Parse(page.Text("#number")));
        Assert.Matches(@"^\d{16}$", page.QuerySelector("#code")!.TextContent);
        Assert.Contains("2026年3月17日", page.Text(".receipt"), StringComparison.Ordinal);
        var history = (await site.Get<CaseReader>().Matter(MatterOf(page)))!;
        Assert.Equal(["matter.raised.v1", "matter.registered.v1"], history.Events.Select(e => e.Event.StoredName));
        Assert.Equal((Stage.ToForward, 2), (history.State.Stage, history.State.Requests));
        var petition = (await site.Get<CaseReader>().Petition(history.State.Petition, IdentityView.OfPetitioner))!;
        var filed = petition.Last<PetitionFiled>()!;
        Assert.Equal((Channel.Letter, "周桂兰", "ZJ"), (filed.Channel, filed.Party.Name.Value, filed.UnitNamed));
        Assert.Equal(CodeHandedOver.CounterSlip, petition.Last<QueryCodeIssued>()!.How);
        Assert.All(petition.Events, e => Assert.Equal(("s-1", Role.Registrar), (e.By, e.Role)));

        // The code works, and no other page shows it.
        var code = page.QuerySelector("#code")!.TextContent;
        Assert.Equal(petition.State.Id, await site.Get<Xinqiao.Web.Citizens.QueryCodes>().Check(petition.State.Number, code, "::1"));
        await visitor.Open($"/staff/matters/{history.State.Id}");
        Assert.DoesNotContain(code, visitor.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_fields_stand_in_the_order_in_which_a_petition_is_read_and_refusals_are_told()
    {
        using var visitor = await site.SignedIn("fenban");
        var page = await visitor.Open("/staff/register");
        Assert.Equal(
            CounterForm.Fields,
            page.QuerySelectorAll("main form :is(input:not([type=hidden]), textarea, select)").Select(c => c.GetAttribute("name")!).Distinct());
        Assert.All(
            page.QuerySelectorAll("main form :is(input:not([type=hidden]), textarea, select)"),
            c => Assert.True(c.Closest("label") is not null || page.QuerySelector($"label[for='{c.Id}']") is not null, c.Id));
    }

    [Fact]
    public async Task The_same_form_sent_twice_is_one_petition_and_the_second_code_works()
    {
        using var visitor = await site.SignedIn("dengji");
        var form = (await visitor.Open("/staff/register")).Form();
        var first = await visitor.Submit(form, Letter());
        var second = await visitor.Post("/staff/register", Sent(form));
        Assert.Equal(first.Text("#number"), second.Text("#number"));
        Assert.NotEqual(first.Text("#code"), second.Text("#code"));
        Assert.Contains("没有重复登记", second.Text(".notice"), StringComparison.Ordinal);
        var codes = site.Get<Xinqiao.Web.Citizens.QueryCodes>();
        Assert.Null(await codes.Check(first.Text("#number"), first.QuerySelector("#code")!.TextContent, "::2"));
        Assert.NotNull(await codes.Check(first.Text("#number"), second.QuerySelector("#code")!.TextContent, "::2"));
    }

    [Fact]
    public async Task The_same_form_with_another_letter_asks_and_then_files_it()
    {
        using var visitor = await site.SignedIn("dengji");
        var form = (await visitor.Open("/staff/register")).Form();
        var first = await visitor.Submit(form, Letter());
        var page = await visitor.Post("/staff/register", Sent(form, ("title", "另一件事")));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Status);
        Assert.Contains("已经登记过一件", page.Text(".errors"), StringComparison.Ordinal);
        Assert.Equal("另一件事", page.Kept("title"));
        var second = await visitor.Submit(page.Form());
        Assert.NotEqual(first.Text("#number"), second.Text("#number"));
    }

    private static List<KeyValuePair<string, string>> Sent(IHtmlFormElement form, params (string Field, string? Value)[] changes) =>
    [
        .. CounterForms.Of(changes is [var (field, _)] ? CounterForms.ChannelOf(field) : "letter", changes).Where(f => f.Value is not null).Select(f => new KeyValuePair<string, string>(f.Key, f.Value!)),
        .. form.QuerySelectorAll("input[type=hidden]").Select(i => new KeyValuePair<string, string>(i.GetAttribute("name")!, i.GetAttribute("value")!)),
        new("receivedEvidence", ""), new("backEntryReason", ""), new("suspicionReason", ""), new("headCount", "1"),
    ];

    [Theory]
    [InlineData("2026-02-27", "", "", "receivedEvidence")]
    [InlineData("2026-02-20", "邮戳", "", "backEntryReason")]
    [InlineData("2026-03-03", "邮戳", "", "received")]
    [InlineData("1999-01-01", "邮戳", "旧信", "received")]
    [InlineData("", "", "", "received")]
    [InlineData("banana", "", "", "received")]
    [InlineData("2026-02-30", "", "", "received")]
    public async Task A_day_of_receipt_that_is_not_today_needs_its_proof_and_an_early_one_its_reason(
        string received, string evidence, string reason, string field)
    {
        using var visitor = await site.SignedIn("dengji");
        var page = await visitor.Open("/staff/register");
        page = await visitor.Submit(
            page.Form(), With(("received", received), ("receivedEvidence", evidence), ("backEntryReason", reason)));
        page.AssertRefused(visitor, field);
        Assert.Equal(received, page.Kept("received"));
        Assert.Equal("周桂兰", page.Kept("name"));
    }

    [Fact]
    public async Task A_letter_of_last_week_with_proof_and_reason_counts_from_its_day_and_is_shown_as_entered_late()
    {
        using var visitor = await site.SignedIn("dengji");
        var page = await visitor.Open("/staff/register");
        page = await visitor.Submit(
            page.Form(), With(("received", "2026-02-24"), ("receivedEvidence", "邮戳2月23日"), ("backEntryReason", "收发室压件")));
        Assert.Contains("2026年3月11日", page.Text(".receipt"), StringComparison.Ordinal);
        page = await visitor.Open($"/staff/matters/{MatterOf(page)}");
        Assert.Contains("补录", page.Text(".timeline"), StringComparison.Ordinal);
        Assert.Contains("收发室压件", page.Text(".timeline"), StringComparison.Ordinal);
        Assert.Contains("邮戳2月23日", page.Text(".timeline"), StringComparison.Ordinal);
    }

    public static TheoryData<string, string?> Damages()
    {
        var data = new TheoryData<string, string?>();
        foreach (var required in new[] { "title", "narrative", "requests", "name", "purpose", "domain", "summary", "headCount", "representatives", "howStated", "referredBy", "referralNumber", "referredOn" })
        {
            data.Add(required, "");
            data.Add(required, null);
        }

        foreach (var text in new[] { "title", "narrative", "requests", "name", "address", "phone", "placeDetail", "summary", "suspicionReason", "receivedEvidence", "backEntryReason", "representatives", "referredBy", "referralNumber", "nationalNumber" })
        {
            data.Add(text, new string('9', 60_000));
            data.Add(text, "13800\u0001");
        }

        foreach (var choice in new[] { "purpose", "domain", "place", "unitNamed", "received", "headCount", "howStated", "referredOn", "reportBy", "nationalNumber", "channel" })
            data.Add(choice, "banana");
        data.Add("channel", null);
        data.Add("channel", "portal");
        foreach (var count in new[] { "-1", "0", "1.5", "1e3", "99999999999" }) data.Add("headCount", count);
        data.Add("place", "320602001");
        data.Add("unitNamed", "XF");
        foreach (var choice in new[] { "purpose", "domain", "place", "unitNamed", "received" }) data.Add(choice, "1\u0001");
        data.Add("requests", string.Join('\n', Enumerable.Repeat("请修", PetitionLimits.Requests + 1)));
        return data;
    }

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task A_damaged_field_is_named_with_its_rule_and_the_rest_is_kept(string field, string? value)
    {
        using var visitor = await site.SignedIn("dengji");
        var size = await site.LogSize();
        var page = await visitor.Open("/staff/register");
        var channel = CounterForms.ChannelOf(field);
        page = await visitor.Submit(page.Form(), CounterForms.Of(channel, (field, value)));
        page.AssertRefused(visitor, field);
        foreach (var (other, kept) in CounterForms.Of(channel).Where(f => f.Key != field)) Assert.Equal(kept, page.Kept(other));
        Assert.Equal(size, await site.LogSize());
    }

    // A tick is there or not; whatever a broken sender writes into it is a tick. Damaged files have tests of their own.
    [Fact]
    public async Task Every_field_of_the_form_is_among_the_damaged_ones()
    {
        using var visitor = await site.SignedIn("dengji");
        var page = await visitor.Open("/staff/register");
        Assert.Equal(
            page.QuerySelectorAll("main form :is(input:not([type=hidden], [type=checkbox], [type=file]), textarea, select)")
                .Select(c => c.GetAttribute("name")!).Distinct().Order(),
            Damages().Select(d => d.Data.Item1).Distinct().Order());
    }

    /// <summary>It has no UTF-8. What cannot be read arrives as U+FFFD: text that can be recorded, but no choice, date or name of a unit.</summary>
    [Theory]
    [InlineData("title", true)]
    [InlineData("narrative", true)]
    [InlineData("requests", true)]
    [InlineData("summary", true)]
    [InlineData("placeDetail", true)]
    [InlineData("name", true)]
    [InlineData("address", true)]
    [InlineData("purpose", false)]
    [InlineData("domain", false)]
    [InlineData("place", false)]
    [InlineData("unitNamed", false)]
    [InlineData("received", false)]
    [InlineData("representatives", true)]
    [InlineData("referredBy", true)]
    [InlineData("referralNumber", true)]
    [InlineData("channel", false)]
    [InlineData("headCount", false)]
    [InlineData("howStated", false)]
    [InlineData("referredOn", false)]
    [InlineData("reportBy", false)]
    [InlineData("nationalNumber", false)]
    public async Task A_lone_surrogate_is_recorded_as_unreadable_in_a_text_and_refused_in_a_choice(string field, bool text)
    {
        using var visitor = await site.SignedIn("dengji");
        var form = (await visitor.Open("/staff/register")).Form();
        var size = await site.LogSize();
        var body = string.Join('&', Sent(form, (field, "MARK")).DistinctBy(f => f.Key).Select(f =>
            f.Key + "=" + Uri.EscapeDataString(f.Value).Replace("MARK", "%E4%BF%A1%ED%A0%80", StringComparison.Ordinal)));
        var page = await visitor.PostRaw("/staff/register", body);
        if (text)
        {
            Assert.Equal(HttpStatusCode.OK, visitor.Status);
            Assert.NotNull(PetitionNumber.Parse(page.Text("#number")));
            return;
        }

        page.AssertRefused(visitor, field);
        Assert.Equal("周桂兰", page.Kept("name"));
        Assert.Equal(size, await site.LogSize());
    }

    [Fact]
    public async Task A_stale_page_loses_nothing()
    {
        using var visitor = await site.SignedIn("dengji");
        var page = await visitor.Open("/staff/register");
        page = await visitor.Submit(page.Form(), With(("form-token", "verfallen")));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Status);
        Assert.Contains("页面已过期", page.Text(".errors"), StringComparison.Ordinal);
        page = await visitor.Submit(page.Form());
        Assert.Contains("来信已登记", page.Text("h1"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("banana")]
    public async Task A_form_without_a_proper_key_is_filed_all_the_same(string? key)
    {
        using var visitor = await site.SignedIn("dengji");
        var page = await visitor.Open("/staff/register");
        page = await visitor.Submit(page.Form(), With(("key", key)));
        Assert.Contains("来信已登记", page.Text("h1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_anonymous_letter_needs_no_name_and_is_not_contactable()
    {
        using var visitor = await site.SignedIn("dengji");
        var page = await visitor.Open("/staff/register");
        page = await visitor.Submit(page.Form(), With(("name", ""), ("address", ""), ("phone", ""), ("anonymous", "yes")));
        Assert.False((await site.Get<CaseReader>().Matter(MatterOf(page)))!.State.Contactable);
    }

    [Theory]
    [InlineData("accusation", null, null)]
    [InlineData("mixed", null, null)]
    [InlineData("request", "yes", "称局长收钱")]
    public async Task An_accusation_is_sealed_at_the_counter_and_the_slip_leads_nowhere(string purpose, string? suspected, string? reason)
    {
        using var visitor = await site.SignedIn("dengji");
        var page = await visitor.Open("/staff/register");
        page = await visitor.Submit(
            page.Form(), With(("purpose", purpose), ("suspectedAccusation", suspected), ("suspicionReason", reason ?? ""), ("title", "收钱的事")));
        Assert.NotNull(PetitionNumber.Parse(page.Text("#number")));
        Assert.Null(page.QuerySelector("a[href^='/staff/matters/']"));
        page = await visitor.Open("/staff/matters");
        Assert.DoesNotContain("收钱的事", visitor.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("chengban")]
    [InlineData("fuze")]
    [InlineData("ducha")]
    [InlineData("guanli")]
    [InlineData("jijian")]
    public async Task Only_the_petition_department_has_a_counter(string login)
    {
        using var visitor = await site.SignedIn(login);
        var token = await visitor.Token();
        await visitor.Open("/staff/register");
        Assert.Equal(HttpStatusCode.Forbidden, visitor.Status);
        await visitor.Post("/staff/register", Letter().Select(f => new KeyValuePair<string, string>(f.Key, f.Value!)).Append(new("form-token", token)));
        Assert.Equal(HttpStatusCode.Forbidden, visitor.Status);
    }
}
