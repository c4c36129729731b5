using Xinqiao.Core.Redaction;

namespace Xinqiao.Core.Matters;

/// <summary>A passage that may tell who somebody is, and in which field of the draft it stands.</summary>
public readonly record struct PublicMark(string Field, Revealing Passage)
{
    /// <summary>How a form names it.</summary>
    public override string ToString() => $"{Field}:{Passage}";
}

/// <summary>What an officer writes for the public, before anything was struck from it.</summary>
/// <param name="Title">What it is about, in a few words.</param>
/// <param name="Question">The question in general words: of the cause, not of whoever asked.</param>
public sealed record PublicDraft(string Title, string Question, string Answer)
{
    private (string Field, string Text)[] Fields => [("title", Title), ("question", Question), ("answer", Answer)];

    public string TextOf(string field) => Fields.First(f => f.Field == field).Text;

    /// <param name="party">What is known of who petitioned, to be marked where the draft says it.</param>
    public IReadOnlyList<PublicMark> Marks(KnownParty party) =>
        [.. Fields.SelectMany(f => RevealingPassages.In(f.Text, party).Select(p => new PublicMark(f.Field, p)))];

    /// <summary>Strikes every mark that is not kept.</summary>
    public PublicText Strike(IReadOnlyList<PublicMark> marks, IReadOnlyCollection<PublicMark> kept)
    {
        var gone = marks.Except(kept).ToList();
        return new PublicText(Of("title"), Of("question"), Of("answer"), Counted(gone), Counted(marks.Intersect(kept)));

        string Of(string field) =>
            Redacting.Strike(TextOf(field), [.. gone.Where(m => m.Field == field).Select(m => m.Passage)], [], []).Text;
    }

    private static IReadOnlyList<string> Counted(IEnumerable<PublicMark> marks) =>
        [.. marks.GroupBy(m => m.Passage.Kind).OrderBy(g => g.Key).Select(g => $"{Words.Of(g.Key)}={g.Count()}")];
}

/// <summary>The very words that are published.</summary>
/// <param name="Struck">Kinds of marks with their numbers: <c>name=3</c>.</param>
/// <param name="Kept">Those that the officer left as they are.</param>
public sealed record PublicText(string Title, string Question, string Answer, IReadOnlyList<string> Struck, IReadOnlyList<string> Kept);
