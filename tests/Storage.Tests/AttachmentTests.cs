using System.Security.Cryptography;
using System.Text;
using Dapper;
using Xinqiao.Core;
using Xinqiao.Core.Attachments;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Tests.Attachments;
using Xinqiao.Core.Verification;
using Xinqiao.Storage.Tests.Samples;
using Xinqiao.Web.Attachments;
using Xinqiao.Web.Storage;
using Xunit;

namespace Xinqiao.Storage.Tests;

/// <summary>Files lie sealed in the database: whole or not there, once, erasable, and held to the log.</summary>
public sealed class AttachmentTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    internal static FileIntake Intake(District district) => new(district.Store, new CaseReader(district.Store), new VirusScanner(null));

    internal static async Task<Refusal?> Add(FileIntake intake, SamplePetition sample, string name, byte[] bytes)
    {
        var (file, refusal) = await intake.Check(name, bytes, Cancel);
        return refusal ?? await intake.Record(file!, new FileFor(Actor.Petitioner, sample.Petition, sample.Matter, AttachmentKind.Material));
    }

    /// <summary>The last file of a petition is erased, as one person asked and another decided.</summary>
    internal static async Task Erase(District district, FileIntake intake, SamplePetition sample)
    {
        var before = await Read(district, sample);
        var texts = ErasableTexts.Of(sample.Matter, before.Events, []);
        var there = texts.Places().ToList();
        var places = texts.Last(t => t.Place.Field == Attaching.FileContent).Places;
        Intent By(Actor actor, Func<Matter, Act, Decision> decide) =>
            new(actor, (cases, act) => decide(cases.Matter(sample.Matter), act)) { Streams = [sample.Matter] };
        await district.Do(By(SampleUnits.Router, (m, act) => Erasing.Ask(m, there, places, ErasureGround.NoLongerNeeded, "误传", act)));
        await district.Do(By(SampleUnits.Router with { Id = "s-22" }, (m, act) => Erasing.Approve(m, there, SampleUnits.Office, act)));
        await intake.Forget(sample.Petition, [before.Last<AttachmentAdded>()!.Sha256.Value!]);
    }

    private static async Task<History<Core.Petitions.Petition>> Read(District district, SamplePetition sample) =>
        (await new CaseReader(district.Store).Petition(sample.Petition))!;

    private static AuditResult Look(District district) => Web.Ledger.Audit.Of(district.Store, _ => { });

    [Theory, OnEachEngine]
    public async Task A_file_comes_back_byte_for_byte_with_a_copy_that_lacks_what_the_camera_wrote(Engine engine)
    {
        using var district = await District.Found(engine);
        var sample = await district.File();
        using var intake = Intake(district);
        var original = SampleFiles.JpegOfACamera();
        Assert.Null(await Add(intake, sample, "现场.jpg", original));
        Assert.Null(await Add(intake, sample, "合同.pdf", SampleFiles.Pdf()));

        var history = await Read(district, sample);
        var shelf = new FileShelf(district.Store, new CaseReader(district.Store));
        Assert.Equal(["现场.jpg", "合同.pdf"], FileShelf.Of(history, sample.Matter).Select(f => f.Name));
        var (picture, page) = (history.State.Attachments[0], history.State.Attachments[1]);
        Assert.Equal(original, await shelf.Open(sample.Petition, picture, FileForm.Original, IdentityView.Withheld));
        Assert.Equal(SampleFiles.Pdf(), await shelf.Open(sample.Petition, page, FileForm.Original, IdentityView.Withheld));
        Assert.Null(await shelf.Open(sample.Petition, page, FileForm.Copy, IdentityView.Withheld));
        var copy = await shelf.Open(sample.Petition, picture, FileForm.Copy, IdentityView.Withheld);
        Assert.True(original.AsSpan().IndexOf("GPS 32.0123N"u8) >= 0);
        Assert.True(copy.AsSpan().IndexOf("GPS"u8) < 0 && copy.AsSpan().IndexOf("Exif"u8) < 0);
        var added = history.Last<AttachmentAdded>()!;
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(SampleFiles.Pdf())), added.Sha256.Value);
        Assert.Empty(Look(district).Faults);
    }

    [Theory, OnEachEngine]
    public async Task Neither_a_file_s_name_nor_its_digest_nor_its_bytes_stand_in_a_column(Engine engine)
    {
        using var district = await District.Found(engine);
        var sample = await district.File();
        using var intake = Intake(district);
        var bytes = SampleFiles.Jpeg("经过-ZQXJ-2");
        Assert.Null(await Add(intake, sample, "周桂兰的身份证-ZQXJ-1.jpg", bytes));
        await new UnsortedScans(district.Store).Keep((await intake.Check("另一封-ZQXJ-1.jpg", bytes, Cancel)).File!);
        byte[][] secrets =
        [
            Encoding.UTF8.GetBytes("ZQXJ-1"), Encoding.UTF8.GetBytes("ZQXJ-2"), SHA256.HashData(bytes),
            Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(bytes))),
        ];
        await using var connection = district.Database.OpenToRead();
        foreach (var (table, _) in Schema.Of(district.Database))
            foreach (IDictionary<string, object> row in await connection.QueryAsync($"SELECT * FROM {table}"))
                foreach (var (column, value) in row)
                    foreach (var secret in secrets)
                        Assert.True((value as byte[] ?? Encoding.UTF8.GetBytes($"{value}")).AsSpan().IndexOf(secret) < 0, $"{table}.{column}");
    }

    [Theory, OnEachEngine]
    public async Task The_same_file_is_in_a_petition_once_and_may_be_in_another(Engine engine)
    {
        using var district = await District.Found(engine);
        var (first, second) = (await district.File(), await district.File());
        using var intake = Intake(district);
        Assert.Null(await Add(intake, first, "现场.jpg", SampleFiles.Jpeg()));
        Assert.Equal("already-attached", (await Add(intake, first, "又一次.jpg", SampleFiles.Jpeg()))?.Code);
        Assert.Null(await Add(intake, second, "现场.jpg", SampleFiles.Jpeg()));
        // Eight at once: the writer finds them waiting together.
        var together = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Add(intake, second, "远景.jpg", SampleFiles.Jpeg("远景"))));
        Assert.Single(together, r => r is null);
        Assert.Equal(2, (await Read(district, second)).State.Attachments.Count);
    }

    [Theory, OnEachEngine]
    public async Task A_file_of_twenty_megabytes_is_taken_and_survives_backup_and_restore(Engine engine)
    {
        using var district = await District.Found(engine);
        var sample = await district.File();
        using var intake = Intake(district);
        byte[] largest = [.. SampleFiles.Jpeg(), .. RandomNumberGenerator.GetBytes(FileLimits.Bytes - SampleFiles.Jpeg().Length)];
        Assert.Null(await Add(intake, sample, "大.jpg", largest));
        var folder = Path.Combine(district.Place.Folder, "backup");
        BackupFolder.Write(district.Database, folder, (_, _) => { });
        using var target = new TestDatabase(engine);
        using var database = target.Open();
        BackupFolder.Fill(folder, database, _ => [], (_, _) => { });

        await using var connection = database.OpenToRead();
        var lengths = (await connection.QueryAsync<long>("SELECT length(sealed) FROM attachment_files ORDER BY form DESC")).ToList();
        Assert.Equal(FileLimits.Bytes + 30, lengths[0]);
        using var store = new CaseStore(database, district.Place.Keys, district.Clock, Core.Regulation.Rules.Embedded);
        Assert.Empty(Web.Ledger.Audit.Of(store, _ => { }).Faults);
    }

    [Theory, OnEachEngine]
    public async Task An_erased_file_is_gone_with_its_name_and_digests_and_the_audit_says_erased(Engine engine)
    {
        using var district = await District.Found(engine);
        var sample = await district.File();
        using var intake = Intake(district);
        Assert.Null(await Add(intake, sample, "误传.jpg", SampleFiles.Jpeg()));
        var file = (await Read(district, sample)).State.Attachments[0];
        await Erase(district, intake, sample);

        var history = await Read(district, sample);
        Assert.True(FileShelf.Of(history, sample.Matter)[0].IsErased);
        Assert.Null(history.Last<AttachmentAdded>()!.Sha256.Value);
        Assert.Null(await new FileShelf(district.Store, new CaseReader(district.Store)).Open(sample.Petition, file, FileForm.Original, IdentityView.Withheld));
        var found = Look(district);
        Assert.Equal((Verdict.Redacted, 4), (found.Verdict, found.Erased));
        // Whoever handed it in may hand it in again.
        Assert.Null(await Add(intake, sample, "误传.jpg", SampleFiles.Jpeg()));
    }

    [Theory, OnEachEngine]
    public async Task A_file_that_vanished_was_changed_or_lies_elsewhere_is_named_by_the_audit(Engine engine)
    {
        foreach (var (tampering, said) in new[]
                 {
                     ("DELETE FROM attachment_files", "“file”不在了"),
                     ("DELETE FROM attachment_files WHERE form = 'copy'", "附件缺少一份"),
                     ("UPDATE attachment_files SET form = 'third' WHERE form = 'copy'", "attachment_files 多出一行"),
                     ("UPDATE attachment_files SET position = position + 100000", "不属于任何附件"),
                     ("UPDATE attachment_files SET sealed = (SELECT sealed FROM attachment_files WHERE form = 'copy') WHERE form = 'original'", "附件解不开"),
                 })
        {
            using var district = await District.Found(engine);
            var sample = await district.File();
            using var intake = Intake(district);
            Assert.Null(await Add(intake, sample, "现场.jpg", SampleFiles.Jpeg()));
            await using (var connection = district.Database.OpenToRead()) await connection.ExecuteAsync(tampering);
            Assert.Contains(Look(district).Faults, f => f.What.Contains(said, StringComparison.Ordinal));
        }
    }

    [Theory, OnEachEngine]
    public async Task A_page_that_waits_to_be_sorted_is_there_once_and_gone_when_it_was(Engine engine)
    {
        using var district = await District.Found(engine);
        using var intake = Intake(district);
        var unsorted = new UnsortedScans(district.Store);
        var file = (await intake.Check("scan0001.jpg", SampleFiles.Jpeg(), Cancel)).File!;
        await unsorted.Keep(file);
        await unsorted.Keep(file);
        var scan = Assert.Single(await unsorted.List());
        Assert.Equal(("scan0001.jpg", FileType.Jpeg), (scan.Name, scan.Type));
        Assert.Equal(file.Bytes, await unsorted.Open(scan.Id));
        await unsorted.Sorted(scan.Id);
        Assert.Empty(await unsorted.List());
    }

    [Theory, OnEachEngine]
    public async Task What_waits_stays_waiting_without_a_scanner(Engine engine)
    {
        using var district = await District.Found(engine);
        var sample = await district.File();
        using var intake = Intake(district);
        Assert.Null(await Add(intake, sample, "现场.jpg", SampleFiles.Jpeg()));
        Assert.Equal(Standing.Waiting, (await Read(district, sample)).State.Attachments[0].Standing);
        await using var connection = district.Database.OpenToRead();
        Assert.Equal(1, await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM unscanned_files"));
    }
}
