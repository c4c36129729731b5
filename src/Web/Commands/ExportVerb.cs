using System.CommandLine;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Xinqiao.Core;
using Xinqiao.Core.Attachments;
using Xinqiao.Core.Furniture;
using Xinqiao.Core.Ledger;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Attachments;
using Xinqiao.Web.Citizens;
using Xinqiao.Web.Documents;
using Xinqiao.Web.Identity;
using Xinqiao.Web.Ledger;
using Xinqiao.Web.Matters;
using Xinqiao.Web.Matters.Staff;
using Xinqiao.Web.Petitions;
using Xinqiao.Web.Storage;
using Xinqiao.Web.Units;

namespace Xinqiao.Web.Commands;

/// <summary>
/// Everything of one petition as a folder: what was written, how it was handled, every document, and each entry of the log with a
/// proof that anybody can check. For a review, an inspection, or the archive. Who petitions is in it where a member of the staff answers for
/// that with a reason, which the petitioner sees.
/// </summary>
internal sealed class ExportVerb(CaseStore store, string folder, string? login, string? reason)
{
    private readonly CaseReader reader = new(store);

    public static Command Make(Terminal terminal)
    {
        var number = new Argument<string>("number") { HelpName = "NUMBER", Description = "信访件编号 / the petition's number" };
        var to = new Option<string>("--to") { HelpName = "folder", Description = "新建的目录 / a new folder", Required = true };
        var login = new Option<string>("--for") { HelpName = "login", Description = "谁要这份案卷：账号；不写的，信访人的姓名等不打开 / who answers for opening who petitions" };
        var reason = new Option<string>("--reason") { HelpName = "text", Description = "打开的理由，信访人能看到 / why; the petitioner sees it" };
        var database = Options.Database();
        var keys = Options.Keys();
        var verb = new Command("export", "把一件信访的全部内容、文书和存证导出到一个目录 / everything of one petition as a folder, with its proofs")
        {
            number, to, login, reason, database, keys,
        };
        verb.SetAction((parsed, _) =>
        {
            var address = parsed.Require(database);
            return Opening.Founded(
                address, Options.KeysFor(address, parsed.GetValue(keys)), terminal.Clock,
                [DatabaseKind.Demo, DatabaseKind.Replay, DatabaseKind.Real], async store =>
                {
                    var folder = parsed.GetRequiredValue(to);
                    var files = await new ExportVerb(store, folder, parsed.GetValue(login), parsed.GetValue(reason)).Write(parsed.GetRequiredValue(number));
                    await terminal.Out.WriteLineAsync($"导出完成：{files:N0} 个文件，在 {folder}。内有个人信息，请妥善保管。 Exported {files} files.");
                    return 0;
                });
        });
        return verb;
    }

    private async Task<int> Write(string typed)
    {
        var (petition, matters) = await Find(typed);
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
            throw new VerbRefusedException($"目录 {folder} 里已有文件，不会覆盖。请另选一个目录。", "The folder is not empty.");
        var view = await Open(matters);
        if (!view.IsEmpty) (petition, matters) = await Read(petition.State.Id, view);
        foreach (var name in (string[])["", "文书", "登记账"]) Directory.CreateDirectory(Path.Combine(folder, name));
        var (units, templates) = (new UnitQueries(store), new LetterTemplateFiles(store));
        await Put("信访件.txt", Text(petition.Events.AsItStands(), petition.State));
        var names = (await units.Ever()).ToDictionary(u => u.Code, u => u.Name);
        foreach (var matter in matters)
        {
            await Put($"办理经过-{matter.State.Number}.txt", HowItWas(petition, matter, names));
            foreach (var (kind, version) in Letters.Of(matter.Events))
                if (Letters.Compose(kind, version, matter, petition, store.Calendar) is { } letter)
                    await File.WriteAllBytesAsync(
                        Path.Combine(folder, "文书", $"{matter.State.Number}-{version:D3}-{LetterDocx.NameOf(letter)}"),
                        LetterDocx.Of(letter, store.Stamp.Kind, await templates.At(kind, matter.Events.First(r => r.Version == version).Position)));
        }

        await Files(petition, view);
        // With the salts of the receipt a name or a telephone number could be guessed.
        var receipts = new Receipts(store, new WitnessedCheckpoint(store), units);
        await Put(
            view.IsEmpty ? "存证证明.tlog-proof" : "电子回执.tlog-proof",
            (view.IsEmpty ? await receipts.OnPaper(petition.State) : await receipts.Of(petition.State)).File.ToString());
        await Entries([petition.State.Id, .. matters.Select(m => m.State.Id)]);
        return Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Count();
    }

