using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using Dapper;
using Xinqiao.Core.Ledger;
using Xinqiao.Web.Serving;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Ledger;

/// <summary>How it stands with a witness.</summary>
/// <param name="Size">The size it cosigned last; null for none yet.</param>
/// <param name="Trouble">What kept it from cosigning, in words; null where it did.</param>
/// <param name="IsAlarm">It saw another past than this database tells, which no honest log can bring about.</param>
public sealed record WitnessStanding(long? Size, string? Trouble = null, bool IsAlarm = false);

/// <summary>
/// Every few seconds asks the witnesses of the policy to cosign the newest checkpoint, and keeps what they signed. Petitioners were
/// answered before; a witness that is away delays nobody.
/// </summary>
public sealed partial class WitnessRounds : BackgroundService
{
    /// <summary>How long a new checkpoint waits for its round.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly CaseStore store;
    private readonly WitnessedCheckpoint witnessed;
    private readonly ILogger<WitnessRounds> log;
    private readonly HttpClient http;
    private readonly ConcurrentDictionary<string, WitnessStanding> standings = new();

    public WitnessRounds(CaseStore store, WitnessedCheckpoint witnessed, ILogger<WitnessRounds> log)
    {
        (this.store, this.witnessed, this.log) = (store, witnessed, log);
        http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = Patience, MaxResponseContentBufferSize = 64 * 1024 };
    }

    /// <summary>By the policy's names; empty before the first round.</summary>
    public IReadOnlyDictionary<string, WitnessStanding> Standings => standings;

    private IEnumerable<PolicyWitness> Asked => witnessed.Policy.Witnesses.Where(witness => witness.Url is not null);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!Asked.Any()) return;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Round(stoppingToken);
            }
            // The database may be away for a while; the next round makes good what this one did not do.
#pragma warning disable CA1031
            catch (Exception e)
#pragma warning restore CA1031
            {
                if (stoppingToken.IsCancellationRequested) return;
                NotDone(e);
            }

            await Task.Delay(Interval, store.Clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>One round: each witness that has not cosigned the newest checkpoint is asked, all at once.</summary>
    public async Task Round(CancellationToken cancel)
    {
        long size;
        SignedNote note;
        await using (var connection = store.Database.OpenToRead())
        {
            (size, var text) = await connection.QueryFirstAsync<(long, string)>("SELECT size, note FROM checkpoints ORDER BY size DESC LIMIT 1");
            note = SignedNote.Parse(text);
        }

        await Task.WhenAll(Asked.Select(async witness =>
        {
            var before = await LastOf(witness);
            if (before == size) return;
            var standing = await Ask(witness, before ?? 0, size, note, cancel);
            standings[witness.Name] = standing with { Size = standing.Trouble is null ? size : before };
            if (standing.IsAlarm) Alarm(witness.Name, standing.Trouble!);
            else if (standing.Trouble is { } trouble) Away(witness.Name, trouble);
        }));
    }

    private async Task<long?> LastOf(PolicyWitness witness)
    {
        await using var connection = store.Database.OpenToRead();
        return await connection.ExecuteScalarAsync<long?>(
            "SELECT max(size) FROM cosignatures WHERE witness = @key", new { key = witness.Key.ToString() });
    }

    private async Task<WitnessStanding> Ask(PolicyWitness witness, long from, long size, SignedNote note, CancellationToken cancel, bool again = false)
    {
        using var answer = await Post(witness, from, size, note, cancel);
        var body = answer.Content is null ? "" : await answer.Content.ReadAsStringAsync(cancel);
        switch (answer.StatusCode)
        {
            case HttpStatusCode.OK:
                return await Keep(witness, size, note, body) ? new(size) : new(null, "见证方的签名无效");
            case HttpStatusCode.Conflict when long.TryParse(body.TrimEnd('\n'), NumberStyles.None, CultureInfo.InvariantCulture, out var seen):
                if (seen > size) return new(null, $"见证方已见证 {seen} 条，本库只有 {size} 条：有记录丢失或数据库被回退", IsAlarm: true);
                if (seen == from && from == size) return new(null, $"见证方见证的第 {seen} 条以前与本库不同：登记账被改写", IsAlarm: true);
                // It knows another size than we remember, as after a restore; it is asked once more from there.
                return again ? new(null, "见证方的记录在变动，下一轮再请求") : await Ask(witness, seen, size, note, cancel, again: true);
            case HttpStatusCode.UnprocessableEntity:
                return new(null, $"见证方认为第 {from} 条以前与本库不同：登记账被改写", IsAlarm: true);
            default:
                return new(null, $"见证方答复 {(int)answer.StatusCode}：{OneLine.Of(body)}");
        }
    }

    private async Task<HttpResponseMessage> Post(PolicyWitness witness, long from, long size, SignedNote note, CancellationToken cancel)
    {
        Hash[] proof;
        await using (var connection = store.Database.OpenToRead()) proof = new LogTiles(connection).ConsistencyProof(from, size);
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(new AddCheckpoint(from, proof, note).ToString()));
        try
        {
            return await http.PostAsync(witness.Url!.TrimEnd('/') + "/add-checkpoint", content, cancel);
        }
        catch (Exception e) when (e is HttpRequestException or InvalidOperationException or UriFormatException
                                      || e is OperationCanceledException && !cancel.IsCancellationRequested)
        {
            return new HttpResponseMessage(HttpStatusCode.ServiceUnavailable) { Content = new StringContent(e.Message) };
        }
    }

    /// <summary>Keeps the lines of the witness's own key that hold; whatever else it sent is ignored.</summary>
    private async Task<bool> Keep(PolicyWitness witness, long size, SignedNote note, string lines)
    {
        try
        {
            var signed = SignedNote.Parse(note.Only([]) + lines).Only([witness.Key]);
            if (!signed.Check([witness.Key], LogKey.Verify).IsTrusted) return false;
            await store.Write(batch =>
            {
                batch.Put(Tables.Cosignatures, [
                    [size, witness.Key.ToString(), store.Clock.GetUtcNow().ToUnixTimeMilliseconds(), signed.Signatures[^1].ToString()],
                ]);
                return size;
            });
            return true;
        }
        catch (LedgerFormatException)
        {
            return false;
        }
    }

    public override void Dispose()
    {
        http.Dispose();
        base.Dispose();
    }

    [LoggerMessage(LogLevel.Critical, "Witness {Witness}: {Trouble}. Stop the service, keep everything, and follow docs/log.md.")]
    private partial void Alarm(string witness, string trouble);

    [LoggerMessage(LogLevel.Warning, "Witness {Witness} did not cosign: {Trouble}")]
    private partial void Away(string witness, string trouble);

    [LoggerMessage(LogLevel.Warning, "Witnesses were not asked; tried again soon.")]
    private partial void NotDone(Exception e);
}
