using Xinqiao.Core.Attachments;

namespace Xinqiao.Core.Petitions;

/// <summary>What deciders know of what arrived: its facts, never its texts.</summary>
public sealed record Petition(
    StreamId Id, string Number, Channel Channel, DateOnly ReceivedOn, Purpose Purpose, bool Anonymous, bool Contactable,
    bool ElectronicConsent, string? Place, string? UnitNamed, long FiledAtPosition, DateTimeOffset RecordedAt, int CodesIssued)
{
    /// <summary>The query code in force was handed out by staff, who may have read it: it alone is no sign of the petitioner.</summary>
    public bool CodeWasWithStaff { get; init; }

    /// <summary>Its number in the national system; null until it was recorded.</summary>
    public string? NationalNumber { get; init; }

    /// <summary>Of the last thing that happened to it: its version, and when it was.</summary>
    public int Version { get; init; }
    public DateTimeOffset LastAt { get; init; }

    /// <summary>Files that were added to it or to one of its matters, oldest first.</summary>
    public IReadOnlyList<Attachment> Attachments { get; init; } = [];

    /// <param name="version">Of the event that added it.</param>
    public Attachment? Attachment(int version) => Attachments.FirstOrDefault(a => a.Version == version);

    /// <summary>Folds one event; null is the petition that does not exist yet.</summary>
    /// <exception cref="InvalidDataException">The history does not begin with the filing.</exception>
    public static Petition Apply(Petition? petition, Recorded recorded) =>
        Change(petition, recorded) with { Version = recorded.Version, LastAt = recorded.RecordedAt };

    private static Petition Change(Petition? petition, Recorded recorded) => (petition, recorded.Event) switch
    {
        (null, PetitionFiled e) => new Petition(
            e.Petition, e.Number, e.Channel, e.ReceivedOn, e.Purpose, e.Anonymous, e.Contactable, e.ElectronicConsent, e.Place,
            e.UnitNamed, recorded.Position, recorded.RecordedAt, CodesIssued: 0),
        ({ } p, QueryCodeIssued e) => p with
        {
            CodesIssued = p.CodesIssued + 1,
            CodeWasWithStaff = recorded.Role != Role.Petitioner || e.How is CodeHandedOver.CounterSlip or CodeHandedOver.ReissuedAtCounter,
        },
        ({ } p, PartyCorrected) => p,
        ({ } p, NationalNumberRecorded e) => p with { NationalNumber = e.Number },
        ({ } p, AttachmentAdded or AttachmentScanned or AttachmentReleased or OriginalOpened) =>
            p with { Attachments = Core.Attachments.Attachment.Apply(p.Attachments, recorded) },
        _ => throw new InvalidDataException(
            $"Event {recorded.Event.StoredName} at position {recorded.Position} does not fit the petition's history."),
    };
}

/// <summary>The row that lists read. A pure function of the folded petition; it holds no private text.</summary>
public sealed record PetitionRow(
    string Id, string Number, string Channel, string ReceivedOn, long RecordedAt, long FiledPosition, string Purpose,
    bool Anonymous, string? Place, string? NationalNumber)
{
    public static readonly TableShape Shape = new(
        "petitions", "id", "id number channel received_on recorded_at:i filed_position:i purpose anonymous:i place national_number");

    /// <summary>In the order of the columns.</summary>
    public object?[] Values =>
        [Id, Number, Channel, ReceivedOn, RecordedAt, FiledPosition, Purpose, Anonymous ? 1L : 0L, Place, NationalNumber];

    public static PetitionRow Of(Petition p) => new(
        p.Id.Value, p.Number, Words.Of(p.Channel), p.ReceivedOn.ToString("yyyy-MM-dd"), p.RecordedAt.ToUnixTimeMilliseconds(),
        p.FiledAtPosition, Words.Of(p.Purpose), p.Anonymous, p.Place, p.NationalNumber);
}
