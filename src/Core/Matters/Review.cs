using Xinqiao.Core.Petitions;
using Xinqiao.Core.Regulation;
using static Xinqiao.Core.PrivateText;

namespace Xinqiao.Core.Matters;

/// <summary>What a petitioner writes who asks for a review.</summary>
/// <param name="LateBecause">Asked for after the last day alone.</param>
public sealed record AskReview(string? Wanted, string? Contested, string? LateBecause);

/// <summary>A request that came by letter or in person, as the counter takes it down.</summary>
/// <param name="PostedOn">The postmark of a letter.</param>
/// <param name="Check">What showed that it is the petitioner.</param>
public sealed record TakenReview(ReviewAsker? By, LegalDay? Received, DateOnly? PostedOn, string? Check, AskReview Asked);

/// <summary>
/// 复查、复核 (Art. 35, 36): whoever is not content with the answer asks, within thirty days of receiving it, the organ one level above, and after its
/// opinion once more the organ above that. Where to, the letter that was served says; this platform takes the request where that organ works on it.
/// </summary>
[Implements(35, "自收到书面答复之日起三十日内，向上一级机关、单位请求复查")]
[Implements(36, "自收到复查意见之日起三十日内，向复查机关、单位的上一级请求复核")]
public static class Review
{
    /// <summary>Of late requests a person decides whether there was good cause; missing the window does not end the matter.</summary>
    public static readonly Article LateRequests = Article.House("逾期申请复查、复核的，有正当理由的由复查机关决定");

    /// <summary>Where no calendar says yet how long a rest is, so many days after the nominal one still count as in time.</summary>
    public const int LongestRest = 10;

    public static Article SourceOf(ReviewLevel level) =>
        level == ReviewLevel.Review ? Regulation.Register.Article35 : Regulation.Register.Article36.InParagraph(1);

    /// <summary>Same facts and reasons after the final review are not taken up again; who comes is registered and answered all the same.</summary>
    public static readonly Article Final = Regulation.Register.Article36.InParagraph(3);

    /// <summary>What may be asked for now, and where; null where nothing may, whatever the day.</summary>
    public static ReviewRemedy? RemedyOf(Matter matter)
    {
        if (matter.Document(DocumentKind.Opinion) is not { ServedOn: { } served } opinion || matter.OpinionRoute is not { } route) return null;
        var rounds = matter.Reviews.Where(r => r.Opinion == opinion.Number).ToList();
        if (rounds.Any(r => r.IsOpen)) return null;
        return rounds.LastOrDefault(r => r.Outcome is not null) switch
        {
            null => new(ReviewLevel.Review, route, opinion.Number, served),
            { Level: ReviewLevel.Review, Onward: { } onward, EndedOn: { } ended } => new(ReviewLevel.FinalReview, onward, opinion.Number, ended),
            _ => null,
        };
    }

    /// <summary>The petitioner's thirty days.</summary>
    public static Term WindowOf(ReviewRemedy remedy, Rules rules) => Term.Reckon(
        rules.On(remedy.ServedOn)[remedy.Level == ReviewLevel.Review ? ClockId.ReviewRequest : ClockId.FinalReviewRequest], remedy.ServedOn, rules.Calendar);

    /// <summary>Judged by the rolled day and never by an earlier one (rules D-5).</summary>
    public static bool IsInTime(Term window, DateOnly day) => day <= (window.Rolled ?? window.Nominal!.Value.AddDays(LongestRest));

    /// <param name="ownHand">True where the query code never was with staff, or the one-time code was right.</param>
    public static Decision Ask(Matter matter, AskReview asked, bool ownHand, Act act)
    {
        if (act.Actor.Role != Role.Petitioner)
            return Decision.Refuse(Regulation.Register.Article35, "not-the-petitioner", "网上申请只能由信访人本人提出；当面、来信申请的，由登记员登记。");
        if (Closed(matter) is { } closed) return closed;
        if (!ownHand) return Decision.Refuse([OwnHand.Unproven]);
        var remedy = RemedyOf(matter)!;
        var rule = new TextRule();
        var window = CheckTexts(asked, remedy, act.Today, rule, act);
        return rule.Passed
            ? Decision.Accept(new ReviewAsked(
                matter.Id, remedy.Level, remedy.Opinion, remedy.Route.Organ, remedy.Route.Unit!, ReviewAsker.Portal, act.Today, null, window.Rolled,
                IsInTime(window, act.Today), null, Typed(asked.Wanted), Typed(asked.Contested), Typed(asked.LateBecause), PrivateText.Absent,
                PrivateText.Absent))
            : Decision.Refuse(rule.Refusals);
    }

