using Xinqiao.Core.Matters;
using Xinqiao.Core.Regulation;

namespace Xinqiao.Core.Furniture;

/// <summary>
/// Templates of letters: a file of a word processor in which the office has its red head, its type and its fixed words, and blanks that
/// the platform fills. A letter is always printed with the template of the day it was issued.
/// </summary>
public static class LetterTemplates
{
    public static readonly Article Source = Article.House("文书样式");

    /// <summary>The largest file that is taken, in bytes; a template with a picture of a head needs a tenth.</summary>
    public const int LargestFile = 2_000_000;

    /// <summary>The stored word for every letter that has no template of its own.</summary>
    public const string Every = "all";

    /// <summary>“all”, or the stored word of the kind.</summary>
    public static string WordOf(DocumentKind? kind) => kind is { } one ? Words.Of(one) : Every;

    /// <param name="kind">Null for every letter that has none of its own.</param>
    /// <param name="digest">SHA-256 of the file, in hexadecimal; null to take back what was set.</param>
    /// <param name="inForce">The digest of what is set now; null where nothing is.</param>
    /// <param name="faults">What was found wrong with the file.</param>
    public static Decision Set(DocumentKind? kind, string? digest, string? inForce, IReadOnlyList<Refusal> faults, Act act)
    {
        if (Authority.Is(act, Role.Administrator) is { } notMine) return Decision.Refuse([notMine]);
        if (faults.Count > 0) return Decision.Refuse(faults);
        if (digest == inForce)
            return Decision.Refuse(Source, "template-unchanged", digest is null
                ? "没有设定过样式，用的就是平台自带的格式。"
                : "现行的就是这份样式，不需要再设定。", "file");
        return Decision.Accept(new LetterTemplateSet(WordOf(kind), digest));
    }
}

/// <summary>Letters issued from now on are printed with another template.</summary>
/// <param name="Kind">Stored word of the kind of document, or “all”.</param>
/// <param name="Digest">SHA-256 of the file, which stands beside the log; null where the platform's own is in force again.</param>
public sealed record LetterTemplateSet(string Kind, string? Digest) : FurnitureEvent(StreamId.Furniture("letter-template:" + Kind))
{
    public const string Stored = "letter-template.set.v1";
    public override string StoredName => Stored;
    public override void Write(PayloadWriter to) => to.Fact("kind", Kind).Fact("digest", Digest);
    public static LetterTemplateSet Read(PayloadReader from) => new(from.String("kind"), from.StringOrNull("digest"));
}

/// <summary>The row of a template, one for each time it was set; the file itself stands in the same row, held by its digest.</summary>
public static class LetterTemplateRow
{
    public static readonly TableShape Shape = new("letter_templates", "kind position", "kind position:i sha256");

    /// <summary>In the order of the columns.</summary>
    public static object?[] Values(LetterTemplateSet e, long position) => [e.Kind, position, e.Digest];
}
