using CsCheck;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xunit;

namespace Xinqiao.Core.Tests.Matters;

/// <summary>
/// Whatever anybody tries, in whatever order and on whatever day: refusals cite their article, a matter always has an owner who
/// can take it onward, and the recorded events alone tell its state.
/// </summary>
public class WalkTests
{
    private sealed record Step(Actor By, int DaysLater, string Name, Func<Matter, Act, Decision> Try);

    private static readonly Gen<string?> Texts = Gen.Frequency(
        (4, Gen.Const((string?)"现场查看属实")), (1, One<string?>("", null, "\0", "半\uD842个")));

    private static readonly Gen<Actor> Actors = One([.. Some.Everybody]);

    private static readonly Gen<(string Name, Func<Matter, Act, Decision> Try)> Acts = Gen.OneOf(
        from text in Texts
        from suspected in Gen.Bool
        select Named("register", (m, act) => Registration.Register(
            m, Some.Registering with { Summary = text ?? "概况", SuspectedAccusation = suspected && text is null, SuspicionReason = text },
            act, Domains.Codes, Some.Places)),
        from text in Texts
        select Named("forward", (m, act) => Dispatch.Forward(m, Some.Housing, text, Some.Office, act)),
        Gen.Const(Named("receive", Dispatch.Receive)),
        from route in Gen.Frequency((3, Gen.Const(Route.PetitionProcedure)), (1, Gen.Enum<Route>()))
        from text in Texts
        select Named("notice", (m, act) => Notice.Issue(m, route, text, Some.Housing, act)),
        from text in Texts
        select Named("accept", (m, act) => Acceptance.Accept(m, "陆晓峰", text, Some.Housing, act)),
        from days in Gen.Int[-1, 32]
        from text in Texts
        select Named("extend", (m, act) => HandlingTerm.Extend(m, days, text, "钱卫东", Some.Housing, act)),
        from text in Texts
        from outcome in Gen.Enum<Outcome>()
        select Named("submit", (m, act) => Opinion.Submit(
            m, Some.Draft with { Facts = text, Answers = [.. Some.Draft.Answers.Select(a => a with { Outcome = outcome })] }, act)),
        from text in Texts
        select Named("return", (m, act) => Opinion.Return(m, text, act)),
        Gen.Const(Named("approve", (m, act) => Opinion.Approve(m, "钱卫东", Some.Housing, act))),
        from kind in Gen.Enum<DocumentKind>()
        from method in Gen.Enum<ServiceMethod>()
        from back in Gen.Int[-1, 3]
        select Named("serve", (m, act) => Service.Serve(
            m, new ServeDocument(kind, method, new LegalDay(act.Today.AddDays(-back), "凭证1", "补录"), "已签收"), act)),
        from factor in Gen.Bool
        select Named("rate", (m, act) => Rating.Rate(m, Satisfaction.Satisfied, Satisfaction.Dissatisfied, null, factor, act)),
        from text in Texts
        select Named("seal", (m, act) => Sealing.Seal(m, text, act)),
        from purpose in Gen.Enum<Purpose>()
        from text in Texts
        select Named("unseal", (m, act) => Sealing.Unseal(m, purpose, text, act)),
        Gen.Const(Named("send-to-discipline", (m, act) => Sealing.SendToDiscipline(m, Some.Discipline, act))));

    private static readonly Gen<Step> Steps =
        from act in Acts
        from who in Gen.Frequency((1, Actors), (4, Gen.Const(UsualActor(act.Name))))
        from days in Gen.Frequency((3, Gen.Const(0)), (1, Gen.Int[1, 20]))
        select new Step(who, days, act.Name, act.Try);

    private sealed record Walk(Purpose Purpose, bool Anonymous, int Ahead, Step[] Steps);

