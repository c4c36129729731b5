using System.Globalization;
using System.Text;

namespace Xinqiao.Core.Ledger;

/// <summary>Indexes of a log as people write them down: <c>1042-1047 1050</c>.</summary>
public static class IndexRanges
{
    /// <param name="indexes">In rising order.</param>
    public static string Write(IEnumerable<long> indexes)
    {
        ArgumentNullException.ThrowIfNull(indexes);
        var text = new StringBuilder();
        long? first = null, last = null;
        foreach (var index in indexes)
        {
            if (last is not null && index == last + 1)
            {
                last = index;
                continue;
            }

            Add();
            first = last = index;
        }

        Add();
        return text.ToString();

        void Add()
        {
            if (first is null) return;
            if (text.Length > 0) text.Append(' ');
            text.Append(first);
            if (last > first) text.Append('-').Append(last);
        }
    }

    /// <exception cref="LedgerFormatException">Not what <see cref="Write"/> writes.</exception>
    public static IReadOnlyList<(long From, long Until)> Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var ranges = new List<(long From, long Until)>();
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var ends = word.Split('-');
            if (ends.Length > 2 || Index(ends[0]) is not { } from || Index(ends[^1]) is not { } last || last < from || ranges.Count > 0 && from < ranges[^1].Until)
                throw new LedgerFormatException($"ranges: \"{word[..Math.Min(word.Length, 40)]}\" is no range of indexes in rising order");
            ranges.Add((from, last + 1));
        }

        return ranges;
    }

    private static long? Index(string word) =>
        long.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < long.MaxValue ? index : null;
}
