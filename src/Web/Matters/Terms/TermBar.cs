using System.Globalization;
using Xinqiao.Core;
using Xinqiao.Core.Regulation;

namespace Xinqiao.Web.Matters.Terms;

/// <summary>A stretch of the bar; one unit is one calendar day.</summary>
/// <param name="Class">used, skipped, extended or late-days.</param>
public sealed record BarPart(string Class, double From, double Length)
{
    public string X => From.ToString(CultureInfo.InvariantCulture);
    public string Width => Length.ToString(CultureInfo.InvariantCulture);
}

/// <summary>What a part of the bar stands for; the class is empty for the days left.</summary>
public sealed record BarKey(string Class, Phrase Text);

/// <summary>A term drawn to scale: days used, days that do not count, days of extension, days late, days left.</summary>
/// <param name="Days">Calendar days the bar spans.</param>
/// <param name="Label">The same in words, for those who do not see it.</param>
public sealed record TermBar(int Days, IReadOnlyList<BarPart> Parts, IReadOnlyList<BarKey> Keys, Phrase Label)
{
    // Between the term and its extension, so that the eye sees where the one ends.
    private const double Gap = 0.5;

    /// <summary>Null where the last day is not known, so there is no scale.</summary>
    public static TermBar? Of(Term term, IReadOnlyList<ExplainedDay> days, DateOnly today, DateOnly? metOn)
    {
        if (term.JudgedOn() is not { } last) return null;
        var length = last.DayNumber - term.Start.DayNumber;
        var passed = (metOn ?? today).DayNumber - term.Start.DayNumber;
        var (used, late) = (Math.Clamp(passed, 0, length), Math.Max(0, passed - length));
        var within = days.Where(d => d.Date > term.Start && d.Date <= last).ToList();
        var uncounted = within.Count(d => d.Count is DayCount.Skipped or DayCount.Hearing);
        var extended = within.Count(d => d.Count == DayCount.Extension);

        List<BarPart> parts = [];
        if (extended > 0) parts.Add(new("extended", length - extended, extended));
        if (used > 0) parts.Add(new("used", 0, Math.Min(used, length - extended)));
        if (used > length - extended) parts.Add(new("used", length - extended + Gap, used - (length - extended) - Gap));
        parts.AddRange(within.Where(d => d.Count is DayCount.Skipped or DayCount.Hearing)
            .Select(d => new BarPart("skipped", d.Date.DayNumber - term.Start.DayNumber - 1, 1)));
        if (late > 0) parts.Add(new("late-days", length, late));

        var asked = metOn ?? today;
        var (counted, left) = term.Clock.Unit == ClockUnit.WorkingDays
            ? (within.Count(d => d.Ordinal is not null && d.Date <= asked), within.Count(d => d.Ordinal is not null && d.Date > asked))
            : (used, length - used);
        var keys = KeysOf(counted, left, late, extended, uncounted, metOn is not null, term.Clock);
        return new TermBar(length + late, parts, keys, $"共{term.Days + extended}{term.Clock.DayWord}：{Phrase.Join("，", keys.Select(k => k.Text))}");
    }

    private static List<BarKey> KeysOf(int used, int left, int late, int extended, int uncounted, bool met, Clock clock)
    {
        Phrase days = clock.DayWord;
        List<BarKey> keys = [new("used", met ? (Phrase)$"用了{used}{days}" : $"已过{used}{days}")];
        // Days left that are all days of the extension are drawn in its colour.
        var leftOfExtension = extended > 0 && late == 0 && left <= extended;
        if (extended > 0) keys.Add(new("extended", leftOfExtension ? (Phrase)$"延长{extended}日，{Left(left, met, days)}" : $"延长{extended}日"));
        if (uncounted > 0) keys.Add(new("skipped", clock.Unit == ClockUnit.WorkingDays ? (Phrase)$"另有{uncounted}日不计" : $"其中{uncounted}日不计"));
        if (late > 0) keys.Add(new("late-days", $"逾期{late}日"));
        else if (!leftOfExtension) keys.Add(new("", Left(left, met, days)));
        return keys;
    }

    private static Phrase Left(int left, bool met, Phrase days) => met ? (Phrase)$"余{left}{days}" : $"还剩{left}{days}";
}
