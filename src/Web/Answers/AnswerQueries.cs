using System.Data.Common;
using Dapper;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Core.Search;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Answers;

/// <summary>
/// Answers that are public now. The table is asked at each look, so that what was withdrawn, or whose matter was sealed, is gone with the act
/// that did it; their words are kept in memory, being public. What somebody looks for is compared with them and kept nowhere.
/// </summary>
public sealed class AnswerQueries(CaseStore store, CaseReader reader) : IDisposable
{
    /// <summary>So many stand on a page, and so many are shown beside the form.</summary>
    public const int PageSize = 20, MostSimilar = 3;

    private const int MostOpened = 500;

    private readonly SemaphoreSlim filling = new(1);
    private AnswerShelf held = new([], []);

    private sealed record Row(string Answer, string Matter, string Unit, string Category, string PublishedOn, long Position);

    /// <summary>Null where there is none of that name, or it was withdrawn: alike.</summary>
    public async Task<ShownAnswer?> Find(string id) => (await Now()).Answers.FirstOrDefault(a => a.Id == id);

    /// <summary>Of one domain or of all, the newest first; one more than a page where there are more.</summary>
    /// <param name="after">The last one of the page before; null for the first page.</param>
    public async Task<IReadOnlyList<ShownAnswer>> List(string? domain, string? after)
    {
        var all = (await Now()).Answers.Where(a => domain is null || a.Domain == domain).ToList();
        return [.. all.Skip(after is null ? 0 : all.FindIndex(a => a.Id == after) + 1).Take(PageSize + 1)];
    }

    /// <summary>The domains of which there are answers, in their order.</summary>
    public async Task<IReadOnlyList<string>> Topics()
    {
        var there = (await Now()).Answers.Select(a => a.Domain).ToHashSet();
        return [.. Domains.All.Select(d => d.Code).Where(there.Contains)];
    }

    /// <summary>Those that have every word that was typed, the newest first; one more than a page where there are more.</summary>
    public async Task<IReadOnlyList<ShownAnswer>> With(SearchQuery query) => [.. (await Now()).With(query.Terms).Take(PageSize + 1)];

    /// <summary>The few that are about what somebody is going to petition, said in a sentence; the most alike first.</summary>
    public async Task<IReadOnlyList<ShownAnswer>> Like(string sentence) => (await Now()).Like(sentence, MostSimilar);

    private async Task<AnswerShelf> Now()
    {
        await using var connection = store.Database.OpenToRead();
        var rows = (await connection.QueryAsync<Row>(
            """
            SELECT a.answer, a.matter, a.unit, a.category, a.published_on AS PublishedOn, e.position
            FROM public_answers a JOIN events e ON e.stream = a.matter AND e.version = a.version
            WHERE a.withdrawn_on IS NULL ORDER BY e.position DESC
            """)).AsList();
        if (IsOf(rows, held)) return held;
        await filling.WaitAsync();
        try
        {
            return IsOf(rows, held) ? held : held = await Fill(connection, rows, held);
        }
        finally
        {
            filling.Release();
        }
    }

    private static bool IsOf(List<Row> rows, AnswerShelf shelf) => rows.Select(r => r.Answer).SequenceEqual(shelf.Ids);

    // What is held already never changes: other words are published anew, under another name.
    private async Task<AnswerShelf> Fill(DbConnection connection, List<Row> rows, AnswerShelf before)
    {
        var answers = before.Answers.ToDictionary(a => a.Id);
        foreach (var page in rows.Where(r => !answers.ContainsKey(r.Answer)).Chunk(MostOpened))
        {
            var places = page.Select(r => (r.Matter, r.Position)).ToList();
            var titles = await reader.Field(connection, AnswerPublished.TitleField, places);
            var questions = await reader.Field(connection, AnswerPublished.QuestionField, places);
            var texts = await reader.Field(connection, AnswerPublished.AnswerField, places);
            foreach (var r in page)
                if (titles.TryGetValue(r.Position, out var title) && questions.TryGetValue(r.Position, out var question)
                    && texts.TryGetValue(r.Position, out var text))
                    answers[r.Answer] = new ShownAnswer(
                        r.Answer, r.Unit, Domains.OfDigits(r.Category), DateOnly.ParseExact(r.PublishedOn, "yyyy-MM-dd"), title, question, text);
        }

        var ids = rows.Select(r => r.Answer).ToList();
        return new AnswerShelf(ids, [.. ids.Where(answers.ContainsKey).Select(id => answers[id])]);
    }

    public void Dispose() => filling.Dispose();
}
