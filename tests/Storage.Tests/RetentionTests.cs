using Dapper;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Verification;
using Xinqiao.Storage.Tests.Samples;
using Xinqiao.Web.Attachments;
using Xinqiao.Web.Matters;
using Xinqiao.Web.Matters.Retention;
using Xinqiao.Web.Storage;
using Xunit;

namespace Xinqiao.Storage.Tests;

/// <summary>Approved lists are carried out petition by petition, whatever happens in between.</summary>
public sealed class RetentionTests
{
    private static readonly Actor Supervisor = new("s-5", Role.Supervisor, "XF", "信访局");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>What a node needs for it.</summary>
    private sealed class Node : IDisposable
    {
        private readonly FileIntake files;

        public Node(CaseStore store)
        {
            var reader = new CaseReader(store);
            var matters = new MatterQueries(store, reader);
            files = new FileIntake(store, reader, new VirusScanner(null));
            (Store, Queries) = (store, new RetentionQueries(store, reader, matters, new PetitionerQueries(store, reader), new LinkQueries(store, matters)));
            Destroying = new Destroying(store, Queries, files);
        }

        public CaseStore Store { get; }
        public RetentionQueries Queries { get; }
        public Destroying Destroying { get; }
        public void Dispose() => files.Dispose();
    }

    private static Viewer RouterViewer => new(Role.Router, "XF", "s-2");

    private static Intent Withdraw(StreamId matter) => new(
        Actor.Petitioner, (cases, act) => Withdrawal.Withdraw(cases.Matter(matter), "已经解决", confirmed: true, secondFactor: true, act))
    { Streams = [matter] };

    /// <summary>Petitions that ended eleven years ago, in a list that was approved.</summary>
    private static async Task<(IReadOnlyList<SamplePetition> Petitions, RetentionBatch Batch)> Approved(District district, Node node, int count = 4)
    {
        var petitions = new List<SamplePetition>();
        for (var i = 0; i < count; i++)
        {
            petitions.Add(await district.File());
            await district.Do(Withdraw(petitions[^1].Matter));
        }

        district.Clock.Now = district.Clock.Now.AddYears(11);
        var over = await node.Queries.Over(RouterViewer, RetentionKind.Ordinary);
        Assert.Equal(count, over.Count);
        await district.Do(new Intent(SampleUnits.Router, (_, act) => Retaining.Ask(RetentionKind.Ordinary, "b1", over, "鉴定记录1号", act)));
        var (batches, version) = await node.Queries.Batches();
        await district.Do(new Intent(Supervisor, (cases, act) => Retaining.On(
            cases.Version(RetentionEvent.Lists) == version, () => Retaining.Approve(batches[0], SampleUnits.Office, act)))
        { Streams = [RetentionEvent.Lists] });
        return (petitions, (await node.Queries.Batches()).Batches[0]);
    }

    private static async Task<RetentionBatch> Batch(Node node) => Assert.Single((await node.Queries.Batches()).Batches);

    private static async Task<long> Texts(District district, SamplePetition petition)
    {
        await using var connection = district.Database.OpenToRead();
        return await connection.ExecuteScalarAsync<long>(
            "SELECT count(*) FROM field_values v JOIN events e ON e.position = v.position WHERE e.stream = @petition OR e.stream = @matter",
            new { petition = petition.Petition.Value, matter = petition.Matter.Value });
    }

    [Theory, OnEachEngine]
    public async Task Nothing_of_the_texts_is_left_and_the_log_holds_and_so_do_the_rows(Engine engine)
    {
        using var district = await District.Found(engine);
        using var node = new Node(district.Store);
        var (petitions, _) = await Approved(district, node);
        Assert.NotEqual(0, await Texts(district, petitions[0]));

        await node.Destroying.Run(Cancel);

        foreach (var petition in petitions) Assert.Equal(0, await Texts(district, petition));
        var batch = await Batch(node);
        Assert.Equal((4, 0, false), (batch.Destroyed, batch.LeftOut.Count, batch.IsUnderWay));
        var found = Web.Ledger.Audit.Of(district.Store, _ => { });
        Assert.Equal((Verdict.Redacted, 0L), (found.Verdict, found.FaultCount));
        await Rebuild.Run(district.Store, cancel: Cancel);
        Assert.Equal(0, Web.Ledger.Audit.Of(district.Store, _ => { }).FaultCount);
        Assert.Empty(await node.Queries.Over(RouterViewer, RetentionKind.Ordinary));
    }

