namespace Xinqiao.Core.Regulation;

/// <summary>In what a term is measured. 《信访工作条例》 says 日 (calendar days) everywhere but in article 23(3).</summary>
public enum ClockUnit
{
    CalendarDays,
    WorkingDays,
    Hours,

    /// <summary>Once a year; the law names no day.</summary>
    Yearly,

    /// <summary>The date written in the letter that assigns the matter (交办函).</summary>
    DateInLetter,
}

/// <summary>That a term can be lengthened.</summary>
/// <param name="MaximumDays">Calendar days in total, or null where the law sets no limit.</param>
/// <param name="ApprovedBy">Who approves, in Chinese.</param>
public sealed record Extension(int? MaximumDays, Phrase ApprovedBy, Article Article);

/// <summary>That a duty falls away.</summary>
/// <param name="Reason">When, as a sentence that can be shown.</param>
public sealed record Exemption(Phrase Reason, Article Article);

/// <summary>One term the law or the house sets: who owes what, from which event, and for how long.</summary>
/// <param name="Id">Stable name: CLK-05.</param>
/// <param name="Duty">The duty in Chinese, a noun phrase: 办结信访事项.</param>
/// <param name="Owner">Who owes it, in Chinese.</param>
/// <param name="StartEvent">The event that starts it, as it reads after a date: 受理.</param>
/// <param name="StopEvent">The act that meets it, in Chinese.</param>
/// <param name="Length">In <paramref name="Unit"/>; null where the letter gives the date.</param>
public sealed record Clock(
    string Id, Phrase Duty, Phrase Owner, Phrase StartEvent, Phrase StopEvent, int? Length, ClockUnit Unit, Article Article)
{
    /// <summary>The rule pack it belongs to: 2022, 2005.</summary>
    public string Pack { get; init; } = "";

    /// <summary>How far the length was checked. Only a length that is not law can be set by an office.</summary>
    public Provenance Provenance { get; init; } = Provenance.Law;

    /// <summary>How it can be lengthened; null if it cannot.</summary>
    public Extension? Extension { get; init; }

    /// <summary>The provision that leaves the time of a hearing out of the count; null if none does.</summary>
    public Article? HearingExcludedBy { get; init; }

    /// <summary>A right of the petitioner: judged on the rolled date, never on an earlier one.</summary>
    public bool IsPetitionersRight { get; init; }

    /// <summary>Nobody owes it: it is a right or a choice that lapses, so passing it is not lateness.</summary>
    public bool IsOptional { get; init; }

    /// <summary>When the duty falls away; null if never.</summary>
    public Exemption? Exemption { get; init; }

    /// <summary>Whether <see cref="Term.Reckon(Clock, DateOnly, Calendar)"/> can reckon it from a start date alone.</summary>
    public bool IsInDays => Unit is ClockUnit.CalendarDays or ClockUnit.WorkingDays;

    /// <summary>The word for its days after a number: 个工作日, or 日.</summary>
    public Phrase DayWord => Unit == ClockUnit.WorkingDays ? "个工作日" : "日";

    /// <summary>Days from one day to the last, in its own unit; calendar days where a year's calendar is missing.</summary>
    public int DaysLeft(DateOnly today, DateOnly last, Calendar calendar) =>
        (Unit == ClockUnit.WorkingDays && today <= last ? calendar.WorkingDaysAfter(today, last) : null)
        ?? last.DayNumber - today.DayNumber;

    /// <summary>The setting that overrides the length where it is not law.</summary>
    public string SettingKey => $"clock.{Id}.length";

    /// <summary>The end of a term in hours (CLK-14).</summary>
    /// <exception cref="InvalidOperationException">The clock is not in hours.</exception>
    public DateTimeOffset EndsAt(DateTimeOffset start) =>
        Unit == ClockUnit.Hours
            ? start.AddHours(Length!.Value)
            : throw new InvalidOperationException($"{Id} is not in hours.");

    /// <summary>Why an extension by these days cannot be; null if it can. When it was approved is for the decider to judge.</summary>
    /// <param name="totalDays">All extensions together, in calendar days.</param>
    public Refusal? RefuseExtension(int totalDays) => this switch
    {
        _ when totalDays < 0 => new(Article, "extension-negative", "延长日数不能为负数。"),
        _ when totalDays == 0 => null,
        { Extension: null } => new(Article, "extension-not-possible", $"“{Duty}”的期限不得延长。"),
        { Extension: { MaximumDays: { } most } extension } when totalDays > most =>
            new(extension.Article, "extension-too-long", $"延长期限合计不得超过{most}日，现为{totalDays}日。"),
        _ => null,
    };
}

/// <summary>Names of the clocks, as in the table of terms.</summary>
public static class ClockId
{
    public const string Dispatch = "CLK-01";
    public const string DirectNotice = "CLK-02";
    public const string ForwardedNotice = "CLK-03";
    public const string Objection = "CLK-04";
    public const string Handling = "CLK-05";
    public const string HandlingExtension = "CLK-06";
    public const string ReviewRequest = "CLK-07";
    public const string Review = "CLK-08";
    public const string FinalReviewRequest = "CLK-09";
    public const string FinalReview = "CLK-10";
    public const string AssignmentReport = "CLK-11";
    public const string SimplifiedForward = "CLK-12a";
    public const string SimplifiedAcceptance = "CLK-12b";
    public const string SimplifiedOpinion = "CLK-12c";
    public const string SuggestionFeedback = "CLK-13";
    public const string UrgentReport = "CLK-14";
    public const string AnnualReport = "CLK-15";
    public const string Assessment = "CLK-16";
    public const string DeemedAcceptance = "CLK-17";

    /// <summary>The house's own: a dispatch that nobody signed for counts as received after it.</summary>
    public const string Signing = "XQ-01";

    /// <summary>The house's own: an objection is decided within it, so that no dispute leaves a matter in between.</summary>
    public const string ObjectionDecision = "XQ-02";

    /// <summary>The house's own: a document unopened on the platform must be served another way.</summary>
    public const string PortalOpening = "XQ-03";

    /// <summary>By the date the opinion names (Art. 32(2)).</summary>
    public const string Execution = "XQ-04";

    /// <summary>The house's own: whoever reports retaliation waits no longer than this until it is with those who act on it.</summary>
    public const string Retaliation = "XQ-05";

    /// <summary>The house's own: the law says that a request about personal data is dealt with in time, and names no days.</summary>
    public const string InformationRequest = "XQ-06";

    /// <summary>In the time that a review set, the unit whose opinion was revoked answers anew.</summary>
    public const string Redo = "XQ-07";

    /// <summary>The house's own: what was sealed while a unit had it is passed on or given back within it.</summary>
    public const string TakenBack = "XQ-08";
}
