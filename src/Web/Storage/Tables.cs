namespace Xinqiao.Web.Storage;

/// <summary>The tables of the log and what belongs to it. Projections and furniture are declared beside their pages.</summary>
public static class Tables
{
    public static readonly Table Head = new(
        "head", "id", "id:i size:i recorded_at:i frontier:b", OnConflict.ReplaceLower, "size");

    public static readonly Table Events = new(
        "events", "position", "position:i stream version:i name recorded_at:i event salt:b commitment:b leaf:b");

    public static readonly Table Streams = new(
        "streams", "id", "id version:i commitment:b", OnConflict.ReplaceLower, "version");

    /// <summary>Salt and value of each private field, encrypted together; erasable.</summary>
    public static readonly Table FieldValues = new("field_values", "position field", "position:i field sealed:b");

    /// <summary>One data key a stream, wrapped by a key outside the database.</summary>
    public static readonly Table DataKeys = new("data_keys", "stream", "stream kek:i wrapped:b");

    public static readonly Table Checkpoints = new("checkpoints", "size", "size:i root:b note");

    /// <summary>Roots of the complete runs of 256 leaves, from which proofs are made without reading the whole log.</summary>
    public static readonly Table TileRoots = new("tile_roots", "tile", "tile:i root:b");

    /// <summary>Cosignatures of checkpoints, a line of each witness; not covered by the log, since each proves itself.</summary>
    public static readonly Table Cosignatures = new(
        "cosignatures", "size witness", "size:i witness seen_at:i line", OnConflict.Replace);

    public static readonly Table Numbers = new(
        "numbers", "organ subject year", "organ subject year:i last:i", OnConflict.ReplaceLower, "last");

    public static readonly Table Idempotency = new(
        "idempotency", "caller key", "caller key body:b stream recorded_at:i");
}
