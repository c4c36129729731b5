using Dapper;
using Xinqiao.Core;
using Xinqiao.Core.Regulation;
using Xinqiao.Core.Verification;
using Xinqiao.Web.Commands;
using Xinqiao.Web.Ledger;
using Xinqiao.Web.Storage;
using Xunit;

namespace Xinqiao.Storage.Tests;

/// <summary>What was erased after a backup does not come back with it.</summary>
public sealed class RestoredErasureTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static string At(District district, string name) => Path.Combine(district.Place.Folder, name);

    private static async Task<(int Code, string Out, string Error)> Type(params string[] args)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = await CommandLine.Run(args, new Terminal(TextReader.Null, output, error, TimeProvider.System), Cancel);
        return (code, output.ToString(), error.ToString());
    }

    private static Task<(int Code, string Out, string Error)> Restore(District district, TestDatabase target, string seen, params string[] more) => Type([
        "restore", At(district, "backup"), "--database", target.Address, "--keys", district.Place.Keys.Folder, "--witnessed", seen, .. more,
    ]);

    /// <summary>A district with a backup and one petition more, whose title before the backup was erased after it, and its exported log.</summary>
    private static async Task<(District District, long Position, byte[] Value, long Leaf, string Log)> Erased(Engine engine)
    {
        var district = await District.Found(engine);
        await district.File();
        var (position, value) = await ErasureTests.Title(district);
        BackupFolder.Write(district.Database, At(district, "backup"), (_, _) => { });
        Assert.True(ErasureTests.Holds(At(district, "backup/data.db"), value)); // the scan finds what is there
        await district.File();
        var leaf = (await district.Do(ErasureTests.Erasing(position, "title"))).Events[0].Position;
        await district.File();
        LogExport.Run(district.Store, At(district, "log"), _ => { }, Cancel);
        return (district, position, value, leaf, At(district, "log"));
    }

    [Theory, OnEachEngine]
    public async Task A_text_erased_after_the_backup_never_reaches_the_restored_database_and_the_audit_names_the_lost_leaf(Engine engine)
    {
        var (district, position, value, leaf, log) = await Erased(engine);
        using var _ = district;
        using var target = new TestDatabase(engine);

        var (code, said, error) = await Restore(district, target, log);

        Assert.True(code == CommandLine.Failed, error); // entries are lost
        Assert.Contains($"缺失 lost {leaf} redact\n  已重新删除 erased again：第 {position} 号的“标题”", said, StringComparison.Ordinal);
        Assert.Contains($"redacted, leaf {position}：“title”已依《个人信息保护法》第四十七条第一款删除，记在第{leaf}号", said, StringComparison.Ordinal);
        Assert.DoesNotContain("不知道删除的是哪一处", said, StringComparison.Ordinal);
        using var database = target.Open();
        using var store = new CaseStore(database, district.Place.Keys, district.Clock, Rules.Embedded);
        Assert.Equal(Verdict.Redacted, Web.Ledger.Audit.Of(store, _ => { }).Verdict);
        await using var connection = database.OpenToRead();
        Assert.Equal(0, await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM field_values WHERE sealed = @value", new { value }));
        var stream = await connection.ExecuteScalarAsync<string>("SELECT stream FROM events WHERE position = @position", new { position });
        Assert.Equal(
            [new ErasedText(position, "title", "《个人信息保护法》第四十七条第一款", leaf)], await new CaseReader(store).Erased(new StreamId(stream!)));
        if (engine == Engine.Sqlite)
            Assert.DoesNotContain(Directory.GetFiles(target.Folder, "xinqiao.db*"), file => ErasureTests.Holds(file, value));
    }

    [Theory, OnEachEngine]
    public async Task An_erasure_within_the_backup_is_carried_out_in_it_already(Engine engine)
    {
        using var district = await District.Found(engine);
        await district.File();
        var (position, value) = await ErasureTests.Title(district);
        var leaf = (await district.Do(ErasureTests.Erasing(position, "title"))).Events[0].Position;
        BackupFolder.Write(district.Database, At(district, "backup"), (_, _) => { });
        Assert.False(ErasureTests.Holds(At(district, "backup/data.db"), value));
        using var target = new TestDatabase(engine);

        var (code, said, error) = await Restore(district, target, At(district, "backup/checkpoint"));

        Assert.True(code == 3, said + error); // whole but for what was erased
        Assert.Contains($"记在第{leaf}号", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Erasures_come_from_beside_the_keys_from_the_exported_log_or_from_a_named_file_and_are_missed_where_there_are_none()
    {
        var (district, _, _, leaf, log) = await Erased(Engine.Sqlite);
        using var _ = district;
        var (kept, checkpoint) = (district.Place.Keys.Erasures, Path.Combine(log, "checkpoint"));
        Assert.Equal(await File.ReadAllTextAsync(kept, Cancel), await File.ReadAllTextAsync(Path.Combine(log, "erasures"), Cancel));
        Assert.True(LogFolder.Audit(log, PublishedPolicy.Of(district.Store)).IsSound);
        var aside = At(district, "aside");

        using (var target = new TestDatabase(Engine.Sqlite))
            Assert.Contains("已重新删除", (await Restore(district, target, checkpoint)).Out, StringComparison.Ordinal);
        File.Move(kept, aside);
        using (var target = new TestDatabase(Engine.Sqlite))
            Assert.Contains("已重新删除", (await Restore(district, target, log)).Out, StringComparison.Ordinal);
        using (var target = new TestDatabase(Engine.Sqlite))
            Assert.Contains("已重新删除", (await Restore(district, target, checkpoint, "--erasures", aside)).Out, StringComparison.Ordinal);
        using (var target = new TestDatabase(Engine.Sqlite))
        {
            var said = (await Restore(district, target, checkpoint)).Out;
            Assert.Contains($"缺失 lost {leaf} ?", said, StringComparison.Ordinal);
            Assert.Contains("不知道删除的是哪一处", said, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Nothing_is_erased_by_a_record_that_was_changed_or_that_the_log_never_signed()
    {
        var (district, _, _, leaf, log) = await Erased(Engine.Sqlite);
        using var _ = district;
        var file = At(district, "changed");
        var lines = await File.ReadAllTextAsync(district.Place.Keys.Erasures, Cancel);
        using var target = new TestDatabase(Engine.Sqlite);

        foreach (var wrong in (string[])[lines.Replace($"{leaf} ", $"{leaf + 1} ", StringComparison.Ordinal), lines[..^9] + "\n", "x\n"])
        {
            await File.WriteAllTextAsync(file, wrong, Cancel);
            var (code, _, error) = await Restore(district, target, log, "--erasures", file);
            Assert.Equal(CommandLine.Failed, code);
            Assert.Contains("第 1 行打不开", error, StringComparison.Ordinal);
        }

        // Of another log, by the same key folder: sealed rightly, and signed by nobody whom this log knows.
        using var other = await District.Found(Engine.Sqlite);
        await other.File();
        await other.Do(ErasureTests.Erasing((await ErasureTests.Title(other)).Position, "title"));
        var foreign = KeptErasures.Read(other.Place.Keys.Erasures, other.Place.Keys)[0];
        Assert.Contains("打不开", Assert.Throws<OtherLogException>(() => KeptErasures.Read(other.Place.Keys.Erasures, district.Place.Keys)).Message, StringComparison.Ordinal);
        Assert.False(foreign.IsProven(district.Store.LogKey.InForce, LogKey.Verify));
        using var database = target.Open();
        Assert.Null(CaseStore.ReadStamp(database)); // nothing was copied
    }

    [Fact]
    public async Task A_file_that_lost_lines_or_is_gone_is_made_whole_by_the_next_look()
    {
        var (district, _, _, leaf, _) = await Erased(Engine.Sqlite);
        using var _ = district;
        File.Delete(district.Place.Keys.Erasures);
        using var keeper = new ErasureKeeper(district.Store, Microsoft.Extensions.Logging.Abstractions.NullLogger<ErasureKeeper>.Instance);

        keeper.Look();

        Assert.Equal([leaf], KeptErasures.Read(district.Place.Keys.Erasures, district.Place.Keys).Select(e => e.Index));
    }
}
