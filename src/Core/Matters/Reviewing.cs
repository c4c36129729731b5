using Xinqiao.Core.Regulation;

namespace Xinqiao.Core.Matters;

/// <summary>Which of the two reviews (Art. 35, 36).</summary>
public enum ReviewLevel
{
    [Word("review", "复查")] Review,
    [Word("final-review", "复核")] FinalReview,
}

/// <summary>What a review comes to; the Regulation leaves it open, local rules name these (rules 1.5).</summary>
public enum ReviewOutcome
{
    [Word("uphold", "维持")] Uphold,
    [Word("change", "变更")] Change,
    [Word("revoke", "撤销并责令重新处理")] Revoke,
}

/// <summary>How a request for review was made.</summary>
public enum ReviewAsker
{
    [Word("portal", "本人网上提出")] Portal,
    [Word("counter", "本人当面提出")] Counter,
    [Word("letter", "本人来信提出")] Letter,
}

/// <summary>Why a request for review is not taken up; each ground is an article's own.</summary>
public enum ReviewRefusalGround
{
    [Word("late", "超过三十日申请期限，没有正当理由")] Late,
    [Word("not-the-petitioner", "申请人不是该事项的信访人")] NotThePetitioner,
    [Word("another-procedure", "已经或者应当通过诉讼、仲裁、行政复议等法定程序解决")] AnotherProcedure,
}

/// <summary>Where the next review is asked for, as the letter that was served names it.</summary>
/// <param name="Unit">Code of the unit that reviews on this platform; null where the organ is elsewhere.</param>
public sealed record ReviewRoute(string Organ, string? Unit);

/// <summary>That the petitioner may ask for a review now, or could until their last day.</summary>
/// <param name="Opinion">Number of the handling opinion that is contested in the end.</param>
/// <param name="ServedOn">When what is contested was served; the thirty days count from the next day.</param>
public sealed record ReviewRemedy(ReviewLevel Level, ReviewRoute Route, string Opinion, DateOnly ServedOn);

/// <summary>What a review decides about the matter.</summary>
/// <param name="Supports">A change: whether what it says is to be carried out.</param>
/// <param name="ExecuteBy">By when.</param>
/// <param name="RedoDays">A revocation: days from service in which the unit answers anew.</param>
public sealed record ReviewEffect(ReviewOutcome Outcome, bool Supports, DateOnly? ExecuteBy, int? RedoDays)
{
    /// <summary>The most days in which a unit answers anew; the sixty of Article 34 by analogy.</summary>
    public const int LongestRedo = HandlingTerm.Days;

    /// <summary>What was filled in, of it what belongs to the outcome; null where none was chosen.</summary>
    internal static ReviewEffect? Of(ReviewOutcome? outcome, bool supports, DateOnly? executeBy, int? redoDays)
    {
        if (outcome is not { } chosen || !Enum.IsDefined(chosen)) return null;
        var changes = chosen == ReviewOutcome.Change && supports;
        return new(chosen, changes, changes ? executeBy : null, chosen == ReviewOutcome.Revoke ? redoDays : null);
    }

    /// <summary>What a change and a revocation demand, whoever decided them.</summary>
    /// <param name="from">The first day by which something may have to be carried out; null where it is not known.</param>
    internal void Check(TextRule rule, Article source, DateOnly? from, Phrase tooEarly) => rule
        .Require(Outcome != ReviewOutcome.Revoke || RedoDays is >= 1 and <= LongestRedo, source, "redo-days",
            $"责令重新处理的，请填写期限，1至{LongestRedo}日，自意见书送达之日起算。", "redoDays")
        .Require(!Supports || ExecuteBy is not null, Opinion.Execution, "execution-date-missing", "支持的诉求须写明执行期限。", "executeBy")
        .Require(ExecuteBy is null || from is null || ExecuteBy >= from, Opinion.Execution, "execution-date-past", tooEarly, "executeBy");

