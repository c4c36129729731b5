namespace Xinqiao.Core.Attachments;

/// <summary>What a file is to the petition, which says who adds it and how many there may be.</summary>
public enum AttachmentKind
{
    [Word("material", "信访材料")] Material,
    [Word("scan", "来信来件扫描")] Scan,
    [Word("evidence", "办理材料")] Evidence,
    [Word("proof-of-service", "送达凭证")] ProofOfService,
}

/// <summary>Whether a file may be opened. A file is not known to be harmless before somebody or something has looked.</summary>
public enum Standing
{
    [Word("waiting", "待检")] Waiting,
    [Word("clean", "已检")] Clean,
    [Word("infected", "有病毒，已隔离")] Infected,
    [Word("released", "已放行")] Released,
}

/// <summary>The types that are taken.</summary>
public enum FileType
{
    [Word("jpeg", "JPEG图片")] Jpeg,
    [Word("png", "PNG图片")] Png,
    [Word("pdf", "PDF文件")] Pdf,
}

/// <summary>A file as deciders know it: its facts, never its name or its content.</summary>
/// <param name="Version">Of the event that added it; names the file within its petition.</param>
/// <param name="Position">Of the same event; the sealed bytes lie under it.</param>
/// <param name="Matter">The matter that a unit added it to; null for what came with the petition.</param>
public sealed record Attachment(
    int Version, long Position, AttachmentKind Kind, FileType Type, long Bytes, bool HasCopy, StreamId? Matter, string? DocumentNumber,
    Standing Standing)
{
    public bool IsOpen => Standing is Standing.Clean or Standing.Released;

    /// <summary>What came with the petition; everything else is a unit's.</summary>
    public bool IsPetitioners => Kind is AttachmentKind.Material or AttachmentKind.Scan;

    /// <summary>It counts against the same ten.</summary>
    public bool CountsWith(AttachmentKind kind, StreamId matter) => kind is AttachmentKind.Material or AttachmentKind.Scan
        ? IsPetitioners
        : Kind == kind && Matter == matter;

    /// <summary>Folds one event into the files of a petition.</summary>
    public static IReadOnlyList<Attachment> Apply(IReadOnlyList<Attachment> files, Recorded recorded) => recorded.Event switch
    {
        AttachmentAdded e =>
        [
            .. files, new Attachment(
                recorded.Version, recorded.Position, e.Kind, e.Type, e.Bytes, e.CopyBytes is not null, e.Matter, e.DocumentNumber,
                e.Scanned ? Standing.Clean : Standing.Waiting),
        ],
        AttachmentScanned e => Stand(files, e.Added, e.Infected ? Standing.Infected : Standing.Clean),
        AttachmentReleased e => Stand(files, e.Added, Standing.Released),
        _ => files,
    };

    private static List<Attachment> Stand(IReadOnlyList<Attachment> files, int added, Standing standing) =>
        [.. files.Select(f => f.Version == added ? f with { Standing = standing } : f)];
}
