using Dapper;
using Microsoft.Data.Sqlite;
using Xinqiao.Core;
using Xinqiao.Core.Furniture;
using Xinqiao.Core.Petitions;
using Xinqiao.Core.Verification;
using Xinqiao.Web.Storage;
using Xunit;

namespace Xinqiao.Storage.Tests;

/// <summary>An erasure that the log records is carried out in the same transaction, and nothing of the value stays behind.</summary>
public sealed class ErasureTests
{
    private static readonly Actor Administrator = new("s-6", Role.Administrator, "XF", "信访局");

    [Theory, OnEachEngine]
    public async Task An_erased_text_is_gone_by_query_and_the_others_are_read(Engine engine)
    {
        using var district = await District.Found(engine);
        var sample = await district.File();
        var (position, _) = await Title(district);

        await district.Do(Erasing(position, "title"));

        await using var connection = district.Database.OpenToRead();
        Assert.Equal(0, await connection.ExecuteScalarAsync<long>(
            "SELECT count(*) FROM field_values WHERE position = @position AND field = 'title'", new { position }));
        var filed = (await new CaseReader(district.Store).Petition(sample.Petition))!.Last<PetitionFiled>()!;
        Assert.Null(filed.Title.Value);
        Assert.Equal(sample.Narrative, filed.Narrative.Value);
    }

    [Theory, OnEachEngine]
    public async Task An_erased_value_stands_in_no_file_of_the_database_nor_in_a_later_backup(Engine engine)
    {
        using var district = await District.Found(engine);
        await district.File();
        var (position, value) = await Title(district);
        Checkpoint(district);
        Assert.NotEmpty(Places(district, value)); // the scan finds what is there

        await district.Do(Erasing(position, "title"));
        Checkpoint(district);

        Assert.Empty(Places(district, value));
        var backup = Path.Combine(district.Place.Folder, "backup");
        BackupFolder.Write(district.Database, backup, (_, _) => { });
        Assert.False(Holds(Path.Combine(backup, BackupFolder.Data), value));
    }

    [Fact]
    public async Task Where_a_reader_is_in_the_way_the_erasure_counts_and_the_wipe_is_owed_until_it_is_done()
    {
        using var district = await District.Found(Engine.Sqlite);
        await district.File();
        var (position, value) = await Title(district);
        await using (var reader = (SqliteConnection)district.Database.OpenToRead())
        {
            await using var snapshot = reader.BeginTransaction(deferred: true);
            await reader.ExecuteScalarAsync<long>("SELECT count(*) FROM events", transaction: snapshot);
            await district.Do(Erasing(position, "title"));
            Assert.True(district.Store.IsWipeOwed);
            Assert.NotEmpty(Places(district, value));
        }

        Assert.True(district.Store.Wipe());
        Assert.False(district.Store.IsWipeOwed);
        Assert.Empty(Places(district, value));
    }

    [Theory, OnEachEngine]
    public async Task Every_receipt_still_verifies_and_the_audit_names_the_leaf_of_the_erasure(Engine engine)
    {
        using var district = await District.Found(engine);
        await district.File();
        await district.File();
        var (position, _) = await Title(district);
        var before = await Leaves(district);

        var leaf = (await district.Do(Erasing(position, "title"))).Events[0].Position;

        Assert.Equal(before, (await Leaves(district)).Take(before.Count));
        var found = Web.Ledger.Audit.Of(district.Store, _ => { });
        Assert.Equal((Verdict.Redacted, 0L), (found.Verdict, found.FaultCount));
        Assert.Contains($"redacted, leaf {position}：“title”已依《个人信息保护法》第四十七条第一款删除，记在第{leaf}号", Assert.Single(found.Findings).ToString(), StringComparison.Ordinal);
        var stream = await district.Database.OpenToRead().ExecuteScalarAsync<string>("SELECT stream FROM events WHERE position = @position", new { position });
        Assert.Equal([new ErasedText(position, "title", "《个人信息保护法》第四十七条第一款", leaf)], await new CaseReader(district.Store).Erased(new StreamId(stream!)));
    }

    [Theory, OnEachEngine]
    public async Task An_erasure_of_what_is_not_there_is_not_recorded(Engine engine)
    {
        using var district = await District.Found(engine);
        await district.File();
        var (position, _) = await Title(district);

        await Assert.ThrowsAsync<InvalidOperationException>(() => district.Do(Erasing(position, "no-such-field")));

        await using var connection = district.Database.OpenToRead();
        Assert.Equal(0, await connection.ExecuteScalarAsync<long>(
            "SELECT count(*) FROM events WHERE name = @Stored", new { TextErased.Stored }));
    }

    internal static Intent Erasing(long position, string field) => new(
        Administrator, (_, _) => Decision.Accept(new TextErased(position, field, "《个人信息保护法》第四十七条第一款", "本人申请")));

    internal static async Task<(long Position, byte[] Sealed)> Title(District district)
    {
        await using var connection = district.Database.OpenToRead();
        return await connection.QueryFirstAsync<(long, byte[])>("SELECT position, sealed FROM field_values WHERE field = 'title'");
    }

    private static async Task<List<string>> Leaves(District district)
    {
        await using var connection = district.Database.OpenToRead();
        return (await connection.QueryAsync<byte[]>("SELECT leaf FROM events ORDER BY position")).Select(Convert.ToHexString).ToList();
    }

    // What docs/databases.md tells an office on PostgreSQL to do in a quiet hour; SQLite needs none of it. The server has wal_recycle off
    // from its start (./test): a checkpoint of any other test before it was set would have kept the bytes in a recycled segment.
    private static void Checkpoint(District district)
    {
        if (district.Place.Engine == Engine.Sqlite) return;
        using var connection = district.Database.OpenToRead();
        // Other tests' transactions in the same database, at rest or not: VACUUM FULL keeps what one of them might still see.
        var erasedBy = connection.ExecuteScalar<string>("SELECT pg_current_xact_id()::text")!;
        Assert.True(SpinWait.SpinUntil(
            () => connection.ExecuteScalar<long>(
                """
                SELECT count(*) FROM pg_stat_activity
                WHERE pid <> pg_backend_pid() AND datname = current_database() AND greatest(age(backend_xid), age(backend_xmin)) >= age(@erasedBy::xid)
                """, new { erasedBy }) == 0,
            TimeSpan.FromMinutes(2)));
        foreach (var statement in (string[])
                 [
                     "VACUUM FULL field_values",
                     "VACUUM FULL attachment_files",
                     "SELECT pg_switch_wal()",
                     "CHECKPOINT;", // Dapper takes one bare word for the name of a procedure
                 ])
            connection.Execute(statement, commandTimeout: 600); // on a disk that others keep busy
    }

    /// <summary>The files that hold it.</summary>
    private static IReadOnlyList<string> Places(District district, byte[] value)
    {
        if (district.Place.Engine == Engine.Sqlite)
            return [.. Directory.GetFiles(district.Place.Folder, "xinqiao.db*").Where(file => Holds(file, value))];
        using var connection = district.Database.OpenToRead();
        var folder = connection.ExecuteScalar<string>("SHOW data_directory")!;
        return [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(file => Holds(file, value))];
    }

    internal static bool Holds(string file, byte[] value)
    {
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var memory = new MemoryStream();
            stream.CopyTo(memory);
            return memory.GetBuffer().AsSpan(0, (int)memory.Length).IndexOf(value) >= 0;
        }
        // Other tests' files come and go on the same server.
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
    }
}