    [Theory, OnEachEngine]
    public async Task A_list_that_was_interrupted_half_way_goes_on_where_it_was(Engine engine)
    {
        using var district = await District.Found(engine);
        using var node = new Node(district.Store);
        var (petitions, batch) = await Approved(district, node);
        // What a program did before it ended.
        foreach (var listed in batch.Listed.Take(2))
        {
            var read = (await node.Queries.Read(listed.Id))!;
            await district.Do(new Intent(SampleUnits.System, (cases, act) => Retaining.Destroy(
                batch, listed, new KeptPetition(cases.Petition(listed.Id), [cases.Matter(listed.Matters[0].Id)], []), read.Texts, act))
            { Streams = [listed.Id, listed.Matters[0].Id] });
        }

        Assert.True((await Batch(node)).IsUnderWay);
        using var next = new Node(district.OpenAgain());
        await next.Destroying.Run(Cancel);

        Assert.Equal((4, 0), ((await Batch(node)).Destroyed, (await Batch(node)).LeftOut.Count));
        foreach (var petition in petitions) Assert.Equal(0, await Texts(district, petition));
        Assert.Equal(4, await Count(district, MatterDestroyed.Stored));
        await next.Destroying.Run(Cancel);
        Assert.Equal(1, await Count(district, RetentionFinished.Stored));
    }

    [Theory, OnEachEngine]
    public async Task Two_nodes_at_once_destroy_nothing_twice_and_finish_once(Engine engine)
    {
        using var district = await District.Found(engine);
        using var node = new Node(district.Store);
        await Approved(district, node);
        using var other = new Node(district.OpenAgain());

        await Task.WhenAll(node.Destroying.Run(Cancel), other.Destroying.Run(Cancel));

        Assert.Equal(4, await Count(district, MatterDestroyed.Stored));
        Assert.Equal(1, await Count(district, RetentionFinished.Stored));
        Assert.Equal(4, (await Batch(node)).Destroyed);
    }

    [Theory, OnEachEngine]
    public async Task What_something_happened_to_after_the_approval_stays_and_is_named(Engine engine)
    {
        using var district = await District.Found(engine);
        using var node = new Node(district.Store);
        var (petitions, _) = await Approved(district, node);
        await district.Do(new Intent(Actor.Petitioner, (cases, act) => InformationRequests.Ask(
            cases.Matter(petitions[0].Matter), InformationRight.Correct, "请更正", ownHand: true, act))
        { Streams = [petitions[0].Matter] });
        // A matter in hand is put beside the second: nothing happens to the second itself.
        var open = await district.File();
        await district.Do(SampleActs.Register(open.Matter));
        await district.Do(SampleActs.Link(open.Matter, petitions[1].Matter));

        await node.Destroying.Run(Cancel);

        var batch = await Batch(node);
        Assert.Equal(2, batch.Destroyed);
        Assert.Equal([KeptBecause.OpenRequest, KeptBecause.Linked], batch.LeftOut.Select(l => l.Why).Order());
        Assert.NotEqual(0, await Texts(district, petitions[0]));
        Assert.NotEqual(0, await Texts(district, petitions[1]));
        Assert.Equal(0, await Texts(district, petitions[2]));
    }

    [Theory, OnEachEngine]
    public async Task What_lies_within_its_term_or_is_sealed_is_in_no_list_of_the_router(Engine engine)
    {
        using var district = await District.Found(engine);
        using var node = new Node(district.Store);
        var young = await district.File();
        await district.Do(Withdraw(young.Matter));
        var accusation = await district.File(SamplePetition.New() with { Purpose = Core.Petitions.Purpose.Accusation });
        await district.Do(SampleActs.PassOn(accusation.Matter, SampleUnits.Office with { Kind = UnitKind.Discipline }));
        district.Clock.Now = district.Clock.Now.AddYears(9);
        Assert.Empty(await node.Queries.Over(RouterViewer, RetentionKind.Ordinary));
        district.Clock.Now = district.Clock.Now.AddYears(40);
        Assert.Single(await node.Queries.Over(RouterViewer, RetentionKind.Ordinary));
        Assert.Empty(await node.Queries.Over(RouterViewer, RetentionKind.Accusation));
        Assert.Single(await node.Queries.Over(new Viewer(Role.DisciplineLiaison, "JW", "s-7"), RetentionKind.Accusation));
    }

    private static async Task<long> Count(District district, string name)
    {
        await using var connection = district.Database.OpenToRead();
        return await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM events WHERE name = @name", new { name });
    }
}
