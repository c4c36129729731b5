using Xinqiao.Core.Petitions;
using Xinqiao.Core.Regulation;
using static Xinqiao.Core.PrivateText;

namespace Xinqiao.Core.Matters;

/// <summary>What is recorded of a hearing: first that its notice was served, then that its report was signed, or that it was not held.</summary>
/// <param name="Day">Of the service, or of the signature.</param>
/// <param name="Text">When, where and under whom it is held; or what it found; or why it was not held.</param>
/// <param name="LongBecause">Of more than thirty days alone, and by the organ's head alone.</param>
public sealed record TakenHearing(LegalDay? Day, string? Text, string? LongBecause)
{
    /// <summary>It was called and not held: nothing is taken off.</summary>
    public bool IsCancelled { get; init; }
}

/// <summary>
/// 听证 in a final review: the time it takes does not count (Art. 36(2)). Of no other term it is taken off. The notice is recorded when it is served and
/// the report when it is signed, so that no hearing is made up afterwards for a term that has run out.
/// </summary>
public static class Hearing
{
    public static readonly Article Source = Regulation.Register.Article36.InParagraph(2);

    /// <summary>A longer one the organ's head answers for (rules 1.5).</summary>
    public static readonly Article Long = Article.House("听证所需时间超过三十日的，由复核机关负责人写明理由");

    /// <summary>Calendar days that need no reason.</summary>
    public const int Longest = 30;

    /// <summary>Who records a longer one.</summary>
    public const Role AnswersForLong = Role.ReviewHead;

    /// <summary>Whether a hearing that was called needs a reason if its report is signed on this day.</summary>
    public static bool IsLong(Reviewing open, DateOnly signed) => (open with { HearingUntil = signed }).HearingDays > Longest;

    /// <summary>Why nothing is drafted or signed while a hearing was called and not reported on; null where none is under way.</summary>
    internal static Decision? UnderWay(Reviewing open) => open is { HearingFrom: not null, HearingUntil: null }
        ? Decision.Refuse(Source, "hearing-under-way", "听证通知书已经送达。请先登记听证结果；没有举行的，也在那里登记。")
        : null;

    /// <param name="thread">Earlier matters that this one repeats.</param>
    [Implements(36, "复核机关举行听证的，听证所需时间不计算在复核期限内")]
    public static Decision Record(Matter matter, TakenHearing taken, IReadOnlyList<Matter> thread, Act act)
    {
        if (ReviewWork.Refusal(matter, thread, act, Role.Reviewer, Role.ReviewHead) is { } no) return no;
        var open = matter.OpenReview!;
        if (open.Level != ReviewLevel.FinalReview)
            return Decision.Refuse(Source, "not-final", "只有复核的听证时间不计算在期限内；复查中听取意见的，写进查明的事实。");
        if (open.DocumentNumber is not null) return ReviewWork.Signed(open);
        if (open.Reviewer is null) return Decision.Refuse(Source, "not-taken", "请先受理这件申请。");
        if (open.SubmittedVersion is not null) return Decision.Refuse(Source, "already-submitted", "意见已提交负责人审批，退回以后才能登记听证。");
        if (act.Actor.Role == Role.Reviewer && open.Reviewer != act.Actor.Id)
            return Decision.Refuse(Source, "anothers", "这件申请由另一位复查专员承办；需要接手的，先办理接手。");
        return open switch
        {
            { HearingUntil: not null } => Decision.Refuse(Source, "already-held", "这次复核的听证已经登记，只计算一次。"),
            { HearingFrom: null } => Notice(matter, taken, open, act),
            _ when taken.IsCancelled => Cancel(matter, taken),
            _ => Report(matter, taken, open, act),
        };
    }

    private static Decision Notice(Matter matter, TakenHearing taken, Reviewing open, Act act)
    {
        var end = Term.Reckon(act.Rules.On(open.AskedOn)[ClockId.FinalReview], open.AskedOn, act.Rules.Calendar).Nominal!.Value;
        var rule = new TextRule()
            .Require(taken.Day is not null, Source, "served-missing", "请填写听证通知书送达的日期。", "day")
            .Require(taken.Day is not { } d || d.Day >= open.AskedOn, Source, "before-the-request", "听证通知书送达的日期不能早于收到复核申请的日期。", "day")
            .Require(
                taken.Day is not { } on || on.Day <= end, Source, "after-the-term",
                $"复核期限到{ChineseDate.Write(end)}届满，届满以后送达听证通知书的，不再扣除。", "day")
            .Require(
                taken.Day is not { } late || act.Today <= end || late.Day > end || !LegalDay.IsBackEntry(late.Day, act.Today, act.Calendar), Source, "after-the-term",
                $"复核期限已于{ChineseDate.Write(end)}届满，届满以后补登的听证，不再扣除。", "day")
            .Required("text", "听证的时间、地点、主持人和参加人", taken.Text, PetitionLimits.Note, Source);
        CheckDay(taken, "听证通知书送达的日期", rule, act);
        return rule.Passed
            ? Decision.Accept(new HearingNoticed(matter.Id, taken.Day!.Day, taken.Day.Evidence, Typed(taken.Text), Typed(taken.Day.BackEntryReason)))
            : Decision.Refuse(rule.Refusals);
    }

    private static Decision Report(Matter matter, TakenHearing taken, Reviewing open, Act act)
    {
        var days = (open with { HearingUntil = taken.Day?.Day }).HearingDays;
        var rule = new TextRule()
            .Require(taken.Day is not null, Source, "signed-missing", "请填写听证报告签署的日期。", "day")
            .Require(taken.Day is not { } d || d.Day >= open.HearingFrom, Source, "before-the-notice",
                $"听证报告签署的日期不能早于听证通知书送达的{ChineseDate.Write(open.HearingFrom!.Value)}。", "day")
            .Required("text", "听证结论", taken.Text, PetitionLimits.Narrative, Source);
        CheckDay(taken, "听证报告签署的日期", rule, act);
        if (days <= Longest) rule.Optional("longBecause", "超过三十日的理由", taken.LongBecause, PetitionLimits.Note);
        else
            rule.Require(act.Actor.Role == AnswersForLong, Long, "head-only", $"听证用了{days}日，超过{Longest}日的由负责人登记并写明理由。", "day")
                .Required("longBecause", "超过三十日的理由", taken.LongBecause, PetitionLimits.Note, Long);
        return rule.Passed
            ? Decision.Accept(new HearingReported(
                matter.Id, taken.Day!.Day, taken.Day.Evidence, Typed(taken.Text), days > Longest ? Typed(taken.LongBecause) : Absent,
                Typed(taken.Day.BackEntryReason)))
            : Decision.Refuse(rule.Refusals);
    }

    private static Decision Cancel(Matter matter, TakenHearing taken)
    {
        var rule = new TextRule().Required("text", "没有举行的原因", taken.Text, PetitionLimits.Note, Source);
        return rule.Passed ? Decision.Accept(new HearingCancelled(matter.Id, Typed(taken.Text))) : Decision.Refuse(rule.Refusals);
    }

    // The organ that gains the days is the one that states them: the proof is asked for on the day itself as well.
    private static void CheckDay(TakenHearing taken, Phrase label, TextRule rule, Act act)
    {
        rule.Require(taken.Day is null || !string.IsNullOrWhiteSpace(taken.Day.Evidence), Source, "evidence-missing", "请填写凭证（送达回证编号、听证报告文号等）。", "dayEvidence");
        taken.Day?.Check(rule, act, "day", label);
    }
}
