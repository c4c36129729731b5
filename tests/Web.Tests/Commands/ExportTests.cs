using Dapper;
using DocumentFormat.OpenXml.Packaging;
using Xinqiao.Core;
using Xinqiao.Core.Attachments;
using Xinqiao.Core.Ledger;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Core.Tests.Attachments;
using Xinqiao.Web.Attachments;
using Xinqiao.Web.Demo;
using Xinqiao.Web.Ledger;
using Xinqiao.Web.Matters;
using Xinqiao.Web.Storage;
using Xunit;

namespace Xinqiao.Web.Tests.Commands;

/// <summary>Everything of one petition as a folder that speaks for itself.</summary>
public sealed class ExportTests : IAsyncLifetime
{
    private readonly Scratch scratch = new();
    private string answered = "", accusation = "";
    private LogPolicy policy = null!;

    public async ValueTask InitializeAsync()
    {
        using var database = Databases.At(scratch["demo.db"]);
        database.Prepare();
        using var store = await DemoDistrict.FoundWithPetitions(database, KeyFolder.Create(scratch["keys"]), new TestClock());
        await using var connection = database.OpenToRead();
        answered = await Number(connection, "m.stage = 'rated'");
        accusation = await Number(connection, "m.stage IN ('sealed', 'with-discipline')");
        await Attach(store, answered, "来信.jpg", SampleFiles.JpegOfACamera());
        await Attach(store, answered, "合同.pdf", SampleFiles.Pdf());
        policy = new WitnessedCheckpoint(store).Policy;
    }

    public ValueTask DisposeAsync()
    {
        scratch.Dispose();
        return ValueTask.CompletedTask;
    }

    private static async Task Attach(CaseStore store, string number, string name, byte[] bytes)
    {
        var (reader, stop) = (new CaseReader(store), TestContext.Current.CancellationToken);
        var petitions = new PetitionerQueries(store, reader);
        using var intake = new FileIntake(store, reader, new VirusScanner(null));
        var petition = (await petitions.Numbered(number))!.Value;
        Assert.Null(await intake.Record(
            (await intake.Check(name, bytes, stop)).File!,
            new FileFor(new Actor("s-1", Role.Registrar, "XF", "信访局"), petition, (await petitions.Ids(petition))[0], AttachmentKind.Scan)));
    }

