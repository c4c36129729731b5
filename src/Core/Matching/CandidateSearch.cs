namespace Xinqiao.Core.Matching;

/// <summary>
/// Gathers the texts worth comparing, in bounded work whatever the size of the collection: it reads the lists of at least a dozen of
/// the weightiest bigrams, the rarest first, adds up what each text shares, and hands on those that share most. In a collection of
/// several millions it reads up to four times as much, since the same words stand in more texts there.
/// </summary>
internal sealed class CandidateSearch(Postings postings)
{
    private const int Terms = 12;
    private const int Enough = 1_000; // candidates, after which no further terms are read
    private const int MostPostings = 24_576, LongestList = 8_192, MostCompared = 3_000; // in a million texts
    private const int Million = 1_000_000, MostTimes = 4;
    private const int MostCopies = 1_000;
    private const int FewestCellBits = 16, Levels = 256;

    private int times = 1, cellBits = FewestCellBits;
    private int[] texts = new int[1 << FewestCellBits]; // one more than the ordinal; 0 where the cell is free
    private float[] shares = new float[1 << FewestCellBits];
    private readonly List<int> used = [];
    private readonly uint[] list = new uint[LongestList * MostTimes];
    private readonly (int Length, int Gram)[] order = new (int, int)[Signature.Longest];
    private readonly List<int> found = [];

    /// <param name="copies">The list of the texts with the asked digest, among others.</param>
    /// <param name="top">How many are asked for.</param>
    /// <param name="count">How many texts there are.</param>
    /// <returns>Ordinals, each once, in no order; valid until the next run.</returns>
    public IReadOnlyList<int> Run(Signature asked, uint? copies, int top, int count)
    {
        foreach (var cell in used) texts[cell] = 0;
        used.Clear();
        found.Clear();
        Fit(count);
        if (copies is { } digest) Read(digest, float.MaxValue, MostCopies);
        var left = MostPostings * times;
        var grams = asked.Count;
        for (var from = 0; from < grams && left > 0 && (from < Terms || used.Count < Math.Max(Enough, 8 * top)); from += Terms)
            left -= ReadTerms(asked, from, Math.Min(from + Terms, grams), left);
        Choose(Math.Max(MostCompared * times, 4 * top));
        return found;
    }

    // Half of the cells stay free, however many texts share something.
    private void Fit(int count)
    {
        times = Math.Clamp(count / Million, 1, MostTimes);
        var bits = FewestCellBits + int.Log2(times * 2 - 1);
        if (bits <= cellBits) return;
        (cellBits, texts, shares) = (bits, new int[1 << bits], new float[1 << bits]);
    }

    // Rare ones first: where the work allowed is spent, it was spent on what tells most.
    private int ReadTerms(Signature asked, int from, int until, int left)
    {
        for (var gram = from; gram < until; gram++) order[gram - from] = (postings.LengthOf(Signature.SlotOf(asked.Packed[gram])), gram);
        Array.Sort(order, 0, until - from);
        var spent = 0;
        for (var i = 0; i < until - from && spent < left; i++)
            spent += Read(Signature.SlotOf(asked.Packed[order[i].Gram]), asked.Values[order[i].Gram], Math.Min(LongestList * times, left - spent));
        return spent;
    }

    private int Read(uint slot, float share, int most)
    {
        var count = postings.CopyNewest(slot, list.AsSpan(0, most));
        foreach (var text in list.AsSpan(0, count))
        {
            var cell = (int)(text * 0x9E37_79B1 >> 32 - cellBits);
            while (texts[cell] != 0 && texts[cell] != text + 1) cell = (cell + 1) & (texts.Length - 1);
            if (texts[cell] == 0)
            {
                (texts[cell], shares[cell]) = ((int)text + 1, share);
                used.Add(cell);
            }
            else
            {
                shares[cell] += share;
            }
        }

        return count;
    }

    // Those that share most, by levels: exact order costs more than it brings.
    private void Choose(int most)
    {
        var floor = used.Count <= most ? 0 : Floor(most);
        foreach (var cell in used)
            if (floor == 0 || LevelOf(shares[cell]) >= floor) found.Add(texts[cell] - 1);
    }

    private int Floor(int most)
    {
        Span<int> levels = stackalloc int[Levels];
        foreach (var cell in used) levels[LevelOf(shares[cell])]++;
        var (level, above) = (Levels - 1, 0);
        while (level > 0 && above + levels[level] <= most) above += levels[level--];
        return above == 0 ? level : level + 1;
    }

    // Eight levels to a doubling: the upper bits of a float are its logarithm.
    private static int LevelOf(float share) => Math.Clamp((BitConverter.SingleToInt32Bits(share) >> 20) - (127 << 3) + 128, 0, Levels - 1);
}
