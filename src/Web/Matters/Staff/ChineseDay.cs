using Xinqiao.Core;
using Xinqiao.Core.Regulation;

namespace Xinqiao.Web.Matters.Staff;

/// <summary>Days and moments as staff read them.</summary>
public static class ChineseDay
{
    /// <summary>2026年3月2日（星期一）.</summary>
    public static Phrase Of(DateOnly day) => $"{ChineseDate.Write(day)}（{ChineseDate.Weekday(day)}）";

    /// <summary>2026年3月2日 09:00, in Shanghai.</summary>
    public static Phrase Of(DateTimeOffset instant) => $"{instant.ToOffset(Shanghai.Offset):yyyy年M月d日 HH:mm}";
}
