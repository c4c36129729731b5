using Dapper;
using Xinqiao.Core.Ledger;
using Xinqiao.Core.Regulation;
using Xinqiao.Storage.Tests.Samples;
using Xinqiao.Web.Ledger;
using Xinqiao.Web.Storage;
using Xunit;

namespace Xinqiao.Storage.Tests;

/// <summary>The log as the world sees it: tiles, bundles, checkpoint, from the database and in a folder.</summary>
public sealed class PublishedLogTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static string Folder(District district) => Path.Combine(district.Place.Folder, "log");

    private static Checkpoint Export(CaseStore store, string folder, Action<ExportProgress>? progress = null) =>
        LogExport.Run(store, folder, progress ?? (_ => { }), Cancel);

    private static Dictionary<string, string> Files(string folder) => Directory
        .EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(f => Path.GetFileName(f) != ".lock")
        .ToDictionary(f => Path.GetRelativePath(folder, f), f => Convert.ToHexString(File.ReadAllBytes(f)));

    private static LogAuditResult Audited(CaseStore store, string folder) =>
        LogFolder.Audit(folder, LogPolicy.Parse(PublishedPolicy.Text(store)));

    [Theory, OnEachEngine]
    public async Task Every_tile_and_bundle_is_what_the_definition_says(Engine engine)
    {
        using var district = await District.Found(engine);
        await ManyEntries.Add(district.Store, 70_000 - 6);
        await using var connection = district.Database.OpenToRead();
        var leaves = (await connection.QueryAsync<byte[]>("SELECT leaf FROM events ORDER BY position")).Select(l => Hash.FromBytes(l)).ToArray();
        Assert.Equal(70_000, leaves.Length);
        var tiles = new LogTiles(connection);

        Assert.Equal(MerkleTree.Root(leaves), tiles.Root(70_000));
        foreach (var tile in Tile.Of(70_000).Where(t => t.Level > 0 || t.Index is 0 or 100 or 273))
        {
            Assert.Equal(tile.ToBytes((level, index) => MerkleTree.Root(leaves.AsSpan((int)(index << level), 1 << level))), tiles.Hashes(tile));
            if (tile.Level > 0) continue;
            var entries = EntryBundle.Decode(tiles.Entries(tile), tile.Width);
            for (var i = 0; i < entries.Count; i++)
                Assert.Equal(leaves[tile.Index * 256 + i], MerkleTree.LeafHash(entries[i].Span));
        }

        foreach (var index in (long[])[0, 255, 256, 65_535, 65_536, 69_999])
            Assert.True(MerkleTree.VerifyInclusion(index, 70_000, leaves[index], tiles.InclusionProof(index, 70_000), MerkleTree.Root(leaves)));
        foreach (var old in (int[])[1, 255, 256, 257, 65_536, 69_999])
            Assert.True(MerkleTree.VerifyConsistency(
                old, 70_000, MerkleTree.Root(leaves.AsSpan(0, old)), tiles.ConsistencyProof(old, 70_000), MerkleTree.Root(leaves)));
    }

    [Theory, OnEachEngine]
    public async Task An_exported_log_is_sound_and_holds_an_entry_for_each_event(Engine engine)
    {
        using var district = await District.Found(engine);
        for (var i = 0; i < 110; i++) await district.File();
        var folder = Folder(district);

        var checkpoint = Export(district.Store, folder);

        var found = Audited(district.Store, folder);
        Assert.Empty(found.Faults);
        Assert.Equal(checkpoint, found.Checkpoint);
        await using var connection = district.Database.OpenToRead();
        Assert.Equal(await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM events"), checkpoint.Size);
        Assert.Equal(110, found.Kinds[LeafKind.Register]);
        Assert.Equal(0, found.Others);
        Assert.Equal(
            Tile.Of(checkpoint.Size).SelectMany(t => t.Level == 0 ? new[] { t.Path, t.EntriesPath } : [t.Path]).Append("checkpoint").Append("policy").Order(),
            Files(folder).Keys.Order());
    }

    [Theory, OnEachEngine]
    public async Task An_export_that_goes_on_is_the_one_made_at_once(Engine engine)
    {
        using var district = await District.Found(engine);
        var (folder, steps) = (Folder(district), new[] { 1, 100, 200, 3, 256, 300, 513 });
        foreach (var step in steps)
        {
            await ManyEntries.Add(district.Store, step);
            Export(district.Store, folder);
            Assert.Empty(Audited(district.Store, folder).Faults);
        }

        Export(district.Store, folder + "-2");
        var (going, atOnce) = (Files(folder), Files(folder + "-2"));
        // Partial tiles of earlier checkpoints stay until the full one is there; everything else is equal to the byte.
        Assert.Subset(going.ToHashSet(), atOnce.ToHashSet());
        Assert.All(going.Keys.Except(atOnce.Keys), path => Assert.Contains(".p/", path, StringComparison.Ordinal));
        Assert.DoesNotContain(going.Keys, path => path.Contains("tile/0/000.p", StringComparison.Ordinal));
    }

    [Theory, OnEachEngine]
    public async Task An_export_broken_off_after_any_file_is_finished_by_the_next_and_was_sound_before(Engine engine)
    {
        using var district = await District.Found(engine);
        await ManyEntries.Add(district.Store, 1_100);
        var whole = Folder(district) + "-whole";
        var first = Export(district.Store, whole);
        for (var stopAt = 256; stopAt < 1_100; stopAt += 256)
        {
            var folder = Folder(district) + stopAt;
            Assert.Throws<OperationCanceledException>(() => Export(district.Store, folder, progress =>
            {
                if (progress.Done >= stopAt) throw new OperationCanceledException();
            }));
            Assert.False(File.Exists(Path.Combine(folder, "checkpoint")));
            var had = Files(folder).Count;
            Assert.InRange(had, 2, 10);

            var written = 0L;
            Assert.Equal(first, Export(district.Store, folder, progress => written = progress.Written));
            Assert.Equal(Files(whole), Files(folder));
            Assert.Equal(Files(whole).Count - had, written); // nothing twice
        }
    }

    [Theory, OnEachEngine]
    public async Task A_damaged_file_beyond_the_checkpoint_is_written_anew(Engine engine)
    {
        using var district = await District.Found(engine);
        await ManyEntries.Add(district.Store, 300);
        var folder = Folder(district);
        Export(district.Store, folder);
        await ManyEntries.Add(district.Store, 600);
        Assert.Throws<OperationCanceledException>(() => Export(district.Store, folder, _ => throw new OperationCanceledException()));
        File.WriteAllBytes(Path.Combine(folder, "tile", "0", "001"), new byte[8_192]);

        Export(district.Store, folder);

        Assert.Empty(Audited(district.Store, folder).Faults);
    }

    [Theory, OnEachEngine]
    public async Task A_folder_that_knows_more_or_something_else_is_evidence_and_is_not_touched(Engine engine)
    {
        using var district = await District.Found(engine);
        using var other = await District.Found(engine);
        var folder = Folder(district);
        // The same keys and origin, another past: what an office has that rewrites its log.
        var forged = other.OpenAgain(district.Place.Keys);
        await ManyEntries.Add(forged, 20);
        await ManyEntries.Add(district.Store, 40);
        Export(district.Store, folder);
        var published = Files(folder);

        Assert.Contains("少了已公布的记录", Assert.Throws<OtherLogException>(() => Export(forged, folder)).Message, StringComparison.Ordinal);
        await ManyEntries.Add(forged, 40);
        Assert.Contains("改写过", Assert.Throws<OtherLogException>(() => Export(forged, folder)).Message, StringComparison.Ordinal);
        await other.File();
        Assert.Contains("另一本登记账", Assert.Throws<OtherLogException>(() => Export(other.Store, folder)).Message, StringComparison.Ordinal);
        Assert.Equal(published, Files(folder));
    }

    [Theory, OnEachEngine]
    public async Task An_export_beside_live_traffic_is_sound(Engine engine)
    {
        using var district = await District.Found(engine);
        var folder = Folder(district);
        var filing = Task.Run(async () =>
        {
            for (var i = 0; i < 60; i++) await district.File();
        }, Cancel);
        do
        {
            Export(district.Store, folder);
            Assert.Empty(Audited(district.Store, folder).Faults);
        }
        while (!filing.IsCompleted);
        await filing;
    }

    [Theory, OnEachEngine]
    public async Task A_log_nobody_ever_signed_gets_its_key_and_first_checkpoint(Engine engine)
    {
        using var district = await District.Found(engine);
        await district.File();
        await using (var connection = district.Database.OpenToRead()) await connection.ExecuteAsync("DELETE FROM checkpoints");
        File.Delete(Path.Combine(district.Place.Keys.Folder, "log.key"));

        await LogKeyChange.SignFirst(district.Database, district.Place.Keys.Folder, district.Clock);

        var store = district.OpenAgain(KeyFolder.Open(district.Place.Keys.Folder));
        Export(store, Folder(district));
        Assert.Empty(Audited(store, Folder(district)).Faults);
        await LogKeyChange.SignFirst(district.Database, district.Place.Keys.Folder, district.Clock);
        await using (var connection = district.Database.OpenToRead())
            Assert.Equal(1, await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM checkpoints"));
        Assert.Single(KeyFolder.Open(district.Place.Keys.Folder).LogSeeds);
    }

    [Theory, OnEachEngine]
    public async Task A_new_key_signs_beside_the_old_until_that_one_is_retired_and_the_log_tells_of_both(Engine engine)
    {
        using var district = await District.Found(engine);
        var folder = district.Place.Keys.Folder;
        await district.File();
        var old = district.Store.LogKey.Public;
        Assert.Throws<KeyChangeRefusedException>(() => LogKeyChange.Finish(district.Store).GetAwaiter().GetResult());

        LogKeyChange.MakeFile(district.Store);
        var both = district.OpenAgain(KeyFolder.Open(folder));
        var next = await LogKeyChange.Begin(both);
        Assert.Equal([old.ToString(), next.ToString()], both.LogKey.Publics.Select(k => k.ToString()));
        Assert.Throws<KeyChangeRefusedException>(() => LogKeyChange.MakeFile(both));
        // Nothing was recorded since by a node that knows it.
        await Assert.ThrowsAsync<KeyChangeRefusedException>(() => LogKeyChange.Finish(both));
        await district.File();
        await Assert.ThrowsAsync<KeyChangeRefusedException>(() => LogKeyChange.Finish(district.OpenAgain(KeyFolder.Open(folder))));

        var done = await district.Do(SampleActs.File(SamplePetition.New(), new(both)), both);
        Assert.Equal(2, done.Checkpoint.Signatures.Count);
        Assert.True(done.Checkpoint.Check([old], LogKey.Verify).IsTrusted);
        Assert.True(done.Checkpoint.Check([next], LogKey.Verify).IsTrusted);
        Assert.Equal(2, LogPolicy.Parse(PublishedPolicy.Text(both)).Logs.Count);
        Export(both, Folder(district));
        Assert.Empty(LogFolder.Audit(Folder(district), LogPolicy.OfLog(old)).Faults);
        Assert.Empty(LogFolder.Audit(Folder(district), LogPolicy.OfLog(next)).Faults);

        Assert.Equal(next.ToString(), (await LogKeyChange.Finish(both)).ToString());
        var alone = district.OpenAgain(KeyFolder.Open(folder));
        Assert.Equal([next.ToString()], alone.LogKey.Publics.Select(k => k.ToString()));
        Assert.Equal(2, Assert.Single(alone.Keys.LogSeeds).Number);
        done = await district.Do(SampleActs.File(SamplePetition.New(), new(alone)), alone);
        Assert.Single(done.Checkpoint.Signatures);
        Assert.Equal(district.Store.Stamp.Origin, Checkpoint.Parse(done.Checkpoint.Text).Origin);
        Assert.Empty(Web.Ledger.Audit.Of(alone, _ => { }).Faults);
        Export(alone, Folder(district));
        Assert.Empty(Audited(alone, Folder(district)).Faults);

        // A node that was not started again signs with the old key alone: that is found.
        await district.File();
        Assert.Contains("签名不符", Assert.Single(Web.Ledger.Audit.Of(alone, _ => { }).Faults).What, StringComparison.Ordinal);
    }

    [Theory, OnEachEngine]
    public async Task A_change_of_keys_that_broke_off_is_taken_up_again(Engine engine)
    {
        using var district = await District.Found(engine);
        var folder = district.Place.Keys.Folder;
        // The file was made, and the log not told.
        LogKeyChange.MakeFile(district.Store);
        var both = district.OpenAgain(KeyFolder.Open(folder));
        LogKeyChange.MakeFile(both);
        Assert.Equal(2, KeyFolder.Open(folder).LogSeeds.Count);
        await LogKeyChange.Begin(both);
        await district.Do(SampleActs.File(SamplePetition.New(), new(both)), both);

        // The log was told, and the file not destroyed.
        var old = await File.ReadAllTextAsync(Path.Combine(folder, "log.key"), Cancel);
        await LogKeyChange.Finish(both);
        await File.WriteAllTextAsync(Path.Combine(folder, "log.key"), old, Cancel);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(Path.Combine(folder, "log.key"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var again = district.OpenAgain(KeyFolder.Open(folder));
        Assert.Single(again.LogKey.Publics);
        await LogKeyChange.Finish(again);
        Assert.False(File.Exists(Path.Combine(folder, "log.key")));
    }

    [Fact]
    public async Task A_database_of_the_first_schema_is_exported()
    {
        using var district = await District.Found(Engine.Sqlite);
        await district.File();
        await using (var connection = district.Database.OpenToRead())
            await connection.ExecuteAsync(
                """
                DROP TABLE cosignatures;
                DROP INDEX petitions_by_national_number;
                ALTER TABLE petitions DROP COLUMN national_number;
                DROP INDEX matters_of_category;
                ALTER TABLE matters DROP COLUMN category;
                ALTER TABLE units DROP COLUMN ended_on;
                ALTER TABLE people DROP COLUMN must_change;
                ALTER TABLE people DROP COLUMN first_until;
                ALTER TABLE sessions DROP COLUMN proven_at;
                DROP INDEX deadlines_of_district;
                DROP INDEX deadlines_of_unit;
                ALTER TABLE deadlines DROP COLUMN sealed;
                ALTER TABLE deadlines DROP COLUMN unit;
                PRAGMA user_version = 1
                """);

        using var database = district.Place.Open();
        using var store = new CaseStore(database, district.Place.Keys, district.Clock, Rules.Embedded);
        Export(store, Folder(district));

        Assert.Empty(Audited(store, Folder(district)).Faults);
    }
}
