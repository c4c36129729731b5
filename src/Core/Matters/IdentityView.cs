namespace Xinqiao.Core.Matters;

/// <summary>
/// For whom identity is read, and which of its fields. Whoever reads a case without one gets everything else; for staff there is no other way to
/// one than a grant or an act that was just recorded.
/// </summary>
public sealed class IdentityView
{
    private readonly HashSet<IdentityField> fields;

    private IdentityView(IEnumerable<IdentityField> fields) => this.fields = [.. fields];

    /// <summary>Nothing of it.</summary>
    public static IdentityView Withheld { get; } = new([]);

    /// <summary>The petitioner's own pages.</summary>
    public static IdentityView OfPetitioner { get; } = new(IdentityFields.All);

    /// <summary>The platform itself, which sends a message or has a file looked at, and shows it to nobody.</summary>
    public static IdentityView OfPlatform { get; } = new([IdentityField.Phone, IdentityField.Email, IdentityField.Scans]);

    /// <summary>What somebody's grants open at a moment, and the gate still does.</summary>
    /// <param name="purpose">Only grants of this one; null takes all.</param>
    public static IdentityView Granted(Matter matter, Viewer viewer, DateTimeOffset at, AccessPurpose? purpose = null) => new(
        from grant in matter.Grants
        where grant.IsOf(viewer) && at < grant.Until && (purpose is null || grant.Purpose == purpose)
        from field in grant.Fields
        where Gate.Opens(viewer, matter, IdentityFields.PartOf(field))
        select field);

    /// <summary>What two persons agreed to tell a unit that got an extract, at a moment, as long as the gate opens the extract.</summary>
    public static IdentityView Disclosed(Matter matter, Viewer viewer, DateTimeOffset at) => new(
        Gate.Opens(viewer, matter, Part.Extract) ? matter.Disclosures.SelectMany(d => d.Opens(viewer, at)) : []);

    /// <summary>The platform itself, which marks in a text that is passed on what tells who wrote it.</summary>
    public static IdentityView ToMark { get; } = new(IdentityFields.All.Where(f => f is not (IdentityField.Proof or IdentityField.Scans)));

    /// <summary>The platform itself, which compares two petitions on one matter and answers yes or no.</summary>
    public static IdentityView ToCompare { get; } = new([IdentityField.Name, IdentityField.Phone, IdentityField.Address, IdentityField.Email]);

    /// <summary>What an act has just recorded that it reads.</summary>
    public static IdentityView Recorded(IdentityOpened opened) => new(opened.Fields);

    public bool Opens(IdentityField field) => fields.Contains(field);

    public bool IsEmpty => fields.Count == 0;
}
