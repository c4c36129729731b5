using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Dapper;
using Xinqiao.Core;
using Xinqiao.Core.Furniture;
using Xinqiao.Core.Petitions;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Citizens;
using Xinqiao.Web.Identity;
using Xinqiao.Web.Petitions;
using Xinqiao.Web.Petitions.Staff;
using Xinqiao.Web.Storage;
using Xinqiao.Web.Units;

namespace Xinqiao.Web.Commands;

/// <summary>
/// Files and registers petitions from another system, each through the same decider as at the counter, in the name of an officer who answers for
/// it. A line that was imported is never imported twice, so the verb can be cut off and begun again with the same file.
/// </summary>
internal sealed class ImportVerb(Terminal terminal, CaseStore store, Staff officer, string why, IReadOnlyList<Core.Matters.Unit> units)
{
    private static readonly Refusal AtTheSameTime = new(
        Core.Regulation.Article.House("重复提交"), "imported-meanwhile", "另一次导入刚刚导入了同一来源编号，请等它结束后再运行一次。");

    // So many acts wait for the writer at once; they share its transactions.
    private const int AtOnce = 64, Step = 1_000;

    private readonly QueryCodes codes = new(store);
    private readonly Choices choices = new(units, CategoryQueries.Of(store.Database), Shanghai.DateOf(store.Clock.GetUtcNow()));
    private readonly Dictionary<string, int> lines = [];

    // Bodies by id, of what earlier runs imported.
    private Dictionary<string, byte[]> known = [];
    private readonly List<(string Id, string Number, string Code)> handedOut = [];
    private int taken, before, refused;

    public static Command Make(Terminal terminal)
    {
        var file = new Argument<string>("file") { HelpName = "FILE", Description = "每行一个 JSON（可为 .gz），或者 xlsx 第一张表 / JSON lines, plain or .gz, or the first sheet of an xlsx" };
        var login = new Option<string>("--as") { HelpName = "login", Description = "以哪位登记员、分办员的名义登记 / the officer who answers for it", Required = true };
        var why = new Option<string>("--why") { HelpName = "text", Description = "为什么导入，写入每一件的记录 / the reason, kept with every petition", Required = true };
        var codes = new Option<string?>("--codes") { HelpName = "file", Description = "把来源编号、编号和查询码写入此文件，供发给信访人 / writes ids, numbers and query codes" };
        var database = Options.Database();
        var keys = Options.Keys();
        var verb = new Command("import", "从其他系统导入信访件，可中断后继续，不会重复 / imports petitions; resumable, never twice")
        {
            file, login, why, codes, database, keys,
        };
        verb.SetAction((parsed, stop) =>
        {
            var (address, source) = (parsed.Require(database), parsed.GetRequiredValue(file));
            if (!File.Exists(source)) throw new VerbRefusedException($"找不到文件 {source}。", "There is no such file.");
            return Opening.Founded(
                address, Options.KeysFor(address, parsed.GetValue(keys)), terminal.Clock, [DatabaseKind.Demo, DatabaseKind.Real], async store =>
                {
                    var officer = await OfficerOf(store, parsed.GetRequiredValue(login));
                    var import = new ImportVerb(terminal, store, officer, parsed.GetRequiredValue(why), await new UnitQueries(store).All());
                    return await import.Run(source, parsed.GetValue(codes), stop);
                });
        });
        return verb;
    }

    private static async Task<Staff> OfficerOf(CaseStore store, string login)
    {
        var person = (await new People(store).All()).FirstOrDefault(p => p.Login == login && !p.Ended);
        return person?.ToStaff() is { Role: Role.Registrar or Role.Router } staff
            ? staff
            : throw new VerbRefusedException(
                $"没有“{login}”这个在岗的登记员或者分办员，不能以其名义登记。", "No registrar or router in post has that login.");
    }

