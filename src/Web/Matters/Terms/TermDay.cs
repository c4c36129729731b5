using Xinqiao.Core;
using Xinqiao.Core.Regulation;

namespace Xinqiao.Web.Matters.Terms;

/// <summary>One day of the reckoning as a cell of the table of weeks.</summary>
/// <param name="Date">The day of the month; with the month on the first day shown and on the first of a month.</param>
/// <param name="Class">rest, work (a Saturday or Sunday on which offices work), end, or empty.</param>
/// <param name="Mark">休 or 班, where the day is not what its weekday says.</param>
/// <param name="Ordinal">第3日; null where the day is not counted.</param>
/// <param name="Remark">不计入, 延长, 届满, 今天 …; null on an ordinary day.</param>
public sealed record TermDay(string Date, string Class, Phrase? Mark, Phrase? Ordinal, Phrase? Remark)
{
    /// <param name="asked">Today, or the day the duty was done.</param>
    /// <param name="met">Whether <paramref name="asked"/> is the day it was done.</param>
    public static IReadOnlyList<IReadOnlyList<TermDay?>> Weeks(
        Term term, IReadOnlyList<ExplainedDay> days, DateOnly asked, bool met)
    {
        var cells = new List<TermDay?>(new TermDay?[Column(days[0].Date)]);
        foreach (var day in days) cells.Add(Of(term, day, first: day == days[0], day.Date == asked ? met ? (Phrase)"办妥" : "今天" : null));
        while (cells.Count % 7 != 0) cells.Add(null);
        return [.. cells.Chunk(7)];
    }

    private static TermDay Of(Term term, ExplainedDay day, bool first, Phrase? asked)
    {
        var date = first || day.Date.Day == 1 ? $"{day.Date.Month}/{day.Date.Day}" : day.Date.Day.ToString();
        var end = day.Date == term.JudgedOn();
        var kind = end ? "end" : day.Day switch
        {
            { Kind: DayKind.MakeUpWorkday } => "work",
            { IsWorking: false } => "rest",
            _ => "",
        };
        var remarks = new[] { RemarkOn(term, day), asked, end ? (Phrase)"届满" : null }.OfType<Phrase>().ToList();
        return new TermDay(
            date, kind, MarkOf(day), day.Ordinal is { } n ? (Phrase)$"第{n}日" : null,
            remarks.Count > 0 ? Phrase.Join("，", remarks) : null);
    }

    private static Phrase? MarkOf(ExplainedDay day) => day.Day switch
    {
        { Kind: DayKind.MakeUpWorkday } => (Phrase)"班",
        { IsWorking: false } => "休",
        _ => null,
    };

    private static Phrase? RemarkOn(Term term, ExplainedDay day) => day.Count switch
    {
        DayCount.Start => (Phrase)"不计入",
        DayCount.Skipped => "不计",
        DayCount.Hearing => "听证，不计",
        DayCount.InPlaceOfHearing => "补计",
        DayCount.Extension when day.Ordinal == term.Days + term.ExcludedDays + 1 => "延长起",
        DayCount.Rolled => "顺延",
        DayCount.Unknown => "未发布",
        _ => null,
    };

    private static int Column(DateOnly date) => ((int)date.DayOfWeek + 6) % 7;
}
