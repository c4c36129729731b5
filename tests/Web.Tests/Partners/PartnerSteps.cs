using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Xinqiao.Core;
using Xinqiao.Core.Petitions;
using Xinqiao.Web.Partners;
using Xunit;

namespace Xinqiao.Web.Tests.Partners;

/// <summary>An answer of the interface, read.</summary>
internal sealed record Answered(HttpStatusCode Status, string Type, string Text, HttpResponseHeaders Headers)
{
    public JsonElement Json => JsonDocument.Parse(Text).RootElement;

    public string? this[string name] => Json.TryGetProperty(name, out var value) ? value.GetString() : null;

    /// <summary>Fields and codes of everything that is wrong.</summary>
    public IReadOnlyList<string> Errors => [.. Json.GetProperty("errors").EnumerateArray().Select(e =>
        $"{(e.TryGetProperty("field", out var of) ? of.GetString() : "")} {e.GetProperty("code").GetString()}")];
}

/// <summary>What partners and the administrator do.</summary>
internal static class PartnerSteps
{
    /// <summary>An administrator issues a key on the page, which shows it.</summary>
    public static async Task<(string Key, string Id)> IssueKey(this Site site, string organ, Channel channel = Channel.Portal)
    {
        using var administrator = await site.SignedIn("anquan");
        var page = await administrator.Open("/administration/partners");
        page = await administrator.Submit(page.Form(), new() { ["organ"] = organ, ["channel"] = Words.Of(channel) });
        var id = page.QuerySelector("#key a")!.GetAttribute("href")!.Split('/')[^1];
        return (page.Text("#key code"), id);
    }

    public static Dictionary<string, object?> Body(params (string Field, object? Value)[] with)
    {
        var body = new Dictionary<string, object?>
        {
            ["purpose"] = "request",
            ["title"] = "濠西新村雨水管破损",
            ["narrative"] = "12幢北侧的雨水管自去年7月起破损。\n每逢下雨一楼进水。",
            ["request"] = "修好雨水管\n说明维修时间",
            ["placeDetail"] = "濠西新村12幢",
            ["unitNamed"] = "ZJ",
            ["name"] = "周桂兰",
            ["phone"] = "13800000217",
            ["address"] = "濠西新村12幢101室",
            ["electronicConsent"] = true,
            ["declared"] = true,
        };
        foreach (var (field, value) in with) body[field] = value;
        return body;
    }

    public static Task<Answered> Send(this Site site, string? key, string? idempotencyKey, object body) =>
        site.SendRaw(key, idempotencyKey, Encoding.UTF8.GetBytes(body as string ?? JsonSerializer.Serialize(body)));

    public static async Task<Answered> SendRaw(
        this Site site, string? key, string? idempotencyKey, byte[] body, string type = "application/json")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/petitions") { Content = new ByteArrayContent(body) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        if (idempotencyKey is not null) request.Headers.TryAddWithoutValidation("Idempotency-Key", idempotencyKey);
        return await site.Ask(key, request);
    }

    public static async Task<Answered> Get(this Site site, string? key, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        return await site.Ask(key, request);
    }

    private static async Task<Answered> Ask(this Site site, string? key, HttpRequestMessage request)
    {
        using var http = new HttpClient { BaseAddress = site.Address };
        if (key is not null) request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + key);
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return new Answered(
            answer.StatusCode, answer.Content.Headers.ContentType?.MediaType ?? "",
            await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), answer.Headers);
    }

    /// <summary>The petition behind a number that the interface answered with, as other steps know it.</summary>
    public static async Task<Filed> Petition(this Site site, Answered filed)
    {
        await using var connection = site.Database.OpenToRead();
        var (petition, matter) = await Dapper.SqlMapper.QuerySingleAsync<(string, string)>(
            connection, "SELECT p.id, m.id FROM petitions p JOIN matters m ON m.petition = p.id WHERE p.number = @number",
            new { number = filed["number"] });
        return new Filed(new StreamId(petition), new StreamId(matter), filed["number"]!, filed["code"] ?? "");
    }

    /// <summary>Follows the log and tells what is due, after whatever the program itself is telling.</summary>
    public static Task TellPartners(this Site site) => site.Get<WebhookPost>().Send(TestContext.Current.CancellationToken);
}
