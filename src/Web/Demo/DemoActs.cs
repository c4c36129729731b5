using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Demo;

/// <summary>Something that happened to a petition of the demo beside the plain path.</summary>
/// <param name="Act">The act's word, as in the address of its page, or <c>withdraw</c>.</param>
/// <param name="DaysAgo">On which day before today.</param>
/// <param name="Days">Where the act names a limit: days from then.</param>
internal sealed record DemoAct(string Act, int DaysAgo, string[] Texts, int Days = 0);

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
            "take-review" => path.On(c, path.Reviewer, (m, act) => ReviewWork.Take(m, null, [], act)),
            "review" => path.On(c, path.Reviewer, (m, act) => ReviewWork.Submit(
                m, new DraftReview(Words.Parse<ReviewOutcome>(Text(0)), Text(1), Text(2), Text(3), false, null, null, a.Days), act)),
            "approve-review" => path.On(c, path.ReviewHead, (m, act) => ReviewWork.Approve(m, path.ReviewHeadName, path.Government, null, [], act)),
            "serve-review" => path.On(c, path.Reviewer, (m, act) => Service.Serve(
                m, new ServeDocument(DocumentKind.ReviewOpinion, ServiceMethod.Post, new LegalDay(act.Today, Text(0), null), Text(1)), act)),
            "withdraw" => path.On(c, Actor.Petitioner, (m, act) => Withdrawal.Withdraw(m, Text(0), confirmed: true, secondFactor: true, act)),
            _ => throw new ArgumentException($"The demo has no act “{a.Act}”.", nameof(a)),
        };
    }
}
