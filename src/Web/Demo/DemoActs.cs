using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Demo;

/// <summary>Something that happened to a petition of the demo beside the plain path.</summary>
/// <param name="Act">The act's word, as in the address of its page, or <c>withdraw</c>.</param>
/// <param name="DaysAgo">On which day before today.</param>
/// <param name="Days">Where the act names a limit or another day: days from then.</param>
/// <param name="Final">Of a review: whether it is the final one.</param>
internal sealed record DemoAct(string Act, int DaysAgo, string[] Texts, int Days = 0, bool Final = false);

/// <summary>The acts beside the plain path as intents, by whoever holds the post in the demo district.</summary>
internal static class DemoActs
{
    /// <exception cref="ArgumentException">The demo has no such act.</exception>
    public static Intent Of(DemoAct a, PlainPath path, PlainCase c)
    {
        string Text(int i) => a.Texts[i];
        var (unit, office) = (path.UnitOf(c), path.Office);
        return a.Act switch
        {
            "assign" => path.On(c, path.Router, (m, act) => Dispatch.Assign(
                m, new DispatchTo(unit, null, act.Today.AddDays(a.Days), Text(0)), office, act)),
            "submit-upward" => path.On(c, path.Router, (m, act) => Submission.Submit(m, Text(0), Text(1), Text(2), office, act)),
            "object" => path.On(c, path.Handler(c), (m, act) => Objection.File(
                m, new FileObjection(Text(0), Text(1), Text(2)), unit, act)),
            "refuse-acceptance" => path.On(c, path.Head(c), (m, act) => NonAcceptance.Refuse(
                m, NonAcceptanceGround.InHandBelow, Text(0), Text(1), PlainPath.NameOf(c, Role.UnitHead), unit, act)),
            "serve-refusal" => path.On(c, path.Handler(c), (m, act) => Service.Serve(
                m, new ServeDocument(DocumentKind.NonAcceptance, ServiceMethod.Post, new LegalDay(act.Today, Text(0), null), Text(1)), act)),
            "mark-urgent" => path.On(c, path.Registrar, (m, act) => Urgency.Mark(m, Text(0), act)),
            "report-urgent" => path.On(c, path.Router, (m, act) => Urgency.Report(m, Text(0), Text(1), Text(2), act)),
            "execute" => path.On(c, path.Handler(c), (m, act) => Execution.Execute(
                m, new LegalDay(act.Today, Text(0), null), Text(1), act)),
            "resolve" => path.On(c, path.Handler(c), (m, act) => Execution.Resolve(
                m, ResolutionGround.OpinionExecuted, new LegalDay(act.Today, Text(0), null), Text(1), act)),
            "publish-answer" => path.On(c, path.Head(c), (m, act) => Publishing.Publish(
                m, PlainPath.Identifier(act.RecordedAt, $"demo-answer-{m.Number}").ToString("N"), new PublicText(Text(0), Text(1), Text(2), [], []), act)),
            "supplement" => path.On(c, Actor.Petitioner, (m, act) => Withdrawal.Supplement(m, Text(0), ownHand: true, act)),
            "ask-review" => path.On(c, Actor.Petitioner, (m, act) => Review.Ask(m, new AskReview(Text(0), Text(1), null), ownHand: true, act)),
            "withdraw" => path.On(c, Actor.Petitioner, (m, act) => Withdrawal.Withdraw(m, Text(0), confirmed: true, secondFactor: true, act)),
            _ => OfReview(a, path, c),
        };
    }

    private static Intent OfReview(DemoAct a, PlainPath path, PlainCase c)
    {
        string Text(int i) => a.Texts[i];
        var first = path.Above(path.UnitOf(c))!;
        var organ = a.Final ? path.Above(first)! : first;
        var (reviewer, head) = (path.Holder(organ, Role.Reviewer), path.Holder(organ, Role.ReviewHead));
        var level = a.Final ? ReviewLevel.FinalReview : ReviewLevel.Review;
        return a.Act switch
        {
            "take-review" => path.On(c, reviewer, (m, act) => ReviewWork.Take(m, null, [], act)),
            "call-hearing" => path.On(c, reviewer, (m, act) => Hearing.Record(
                m, new TakenHearing(new LegalDay(act.Today, Text(0), null), $"{ChineseDate.Write(HeldOn(act, a.Days))}{Text(1)}", null), [], act)),
            "report-hearing" => path.On(c, reviewer, (m, act) => Hearing.Record(
                m, new TakenHearing(new LegalDay(act.Today, Text(0), null), Text(1), null), [], act)),
            "review" => path.On(c, reviewer, (m, act) => ReviewWork.Submit(m, Draft(a, act), act)),
            "approve-review" => path.On(c, head, (m, act) => ReviewWork.Approve(
                m, DemoDistrict.PersonOf(organ.Code, Role.ReviewHead).Name, organ, path.Above(organ), [], act)),
            "serve-review" => path.On(c, reviewer, (m, act) => Service.Serve(
                m, new ServeDocument(ReviewWork.DocumentOf(level), ServiceMethod.Post, new LegalDay(act.Today, Text(0), null), Text(1)), act)),
            _ => throw new ArgumentException($"The demo has no act “{a.Act}”.", nameof(a)),
        };
    }

    // Outcome, facts, basis, opinion; of a change that is to be carried out also how.
    private static DraftReview Draft(DemoAct a, Act act) => new(
        Words.Parse<ReviewOutcome>(a.Texts[0]), a.Texts[1], a.Texts[2], a.Texts[3], a.Texts.Length > 4, a.Texts.ElementAtOrDefault(4),
        act.Today.AddDays(a.Days), a.Days);

    // Backwards, as the days of the acts fall: no holiday puts a hearing after its report.
    private static DateOnly HeldOn(Act act, int days) => act.Calendar.LastWorkingDayUntil(act.Today.AddDays(days)) ?? act.Today.AddDays(days);
}
