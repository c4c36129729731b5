using Xinqiao.Core.Regulation;

namespace Xinqiao.Web.Documents;

/// <summary>The blanks of a template, as an office writes them into it: {{文号}}.</summary>
internal static class LetterBlanks
{
    /// <summary>A line of its own that becomes many: the text, the notes at the foot.</summary>
    public const string Text = "正文", Notes = "附注";

    /// <summary>A line of its own that becomes a picture: the matter's number as a bar-code.</summary>
    public const string BarCode = "条码";

    public static readonly IReadOnlyList<string> Blocks = [Text, Notes, BarCode];

    /// <summary>What no letter goes without. The notes say what a template does not put into blanks of its own.</summary>
    public static readonly IReadOnlyList<string> Required = ["发文机关", "文书名称", "文号", "受文人", Text, "成文日期", Notes];

    /// <summary>Every blank there is.</summary>
    public static readonly IReadOnlySet<string> Names = new HashSet<string>
    {
        "发文机关", "文书名称", "文号", "受文人", Text, "成文日期", Notes, BarCode, "信访事项编号", "签发人", "抄送",
    };

    /// <summary>The blanks within a line, with what this letter has for them.</summary>
    public static IReadOnlyDictionary<string, string> Of(PrintedLetter letter) => new Dictionary<string, string>
    {
        ["发文机关"] = letter.Organ,
        ["文书名称"] = letter.Title,
        ["文号"] = letter.Number,
        ["受文人"] = letter.Addressee,
        ["成文日期"] = ChineseDate.Write(letter.Date).ToString(),
        ["信访事项编号"] = letter.MatterNumber,
        ["签发人"] = letter.SignedBy ?? "",
        ["抄送"] = string.Join("，", letter.Copies),
    };

    /// <summary>What stands at the foot of every document: whose matter, on what it rests, whom to ask.</summary>
    public static IReadOnlyList<string> NotesOf(PrintedLetter letter) =>
    [
        $"信访事项编号：{letter.MatterNumber}",
        $"依据：{string.Join("；", letter.Basis)}",
        $"联系：{letter.Contact}",
        .. letter.Query is null ? Array.Empty<string>() : [$"查询：{letter.Query}"],
        .. letter.SignedBy is null ? Array.Empty<string>() : [$"签发人：{letter.SignedBy}"],
        .. letter.Copies.Count == 0 ? Array.Empty<string>() : [$"抄送：{string.Join("，", letter.Copies)}"],
    ];
}
