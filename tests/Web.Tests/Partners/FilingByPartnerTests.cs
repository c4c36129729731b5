using System.Net;
using System.Text;
using System.Text.Json;
using Xinqiao.Core;
using Xinqiao.Core.Ledger;
using Xinqiao.Core.Petitions;
using Xinqiao.Web.Partners;
using Xinqiao.Web.Storage;
using Xunit;

namespace Xinqiao.Web.Tests.Partners;

/// <summary>Another platform brings a petition: by the decider of the public form, once however often it is sent, and errors all at once.</summary>
public sealed class FilingByPartnerTests(FilingByPartnerTests.Admitted admitted) : IClassFixture<FilingByPartnerTests.Admitted>
{
    /// <summary>A site at which an app and the hotline have keys.</summary>
    public sealed class Admitted : IAsyncLifetime
    {
        public Site Site { get; } = new();
        public string App { get; private set; } = "";
        public string AppId { get; private set; } = "";
        public string Hotline { get; private set; } = "";

        public async ValueTask InitializeAsync()
        {
            await Site.InitializeAsync();
            (App, AppId) = await Site.IssueKey("南通市民 App");
            (Hotline, _) = await Site.IssueKey("南通市12345政务服务热线", Channel.Hotline);
        }

        public ValueTask DisposeAsync() => Site.DisposeAsync();
    }

    private readonly Site site = admitted.Site;

    private static string NewKey() => Guid.NewGuid().ToString();

    private async Task<long> Petitions()
    {
        await using var connection = site.Database.OpenToRead();
        return await Dapper.SqlMapper.ExecuteScalarAsync<long>(connection, "SELECT count(*) FROM petitions");
    }

    [Fact]
    public async Task A_petition_gets_its_number_its_code_and_its_receipt_and_the_same_events_as_on_the_form()
    {
        var filed = await site.Send(admitted.App, NewKey(), PartnerSteps.Body());
        Assert.Equal((HttpStatusCode.Created, "application/json"), (filed.Status, filed.Type));
        Assert.Equal($"/api/petitions/{filed["number"]}", filed.Headers.Location!.ToString());
        Assert.Matches("^[0-9]{16}$", filed["code"]);
        Assert.Equal($"{site.Address}track", filed["track"]);

        var petition = await site.Petition(filed);
        var events = await site.Events(petition.Petition);
        Assert.Equal(["petition.filed.v1", "petition.query-code-issued.v1"], events.Select(e => e.Event.StoredName));
        Assert.Equal(["matter.raised.v1"], await site.EventNames(petition));
        Assert.All(events, e => Assert.Equal((admitted.AppId, Role.Partner), (e.By, e.Role)));
        var written = (PetitionFiled)events[0].Event;
        Assert.Equal((Channel.Portal, "周桂兰", "濠西新村12幢101室"), (written.Channel, written.Party.Name.Value, written.Party.Address.Value));
        Assert.Equal("12幢北侧的雨水管自去年7月起破损。\n每逢下雨一楼进水。", written.Narrative.Value);

        var receipt = ReceiptFile.Parse(filed["receipt"]!);
        Assert.True(receipt.Stands);
        Assert.Empty(receipt.FieldSalts);
        Assert.Equal(filed["number"], receipt.Number);

        // The petitioner follows it with number and code; what only they may do asks for more, since the code passed through other hands.
        using var petitioner = await site.Tracking(petition);
        Assert.Contains("经合作平台转交", petitioner.Html, StringComparison.Ordinal);
        Assert.True((await site.Get<CaseReader>().Petition(petition.Petition))!.State.CodeWasWithStaff);
    }