    [Fact]
    public async Task The_folder_holds_the_files_as_they_came_each_with_the_digest_it_was_held_against()
    {
        (await Export(answered, "out", Answering)).Ok();
        var stop = TestContext.Current.CancellationToken;
        var files = Directory.GetFiles(scratch["out", "附件"]).Order(StringComparer.Ordinal).ToList();
        var picture = files.Single(f => f.EndsWith("-来信.jpg", StringComparison.Ordinal));
        Assert.Equal(SampleFiles.JpegOfACamera(), await File.ReadAllBytesAsync(picture, stop));
        Assert.Single(files, f => f.EndsWith("-合同.pdf", StringComparison.Ordinal));
        var list = await File.ReadAllTextAsync(scratch["out", "附件", "附件.txt"], stop);
        Assert.Contains(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(SampleFiles.JpegOfACamera())), list, StringComparison.Ordinal);
        Assert.Contains("待检", list, StringComparison.Ordinal);
    }

    private static Task<string> Number(System.Data.Common.DbConnection connection, string which) => connection.QueryFirstAsync<string>(
        $"SELECT p.number FROM petitions p JOIN matters m ON m.petition = p.id WHERE {which} ORDER BY p.number");

    private Task<Typed> Export(string number, string to = "out", params string[] answering) => Typed.Run(
        ["export", number, "--to", scratch[to], "--database", scratch["demo.db"], "--keys", scratch["keys"], .. answering]);

    private static readonly string[] Answering = ["--for", "fenban", "--reason", "移送复查机关"];

    [Fact]
    public async Task The_folder_holds_texts_documents_the_receipt_and_every_entry_with_its_proof()
    {
        (await Export(answered, "out", Answering)).Ok();
        var stop = TestContext.Current.CancellationToken;
        Assert.Contains(answered, await File.ReadAllTextAsync(scratch["out", "信访件.txt"], stop), StringComparison.Ordinal);
        var story = await File.ReadAllTextAsync(Directory.GetFiles(scratch["out"], "办理经过-*.txt").Single(), stop);
        foreach (var part in new[] { "转送", "签收", "受理", "送达", "《信访工作条例》" }) Assert.Contains(part, story, StringComparison.Ordinal);
        // Oldest first.
        Assert.True(story.IndexOf("签收", StringComparison.Ordinal) < story.IndexOf("信访处理意见书", StringComparison.Ordinal));

        var documents = Directory.GetFiles(scratch["out", "文书"]);
        Assert.Contains(documents, d => d.Contains("信访处理意见书", StringComparison.Ordinal));
        Assert.All(documents, d => WordprocessingDocument.Open(d, isEditable: false).Dispose());

        var receipt = ReceiptFile.Parse(await File.ReadAllTextAsync(scratch["out", "电子回执.tlog-proof"], stop));
        Assert.Equal(answered, receipt.Number);
        foreach (var file in Directory.GetFiles(scratch["out", "登记账"], "*.tlog-proof"))
        {
            var proof = LogProof.Parse(await File.ReadAllTextAsync(file, stop));
            Assert.Equal(Path.GetFileNameWithoutExtension(file), $"{proof.Index}");
            Assert.True(policy.Check(proof.Note, LogKey.Verify).IsMet);
            Assert.True(File.Exists(Path.ChangeExtension(file, ".json")));
        }
    }

    [Fact]
    public async Task Without_somebody_who_answers_for_it_the_folder_names_nobody()
    {
        (await Export(answered)).Ok();
        var stop = TestContext.Current.CancellationToken;
        var (name, phone) = await Party();
        foreach (var file in Directory.GetFiles(scratch["out"], "*", SearchOption.AllDirectories))
        {
            var text = file.EndsWith(".docx", StringComparison.Ordinal)
                ? Said(file)
                : await File.ReadAllTextAsync(file, stop);
            Assert.False(text.Contains(name, StringComparison.Ordinal) || text.Contains(phone, StringComparison.Ordinal), file);
        }

        Assert.Empty(Directory.GetFiles(scratch["out", "附件"], "*.jpg"));
        Assert.False(File.Exists(scratch["out", "电子回执.tlog-proof"]));
        Assert.Empty(ReceiptFile.Parse(await File.ReadAllTextAsync(scratch["out", "存证证明.tlog-proof"], stop)).FieldSalts);
    }

    [Fact]
    public async Task Whoever_answers_for_it_gives_a_reason_and_leaves_a_trace_that_the_petitioner_sees()
    {
        (await Export(answered, "out", "--for", "fenban")).Refused("导出案卷的理由");
        (await Export(answered, "out", "--for", "ducha", "--reason", "检查")).Refused("您的岗位不需要");
        (await Export(answered, "out", "--for", "banana", "--reason", "检查")).Refused("没有在用的账号");
        Assert.False(Directory.Exists(scratch["out"]));
        (await Export(answered, "out", Answering)).Ok();
        Assert.Contains((await Party()).Name, await File.ReadAllTextAsync(scratch["out", "信访件.txt"], TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Contains(await Events(), e => e is IdentityOpened { Purpose: AccessPurpose.Export, Note.Value: "移送复查机关" });
    }

    private static string Said(string docx)
    {
        using var opened = WordprocessingDocument.Open(docx, isEditable: false);
        return opened.MainDocumentPart!.Document!.InnerText;
    }

    private async Task<(string Name, string Phone)> Party() => await In(async (reader, petition, _) =>
        (await reader.Petition(petition, IdentityView.OfPetitioner))!.Last<PetitionFiled>()!.Party is var p ? (p.Name.Value!, p.Phone.Value!) : default);

    private async Task<IReadOnlyList<CaseEvent>> Events() => await In(async (reader, _, matter) =>
        (IReadOnlyList<CaseEvent>)[.. (await reader.Events(matter, IdentityView.OfPetitioner)).Select(e => e.Event)]);

    private async Task<T> In<T>(Func<CaseReader, StreamId, StreamId, Task<T>> ask)
    {
        using var database = Databases.At(scratch["demo.db"]);
        using var store = new CaseStore(database, KeyFolder.Open(scratch["keys"]), new TestClock(), Core.Regulation.Rules.Embedded);
        var reader = new CaseReader(store);
        var petitions = new PetitionerQueries(store, reader);
        var petition = (await petitions.Numbered(answered))!.Value;
        return await ask(reader, petition, (await petitions.Ids(petition))[0]);
    }

    [Fact]
    public async Task What_cannot_be_exported_says_why_and_nothing_is_overwritten()
    {
        (await Export(accusation)).Refused("作为密件保管，不能导出");
        (await Export("XF2026-999999-9")).Refused("编号");
        (await Export("banana")).Refused("输入的“banana”不是信访件编号");
        Directory.CreateDirectory(scratch["full"]);
        await File.WriteAllTextAsync(scratch["full", "别人的.txt"], "别人的", TestContext.Current.CancellationToken);
        (await Export(answered, "full")).Refused("里已有文件，不会覆盖");
        Assert.Single(Directory.GetFiles(scratch["full"]));
        Assert.False(Directory.Exists(scratch["out"]));
    }
}
