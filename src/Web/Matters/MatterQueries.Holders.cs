using Dapper;
using Xinqiao.Core;
using Xinqiao.Core.Matters;

namespace Xinqiao.Web.Matters;

/// <content>Who has open matters, for a handover or the end of a post or unit; which they are nobody sees here.</content>
public sealed partial class MatterQueries
{
    /// <summary>
    /// Which open matters somebody of the staff holds, for a handover: names alone, of which nothing is shown but how many they are.
    /// </summary>
    public async Task<IReadOnlyList<StreamId>> OpenHeldBy(string holder)
    {
        await using var connection = store.Database.OpenToRead();
        return [.. (await connection.QueryAsync<string>($"SELECT m.id FROM matters m WHERE m.sealed IN (0, 1, 2) AND m.holder = @holder AND {StillOpen()}", Open(holder)))
            .Select(id => new StreamId(id))];
    }

    /// <summary>Units and members of the staff that have open matters.</summary>
    public async Task<(IReadOnlySet<string> Units, IReadOnlySet<string> Holders)> Busy()
    {
        await using var connection = store.Database.OpenToRead();
        var busy = (await connection.QueryAsync<(string? Unit, string? Holder)>(
            $"SELECT DISTINCT m.unit, m.holder FROM matters m WHERE {StillOpen()}", Open(null))).AsList();
        return (busy.Select(b => b.Unit).OfType<string>().ToHashSet(), busy.Select(b => b.Holder).OfType<string>().ToHashSet());
    }

    // As Handover.IsOpen says of the folded matter.
    private string StillOpen() =>
        $"NOT ({store.Database.Among("m.stage", "@finished")}) AND (NOT ({store.Database.Among("m.stage", "@closed")}) OR m.to_execute = 1)";

    private static object Open(string? holder) => new
    {
        holder,
        finished = Handover.Finished.Select(s => Words.Of(s)).ToArray(),
        closed = Handover.Closed.Select(s => Words.Of(s)).ToArray(),
    };
}
