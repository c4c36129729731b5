using Xinqiao.Core.Matching;
using Xinqiao.Core.Regulation;

namespace Xinqiao.Core.Search;

/// <summary>
/// What somebody looks for: words, each of which stands somewhere in a matter, and phrases in quotation marks, whose words follow each
/// other as typed; and the number it may be.
/// </summary>
/// <param name="Terms">Folded as texts are; a break stands between the words of a phrase.</param>
/// <param name="Number">Where what was typed may be a number of a petition, a matter or a document.</param>
public sealed record SearchQuery(IReadOnlyList<string> Terms, TypedNumber? Number)
{
    /// <summary>The form's field.</summary>
    public const string Field = "text";

    /// <summary>As long as a sentence; more tells no more.</summary>
    public const int Longest = 100;

    // A dozen conditions leave little of any index; more cost more than they bring, since every hit is compared with its text anyway.
    private const int MostGrams = 12;

    private const string Opening = "“「『\"", Closing = "”」』\"";

    private static readonly Article Source = Article.House("查找");

    /// <summary>Null where it cannot be looked for; the reasons say what to type instead.</summary>
    public static SearchQuery? Read(string? typed, out IReadOnlyList<Refusal> refusals)
    {
        var rule = new TextRule().Required(Field, "查找内容", typed, Longest, Source);
        if (rule.Passed)
        {
            var number = TypedNumber.Read(typed!);
            var terms = TermsOf(typed!).Distinct().ToList();
            foreach (var term in terms) Require(rule, term);
            rule.Require(terms.Count > 0, Source, "no-letter", "里面没有可以查找的字词，请写文字、数字或者编号。", Field);
            refusals = number is null ? rule.Refusals : [];
            if (refusals.Count == 0) return new SearchQuery(rule.Passed ? terms : [], number);
        }

        refusals = rule.Refusals;
        return null;
    }

    /// <summary>What the index is asked for: a dozen grams at most, spread over all that was typed.</summary>
    public IReadOnlyList<string> Grams
    {
        get
        {
            var all = new SortedSet<string>(StringComparer.Ordinal);
            foreach (var term in Terms) SearchGrams.ReadFolded(term, all);
            var grams = all.ToArray();
            return grams.Length <= MostGrams ? grams : [.. Enumerable.Range(0, MostGrams).Select(i => grams[i * grams.Length / MostGrams])];
        }
    }

    private static void Require(TextRule rule, string term)
    {
        var grams = new HashSet<string>();
        SearchGrams.ReadFolded(term, grams);
        var shown = term.Replace(FoldedText.Break, ' ');
        if (SearchGrams.HasLongNumber(term))
            rule.Require(false, Source, "long-number", "电话、证件、账号等七位以上的号码不列入索引，不能用来查找。查信访编号请照原样写，如 XF2026-000001；全国系统的编号请在“信访事项”里按编号筛选。", Field);
        else
            rule.Require(term.Length >= 2 && grams.Count > 0, Source, "too-short", $"“{shown}”太短：每个词至少写两个字，如“水管”。", Field);
    }

    private static List<string> TermsOf(string typed)
    {
        var terms = new List<string>();
        for (var at = 0; at < typed.Length;)
        {
            var quote = Opening.IndexOf(typed[at], StringComparison.Ordinal);
            var end = quote >= 0 ? typed.IndexOf(Closing[quote], at + 1) : typed.AsSpan(at).IndexOfAny(Opening) + at;
            if (end < at) end = typed.Length; // a phrase that was not closed, or no phrase any more
            if (quote >= 0) terms.Add(Fold(typed[(at + 1)..end]));
            else terms.AddRange(Fold(typed[at..end]).Split(FoldedText.Break));
            at = quote >= 0 ? end + 1 : end;
        }

        terms.RemoveAll(t => t.Length == 0);
        return terms;
    }

    private static string Fold(string text) => new FoldedField(text).Letters.ToString();
}