    /// <summary>A petition as filed, some acts in their proper order, and sixty attempts.</summary>
    private static readonly Gen<Walk> Walks =
        from purpose in Gen.Frequency((4, Gen.Const(Purpose.Request)), (1, Gen.Enum<Purpose>()))
        from anonymous in Gen.Bool
        from ahead in Gen.Int[0, 9]
        from steps in Steps.Array[0, 60]
        select new Walk(purpose, anonymous, ahead, steps);

    [Fact]
    public void Every_refusal_cites_an_article_and_says_why() => Walks.Sample(walk =>
    {
        foreach (var decision in Go(walk).Decisions)
            if (decision is Decision.Refused { Refusals: var refusals })
            {
                Assert.NotEmpty(refusals);
                Assert.All(refusals, r => Assert.True(
                    r.Basis.Law != "" && r.Code != "" && r.Code.All(c => char.IsAsciiLetterLower(c) || c == '-') && r.Reason.EndsWith('。')));
            }
    }, iter: 400);

    [Fact]
    public void Every_stage_but_an_end_has_an_owner_who_can_take_the_matter_onward() => Walks.Sample(walk =>
    {
        var given = Go(walk).Given;
        for (var steps = 0; steps < 20; steps++)
        {
            if (IsEnd(given.Matter)) return;
            // A rating is a right, not a duty; once its window is closed the matter rests.
            if (given.Matter.Stage == Stage.Served
                && given.Today > Rating.WindowCloses(given.Matter.ServedOn(DocumentKind.Opinion)!.Value)) return;
            var (was, version) = (given.Matter.Stage, given.Matter.Version);
            Onward(given);
            Assert.True(given.Matter.Version > version, was.ToString());
        }

        Assert.Fail("The matter goes round in a circle.");
    }, iter: 400);

    [Fact]
    public void A_matter_has_exactly_one_unit_from_its_dispatch_on_and_never_while_sealed() => Walks.Sample(walk =>
    {
        string? unit = null;
        foreach (var state in Go(walk).States)
        {
            if (unit is not null) Assert.Equal(unit, state.Dispatch?.Unit);
            if (state.Sealed) Assert.Null(state.Dispatch);
            unit = state.Dispatch?.Unit;
        }
    }, iter: 400);

    // Otherwise the properties would hold of nothing but the first stages.
    [Fact]
    public void The_walks_come_to_every_stage()
    {
        var reached = new System.Collections.Concurrent.ConcurrentDictionary<Stage, int>();
        Walks.Sample(walk => Go(walk).States.ForEach(s => reached.AddOrUpdate(s.Stage, 1, (_, n) => n + 1)), iter: 2_000);
        Assert.Equal(Words.All<Stage>().Order(), reached.Keys.Order());
    }

    [Fact]
    public void Refused_acts_record_nothing_and_use_up_no_number() => Walks.Sample(walk =>
    {
        var (given, decisions, states) = Go(walk);
        Assert.Equal(
            decisions.OfType<Decision.Accepted>().Sum(d => d.Events.Count), given.OfMatter.Count - states[0].Version);
        var numbers = given.Matter.Documents.Select(d => d.Number).ToList();
        Assert.Distinct(numbers);
        foreach (var organ in numbers.GroupBy(n => n[..(n.IndexOf('〕') + 1)]))
            Assert.Equal(Enumerable.Range(1, organ.Count()), organ.Select(n => int.Parse(n[(n.IndexOf('〕') + 1)..^1])).Order());
    }, iter: 400);

    [Fact]
    public void The_stored_events_alone_tell_the_state() => Walks.Sample(walk =>
    {
        var given = Go(walk).Given;
        var folded = given.OfMatter.Select(Stored).Aggregate((Matter?)null, Matter.Apply)!;
        Assert.Equal(given.Matter.Documents, folded.Documents);
        Assert.Equal(given.Matter with { Documents = [] }, folded with { Documents = [] });
        Assert.Equal(given.Petition, given.OfPetition.Select(Stored).Aggregate((Petition?)null, Petition.Apply));
    }, iter: 400);

