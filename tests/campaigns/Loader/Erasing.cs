using Dapper;
using Xinqiao.Core;
using Xinqiao.Core.Furniture;
using Xinqiao.Web.Storage;
using Xinqiao.Web.Units;

namespace Xinqiao.Loader;

/// <summary>Erases texts, so that a restore has something that must not come back.</summary>
internal static class Erasing
{
    private static readonly Actor Approver = new("s-2", Role.Router, District.PetitionOffice, "信访局");

    public static async Task<bool> Titles(CaseStore store, int count)
    {
        long[] positions;
        await using (var connection = store.Database.OpenToRead())
            positions = [.. await connection.QueryAsync<long>("SELECT position FROM field_values WHERE field = 'title' ORDER BY position LIMIT @count", new { count })];
        foreach (var position in positions)
            await store.Act(new Intent(
                Approver, (_, _) => Decision.Accept(new TextErased(position, "title", "《个人信息保护法》第四十七条第一款第一项", "崇信〔2026〕1号"))));
        Console.WriteLine($"{positions.Length} titles erased");
        return positions.Length == count;
    }
}
