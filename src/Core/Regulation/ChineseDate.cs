namespace Xinqiao.Core.Regulation;

/// <summary>Dates as official letters write them (GB/T 9704-2012): 2026年1月5日, without padding.</summary>
public static class ChineseDate
{
    private static readonly string[] Weekdays = ["星期日", "星期一", "星期二", "星期三", "星期四", "星期五", "星期六"];

    public static Phrase Write(DateOnly date) => $"{date.Year}年{date.Month}月{date.Day}日";

    public static Phrase WriteMonthAndDay(DateOnly date) => $"{date.Month}月{date.Day}日";

    public static Phrase Weekday(DateOnly date) => Weekdays[(int)date.DayOfWeek];
}
