using Xinqiao.Core;
using Xinqiao.Core.Matters;

namespace Xinqiao.Web.Documents;

/// <summary>A part of a letter under its heading: paragraphs, or for a form its labelled fields.</summary>
/// <param name="Heading">With its numeral: 一、登记情况. Null where the letter begins.</param>
public sealed record LetterSection(
    string? Heading, IReadOnlyList<string> Paragraphs, IReadOnlyList<(string Label, string Value)>? Fields = null);

/// <summary>A document as it stands on paper (rules 2.9, 7). It is composed from events alone, so every print says the same.</summary>
/// <param name="Organ">Full name of the organ whose seal belongs on it, never an inner office's.</param>
/// <param name="Number">文号: 崇住建〔2026〕3号.</param>
/// <param name="MatterNumber">信访事项编号.</param>
/// <param name="Addressee">With the colon; empty on a form that addresses nobody.</param>
/// <param name="Basis">The law it rests on, cited as an office writes it.</param>
/// <param name="Contact">Who to ask, and where.</param>
/// <param name="Copies">抄送; empty where nobody gets a copy.</param>
public sealed record PrintedLetter(
    DocumentKind Kind, string Organ, string Number, string MatterNumber, string Addressee, IReadOnlyList<LetterSection> Sections,
    IReadOnlyList<string> Basis, string Contact, DateOnly Date, IReadOnlyList<string> Copies)
{
    /// <summary>Stands in the place of a text that was erased.</summary>
    public const string Erased = "（已删除）";

    /// <summary>Without the seal it is a draft.</summary>
    public const string SealNote = "（印章）";

    /// <summary>Stands in the place of what tells who petitions, where that is not open.</summary>
    public const string Withheld = "（信访人信息未打开）";

    /// <summary>Something of it is not open: it is no letter to be sent.</summary>
    public bool IsIncomplete => Sections.SelectMany(s => s.Paragraphs.Concat(s.Fields?.Select(f => f.Value) ?? [])).Append(Addressee)
        .Any(text => text.Contains(Withheld, StringComparison.Ordinal));

    public string Title => Words.Label(Kind).ToString();

    /// <summary>How its petitioner follows the matter; null on what a unit or the file gets. The query code itself is on no document.</summary>
    public string? Query { get; init; }

    /// <summary>Who signed it for the organ (签发人); null where the act itself says who.</summary>
    public string? SignedBy { get; init; }
}
