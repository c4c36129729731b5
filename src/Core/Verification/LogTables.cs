namespace Xinqiao.Core.Verification;

/// <summary>The tables of the log and what belongs to it, as the store fills them and as they are checked.</summary>
public static class LogTables
{
    public static readonly TableShape Head = new("head", "id", "id:i size:i recorded_at:i frontier:b");

    public static readonly TableShape Events = new(
        "events", "position", "position:i stream version:i name recorded_at:i event salt:b commitment:b leaf:b");

    public static readonly TableShape Streams = new("streams", "id", "id version:i commitment:b");

    /// <summary>Salt and value of each private field, encrypted together; erasable.</summary>
    public static readonly TableShape FieldValues = new("field_values", "position field", "position:i field sealed:b");

    /// <summary>Files: each as it came, and its copy without metadata, encrypted under the position of the event that added it; erasable.</summary>
    public static readonly TableShape AttachmentFiles = new("attachment_files", "position form", "position:i form sealed:b");

    /// <summary>Where there are files, without their bytes.</summary>
    public static readonly TableShape AttachmentPlaces = new("attachment_files", "position form", "position:i form");

    /// <summary>One data key a stream, wrapped by a key outside the database.</summary>
    public static readonly TableShape DataKeys = new("data_keys", "stream", "stream kek:i wrapped:b");

    /// <summary>The data key of who petitions, wrapped by a key of its own; a stream has one once something of it was recorded.</summary>
    public static readonly TableShape IdentityKeys = new("identity_keys", "stream", "stream kek:i wrapped:b");

    /// <summary>Each names the size before it, so that none can be taken out unnoticed.</summary>
    public static readonly TableShape Checkpoints = new("checkpoints", "size", "size:i previous:i root:b note");

    /// <summary>Roots of the complete runs of 256 leaves, from which proofs are made without reading the whole log.</summary>
    public static readonly TableShape TileRoots = new("tile_roots", "tile", "tile:i root:b");

    /// <summary>Cosignatures of checkpoints, a line of each witness; not covered by the log, since each proves itself.</summary>
    public static readonly TableShape Cosignatures = new("cosignatures", "size witness", "size:i witness seen_at:i line");

    /// <summary>After a restore: entries that the log lost and that are known from outside, each with its proof.</summary>
    public static readonly TableShape RegainedEntries = new("regained_entries", "position", "position:i proof");

    /// <summary>What stands at the index of an entry that is lost for good, after the log went on under a new name.</summary>
    public static readonly TableShape LostEntries = new("lost_entries", "position", "position:i commitment:b kind leaf:b");

    public static readonly TableShape Numbers = new("numbers", "organ subject year", "organ subject year:i last:i");
}
