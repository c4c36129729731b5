using Xinqiao.Core.Matching;
using Xinqiao.Core.Search;

namespace Xinqiao.Web.Answers;

/// <summary>A public answer, as everybody reads it.</summary>
/// <param name="Id">Its public name.</param>
/// <param name="Unit">Code of the unit that answered.</param>
/// <param name="Domain">What it is about, of the first level.</param>
public sealed record ShownAnswer(string Id, string Unit, string Domain, DateOnly On, string Title, string Question, string Answer)
{
    /// <summary>What of it is compared with what somebody is about to petition.</summary>
    public MatterText Compared => new(Title, Question);

    /// <summary>How the question begins, for a list.</summary>
    public string Beginning => string.Concat(new Excerpt(Question, Array.Empty<string>()).Beginning.Select(p => p.Text));
}

/// <summary>The public answers of one moment, the newest first, with an index of what they are about. Nothing of any petition is in it.</summary>
internal sealed class AnswerShelf
{
    // For the few thousand answers of a district; a finer one would take tens of megabytes each time.
    private const int SlotBits = 16;

    private const int Candidates = 20;

    // The index is for one caller at a time.
    private readonly Lock door = new();
    private readonly Lazy<SimilarTexts> similar;

    /// <param name="ids">All that are public, those too whose words were erased a moment ago.</param>
    public AnswerShelf(IReadOnlyList<string> ids, IReadOnlyList<ShownAnswer> answers)
    {
        (Ids, Answers) = (ids, answers);
        similar = new(() => SimilarTexts.Of([.. answers.Select(a => a.Compared)], SlotBits));
    }

    public IReadOnlyList<string> Ids { get; }

    public IReadOnlyList<ShownAnswer> Answers { get; }

    /// <summary>Those that have every term somewhere.</summary>
    public IEnumerable<ShownAnswer> With(IReadOnlyList<string> terms) => Answers.Where(a => terms.All(
        new[] { a.Title, a.Question, a.Answer }.SelectMany(text => new Excerpt(text, terms).Found).ToHashSet().Contains));

    /// <summary>Those about what a sentence says, the most alike first.</summary>
    public IReadOnlyList<ShownAnswer> Like(string sentence, int most)
    {
        var asked = new MatterText(sentence, null);
        lock (door)
        {
            return
            [
                .. similar.Value.Find(asked, Candidates).Select(n => Answers[n.Text])
                    .Where(a => IsAbout(similar.Value.Explain(asked, a.Compared, int.MaxValue))).Take(most),
            ];
        }
    }

    // Among few texts no figure of likeness says much, since rarity is not known yet; what both say does.
    private static bool IsAbout(IReadOnlyList<SharedPhrase> shared) =>
        shared.Any(p => p.Text.Length >= 3) && shared.Sum(p => p.Text.Length - 1) >= 3;
}
