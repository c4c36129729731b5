using Xinqiao.Core.Petitions;
using Xinqiao.Core.Regulation;
using static Xinqiao.Core.PrivateText;

namespace Xinqiao.Core.Matters;

/// <summary>What the document of an organ outside says, as the petition department takes it down.</summary>
/// <param name="Number">文号.</param>
/// <param name="Served">The day it was served on the petitioner, with what proves it.</param>
/// <param name="FinalOrgan">Where the document says that a final review is asked for.</param>
/// <param name="Result">What it says, in substance.</param>
public sealed record TakenOpinion(
    ReviewOutcome? Outcome, string? Number, LegalDay? Served, string? FinalOrgan, bool Supports, DateOnly? ExecuteBy, int? RedoDays, string? Result);

/// <summary>
/// A review by an organ that does not work on this platform, the city's above all: what it decided holds here as well, so that what it revoked is
/// answered anew, what it changed is carried out, and what it finally reviewed is known to be (Art. 36(3)).
/// </summary>
public static class OutsideReview
{
    public static Decision Record(Matter matter, TakenOpinion taken, Act act)
    {
        if (Authority.PetitionDepartment(act) is { } notMine) return Decision.Refuse([notMine]);
        if (matter.Sealed) return Sealing.Refuse();
        if (matter.WithdrawnOn is not null) return Withdrawal.Refuse();
        if (Review.RemedyOf(matter) is not { } remedy)
            return Decision.Refuse(Regulation.Register.Article35, "no-remedy", "没有可以复查、复核的处理意见，或者复查、复核正在本平台办理。");
        var source = Review.SourceOf(remedy.Level);
        if (remedy.Route.Unit is not null)
            return Decision.Refuse(source, "organ-here", $"{remedy.Route.Organ}在本平台办理{Words.Label(remedy.Level)}，由其制发意见书。");
        var effect = ReviewEffect.Of(taken.Outcome, taken.Supports, taken.ExecuteBy, taken.RedoDays);
        var rule = Check(taken, effect, remedy, source, act);
        if (!rule.Passed) return Decision.Refuse(rule.Refusals);
        return Decision.Accept(new ReviewRecorded(
            matter.Id, remedy.Level, remedy.Opinion, effect!,
            remedy.Route.Organ, taken.Number!.Trim(), taken.Served!.Day, taken.Served.Evidence,
            NamesFinalOrgan(taken, remedy) ? taken.FinalOrgan!.Trim() : null, Typed(taken.Result), Typed(taken.Served.BackEntryReason)));
    }

    // A first review that stands leads to the final one.
    private static bool NamesFinalOrgan(TakenOpinion taken, ReviewRemedy remedy) =>
        remedy.Level == ReviewLevel.Review && taken.Outcome is (ReviewOutcome.Uphold or ReviewOutcome.Change);

    private static TextRule Check(TakenOpinion taken, ReviewEffect? effect, ReviewRemedy remedy, Article source, Act act)
    {
        var rule = new TextRule()
            .Require(effect is not null, source, "outcome-missing", "请选择结论。", "outcome")
            .Required("number", "意见书文号", taken.Number, 60, source)
            .Require(taken.Served is not null, source, "served-missing", "请填写意见书送达信访人的日期。", "served")
            .Require(taken.Served is null || !string.IsNullOrWhiteSpace(taken.Served.Evidence), source, "evidence-missing", "请填写送达的凭证（回证编号等）。", "servedEvidence")
            .Required("result", "意见书的主要内容", taken.Result, PetitionLimits.Narrative, source);
        taken.Served?.Check(rule, act, "served", "意见书送达日期");
        rule.Require(taken.Served is null || taken.Served.Day >= remedy.ServedOn, source, "before-the-answer", "意见书送达日期不能早于上一份书面答复送达的日期。", "served");
        if (NamesFinalOrgan(taken, remedy)) rule.Required("finalOrgan", "复核机关", taken.FinalOrgan, 100, source);
        effect?.Check(rule, source, taken.Served?.Day, "执行期限不能早于送达日期。");
        return rule;
    }
}
