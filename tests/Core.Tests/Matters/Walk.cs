using CsCheck;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;

namespace Xinqiao.Core.Tests.Matters;

/// <summary>A petition as filed, some acts in their proper order, and up to sixty attempts by anybody, in any order and on any day.</summary>
/// <param name="Contested">It is with the organ of the final review: so far hardly any attempts come by themselves.</param>
internal sealed record Walk(Purpose Purpose, bool Anonymous, int Ahead, bool Contested, Step[] Steps)
{
    private static readonly Gen<Step> AnySteps =
        from attempt in Attempts.All
        from who in Gen.Frequency((1, Gen.Int[0, Some.Everybody.Count - 1].Select(i => (Actor?)Some.Everybody[i])), (4, Gen.Const((Actor?)null)))
        from days in Gen.Frequency((3, Gen.Const(0)), (1, Gen.Int[1, 20]))
        select new Step(who, days, attempt);

    public static readonly Gen<Walk> Any =
        from purpose in Gen.Frequency((4, Gen.Const(Purpose.Request)), (1, Gen.Enum<Purpose>()))
        from anonymous in Gen.Bool
        from ahead in Gen.Int[0, 11]
        from contested in Gen.Int[0, 9]
        from steps in AnySteps.Array[0, 60]
        select new Walk(purpose, anonymous, ahead, contested == 0, steps);

    /// <summary>How many histories each property is tried on; <c>./test walks</c> tries many more.</summary>
    public static int Count { get; } = int.Parse(Environment.GetEnvironmentVariable("XINQIAO_WALKS") ?? "500");

    /// <summary>Walks it; what was decided, and the state before the first attempt and after each.</summary>
    public Walked Go()
    {
        var given = Given.Filed(Some.Filing(Purpose) with { Anonymous = Anonymous });
        for (var i = 0; (i < Ahead || Contested) && given.Matter.Stage != Stage.Served && !Way.IsEnd(given.Matter); i++) Way.Onward(given);
        if (Contested && given.Matter.Stage == Stage.Served) ReviewTests.AskForTheLast(given).TakeReview();
        else if (Ahead > 8 && given.Matter.Stage == Stage.Served) Way.Onward(given);
        var (decisions, states) = (new List<Decision>(), new List<Matter> { given.Matter });
        foreach (var (by, days, attempt) in Steps)
        {
            var actor = by ?? Turn.Of(attempt.Name, given.Matter);
            decisions.Add(given.DaysLater(days).Asks(actor, attempt.Try));
            states.Add(given.Matter);
        }

        return new Walked(given, decisions, states);
    }

    public override string ToString() =>
        $"{Purpose}{(Anonymous ? ", anonymous" : "")}, {Ahead} ahead{(Contested ? ", contested" : "")}; {string.Join(", ", Steps.Select(s => $"+{s.DaysLater} {s.By?.Id} {s.Attempt.Name}"))}";
}

/// <param name="By">Null for the post whose turn it usually is.</param>
internal sealed record Step(Actor? By, int DaysLater, Attempt Attempt);

internal sealed record Attempt(string Name, Func<Matter, Act, Decision> Try);

internal sealed record Walked(Given Given, List<Decision> Decisions, List<Matter> States);

/// <summary>The proper order: whose turn it is in each stage, and what brings the matter on.</summary>
internal static class Way
{
    public static bool IsEnd(Matter m) =>
        m.Stage is Stage.Rated or Stage.WithDiscipline or Stage.Routed or Stage.Withdrawn or Stage.NotAccepted;

    public static void Onward(Given given) => _ = given.Matter switch
    {
        { Stage: Stage.ToRegister } => given.Register(),
        { Stage: Stage.ToForward } => given.Forward(),
        { Stage: Stage.AwaitingDecision } => given.When(
            Some.Router, (m, act) => Submission.RecordDecision(m, new LegalDay(act.Today, "区委批示〔2026〕1号", null), "请住建局办理", act)),
        { Stage: Stage.ToReceive } => given.Receive(),
        { Stage: Stage.Objected } => given.When(Some.Router, (m, act) => Objection.Decide(
            m, new DecideObjection(false, "职权清单载明由你单位负责", null, "区信访工作联席会议", "纪要〔2026〕1号"), Some.Office, act)),
        { Stage: Stage.ToAccept, Route: null } => given.GiveNotice(),
        { Stage: Stage.ToAccept } => given.Accept(),
        { Stage: Stage.InHand } => given.Submit(),
        { Stage: Stage.ToApprove } => given.Approve(),
        { Stage: Stage.ToServe } => given.Serve(DocumentKind.Opinion),
        { Stage: Stage.UnderReview } => given.FinishReview(),
        { Stage: Stage.Served } => given.Rate(),
        { Stage: Stage.Sealed, Purpose: Purpose.Accusation } =>
            given.When(Some.Liaison, (m, act) => PassingOn.Pass(m, Some.Extract, Some.Discipline, Some.Office, act)),
        { Stage: Stage.Sealed } => given.When(Some.Liaison, (m, act) => Sealing.Unseal(m, Purpose.Request, "不涉及", act)),
        var m => throw new InvalidOperationException($"Nobody owns a matter in stage {m.Stage}."),
    };
}
