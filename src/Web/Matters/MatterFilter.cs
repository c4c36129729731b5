using Xinqiao.Core.Matters;

namespace Xinqiao.Web.Matters;

/// <summary>What a list is narrowed to. All of it stands in the URL and none of it is personal.</summary>
/// <param name="After">
/// Keyset: the last row of the page before, its <see cref="ListedMatter.Id"/> or, by due date, its <see cref="ListedMatter.DueKey"/>.
/// </param>
/// <param name="Clock">Only terms of this clock.</param>
/// <param name="Holder">Pseudonym of the member of staff who has it in hand.</param>
/// <param name="Category">Only what is in the category or below it: the digits that its code begins with.</param>
public sealed record MatterFilter(
    IReadOnlyList<Stage>? Stages = null, string? Number = null, string? Unit = null, bool Unserved = false, string? After = null,
    int Limit = 50, string? Clock = null, string? Holder = null, bool Urgent = false, string? Category = null)
{
    /// <summary>Only terms that staff count down to until this day.</summary>
    public DateOnly? DueUntil { get; init; }

    /// <summary>Only terms whose nominal day is over on this day, or is not.</summary>
    public DateOnly? LateOn { get; init; }
    public DateOnly? NotLateOn { get; init; }

    /// <summary>Only where an erasure of personal data waits for a second person.</summary>
    public bool ErasureAsked { get; init; }

    /// <summary>Only where a unit that got an extract asks who accuses, and waits.</summary>
    public bool DisclosureAsked { get; init; }

    /// <summary>Only where a review is asked for and not served yet.</summary>
    public bool UnderReview { get; init; }

    /// <summary>The unit it is narrowed to reviews what others answered, and owes the terms of those reviews.</summary>
    public bool UnitReviews { get; init; }

    /// <summary>In a list by due day: only the term that leads each matter.</summary>
    public bool OncePerMatter { get; init; }

    /// <summary>It is about terms: a matter stands once for each of them.</summary>
    public bool IsByTerm => DueUntil is not null || LateOn is not null || NotLateOn is not null || Clock is not null;

    /// <summary>It is narrowed by what stands in the row of the matter alone; secrecy, unit and clock stand in those of its terms.</summary>
    public bool AsksTheMatter => Stages is not null || Number is not null || Holder is not null || Category is not null || Urgent || Unserved
        || ErasureAsked || UnderReview || DisclosureAsked || OncePerMatter;
}
