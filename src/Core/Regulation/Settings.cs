using System.Security.Cryptography;
using System.Text;

namespace Xinqiao.Core.Regulation;

/// <summary>One value an office set, in force from a local date until a later one of the same key.</summary>
public sealed record Setting(string Key, string Value, DateOnly From);

/// <summary>Whether the timeliness of an agency's duty waits for the next working day.</summary>
public enum AgencyRoll
{
    /// <summary>Judged on the nominal date: never worse for the petitioner.</summary>
    None,

    NextWorkingDay,
}

/// <summary>
/// The dated settings the regulation reads. What is law cannot be set, and there is no switch against the petitioner.
/// </summary>
public sealed class Settings
{
    public const string AgencyRollKey = "term.agency-roll";

    public static readonly Settings None = new([]);

    private readonly Dictionary<string, Setting[]> byKey;

    /// <exception cref="ArgumentException">A setting that <see cref="Refuse"/> refuses.</exception>
    public Settings(IEnumerable<Setting> settings)
    {
        byKey = settings.GroupBy(s => s.Key).ToDictionary(g => g.Key, g => g.OrderBy(s => s.From).ToArray());
        if (byKey.Values.SelectMany(s => s).Select(Refuse).FirstOrDefault(r => r is not null) is { } refusal)
            throw new ArgumentException(refusal.ToString(), nameof(settings));
    }

    public bool IsEmpty => byKey.Count == 0;

    /// <summary>All of them, by key and then by date.</summary>
    public IEnumerable<Setting> All => byKey.OrderBy(k => k.Key, StringComparer.Ordinal).SelectMany(k => k.Value);

    /// <summary>A digest of what they say: equal versions set the same.</summary>
    public string Version => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join('\n', All.Select(s => $"{s.Key}|{s.Value}|{s.From:yyyy-MM-dd}")))))[..8];

    /// <summary>The last day until then on which any setting began; the first day there is where none had.</summary>
    public DateOnly LastChangeUntil(DateOnly date) =>
        byKey.Values.SelectMany(s => s).Where(s => s.From <= date).Select(s => s.From).DefaultIfEmpty().Max();

    /// <summary>The value in force on a local date, or null if none is.</summary>
    public string? On(DateOnly date, string key) =>
        byKey.TryGetValue(key, out var dated) ? dated.LastOrDefault(s => s.From <= date)?.Value : null;

    public AgencyRoll AgencyRollOn(DateOnly date) =>
        On(date, AgencyRollKey) is { } value ? Enum.Parse<AgencyRoll>(value) : AgencyRoll.None;

    /// <summary>Why a value about terms cannot be set; null if it can. Keys that are not about terms pass.</summary>
    public static Refusal? Refuse(Setting setting)
    {
        var house = Article.House("期限参数");
        if (setting.Key == AgencyRollKey)
            return Enum.GetNames<AgencyRoll>().Contains(setting.Value)
                ? null
                : new(house, "setting-value", "届满日顺延方式只能是 None 或 NextWorkingDay。");
        if (setting.Key == Matters.IdentityAccess.UntilKey)
            return int.TryParse(setting.Value, out var hour) && hour is >= 1 and <= 24
                ? null
                : new(house, "setting-value", "请填写1至24的整数：几点。");
        if (setting.Key == Furniture.Passwords.Key)
            return Words.TryParse<Furniture.PasswordProfile>(setting.Value) is not null
                ? null
                : new(Furniture.Passwords.Source, "setting-value", "没有这种口令策略。");
        if (Matters.Retaining.KindOf(setting.Key) is not null) return Matters.Retaining.Refuse(setting);
        if (!setting.Key.StartsWith("clock.", StringComparison.Ordinal))
            return null;
        var clock = RulePack.On(RulePack.EarliestStart > setting.From ? RulePack.EarliestStart : setting.From)
            .Clocks.FirstOrDefault(c => c.SettingKey == setting.Key);
        return clock switch
        {
            null => new(house, "setting-unknown", $"该日施行的规则中没有参数 {setting.Key}。"),
            { Provenance: Provenance.Law } => new(clock.Article, "setting-is-law", $"“{clock.Duty}”的期限由条例规定，不得以参数更改。"),
            _ => int.TryParse(setting.Value, out var length) && length is >= 1 and <= 366
                ? null
                : new(house, "setting-value", "期限须为 1 至 366 的整数。"),
        };
    }
}
