using Xinqiao.Core;
using Xinqiao.Core.Matching;
using Xinqiao.Core.Matters;

namespace Xinqiao.Web.Analysis;

/// <summary>A cell of a statistic: told from <see cref="RisingTopics.LeastShown"/> on, below that it is said that there are a few.</summary>
public readonly record struct Figure(int Count)
{
    public bool IsTold => Count >= RisingTopics.LeastShown;

    public Phrase Told => IsTold ? (Phrase)$"{Count}件" : $"不足{RisingTopics.LeastShown}件";
}

/// <summary>A month with its column; all lengths are in the units of the drawing.</summary>
/// <param name="Year">Where a year begins, and at the first column.</param>
public sealed record MonthColumn(DateOnly Month, Figure Figure, int X, int Height, string? Year);

/// <summary>How many were received in each month until this one, drawn without script. A few are an outline, however few they are.</summary>
public sealed record MonthChart(IReadOnlyList<MonthColumn> Columns)
{
    public const int Width = 320, Highest = 64, Ground = 80, Few = 4, Step = 13;

    private const int Months = 24;

    // A year that begins to be drawn later than this would stand on the next one.
    private const int RoomForAYear = 10;

    public static MonthChart Of(IEnumerable<(DateOnly Day, int Count)> received, DateOnly today)
    {
        var counts = received.GroupBy(r => First(r.Day), r => r.Count).ToDictionary(g => g.Key, g => g.Sum());
        var most = Math.Max(1, counts.Values.DefaultIfEmpty(0).Max());
        return new MonthChart(
        [
            .. from i in Enumerable.Range(0, Months)
               let month = First(today).AddMonths(i + 1 - Months)
               let figure = new Figure(counts.GetValueOrDefault(month))
               select new MonthColumn(
                   month, figure, i * Step, figure.Count == 0 ? 0 : figure.IsTold ? Math.Max(Few, Highest * figure.Count / most) : Few,
                   month.Month == 1 || i == 0 && month.Month < RoomForAYear ? $"{month.Year}" : null),
        ]);
    }

    /// <summary>The same in words, of the months in which there was any.</summary>
    public Phrase Told => Phrase.Join("，", Columns.Where(c => c.Figure.Count > 0).Select(c => (Phrase)$"{c.Month:yyyy年M月} {c.Figure.Told}"));

    private static DateOnly First(DateOnly day) => new(day.Year, day.Month, 1);
}

/// <summary>A street with its bar.</summary>
public sealed record StreetBar(Phrase Street, Figure Figure, int Length);

/// <summary>How many come from where. In the order of the district's own list: nobody is ranked by how much is petitioned.</summary>
public sealed record StreetChart(IReadOnlyList<StreetBar> Bars)
{
    public const int Longest = 120;

    /// <param name="units">The district's units in their order.</param>
    public static StreetChart Of(IEnumerable<(string? Area, int Count)> received, IReadOnlyList<Unit> units)
    {
        var counts = received.GroupBy(r => r.Area ?? "", r => r.Count).ToDictionary(g => g.Key, g => new Figure(g.Sum()));
        var most = Math.Max(1, counts.Values.Select(f => f.Count).DefaultIfEmpty(0).Max());
        return new StreetChart(
        [
            .. units.Where(u => counts.ContainsKey(u.Code)).Select(u => Bar($"{u.Name}", counts[u.Code])),
            .. counts.TryGetValue("", out var nowhere) ? [Bar("没有写属地", nowhere)] : Array.Empty<StreetBar>(),
        ]);

        StreetBar Bar(Phrase street, Figure figure) => new(street, figure, figure.IsTold ? Longest * figure.Count / most : 0);
    }
}
