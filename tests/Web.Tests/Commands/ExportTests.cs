using Dapper;
using DocumentFormat.OpenXml.Packaging;
using Xinqiao.Core;
using Xinqiao.Core.Attachments;
using Xinqiao.Core.Ledger;
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
        (await Export(answered)).Ok();
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

    private Task<Typed> Export(string number, string to = "out") => Typed.Run(
        "export", number, "--to", scratch[to], "--database", scratch["demo.db"], "--keys", scratch["keys"]);

    [Fact]
    public async Task The_folder_holds_texts_documents_the_receipt_and_every_entry_with_its_proof()
    {
        (await Export(answered)).Ok();
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
