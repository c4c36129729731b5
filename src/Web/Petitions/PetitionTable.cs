using Xinqiao.Core.Petitions;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Petitions;

/// <summary>Stores the projection <see cref="PetitionRow"/>.</summary>
public static class PetitionTable
{
    public static readonly Table Petitions = new(PetitionRow.Shape, OnConflict.Replace);

    /// <summary>The rows that differ after an act.</summary>
    public static IEnumerable<Row> Changes(Petition? before, Petition? after)
    {
        if (after is null) yield break;
        var row = PetitionRow.Of(after);
        if (before is null || PetitionRow.Of(before) != row) yield return new Row(Petitions, row.Values);
    }
}
