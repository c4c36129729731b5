using Xinqiao.Core.Matching;
using Xinqiao.Core.Search;

namespace Xinqiao.Web.Answers;

/// <summary>A public answer, as everybody reads it.</summary>
/// <param name="Id">Its public name.</param>
/// <param name="Unit">Code of the unit that answered.</param>
/// <param name="Domain">What it is about, of the first level.</param>
public sealed record ShownAnswer(string Id, string Unit, string Domain, DateOnly On, string Title, string Question, string Answer)
{
    /// <summary>How the question begins, for a list.</summary>
    public string Beginning => string.Concat(new Excerpt(Question, Array.Empty<string>()).Beginning.Select(p => p.Text));
}

/// <summary>The public answers of one moment, the newest first, with an index of what they are about. Nothing of any petition is in it.</summary>
internal sealed class AnswerShelf
{
    // For the few thousand answers of a district; a finer one would take tens of megabytes each time.
    private const int SlotBits = 16;

    // The index is for one caller at a time.
    private readonly Lock door = new();
    private readonly Lazy<SimilarTexts> similar;

    /// <param name="ids">All that are public, those too whose words were erased a moment ago.</param>
    public AnswerShelf(IReadOnlyList<string> ids, IReadOnlyList<ShownAnswer> answers)
    {
        (Ids, Answers) = (ids, answers);
        similar = new(() => SimilarTexts.Of([.. answers.Select(a => new MatterText(a.Title, a.Question))], SlotBits));
    }

    public IReadOnlyList<string> Ids { get; }

    public IReadOnlyList<ShownAnswer> Answers { get; }

    /// <summary>Those that have every term somewhere.</summary>
    public IEnumerable<ShownAnswer> With(IReadOnlyList<string> terms) => Answers.Where(a => terms.All(
        new[] { a.Title, a.Question, a.Answer }.SelectMany(text => new Excerpt(text, terms).Found).ToHashSet().Contains));

    /// <summary>Those most like a text, best first.</summary>
    public IReadOnlyList<(ShownAnswer Answer, float Score)> Like(in MatterText text, int top)
    {
        lock (door) return [.. similar.Value.Find(text, top).Select(n => (Answers[n.Text], n.Score))];
    }
}
