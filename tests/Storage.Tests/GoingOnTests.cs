using CsCheck;
using Dapper;
using Xinqiao.Core.Ledger;
using Xinqiao.Core.Verification;
using Xinqiao.Storage.Tests.Samples;
using Xinqiao.Web.Citizens;
using Xinqiao.Web.Commands;
using Xinqiao.Web.Ledger;
using Xinqiao.Web.Registers;
using Xinqiao.Web.Storage;
using Xinqiao.Web.Units;
using Xunit;

namespace Xinqiao.Storage.Tests;

/// <summary>A log that lost entries for good goes on under a new name, and everybody can see what it lost (decision 21).</summary>
public sealed class GoingOnTests
{
    private const string Next = "demo.test/2";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static async Task<ReceiptFile> Receipt(CaseStore store, SamplePetition of) =>
        (await new Receipts(store, new WitnessedCheckpoint(store), new UnitQueries(store)).Of((await new CaseReader(store).Petition(of.Petition))!.State)).File;

    [Theory, OnEachEngine]
    public async Task It_goes_on_is_sound_and_proves_old_and_new_and_publishes_what_is_lost(Engine engine)
    {
        ReceiptFile shown = null!;
        using var loss = await Loss.Of(engine, async l => shown = await Receipt(l.District.Store, l.Lost));
        var before = loss.District.Store.LogKey.Publics[0].ToString();

        var (code, said, error) = await loss.GoOn(loss.Log, "--origin", Next);

        Assert.True(code == 0, said + error);
        Assert.Contains($"第一条在第 {loss.Whole} 号，缺失 {loss.Whole - loss.Size} 条：{loss.Size}-{loss.Whole - 1}", said, StringComparison.Ordinal);
        await loss.Ask(async store =>
        {
            Assert.Null(RestoreHold.Of(store.Database));
            var filed = SamplePetition.New();
            await store.Act(SampleActs.File(filed, new(store)));
            var found = Web.Ledger.Audit.Of(store, _ => { });
            Assert.True(found.Verdict == Verdict.Ok, found.Report());
            // One policy holds for receipts of before and of after, of what is lost and of what is not.
            var policy = LogPolicy.Parse(PublishedPolicy.Text(store));
            Assert.Equal([Next, loss.District.Store.LogKey.Origin], policy.Logs.Select(log => log.Key.Name));
            Assert.True(ReceiptCheck.Of(shown, policy, LogKey.Verify).IsProven);
            Assert.True(ReceiptCheck.Of(await Receipt(store, filed), policy, LogKey.Verify).IsProven);
            // The old key signs nothing more.
            Assert.DoesNotContain(store.LogKey.Publics, key => key.ToString() == before);
            Assert.Single(store.Keys.LogSeeds);
            return 0;
        });
    }

    [Theory, OnEachEngine]
    public async Task The_published_log_goes_on_in_the_same_folder_and_tells_of_its_former_name(Engine engine)
    {
        using var loss = await Loss.Of(engine);
        await loss.GoOn(loss.Log, "--origin", Next);

        await loss.Ask(async store =>
        {
            await store.Act(SampleActs.File(SamplePetition.New(), new(store)));
            // What was published before is the beginning of what is published now, entry by entry.
            LogExport.Run(store, loss.Log, _ => { }, Cancel);
            var policy = PublishedPolicy.Of(store);
            var audit = LogFolder.Audit(loss.Log, policy);
            Assert.True(audit.IsSound, string.Join('\n', audit.Faults));
            Assert.Equal(Next, audit.Checkpoint!.Origin);
            var former = Assert.Single(LogFolder.FormerOrigins(loss.Log, policy));
            Assert.Equal((loss.Whole, $"{loss.Size}-{loss.Whole - 1}", true), (former.Seen.Size, former.Lost, former.IsBelieved));
            return 0;
        });
        var check = await Loss.Type("log", "check", loss.Log);
        Assert.Contains($"缺失 lost {loss.Whole - loss.Size} 条：{loss.Size}-{loss.Whole - 1}", check.Out, StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(loss.Log, "origin/2"), (await File.ReadAllTextAsync(Path.Combine(loss.Log, "origin/2"), Cancel)).Replace("index 1", "index 2", StringComparison.Ordinal), Cancel);
        Assert.Equal(CommandLine.Failed, (await Loss.Type("log", "check", loss.Log)).Code);
    }

