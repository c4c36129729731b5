using Dapper;
using Xinqiao.Core.Furniture;
using Xinqiao.Core.Verification;
using Xinqiao.Storage.Tests.Samples;
using Xinqiao.Web.Citizens;
using Xinqiao.Web.Commands;
using Xinqiao.Web.Ledger;
using Xinqiao.Web.Storage;
using Xinqiao.Web.Units;
using Xunit;

namespace Xinqiao.Storage.Tests;

/// <summary>Lost entries that are found again go back to their own places, and to no other.</summary>
public sealed class RetakingTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, OnEachEngine]
    public async Task A_log_that_got_everything_back_is_whole_has_the_same_root_and_goes_on(Engine engine)
    {
        using var loss = await Loss.Of(engine, async l =>
        {
            // Reference data changed meanwhile, too.
            await l.District.Do(new Intent(SampleUnits.System, (_, _) => Core.Decision.Accept(new SettingMade("clock.CLK-12a.length", "2", new DateOnly(2026, 4, 1)))));
            EntryFile.Write(l.District.Store, l.Entries, 0, _ => { });
        });
        EntryFile.Write(loss.District.Store, loss.Entries, 0, _ => { }); // goes on where it ended

        var (code, said, error) = await loss.Take(Path.Combine(loss.Log, "checkpoint"), loss.Entries);

        Assert.True(code == 0, said + error);
        Assert.Contains($"取回 taken in {loss.Whole - loss.Size} 条：第 {loss.Size} 至 {loss.Whole - 1} 号", said, StringComparison.Ordinal);
        await loss.Ask(async store =>
        {
            Assert.Null(RestoreHold.Of(store.Database));
            Assert.Equal(Rows(loss.District.Database), Rows(store.Database));
            await store.Act(SampleActs.File(SamplePetition.New(), new(store)));
            Assert.Equal(Verdict.Ok, Web.Ledger.Audit.Of(store, _ => { }).Verdict);
            Assert.Equal(loss.Lost.Narrative, (await new CaseReader(store).Petition(loss.Lost.Petition))!.Last<Core.Petitions.PetitionFiled>()!.Narrative.Value);
            return 0;
        });
    }

    [Theory, OnEachEngine]
    public async Task What_was_got_back_in_part_stands_at_its_own_index_and_the_rest_is_lost_still(Engine engine)
    {
        using var loss = await Loss.Of(engine, l =>
        {
            EntryFile.Write(l.District.Store, l.Entries, 0, _ => { });
            return Task.CompletedTask;
        });

        var (code, said, error) = await loss.Take(loss.Log, loss.Entries);

        Assert.True(code == CommandLine.Failed, error);
        Assert.Contains("取回 taken in", said, StringComparison.Ordinal);
        Assert.Contains($"缺失 lost {loss.Whole - 1} ", said, StringComparison.Ordinal);
        await loss.Ask(async store =>
        {
            var size = store.Database.Size();
            Assert.InRange(size, loss.Size + 1, loss.Whole - 1);
            var hold = RestoreHold.Of(store.Database)!;
            Assert.Equal((size, loss.Whole), (hold.Size, hold.Witnessed));
            await Assert.ThrowsAsync<DatabaseUnusableException>(() => store.Act(SampleActs.File(SamplePetition.New(), new(store))));
            Assert.Equal(Rows(loss.District.Database).Take((int)size), Rows(store.Database));
            return 0;
        });
        // From a checkpoint alone nobody can tell of a part whether it is the right one.
        using var again = await Loss.Of(engine, l =>
        {
            EntryFile.Write(l.District.Store, l.Entries, 0, _ => { });
            return Task.CompletedTask;
        });
        Assert.DoesNotContain("取回 taken in", (await again.Take(Path.Combine(again.Log, "checkpoint"), again.Entries)).Out, StringComparison.Ordinal);
    }

    [Theory, OnEachEngine]
    public async Task A_receipt_proves_its_lost_entry_and_brings_no_text(Engine engine)
    {
        var receipt = "";
        using var loss = await Loss.Of(engine, async l =>
        {
            var store = l.District.Store;
            var petition = (await new CaseReader(store).Petition(l.Lost.Petition))!.State;
            receipt = (await new Receipts(store, new WitnessedCheckpoint(store), new UnitQueries(store)).Of(petition)).File.ToString();
        });
        await File.WriteAllTextAsync(loss.At("shown.tlog-proof"), receipt, Cancel);

        var (code, said, error) = await loss.Take(loss.Log, loss.At("shown.tlog-proof"));

        Assert.True(code == CommandLine.Failed, error);
        Assert.Contains($"缺失 lost {loss.Size} reg\n  凭回执证实 proven：petition.filed.v1", said, StringComparison.Ordinal);
        await loss.Ask(store =>
        {
            Assert.Equal(Verdict.Ok, Web.Ledger.Audit.Of(store, _ => { }).Verdict);
            return Task.FromResult(0);
        });
        // It is kept, and told again.
        Assert.Contains("凭回执证实", (await loss.Take(loss.Log, loss.Entries)).Out, StringComparison.Ordinal);
    }

    [Theory, OnEachEngine]
    public async Task A_text_that_was_erased_later_does_not_come_back_with_its_entry(Engine engine)
    {
        using var loss = await Loss.Of(engine, async l =>
        {
            EntryFile.Write(l.District.Store, l.Entries, 0, _ => { }); // holds the text still
            await using var connection = l.District.Database.OpenToRead();
            var position = await connection.ExecuteScalarAsync<long>("SELECT max(position) FROM field_values WHERE field = 'title'");
            await l.District.Do(ErasureTests.Erasing(position, "title"));
        });
        EntryFile.Write(loss.District.Store, loss.Entries, 0, _ => { });

        var (code, said, error) = await loss.Take(loss.Log, loss.Entries);

        Assert.True(code == 3, said + error); // whole but for what was erased
        await loss.Ask(async store =>
        {
            Assert.Equal(Verdict.Redacted, Web.Ledger.Audit.Of(store, _ => { }).Verdict);
            Assert.Null((await new CaseReader(store).Petition(loss.Lost.Petition))!.Last<Core.Petitions.PetitionFiled>()!.Title.Value);
            return 0;
        });
    }

    [Fact]
    public async Task Another_entry_is_never_taken_in_at_a_lost_index()
    {
        using var loss = await Loss.Of(Engine.Sqlite);
        EntryFile.Write(loss.District.Store, loss.Entries, loss.Size, _ => { });
        var lines = await File.ReadAllLinesAsync(loss.Entries, Cancel);
        // Every line in every place, but its own: with what was published, and with the root alone.
        foreach (var (i, j) in Enumerable.Range(0, lines.Length).SelectMany(i => Enumerable.Range(0, lines.Length).Where(j => j != i).Select(j => (i, j))))
        {
            var wrong = lines.ToArray();
            wrong[i] = (EntryLine.Parse(lines[j]) with { Index = loss.Size + i }).ToString();
            await File.WriteAllLinesAsync(loss.At("wrong"), wrong, Cancel);
            Assert.Contains("不是缺失的", (await loss.Take(loss.Log, loss.At("wrong"))).Error, StringComparison.Ordinal);
            Assert.Contains("不是缺失的", (await loss.Take(Path.Combine(loss.Log, "checkpoint"), loss.At("wrong"))).Error, StringComparison.Ordinal);
        }

        await loss.Ask(store =>
        {
            Assert.Equal(loss.Size, store.Database.Size());
            return Task.FromResult(0);
        });
    }

    [Fact]
    public async Task What_is_no_entry_of_this_log_or_lost_nothing_is_refused_in_words()
    {
        using var loss = await Loss.Of(Engine.Sqlite);
        await File.WriteAllTextAsync(loss.At("letter"), "您好", Cancel);
        await File.WriteAllTextAsync(loss.At("json"), "{}\n", Cancel);

        Assert.Contains("不是条目文件，也不是回执", (await loss.Take(loss.Log, loss.At("letter"))).Error, StringComparison.Ordinal);
        Assert.Contains("第 1 行不是登记账的条目", (await loss.Take(loss.Log, loss.At("json"))).Error, StringComparison.Ordinal);
        Assert.Contains("找不到", (await loss.Take(loss.Log, loss.At("nowhere"))).Error, StringComparison.Ordinal);
        Assert.Contains("只有", (await loss.Take(loss.At("backup/checkpoint"), loss.Entries)).Error, StringComparison.Ordinal);
        var (code, _, error) = await Loss.Type(
            "restore", "take", loss.Entries, "--database", loss.District.Place.Address, "--keys", loss.District.Place.Keys.Folder, "--witnessed", loss.Log);
        Assert.Equal(CommandLine.Failed, code);
        Assert.Contains("没有缺失的编号", error, StringComparison.Ordinal);
    }

    private static List<string> Rows(IDatabase database)
    {
        using var connection = database.OpenToRead();
        return [.. connection.Query<(long, string, byte[])>("SELECT position, event, leaf FROM events ORDER BY position").Select(r => $"{r.Item1} {r.Item2} {Convert.ToHexString(r.Item3)}")];
    }
}