    internal PayloadWriter Write(PayloadWriter to) => to
        .Fact("outcome", Outcome).Fact("supports", Supports).Fact("executeBy", ExecuteBy).Fact("redoDays", RedoDays);

    internal static ReviewEffect Read(PayloadReader from) => new(
        from.Enum<ReviewOutcome>("outcome"), from.Bool("supports"), from.DateOrNull("executeBy"), from.IntOrNull("redoDays"));
}

/// <summary>One review of one opinion: asked for, taken in hand, decided, served.</summary>
/// <param name="Opinion">Number of the handling opinion.</param>
/// <param name="Unit">Code of the unit that reviews; null where it was done elsewhere.</param>
/// <param name="AskedOn">The day the request reached the organ; its thirty days count from there.</param>
/// <param name="InTime">Whether it was made within the petitioner's thirty days.</param>
/// <param name="Version">Of the event that asked.</param>
public sealed record Reviewing(ReviewLevel Level, string Opinion, string Organ, string? Unit, DateOnly AskedOn, bool InTime, int Version)
{
    /// <summary>The day the petitioner did what they had to: handed in, or posted.</summary>
    public DateOnly MadeOn { get; init; } = AskedOn;

    public DateOnly? TakenOn { get; init; }

    /// <summary>Pseudonym of who has it in hand.</summary>
    public string? Reviewer { get; init; }

    /// <summary>Version at which the opinion now before the organ's head was submitted, and what it decides.</summary>
    public int? SubmittedVersion { get; init; }
    public ReviewEffect? Effect { get; init; }

    /// <summary>Of the opinion, or of the notice that it is not taken up.</summary>
    public string? DocumentNumber { get; init; }

    /// <summary>Where a final review is asked for; null where there is none.</summary>
    public ReviewRoute? Onward { get; init; }

    /// <summary>The day its document was served.</summary>
    public DateOnly? EndedOn { get; init; }

    /// <summary>The day the petitioner took it back.</summary>
    public DateOnly? WithdrawnOn { get; init; }

    /// <summary>It was or is the organ's to do; not where the petitioner took it back before anybody took it up.</summary>
    public bool IsTheOrgans => WithdrawnOn is null || TakenOn is not null;

    /// <summary>When the notice of a hearing was served, and when its report was signed: both days are of the hearing.</summary>
    public DateOnly? HearingFrom { get; init; }
    public DateOnly? HearingUntil { get; init; }

    /// <summary>The first day that does not count because of the hearing; the day of the request counts in no term.</summary>
    public DateOnly? TakenOffFrom => HearingFrom is { } from ? (from > AskedOn ? from : AskedOn.AddDays(1)) : null;

    /// <summary>Calendar days that do not count, first and last included; 0 before the report is signed.</summary>
    public int HearingDays => TakenOffFrom is { } first && HearingUntil is { } last ? Math.Max(last.DayNumber - first.DayNumber + 1, 0) : 0;

    public bool IsOpen => EndedOn is null;

    /// <summary>Null before it was decided, and where it was not taken up.</summary>
    public ReviewOutcome? Outcome => DocumentNumber is null ? null : Effect?.Outcome;
}

/// <summary>That the unit has to answer anew because its opinion was revoked.</summary>
/// <param name="By">The last day that the review set.</param>
/// <param name="Organ">Who revoked it.</param>
/// <param name="Opinion">Number of the opinion that was revoked.</param>
public sealed record Redo(DateOnly On, DateOnly By, string Organ, string Opinion, ReviewLevel Level);

/// <summary>A duty to carry something out that ended with the opinion it stood in.</summary>
public sealed record FormerExecution(DateOnly ClosedOn, DateOnly By, DateOnly? ExecutedOn);

/// <summary>A member of staff who did something with the matter.</summary>
/// <param name="Reviewed">The level at which they reviewed it; null for everything else they did.</param>
public sealed record Hand(string Person, ReviewLevel? Reviewed);
