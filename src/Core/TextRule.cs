using Xinqiao.Core.Regulation;

namespace Xinqiao.Core;

/// <summary>
/// What may be written into a field: how long, and no character that cannot be printed or hashed. Every text of every command
/// passes here, so a form, an import and an interface give the same answer.
/// </summary>
public sealed class TextRule
{
    public static readonly Article Source = Article.House("文字填写");

    private readonly List<Refusal> refusals = [];

    public IReadOnlyList<Refusal> Refusals => refusals;

    public bool Passed => refusals.Count == 0;

    /// <summary>A field that must be filled in.</summary>
    /// <param name="basis">The rule that demands it, cited where it is missing.</param>
    public TextRule Required(string field, Phrase label, string? value, int longest, Article? basis = null)
    {
        if (string.IsNullOrWhiteSpace(value)) return Add(basis ?? Source, "missing", $"请填写“{label}”。", field);
        return Optional(field, label, value, longest);
    }

    public TextRule Optional(string field, Phrase label, string? value, int longest)
    {
        if (string.IsNullOrEmpty(value)) return this;
        // A line end is one character, though a browser sends two.
        var length = value.Length - value.AsSpan().Count("\r\n");
        if (length > longest)
            return Add(Source, "too-long", $"“{label}”最多{longest}字，现有{length}字，请删减后再提交。", field);
        for (var i = 0; i < value.Length; i++)
        {
            var c = value[i];
            if (char.IsHighSurrogate(c) && i + 1 < value.Length && char.IsLowSurrogate(value[i + 1])) i++;
            else if (char.IsSurrogate(c))
                return Add(Source, "lone-surrogate", $"“{label}”第{i + 1}个字符不完整，请删除后重新输入。", field);
            else if (char.IsControl(c) && c is not ('\n' or '\r' or '\t'))
                return Add(Source, "control-character", $"“{label}”第{i + 1}个字符是不可见的控制字符，请删除后重新输入。", field);
        }

        return this;
    }

    public TextRule Require(bool holds, Article basis, string code, Phrase reason, string? field = null) =>
        holds ? this : Add(basis, code, reason, field);

    /// <summary>What another rule refused; null where it did not.</summary>
    public TextRule Add(Refusal? refusal)
    {
        if (refusal is not null) refusals.Add(refusal);
        return this;
    }

    private TextRule Add(Article basis, string code, Phrase reason, string? field)
    {
        refusals.Add(new Refusal(basis, code, reason, field));
        return this;
    }
}
