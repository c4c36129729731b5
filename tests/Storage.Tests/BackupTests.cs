using System.Data.Common;
using System.Security.Cryptography;
using Dapper;
using Xinqiao.Core.Regulation;
using Xinqiao.Storage.Tests.Samples;
using Xinqiao.Web.Commands;
using Xinqiao.Web.Ledger;
using Xinqiao.Web.Storage;
using Xunit;

namespace Xinqiao.Storage.Tests;

/// <summary>Backup and restore, as an office types them.</summary>
public sealed class BackupTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static string At(District district, string name) => Path.Combine(district.Place.Folder, name);

    private static async Task<(int Code, string Out, string Error)> Type(params string[] args)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = await CommandLine.Run(args, new Terminal(TextReader.Null, output, error, TimeProvider.System), Cancel);
        return (code, output.ToString(), error.ToString());
    }

    private static async Task<string> Backup(District district, string name = "backup")
    {
        var (code, _, error) = await Type("backup", "--database", district.Place.Address, "--to", At(district, name));
        Assert.True(code == 0, error);
        return At(district, name);
    }

    private static Task<(int Code, string Out, string Error)> Restore(
        District district, TestDatabase target, string backup, string? witnessed = null) => Type(
        "restore", backup, "--database", target.Address, "--keys", district.Place.Keys.Folder, "--witnessed",
        witnessed ?? Path.Combine(backup, "checkpoint"));

    private static long Size(IDatabase database)
    {
        using DbConnection connection = database.OpenToRead();
        return connection.ExecuteScalar<long>("SELECT size FROM head");
    }

    [Theory, OnEachEngine]
    public async Task A_restored_backup_is_whole_and_goes_on_and_holds_no_key(Engine engine)
    {
        using var district = await District.Found(engine);
        for (var i = 0; i < 5; i++) await district.File();
        var backup = await Backup(district);
        using var target = new TestDatabase(engine);

        var (code, said, error) = await Restore(district, target, backup);

        Assert.True(code == 0, said + error);
        Assert.Contains("没有缺失", said, StringComparison.Ordinal);
        Assert.Equal(["SHA256SUMS", "checkpoint", "data.db"], Directory.GetFiles(backup).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        using var database = target.Open();
        using var store = new CaseStore(database, district.Place.Keys, district.Clock, Rules.Embedded);
        Assert.Equal(Size(district.Database), Size(database));
        await district.Do(SampleActs.File(SamplePetition.New(), new(store)), store);
        Assert.Empty(Web.Ledger.Audit.Of(store, _ => { }).Faults);
    }

    [Fact]
    public async Task What_one_engine_held_the_other_takes()
    {
        Assert.SkipWhen(TestDatabase.PostgresServer is null, "XINQIAO_TEST_POSTGRES is not set: no PostgreSQL here.");
        using var district = await District.Found(Engine.Postgres);
        await district.File();
        using var target = new TestDatabase(Engine.Sqlite);

        var (code, said, error) = await Restore(district, target, await Backup(district));

        Assert.True(code == 0, said + error);
    }

    [Theory, OnEachEngine]
    public async Task A_backup_beside_live_acts_is_one_moment(Engine engine)
    {
        using var district = await District.Found(engine);
        var filing = Task.Run(async () =>
        {
            for (var i = 0; i < 40; i++) await district.File();
        }, Cancel);
        var backup = await Backup(district);
        await filing;
        using var target = new TestDatabase(engine);

        var (code, said, error) = await Restore(district, target, backup);

        Assert.True(code == 0, said + error);
    }

    [Theory]
    [InlineData("data.db")]
    [InlineData("checkpoint")]
    public async Task A_backup_that_was_truncated_altered_or_lacks_a_file_is_refused_by_name(string file)
    {
        using var district = await District.Found(Engine.Sqlite);
        var backup = await Backup(district);
        using var target = new TestDatabase(Engine.Sqlite);
        var path = Path.Combine(backup, file);
        var bytes = await File.ReadAllBytesAsync(path, Cancel);
        var altered = (byte[])bytes.Clone();
        altered[^10] ^= 1;

        foreach (var wrong in (byte[][])[bytes[..^1], altered])
        {
            await File.WriteAllBytesAsync(path, wrong, Cancel);
            var (code, _, error) = await Restore(district, target, backup);
            Assert.Equal(CommandLine.Failed, code);
            Assert.Contains($"备份中的 {file} 与 SHA256SUMS 不符", error, StringComparison.Ordinal);
        }

        File.Delete(path);
        var kept = Path.Combine(district.Place.Folder, "kept");
        await File.WriteAllBytesAsync(kept, bytes, Cancel);
        Assert.Contains($"缺少 {file}", (await Restore(district, target, backup, kept)).Error, StringComparison.Ordinal);
        Assert.False(File.Exists(target.Address));
    }

    [Theory, OnEachEngine]
    public async Task A_backup_rewritten_together_with_its_digests_is_found_broken_and_stays_held(Engine engine)
    {
        using var district = await District.Found(engine);
        await district.File();
        var backup = await Backup(district);
        var data = Path.Combine(backup, "data.db");
        using (var rewritten = Databases.At(data))
        {
            await using var connection = rewritten.OpenToRead();
            Assert.NotEqual(0, await connection.ExecuteAsync("DELETE FROM field_values; PRAGMA wal_checkpoint(TRUNCATE)"));
        }

        var digest = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(data, Cancel)));
        var lines = await File.ReadAllLinesAsync(Path.Combine(backup, "SHA256SUMS"), Cancel);
        await File.WriteAllLinesAsync(Path.Combine(backup, "SHA256SUMS"), [$"{digest}  data.db", lines[1]], Cancel);
        using var target = new TestDatabase(engine);

        var (code, said, error) = await Restore(district, target, backup);

        Assert.True(code == CommandLine.Failed, error);
        Assert.Contains("也没有删除的记录", said, StringComparison.Ordinal);
        using var database = target.Open();
        using var store = new CaseStore(database, district.Place.Keys, district.Clock, Rules.Embedded);
        var e = await Assert.ThrowsAsync<DatabaseUnusableException>(() => store.Write(_ => 0));
        Assert.Contains("尚未核对通过", e.Message, StringComparison.Ordinal);
    }

    [Theory, OnEachEngine]
    public async Task A_target_that_holds_something_is_refused(Engine engine)
    {
        using var district = await District.Found(engine);
        var backup = await Backup(district);

        var (code, _, error) = await Restore(district, district.Place, backup);

        Assert.Equal(CommandLine.Failed, code);
        Assert.Contains("不是空的", error, StringComparison.Ordinal);
    }

    [Theory, OnEachEngine]
    public async Task Lost_entries_are_listed_by_index_and_kind_and_nothing_is_written_any_more(Engine engine)
    {
        using var district = await District.Found(engine);
        await district.File();
        var backup = await Backup(district);
        var size = Size(district.Database);
        await district.File();
        var lost = Size(district.Database) - size;
        Assert.InRange(lost, 1, 10);
        var log = At(district, "log");
        LogExport.Run(district.Store, log, _ => { }, Cancel);

        foreach (var (seen, kind) in ((string, string)[])[(log, "reg"), (Path.Combine(log, "checkpoint"), "?")])
        {
            using var target = new TestDatabase(engine);
            var (code, said, error) = await Restore(district, target, backup, seen);

            Assert.True(code == CommandLine.Failed, error);
            var lines = said.Split('\n').Where(l => l.StartsWith("缺失 lost ", StringComparison.Ordinal)).ToArray();
            Assert.Equal(Enumerable.Range(0, (int)lost).Select(i => $"{size + i}"), lines.Select(l => l.Split(' ')[2]));
            Assert.Contains(lines, l => l.EndsWith(" " + kind, StringComparison.Ordinal));
            using var database = target.Open();
            using var store = new CaseStore(database, district.Place.Keys, district.Clock, Rules.Embedded);
            var e = await Assert.ThrowsAsync<DatabaseUnusableException>(() => store.Act(SampleActs.File(SamplePetition.New(), new(store))));
            Assert.Contains($"缺少第 {size} 至 {size + lost - 1} 号", e.Message, StringComparison.Ordinal);
            await Assert.ThrowsAsync<DatabaseUnusableException>(() => store.Write(_ => 0));
            Assert.Contains("拒绝写入", (await Assert.ThrowsAsync<DatabaseUnusableException>(() => Opening.RequireWritable(store))).Message, StringComparison.Ordinal);
            Assert.Equal(size, Size(database));
        }
    }
}
