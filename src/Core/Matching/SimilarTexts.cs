namespace Xinqiao.Core.Matching;

/// <param name="Text">The ordinal of the text, in the order of adding.</param>
/// <param name="Score">Between 0 and 1; 1 for a copy.</param>
public readonly record struct Neighbour(int Text, float Score);

/// <summary>
/// Answers which texts are about the same matter as one, among millions, in milliseconds. A text is kept as its weightiest bigrams;
/// it is found through the weightiest of the asked one, and ranked by the cosine of both. A text that was added is found by the
/// next question.
/// <para>One caller at a time: nothing in here waits or locks.</para>
/// </summary>
public sealed class SimilarTexts
{
    private const int DefaultSlotBits = 22, DigestBits = 20;
    private const int FirstReweighing = 1_024;

    private readonly int slotBits;
    private readonly GramBag bag;
    private readonly GramCounts counts;
    private readonly Signatures signatures = new();
    private readonly Postings postings;
    private readonly CandidateSearch search;
    private readonly Signature asked;
    private int reweighAt = FirstReweighing;

    /// <param name="slotBits">Bigrams are told apart by so many bits, at most 22; fewer take less memory, for small collections.</param>
    public SimilarTexts(int slotBits = DefaultSlotBits)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(slotBits, 8);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(slotBits, Signature.LargestSlotBits);
        this.slotBits = slotBits;
        bag = new GramBag(slotBits);
        counts = new GramCounts(slotBits);
        postings = new Postings((1 << slotBits) + (1 << DigestBits));
        asked = new Signature();
        search = new CandidateSearch(postings, signatures);
    }

    public int Count => signatures.Count;

    /// <summary>All texts are counted first and added afterwards, so that each is weighed by all the others.</summary>
    public static SimilarTexts Of(IReadOnlyCollection<MatterText> texts, int slotBits = DefaultSlotBits)
    {
        var index = new SimilarTexts(slotBits);
        foreach (var text in texts)
        {
            index.bag.Read(text);
            index.counts.Count(index.bag);
        }

        foreach (var text in texts) index.Keep(text, isCounted: true);
        return index;
    }

    /// <returns>Its ordinal.</returns>
    public int Add(in MatterText text) => Keep(text, isCounted: false);

    private int Keep(in MatterText text, bool isCounted)
    {
        bag.Read(text);
        if (!isCounted) counts.Count(bag);
        asked.Take(bag, counts, FoldedText.Digest(text));
        var ordinal = signatures.Add(asked);
        foreach (var gram in asked.Packed[..Math.Min(asked.Count, Signature.LongestPosted)]) postings.Add(Signature.SlotOf(gram), ordinal);
        if (asked.Digest != 0) postings.Add(ListOf(asked.Digest), ordinal);
        if (!isCounted && Count == reweighAt) Reweigh();
        return ordinal;
    }

    /// <summary>No question finds this text any more. Its ordinal stays taken.</summary>
    public void Forget(int ordinal) => signatures.Forget(ordinal);

    /// <summary>The texts most like this one, best first; fewer where no more share anything weighty with it.</summary>
    public IReadOnlyList<Neighbour> Find(in MatterText text, int top)
    {
        bag.Read(text);
        asked.Take(bag, counts, FoldedText.Digest(text));
        return Find(top, except: -1);
    }

    /// <summary>The texts most like one that was added, without itself.</summary>
    public IReadOnlyList<Neighbour> FindLike(int ordinal, int top)
    {
        signatures.Read(ordinal, asked, counts);
        return Find(top, ordinal);
    }

    /// <summary>How alike two texts are that were added.</summary>
    public float Score(int one, int other)
    {
        signatures.Read(one, asked, counts);
        asked.Prepare();
        return signatures.Score(asked, other);
    }

    /// <summary>The phrases of one text that another has too, those that tell most first: what an officer is shown as the reason.</summary>
    public IReadOnlyList<SharedPhrase> Explain(in MatterText one, in MatterText other, int most) =>
        new SharedPhrases(other, counts, slotBits).With(one, most);

    /// <summary>Measured against every text: what <see cref="Find(in MatterText, int)"/> approaches.</summary>
    public IReadOnlyList<Neighbour> FindExactly(in MatterText text, int top)
    {
        bag.Read(text);
        asked.Take(bag, counts, FoldedText.Digest(text));
        var best = new Best(top);
        asked.Prepare();
        for (var i = 0; i < Count; i++) best.Offer(i, signatures.Score(asked, i));
        return best.Sorted();
    }

    private IReadOnlyList<Neighbour> Find(int top, int except)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(top);
        var best = new Best(top);
        asked.Prepare();
        foreach (var candidate in search.Run(asked, asked.Digest == 0 ? null : ListOf(asked.Digest), top))
            if (candidate != except) best.Offer(candidate, signatures.Score(asked, candidate));
        return best.Sorted();
    }

    // What weighs much changes as texts come; a kept length belongs to the weights of its day.
    private void Reweigh()
    {
        signatures.Reweigh(counts);
        reweighAt = Count * 2;
    }

    private uint ListOf(ulong digest) => (1u << slotBits) + (uint)(digest >> 64 - DigestBits);
}