    [Theory, OnEachEngine]
    public async Task Where_only_a_checkpoint_was_seen_each_lost_index_stays_empty(Engine engine)
    {
        using var loss = await Loss.Of(engine);
        var checkpoint = Path.Combine(loss.Log, "checkpoint");
        Assert.Contains("--erase-again", (await loss.GoOn(checkpoint, "--origin", Next)).Error, StringComparison.Ordinal);

        var (code, said, error) = await loss.GoOn(checkpoint, "--origin", Next, "--erase-again");

        Assert.True(code == 0, said + error);
        await loss.Ask(async store =>
        {
            await store.Act(SampleActs.File(SamplePetition.New(), new(store)));
            var found = Web.Ledger.Audit.Of(store, _ => { });
            Assert.True(found.Verdict == Verdict.Ok, found.Report());
            Assert.Throws<OtherLogException>(() => LogExport.Run(store, loss.Log, _ => { }, Cancel)); // another log: keep both
            LogExport.Run(store, loss.At("new"), _ => { }, Cancel);
            var audit = LogFolder.Audit(loss.At("new"), PublishedPolicy.Of(store));
            Assert.True(audit.IsSound, string.Join('\n', audit.Faults));
            return 0;
        });
    }

    [Theory, OnEachEngine]
    public async Task No_number_that_a_lost_entry_may_have_borne_is_given_again(Engine engine)
    {
        var number = "";
        using var loss = await Loss.Of(engine, async l => number = (await new CaseReader(l.District.Store).Petition(l.Lost.Petition))!.State.Number);
        await loss.GoOn(loss.Log, "--origin", Next);

        await loss.Ask(async store =>
        {
            var filed = SamplePetition.New();
            await store.Act(SampleActs.File(filed, new(store)));
            var next = (await new CaseReader(store).Petition(filed.Petition))!.State.Number;
            Assert.True(string.CompareOrdinal(next, number) > 0, $"{next} after {number}");
            // The register of numbers says which, and misses none.
            var series = (await new NumberRegister(store, new UnitQueries(store)).All(counts: true)).Single(s => s.IsOfPetitions);
            Assert.Empty(series.Missing);
            Assert.Contains(int.Parse(number.AsSpan("XF2026-".Length, 6), System.Globalization.CultureInfo.InvariantCulture), series.Voided);
            Assert.Equal((int)series.Last, series.Counted + series.Voided.Count);
            return 0;
        });
    }

    [Theory, OnEachEngine]
    public async Task It_is_backed_up_and_restored_as_any_other(Engine engine)
    {
        using var loss = await Loss.Of(engine);
        await loss.GoOn(loss.Log, "--origin", Next);
        await loss.Ask(async store =>
        {
            await store.Act(SampleActs.File(SamplePetition.New(), new(store)));
            BackupFolder.Write(store.Database, loss.At("later"), (_, _) => { });
            return 0;
        });
        using var target = new TestDatabase(engine);

        var (code, said, error) = await Loss.Type(
            "restore", loss.At("later"), "--database", target.Address, "--keys", loss.District.Place.Keys.Folder, "--witnessed", loss.At("later/checkpoint"));

        Assert.True(code == 0, said + error);
    }

    [Fact]
    public async Task A_name_that_was_used_or_has_a_scheme_is_refused()
    {
        using var loss = await Loss.Of(Engine.Sqlite);
        foreach (var name in (string[])[loss.District.Store.LogKey.Origin, "https://demo.test/2", "demo test"])
            Assert.Contains("不可用", (await loss.GoOn(loss.Log, "--origin", name)).Error, StringComparison.Ordinal);
        await loss.GoOn(loss.Log, "--origin", Next);
        Assert.Contains("没有缺失的编号", (await loss.GoOn(loss.Log, "--origin", "demo.test/3")).Error, StringComparison.Ordinal);
    }

