namespace Xinqiao.Core.Matters;

/// <summary>What kind of body a unit is.</summary>
public enum UnitKind
{
    [Word("district", "区")] District,
    [Word("petition-office", "信访部门")] PetitionOffice,
    [Word("department", "职能部门")] Department,
    [Word("street", "街道")] Street,
    [Word("zone", "园区")] Zone,
    [Word("discipline", "纪检监察机关")] Discipline,
}

/// <summary>A unit as of the day of the act; what a document needs is written into the event, so later changes leave it alone.</summary>
/// <param name="OrganName">Full name of the organ whose seal stands on the document, never an inner office's.</param>
/// <param name="Word">机关代字 in document numbers: 崇住建.</param>
/// <param name="ReviewOrgan">Where a petitioner asks for review (复查): the organ one level above.</param>
public sealed record Unit(
    string Code, string Name, string OrganName, UnitKind Kind, string Word, string? Parent, string Phone, string Address,
    string ReviewOrgan)
{
    /// <summary>The first day on which it exists no more; null while nobody ended it.</summary>
    public DateOnly? EndedOn { get; init; }

    public bool IsThere(DateOnly day) => EndedOn is not { } ended || day < ended;
}
