using Xinqiao.Core.Furniture;
using Xinqiao.Core.Ledger;
using Xinqiao.Core.Verification;

namespace Xinqiao.Web.Storage;

/// <summary>The tables of the log and what belongs to it. Projections and furniture are declared beside their pages.</summary>
public static class Tables
{
    public static readonly Table Head = new(LogTables.Head, OnConflict.ReplaceLower, "size");

    public static readonly Table Events = new(LogTables.Events);

    public static readonly Table Streams = new(LogTables.Streams, OnConflict.ReplaceLower, "version");

    public static readonly Table FieldValues = new(LogTables.FieldValues);

    public static readonly Table AttachmentFiles = new(LogTables.AttachmentFiles);

    public static readonly Table ErasedTexts = new(ErasedTextRow.Shape);

    public static readonly Table DataKeys = new(LogTables.DataKeys);

    public static readonly Table IdentityKeys = new(LogTables.IdentityKeys);

    /// <summary>Where the data keys of a compartment are kept.</summary>
    public static Table KeysOf(Compartment compartment) => compartment == Compartment.Matter ? DataKeys : IdentityKeys;

    public static readonly Table Checkpoints = new(LogTables.Checkpoints);

    public static readonly Table TileRoots = new(LogTables.TileRoots);

    public static readonly Table Cosignatures = new(LogTables.Cosignatures, OnConflict.Replace);

    public static readonly Table RegainedEntries = new(LogTables.RegainedEntries, OnConflict.Replace);

    public static readonly Table LostEntries = new(LogTables.LostEntries);

    public static readonly Table Numbers = new(LogTables.Numbers, OnConflict.ReplaceLower, "last");

    public static readonly Table Idempotency = new(
        "idempotency", "caller key", "caller key body:b stream recorded_at:i");
}
