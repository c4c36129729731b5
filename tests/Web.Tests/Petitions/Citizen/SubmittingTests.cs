using System.Net;
using Dapper;
using Xinqiao.Core;
using Xinqiao.Core.Ledger;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Core.Verification;
using Xinqiao.Web.Citizens;
using Xinqiao.Web.Ledger;
using Xinqiao.Web.Storage;
using Xunit;

namespace Xinqiao.Web.Tests.Petitions.Citizen;

public sealed class SubmittingTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task Four_steps_without_script_give_a_number_a_code_and_the_next_date_with_its_article()
    {
        using var visitor = site.Visitor();
        var page = await visitor.Petition();

        Assert.Equal(HttpStatusCode.OK, visitor.Status);
        Assert.Equal("已收到您的信访", page.Text("h1"));
        Assert.Matches(@"^\d{4} \d{4} \d{4} \d{4}$", page.Text("#code"));
        Assert.Contains("2026年3月17日", page.Text(".receipt"), StringComparison.Ordinal);
        Assert.Contains("第二十二条第一款", page.Text(".receipt"), StringComparison.Ordinal);
        Assert.Contains("no-store", visitor.Response.Headers.CacheControl!.ToString(), StringComparison.Ordinal);

        var filed = await Filed(page.Text("#number"));
        Assert.Equal(("濠西新村雨水管破损", "修好雨水管\n说明维修时间"), (filed.Title.Value, filed.Request.Value));
        Assert.Equal("12幢北侧的雨水管自去年7月起破损。\n每逢下雨一楼进水。", filed.Narrative.Value);
        Assert.Equal((Channel.Portal, Purpose.Request, "ZJ"), (filed.Channel, filed.Purpose, filed.UnitNamed));
        Assert.True(filed is { Contactable: true, ElectronicConsent: true, Anonymous: false });
    }

    [Theory]
    [InlineData("", "", true)]
    [InlineData("", "yes", false)]
    [InlineData("濠西新村12幢101室", "", false)]
    public async Task The_last_step_repeats_the_words_that_were_chosen_and_says_what_no_way_to_serve_costs(string address, string consent, bool told)
    {
        using var visitor = site.Visitor();
        var page = await visitor.Petition(new() { ["address"] = address, ["electronicConsent"] = consent, ["declared"] = null });
        Assert.Contains("类别求助或投诉", page.Text("dl.summary"), StringComparison.Ordinal);
        Assert.Equal(told, page.QuerySelector("#no-address") is not null);
        if (told) Assert.Contains("第二十三条第二款", page.Text("#no-address"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_an_empty_first_step_lacks_is_named_as_it_is_labelled()
    {
        using var visitor = site.Visitor();
        var page = await visitor.Open("/petition");
        page = await visitor.Submit(page.Form("form[action='/petition']"), button: "next");
        foreach (var field in (string[])["title", "narrative", "request"])
        {
            var named = page.Text($"#{field}-error").Split('“')[1].Split('”')[0];
            Assert.Contains(named, page.Text($"label[for={field}]"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_code_that_was_shown_opens_the_petition()
    {
        using var visitor = site.Visitor();
        var receipt = await visitor.Petition();
        await visitor.Track(receipt.Text("#number"), receipt.Text("#code"));
        Assert.Equal("/track/case", visitor.Path);
    }

    [Fact]
    public async Task The_proof_of_the_receipt_leads_from_the_event_to_the_signed_root_and_holds_no_word_of_the_petitioner_and_no_salt_of_one()
    {
        using var visitor = site.Visitor();
        var receipt = await visitor.Petition();
        await visitor.Post("/track/receipt?handler=Proof", Kept(receipt));

        Assert.Equal("attachment", visitor.Response.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal(receipt.Text("#number") + ".tlog-proof", visitor.Response.Content.Headers.ContentDisposition.FileName);
        var file = ReceiptFile.Parse(visitor.Html);
        Assert.True(file.Stands);
        Assert.Equal(ReceiptStanding.Signed, ReceiptCheck.Of(file, site.Get<Receipts>().Policy, LogKey.Verify).Standing);
        Assert.Equal((receipt.Text("#number"), site.Store.Stamp.Origin), (file.Number, file.Proof.Checkpoint.Origin));
        Assert.Empty(file.FieldSalts);
        Assert.Null(file.FieldOf("濠西新村雨水管破损"));
        foreach (var word in (string[])["雨水管", "周桂兰", "13800000217"])
            Assert.DoesNotContain(word, file.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("title", "濠西新村雨水管破损")]
    [InlineData("request", "修好雨水管\n说明维修时间")]
    [InlineData("name", "周桂兰")]
    [InlineData(null, "濠西新村雨水管破损。")]
    public async Task With_the_electronic_copy_the_petitioner_shows_that_a_text_of_theirs_is_the_one_received(string? field, string text)
    {
        using var visitor = site.Visitor();
        var receipt = await visitor.Petition();
        await visitor.Post("/track/receipt?handler=Copy", Kept(receipt));
        Assert.Equal($"{receipt.Text("#number")}-电子回执.tlog-proof", visitor.Response.Content.Headers.ContentDisposition!.FileNameStar);
        var first = ReceiptFile.Parse(visitor.Html);
        using var tracking = site.Visitor();
        var page = await tracking.Track(receipt.Text("#number"), receipt.Text("#code"));
        await tracking.Post(
            "/track/receipt?handler=Copy", [new("form-token", page.QuerySelector("[name=form-token]")!.GetAttribute("value")!)]);
        foreach (var file in (ReceiptFile[])[first, ReceiptFile.Parse(tracking.Html)])
        {
            Assert.True(file.Stands);
            Assert.Equal(field, file.FieldOf(text));
            Assert.DoesNotContain("雨水管", file.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_status_page_leads_to_the_slip_with_the_proof_as_it_is_by_now()
    {
        using var visitor = await site.Tracking(await site.File());
        var page = await visitor.Open("/track/case");
        Assert.NotNull(page.QuerySelector("a[href='/track/receipt']"));
        page = await visitor.Open("/track/receipt");
        Assert.Contains("本局没有设见证方", page.Text(".receipt"), StringComparison.Ordinal);
        Assert.Equal(2, page.QuerySelectorAll(".receipt img.qr").Length);
        Assert.DoesNotContain("查询码：", page.Text(".receipt"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_receipt_says_how_far_it_is_proven_and_bears_two_codes()
    {
        using var visitor = site.Visitor();
        var receipt = await visitor.Petition();
        Assert.Contains("日志已签名；本局没有设见证方", receipt.Text(".receipt"), StringComparison.Ordinal);
        Assert.Contains("演示件", receipt.Text(".receipt"), StringComparison.Ordinal);
        Assert.Equal(2, receipt.QuerySelectorAll(".receipt img.qr[src^='data:image/png']").Length);
    }

    [Fact]
    public async Task Any_later_day_the_proof_can_be_had_again_from_a_log_that_has_grown_beyond_whole_tiles()
    {
        var first = await site.File();
        await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => site.File()));
        var last = await site.File();
        var receipts = site.Get<Receipts>();
        foreach (var filed in (Filed[])[first, last])
        {
            var petition = (await site.Get<CaseReader>().Petition(filed.Petition))!.State;
            var receipt = await receipts.Of(petition);
            Assert.True(receipt.File.Proof.Checkpoint.Size > 512);
            Assert.True(receipt.File.Stands);
            Assert.True(ReceiptFile.ParseAny(receipt.File.ToCode()).Stands);
        }
    }

    [Fact]
    public async Task Without_the_right_code_no_receipt_is_given_out()
    {
        using var visitor = site.Visitor();
        var receipt = await visitor.Petition();
        await visitor.Post("/track/receipt?handler=Copy", [.. Kept(receipt).Where(f => f.Key != "code"), new("code", "1111111111111111")]);
        Assert.Equal("/track", visitor.Path);
        await visitor.Post("/track/receipt?handler=Copy", [.. Kept(receipt).Where(f => f.Key == "form-token")]);
        Assert.Equal("/track", visitor.Path);
        await visitor.Open("/track/receipt");
        Assert.Equal("/track", visitor.Path);
    }

    [Fact]
    public async Task Sent_again_it_keeps_its_number_gets_a_new_code_and_the_old_code_is_void()
    {
        using var visitor = site.Visitor();
        var page = await visitor.Open("/petition");
        var fields = Send(page.Kept("key")!, page.Kept("form-token")!, CitizenSteps.Petition());
        var first = await visitor.Post("/petition", fields);
        using var early = site.Visitor();
        await early.Track(first.Text("#number"), first.Text("#code"));
        site.Clock.Now = site.Clock.Now.AddMinutes(1);
        var second = await visitor.Post("/petition", fields);

        Assert.Equal(first.Text("#number"), second.Text("#number"));
        Assert.NotEqual(first.Text("#code"), second.Text("#code"));
        Assert.Contains("已经登记过", second.Text(".notice"), StringComparison.Ordinal);
        await visitor.Post("/track/receipt?handler=Copy", Kept(second));
        Assert.True(ReceiptFile.Parse(visitor.Html).Stands);
        await early.Open("/track/case");
        Assert.Equal("/track", early.Path);
        using var later = site.Visitor();
        await later.Track(first.Text("#number"), first.Text("#code"));
        Assert.Equal("/track", later.Path);
        await later.Track(first.Text("#number"), second.Text("#code"));
        Assert.Equal("/track/case", later.Path);
    }

    [Fact]
    public async Task Two_sendings_at_once_under_one_key_register_one_petition()
    {
        using var visitor = site.Visitor();
        var page = await visitor.Open("/petition");
        var fields = Send(page.Kept("key")!, page.Kept("form-token")!, CitizenSteps.Petition());
        var numbers = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            using var http = new HttpClient { BaseAddress = site.Address };
            http.DefaultRequestHeaders.Add("Cookie", visitor.Cookies());
            using var answer = await http.PostAsync(
                "/petition", new FormUrlEncodedContent(fields), TestContext.Current.CancellationToken);
            var html = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            return System.Text.RegularExpressions.Regex.Match(html, @"XF2026-\d{6}-\d").Value;
        }));
        Assert.Single(numbers.Distinct());
        Assert.NotEqual("", numbers[0]);
    }

    [Fact]
    public async Task Another_text_under_a_used_key_is_refused_and_can_be_sent_as_another_petition()
    {
        using var visitor = site.Visitor();
        var page = await visitor.Open("/petition");
        var (key, token) = (page.Kept("key")!, page.Kept("form-token")!);
        var first = await visitor.Post("/petition", Send(key, token, CitizenSteps.Petition()));
        var size = await site.LogSize();
        var other = CitizenSteps.Petition();
        other["title"] = "另一件事";
        var refused = await visitor.Post("/petition", Send(key, token, other));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Status);
        Assert.Contains("已经提交过一次", refused.Text(".errors"), StringComparison.Ordinal);
        Assert.Equal("另一件事", refused.Kept("title"));
        Assert.Equal(size, await site.LogSize());
        var second = await visitor.Submit(refused.Form(), button: "send");
        Assert.NotEqual(first.Text("#number"), second.Text("#number"));
        Assert.Equal("另一件事", (await Filed(second.Text("#number"))).Title.Value);
    }

    [Fact]
    public async Task A_stale_token_loses_nothing_and_registers_nothing()
    {
        using var visitor = site.Visitor();
        var page = await visitor.Open("/petition");
        var size = await site.LogSize();
        var stale = await visitor.Post("/petition", Send(page.Kept("key")!, "stale", CitizenSteps.Petition()));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Status);
        Assert.Contains("页面已过期", stale.Text(".errors"), StringComparison.Ordinal);
        Assert.Equal(size, await site.LogSize());
        foreach (var (field, value) in CitizenSteps.Petition().Where(f => f.Value != ""))
            Assert.Equal(value, stale.Kept(field));
        Assert.Equal("已收到您的信访", (await visitor.Submit(stale.Form(), button: "send")).Text("h1"));
    }

    [Fact]
    public async Task Going_back_and_correcting_from_the_summary_keep_everything()
    {
        using var visitor = site.Visitor();
        var typed = CitizenSteps.Petition();
        var page = await visitor.Open("/petition");
        page = await visitor.Submit(page.Form(), CitizenSteps.Of(typed, "purpose", "title", "narrative", "request"), "next");
        page = await visitor.Submit(page.Form(), new() { ["placeDetail"] = "濠西新村12幢" }, "back");
        Assert.Equal("濠西新村雨水管破损", page.Kept("title"));
        page = await visitor.Submit(page.Form(), button: "next");
        Assert.Equal("濠西新村12幢", page.Kept("placeDetail"));
        page = await visitor.Submit(page.Form(), button: "next");
        page = await visitor.Submit(page.Form(), new() { ["name"] = "周桂兰" }, "next");
        page = await visitor.Submit(page.Form(), button: "edit-1");
        page = await visitor.Submit(page.Form(), new() { ["title"] = "改过的标题" }, "next");

        Assert.Contains("请核对", page.Text("h1"), StringComparison.Ordinal);
        Assert.Contains("改过的标题", page.Text("dl.summary"), StringComparison.Ordinal);
        Assert.Contains("周桂兰", page.Text("dl.summary"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_wrong_in_an_earlier_step_sends_the_person_back_to_that_step()
    {
        using var visitor = site.Visitor();
        var page = await visitor.Open("/petition");
        var typed = CitizenSteps.Petition();
        (typed["phone"], typed["declared"]) = ("电话", "");
        page = await visitor.Post("/petition", Send(page.Kept("key")!, page.Kept("form-token")!, typed));
        page.AssertRefused(visitor, "phone");
        Assert.Equal("怎么联系您？", page.Text("h1"));
        Assert.Equal("濠西新村雨水管破损", page.Kept("title"));
    }

    [Theory]
    [InlineData("accusation", Purpose.Accusation)]
    [InlineData("mixed", Purpose.Mixed)]
    public async Task An_accusation_is_sealed_from_the_first_moment_and_the_form_says_who_sees_it(string chosen, Purpose purpose)
    {
        using var visitor = site.Visitor();
        var page = await visitor.Open("/petition");
        var step = CitizenSteps.Of(CitizenSteps.Petition(), "purpose", "title", "narrative", "request");
        step["purpose"] = chosen;
        page = await visitor.Submit(page.Form(), step, "next");
        Assert.Contains("只有纪检监察联络员能看", page.Text(".notice"), StringComparison.Ordinal);

        var receipt = await visitor.Petition(new() { ["purpose"] = chosen });
        Assert.Contains("纪检监察机关", receipt.Text(".receipt"), StringComparison.Ordinal);
        var matter = await Matter(receipt.Text("#number"));
        Assert.Equal((purpose, true, Stage.Sealed), (matter.Purpose, matter.Sealed, matter.Stage));
    }

    [Fact]
    public async Task An_anonymous_petition_is_registered_and_keeps_neither_name_nor_address()
    {
        using var visitor = site.Visitor();
        var receipt = await visitor.Petition(new() { ["anonymous"] = "yes" });
        var filed = await Filed(receipt.Text("#number"));
        Assert.True(filed is { Anonymous: true, Contactable: false });
        Assert.Null(filed.Party.Name.Value);
        Assert.Null(filed.Party.Address.Value);
        Assert.Equal("13800000217", filed.Party.Phone.Value);
    }

    /// <summary>What the page carries for its downloads.</summary>
    private static List<KeyValuePair<string, string>> Kept(AngleSharp.Html.Dom.IHtmlDocument receipt) =>
        [new("number", receipt.Kept("number")!), new("code", receipt.Kept("code")!), new("form-token", receipt.Kept("form-token")!)];

    private async Task<StreamId> Petition(string number)
    {
        await using var connection = site.Database.OpenToRead();
        return new StreamId((await connection.ExecuteScalarAsync<string>("SELECT id FROM petitions WHERE number = @number", new { number }))!);
    }

    private async Task<PetitionFiled> Filed(string number) =>
        (PetitionFiled)(await site.Events(await Petition(number)))[0].Event;

    private async Task<Matter> Matter(string number)
    {
        await using var connection = site.Database.OpenToRead();
        var id = await connection.ExecuteScalarAsync<string>(
            "SELECT id FROM matters WHERE petition = @id", new { id = (await Petition(number)).Value });
        return (await site.Get<CaseReader>().Matter(new StreamId(id!)))!.State;
    }

    private static List<KeyValuePair<string, string>> Send(string key, string token, Dictionary<string, string?> typed) =>
    [
        new("key", key), new("form-token", token), new("step", "4"), new("do", "send"),
        .. typed.Select(f => new KeyValuePair<string, string>(f.Key, f.Value!)),
    ];
}
