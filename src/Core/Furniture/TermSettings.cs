using System.Globalization;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Regulation;

namespace Xinqiao.Core.Furniture;

/// <summary>
/// Lengths that the law leaves to the office, set from a day on. A term follows the value in force on the day it starts, so nothing
/// changes backwards; and what is law cannot be set.
/// </summary>
public static class TermSettings
{
    public static readonly Article Source = Article.House("期限参数");

    private const int FurthestYears = 5;

    public static Decision Make(string? key, string? value, DateOnly? from, Act act)
    {
        if (Authority.Is(act, Role.Administrator) is { } notMine) return Decision.Refuse([notMine]);
        var rule = new TextRule().Required("key", "期限", key, 100, Source)
            .Required("value", "新的长度", value, 100, Source)
            .Require(from is not null, Source, "setting-day-missing", "请选择开始的日期。", "from");
        if (!rule.Passed) return Decision.Refuse(rule.Refusals);
        var setting = new Setting(key!, Canonical(value!), from!.Value);
        rule.Require(from >= act.Today, Source, "setting-backwards",
                $"参数只能自今天（{act.Today:yyyy-MM-dd}）或者以后的日期起施行，已经起算的期限不受影响。请改选日期。", "from")
            .Require(from <= act.Today.AddYears(FurthestYears), Source, "setting-too-far",
                $"施行日期不能晚于{FurthestYears}年以后，请核对年份。", "from");
        var clock = act.Rules.On(from < act.Today ? act.Today : setting.From).Clocks.FirstOrDefault(c => c.SettingKey == setting.Key);
        if ((Settings.Refuse(setting) ?? Unknown(setting, clock)) is { } refusal)
            rule.Require(false, refusal.Basis, refusal.Code, refusal.Reason, refusal.Code == "setting-value" ? "value" : "key");
        else
            rule.Require(InForce(setting, clock, act) != setting.Value, Source, "setting-unchanged",
                $"{setting.From:yyyy-MM-dd} 施行的就是这个长度，不需要再设定。", "value");
        return rule.Passed
            ? Decision.Accept(new SettingMade(setting.Key, setting.Value, setting.From))
            : Decision.Refuse(rule.Refusals);
    }

    /// <summary>The clocks whose lengths an office can set: those that are not law, and have a length.</summary>
    public static IEnumerable<Clock> Settable(RulePack pack) =>
        pack.Clocks.Where(c => c.Provenance != Provenance.Law && c.Length is not null);

    private static Refusal? Unknown(Setting setting, Clock? clock) =>
        clock is null && setting.Key != IdentityAccess.UntilKey && Retaining.KindOf(setting.Key) is null ? new(Source, "setting-unknown", $"没有参数 {setting.Key}，请从列出的期限中选择。") : null;

    private static string? InForce(Setting setting, Clock? clock, Act act) => Retaining.KindOf(setting.Key) is { } kind
        ? Retaining.YearsOn(kind, setting.From, act.Rules.Settings).ToString(CultureInfo.InvariantCulture)
        : clock is null
        ? act.Rules.Settings.On(setting.From, setting.Key) ?? IdentityAccess.UsualHour.ToString(CultureInfo.InvariantCulture)
        : clock.Length?.ToString(CultureInfo.InvariantCulture);

    // One spelling for one length, whatever was typed around it.
    private static string Canonical(string value) =>
        int.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out var length)
            ? length.ToString(CultureInfo.InvariantCulture)
            : value;
}
