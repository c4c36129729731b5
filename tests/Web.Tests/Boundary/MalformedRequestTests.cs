using System.Collections.Concurrent;
using System.Net;
using System.Text;
using AngleSharp.Html.Parser;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Web.Tests.Matters.Staff;
using Xunit;

namespace Xinqiao.Web.Tests.Boundary;

/// <summary>
/// Requests that no page of ours makes, to every address and verb, by everybody: whatever is sent is answered in words or refused, and never
/// by a fault. The campaign <c>./test malformed</c> sends a hundred thousand; here are some.
/// </summary>
public sealed class MalformedRequestTests(GateSite site) : IClassFixture<GateSite>
{
    private const int Workers = 4;

    // The same ones at every ordinary run; the campaign begins somewhere else each time.
    private static readonly string? Campaign = Environment.GetEnvironmentVariable("XINQIAO_MALFORMED");
    private static readonly int Requests = int.Parse(Campaign ?? "400");

    private readonly ConcurrentDictionary<int, int> answers = new();

    [Fact]
    public async Task No_request_however_it_is_made_is_answered_by_a_fault()
    {
        var seed = Campaign is null ? 29 : Environment.TickCount;
        var f = await site.BringTo(Stage.InHand);
        var sealedOne = await site.File(Purpose.Accusation);
        var addresses = await site.Addresses();
        await Parallel.ForAsync(0, Workers, TestContext.Current.CancellationToken, async (worker, _) =>
        {
            var random = new Random(seed + worker);
            for (var left = Requests / Workers; left > 0;)
            {
                // Forms that are in order do what they say, so that after a while nobody is signed in any more.
                var asker = GateSite.Askers[random.Next(GateSite.Askers.Count)];
                var (http, token) = await In(asker);
                using var _1 = http;
                var bad = new MalformedRequest(random, [f.Matter.Value, sealedOne.Matter.Value, f.Number, f.MatterNumber, "s-3", "ZJ"], token);
                var fields = new List<string>();
                for (var some = Math.Min(left, 60); some > 0; some--, left--)
                {
                    var (verb, pattern) = addresses[random.Next(addresses.Count)];
                    if (random.Next(8) == 0) await SendRaw(bad, seed);
                    else await Send(http, bad.Make(verb, pattern, fields), fields, $"seed {seed}, {asker.Name}");
                }
            }
        });

        TestContext.Current.SendDiagnosticMessage(
            $"{answers.Values.Sum():N0} malformed requests: {string.Join(", ", answers.OrderBy(a => a.Key).Select(a => $"{a.Key} × {a.Value:N0}"))}; seed {seed}");
        Assert.True(answers.Values.Sum() >= Requests / Workers * Workers);
        Assert.Contains(answers.Keys, status => status is >= 200 and < 300);
        Assert.Contains(answers.Keys, status => status is >= 400 and < 500);
        // It goes on working for those who ask in order.
        using var visitor = site.Visitor();
        await visitor.Open("/petition");
        Assert.Equal(HttpStatusCode.OK, visitor.Status);
    }

    private async Task<(HttpClient Http, string Token)> In(Asker asker)
    {
        var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = site.Address };
        if (asker.Login is null) return (http, "");
        using var visitor = site.Visitor();
        var page = await visitor.Open("/sign-in");
        await visitor.Submit(page.Form("form.panel"), new() { ["login"] = asker.Login, ["password"] = Web.Demo.DemoDistrict.Password });
        var token = visitor.Path == "/desk" ? await visitor.Token() : "";
        http.DefaultRequestHeaders.Add("Cookie", visitor.Cookies());
        return (http, token);
    }

    private async Task Send(HttpClient http, HttpRequestMessage request, List<string> fields, string who)
    {
        using var _ = request;
        var body = request.Content is null ? "" : Convert.ToBase64String((await request.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken))[..Math.Min(4_000, (int)(request.Content.Headers.ContentLength ?? 0))]);
        try
        {
            using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
            answers.AddOrUpdate((int)response.StatusCode, 1, (_, n) => n + 1);
            var html = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.True((int)response.StatusCode < 500, $"{who}: {request.Method} {request.RequestUri} {request.Content?.Headers.ContentType}: {(int)response.StatusCode}\nbody (base64): {body}");
            // What a page asks for is what the next ones get in disorder.
            if (response.Content.Headers.ContentType?.MediaType == "text/html" && html.Contains("<form", StringComparison.Ordinal))
                fields.AddRange((await new HtmlParser().ParseDocumentAsync(html)).QuerySelectorAll("[name]").Select(e => e.GetAttribute("name")!).Where(n => n != "form-token").Take(40));
        }
        catch (HttpRequestException e) when (e.InnerException is IOException)
        {
            // More than it takes is not read to its end.
            answers.AddOrUpdate(0, 1, (_, n) => n + 1);
        }
        catch (TaskCanceledException e) when (e.InnerException is TimeoutException)
        {
            Assert.Fail(
                $"{who}: {request.Method} {request.RequestUri} {request.Content?.Headers} was not answered in {http.Timeout.TotalSeconds} s\nbody (base64): {body}");
        }
    }

    private async Task SendRaw(MalformedRequest bad, int seed)
    {
        var sent = bad.Raw(site.Address.Authority);
        using var socket = new System.Net.Sockets.TcpClient();
        await socket.ConnectAsync(site.Address.Host, site.Address.Port, TestContext.Current.CancellationToken);
        await using var stream = socket.GetStream();
        var answer = "";
        try
        {
            await stream.WriteAsync(sent, TestContext.Current.CancellationToken);
            socket.Client.Shutdown(System.Net.Sockets.SocketShutdown.Send);
            using var reader = new StreamReader(stream, Encoding.Latin1);
            answer = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        }
        catch (IOException)
        {
            // Closed in the middle of it: refused.
        }

        var statuses = answer.Split("HTTP/1.1 ")[1..].Select(a => int.TryParse(a.AsSpan(0, Math.Min(3, a.Length)), out var status) ? status : 0).ToList();
        answers.AddOrUpdate(statuses.FirstOrDefault(), 1, (_, n) => n + 1);
        // 501 and 505 are HTTP's own words for what it does not know.
        Assert.True(statuses.All(s => s < 500 || s is 501 or 505), $"seed {seed}: {string.Join(' ', statuses)} to {Convert.ToBase64String(sent)}");
    }
}
