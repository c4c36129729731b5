using Xinqiao.Core.Regulation;

namespace Xinqiao.Core.Furniture;

/// <summary>
/// The yearly arrangements of rest days. An administrator loads what the State Council's office announced; a year that is in force
/// already is amended only with a reason. The nominal dates of calendar-day terms never depend on it.
/// </summary>
public static class Calendars
{
    public static readonly Article Source = Article.House("放假安排");

    /// <summary>The longest text that is read, in characters: a year needs about two thousand.</summary>
    public const int LongestText = 20_000;

    private const int LongestName = 20, LongestNotice = 300, LongestRest = 30;

    public static Decision Load(string? text, string? reason, Act act)
    {
        if (Authority.Is(act, Role.Administrator) is { } notMine) return Decision.Refuse([notMine]);
        var rule = new TextRule();
        if (Read(rule, text, act.Today, act.Calendar) is not { } year) return Decision.Refuse(rule.Refusals);
        var amends = IsInForce(act.Calendar, year.Year);
        if (amends) rule.Required("reason", "修改理由", reason, 500, Source);
        return rule.Passed
            ? Decision.Accept(new CalendarLoaded(year.Year, year.ToJson(), amends ? PrivateText.Of(reason!.Trim()) : PrivateText.Absent))
            : Decision.Refuse(rule.Refusals);
    }

    public static bool IsInForce(Calendar calendar, int year) => calendar.Years.Any(y => y.Year == year);

    /// <summary>The coming year where its arrangement should be there and is not: it is announced in November as a rule.</summary>
    public static int? MissingYear(Calendar calendar, DateOnly today) =>
        today.Month >= 11 && !IsInForce(calendar, today.Year + 1) ? today.Year + 1 : null;

    /// <summary>The year that a text says, or null where the rule holds why it is none.</summary>
    /// <param name="calendar">The one in force: what it says already is not loaded again.</param>
    public static CalendarYear? Read(TextRule rule, string? text, DateOnly today, Calendar calendar)
    {
        const string field = "arrangement";
        rule.Required(field, "放假安排", text, LongestText, Source);
        if (!rule.Passed) return null;
        try
        {
            var year = CalendarYear.Parse(text!);
            Check(rule, year, field);
            rule.Require(year.Year >= RulePack.EarliestStart.Year && year.Year <= today.Year + 1, Source, "calendar-year",
                    $"只能载入{RulePack.EarliestStart.Year}年至{today.Year + 1}年的安排：以后各年的安排还没有公布。", field)
                .Require(!calendar.Years.Any(y => y.ToJson() == year.ToJson()), Source, "calendar-unchanged",
                    $"{year.Year}年现行的就是这份安排，不需要再载入。", field);
            return rule.Passed ? year : null;
        }
        catch (MalformedArrangementException e)
        {
            rule.Require(false, Source, "calendar-malformed", $"{e.Why}。请对照已载入年度的写法改正后再预览。", field);
            return null;
        }
    }

    private static void Check(TextRule rule, CalendarYear year, string field)
    {
        foreach (var name in year.Rest.Select(r => r.Name).Concat(year.MakeUp.Select(m => m.Name)).Distinct())
            rule.Required(field, "节日名称", name, LongestName, Source);
        foreach (var notice in year.Notices) rule.Required(field, "通知来源", notice, LongestNotice, Source);
        rule.Require(year.Notices.Count > 0, Source, "calendar-notice-missing",
            "请在 notices 中写明国务院办公厅通知的网址或者文号。", field);
        foreach (var period in year.Rest.Where(r => r.To.DayNumber - r.From.DayNumber >= LongestRest))
            rule.Require(false, Source, "calendar-rest-too-long", $"{period.Name}放假超过{LongestRest}天，请核对起止日期。", field);
    }
}
