using Dapper;
using Microsoft.Data.Sqlite;
using Xinqiao.Core;
using Xinqiao.Core.Petitions;
using Xinqiao.Core.Regulation;
using Xinqiao.Storage.Tests.Samples;
using Xinqiao.Web.Citizens;
using Xinqiao.Web.Storage;
using Xunit;

namespace Xinqiao.Storage.Tests;

/// <summary>What becomes of an act when the engine fails under it.</summary>
public sealed class FailureTests
{
    [Theory, OnEachEngine]
    public async Task After_a_commit_whose_answer_was_lost_sending_again_makes_no_second_petition(Engine engine)
    {
        using var district = await District.Found(engine);
        using var failing = new FailingCommit(district.Place.Open());
        using var store = new CaseStore(failing, district.Place.Keys, district.Clock, Rules.Embedded);
        var codes = new QueryCodes(store);

        foreach (var isDurable in (bool[])[true, false])
        {
            var (sample, key) = (SamplePetition.New(), $"key-{isDurable}");
            failing.IsDurable = isDurable;
            await Assert.ThrowsAsync<IOException>(() => store.Act(SampleActs.File(sample, codes, key)));
            failing.IsDurable = null;

            var again = Assert.IsType<Result.Done>(await store.Act(SampleActs.File(sample, codes, key)));

            Assert.Equal(isDurable, again.Repeated);
            Assert.Equal(sample.Petition, again.Events[0].Event.Stream);
        }

        Assert.Equal(["XF2026-000001", "XF2026-000002"], await Numbers(district));
        Assert.Empty(Audit.Of(district.Store));
    }

    [Theory, OnEachEngine]
    public async Task An_error_in_the_commit_is_told_to_all_and_nothing_is_tried_again(Engine engine)
    {
        using var district = await District.Found(engine);
        using var failing = new FailingCommit(district.Place.Open());
        using var store = new CaseStore(failing, district.Place.Keys, district.Clock, Rules.Embedded);
        var before = (await district.File()).Matter;
        failing.IsDurable = true;

        var acts = Enumerable.Range(0, 20).Select(_ => store.Act(SampleActs.File(SamplePetition.New(), district.Codes))).ToArray();
        foreach (var act in acts) await Assert.ThrowsAsync<IOException>(() => act);
        await Assert.ThrowsAsync<IOException>(() => store.Act(SampleActs.Register(before)));
        failing.IsDurable = null;

        // What this node remembered of the matter is not what is recorded, and it knows.
        var again = Assert.IsType<Result.Refused>(await store.Act(SampleActs.Register(before)));
        Assert.Equal("already-registered", again.Refusals[0].Code);
        Assert.Equal(21, (await Numbers(district)).Count);
        Assert.Empty(Audit.Of(district.Store));
    }

    [Fact]
    public async Task A_server_that_dropped_the_connection_between_batches_is_not_noticed_by_anybody()
    {
        Assert.SkipWhen(TestDatabase.PostgresServer is null, "XINQIAO_TEST_POSTGRES is not set: no PostgreSQL here.");
        using var district = await District.Found(Engine.Postgres);
        await district.File();
        var writer = await district.Store.Write(batch => batch.Connection.ExecuteScalar<int>("SELECT pg_backend_pid()"));
        using (var other = district.Place.Open())
        await using (var connection = other.OpenToRead())
            Assert.True(await connection.ExecuteScalarAsync<bool>("SELECT pg_terminate_backend(@writer, 5000)", new { writer }));

        await district.File();

        Assert.Empty(Audit.Of(district.Store));
    }

    [Fact]
    public async Task A_full_disk_refuses_the_act_in_words_and_loses_nothing()
    {
        using var district = await District.Found(Engine.Sqlite);
        await district.File();
        // The engine itself says “full” at this many pages, as it does where the disk is.
        await district.Store.Write(batch => batch.Connection.Execute(
            "PRAGMA max_page_count = 1", transaction: batch.Transaction)); // as many as there are

        Exception? full = null;
        for (var i = 0; i < 200 && full is null; i++)
            full = await Record.ExceptionAsync(() => district.File());

        Assert.Contains("磁盘已满", district.Database.Explain(Assert.IsAssignableFrom<Exception>(full)), StringComparison.Ordinal);
        // What who only reads is told, for whom the index of the write-ahead log has no room; a bad spot is told as what it is.
        Assert.Contains("磁盘已满", district.Database.Explain(new SqliteException("", 10, 4874)), StringComparison.Ordinal);
        Assert.Contains("磁盘出错（代码 266）", district.Database.Explain(new SqliteException("", 10, 266)), StringComparison.Ordinal);
        // Whoever petitions need not learn where the file lies.
        foreach (var code in (int[])[5, 8, 10, 11, 13, 14, 26])
            Assert.DoesNotContain(district.Place.Folder, district.Database.Explain(new SqliteException("", code, code)), StringComparison.Ordinal);
        Assert.Empty(Audit.Of(district.OpenAgain()));
    }

    private static async Task<List<string>> Numbers(District district)
    {
        await using var connection = district.Database.OpenToRead();
        var events = await connection.QueryAsync<(long, string)>(
            "SELECT position, event FROM events WHERE name = @Stored ORDER BY position", new { PetitionFiled.Stored });
        return [.. events.Select(e => ((PetitionFiled)StoredEvent.Read(e.Item1, e.Item2, null).Event).Number[..^2])];
    }
}
