using System.Diagnostics;
using Dapper;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Demo;
using Xinqiao.Web.Storage;
using Xinqiao.Web.Units;

namespace Xinqiao.Bench;

/// <summary>How long the due dates of so many matters take: reckoned in memory, and rewritten in a database that holds them.</summary>
internal static class DeadlineBench
{
    // Folded matters take a kilobyte each; so many differ, and are reckoned again and again.
    private const int Different = 20_000;

    public static async Task Measure(string? server, int matters)
    {
        using var place = new Place(server);
        using var database = Databases.At(place.Address);
        database.Prepare();
        using var store = await DemoDistrict.Found(
            database, KeyFolder.Create(Path.Combine(place.Folder, "keys")), TimeProvider.System, TimeProvider.System.GetUtcNow().AddDays(-366));
        var many = new ManyMatters(await new UnitQueries(store).All());
        Reckon(many, matters);

        var start = Stopwatch.GetTimestamp();
        await many.Fill(store, matters, made => Console.WriteLine($"  {made:N0} matters made"));
        Console.WriteLine($"{database.Engine}: {matters:N0} matters, {await Rows(store):N0} rows, made in {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s");
        foreach (var time in new[] { "first", "second" })
        {
            store.Rules = new Rules(store.Calendar.With([Longer(store.Calendar, time == "first" ? 8 : 9)]), Settings.None);
            (start, var processor) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
            var rewritten = await DeadlineRewrite.Run(store);
            var (took, worked) = (Stopwatch.GetElapsedTime(start), Environment.CpuUsage.TotalTime - processor);
            Console.WriteLine(
                $"rewritten, {time,-6}  {rewritten:N0} matters in {took.TotalSeconds:0.0} s ({rewritten / took.TotalSeconds:N0}/s), "
                + $"processor {worked.TotalSeconds:0.0} s; goal 1,000,000 in 60 s");
        }
    }

    private static void Reckon(ManyMatters many, int matters)
    {
        var folded = new Matter[Math.Min(Different, matters)];
        for (var i = 0; i < folded.Length; i++) folded[i] = many.Folded(new DateOnly(2025, 1, 1).AddDays(i % 600), Rules.Embedded);
        long Some(int from, int until)
        {
            var rows = 0L;
            for (var i = from; i < until; i++) rows += DeadlineRow.Of(folded[i % folded.Length], Rules.Embedded).Count;
            return rows;
        }

        Some(0, folded.Length);
        var start = Stopwatch.GetTimestamp();
        var rows = Some(0, matters);
        var one = Stopwatch.GetElapsedTime(start);
        start = Stopwatch.GetTimestamp();
        var cores = Environment.ProcessorCount;
        Parallel.For(0, cores, c => Some((int)((long)matters * c / cores), (int)((long)matters * (c + 1) / cores)));
        var all = Stopwatch.GetElapsedTime(start);
        Console.WriteLine(
            $"reckoned in memory  {matters:N0} matters, {rows:N0} due dates: {one.TotalSeconds:0.00} s on one core, {all.TotalSeconds:0.00} s on {cores}; goal 1,000,000 in 2 s");
    }

    // One more day of rest: every row gets another version, some another date.
    private static CalendarYear Longer(Calendar calendar, int day)
    {
        var year = calendar.Years.Single(y => y.Year == 2026);
        return new CalendarYear(2026, year.Notices, [.. year.Rest, new RestPeriod("临时放假", new(2026, 10, day), new(2026, 10, day))], year.MakeUp);
    }

    private static async Task<long> Rows(CaseStore store)
    {
        await using var connection = store.Database.OpenToRead();
        return await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM deadlines");
    }
}