    private async Task<(History<Petition>, List<History<Matter>>)> Find(string typed)
    {
        var number = PetitionNumber.Parse(typed) ?? throw new VerbRefusedException(
            $"输入的“{typed}”不是信访件编号；编号像 XF2026-000001-0 这样，最后一位是校验码。", "This is no petition number.");
        await using var connection = store.Database.OpenToRead();
        var id = await connection.QuerySingleOrDefaultAsync<string>("SELECT id FROM petitions WHERE number = @number", new { number })
            ?? throw new VerbRefusedException($"没有编号为 {number} 的信访件。", "There is no petition of that number.");
        var (petition, matters) = await Read(new StreamId(id), IdentityView.Withheld);
        // What an accusation says leaves the liaison's hands only as the law says, and never as a folder of files.
        if (matters.Any(m => m.State.Sealed || m.State.SentToDisciplineOn is not null))
            throw new VerbRefusedException(
                $"该件作为密件保管，不能导出。依据：{Sealing.Source}。", "A sealed petition is not exported.");
        return (petition, matters);
    }

    private async Task<(History<Petition>, List<History<Matter>>)> Read(StreamId petition, IdentityView view)
    {
        var matters = new List<History<Matter>>();
        foreach (var matter in await new PetitionerQueries(store, reader).Ids(petition)) matters.Add((await reader.Matter(matter, view))!);
        return ((await reader.Petition(petition, view))!, matters);
    }

    // Of each matter, before anything is written; where nobody answers for it, nothing of who petitions is opened.
    private async Task<IdentityView> Open(List<History<Matter>> matters)
    {
        if (login is null) return IdentityView.Withheld;
        var person = await new People(store).FindLogin(login)
            ?? throw new VerbRefusedException($"没有在用的账号 {login}。", "There is no such account.");
        StreamId[] streams = [.. matters.Select(m => m.State.Id)];
        var result = await store.Act(new Intent(person.ToStaff().Actor, (cases, act) => All(streams.Select(
            id => IdentityAccess.Once(cases.Matter(id), AccessPurpose.Export, reason, act))))
        {
            Streams = streams,
        });
        return result is Result.Done done
            ? IdentityView.Recorded((IdentityOpened)done.Events[0].Event)
            : throw new VerbRefusedException(((Result.Refused)result).Refusals[0].ToString(), "Who petitions is not opened for this account.");
    }

    private static Decision All(IEnumerable<Decision> decisions)
    {
        var events = new List<CaseEvent>();
        foreach (var decision in decisions)
            if (decision is Decision.Accepted accepted) events.AddRange(accepted.Events);
            else return decision;
        return Decision.Accept([.. events]);
    }

    private static string Text(PetitionFiled filed, Petition petition)
    {
        var text = new StringBuilder();
        void Line(string label, string? value) => text.Append(label).Append('：').AppendLine(value ?? "（没有填写或者已删除）");
        Line("信访件编号", petition.Number);
        if (petition.NationalNumber is { } national) Line("全国信访信息系统编号", national);
        Line("信访形式", Arrival.Of(filed).ToString());
        Line("收到日期", ChineseDate.Write(filed.ReceivedOn).ToString());
        Line("信访目的", Words.Label(filed.Purpose).ToString());
        Line("姓名", filed.Anonymous ? "匿名" : CaseFile.Given(filed.Party.Name));
        Line("电话", CaseFile.Given(filed.Party.Phone));
        Line("通信地址", CaseFile.Given(filed.Party.Address));
        Line("标题", filed.Title.Value);
        Line("地点", filed.PlaceDetail.Value);
        text.AppendLine().AppendLine("事情经过：").AppendLine(filed.Narrative.Value ?? "（已删除）");
        text.AppendLine().AppendLine("诉求：").AppendLine(filed.Request.Value ?? "（已删除）");
        return text.ToString();
    }