    [Theory, OnEachEngine]
    public async Task What_is_said_of_the_loss_cannot_be_changed_behind_the_log(Engine engine)
    {
        using var loss = await Loss.Of(engine);
        await loss.GoOn(loss.Log, "--origin", Next);

        await loss.Ask(async store =>
        {
            await using var connection = store.Database.OpenToRead();
            foreach (var sql in (string[])
                     [
                         "DELETE FROM lost_entries WHERE position = (SELECT max(position) FROM lost_entries)",
                         "UPDATE lost_entries SET kind = 'rate' WHERE position = (SELECT min(position) FROM lost_entries)",
                         "UPDATE lost_entries SET leaf = commitment WHERE position = (SELECT min(position) FROM lost_entries)",
                         "UPDATE lost_entries SET position = position + 1000 WHERE position = (SELECT min(position) FROM lost_entries)",
                         "INSERT INTO lost_entries SELECT position + 1000, commitment, kind, leaf FROM lost_entries",
                     ])
            {
                await using var trial = await connection.BeginTransactionAsync(Cancel);
                await connection.ExecuteAsync(sql, transaction: trial);
                Assert.True(Web.Ledger.Audit.Of(store, connection, trial, _ => { }).FaultCount > 0, sql);
                await trial.RollbackAsync(Cancel);
            }

            return 0;
        });
    }

    // Histories of any shape: what was lost, what was got back of it, what was known outside, and what was filed then.
    [Fact]
    public void An_index_is_never_another_leafs_whatever_was_lost_and_got_back() =>
        Gen.Select(Gen.Int[1, 4], Gen.Int[0, 12], Gen.Bool, Gen.Int[1, 3]).Sample(
            (filed, gotBack, isPublished, after) => Never(filed, gotBack, isPublished, after).GetAwaiter().GetResult(), iter: 20, threads: 1);

    private static async Task Never(int filed, int gotBack, bool isPublished, int after)
    {
        using var loss = await Loss.Of(Engine.Sqlite, async l =>
        {
            for (var i = 1; i < filed; i++) await l.District.File();
        });
        EntryFile.Write(loss.District.Store, loss.Entries, loss.Size, _ => { });
        File.WriteAllLines(loss.Entries, File.ReadLines(loss.Entries).Take(gotBack).ToArray());
        var seen = isPublished ? loss.Log : Path.Combine(loss.Log, "checkpoint");
        var published = Leaves(loss.District.Store);
        await loss.Take(seen, loss.Entries);
        var (code, said, error) = await loss.GoOn(seen, "--origin", Next, "--erase-again");
        Assert.True(code == 0 || error.Contains("没有缺失的编号", StringComparison.Ordinal), said + error); // all of it may have come back
        await loss.Ask(async store =>
        {
            for (var i = 0; i < after; i++) await store.Act(SampleActs.File(SamplePetition.New(), new(store)));
            var found = Web.Ledger.Audit.Of(store, _ => { });
            Assert.True(found.FaultCount == 0, found.Report());
            var leaves = Leaves(store);
            Assert.True(leaves.Count > published.Count);
            using var connection = store.Database.OpenToRead();
            var lost = connection.Query<long>("SELECT position FROM lost_entries").ToHashSet();
            for (var i = 0; i < published.Count; i++)
                if (leaves[i] != published[i])
                    Assert.True(!isPublished && lost.Contains(i), $"index {i} is another entry's");
            Assert.Equal(0, connection.ExecuteScalar<long>("SELECT count(*) FROM events e JOIN lost_entries l ON l.position = e.position"));
            return 0;
        });
    }

    private static List<string> Leaves(CaseStore store)
    {
        using var connection = store.Database.OpenToRead();
        var tiles = new LogTiles(connection);
        return [.. Enumerable.Range(0, (int)tiles.Size()).Select(i => tiles.Subtree(0, i).ToString())];
    }
}