    [Fact]
    public async Task What_the_hotline_passes_on_bears_its_own_order_number_and_is_registered_by_the_office()
    {
        var filed = await site.Send(
            admitted.Hotline, NewKey(), PartnerSteps.Body(("declared", null), ("referralNumber", "热线2026-0302-118"), ("referredOn", "2026-03-01")));
        Assert.Equal(HttpStatusCode.Created, filed.Status);
        var petition = await site.Petition(filed);
        var written = (PetitionFiled)(await site.Events(petition.Petition))[0].Event;
        Assert.Equal(
            new Referral("南通市12345政务服务热线", "热线2026-0302-118", new DateOnly(2026, 3, 1), null), written.Referral);
        await site.Register(petition);
        Assert.Equal("matter.registered.v1", (await site.EventNames(petition))[^1]);

        var without = await site.Send(admitted.Hotline, NewKey(), PartnerSteps.Body());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, without.Status);
        Assert.Equal(["referralNumber missing", "referredOn referral-date-missing"], without.Errors);
    }

    [Fact]
    public async Task A_partner_retries_and_there_is_one_petition()
    {
        var (key, before) = (NewKey(), await Petitions());
        var at_once = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => site.Send(admitted.App, key, PartnerSteps.Body())));
        Assert.All(at_once, a => Assert.Equal(HttpStatusCode.Created, a.Status));
        Assert.Single(at_once.Select(a => (a["number"], a["code"])).Distinct());
        Assert.Equal(19, at_once.Count(a => a.Headers.Contains("Idempotency-Replayed")));

        await site.Restart();
        var after = await site.Send(admitted.App, key, JsonSerializer.Serialize(PartnerSteps.Body().Reverse().ToDictionary(), JsonSerializerOptions.Web));
        Assert.Equal((at_once[0]["number"], at_once[0]["code"]), (after["number"], after["code"]));
        Assert.True(ReceiptFile.Parse(after["receipt"]!).Stands);
        Assert.Equal(before + 1, await Petitions());
        var petition = await site.Petition(after);
        Assert.Equal(2, (await site.Events(petition.Petition)).Count);
        using var petitioner = await site.Tracking(petition);

        // Another partner's key of the same name is another key.
        var other = await site.Send(
            admitted.Hotline, key, PartnerSteps.Body(("referralNumber", "118"), ("referredOn", "2026-03-01")));
        Assert.NotEqual(after["number"], other["number"]);
    }

    [Fact]
    public async Task The_same_key_with_another_body_is_refused_and_changes_nothing()
    {
        var key = NewKey();
        var first = await site.Send(admitted.App, key, PartnerSteps.Body());
        var size = await site.LogSize();
        var other = await site.Send(admitted.App, key, PartnerSteps.Body(("title", "另一件事")));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "key-reused"), (other.Status, other["code"]));
        Assert.Equal(ApiProblem.ContentType, other.Type);
        Assert.Equal(size, await site.LogSize());
        Assert.Equal(first["code"], (await site.Send(admitted.App, key, PartnerSteps.Body()))["code"]);
    }

    [Fact]
    public async Task A_code_is_told_again_for_a_day_and_never_after_the_petitioner_has_another()
    {
        var (key, replaced) = (NewKey(), NewKey());
        var first = await site.Send(admitted.App, key, PartnerSteps.Body());
        var second = await site.Send(admitted.App, replaced, PartnerSteps.Body(("title", "另一件事")));
        var petition = await site.Petition(second);
        var issued = new Intent(Actor.Petitioner, (cases, act) => CodeReissue.ByContact(cases.Petition(petition.Petition), oneTimeCode: true, act))
        {
            Streams = [petition.Petition],
            Beside = events => [site.Get<Web.Citizens.QueryCodes>().RowOf(petition.Petition, "1234567812345678", events[0].RecordedAt.AddMilliseconds(1))],
        };
        Assert.IsType<Result.Done>(await site.Store.Act(issued));
        var again = await site.Send(admitted.App, replaced, PartnerSteps.Body(("title", "另一件事")));
        Assert.Equal((second["number"], null), (again["number"], again["code"]));

        Assert.NotNull((await site.Send(admitted.App, key, PartnerSteps.Body()))["code"]);
        site.Clock.Now = site.Clock.Now.AddHours(25);
        var late = await site.Send(admitted.App, key, PartnerSteps.Body());
        Assert.Equal((first["number"], null), (late["number"], late["code"]));
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_told_at_once_each_with_its_field_and_its_rule()
    {
        var size = await site.LogSize();
        var refused = await site.Send(admitted.App, NewKey(), PartnerSteps.Body(
            ("purpose", "banana"), ("title", new string('长', 81)), ("narrative", ""), ("request", null), ("place", "320602001"), ("phone", "abc"),
            ("email", "nobody"), ("anonymous", "yes"), ("name", "甲\u0001"), ("declared", false), ("sex", "女"), ("referredOn", "昨天")));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, ApiProblem.ContentType), (refused.Status, refused.Type));
        Assert.Equal(
            [
                "anonymous not-a-boolean", "declared declaration-missing", "email email-malformed", "name control-character",
                "narrative missing", "phone phone-malformed", "place unknown-place", "purpose purpose-unknown", "referredOn date-unreadable",
                "request missing", "sex unknown-field", "title too-long",
            ],
            refused.Errors.Order(StringComparer.Ordinal));
        Assert.All(refused.Json.GetProperty("errors").EnumerateArray(), e => Assert.NotEqual("", e.GetProperty("rule").GetString()));
        Assert.Contains(refused.Json.GetProperty("errors").EnumerateArray(), e => e.GetProperty("rule").GetString() == "《信访工作条例》第十九条第二款");
        Assert.Equal(size, await site.LogSize());
    }

    [Fact]
    public async Task A_refused_request_leaves_its_key_for_the_mended_one()
    {
        var key = NewKey();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await site.Send(admitted.App, key, PartnerSteps.Body(("name", "")))).Status);
        Assert.Equal(HttpStatusCode.Created, (await site.Send(admitted.App, key, PartnerSteps.Body())).Status);
    }

    public static TheoryData<string, byte[]> NoPetitions()
    {
        var data = new TheoryData<string, byte[]>();
        foreach (var text in (string[])
                 [
                     "", " ", "{", "[]", "null", "1", "\"text\"", "{}{}", "{\"title\":}", "{\"title\":1}", "{\"title\":\"\\ud800\"}", "{\"\\ud800\":1}",
                     "{\"title\":\"a\",\"title\":\"b\"}", "{\"a\\u0000\":1}", "{\"title\":\"\\u0000\"}", "{\"title\":[{}]}", "{\"declared\":{}}", "\uFEFF{}",
                     "{\"referredOn\":\"99999-99-99\"}", "{\"title\":1e400}", new string('[', 2000), "{\"x\":" + new string('[', 200) + new string(']', 200) + "}",
                     "{\"" + new string('x', 5000) + "\":1}",
                 ])
            data.Add(text.Length > 60 ? text[..60] + "…" : text, Encoding.UTF8.GetBytes(text));
        data.Add("invalid UTF-8", [0x7B, 0x22, 0xC3, 0x28, 0x22, 0x7D]);
        data.Add("surrogates in UTF-8", [0x7B, 0x22, 0x61, 0x22, 0x3A, 0x22, 0xED, 0xA0, 0x80, 0x22, 0x7D]);
        data.Add("UTF-16", Encoding.Unicode.GetBytes("{\"title\":\"路灯\"}"));
        data.Add("zeroes", new byte[1000]);
        return data;
    }

    [Theory]
    [MemberData(nameof(NoPetitions))]
    public async Task Whatever_else_is_sent_is_answered_with_what_is_wrong_and_nothing_is_recorded(string what, byte[] body)
    {
        var size = await site.LogSize();
        var refused = await site.SendRaw(admitted.App, NewKey(), body);
        Assert.True(refused.Status is HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity, $"{what}: {refused.Status}");
        Assert.Equal(ApiProblem.ContentType, refused.Type);
        Assert.NotEqual("", refused["detail"]);
        Assert.Equal(size, await site.LogSize());
    }

    [Fact]
    public async Task Random_bytes_and_damaged_petitions_are_never_a_fault()
    {
        var random = new Random(20260302);
        var whole = JsonSerializer.SerializeToUtf8Bytes(PartnerSteps.Body());
        for (var i = 0; i < 150; i++)
        {
            var body = (byte[])[.. whole];
            for (var n = random.Next(1, 8); n > 0; n--) body[random.Next(body.Length)] = (byte)random.Next(256);
            var answer = await site.SendRaw(admitted.App, NewKey(), i % 3 == 0 ? body[..random.Next(body.Length)] : body);
            Assert.True((int)answer.Status < 500, $"{(int)answer.Status} for {Convert.ToBase64String(body)}");
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("a b")]
    public async Task Without_an_idempotency_key_nothing_is_filed(string? key)
    {
        var refused = await site.Send(admitted.App, key, PartnerSteps.Body());
        Assert.Equal((HttpStatusCode.BadRequest, "idempotency-key"), (refused.Status, refused["code"]));
        Assert.Equal(HttpStatusCode.BadRequest, (await site.Send(admitted.App, new string('k', 101), PartnerSteps.Body())).Status);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("banana")]
    public async Task Another_type_of_content_is_named(string type)
    {
        var refused = await site.SendRaw(admitted.App, NewKey(), "title=%00"u8.ToArray(), type);
        Assert.Equal((HttpStatusCode.UnsupportedMediaType, ApiProblem.ContentType), (refused.Status, refused.Type));
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_told_so_and_the_longest_petition_is_not()
    {
        Assert.Equal(
            HttpStatusCode.RequestEntityTooLarge,
            (await site.Send(admitted.App, NewKey(), PartnerSteps.Body(("narrative", new string('x', PartnerApi.LongestBody))))).Status);
        var longest = PartnerSteps.Body(
            ("narrative", new string('长', PetitionLimits.Narrative)), ("request", new string('长', PetitionLimits.Request - 1)));
        // Escaped, each character takes six bytes.
        Assert.Equal(HttpStatusCode.Created, (await site.Send(admitted.App, NewKey(), longest)).Status);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("xinqiao_000000000000_secret")]
    [InlineData("xinqiao_")]
    public async Task Without_a_key_in_force_nothing_is_filed_and_nothing_is_told(string? key)
    {
        var refused = await site.Send(key, NewKey(), PartnerSteps.Body());
        Assert.Equal((HttpStatusCode.Unauthorized, "no-key", ApiProblem.ContentType), (refused.Status, refused["code"], refused.Type));
        Assert.Equal("Bearer", refused.Headers.WwwAuthenticate.ToString());
        var damaged = admitted.App[..^1] + (admitted.App[^1] == 'A' ? 'B' : 'A');
        Assert.Equal(HttpStatusCode.Unauthorized, (await site.Get(damaged, "/api/petitions/XF2026-000001-7")).Status);
    }

    [Theory]
    [InlineData("GET", "/api/petitions")]
    [InlineData("DELETE", "/api/petitions/XF2026-000001-7")]
    [InlineData("GET", "/api/people")]
    [InlineData("POST", "/api/petitions/search")]
    public async Task There_is_no_list_no_search_and_nothing_else(string method, string path)
    {
        using var http = new HttpClient { BaseAddress = site.Address };
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + admitted.App);
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.NotFound, ApiProblem.ContentType), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
    }
}
