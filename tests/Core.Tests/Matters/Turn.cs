using Xinqiao.Core.Matters;

namespace Xinqiao.Core.Tests.Matters;

/// <summary>Whose turn an act is, and at which unit.</summary>
internal static class Turn
{
    /// <summary>The post whose turn the act usually is; of the unit that has the matter where that is a unit's act.</summary>
    public static Actor Of(string act, Matter m) => act switch
    {
        "register" or "recusal" or "link" or "withdraw-link" or "record-request" or "answer-request" => m.Sealed && act.EndsWith("-request", StringComparison.Ordinal) ? Some.Liaison : Some.Registrar,
        "forward" or "assign" or "extend-assignment" or "submit-upward" or "upward-decision" or "decide-objection" => Some.Router,
        "extend" or "approve" or "return" or "designate" or "refuse-acceptance" or "report-completion" or "publish-answer" or "withdraw-answer" => At(m, Some.Head),
        "record-review-request" or "record-review" => Some.Registrar,
        "take-review" or "review" or "serve-review" or "hearing" => Above(m, Some.Reviewer),
        "refuse-review" or "return-review" or "approve-review" => Above(m, Some.ReviewHead),
        "ask-review" or "withdraw-review" or "rate" or "supplement" or "withdraw" or "open" or "confirm" or "unpublish" or "ask-request" => Actor.Petitioner,
        "hand-over" => Some.Administrator,
        "seal" or "lift-urgency" => Some.Supervisor,
        "complained-of" => m.Sealed ? Some.Liaison : Some.Router,
        "unseal" or "pass-on" => Some.Liaison,
        _ => At(m, Some.Handler),
    };

    /// <summary>The unit that has the matter.</summary>
    public static Unit LeadOf(Matter m) => m.Dispatch?.Unit == Some.CityManagement.Code ? Some.CityManagement : Some.Housing;

    // The organ that reviews, at either level.
    private static Actor Above(Matter m, Actor actor) =>
        m.OpenReview is { Unit: { } unit } && unit != actor.Unit ? actor with { Id = $"{actor.Id}-{unit}", Unit = unit, UnitName = unit } : actor;

    private static Actor At(Matter m, Actor actor) =>
        LeadOf(m) is var unit && unit.Code == actor.Unit ? actor : actor with { Id = $"{actor.Id}-{unit.Code}", Unit = unit.Code, UnitName = unit.Name };
}
