using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Org.BouncyCastle.Crypto.Parameters;
using Xinqiao.Core.Ledger;
using Xinqiao.Web.Demo;
using Xinqiao.Web.Ledger;
using Xinqiao.Web.Storage;
using Xunit;

namespace Xinqiao.Web.Tests.Ledger;

/// <summary>Witnesses over HTTP, and the log that asks them.</summary>
public sealed class WitnessTests : IAsyncDisposable
{
    private const string Origin = "xf.test/log";

    private static readonly Ed25519PrivateKeyParameters Key = new([.. Enumerable.Repeat((byte)1, 32)]), Stranger = new([.. Enumerable.Repeat((byte)2, 32)]);
    private static readonly VerifierKey Log = new(Origin, NoteKeyType.Ed25519, Key.GeneratePublicKey().GetEncoded());
    private static readonly Hash[] Leaves = [.. Enumerable.Range(0, 40).Select(n => MerkleTree.LeafHash([(byte)n]))];

    private readonly Commands.Scratch scratch = new();
    private readonly TestClock clock = new();
    private readonly List<WebApplication> sites = [];
    private readonly List<IDisposable> open = [];
    private readonly HttpClient http = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        foreach (var site in sites) await site.DisposeAsync();
        for (var i = open.Count - 1; i >= 0; i--) open[i].Dispose();
        http.Dispose();
        scratch.Dispose();
    }

    private Witness Open(string name = "w1.test/w", params IReadOnlyCollection<VerifierKey> logs)
    {
        var witness = Witness.Open(scratch[name.Split('.')[0]], name, logs.Count == 0 ? [Log] : logs, clock);
        open.Add(witness);
        return witness;
    }

    private async Task<Uri> Serve(Witness witness)
    {
        var site = WitnessSite.Build(witness, "http://127.0.0.1:0");
        sites.Add(site);
        await site.StartAsync(Cancel);
        return new Uri(site.Urls.First());
    }

    private static SignedNote At(int size, Hash[]? leaves = null, Ed25519PrivateKeyParameters? key = null, string origin = Origin) =>
        new Checkpoint(origin, size, MerkleTree.Root((leaves ?? Leaves).AsSpan(0, size)))
            .Sign(new VerifierKey(origin, NoteKeyType.Ed25519, (key ?? Key).GeneratePublicKey().GetEncoded()), m => LogKey.Sign(key ?? Key, m));

    private static string Ask(int from, int size, Hash[]? leaves = null)
    {
        var all = leaves ?? Leaves;
        var proof = MerkleTree.ConsistencyProof(Math.Min(from, size), size, (level, index) => MerkleTree.Root(all.AsSpan((int)(index << level), 1 << level)));
        return new AddCheckpoint(from, proof, At(size, leaves)).ToString();
    }

    private async Task<(int Status, string Type, string Body)> Post(Uri at, string body)
    {
        var answer = await http.PostAsync(new Uri(at, "/add-checkpoint"), new ByteArrayContent(Encoding.UTF8.GetBytes(body)), Cancel);
        return ((int)answer.StatusCode, answer.Content.Headers.ContentType!.ToString(), await answer.Content.ReadAsStringAsync(Cancel));
    }

    [Fact]
    public async Task A_log_that_goes_on_honestly_is_cosigned_and_its_last_checkpoint_is_shown()
    {
        var witness = Open();
        var at = await Serve(witness);
        Assert.Equal(404, (int)(await http.GetAsync(new Uri(at, $"/{Witness.Digest(Origin)}/checkpoint"), Cancel)).StatusCode);
        foreach (var (from, to) in ((int, int)[])[(0, 3), (3, 3), (3, 7), (7, 40)])
        {
            var (status, _, body) = await Post(at, Ask(from, to));
            Assert.Equal(200, status);
            var note = SignedNote.Parse(At(to) + body);
            Assert.Equal(clock.GetUtcNow().ToUnixTimeSeconds(), note.Check([witness.Public], LogKey.Verify).Valid.Single().UnixTime);
            Assert.Equal(note.ToString(), await http.GetStringAsync(new Uri(at, $"/{Witness.Digest(Origin)}/checkpoint"), Cancel));
            clock.Now = clock.Now.AddSeconds(3);
        }

        Assert.Equal(witness.Public + "\n", await http.GetStringAsync(at, Cancel));
    }

    [Fact]
    public async Task Each_refusal_has_its_status_and_a_conflict_tells_the_size_last_seen()
    {
        var at = await Serve(Open());
        Assert.Equal((409, "text/x.tlog.size", "0\n"), await Post(at, Ask(3, 7)));
        Assert.Equal(200, (await Post(at, Ask(0, 7))).Status);

        Assert.Equal(400, (await Post(at, "")).Status);
        Assert.Equal(400, (await Post(at, "old 7\n\nhello\n")).Status);
        Assert.Equal(400, (await Post(at, Ask(9, 7))).Status);
        Assert.Equal(404, (await Post(at, new AddCheckpoint(0, [], At(7, origin: "other.test/log")).ToString())).Status);
        Assert.Equal(403, (await Post(at, new AddCheckpoint(7, [], At(7, key: Stranger)).ToString())).Status);
        Assert.Equal((409, "text/x.tlog.size", "7\n"), await Post(at, Ask(3, 9)));
        Assert.Equal((409, "text/x.tlog.size", "7\n"), await Post(at, Ask(0, 9)));
        // Rolled back, forked at the same size, forked and gone on, and a proof for something else.
        Assert.Equal((409, "text/x.tlog.size", "7\n"), await Post(at, Ask(5, 5)));
        Hash[] other = [.. Leaves[..4], MerkleTree.LeafHash("other"u8), .. Leaves[5..]];
        Assert.Equal((409, "text/x.tlog.size", "7\n"), await Post(at, Ask(7, 7, other)));
        Assert.Equal(422, (await Post(at, Ask(7, 12, other))).Status);
        Assert.Equal(422, (await Post(at, new AddCheckpoint(7, [], At(12)).ToString())).Status);
        Assert.Equal(413, (await Post(at, new string('x', AddCheckpoint.MaxBytes + 1))).Status);
        Assert.Equal(405, (int)(await http.GetAsync(new Uri(at, "/add-checkpoint"), Cancel)).StatusCode);
        Assert.Equal(200, (await Post(at, Ask(7, 12))).Status);
    }

    [Fact]
    public async Task What_was_cosigned_is_remembered_by_the_next_start()
    {
        var first = Open();
        Assert.Equal(WitnessAnswer.Cosign, first.Add(Encoding.UTF8.GetBytes(Ask(0, 7))).Answer);
        Assert.Throws<DatabaseUnusableException>(() => Open());
        first.Dispose();
        var again = Open();
        Assert.Equal(first.Public.ToString(), again.Public.ToString());
        Assert.Equal(7, again.Add(Encoding.UTF8.GetBytes(Ask(0, 9))).Seen);
        Assert.Equal(WitnessAnswer.Cosign, again.Add(Encoding.UTF8.GetBytes(Ask(7, 9))).Answer);
        again.Dispose();

        Assert.Contains("与名称", Assert.Throws<DatabaseUnusableException>(
            () => Witness.Open(scratch["w1"], "w9.test/w", [Log], clock)).Message, StringComparison.Ordinal);
        var memory = Directory.GetFiles(scratch["w1"], "*.checkpoint").Single();
        var bytes = await File.ReadAllBytesAsync(memory, Cancel);
        bytes[20] ^= 1;
        await File.WriteAllBytesAsync(memory, bytes, Cancel);
        Assert.Contains("已损坏", Assert.Throws<DatabaseUnusableException>(() => Open()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cosignature_is_never_older_than_the_one_before()
    {
        var witness = Open();
        long TimeOf(int from, int to) => SignedNote.Parse(At(to) + witness.Add(Encoding.UTF8.GetBytes(Ask(from, to))).Body)
            .Check([witness.Public], LogKey.Verify).Valid.Single().UnixTime!.Value;
        var first = TimeOf(0, 3);
        clock.Now = clock.Now.AddDays(-10);
        Assert.Equal(first, TimeOf(3, 5));
        clock.Now = clock.Now.AddDays(20);
        Assert.True(TimeOf(5, 6) > first);
    }

    [Fact]
    public async Task Of_requests_that_come_at_once_one_wins_and_nothing_is_rolled_back()
    {
        var at = await Serve(Open());
        var answers = await Task.WhenAll(Enumerable.Range(1, 20).Select(size => Post(at, Ask(0, size))));
        var won = Assert.Single(answers.Select((a, i) => (a, i)), a => a.a.Status == 200).i + 1;
        Assert.All(answers.Where(a => a.Status != 200), a => Assert.Equal((409, $"{won}\n"), (a.Status, a.Body)));
    }

    // ---- The log that asks them.

    private sealed record Office(CaseStore Store, WitnessedCheckpoint Witnessed, WitnessRounds Rounds)
    {
        public async Task<long> Act(string days)
        {
            var made = await Store.Act(new Intent(new("system", Core.Role.System, "", ""), (_, _) =>
                Core.Decision.Accept(new Core.Furniture.SettingMade("clock.CLK-12a.length", days, new(2026, 6, 1)))));
            return Checkpoint.Parse(((Result.Done)made).Checkpoint.Text).Size;
        }
    }

    private async Task<Office> Found(string quorum, Func<CaseStore, IEnumerable<string>> witnesses)
    {
        var database = Databases.At(scratch["office.db"]);
        open.Add(database);
        database.Prepare();
        var store = await DemoDistrict.Found(database, KeyFolder.Create(scratch["keys"]), clock);
        open.Add(store);
        await File.WriteAllTextAsync(store.Keys.Witnesses, string.Concat(witnesses(store).Select(w => w + "\n")) + quorum, Cancel);
        return With(store);
    }

    private Office With(CaseStore store)
    {
        var witnessed = new WitnessedCheckpoint(store);
        var rounds = new WitnessRounds(store, witnessed, NullLogger<WitnessRounds>.Instance);
        open.Add(rounds);
        return new(store, witnessed, rounds);
    }

    private const string TwoOfThree = "group two 2 W1 W2 W3\nquorum two\n";

    /// <summary>Three witnesses of an office, the last of which may stand still.</summary>
    private async Task<(Office Office, Witness[] Witnesses)> FoundWithThree(bool lastIsAway = false)
    {
        var made = new List<Witness>();
        var lines = new List<string>();
        var office = await Found(TwoOfThree, store =>
        {
            foreach (var n in (int[])[1, 2, 3]) made.Add(Open($"w{n}.test/w", store.LogKey.Public));
            return made.Select((w, i) => $"witness W{i + 1} {w.Public} {Address(w, i)}");
        });
        return (office, [.. made]);

        string Address(Witness witness, int place) =>
            lastIsAway && place == 2 ? "http://127.0.0.1:9/" : Serve(witness).GetAwaiter().GetResult().ToString();
    }

    [Fact]
    public async Task A_round_brings_the_cosignatures_and_the_published_checkpoint_meets_the_policy()
    {
        var (office, _) = await FoundWithThree();
        Assert.Null(office.Witnessed.Newest());
        await office.Rounds.Round(Cancel);
        var first = office.Witnessed.Newest()!;
        Assert.Equal(4, first.Signatures.Count);

        var size = await office.Act("2");
        Assert.Null(office.Witnessed.Covering(size - 1));
        await office.Rounds.Round(Cancel);
        Assert.Equal(size, Checkpoint.Parse(office.Witnessed.Newest()!.Text).Size);
        Assert.True(office.Witnessed.ProofOf(size - 1)!.Note.Signatures.Count == 4);
        Assert.All(office.Rounds.Standings.Values, s => Assert.Equal(new WitnessStanding(size), s));
        // A round with nothing new asks nobody anything.
        foreach (var site in sites) await site.StopAsync(Cancel);
        await office.Rounds.Round(Cancel);
        Assert.All(office.Rounds.Standings.Values, s => Assert.Null(s.Trouble));
    }

    [Fact]
    public async Task One_witness_of_three_may_be_away_and_two_may_not()
    {
        var (office, _) = await FoundWithThree(lastIsAway: true);
        await office.Rounds.Round(Cancel);
        var size = Checkpoint.Parse(office.Witnessed.Newest()!.Text).Size;
        Assert.Contains("503", office.Rounds.Standings["W3"].Trouble, StringComparison.Ordinal);
        Assert.False(office.Rounds.Standings["W3"].IsAlarm);

        await sites[0].StopAsync(Cancel);
        await office.Act("2");
        await office.Rounds.Round(Cancel);
        Assert.Equal(size, Checkpoint.Parse(office.Witnessed.Newest()!.Text).Size);
    }

    [Fact]
    public async Task A_database_that_was_put_back_raises_the_alarm_at_every_witness()
    {
        var (office, witnesses) = await FoundWithThree();
        SqliteBackup(scratch["office.db"], scratch["backup.db"]);
        await office.Act("2");
        await office.Act("3");
        await office.Rounds.Round(Cancel);

        // The backup takes the place of the database, under the same keys, and goes on with other acts.
        using var database = Databases.At(scratch["backup.db"]);
        database.Prepare();
        using var restored = new CaseStore(database, office.Store.Keys, clock, Core.Regulation.Rules.Embedded);
        var forked = With(restored);
        await forked.Rounds.Round(Cancel);
        Assert.All(forked.Rounds.Standings.Values, s => Assert.True(s.IsAlarm, s.Trouble));
        Assert.Contains("有记录丢失或数据库被回退", forked.Rounds.Standings["W1"].Trouble, StringComparison.Ordinal);
        Assert.Null(forked.Witnessed.Newest());

        foreach (var days in (string[])["4", "5"]) await forked.Act(days);
        await forked.Rounds.Round(Cancel);
        Assert.All(forked.Rounds.Standings.Values, s => Assert.Contains("登记账被改写", s.Trouble, StringComparison.Ordinal));
        await forked.Act("6");
        await forked.Rounds.Round(Cancel);
        Assert.All(forked.Rounds.Standings.Values, s => Assert.True(s.IsAlarm, s.Trouble));
        Assert.Null(forked.Witnessed.Newest());
        Assert.Equal(3, witnesses.Length);
    }

    [Fact]
    public async Task Lost_cosignatures_are_asked_for_again()
    {
        var (office, _) = await FoundWithThree();
        await office.Rounds.Round(Cancel);
        var before = office.Witnessed.Newest()!;
        await office.Store.Write(batch => Dapper.SqlMapper.Execute(batch.Connection, "DELETE FROM cosignatures", transaction: batch.Transaction));
        Assert.Null(office.Witnessed.Newest());
        await office.Rounds.Round(Cancel);
        Assert.Equal(before.ToString(), office.Witnessed.Newest()!.ToString());
    }

    [Fact]
    public async Task A_witness_that_answers_nonsense_or_signs_with_another_key_is_not_believed()
    {
        var answers = new Queue<string>();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var site = builder.Build();
        sites.Add(site);
        site.Urls.Add("http://127.0.0.1:0");
        site.MapPost("/add-checkpoint", () => answers.Dequeue());
        await site.StartAsync(Cancel);
        var key = new VerifierKey("w1.test/w", NoteKeyType.Cosignature, Stranger.GeneratePublicKey().GetEncoded());
        var office = await Found("quorum W1\n", _ => [$"witness W1 {key} {site.Urls.First()}"]);
        var other = At(3).Cosign(key, 1, m => LogKey.Sign(Stranger, m)).Signatures[^1];
        foreach (var answer in (string[])["", "ok", $"{other}\n", "\u2014 w1.test/w AAAA\n"])
        {
            answers.Enqueue(answer);
            await office.Rounds.Round(Cancel);
            Assert.Equal("见证方的签名无效", office.Rounds.Standings["W1"].Trouble);
        }

        Assert.Null(office.Witnessed.Newest());
    }

    [Fact]
    public async Task Who_raised_the_alarm_who_is_away_and_who_is_up_to_date_is_told_apart()
    {
        var (office, _) = await FoundWithThree(lastIsAway: true);
        var watched = new WatchedWitnesses(office.Store, office.Witnessed, office.Rounds);
        await office.Rounds.Round(Cancel);

        var all = await watched.All();
        Assert.Equal(["W1", "W2", "W3"], all.Select(w => w.Name));
        Assert.All(all.Take(2), w => Assert.Equal((0L, false, false), (w.Behind, w.IsAlarm, w.IsLongAway)));
        Assert.Equal((false, false), (all[2].IsAlarm, all[2].IsLongAway));
        clock.Now += WatchedWitnesses.Patience + TimeSpan.FromSeconds(1);
        Assert.Equal([false, false, true], (await watched.All()).Select(w => w.IsLongAway));

        SqliteBackup(scratch["office.db"], scratch["backup.db"]);
        await office.Act("2");
        await office.Rounds.Round(Cancel);
        using var database = Databases.At(scratch["backup.db"]);
        database.Prepare();
        using var restored = new CaseStore(database, office.Store.Keys, clock, Core.Regulation.Rules.Embedded);
        var forked = With(restored);
        await forked.Store.Act(new Intent(new("system", Core.Role.System, "", ""), (_, _) =>
            Core.Decision.Accept(new Core.Furniture.SettingMade("clock.CLK-12a.length", "9", new(2026, 6, 1)))));
        await forked.Rounds.Round(Cancel);
        Assert.Equal([true, true, false], (await new WatchedWitnesses(forked.Store, forked.Witnessed, forked.Rounds).All()).Select(w => w.IsAlarm));
    }

    private static void SqliteBackup(string from, string to)
    {
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={from};Pooling=False");
        Dapper.SqlMapper.Execute(connection, "VACUUM INTO @to", new { to });
    }
}
