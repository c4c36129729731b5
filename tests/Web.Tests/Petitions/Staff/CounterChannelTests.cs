using System.Net;
using AngleSharp.Html.Dom;
using Dapper;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Web.Storage;
using Xunit;

namespace Xinqiao.Web.Tests.Petitions.Staff;

/// <summary>The counter takes every channel: what each needs, what is recorded, how it is told afterwards.</summary>
public sealed class CounterChannelTests(Site site) : IClassFixture<Site>
{
    public static TheoryData<string> Channels => [.. CounterForms.Channels];

    private async Task<(IHtmlDocument Slip, PetitionFiled Filed)> Register(
        Visitor visitor, string channel, params (string, string?)[] changes)
    {
        var page = await visitor.Open($"/staff/register?channel={channel}");
        page = await visitor.Submit(page.Form(), CounterForms.Of(channel, changes));
        Assert.Equal(HttpStatusCode.OK, visitor.Status);
        return (page, await FiledAs(page.Text("#number")));
    }

    private async Task<PetitionFiled> FiledAs(string number)
    {
        await using var connection = site.Database.OpenToRead();
        var id = await connection.QuerySingleAsync<string>("SELECT id FROM petitions WHERE number = @number", new { number });
        return (await site.Get<CaseReader>().Petition(new StreamId(id), IdentityView.OfPetitioner))!.Last<PetitionFiled>()!;
    }

    private static async Task<IHtmlDocument> OpenCase(Visitor visitor, IHtmlDocument slip) =>
        await visitor.Open(slip.QuerySelector("a.button[href^='/staff/matters/']")!.GetAttribute("href")!);

