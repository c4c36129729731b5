using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Xinqiao.Core;
using Xinqiao.Core.Petitions;
using Xinqiao.Web.Citizens;
using Xinqiao.Web.Demo;
using Xinqiao.Web.Partners;
using Xinqiao.Web.Serving;
using Xinqiao.Web.Storage;
using Xinqiao.Web.Units;
using Rules = Xinqiao.Core.Regulation.Rules;

namespace Xinqiao.Bench;

/// <summary>
/// An office that has had so many petitions: what its acts, lists, searches, registrations and petitioners' pages take. Server and callers
/// share the machine; a time is from sending a request to the last byte of its answer.
/// </summary>
internal static class OfficeBench
{
    private const int ApiCallers = 32, FormCallers = 32, Times = 200;

    private static readonly (string Field, string Value)[] What =
        [("purpose", "request"), ("title", "小区供暖不足，请求尽快维修"), ("narrative", ReplayMix.Narrative()), ("request", "一、查明原因\n二、恢复供暖")];

    private static readonly (string Field, string Value)[] Where = [("place", ""), ("placeDetail", "三号楼"), ("unitNamed", "ZJ")];

    private static readonly (string Field, string Value)[] Who =
        [("anonymous", "no"), ("name", "张三"), ("phone", "13800000000"), ("address", "崇川区东街2号"), ("email", ""), ("electronicConsent", "yes")];

    /// <param name="from">A SQLite office whose rows are copied into the place first; null where it is made, or there.</param>
    /// <param name="copy">A copy of the place; then the acts alone are measured, and their rows written bare into it.</param>
    public static async Task Measure(string? server, Place place, Place? from, Place? copy, int petitions, FileInfo[] files, TimeSpan time)
    {
        var isThere = (from ?? place).IsFounded;
        var keys = isThere ? KeyFolder.Open((from ?? place).KeyFolder) : KeyFolder.Create(place.KeyFolder);
        using var database = new ObservedDatabase(Databases.At(place.Address));
        database.Prepare();
        if (from is not null) await Timed("rows copied", () => Copy(from, place));
        using var store = isThere
            ? new CaseStore(database, keys, TimeProvider.System, Rules.Embedded)
            : await DemoDistrict.Found(database, keys, TimeProvider.System, TimeProvider.System.GetUtcNow().AddDays(-366));
        var texts = new RecombinedTexts(files, petitions);
        var many = new ManyMatters(await new UnitQueries(store).All(), texts, new QueryCodes(store));
        if (!isThere)
            await Timed(
                $"{petitions:N0} petitions made of {texts.Messages:N0} messages", () => many.Fill(store, petitions, made => Console.WriteLine($"  {made:N0}")));
        Console.WriteLine($"{database.Engine}: {await Rows(store, "events"):N0} entries, {await Rows(store, "deadlines"):N0} terms");

        // The mix leaves tens of thousands begun today, which no office has: pages come first.
        if (copy is null) await Pages(store, time);
        await Measurement.Mix(server, store, database, place, keys, time, copy);
    }

    // What autovacuum would do within the hour is done at once: the planner knows the tables.
    private static async Task Copy(Place from, Place to)
    {
        using var source = Databases.At(from.Address);
        source.Prepare();
        using var target = Databases.At(to.Address);
        RowCopy.All(source, target, source, holds: false, (table, rows) => Console.WriteLine($"  {table} {rows:N0}"));
        await using var connection = target.OpenToRead();
        await connection.ExecuteAsync("VACUUM ANALYZE", commandTimeout: 0);
    }

    private static async Task Pages(CaseStore store, TimeSpan time)
    {
        await using var app = Wiring.Build(store, "http://127.0.0.1:0", builder =>
        {
            builder.Configuration[PartnerLimits.Setting] = "100000000";
            builder.Logging.ClearProviders();
            // The indexes of words and of similar texts follow a log that grew by a million petitions a moment ago for long; an office's are made.
            builder.Services.RemoveAll<IHostedService>();
        });
        await app.StartAsync();
        var address = app.Urls.First();
        Console.WriteLine($"resident {Environment.WorkingSet / 1048576.0 / 1024:0.0} GiB; load {File.ReadAllText("/proc/loadavg").Trim()}");
        Console.WriteLine($"{"page, " + Times + " times",-44} {"p50",9} {"p95",9} {"p99",9}  bytes");
        foreach (var login in new[] { "fenban", "chengban" }) await Lists(address, login);
        await Citizens(address, await Known(store));
        var key = await IssueKey(app.Services);
        await ByApi(address, key, time);
        await ByForm(address, time);
        await app.StopAsync();
    }

