namespace Xinqiao.Core.Petitions;

/// <summary>
/// First-level content domains (内容分类, rules 2.3). The official code table is not public; these codes are ours and stable, to
/// be mapped to the national ones.
/// </summary>
public static class Domains
{
    public static readonly IReadOnlyList<(string Code, Phrase Name)> All =
    [
        ("construction", "城乡建设"), ("rural", "农村农业"), ("labour", "劳动和社会保障"), ("education", "教育文体"),
        ("economy", "经济管理"), ("health", "卫生计生"), ("transport", "交通运输"), ("environment", "环境保护"),
        ("resources", "自然资源"), ("civil-affairs", "民政"), ("justice", "政法"), ("commerce", "商贸旅游"),
        ("technology", "科技与信息产业"), ("personnel", "组织人事"), ("party", "党务政务"), ("discipline", "纪检监察"),
        ("other", "其他"),
    ];

    /// <summary>The six digits of a first-level label; null where it is none of ours.</summary>
    public static string? Digits(string word)
    {
        for (var i = 0; i < All.Count; i++)
            if (All[i].Code == word) return i == All.Count - 1 ? Categories.Other : $"{i + 1:00}0000";
        return null;
    }

    /// <summary>The label that the six digits of a category belong to.</summary>
    public static string OfDigits(string digits) =>
        int.Parse(digits[..2], System.Globalization.CultureInfo.InvariantCulture) is var place && place < All.Count ? All[place - 1].Code : All[^1].Code;

    public static Phrase Name(string code) => All.FirstOrDefault(d => d.Code == code).Name ?? code;
}
