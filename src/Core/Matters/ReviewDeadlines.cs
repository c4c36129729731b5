using Xinqiao.Core.Regulation;

namespace Xinqiao.Core.Matters;

/// <summary>The terms of reviews (Art. 35, 36): the petitioner's thirty days, the organ's, and those in which a unit answers anew.</summary>
public static class ReviewDeadlines
{
    internal static IEnumerable<Deadline> Of(Matter matter, Rules rules)
    {
        if (matter.Document(DocumentKind.Opinion) is { ServedOn: { } closed } opinion)
        {
            yield return Asked(ReviewLevel.Review, opinion.Number, closed, matter, rules);
            if (matter.Reviews.LastOrDefault(r => r.Opinion == opinion.Number && r is { Level: ReviewLevel.Review, Onward: not null }) is { EndedOn: { } reviewed })
                yield return Asked(ReviewLevel.FinalReview, opinion.Number, reviewed, matter, rules);
        }

        foreach (var level in Words.All<ReviewLevel>())
            if (matter.Reviews.LastOrDefault(r => r.Level == level && r.Unit is not null) is { } review)
                yield return OfTheOrgan(review, rules);

        if (matter.Redo is not { } redo) yield break;
        var clock = rules.On(redo.On)[ClockId.Redo];
        yield return new Deadline(clock, Term.Until(clock, redo.On, redo.By, 0, rules.Calendar), matter.ClosedOn);
    }

    /// <summary>The organ's own clock.</summary>
    public static string ClockOf(ReviewLevel level) => level == ReviewLevel.Review ? ClockId.Review : ClockId.FinalReview;

    /// <summary>Whether a clock is the reviewing organ's.</summary>
    public static bool IsReviewers(string clock) => clock is ClockId.Review or ClockId.FinalReview;

    private static Deadline OfTheOrgan(Reviewing review, Rules rules) =>
        Deadlines.Reckon(ClockOf(review.Level), review.AskedOn, review.EndedOn, rules, hearingDays: review.HearingDays) with
        {
            HearingFrom = review.HearingDays == 0 ? null : review.TakenOffFrom,
            Waiting = review.WithdrawnOn is { } on ? new TermState.FellAway($"信访人于{ChineseDate.Write(on)}撤回申请。") : null,
        };

    private static Deadline Asked(ReviewLevel level, string opinion, DateOnly served, Matter matter, Rules rules)
    {
        var asked = matter.Reviews.LastOrDefault(r => r.Level == level && r.Opinion == opinion && r.WithdrawnOn is null);
        var window = Deadlines.Reckon(
            level == ReviewLevel.Review ? ClockId.ReviewRequest : ClockId.FinalReviewRequest, served, asked is { Unit: not null } ? asked.MadeOn : null, rules);
        return asked is { Unit: null } ? window with { Waiting = new TermState.FellAway($"已由{asked.Organ}{Words.Label(level)}。") } : window;
    }
}