    private static async Task Lists(string address, string login)
    {
        using var staff = await SignedIn(address, login);
        await Each(staff, $"{login} /desk", _ => "/desk");
        await Each(staff, $"{login} list", _ => "/staff/matters");
        await Each(staff, $"{login} list, by stage", i => "/staff/matters?stage=" + Words.Of(Stages[i % Stages.Length]));
        await Each(staff, $"{login} list, by category", i => $"/staff/matters?category={Categories[i % Categories.Length]}");
        if (login == "fenban") await Each(staff, $"{login} list, by unit", i => $"/staff/matters?unit={(i % 2 == 0 ? "ZJ" : "RS")}");
        await Each(staff, $"{login} falling due", _ => "/staff/matters?list=falling-due");
        await Each(staff, $"{login} overdue", _ => "/staff/matters?list=overdue");
        await staff.Open("/staff/matters");
        await Each(staff, $"{login} next page, and next", _ => staff.Link("下一页") ?? "/staff/matters");
        await staff.Open("/staff/matters?list=overdue");
        await Each(staff, $"{login} next page of overdue", _ => staff.Link("下一页") ?? "/staff/matters?list=overdue");
        await staff.Open("/staff/matters");
        var cases = staff.LinksTo("/staff/matters/").Distinct().ToArray();
        await Each(staff, $"{login} case page", i => cases[i % cases.Length]);
    }

    private static readonly Core.Matters.Stage[] Stages =
        [.. Words.All<Core.Matters.Stage>().Where(s => s is not (Core.Matters.Stage.Sealed or Core.Matters.Stage.WithDiscipline))];

    private static readonly string[] Categories = ["010000", "020000", "030000", "040000"];

    private static async Task Citizens(string address, IReadOnlyList<(string Number, string Code)> known)
    {
        using var citizen = new BenchVisitor(address);
        foreach (var path in new[] { "/", "/petition", "/track" }) await Each(citizen, $"citizen {path}", _ => path);
        var i = 0;
        await Each(citizen, "citizen signs in with number and code", null, async () =>
        {
            var (number, code) = known[i++ % known.Count];
            citizen.Took.Clear();
            await citizen.Open("/track");
            await citizen.Submit(("number", number), ("code", code));
            if (!citizen.Page.Contains(number, StringComparison.Ordinal)) throw new InvalidOperationException("Not the petitioner's page.");
        });
        await Each(citizen, "citizen /track/case", _ => "/track/case");
    }

    /// <summary>Petitions with the query codes that were issued for them just now.</summary>
    private static async Task<IReadOnlyList<(string Number, string Code)>> Known(CaseStore store)
    {
        var (codes, known) = (new QueryCodes(store), new List<(string, string)>());
        await using var connection = store.Database.OpenToRead();
        foreach (var (id, number) in (await connection.QueryAsync<(string, string)>("SELECT id, number FROM petitions LIMIT @Times", new { Times })).AsList())
        {
            var code = QueryCodes.NewCode();
            await store.Act(new Intent(Actor.Petitioner, (_, _) => Decision.Accept(new QueryCodeIssued(new StreamId(id), CodeHandedOver.RepeatOfFiling)))
            {
                Streams = [new StreamId(id)],
                Beside = events => [codes.RowOf(new StreamId(id), code, events[0].RecordedAt)],
            });
            known.Add((number, code));
        }

        return known;
    }

    /// <summary>One request after another; where several are needed for one, the last is timed.</summary>
    private static async Task Each(BenchVisitor visitor, string name, Func<int, string>? path, Func<Task>? act = null, int times = Times)
    {
        var took = new List<long>(times);
        for (var i = -3; i < times; i++)
        {
            visitor.Took.Clear();
            if (path is not null) await visitor.Open(path(Math.Max(0, i)));
            else await act!();
            if (i >= 0) took.Add(visitor.Took[^1]);
        }

        Print(name, took, Encoding.UTF8.GetByteCount(visitor.Page));
    }

