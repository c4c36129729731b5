using Xinqiao.Core.Regulation;

namespace Xinqiao.Core.Petitions;

/// <summary>What petitions can be about, on one of three levels.</summary>
/// <param name="Code">Six digits, two a level. Ours, stable, never used again for anything else.</param>
/// <param name="National">The code of the national table; null where it is not known.</param>
/// <param name="EndedOn">The first day on which nobody chooses it any more; what was registered keeps it.</param>
public sealed record Category(string Code, string Name, string? National = null, DateOnly? EndedOn = null)
{
    public int Level => Code.EndsWith("0000", StringComparison.Ordinal) ? 1 : Code.EndsWith("00", StringComparison.Ordinal) ? 2 : 3;

    /// <summary>Null on the first level.</summary>
    public string? Parent => Level switch { 1 => null, 2 => Code[..2] + "0000", _ => Code[..4] + "00" };

    /// <summary>The beginning that it shares with whatever is below it.</summary>
    public string Prefix => Code[..(2 * Level)];

    /// <summary>The word of its first level.</summary>
    public string Domain => Domains.OfDigits(Code);

    /// <summary>As a form shows and takes it.</summary>
    public override string ToString() => $"{Code} {Name}";
}

/// <summary>内容分类 (rules 2.3): what comes with the program, and what an office added, renamed or ended.</summary>
public sealed class Categories
{
    public static readonly Article Source = Article.House("内容分类");

    /// <summary>其他, on the first level.</summary>
    public const string Other = "990000";

    public static bool IsCode(string? code) => code is { Length: 6 } && code.All(char.IsAsciiDigit);

    /// <summary>Those that come with the program.</summary>
    public static readonly Categories Brought = new(Embedded());

    private readonly SortedDictionary<string, Category> byCode;

    private Categories(IEnumerable<Category> all) => byCode = new(all.ToDictionary(c => c.Code), StringComparer.Ordinal);

    /// <summary>In the order of their codes, ended ones too.</summary>
    public IReadOnlyCollection<Category> All => byCode.Values;

    public Categories With(IEnumerable<Category> changed) =>
        new(changed.Aggregate(new Dictionary<string, Category>(byCode), (all, c) => { all[c.Code] = c; return all; }).Values);

    public Category? Find(string? code) => code is not null && byCode.TryGetValue(code, out var found) ? found : null;

    /// <summary>The names from the first level down: 城乡建设›房地产›物业服务. The code itself where it is unknown.</summary>
    public string Path(string code) => string.Join('›', Lineage(code).Select(c => c.Name)) is { Length: > 0 } path ? path : code;

    /// <summary>First and own name, for a list that has little room.</summary>
    public string Brief(string code) => Lineage(code).ToList() switch
    {
        [] => code,
        [var only] => only.Name,
        [var first, .., var last] => $"{first.Name}·{last.Name}",
    };

    /// <summary>Those that can be chosen on a day: neither ended nor below one that is.</summary>
    public IEnumerable<Category> On(DateOnly day) => All.Where(c => IsInForce(c, day));

    public bool IsInForce(Category category, DateOnly day) => Lineage(category.Code).All(c => c.EndedOn is not { } ended || day < ended);

    /// <summary>
    /// The one that an officer means: a code, with or without its name behind it, the word of a first level, a whole name, or a part
    /// that only one name has. Null where none or several are meant.
    /// </summary>
    public Category? Choose(string? typed, DateOnly day) => Meant(typed, day) is [var one] ? one : null;

    /// <summary>Why nothing was chosen; null where something was.</summary>
    public Refusal? Refuse(string? typed, DateOnly day) => Meant(typed, day) switch
    {
        [_] => null,
        [] => new(Source, "domain-missing", string.IsNullOrWhiteSpace(typed)
            ? "请从列表中选择内容分类。" : "没有这个分类，请从列表中选择内容分类，或者填代码。", "domain"),
        var several => new(Source, "domain-ambiguous",
            $"有{several.Count}个分类符合，请填代码：{string.Join('、', several.Take(6))}{(several.Count > 6 ? "等" : "")}。", "domain"),
    };

    private List<Category> Meant(string? typed, DateOnly day)
    {
        if (string.IsNullOrWhiteSpace(typed) || typed.Length > 60) return [];
        var text = Domains.Digits(typed.Trim()) ?? PetitionNumber.Fold(typed);
        if (text.Length >= 6 && Find(text[..6]) is { } coded) return IsInForce(coded, day) ? [coded] : [];
        var named = On(day).Where(c => c.Name == text).ToList();
        // 房地产 is a name and a part of others; a first level comes before its own others.
        return named.Count > 0 ? named : [.. On(day).Where(c => c.Name.Contains(text, StringComparison.Ordinal))];
    }

    private IEnumerable<Category> Lineage(string code)
    {
        if (Find(code) is not { } category) yield break;
        if (category.Parent is { } parent)
            foreach (var above in Lineage(parent)) yield return above;
        yield return category;
    }

    private static IEnumerable<Category> Embedded()
    {
        using var reader = new StreamReader(typeof(Categories).Assembly.GetManifestResourceStream("categories.csv")!);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Trim().Split(','))
            .Select(f => new Category(f[0], f[1], f[2].Length == 0 ? null : f[2]))];
    }
}
