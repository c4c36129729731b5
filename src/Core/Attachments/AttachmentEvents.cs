using Xinqiao.Core.Ledger;
using Xinqiao.Core.Petitions;

namespace Xinqiao.Core.Attachments;

/// <summary>
/// A file was added. Its name is personal, and its digest tells whoever has the same file that it is here; both are private texts,
/// salted and erasable. The bytes lie sealed under the position of this event.
/// </summary>
/// <param name="Bytes">Length of the file as it came.</param>
/// <param name="CopyBytes">Length of the copy without metadata; null where the file is served as it came.</param>
/// <param name="Scanned">A virus scanner found nothing when it came; otherwise it waits.</param>
/// <param name="Sha256">Of the file as it came, in hexadecimal.</param>
public sealed record AttachmentAdded(
    StreamId Petition, AttachmentKind Kind, FileType Type, long Bytes, long? CopyBytes, bool Scanned, StreamId? Matter,
    string? DocumentNumber, PrivateText FileName, PrivateText Sha256, PrivateText CopySha256) : PetitionEvent(Petition)
{
    /// <summary>Names of the private texts that an erasure of the file takes with it.</summary>
    public const string NameField = "fileName", DigestField = "sha256", CopyDigestField = "copySha256";

    public const string Stored = "petition.attachment-added.v1";
    public override string StoredName => Stored;

    public override void Write(PayloadWriter to)
    {
        to.Fact("kind", Kind).Fact("type", Type).Fact("bytes", Bytes).Fact("copyBytes", CopyBytes).Fact("scanned", Scanned)
            .Fact("documentNumber", DocumentNumber)
            .Text(NameField, FileName).Text(DigestField, Sha256).Text(CopyDigestField, CopySha256);
        if (Matter is { } matter) to.Fact("matter", matter);
    }

    public static AttachmentAdded Read(PayloadReader from) => new(
        from.Stream, from.Enum<AttachmentKind>("kind"), from.Enum<FileType>("type"), from.Long("bytes"), from.LongOrNull("copyBytes"),
        from.Bool("scanned"), from.StringOrNull("matter") is { } matter ? new StreamId(matter) : null,
        from.StringOrNull("documentNumber"), from.Text(NameField), from.Text(DigestField), from.Text(CopyDigestField));
}

/// <summary>A file that waited was looked at by the virus scanner.</summary>
/// <param name="Added">Version of the event that added it.</param>
public sealed record AttachmentScanned(StreamId Petition, int Added, bool Infected) : PetitionEvent(Petition)
{
    public const string Stored = "petition.attachment-scanned.v1";
    public override string StoredName => Stored;
    public override void Write(PayloadWriter to) => to.Fact("added", Added).Fact("infected", Infected);
    public static AttachmentScanned Read(PayloadReader from) => new(from.Stream, from.Int("added"), from.Bool("infected"));
}

/// <summary>Somebody answers for a file that no scanner has looked at: it may be opened from now on.</summary>
/// <param name="Added">Version of the event that added it.</param>
public sealed record AttachmentReleased(StreamId Petition, int Added, PrivateText Reason) : PetitionEvent(Petition)
{
    public const string Stored = "petition.attachment-released.v1";
    public override string StoredName => Stored;
    public override void Write(PayloadWriter to) => to.Fact("added", Added).Text("reason", Reason);
    public static AttachmentReleased Read(PayloadReader from) => new(from.Stream, from.Int("added"), from.Text("reason"));
}

/// <summary>Somebody opened a picture as it came, with all that a camera wrote into it: place, time, device.</summary>
/// <param name="Added">Version of the event that added it.</param>
public sealed record OriginalOpened(StreamId Petition, int Added, PrivateText Reason) : PetitionEvent(Petition)
{
    public const string Stored = "petition.original-opened.v1";
    public override string StoredName => Stored;
    public override LeafKind LeafKind => LeafKind.Access;
    public override void Write(PayloadWriter to) => to.Fact("added", Added).Text("reason", Reason);
    public static OriginalOpened Read(PayloadReader from) => new(from.Stream, from.Int("added"), from.Text("reason"));
}
