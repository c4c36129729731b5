using Xinqiao.Core.Regulation;

namespace Xinqiao.Core;

/// <summary>
/// A day the law counts from that somebody states (a letter's arrival, a signed receipt), with what proves it. It may lie
/// before the day of recording, never after; more than one working day before is a 补录 and needs its reason.
/// </summary>
/// <param name="Evidence">Identity of the proof: a register line, a postmark, a receipt number.</param>
public sealed record LegalDay(DateOnly Day, string? Evidence, string? BackEntryReason)
{
    public static readonly Article Source = Article.House("法定日期与补录");

    /// <summary>True where the day lies more than one working day before the recording.</summary>
    public static bool IsBackEntry(DateOnly day, DateOnly recordedOn, Calendar calendar) =>
        day < recordedOn && WorkingDaysAfter(day, recordedOn, calendar) > 1;

    public void Check(TextRule rule, Act act, string field, Phrase label)
    {
        var back = IsBackEntry(Day, act.Today, act.Calendar);
        rule.Require(Day <= act.Today, Source, "after-recording", $"{label}不能晚于今天（{act.Today:yyyy-MM-dd}）。", field)
            .Require(Day >= act.Today.AddYears(-10), Source, "implausible-date", $"{label}早于十年前，请核对年份。", field)
            .Optional(field + "Evidence", $"{label}的凭证", Evidence, 200)
            .Require(Day == act.Today || !string.IsNullOrWhiteSpace(Evidence), Source, "evidence-missing",
                $"{label}不是今天，请写明凭证（如邮戳、收件登记号、回执号）。", field + "Evidence")
            .Optional("backEntryReason", "补录理由", BackEntryReason, 500)
            .Require(!back || !string.IsNullOrWhiteSpace(BackEntryReason), Source, "back-entry-reason-missing",
                $"{label}早于登记日一个工作日以上，属于补录，请写明理由。", "backEntryReason");
    }

    // Where a calendar is not loaded plain weekdays are counted: the mark of a 补录 is a courtesy to the reader, not a term.
    private static int WorkingDaysAfter(DateOnly day, DateOnly until, Calendar calendar)
    {
        var count = 0;
        for (var d = day.AddDays(1); d <= until && count < 2; d = d.AddDays(1))
            if (calendar.On(d)?.IsWorking ?? d.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)) count++;
        return count;
    }
}