    private async Task<int> Run(string file, string? codesFile, CancellationToken stop)
    {
        // Codes are known this once: each is on the disk before its petition's line is counted as done.
        await using var writer = codesFile is null ? null : new StreamWriter(codesFile, append: true, new UTF8Encoding(false));
        await using (var connection = store.Database.OpenToRead())
            known = (await connection.QueryAsync<(string Key, byte[] Body)>("SELECT key, body FROM idempotency WHERE caller = 'import'"))
                .ToDictionary(r => r.Key, r => r.Body);
        var waiting = new List<Task>();
        await foreach (var line in ImportFile.Read(file, stop))
        {
            if (line is ImportBadLine bad) await Refuse(bad.Line, bad.Reason);
            else waiting.Add(Take((ImportLine)line));
            if (waiting.Count == AtOnce) await Settle(waiting, writer);
            stop.ThrowIfCancellationRequested();
        }

        await Settle(waiting, writer);
        await terminal.Out.WriteLineAsync(
            $"导入完成：本次 {taken:N0} 件；先前已导入 {before:N0} 件；有误或被拒绝 {refused:N0} 行。"
            + $" Imported {taken}, before {before}, refused {refused}.");
        return refused > 0 ? CommandLine.BadInput : 0;
    }

    private async Task Settle(List<Task> waiting, StreamWriter? writer)
    {
        var done = taken + before;
        await Task.WhenAll(waiting);
        waiting.Clear();
        if (writer is not null)
        {
            foreach (var (id, number, code) in handedOut) await writer.WriteLineAsync($"{id},{number},{code}");
            await writer.FlushAsync();
        }

        handedOut.Clear();
        if (done / Step < (taken + before) / Step) await terminal.Error.WriteLineAsync($"{taken + before:N0} 件 petitions");
    }

    private async Task Take(ImportLine line)
    {
        if (line["id"] is not { } id)
        {
            await Refuse(line.Line, "缺少来源编号 id：凭它不会重复导入 (the id is missing)");
            return;
        }

        if (!lines.TryAdd(id, line.Line))
        {
            await Refuse(line.Line, $"来源编号 {id} 与第{lines[id]}行重复 (the id was used before)");
            return;
        }

        var (code, body) = (QueryCodes.NewCode(), SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(line.Values.OrderBy(v => v.Key))));
        if (known.TryGetValue(id, out var earlier))
        {
            if (earlier.AsSpan().SequenceEqual(body)) before++;
            else await Refuse(line.Line, $"来源编号 {id} 以前导入过，内容不同 (the id was imported before with another text)");
            return;
        }

