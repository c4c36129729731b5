using System.Reflection;
using System.Text;

namespace Xinqiao.Core.Regulation;

/// <summary>Writes docs/regulation-coverage.md: every article, and what carries it out. Nothing in it is asserted by hand.</summary>
public static class RegulationCoverage
{
    public static string Write() => Write(RulesOf(typeof(Register).Assembly));

    /// <summary>Every <see cref="ImplementsAttribute"/> of an assembly, with the name of what bears it.</summary>
    public static IReadOnlyList<(int Article, string Rule)> RulesOf(Assembly assembly)
    {
        const BindingFlags all =
            BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;
        var bearers = assembly.GetTypes()
            .SelectMany(t => t.GetMethods(all).Select(m => (Name: $"{t.Name}.{m.Name}", Bearer: (MemberInfo)m)).Prepend((t.Name, t)));
        return [.. bearers
            .SelectMany(b => b.Bearer.GetCustomAttributes<ImplementsAttribute>(false)
                .Select(i => (i.Article, Rule: $"{i.Rule}（`{b.Name}`）")))
            .Order()];
    }

    private static string Write(IReadOnlyList<(int Article, string Rule)> rules)
    {
        var text = new StringBuilder();
        Head(text);
        foreach (var provision in Register.Provisions)
            text.Append($"| {provision.Article.Number} | {Title(provision)} | {Status(provision, rules)} |\n");
        foreach (var pack in new[] { RulePack.Of2022, RulePack.Of2005 })
            Pack(text, pack);
        text.Append("\n## 地方规则\n\n");
        foreach (var overlay in RulePack.Overlays)
            text.Append($"- `{overlay.Id}` {overlay.Title}：{overlay.Note}\n");
        text.Append("\n## 放假安排\n\n");
        foreach (var year in Calendar.Embedded.Years)
            text.Append($"- {year.Year}：{string.Join("，", year.Notices.Select(n => $"<{n}>"))}\n");
        return text.ToString();
    }

    private static void Head(StringBuilder text) => text.Append(
        """
        # 《信访工作条例》覆盖情况

        本页由程序生成（`RegulationCoverage.Write`），测试核对其与代码一致；以环境变量 `XINQIAO_REGENERATE=1` 运行测试可重写。
        条名为本项目所拟。“后续”指应当由软件落实而尚未落实；“仅期限”指期限已列入下表，其余规则尚待实现。

        | 条 | 条名 | 落实 |
        |---|---|---|

        """);

    private static string Title(Provision provision) =>
        provision.Title + (provision.Article.Provenance == Provenance.Law ? "" : "（条名未核）");

    private static string Status(Provision provision, IReadOnlyList<(int Article, string Rule)> rules)
    {
        var by = rules.Where(r => r.Article == provision.Article.Number).Select(r => r.Rule).ToList();
        var clocks = RulePack.Of2022.Clocks
            .Where(c => c.Article.Law == provision.Article.Law && c.Article.Number == provision.Article.Number)
            .Select(c => c.Id).ToList();
        return (by.Count, clocks.Count, provision.Kind) switch
        {
            ( > 0, > 0, _) => $"已实现：{string.Join("；", by)}；期限 {string.Join("、", clocks)}",
            ( > 0, _, _) => $"已实现：{string.Join("；", by)}",
            (_, > 0, _) => $"仅期限：{string.Join("、", clocks)}",
            (_, _, ProvisionKind.Organisational) => "组织性规定，非软件事项",
            (_, _, ProvisionKind.OutsideTheProduct) => "本平台不涉及",
            _ => "后续",
        };
    }

    private static void Pack(StringBuilder text, RulePack pack)
    {
        text.Append($"\n## 期限：《{pack.Title}》（{ChineseDate.Write(pack.From)}起施行）\n\n");
        text.Append("| 编号 | 事项 | 责任主体 | 起算 | 期限 | 延长 | 依据 | 核对 |\n|---|---|---|---|---|---|---|---|\n");
        foreach (var clock in pack.Clocks)
            text.Append($"| {clock.Id} | {clock.Duty} | {clock.Owner} | {clock.StartEvent}之日 | {Length(clock)} | {Lengthened(clock)} "
                + $"| {clock.Article} | {Checked(clock)} |\n");
    }

    private static string Length(Clock clock) => clock.Unit switch
    {
        ClockUnit.CalendarDays => $"{clock.Length}日",
        ClockUnit.WorkingDays => $"{clock.Length}个工作日",
        ClockUnit.Hours => $"{clock.Length}小时",
        ClockUnit.Yearly => "每年",
        ClockUnit.DateInLetter => "交办函载明的日期",
        _ => throw new ArgumentOutOfRangeException(nameof(clock)),
    };

    private static string Lengthened(Clock clock) =>
        (clock.Extension, clock.HearingExcludedBy) switch
        {
            ({ MaximumDays: { } most, ApprovedBy: var by }, _) => $"合计不超过{most}日，{by}批准",
            ({ ApprovedBy: var by }, _) => $"{by}决定",
            (_, { }) => "听证所需时间不计入",
            _ when clock.IsPetitionersRight => "逢休息日顺延",
            _ => "否",
        };

    private static string Checked(Clock clock) => clock.Provenance switch
    {
        Provenance.Law => "法定",
        Provenance.Project => "本平台设定，可调整",
        Provenance.Memory => "未核，可调整",
        _ => throw new ArgumentOutOfRangeException(nameof(clock)),
    };
}
