namespace Xinqiao.Core.Matching;

/// <summary>
/// The weightiest bigrams of one text, weightiest first, made ready to be compared with many kept ones. A kept bigram is packed into
/// 32 bits: its slot, and in the lower 10 how much the text speaks of it.
/// </summary>
internal sealed class Signature
{
    /// <summary>So many bigrams of a text are kept; under the first ones it is posted.</summary>
    public const int Longest = 64, LongestPosted = 32;

    public const int EmphasisBits = 10, LargestSlotBits = 32 - EmphasisBits;

    private const float Steps = (1 << EmphasisBits) / 4f; // an emphasis is below 4

    // Twice as many cells as bigrams at least, so that a probe ends soon.
    private const int Cells = 256, Sieve = 1 << 16;

    private float[] ranks = new float[512];
    private uint[] packed = new uint[512];
    private readonly float[] values = new float[Longest];
    private readonly uint[] cellSlots = new uint[Cells];
    private readonly float[] cellValues = new float[Cells];
    private readonly ulong[] sieve = new ulong[Sieve / 64];

    public int Count { get; private set; }
    public ulong Digest { get; private set; }
    public float Length { get; private set; }
    public ReadOnlySpan<uint> Packed => packed.AsSpan(0, Count);

    public static uint SlotOf(uint packed) => packed >> EmphasisBits;

    public static float EmphasisOf(uint packed) => (packed & ((1 << EmphasisBits) - 1)) / Steps;

    /// <summary>How much a shared bigram adds to the product: what this text has of it.</summary>
    public ReadOnlySpan<float> Values => values.AsSpan(0, Count);

    /// <summary>Takes the weightiest bigrams of a text.</summary>
    public void Take(GramBag bag, GramCounts counts, ulong digest)
    {
        Digest = digest;
        if (ranks.Length < bag.Count) (ranks, packed) = (new float[bag.Count * 2], new uint[bag.Count * 2]);
        for (var gram = 0; gram < bag.Count; gram++)
        {
            var (slot, emphasis) = (bag.Slots[gram], bag.Emphasis(gram));
            ranks[gram] = -emphasis * counts.Weight(slot);
            packed[gram] = slot << EmphasisBits | Math.Max(1, (uint)(emphasis * Steps));
        }

        Count = Math.Min(bag.Count, Longest);
        MoveLeastToFront(bag.Count, Count);
        Array.Sort(ranks, packed, 0, Count);
        Weigh(counts);
    }

    // Quickselect: most bigrams of a long text are not kept, and need no order.
    private void MoveLeastToFront(int count, int keep)
    {
        var (from, until) = (0, count - 1);
        while (from < until)
        {
            var middle = ranks[(from + until) >>> 1];
            var (i, j) = (from, until);
            while (i <= j)
            {
                while (ranks[i] < middle) i++;
                while (ranks[j] > middle) j--;
                if (i > j) break;
                (ranks[i], ranks[j]) = (ranks[j], ranks[i]);
                (packed[i], packed[j]) = (packed[j], packed[i]);
                (i, j) = (i + 1, j - 1);
            }

            if (keep <= j + 1) until = j;
            else if (keep >= i) from = i;
            else return;
        }
    }

    /// <summary>Takes what was kept of a text.</summary>
    public void Take(ReadOnlySpan<uint> kept, GramCounts counts, ulong digest)
    {
        (Count, Digest) = (kept.Length, digest);
        kept.CopyTo(packed);
        Weigh(counts);
    }

    public static float LengthOf(ReadOnlySpan<uint> kept, GramCounts counts)
    {
        var squares = 0f;
        foreach (var gram in kept)
        {
            var part = EmphasisOf(gram) * counts.Weight(SlotOf(gram));
            squares += part * part;
        }

        return MathF.Sqrt(squares);
    }

    /// <summary>Makes ready for <see cref="Product"/>.</summary>
    public void Prepare()
    {
        Array.Clear(sieve);
        Array.Clear(cellValues);
        for (var gram = 0; gram < Count; gram++)
        {
            var slot = SlotOf(packed[gram]);
            sieve[(slot & (Sieve - 1)) >> 6] |= 1ul << (int)(slot & 63);
            var cell = slot & (Cells - 1);
            while (cellValues[cell] != 0) cell = (cell + 1) & (Cells - 1);
            (cellSlots[cell], cellValues[cell]) = (slot, values[gram]);
        }
    }

    /// <summary>The product of this text and a kept one. Nearly all bigrams of a candidate fall through the sieve.</summary>
    public float Product(ReadOnlySpan<uint> kept)
    {
        var product = 0f;
        foreach (var gram in kept)
        {
            var slot = SlotOf(gram);
            if ((sieve[(slot & (Sieve - 1)) >> 6] >> (int)(slot & 63) & 1) == 0) continue;
            for (var cell = slot & (Cells - 1); cellValues[cell] != 0; cell = (cell + 1) & (Cells - 1))
            {
                if (cellSlots[cell] != slot) continue;
                product += cellValues[cell] * EmphasisOf(gram);
                break;
            }
        }

        return product;
    }

    private void Weigh(GramCounts counts)
    {
        var squares = 0f;
        for (var gram = 0; gram < Count; gram++)
        {
            var weight = counts.Weight(SlotOf(packed[gram]));
            var part = EmphasisOf(packed[gram]) * weight;
            values[gram] = part * weight;
            squares += part * part;
        }

        Length = MathF.Sqrt(squares);
    }
}