    [Fact]
    public void Erased_texts_change_no_state() => Walks.Sample(walk =>
    {
        var given = Go(walk).Given;
        var folded = given.OfMatter.Select(Erased).Aggregate((Matter?)null, Matter.Apply)!;
        Assert.Equal(MatterRow.Of(given.Matter), MatterRow.Of(folded));
        Assert.Equal(DeadlineRow.Of(given.Matter, given.Rules), DeadlineRow.Of(folded, given.Rules));
    }, iter: 400);

    [Fact]
    public void Every_term_has_a_state_on_every_day_of_the_walk_and_after() => Walks.Sample(walk =>
    {
        var given = Go(walk).Given;
        foreach (var deadline in Deadlines.Of(given.Matter, given.Rules))
            foreach (var later in new[] { 0, 1, 30, 400 }) Assert.NotNull(deadline.State(given.Today.AddDays(later)));
    }, iter: 400);

    private static (Given Given, List<Decision> Decisions, List<Matter> States) Go(Walk walk)
    {
        var given = Given.Filed(Some.Filing(walk.Purpose) with { Anonymous = walk.Anonymous });
        for (var i = 0; i < walk.Ahead && !IsEnd(given.Matter); i++) Onward(given);
        var (decisions, states) = (new List<Decision>(), new List<Matter> { given.Matter });
        foreach (var step in walk.Steps)
        {
            decisions.Add(given.DaysLater(step.DaysLater).Asks(step.By, step.Try));
            states.Add(given.Matter);
        }

        return (given, decisions, states);
    }

    private static bool IsEnd(Matter m) => m.Stage is Stage.Rated or Stage.WithDiscipline or Stage.Routed;

    private static void Onward(Given given) => _ = given.Matter switch
    {
        { Stage: Stage.ToRegister } => given.Register(),
        { Stage: Stage.ToForward } => given.Forward(),
        { Stage: Stage.ToReceive } => given.Receive(),
        { Stage: Stage.ToAccept, Route: null } => given.GiveNotice(),
        { Stage: Stage.ToAccept } => given.Accept(),
        { Stage: Stage.InHand } => given.Submit(),
        { Stage: Stage.ToApprove } => given.Approve(),
        { Stage: Stage.ToServe } => given.Serve(DocumentKind.Opinion),
        { Stage: Stage.Served } => given.Rate(),
        { Stage: Stage.Sealed, Purpose: Purpose.Accusation } =>
            given.When(Some.Liaison, (m, act) => Sealing.SendToDiscipline(m, Some.Discipline, act)),
        { Stage: Stage.Sealed } => given.When(Some.Liaison, (m, act) => Sealing.Unseal(m, Purpose.Request, "不涉及", act)),
        var m => throw new InvalidOperationException($"Nobody owns a matter in stage {m.Stage}."),
    };

    private static Recorded Stored(Recorded recorded) => recorded with { Event = Read(recorded.Event, erased: false) };

    private static Recorded Erased(Recorded recorded) => recorded with { Event = Read(recorded.Event, erased: true) };

    private static CaseEvent Read(CaseEvent e, bool erased)
    {
        var payload = new PayloadWriter();
        e.Write(payload);
        return EventCatalogue.Read(e.StoredName, new PayloadReader(
            e.Stream, payload.Facts.ToDictionary(), erased ? null : payload.Texts.ToDictionary()));
    }

    private static Actor UsualActor(string act) => act switch
    {
        "register" => Some.Registrar,
        "forward" => Some.Router,
        "extend" or "approve" or "return" => Some.Head,
        "rate" => Actor.Petitioner,
        "seal" => Some.Supervisor,
        "unseal" or "send-to-discipline" => Some.Liaison,
        _ => Some.Handler,
    };

    private static Gen<T> One<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static (string, Func<Matter, Act, Decision>) Named(string name, Func<Matter, Act, Decision> attempt) => (name, attempt);
}