        switch (await store.Act(Filing(line, new IdempotencyKey("import", id, body), code)))
        {
            case Result.Done done:
                Interlocked.Increment(ref taken);
                lock (handedOut) handedOut.Add((id, ((PetitionFiled)done.Events[0].Event).Number, code));
                break;
            case Result.KeyReused:
                await Refuse(line.Line, AtTheSameTime.Reason.ToString());
                break;
            case Result.Refused { Refusals: var refusals }:
                await Refuse(line.Line, string.Join(' ', refusals));
                break;
        }
    }

    private Intent Filing(ImportLine line, IdempotencyKey key, string code)
    {
        var filing = ToFiling(line);
        var office = units.First(u => u.Kind == Core.Matters.UnitKind.PetitionOffice);
        return new Intent(officer.Actor, (cases, act) => Unreadable(line).ToList() is { Count: > 0 } unreadable
            ? Decision.Refuse(unreadable)
            : Registration.FileAndRegister(
                filing, ToRegistration(line), act, office.Code, choices.Known, choices.PlaceCodes, choices.NamedCodes, cases.BearerOf))
        {
            Why = PrivateText.Of(why),
            Key = key,
            // Another import of the same file got there first; its codes are the ones that hold.
            Again = (_, _, _) => Decision.Refuse([AtTheSameTime]),
            Beside = events => [codes.RowOf(events[0].Event.Stream, code, events[0].RecordedAt)],
        };
    }

    private FilePetition ToFiling(ImportLine line)
    {
        var now = store.Clock.GetUtcNow();
        var channel = Read<Channel>(line["channel"]) ?? Channel.Letter;
        return new FilePetition(
            StreamId.Petition(Guid.CreateVersion7(now)), StreamId.Matter(Guid.CreateVersion7(now)), channel,
            DateOf(line["received"]) is { } day ? new LegalDay(day, line["receivedEvidence"], why) : null,
            Read<Purpose>(line["purpose"]), line["title"], line["narrative"], line["request"],
            choices.Places.FirstOrDefault(u => u.Name == line["place"])?.Code ?? line["place"], line["placeDetail"], UnitNamed: null,
            line["anonymous"] is "yes" or "是", line["name"], line["phone"], line["address"], line["email"], ElectronicConsent: false,
            CodeHandedOver.CounterSlip)
        {
            Visit = new Visit(int.TryParse(line["headCount"] ?? "1", NumberStyles.None, null, out var count) ? count : null, Visit.NamesIn(line["representatives"])),
            HowStated = Read<HowStated>(line["howStated"]),
            CoveringLetter = new CoveringLetter(line["referredBy"], line["referralNumber"], DateOf(line["referredOn"]), DateOf(line["reportBy"])),
            NationalNumber = line["nationalNumber"],
        };
    }

    private static RegisterMatter ToRegistration(ImportLine line) => new(
        Read<Purpose>(line["purpose"]), Domains.All.FirstOrDefault(d => d.Name.ToString() == line["domain"]).Code ?? line["domain"], null,
        line["summary"] ?? line["title"], Registration.RequestsIn(line["request"]), SuspectedAccusation: false, null);

    // What holds no value of its kind would reach the decider as if it had not been written.
    private static IEnumerable<Refusal> Unreadable(ImportLine line)
    {
        if (Read<Channel>(line["channel"]) is null or Channel.Portal)
            yield return new(Registration.Source, "channel-unknown", $"channel 应为{Among(Registration.AtCounter)}之一。", "channel");
        if (line["purpose"] is not null && Read<Purpose>(line["purpose"]) is null)
            yield return new(Registration.Statement, "purpose-unknown", $"purpose 应为{Among(Words.All<Purpose>())}之一。", "purpose");
        if (line["howStated"] is not null && Read<HowStated>(line["howStated"]) is null)
            yield return new(OralPetition.Source, "how-stated-unknown", $"howStated 应为{Among(Words.All<HowStated>())}之一。", "howStated");
        if (line["anonymous"] is not (null or "yes" or "是" or "no" or "否"))
            yield return new(TextRule.Source, "unknown-choice", "anonymous 应为 yes 或者 no（是、否）。", "anonymous");
        if (line["received"] is null) yield return new(LegalDay.Source, "date-missing", "缺少收到日期 received。", "received");
        foreach (var field in (string[])["received", "referredOn", "reportBy"])
            if (line[field] is { } text && DateOf(text) is null)
                yield return new(LegalDay.Source, "date-unreadable", $"{field} 应为 2026-03-02 这样的日期，现为“{text}”。", field);
    }

    private static string Among<T>(IEnumerable<T> values) where T : struct, Enum =>
        string.Join("、", values.Select(v => $"{Words.Of(v)}（{Words.Label(v)}）"));

    // The stored word, or the word an office writes.
    private static T? Read<T>(string? text) where T : struct, Enum => text is null
        ? null
        : Words.TryParse<T>(text) ?? Words.All<T>().Cast<T?>().FirstOrDefault(v => Words.Label(v!.Value).ToString() == text);

    private static DateOnly? DateOf(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private async Task Refuse(int line, string reason)
    {
        Interlocked.Increment(ref refused);
        await terminal.Error.WriteLineAsync($"第{line}行 line {line}：{reason}");
    }
}
