using System.CommandLine;
using System.Diagnostics;
using Xinqiao.Bench;
using Xinqiao.Core.Ledger;
using Xinqiao.Web.Demo;
using Xinqiao.Web.Storage;
using Rules = Xinqiao.Core.Regulation.Rules;

var seconds = new Option<int>("--seconds") { Description = "How long each measurement lasts.", DefaultValueFactory = _ => 15 };
var first = new Option<int>("--petitions-first")
{
    Description = "Petitions with all their acts that the database holds before.",
    DefaultValueFactory = _ => 20_000,
};
var engine = new Option<string>("--engine") { Description = "sqlite or postgres.", DefaultValueFactory = _ => "sqlite" };
engine.AcceptOnlyFromAmong("sqlite", "postgres");
var deadlines = new Option<int?>("--deadlines") { Description = "Measures the due dates of so many matters, and nothing else." };
var office = new Option<int?>("--office")
{
    Description = "Measures acts, lists, searches, registrations and citizens' pages of an office with so many petitions; needs --texts.",
};
var data = new Option<DirectoryInfo?>("--data") { Description = "Keeps the office's SQLite database in this folder, and takes the one that is there; on PostgreSQL its rows are copied there first." };
var bare = new Option<DirectoryInfo?>("--bare")
{
    Description = "A copy of --data: the acts alone are measured, and their rows are written bare into this one, which is as large.",
};
var similar = new Option<int?>("--similar") { Description = "Measures the finding of similar texts among so many, and nothing else." };
var texts = new Option<FileInfo[]>("--texts")
{
    Description = "Files of real messages from which texts are recombined; JSON lines with title and detail, plain or .gz.",
    AllowMultipleArgumentsPerToken = true,
};
var queries = new Option<int>("--queries") { Description = "Questions to our own index.", DefaultValueFactory = _ => 1_000 };
var exact = new Option<int>("--exact") { Description = "Questions that are compared with an exact search.", DefaultValueFactory = _ => 100 };
var databases = new Option<int>("--databases")
{
    Description = "Questions to the full-text indexes of SQLite and PostgreSQL over the same texts; 0 leaves them out.",
    DefaultValueFactory = _ => 100,
};
var log = new Option<int?>("--log") { Description = "Exports and audits a log of so many entries, and nothing else." };
var classification = new Option<string?>("--classify")
{
    HelpName = "FOLDER",
    Description = "Measures classification on the public messages of this folder, and nothing else.",
};
var root = new RootCommand("The replay mix: one registration to six further acts, against the same rows written bare.")
{
    seconds,
    first,
    engine,
    deadlines,
    office,
    data,
    bare,
    similar,
    texts,
    queries,
    exact,
    databases,
    log,
    classification,
};
root.SetAction(async (parsed, _) =>
{
    if (parsed.GetValue(classification) is { } folder)
    {
        await ClassificationBench.Measure(folder);
        return 0;
    }

    var server = parsed.GetValue(engine) == "sqlite" ? null : Environment.GetEnvironmentVariable("XINQIAO_TEST_POSTGRES");
    if (server is null && parsed.GetValue(engine) == "postgres")
    {
        await Console.Error.WriteLineAsync("XINQIAO_TEST_POSTGRES is not set; bench/run sets it.");
        return 2;
    }

    if (parsed.GetValue(deadlines) is { } matters)
    {
        await DeadlineBench.Measure(server, matters);
        return 0;
    }

    if (parsed.GetValue(office) is { } petitions)
    {
        using var kept = parsed.GetValue(data) is { } folderOfOffice ? new Place(folderOfOffice) : null;
        using var place = server is null && kept is not null ? kept : new Place(server);
        using var copy = parsed.GetValue(bare) is { } beside ? new Place(beside) : null;
        await OfficeBench.Measure(server, place, server is null ? null : kept, copy, petitions, parsed.GetRequiredValue(texts), TimeSpan.FromSeconds(parsed.GetValue(seconds)));
        return 0;
    }

    if (parsed.GetValue(similar) is { } count)
    {
        var postgres = Environment.GetEnvironmentVariable("XINQIAO_TEST_POSTGRES");
        await SimilarBench.Measure(
            parsed.GetRequiredValue(texts), count, parsed.GetValue(queries), parsed.GetValue(exact), parsed.GetValue(databases), postgres);
        return 0;
    }

    if (parsed.GetValue(log) is { } entries)
    {
        await LogBench.Measure(server, entries);
        return 0;
    }

    await Measurement.Measure(server, TimeSpan.FromSeconds(parsed.GetValue(seconds)), parsed.GetValue(first));
    return 0;
});
return await root.Parse(args).InvokeAsync();

