using Xinqiao.Core.Petitions;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Petitions;

/// <summary>Stores the projection <see cref="PetitionRow"/>.</summary>
public static class PetitionTable
{
    public static readonly Table Petitions = new(
        "petitions", "id", "id number channel received_on recorded_at:i filed_position:i purpose anonymous:i place",
        OnConflict.Replace);

    /// <summary>The rows that differ after an act.</summary>
    public static IEnumerable<Row> Changes(Petition? before, Petition? after)
    {
        if (after is null) yield break;
        var row = PetitionRow.Of(after);
        if (before is null || PetitionRow.Of(before) != row) yield return new Row(Petitions, Values(row));
    }

    private static object?[] Values(PetitionRow r) =>
    [
        r.Id, r.Number, r.Channel, r.ReceivedOn, r.RecordedAt, r.FiledPosition, r.Purpose, r.Anonymous ? 1L : 0L, r.Place,
    ];
}