    [Theory]
    [MemberData(nameof(Channels))]
    public async Task Each_channel_is_filed_and_registered_on_the_one_screen_and_the_slip_leads_to_the_next_of_its_kind(string channel)
    {
        using var visitor = await site.SignedIn("dengji");
        var page = await visitor.Open($"/staff/register?channel={channel}");
        Assert.Equal(channel, page.Kept("channel"));
        var (slip, filed) = await Register(visitor, channel, ("title", $"件由{channel}来"));

        var label = Words.Label(Words.Parse<Channel>(channel));
        Assert.Equal(Words.Parse<Channel>(channel), filed.Channel);
        Assert.Equal(label + "已登记", slip.Text("h1"));
        var next = slip.QuerySelector($"a[href='/staff/register?channel={channel}']")!;
        Assert.True(next.HasAttribute("autofocus"));
        Assert.Equal("n", next.GetAttribute("accesskey"));

        page = await visitor.Open($"/staff/matters?number={slip.Text("#number")}");
        Assert.Contains(label.ToString(), page.Text(".list tbody tr"), StringComparison.Ordinal);
        page = await OpenCase(visitor, slip);
        Assert.Contains(Arrival.Of(filed).ToString(), page.Text("main"), StringComparison.Ordinal);
        Assert.Contains(Arrival.Of(filed).ToString(), page.Text(".timeline"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("portal")]
    [InlineData("banana")]
    [InlineData("1\u0001")]
    public async Task An_address_without_a_channel_of_the_counter_begins_with_a_letter(string? channel)
    {
        using var visitor = await site.SignedIn("dengji");
        var page = await visitor.Open("/staff/register" + (channel is null ? "" : $"?channel={Uri.EscapeDataString(channel)}"));
        Assert.Equal((HttpStatusCode.OK, "letter"), (visitor.Status, page.Kept("channel")));
    }

    [Fact]
    public async Task A_group_visit_leaves_two_numbers_in_the_log_and_no_name_in_the_clear()
    {
        using var visitor = await site.SignedIn("dengji");
        var (slip, filed) = await Register(visitor, "visit", ("representatives", "周桂兰\n葛长林、钱小琴"));
        Assert.Equal((12, 3), (filed.Visitors!.HeadCount, filed.Visitors.Representatives.Count));
        Assert.Equal(HowStated.ReadAloud, filed.HowStated);

        await using var connection = site.Database.OpenToRead();
        var text = await connection.QuerySingleAsync<string>(
            "SELECT event FROM events WHERE stream = @id AND name = 'petition.filed.v1'", new { id = filed.Petition.Value });
        Assert.Contains("\"headCount\":12", text, StringComparison.Ordinal);
        Assert.Contains("\"representative-count\":3", text, StringComparison.Ordinal);
        Assert.DoesNotContain("葛长林", text, StringComparison.Ordinal);

        // Whoever must reach them sees the names, and who only watches does not.
        var page = await OpenCase(visitor, slip);
        Assert.DoesNotContain("葛长林", visitor.Html, StringComparison.Ordinal);
        page = await visitor.OpenIdentity(page, "contact");
        foreach (var name in (string[])["周桂兰", "葛长林", "钱小琴"]) Assert.Contains(name, page.Text("#party"), StringComparison.Ordinal);
        using var supervisor = await site.SignedIn("ducha");
        await OpenCase(supervisor, slip);
        Assert.DoesNotContain("葛长林", supervisor.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_than_five_representatives_are_refused_under_article_20_with_what_to_do_instead()
    {
        using var visitor = await site.SignedIn("dengji");
        var page = await visitor.Open("/staff/register?channel=visit");
        page = await visitor.Submit(page.Form(), CounterForms.Of("visit", ("representatives", "甲\n乙\n丙\n丁\n戊\n己")));
        page.AssertRefused(visitor, "representatives");
        Assert.Contains("《信访工作条例》第二十条第三款", page.Text("#representatives-error"), StringComparison.Ordinal);
        Assert.Contains("推选不超过5名代表", page.Text("#representatives-error"), StringComparison.Ordinal);
        Assert.Equal("visit", page.Kept("channel"));
    }

    [Theory]
    [InlineData("visit")]
    [InlineData("call")]
    public async Task What_was_spoken_is_not_registered_before_it_was_read_back(string channel)
    {
        using var visitor = await site.SignedIn("dengji");
        var page = await visitor.Open($"/staff/register?channel={channel}");
        page = await visitor.Submit(page.Form(), CounterForms.Of(channel, ("howStated", "")));
        page.AssertRefused(visitor, "howStated");
        Assert.Contains("《信访工作条例》第十九条第一款", page.Text("#howStated-error"), StringComparison.Ordinal);
        Assert.Contains("确认无误", page.Text("#howStated-error"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_passed_on_is_told_with_its_organ_document_and_limit_to_staff_and_in_every_letter()
    {
        using var visitor = await site.SignedIn("fenban");
        var (slip, filed) = await Register(visitor, "from-above");
        Assert.Equal(new Referral("江苏省信访局", "苏信〔2026〕12号", new(2026, 2, 27), new(2026, 4, 30)), filed.Referral);
        var page = await OpenCase(visitor, slip);
        Assert.Contains("江苏省信访局2026年2月27日交办，苏信〔2026〕12号，要求2026年4月30日前反馈", page.Text("main"), StringComparison.Ordinal);
        var path = visitor.Path;
        page = await visitor.Open(path + "/forward");
        await visitor.Submit(page.Form(), new() { ["unit"] = "ZJ", ["note"] = "" });
        page = await visitor.Open(path);
        var receipt = page.QuerySelectorAll("a[href*='/documents/']").First(a => a.GetAttribute("href")!.EndsWith("registration-receipt", StringComparison.Ordinal));
        page = await visitor.Open(receipt.GetAttribute("href")!);
        Assert.Contains("您提出、由江苏省信访局于2026年2月27日交办（苏信〔2026〕12号）的“濠西新村雨水管破损”信访事项", page.Text("main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_chosen_channel_does_not_need_is_left_where_it_was_typed_and_not_recorded()
    {
        using var visitor = await site.SignedIn("dengji");
        var (_, filed) = await Register(
            visitor, "letter", ("headCount", "many"), ("representatives", "甲"), ("referredBy", "江苏省信访局"), ("howStated", "read-aloud"));
        Assert.Equal((null, null, null), (filed.Visitors, filed.HowStated, filed.Referral));
    }

    [Theory]
    [InlineData("letter", "name")]
    [InlineData("visit", "name")]
    [InlineData("call", "name")]
    [InlineData("from-above", "referredBy")]
    [InlineData("hotline", "referredBy")]
    public async Task The_first_field_to_fill_has_the_focus_and_after_a_refusal_the_first_wrong_one(string channel, string first)
    {
        using var visitor = await site.SignedIn("dengji");
        var page = await visitor.Open($"/staff/register?channel={channel}");
        Assert.Equal([first], page.QuerySelectorAll("[autofocus]").Select(e => e.Id));
        page = await visitor.Submit(page.Form(), CounterForms.Of(channel, ("summary", ""), ("title", ""), ("domain", "")));
        Assert.Equal(["title"], page.QuerySelectorAll("[autofocus]").Select(e => e.Id));
        Assert.Equal(["#title", "#domain", "#summary"], page.QuerySelectorAll(".errors a").Select(a => a.GetAttribute("href")));
    }

    [Fact]
    public async Task Access_keys_choose_the_channel_and_register_and_none_is_given_twice()
    {
        using var visitor = await site.SignedIn("dengji");
        var page = await visitor.Open("/staff/register");
        Assert.Equal(
            ["l", "v", "c", "x", "m", "a", "h"], page.QuerySelectorAll("[name=channel]").Select(e => e.GetAttribute("accesskey")));
        Assert.Equal("登记", page.Text("button[accesskey=s]"));
        var keys = page.QuerySelectorAll("[accesskey]").Select(e => e.GetAttribute("accesskey")).ToList();
        Assert.Equal(keys.Distinct(), keys);
    }

    [Fact]
    public async Task No_message_at_the_counter_speaks_of_the_clerks_own_requests()
    {
        using var visitor = await site.SignedIn("dengji");
        var page = await visitor.Open("/staff/register");
        page = await visitor.Submit(page.Form());
        Assert.DoesNotContain("您", page.Text(".errors"), StringComparison.Ordinal);
        Assert.Contains("请填写“诉求”", page.Text("#requests-error"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("visit", "收到来访，登记编号")]
    [InlineData("leader-mailbox", "收到领导信箱的来件，登记编号")]
    [InlineData("from-above", "收到江苏省信访局交办来的信访件，登记编号")]
    [InlineData("hotline", "收到南通市12345热线转送来的信访件，登记编号")]
    public async Task The_petitioner_reads_how_it_came(string channel, string told)
    {
        using var counter = await site.SignedIn("dengji");
        var (slip, _) = await Register(counter, channel);
        using var petitioner = site.Visitor();
        var page = await petitioner.Track(slip.Text("#number"), slip.QuerySelector("#code")!.TextContent);
        Assert.Contains(told, page.Text(".timeline"), StringComparison.Ordinal);
    }

    // Organ, document and evidence stand in the log in clear, and so in the printed code.
    [Theory]
    [InlineData("visit")]
    [InlineData("from-above")]
    public async Task The_longest_that_can_be_typed_still_fits_the_printed_code(string channel)
    {
        string Long(int length) => string.Concat(Enumerable.Range(0, length).Select(i => (char)('一' + (i * 7919 % 20_000))));
        using var visitor = await site.SignedIn("dengji");
        var (slip, _) = await Register(
            visitor, channel, ("received", "2026-02-27"), ("receivedEvidence", Long(200)), ("backEntryReason", Long(500)), ("representatives", "甲\n乙\n丙\n丁\n戊"),
            ("referredBy", Long(100)), ("referralNumber", Long(100)), ("suspicionReason", Long(500)));
        Assert.Equal(2, slip.QuerySelectorAll("img.qr").Length);
    }
}