/// <summary>One run on one engine.</summary>
internal static class Measurement
{
    private const int FillingCallers = 512;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3), Recorded = TimeSpan.FromSeconds(5);

    public static async Task Measure(string? server, TimeSpan time, int petitionsFirst)
    {
        using var place = new Place(server);
        var keys = KeyFolder.Create(place.KeyFolder);
        using var database = Open(place);
        using var store = await DemoDistrict.Found(database, keys, TimeProvider.System);
        var mix = new ReplayMix([await ReplayMix.NodeOf(store, database)]);
        var filled = await mix.Fill(petitionsFirst, FillingCallers);
        Console.WriteLine($"petitions first  {petitionsFirst:N0}, at {filled.PerSecond:N0} acts/s by {FillingCallers} callers");
        await Mix(server, store, database, place, keys, time);
    }

    /// <summary>The replay mix on what the database holds, the same rows written bare, and on PostgreSQL two nodes at once.</summary>
    /// <param name="copy">Where the rows are written bare: as large as <paramref name="place"/>; null for empty databases.</param>
    public static async Task Mix(
        string? server, CaseStore store, ObservedDatabase database, Place place, KeyFolder keys, TimeSpan time, Place? copy = null)
    {
        var callers = server is null ? 64 : 32;
        var node = await ReplayMix.NodeOf(store, database);
        var mix = new ReplayMix([node]);
        Console.WriteLine($"{database.Engine}, {callers} callers, {time.TotalSeconds:0} s; load of the machine before: {Load()}");
        await mix.For(WarmUp, callers);
        var one = await Timed("store", mix, time, callers, node);

        database.Recording = [];
        var recorded = await mix.For(Recorded, callers);
        var (batches, acts) = (database.Recording, recorded.Acts);
        database.Recording = null;
        WriteBare(server, copy, "bare inserts", Bare.Write, batches, acts, one);
        if (copy is null) WriteBare(server, null, "engine alone", Bare.WriteThroughEngine, batches, acts, one);
        PrintSigning(store, node);

        if (server is null) return;
        using var secondDatabase = Open(place);
        using var second = new CaseStore(secondDatabase, keys, TimeProvider.System, Rules.Embedded);
        var both = new[] { node, await ReplayMix.NodeOf(second, secondDatabase) };
        var pair = new ReplayMix(both);
        await pair.For(WarmUp, callers);
        var two = await Timed("two nodes", pair, time, callers, both);
        Console.WriteLine($"two nodes / one  {two.PerSecond / one.PerSecond:P0}");
    }

    private static ObservedDatabase Open(Place place)
    {
        var database = new ObservedDatabase(Databases.At(place.Address));
        database.Prepare();
        return database;
    }

    private static async Task<Run> Timed(string name, ReplayMix mix, TimeSpan time, int callers, params Node[] nodes)
    {
        var before = nodes.Select(n => n.Database.Phases).ToArray();
        var run = await mix.For(time, callers);
        var spent = nodes.Select((n, i) => n.Database.Phases - before[i]).Aggregate((a, b) => a + b);
        Console.WriteLine(
            $"{name,-16} {run.PerSecond:N0} acts/s, p50 {run.Percentile(0.5).TotalMilliseconds:0.0} ms, "
            + $"p99 {run.Percentile(0.99).TotalMilliseconds:0.0} ms, {(double)run.Acts / spent.Batches:0.0} acts a batch, "
            + $"processor {run.Processor.TotalMicroseconds / run.Acts:0} µs an act");
        Console.WriteLine($"  writer's time  {string.Join(", ", Shares(spent))}");
        return run;
    }

    private static IEnumerable<string> Shares(Phases p)
    {
        (string Name, long Ticks)[] parts =
        [
            ("begin and lock", p.Begin), ("load", p.Load), ("decide", p.Decide), ("seal, hash, sign, rows", p.Record),
            ("engine writes", p.Write), ("commit", p.Commit), ("answer and wait", p.Between),
        ];
        return parts.Select(part => $"{part.Name} {(double)part.Ticks / p.Total:P0}");
    }

    private static void WriteBare(
        string? server, Place? copy, string name, Func<Place, List<RecordedBatch>, TimeSpan> write, List<RecordedBatch> batches, long acts, Run store)
    {
        using var empty = copy is null ? new Place(server) : null;
        var processor = Environment.CpuUsage.TotalTime;
        var took = write(copy ?? empty!, batches);
        var worked = Environment.CpuUsage.TotalTime - processor;
        var rows = batches.Sum(b => b.Puts.Sum(p => (long)p.Rows.Count));
        var perSecond = acts / took.TotalSeconds;
        Console.WriteLine(
            $"{name,-16} {perSecond:N0} acts/s ({rows / took.TotalSeconds:N0} rows/s, {(double)rows / acts:0.0} rows an act, "
            + $"{(double)acts / batches.Count:0.0} acts a batch, processor {worked.TotalMicroseconds / acts:0} µs an act); store / this = {store.PerSecond / perSecond:P0}");
    }

    // The seams of the engine do not show it, so it is timed alone.
    private static void PrintSigning(CaseStore store, Node node)
    {
        const int times = 500;
        using var batch = node.Database.BeginBatch();
        var frontier = Frontier.FromBytes(batch.Head.Frontier);
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < times; i++) store.LogKey.Sign(frontier);
        Console.WriteLine($"signing          {Stopwatch.GetElapsedTime(start).TotalMicroseconds / times:0} µs a batch");
    }

    private static string Load() => OperatingSystem.IsLinux() ? File.ReadAllText("/proc/loadavg").Trim() : "unknown";
}