    /// <summary>The counter takes down what came by letter or in person: paper and the spoken word are worth as much as the form.</summary>
    public static Decision Record(Matter matter, TakenReview taken, Act act)
    {
        if (Authority.PetitionDepartment(act) is { } notMine) return Decision.Refuse([notMine]);
        if (Closed(matter) is { } closed) return closed;
        var remedy = RemedyOf(matter)!;
        var source = SourceOf(remedy.Level);
        var rule = new TextRule()
            .Require(taken.By is ReviewAsker.Counter or ReviewAsker.Letter, source, "asker-missing", "请选择当面提出还是来信提出。", "by")
            .Require(taken.Received is not null, source, "received-missing", "请填写收到申请的日期。", "received")
            .Required("check", "怎样核验的身份", taken.Check, PetitionLimits.Note, source);
        taken.Received?.Check(rule, act, "received", "收到申请的日期");
        var made = taken.By == ReviewAsker.Letter ? taken.PostedOn ?? taken.Received?.Day : taken.Received?.Day;
        rule.Require(taken.Received is null || taken.Received.Day >= remedy.ServedOn, source, "before-the-answer",
                "收到申请的日期不能早于书面答复送达的日期。", "received")
            .Require(taken.PostedOn is null || taken.Received is null || taken.PostedOn <= taken.Received.Day, source, "posted-after-received",
                "交邮日期不能晚于收到日期。", "postedOn")
            .Require(taken.PostedOn is null || taken.PostedOn >= remedy.ServedOn, source, "posted-before-the-answer", "交邮日期不能早于书面答复送达的日期。", "postedOn");
        var window = CheckTexts(taken.Asked, remedy, made ?? act.Today, rule, act);
        return rule.Passed
            ? Decision.Accept(new ReviewAsked(
                matter.Id, remedy.Level, remedy.Opinion, remedy.Route.Organ, remedy.Route.Unit!, taken.By!.Value, taken.Received!.Day,
                taken.By == ReviewAsker.Letter ? taken.PostedOn : null, window.Rolled, IsInTime(window, made!.Value), taken.Received.Evidence,
                Typed(taken.Asked.Wanted), Typed(taken.Asked.Contested), Typed(taken.Asked.LateBecause), Typed(taken.Check),
                Typed(taken.Received.BackEntryReason)))
            : Decision.Refuse(rule.Refusals);
    }

    private static Term CheckTexts(AskReview asked, ReviewRemedy remedy, DateOnly made, TextRule rule, Act act)
    {
        var (source, window) = (SourceOf(remedy.Level), WindowOf(remedy, act.Rules));
        rule.Required("wanted", "请求", asked.Wanted, PetitionLimits.Request, source)
            .Required("contested", "事实和理由", asked.Contested, PetitionLimits.Narrative, source);
        if (IsInTime(window, made)) rule.Optional("lateBecause", "逾期的理由", asked.LateBecause, PetitionLimits.Note);
        else rule.Required("lateBecause", "逾期的理由", asked.LateBecause, PetitionLimits.Note, LateRequests);
        return window;
    }

    // Why nothing can be asked for here, whatever is written; null where it can.
    private static Decision? Closed(Matter matter)
    {
        if (matter.Sealed) return Sealing.Refuse();
        if (matter.WithdrawnOn is not null) return Withdrawal.Refuse();
        if (matter.DestroyedOn is not null) return Decision.Refuse(Retaining.Source, "destroyed", "该事项保存期限届满，内容已经销毁。");
        if (matter.OpenReview is { } open)
            return Decision.Refuse(SourceOf(open.Level), "already-asked", $"{Words.Label(open.Level)}申请已经收到，正在办理。");
        if (matter.Reviews.LastOrDefault(r => r.Opinion == matter.Document(DocumentKind.Opinion)?.Number) is
            { Level: ReviewLevel.FinalReview, Outcome: ReviewOutcome.Uphold or ReviewOutcome.Change })
            return Decision.Refuse(Final, "finally-reviewed", "复核意见已经送达，以同一事实和理由再次提出的，不再受理；有新的事实和理由的，可以重新提出信访。");
        return RemedyOf(matter) switch
        {
            null => Decision.Refuse(Regulation.Register.Article35, "not-closed", "处理意见书送达后，才能申请复查。"),
            { Route: { Unit: null } route, Level: var level } => Decision.Refuse(
                SourceOf(level), "organ-elsewhere", $"{Words.Label(level)}机关是{route.Organ}，不在本平台办理，请书面向该机关提出。"),
            _ => null,
        };
    }
}