    private string HowItWas(History<Petition> petition, History<Matter> matter, Dictionary<string, string> units)
    {
        var text = new StringBuilder().AppendLine($"信访事项编号：{matter.State.Number}　目前状态：{Words.Label(matter.State.Stage)}").AppendLine();
        foreach (var entry in Timeline.Of(petition.Events, matter.Events, units, store.Calendar, CategoryQueries.Of(store.Database)).Reverse())
        {
            text.AppendLine($"{ChineseDay.Of(entry.At)}　{entry.What}{(entry.BackEntry ? "（补录）" : "")}");
            text.AppendLine($"　　{entry.Who}{(entry.Article is { } article ? $"　依据：{article}" : "")}");
            foreach (var said in entry.Texts) text.AppendLine($"　　{said}");
        }

        return text.ToString();
    }

    // As they came; each is held against the digest that its event committed to. What is infected stays where it is.
    private async Task Files(History<Petition> petition, IdentityView view)
    {
        if (petition.State.Attachments.Count == 0) return;
        Directory.CreateDirectory(Path.Combine(folder, "附件"));
        var (shelf, list) = (new FileShelf(store, reader), new StringBuilder());
        foreach (var file in petition.State.Attachments)
        {
            var added = (AttachmentAdded)petition.Events.First(e => e.Version == file.Version).Event;
            var name = $"{file.Version:D3}-{added.FileName.Value}";
            var what = $"{file.Version:D3}　{Words.Label(file.Kind)}　{Words.Label(file.Type)}　{Words.Label(file.Standing)}";
            if (file.Standing == Standing.Infected || await shelf.Open(petition.State.Id, file, FileForm.Original, view) is not { } bytes)
            {
                list.AppendLine($"{what}　{(file.Standing == Standing.Infected ? "没有导出" : FileShelf.IsWithheld(file, view) ? PrintedLetter.Withheld : "（已依法删除）")}");
                continue;
            }

            if (Convert.ToHexStringLower(SHA256.HashData(bytes)) != added.Sha256.Value)
                throw new VerbRefusedException(
                    $"附件 {name} 与登记账中的摘要不符，停止导出。请运行 ./xinqiao verify。", "A file does not fit its digest.");
            await File.WriteAllBytesAsync(Path.Combine(folder, "附件", name), bytes);
            list.AppendLine($"{what}　{name}　SHA-256 {added.Sha256.Value}　与摘要相符");
        }

        await Put(Path.Combine("附件", "附件.txt"), list.ToString());
    }

    // As the log holds them, byte for byte; private texts stand there as digests, the texts themselves in the files beside.
    private async Task Entries(IReadOnlyList<StreamId> streams)
    {
        await using var connection = store.Database.OpenToRead();
        var (size, note) = await connection.QueryFirstAsync<(long, string)>("SELECT size, note FROM checkpoints ORDER BY size DESC LIMIT 1");
        var (tiles, signed) = (new LogTiles(connection), SignedNote.Parse(note));
        foreach (var stream in streams)
            foreach (var (position, text) in await connection.QueryAsync<(long, string)>(
                "SELECT position, event FROM events WHERE stream = @id ORDER BY version", new { id = stream.Value }))
            {
                await Put(Path.Combine("登记账", $"{position}.json"), text);
                await Put(Path.Combine("登记账", $"{position}.tlog-proof"), new LogProof(position, tiles.InclusionProof(position, size), signed).ToString());
            }
    }

    private Task Put(string name, string text) => File.WriteAllTextAsync(Path.Combine(folder, name), text, new UTF8Encoding(false));
}
