using Dapper;
using Xinqiao.Core;
using Xinqiao.Core.Furniture;
using Xinqiao.Core.Petitions;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Petitions;

/// <summary>The categories as they are now, and the act that changes one.</summary>
public sealed class CategoryQueries(CaseStore store) : IDisposable
{
    // Two changes in one batch of the writer would not see each other.
    private readonly SemaphoreSlim oneAtATime = new(1);

    public static readonly Table Table = new(CategoryRow.Shape, OnConflict.Replace);

    /// <summary>What the program brings, with what the office changed: a handful of rows as a rule.</summary>
    public Categories Now() => Of(store.Database);

    public static Categories Of(IDatabase database)
    {
        using var connection = database.OpenToRead();
        var changed = connection.Query<(string Code, string Name, string? National, string? EndedOn)>(
            "SELECT code, name, national, ended_on FROM categories").AsList();
        return changed.Count == 0
            ? Categories.Brought
            : Categories.Brought.With(changed.Select(c => new Category(
                c.Code, c.Name, c.National, c.EndedOn is null ? null : DateOnly.ParseExact(c.EndedOn, "yyyy-MM-dd"))));
    }

    /// <summary>Decided on what there is at that moment, so that no two are given one code.</summary>
    public async Task<Result> Change(Actor by, Func<Categories, Act, Decision> decide)
    {
        await oneAtATime.WaitAsync();
        try
        {
            var now = Categories.Brought;
            return await store.Act(new Intent(by, (_, act) => decide(now = Now(), act))
            {
                Beside = events => events.Select(e => (Recorded: e, Event: (CategoryEvent)e.Event))
                    .Select(e => new Row(Table, CategoryRow.Values(e.Event.Change(now.Find(e.Event.Code)), e.Recorded.Position))),
            });
        }
        finally
        {
            oneAtATime.Release();
        }
    }

    public void Dispose() => oneAtATime.Dispose();
}
