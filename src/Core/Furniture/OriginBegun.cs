using System.Text;
using Xinqiao.Core.Ledger;

namespace Xinqiao.Core.Furniture;

/// <summary>
/// After a loss the log goes on under a new name (decision 21). This is the first entry of its own: it commits to what the witnesses saw
/// of the log before it, and says which entries are lost. Entries before it stand where they stood; a lost one is its published leaf, or
/// <see cref="VoidLeaf"/> where nothing was published, and never another.
/// </summary>
/// <param name="Origin">The new name.</param>
/// <param name="Key">The key that signs from now on, as a vkey under the new name.</param>
/// <param name="FormerKeys">The keys that signed until now, as vkeys with blanks between them; they sign nothing more.</param>
/// <param name="Seen">The checkpoint that was seen outside, with its cosignatures; as many entries come before this one.</param>
/// <param name="Lost">The indexes that are lost: <see cref="IndexRanges"/>.</param>
/// <param name="Published">Whether the leaves of the lost entries are those that were published.</param>
/// <param name="Skipped">Numbers that lost entries may have borne, and that nobody gets again: <see cref="SkippedNumbers"/>.</param>
public sealed record OriginBegun(
    string Origin, string Key, string FormerKeys, string Seen, string Lost, bool Published, string Skipped) : FurnitureEvent(LogKeyAdded.Keys)
{
    public const string Stored = "log.origin-begun.v1";
    public override string StoredName => Stored;
    public override LeafKind LeafKind => LeafKind.Anchor;

    /// <summary>What the log before it was when it was seen last.</summary>
    /// <exception cref="LedgerFormatException">What was recorded as seen is no checkpoint.</exception>
    public Checkpoint Before() => Checkpoint.Parse(SignedNote.Parse(Seen).Text);

    /// <summary>What stands at a lost index of which nothing is known but that it was used.</summary>
    public static Leaf VoidLeaf(Checkpoint seen, long index)
    {
        ArgumentNullException.ThrowIfNull(seen);
        return new(Hash.Of(Encoding.UTF8.GetBytes($"xf-lost-v1\n{index}\n{seen.Text}")), LeafKind.Anchor);
    }

    public override void Write(PayloadWriter to) => to
        .Fact("origin", Origin).Fact("key", Key).Fact("formerKeys", FormerKeys).Fact("seen", Seen).Fact("lost", Lost)
        .Fact("published", Published).Fact("skipped", Skipped);

    public static OriginBegun Read(PayloadReader from) => new(
        from.String("origin"), from.String("key"), from.String("formerKeys"), from.String("seen"), from.String("lost"),
        from.Bool("published"), from.String("skipped"));
}

/// <summary>Numbers of a series that lost entries may have borne.</summary>
/// <param name="From">The first.</param>
/// <param name="Until">The one after the last.</param>
public readonly record struct SkippedNumbers(Series Series, int From, int Until)
{
    /// <summary>A line for each: organ, subject, year, first and last.</summary>
    public static string Write(IEnumerable<SkippedNumbers> skipped) => string.Join(
        '\n', skipped.Select(s => $"{s.Series.Organ} {s.Series.Subject} {s.Series.Year} {s.From}-{s.Until - 1}"));

    /// <exception cref="LedgerFormatException">Not what <see cref="Write"/> writes.</exception>
    public static IReadOnlyList<SkippedNumbers> Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Line)];
    }

    private static SkippedNumbers Line(string line) =>
        line.Split(' ') is [var organ, var subject, var year, var range] && int.TryParse(year, out var y)
        && IndexRanges.Read(range) is [(var from and >= 1, var until and <= int.MaxValue)]
            ? new(new Series(organ, subject, y), (int)from, (int)until)
            : throw new LedgerFormatException($"skipped: \"{line[..Math.Min(line.Length, 60)]}\" names no series");
}
