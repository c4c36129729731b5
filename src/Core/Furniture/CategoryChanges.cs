using System.Globalization;
using Xinqiao.Core.Petitions;

namespace Xinqiao.Core.Furniture;

/// <summary>
/// What an administrator changes in the categories. The first level is the nation's and stays; below it an office adds, renames and ends.
/// Nothing is deleted and no code is given twice, so whatever was registered keeps its meaning.
/// </summary>
public static class CategoryChanges
{
    public const int LongestName = 30, LongestNational = 20;

    private const int MostInOne = 98;

    /// <param name="above">The category it stands under, of the first or the second level.</param>
    public static Decision Add(string? above, string? name, string? national, Categories now, Act act)
    {
        if (Authority.Is(act, Role.Administrator) is { } notMine) return Decision.Refuse([notMine]);
        var parent = now.Find(above);
        var rule = CheckName(new TextRule(), parent?.Code, null, name, now);
        CheckNational(rule, national)
            .Require(parent is { Level: < 3 } && now.IsInForce(parent, act.Today), Categories.Source, "category-parent",
                "请选择上级分类：一级或者二级、没有停用的。", "above");
        if (!rule.Passed) return Decision.Refuse(rule.Refusals);
        return NextCode(parent!, now) is { } code
            ? Decision.Accept(new CategoryAdded(code, name!.Trim(), Blank(national)))
            : Decision.Refuse(Categories.Source, "category-full", $"一个分类下面最多{MostInOne}个，代码不重复使用。请另选上级分类。", "above");
    }

    public static Decision Rename(string code, string? name, Categories now, Act act)
    {
        if (Own(code, now, act, out var category) is { } refusal) return refusal;
        var rule = CheckName(new TextRule(), category.Parent, code, name, now)
            .Require(name?.Trim() != category.Name, Categories.Source, "category-unchanged", "名称没有变化。", "name");
        return rule.Passed ? Decision.Accept(new CategoryRenamed(code, name!.Trim())) : Decision.Refuse(rule.Refusals);
    }

    /// <summary>Every level has its code in the national table.</summary>
    public static Decision Map(string code, string? national, Categories now, Act act)
    {
        if (Authority.Is(act, Role.Administrator) is { } notMine) return Decision.Refuse([notMine]);
        var rule = CheckNational(new TextRule(), national)
            .Require(now.Find(code) is { } known && known.National != Blank(national), Categories.Source, "category-unchanged",
                "对应代码没有变化。", "national");
        return rule.Passed ? Decision.Accept(new CategoryMapped(code, Blank(national))) : Decision.Refuse(rule.Refusals);
    }

    public static Decision End(string code, DateOnly? from, Categories now, Act act)
    {
        if (Own(code, now, act, out var category) is { } refusal) return refusal;
        var rule = new TextRule()
            .Require(from >= act.Today, Categories.Source, "category-end-backwards",
                $"停用日期不能早于今天（{act.Today:yyyy-MM-dd}），已经登记的不受影响。", "from")
            .Require(category.EndedOn is null, Categories.Source, "category-ended", "这个分类已经停用。", "from");
        return rule.Passed ? Decision.Accept(new CategoryEnded(code, from!.Value)) : Decision.Refuse(rule.Refusals);
    }

    private static Decision? Own(string code, Categories now, Act act, out Category category)
    {
        category = now.Find(code) ?? new Category(Categories.Other, "");
        if (Authority.Is(act, Role.Administrator) is { } notMine) return Decision.Refuse([notMine]);
        return category.Level == 1
            ? Decision.Refuse(Categories.Source, "category-first-level", "一级分类与全国口径一致，不改名、不停用；可以在下面增设。")
            : null;
    }

    private static TextRule CheckName(TextRule rule, string? parent, string? code, string? name, Categories now) => rule
        .Required("name", "分类名称", name, LongestName, Categories.Source)
        .Require(name is null || !name.Any(c => c is '\n' or '\r' or '\t' or '›' or ','), Categories.Source, "category-name",
            "分类名称写成一行，不含逗号和“›”。", "name")
        .Require(!now.All.Any(c => c.Parent == parent && parent is not null && c.Code != code && c.Name == name?.Trim()), Categories.Source,
            "category-name-taken", "同一上级分类下已经有这个名称。", "name");

    private static TextRule CheckNational(TextRule rule, string? national) => rule.Require(
        string.IsNullOrWhiteSpace(national) || (national.Trim().Length <= LongestNational && national.Trim().All(char.IsAsciiLetterOrDigit)),
        Categories.Source, "category-national", $"全国代码只含字母和数字，最多{LongestNational}位；不清楚的空着。", "national");

    private static string? NextCode(Category parent, Categories now)
    {
        var at = 2 * parent.Level;
        // 99 is 其他 in its group; what was ended keeps its number.
        var last = now.All.Where(c => c.Parent == parent.Code).Select(c => int.Parse(c.Code.AsSpan(at, 2), CultureInfo.InvariantCulture))
            .Where(n => n < 99).DefaultIfEmpty(0).Max();
        return last >= MostInOne ? null : $"{parent.Prefix}{last + 1:00}".PadRight(6, '0');
    }

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
