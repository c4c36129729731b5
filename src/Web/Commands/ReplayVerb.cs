using System.CommandLine;
using System.Diagnostics;
using Dapper;
using Xinqiao.Core.Furniture;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Citizens;
using Xinqiao.Web.Demo;
using Xinqiao.Web.Storage;
using Xinqiao.Web.Units;

namespace Xinqiao.Web.Commands;

/// <summary>
/// Files real public messages at their true times and takes each through the same acts up to its served answer. It can be cut off
/// and begun again with the same file: what was recorded is not recorded twice.
/// </summary>
internal sealed class ReplayVerb(Terminal terminal, CaseStore store, PlainPath path)
{
    private readonly List<ReplayMessage> messages = [];
    private readonly HashSet<int> failed = [];
    private readonly Dictionary<string, string> codes = [];
    private readonly List<(string Id, string Number)> numbers = [];

    // Lines told on standard error; and those of them that were never planned.
    private int refusedLines, notTaken;

    public static Command Make(Terminal terminal)
    {
        var file = new Argument<string>("file") { HelpName = "FILE", Description = "留言文件，每行一个 JSON，可为 .gz；可用 unit 写明承办单位的代码 / messages, JSON lines, plain or .gz; “unit” may name the unit that answered" };
        var limit = new Option<int?>("--limit") { Description = "只回放前 N 条 / only the first N" };
        var database = Options.Database(fromEnvironment: false);
        var keys = Options.Keys();
        var codes = new Option<string?>("--codes") { HelpName = "file", Description = "把编号和查询码写入此文件，供浏览试查 / writes numbers with query codes" };
        var verb = new Command(
            "replay", "把真实公开留言按真实时间回放一遍，可中断后继续 / replays real public messages at their true times; resumable")
        {
            file, limit, database, keys, codes,
        };
        verb.SetAction((parsed, stop) =>
        {
            var address = parsed.GetValue(database) ?? Path.Combine("data", "replay", "replay.db");
            if (Databases.IsFile(address)) Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(address))!);
            return Opening.With(address, db => Replay(
                db, address, Options.KeysFor(address, parsed.GetValue(keys)), terminal, parsed.GetRequiredValue(file),
                parsed.GetValue(limit) ?? int.MaxValue, parsed.GetValue(codes), stop));
        });
        return verb;
    }

    private static async Task<int> Replay(
        IDatabase database, string address, string keyFolder, Terminal terminal, string file, int limit, string? codesFile,
        CancellationToken stop)
    {
        if (!File.Exists(file)) throw new VerbRefusedException($"找不到文件 {file}。", "There is no such file.");
        if (CaseStore.ReadStamp(database) is not null) Opening.RequireKind(database, address, DatabaseKind.Replay);
        var (messages, bad) = await Read(file, limit, stop);
        if (messages.Count == 0 && bad.Count == 0)
            throw new VerbRefusedException($"文件 {file} 里没有留言。", "There are no messages in the file.");
        var keys = RunVerb.Keys(keyFolder);
        using var store = CaseStore.ReadStamp(database) is not null || messages.Count == 0
            ? new CaseStore(database, keys, terminal.Clock, Rules.Embedded)
            : await DemoDistrict.FoundReplay(database, keys, terminal.Clock, messages.Min(m => m.At).AddDays(-1));
        var units = await new UnitQueries(store).All();
        var replay = new ReplayVerb(terminal, store, new PlainPath(units, new QueryCodes(store), ReplayActs.Why));
        foreach (var line in bad) await replay.Refuse(line.Line, line.Reason);
        var result = await replay.Record(messages, stop);
        if (codesFile is not null) await replay.WriteCodes(codesFile);
        return result;
    }

    private static async Task<(List<ReplayMessage>, List<ReplayBadLine>)> Read(string file, int limit, CancellationToken stop)
    {
        var (messages, bad, lines) = (new List<ReplayMessage>(), new List<ReplayBadLine>(), new Dictionary<string, int>());
        await foreach (var line in ReplayMessages.Read(file, stop))
        {
            if (messages.Count + bad.Count >= limit) break;
            if (line is ReplayBadLine badLine) bad.Add(badLine);
            else if (line is ReplayMessage message && !lines.TryAdd(message.Id, message.Line))
                bad.Add(new(message.Line, $"编号 {message.Id} 与第{lines[message.Id]}行重复 (the id was used before)"));
            else messages.Add((ReplayMessage)line);
        }

        return (messages, bad);
    }

    private async Task<int> Record(List<ReplayMessage> all, CancellationToken stop)
    {
        var watch = Stopwatch.StartNew();
        var acts = new List<TimedAct>();
        var (known, versions, head) = await Recorded();
        foreach (var message in all) await Plan(message, known, versions, head, acts);
        var done = 0;
        await foreach (var answer in History.Record(store, acts, act => failed.Contains(act.Case)))
        {
            stop.ThrowIfCancellationRequested();
            if (++done % 2_000 == 0) await terminal.Error.WriteLineAsync($"{done:N0}/{acts.Count:N0} 个行为 acts");
            await Note(answer);
        }

        var (now, before) = (messages.Count - failed.Count, all.Count - messages.Count - notTaken);
        await terminal.Out.WriteLineAsync(
            $"回放完成：本次 {now:N0} 条，{done:N0} 个行为，用时 {watch.Elapsed.TotalSeconds:N1} 秒；先前已完成 {before:N0} 条；"
            + $"有误或被拒绝 {refusedLines:N0} 行。 Replayed {now}, done before {before}, refused {refusedLines}.");
        return refusedLines > 0 ? CommandLine.BadInput : 0;
    }

    // What an earlier run recorded: bodies by message, versions by matter, and how far the log has come.
    private async Task<(Dictionary<string, byte[]> Known, Dictionary<string, long> Versions, DateTimeOffset Head)> Recorded()
    {
        await using var connection = store.Database.OpenToRead();
        var known = (await connection.QueryAsync<(string Key, byte[] Body)>(
            "SELECT key, body FROM idempotency WHERE caller = 'replay'")).ToDictionary(r => r.Key, r => r.Body);
        var versions = (await connection.QueryAsync<(string Id, long Version)>("SELECT id, version FROM matters"))
            .ToDictionary(r => r.Id, r => r.Version);
        var head = await connection.ExecuteScalarAsync<long>("SELECT recorded_at FROM head WHERE id = 1");
        return (known, versions, DateTimeOffset.FromUnixTimeMilliseconds(head));
    }

    private async Task Plan(
        ReplayMessage m, Dictionary<string, byte[]> known, Dictionary<string, long> versions, DateTimeOffset head, List<TimedAct> acts)
    {
        if (known.TryGetValue(m.Id, out var body) && !body.AsSpan().SequenceEqual(m.Digest))
        {
            notTaken++;
            await Refuse(m.Line, $"编号 {m.Id} 以前回放过，内容不同 (the id was replayed before with another text)");
            return;
        }

        if (body is null && m.At < head)
        {
            notTaken++;
            await Refuse(m.Line, $"时间早于库中最后记录（{head.ToOffset(Shanghai.Offset):yyyy-MM-dd HH:mm}），不能补入；请另建回放库 (older than the log)");
            return;
        }

        if (m.Unit is { } unit && !path.Handles(unit))
        {
            notTaken++;
            await Refuse(m.Line, $"没有代码为 {unit} 的承办单位 (no such unit handles matters)");
            return;
        }

        var code = QueryCodes.NewCode();
        // Each act is one event of the matter, so its version says how many were recorded.
        var recorded = (int)versions.GetValueOrDefault(ReplayActs.CaseOf(m).Matter.Value);
        var left = ReplayActs.Of(m, messages.Count, path, code).Skip(recorded).ToList();
        if (left.Count == 0) return;
        acts.AddRange(left);
        messages.Add(m);
        if (body is null) codes[m.Id] = code;
    }

    private async Task Note(TimedAnswer answer)
    {
        if (answer.Result is Result.Done done)
        {
            if (done.Events[0].Event is Core.Petitions.PetitionFiled filed) numbers.Add((messages[answer.Act.Case].Id, filed.Number));
            return;
        }

        // Later acts of a message that was refused fail with it; only the first is told.
        if (!failed.Add(answer.Act.Case)) return;
        var reason = answer.Result is Result.Refused refused
            ? string.Join(' ', refused.Refusals)
            : answer.Failure?.Message ?? "同一编号的内容不同";
        await Refuse(messages[answer.Act.Case].Line, reason);
    }

    private async Task Refuse(int line, string reason)
    {
        refusedLines++;
        await terminal.Error.WriteLineAsync($"第{line}行 line {line}：{reason}");
    }

    private async Task WriteCodes(string file)
    {
        await using var writer = new StreamWriter(file);
        await writer.WriteLineAsync("id,number,code");
        foreach (var (id, number) in numbers) await writer.WriteLineAsync($"{id},{number},{codes[id]}");
    }
}