    private static async Task ByApi(string address, string key, TimeSpan time)
    {
        using var client = new HttpClient { BaseAddress = new Uri(address) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        await Callers("registered through the interface", ApiCallers, time, async took =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/petitions") { Content = new StringContent(Body(), Encoding.UTF8, "application/json") };
            request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
            var start = Stopwatch.GetTimestamp();
            using var answer = await client.SendAsync(request);
            await answer.Content.ReadAsByteArrayAsync();
            took.Add(Stopwatch.GetTimestamp() - start);
            answer.EnsureSuccessStatusCode();
        });
    }

    private static string Body() => JsonSerializer.Serialize(new Dictionary<string, object?>
    {
        ["purpose"] = "request",
        ["title"] = "小区供暖不足，请求尽快维修",
        ["narrative"] = ReplayMix.Narrative(),
        ["request"] = "查明原因\n恢复供暖",
        ["placeDetail"] = "三号楼",
        ["unitNamed"] = "ZJ",
        ["name"] = "张三",
        ["phone"] = "13800000000",
        ["electronicConsent"] = true,
        ["declared"] = true,
    });

    // Each petition is five requests: the empty form, its three steps, and the sending that shows the receipt.
    private static Task ByForm(string address, TimeSpan time) => Callers("filed through the form, a petition", FormCallers, time, async took =>
    {
        using var citizen = new BenchVisitor(address);
        await citizen.Open("/petition");
        await citizen.Submit([.. What, ("do", "next")]);
        await citizen.Submit([.. Where, ("do", "next")]);
        await citizen.Submit([.. Who, ("do", "next")]);
        await citizen.Submit(("declared", "yes"), ("do", "send"));
        if (!citizen.Page.Contains("XF20", StringComparison.Ordinal)) throw new InvalidOperationException("No receipt came.");
        lock (took) took.Add(citizen.Took[^1]);
    });

    private static async Task Callers(string name, int callers, TimeSpan time, Func<List<long>, Task> one)
    {
        var warm = new List<long>();
        for (var i = 0; i < callers; i++) await one(warm);
        var (start, processor) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        var lists = await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            var took = new List<long>();
            while (Stopwatch.GetElapsedTime(start) < time) await one(took);
            return took;
        })));
        var (elapsed, worked, all) = (Stopwatch.GetElapsedTime(start), Environment.CpuUsage.TotalTime - processor, lists.SelectMany(l => l).ToList());
        Print(name, all, 0);
        Console.WriteLine($"  {all.Count / elapsed.TotalSeconds:N0} a second, {all.Count / elapsed.TotalMinutes:N0} a minute by {callers} callers; "
            + $"processor {worked.TotalMilliseconds / all.Count:0.00} ms each, server and callers");
    }

    private static void Print(string name, List<long> took, int bytes)
    {
        took.Sort();
        string At(double share) => $"{Stopwatch.GetElapsedTime(0, took[Math.Min(took.Count - 1, (int)(share * took.Count))]).TotalMilliseconds,7:0.0} ms";
        Console.WriteLine($"{name,-44} {At(0.5)} {At(0.95)} {At(0.99)}  {(bytes == 0 ? "" : $"{bytes:N0}")}");
    }

    private static async Task<BenchVisitor> SignedIn(string address, string login)
    {
        var visitor = new BenchVisitor(address);
        await visitor.Open("/sign-in");
        await visitor.Submit(("login", login), ("password", DemoDistrict.Password));
        return visitor;
    }

    private static async Task<string> IssueKey(IServiceProvider services)
    {
        var units = (await services.GetRequiredService<UnitQueries>().All()).ToDictionary(u => u.Code);
        var (result, key, _) = await services.GetRequiredService<PartnerTable>().Issue(DemoDistrict.ActorOf("guanli", units), $"市民热线{Guid.NewGuid():N}", Channel.Portal);
        return result is Result.Done ? key : throw new InvalidOperationException("No key was issued.");
    }

    private static async Task Timed(string name, Func<Task> work)
    {
        var (start, processor) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        await work();
        Console.WriteLine(
            $"{name}: {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s, processor {(Environment.CpuUsage.TotalTime - processor).TotalSeconds:0.0} s");
    }

    private static async Task<long> Rows(CaseStore store, string table)
    {
        await using var connection = store.Database.OpenToRead();
        return await connection.ExecuteScalarAsync<long>($"SELECT count(*) FROM {table}");
    }
}
