using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Xinqiao.Core;
using Xinqiao.Core.Partners;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Partners;

/// <summary>
/// Tells partners what became of the petitions they brought, signed after the scheme of Standard Webhooks. A partner whose server is
/// away holds up nobody else; what is tried again bears the same id, by which the receiver knows it.
/// </summary>
public sealed partial class WebhookPost : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2), Patience = TimeSpan.FromSeconds(10);

    private readonly CaseStore store;
    private readonly WebhookOutbox outbox;
    private readonly NewsQueries news;
    private readonly PartnerTable partners;
    private readonly ILogger<WebhookPost> log;
    private readonly SemaphoreSlim alone = new(1);
    private readonly HttpClient http;

    public WebhookPost(
        CaseStore store, WebhookOutbox outbox, NewsQueries news, PartnerTable partners, WebhookTargets targets, ILogger<WebhookPost> log)
    {
        (this.store, this.outbox, this.news, this.partners, this.log) = (store, outbox, news, partners, log);
        http = new HttpClient(new SocketsHttpHandler
        {
            // A redirect would lead where nobody has looked, a proxy past the look.
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            ConnectCallback = targets.Connect,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        })
        { Timeout = Patience };
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Send(stoppingToken);
            }
            // The database may be away for a while; the next look finds what this one did not do.
#pragma warning disable CA1031
            catch (Exception e)
#pragma warning restore CA1031
            {
                if (stoppingToken.IsCancellationRequested) return;
                Stopped(e.GetType().Name);
            }

            await Task.Delay(Interval, store.Clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Follows the log, and tells what is due; each partner on its own, and nothing more where one piece fails.</summary>
    public async Task Send(CancellationToken stop)
    {
        await alone.WaitAsync(stop);
        try
        {
            await outbox.Follow(stop);
            await Parallel.ForEachAsync((await outbox.Due()).GroupBy(w => w.Partner), stop, async (waiting, cancel) =>
            {
                if (await partners.Find(waiting.Key) is not { } partner) return;
                foreach (var one in waiting)
                    if (!await Tell(partner, one, cancel)) return;
            });
        }
        finally
        {
            alone.Release();
        }
    }

    private async Task<bool> Tell(Partner partner, Untold waiting, CancellationToken stop)
    {
        if (!await outbox.Claim(waiting)) return true;
        await using var connection = store.Database.OpenToRead();
        if (partner.Webhook is not { } url || await news.At(connection, waiting.Position) is not { } told)
            return await outbox.Done(waiting);
        if (await Post(partner, url, told, stop) is not { } error) return await outbox.Done(waiting);
        await outbox.Failed(waiting, error);
        NotTold(partner.Id, error);
        return false;
    }

    /// <summary>Null where it was taken; else why not, without a word of what the other side answered.</summary>
    private async Task<string?> Post(Partner partner, string url, Told told, CancellationToken stop)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(
            new { type = PartnerNews.TypeOf(told.News), timestamp = told.At, data = new { number = told.Number, matter = told.Matter, what = Words.Label(told.News) } },
            ApiProblem.Json);
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        var (id, timestamp) = ($"msg_{told.Position}_{partner.Id}", store.Clock.GetUtcNow().ToUnixTimeSeconds());
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", $"{timestamp}");
        request.Headers.Add("webhook-signature", Sign(partners.SecretOf(partner), id, timestamp, body));
        try
        {
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
            return answer.IsSuccessStatusCode ? null : $"HTTP {(int)answer.StatusCode}";
        }
        catch (HttpRequestException e)
        {
            return e.HttpRequestError.ToString();
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return "Timeout";
        }
    }

    /// <summary>The signature of Standard Webhooks: HMAC-SHA256 over id, time and body, under the bytes that the secret spells.</summary>
    public static string Sign(string secret, string id, long timestamp, byte[] body)
    {
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{timestamp}."), .. body];
        return "v1," + Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(secret["whsec_".Length..]), signed));
    }

    public override void Dispose()
    {
        http.Dispose();
        alone.Dispose();
        base.Dispose();
    }

    [LoggerMessage(LogLevel.Warning, "Partner {Partner} could not be told of something ({Error}); tried again later.")]
    private partial void NotTold(string partner, string error);

    [LoggerMessage(LogLevel.Warning, "Partners could not be told anything ({Kind}); tried again soon.")]
    private partial void Stopped(string kind);
}
