using Dapper;
using Xinqiao.Core;
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

    /// <summary>The petition that bears a number of the national system, as the batch found it; null where none does.</summary>
    internal static StreamId? BearerOf(string nationalNumber, IBatch batch) => batch.Connection.ExecuteScalar<string?>(
        "SELECT id FROM petitions WHERE national_number = @nationalNumber", new { nationalNumber }, batch.Transaction) is { } id
        ? new StreamId(id)
        : null;
}
