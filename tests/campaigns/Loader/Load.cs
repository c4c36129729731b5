using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Xinqiao.Core;
using Xinqiao.Core.Ledger;
using Xinqiao.Core.Petitions;
using Xinqiao.Web.Citizens;
using Xinqiao.Web.Storage;
using Xinqiao.Web.Units;

namespace Xinqiao.Loader;

/// <summary>
/// Files petitions from several callers at once, as the portal does. A caller who gets an error sends the same request again under
/// the same key, as a citizen sends the same page again.
/// </summary>
/// <param name="acts">How many to file at most, of all callers together.</param>
/// <param name="shown">Where each checkpoint goes that a caller was shown.</param>
internal sealed class Load(CaseStore store, Acknowledgements? ledger, int acts, ShownRoots? shown = null)
{
    private const int Tries = 5;

    private static readonly HashSet<string> Units = [.. District.Chongchuan.Units(_ => "0513-00000000", _ => "南通市崇川区演示路1号").Select(u => u.Code)];
    private readonly QueryCodes codes = new(store);
    private int begun, done, errors;

    /// <returns>How many acts failed at least once; each was reported.</returns>
    public async Task<int> Run(int callers, TimeSpan duration)
    {
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            while (clock.Elapsed < duration && Interlocked.Increment(ref begun) <= acts) await File();
        })));
        var seconds = clock.Elapsed.TotalSeconds;
        Console.WriteLine($"{done} acts acknowledged in {seconds:0.0} s, {done / seconds:0} acts/s, {errors} errors");
        return errors;
    }

    private async Task File()
    {
        var intent = Filing();
        for (var left = Tries; left > 0; left--)
        {
            try
            {
                var result = await store.Act(intent) as Result.Done
                             ?? throw new InvalidOperationException("A petition as good as the others was not recorded.");
                ledger?.Add(await Acknowledge(result));
                shown?.Add(Checkpoint.Parse(result.Checkpoint.Text));
                Interlocked.Increment(ref done);
                return;
            }
            // Whatever the store throws is what its caller would be told.
#pragma warning disable CA1031
            catch (Exception e)
#pragma warning restore CA1031
            {
                Interlocked.Increment(ref errors);
                Console.Error.WriteLine($"not acknowledged: {store.Database.Explain(e) ?? $"{e.GetType().Name}: {e.Message}"}");
            }
        }
    }

    private Intent Filing()
    {
        var id = Guid.CreateVersion7();
        var command = new FilePetition(
            StreamId.Petition(id), StreamId.Matter(id), Channel.Portal, null, Purpose.Request, "小区供暖不足",
            $"入冬以来室温一直低于十六度，多次反映没有结果。{id}", "一、查明原因\n二、恢复供暖", null, "三号楼", null, false, "张三",
            "13800000000", "东街2号", null, ElectronicConsent: true, CodeHandedOver.ShownOnline);
        return new Intent(
            Actor.Petitioner, (_, act) => Registration.File(command, act, District.PetitionOffice, Units, Units))
        {
            Key = new IdempotencyKey("form", id.ToString(), SHA256.HashData(Encoding.UTF8.GetBytes(command.Narrative!))),
            Again = (_, _, petition) => Decision.Accept(new QueryCodeIssued(petition, CodeHandedOver.RepeatOfFiling)),
            Beside = events => [codes.RowOf(events[0].Event.Stream, "1234567812345678", events[0].RecordedAt)],
        };
    }

    private async Task<Acknowledged> Acknowledge(Result.Done result)
    {
        if (result.Events[0].Event is PetitionFiled filed) return new(filed.Number, result.Events[0].Position);
        await using var connection = store.Database.OpenToRead();
        var (number, position) = await connection.QuerySingleAsync<(string, long)>(
            "SELECT number, filed_position FROM petitions WHERE id = @id", new { id = result.Events[0].Event.Stream.Value });
        return new(number, position);
    }
}
