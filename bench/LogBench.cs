using System.Diagnostics;
using Xinqiao.Core.Ledger;
using Xinqiao.Storage.Tests;
using Xinqiao.Web.Demo;
using Xinqiao.Web.Ledger;
using Xinqiao.Web.Storage;

namespace Xinqiao.Bench;

/// <summary>How long a log of so many entries takes: written into a folder, and checked there as a stranger checks it.</summary>
internal static class LogBench
{
    private const int Audits = 5;

    public static async Task Measure(string? server, int entries)
    {
        using var place = new Place(server);
        using var database = Databases.At(place.Address);
        database.Prepare();
        using var store = await DemoDistrict.Found(database, KeyFolder.Create(Path.Combine(place.Folder, "keys")), TimeProvider.System);
        await ManyEntries.Add(store, entries);
        var folder = Path.Combine(place.Folder, "log");

        var start = Stopwatch.GetTimestamp();
        var written = 0L;
        var checkpoint = LogExport.Run(store, folder, progress => written = progress.Written);
        var took = Stopwatch.GetElapsedTime(start);
        Console.WriteLine($"{database.Engine}: {checkpoint.Size:N0} entries exported in {took.TotalSeconds:0.0} s, {written:N0} files, each synced");

        start = Stopwatch.GetTimestamp();
        LogExport.Run(store, folder, _ => { });
        Console.WriteLine($"exported again, nothing new  {Stopwatch.GetElapsedTime(start).TotalSeconds:0.00} s");

        for (var i = 0; i < Audits; i++)
        {
            var processor = Environment.CpuUsage.TotalTime;
            start = Stopwatch.GetTimestamp();
            var found = LogFolder.Audit(folder, LogPolicy.OfLog(store.LogKey.Public));
            took = Stopwatch.GetElapsedTime(start);
            if (!found.IsSound) throw new InvalidOperationException(found.Faults[0].ToString());
            Console.WriteLine(
                $"full audit  {took.TotalSeconds:0.00} s, processor {(Environment.CpuUsage.TotalTime - processor).TotalSeconds:0.00} s; goal 1,000,000 in 5 s");
        }
    }
}
