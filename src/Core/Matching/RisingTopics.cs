namespace Xinqiao.Core.Matching;

/// <summary>What is counted: a topic, where, and which unit has it. Never who petitions.</summary>
/// <param name="Topic">Code of a category: what the matter is about.</param>
/// <param name="Area">Null where nobody wrote where.</param>
/// <param name="Unit">What was not forwarded yet has none and is not counted: there is never anything of the kind in the past.</param>
public sealed record TopicCell(string Topic, string? Area, string Unit);

/// <summary>How many matters of a cell were received on a day.</summary>
public readonly record struct CellDay(TopicCell Cell, DateOnly Day, int Matters);

/// <summary>A cell that grew faster than its own past lets expect.</summary>
/// <param name="Recent">Matters in the window.</param>
/// <param name="Expected">As many as its share of the past would bring there.</param>
/// <param name="Chance">How likely as many or more would be if the cell's share had not changed.</param>
public sealed record RisingTopic(TopicCell Cell, int Recent, double Expected, double Chance);

/// <summary>
/// Which cells of topic, area and unit rise. Each cell's share of the window is held against its share of the year before and, where the log
/// reaches back so far, of the same season in earlier years; it rises only where both say so. If the days of the matters were shuffled, how many
/// fall into the window would follow the hypergeometric distribution, whatever the district as a whole does, so the chance is exact and needs no
/// model. Over all cells that are looked at (Holm's step-down), at most <see cref="FalseAlarms"/> of the looks at a district where nothing rises
/// show anything.
/// </summary>
public static class RisingTopics
{
    /// <summary>The stated rate: of looks at a district where nothing rises, so many show something.</summary>
    public const double FalseAlarms = 0.05;

    /// <summary>A cell of a statistic below this is not shown.</summary>
    public const int LeastShown = 5;

    /// <summary>The window, and the year before it, in days.</summary>
    public const int Window = 30, Past = 365;

    /// <summary>The season is the window in so many earlier years, with some days around it.</summary>
    public const int Years = 3;

    private const int Around = 15;

    /// <summary>Whatever was received before this tells nothing.</summary>
    public static DateOnly Since(DateOnly today) => today.AddDays(1 - Window - Around - 365 * Years);

    /// <param name="today">The last day of the window.</param>
    /// <returns>The least likely first.</returns>
    public static IReadOnlyList<RisingTopic> Among(IReadOnlyCollection<CellDay> counts, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(counts);
        var (year, season) = (new Comparison(counts, today, IsInYear), new Comparison(counts, today, IsInSeason));
        // Which cells are looked at must not depend on when their matters came, or the count of cells would promise too much.
        var looked = counts.GroupBy(c => c.Cell).Where(g => g.Sum(c => c.Matters) >= LeastShown)
            .Select(g => Likelier(year.Of(g.Key), season.HasPast ? season.Of(g.Key) : null))
            .OrderBy(r => r.Chance).ThenBy(r => r.Cell.ToString(), StringComparer.Ordinal).ToList();
        return [.. looked.TakeWhile((r, i) => r.Chance <= FalseAlarms / (looked.Count - i)).Where(r => r.Recent >= LeastShown)];
    }

    private static RisingTopic Likelier(RisingTopic ofYear, RisingTopic? ofSeason) => ofSeason?.Chance > ofYear.Chance ? ofSeason : ofYear;

    private static bool IsInYear(int ago) => ago is >= Window and < Window + Past;

    private static bool IsInSeason(int ago)
    {
        for (var year = 1; year <= Years; year++)
            if (ago - 365 * year is >= -Around and < Window + Around && ago >= Window) return true;
        return false;
    }

    /// <summary>The window beside one kind of past.</summary>
    private sealed class Comparison
    {
        private readonly Dictionary<TopicCell, (int Recent, int Past)> cells = [];
        private readonly int recent, past;

        public Comparison(IEnumerable<CellDay> counts, DateOnly today, Func<int, bool> isPast)
        {
            foreach (var (cell, day, matters) in counts)
            {
                var ago = today.DayNumber - day.DayNumber;
                var (now, before) = (ago is >= 0 and < Window ? matters : 0, isPast(ago) ? matters : 0);
                if (now + before == 0) continue;
                var (r, p) = cells.GetValueOrDefault(cell);
                cells[cell] = (r + now, p + before);
                recent += now;
                past += before;
            }
        }

        public bool HasPast => past > 0;

        public RisingTopic Of(TopicCell cell)
        {
            var (r, p) = cells.GetValueOrDefault(cell);
            // Without a past nothing can be said to be faster than it.
            return HasPast
                ? new RisingTopic(cell, r, (double)p * recent / past, Tail(r, r + p, recent, recent + past))
                : new RisingTopic(cell, r, r, 1);
        }

        // P(X ≥ r) where X of the cell's matters fall among the recent ones, drawn without putting back.
        private static double Tail(int r, int ofCell, int ofWindow, int all)
        {
            var sum = 0.0;
            var term = Math.Exp(Choose(ofCell, r) + Choose(all - ofCell, ofWindow - r) - Choose(all, ofWindow));
            for (var x = r; x <= Math.Min(ofCell, ofWindow); x++)
            {
                sum += term;
                term *= (double)(ofCell - x) * (ofWindow - x) / ((x + 1.0) * (all - ofCell - ofWindow + x + 1.0));
            }

            return Math.Min(1, sum);
        }

        private static double Choose(int n, int k) => LogFactorial(n) - LogFactorial(k) - LogFactorial(n - k);

        // Stirling's series; small numbers are multiplied out.
        private static double LogFactorial(int n)
        {
            if (n < 16)
            {
                var product = 1.0;
                for (var i = 2; i <= n; i++) product *= i;
                return Math.Log(product);
            }

            var (x, square) = ((double)n, (double)n * n);
            return x * Math.Log(x) - x + 0.5 * Math.Log(2 * Math.PI * x) + (1.0 / 12 - (1.0 / 360 - 1.0 / (1260 * square)) / square) / x;
        }
    }
}
