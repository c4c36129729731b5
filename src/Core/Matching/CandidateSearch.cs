using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Xinqiao.Core.Matching;

/// <summary>
/// Gathers the texts worth comparing: it adds up what each text shares of at least the sixteen weightiest bigrams, and hands on those that
/// share most for their length. The lists are read side by side, block by block of the collection, so that the sums of a block lie
/// close together and even a list of a million is read in a few milliseconds. The work is bounded whatever is asked: so many bigrams,
/// so many ordinals of their lists, so many texts to compare.
/// </summary>
internal sealed class CandidateSearch(Postings postings, Signatures signatures)
{
    private const int Terms = 16;
    private const int Enough = 32_768; // ordinals, after which no further terms are read

    // Read are a fifth as many ordinals as there are texts: of a smaller collection whole lists, of many millions never more than the most.
    private const int FewestPostings = 131_072, MostPostings = 1_000_000, TextsToAPosting = 5;
    private const int MostCompared = 2_000;
    private const int MostCopies = 1_000;

    private readonly float[] shares = new float[1 << Signatures.BlockBits]; // of the texts of one block
    private readonly (int Length, int Gram)[] order = new (int, int)[Terms];
    private readonly List<(Postings.Reader Reader, float Share)> lists = [];
    private int[] texts = [];
    private float[] ranks = []; // what each shares, over its length
    private int compared, found;
    private float floor; // so many rank higher already

    /// <param name="copies">The list of the texts with the asked digest, among others.</param>
    /// <param name="top">How many are asked for.</param>
    /// <returns>Ordinals, each once, in no order; valid until the next run.</returns>
    public ReadOnlySpan<int> Run(Signature asked, uint? copies, int top)
    {
        (compared, found, floor) = (Math.Max(MostCompared, 4 * top), 0, 0);
        if (texts.Length < 2 * compared) (texts, ranks) = (new int[2 * compared], new float[2 * compared]);
        Open(asked, copies);
        for (var block = signatures.Blocks - 1; block >= 0; block--) Read(block);
        if (found > compared) KeepHighest();
        return texts.AsSpan(0, found);
    }

    // Rare ones first: where the work allowed is spent, it was spent on what tells most.
    private void Open(Signature asked, uint? copies)
    {
        lists.Clear();
        // A copy has an endless share, and stands before everything else.
        if (copies is { } digest) lists.Add((postings.Read(digest, MostCopies), float.PositiveInfinity));
        var most = Math.Clamp(signatures.Count / TextsToAPosting, FewestPostings, MostPostings);
        var read = 0;
        for (var from = 0; from < asked.Count && read < most && (from < Terms || read < Enough); from += Terms)
        {
            var terms = Math.Min(asked.Count - from, Terms);
            for (var i = 0; i < terms; i++) order[i] = (postings.LengthOf(Signature.SlotOf(asked.Packed[from + i])), from + i);
            Array.Sort(order, 0, terms);
            for (var i = 0; i < terms && read < most; i++)
            {
                var (length, gram) = order[i];
                lists.Add((postings.Read(Signature.SlotOf(asked.Packed[gram]), most - read), asked.Values[gram]));
                read += Math.Min(length, most - read);
            }
        }
    }

    private void Read(int block)
    {
        var (first, read) = ((uint)block << Signatures.BlockBits, 0);
        foreach (ref var list in CollectionsMarshal.AsSpan(lists)) read += list.Reader.AddDownTo(first, list.Share, shares);
        if (read == 0) return;
        Rank(block);
        Array.Clear(shares);
    }

    // Nearly all texts of a block share nothing, or too little even for the shortest of them: these are passed over eight at a time.
    private void Rank(int block)
    {
        var (lengths, shortest, first) = (signatures.LengthsOf(block), signatures.ShortestOf(block), block << Signatures.BlockBits);
        var least = Vector256.Create(floor * shortest);
        for (var at = 0; at < shares.Length; at += Vector256<float>.Count)
        {
            var share = Vector256.LoadUnsafe(ref shares[at]);
            if (!Vector256.GreaterThanAny(share, least)) continue;
            var rank = share / Vector256.LoadUnsafe(ref lengths[at]);
            // A forgotten copy, endless over endless, is no number and greater than none.
            for (var higher = Vector256.GreaterThan(rank, Vector256.Create(floor)).ExtractMostSignificantBits(); higher != 0; higher &= higher - 1)
            {
                var lane = BitOperations.TrailingZeroCount(higher);
                (texts[found], ranks[found]) = (first + at + lane, rank[lane]);
                if (++found < texts.Length) continue;
                KeepHighest();
                least = Vector256.Create(floor * shortest);
            }
        }
    }

    // Quickselect: a text that ranks below all that are kept need not be looked at again.
    private void KeepHighest()
    {
        var (from, until) = (0, found - 1);
        while (from < until)
        {
            var middle = ranks[(from + until) >>> 1];
            var (i, j) = (from, until);
            while (i <= j)
            {
                while (ranks[i] > middle) i++;
                while (ranks[j] < middle) j--;
                if (i > j) break;
                (ranks[i], ranks[j]) = (ranks[j], ranks[i]);
                (texts[i], texts[j]) = (texts[j], texts[i]);
                (i, j) = (i + 1, j - 1);
            }

            if (compared <= j + 1) until = j;
            else if (compared >= i) from = i;
            else break;
        }

        found = compared;
        floor = float.PositiveInfinity;
        foreach (var rank in ranks.AsSpan(0, compared)) floor = Math.Min(floor, rank);
    }
}
