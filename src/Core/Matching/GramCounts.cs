namespace Xinqiao.Core.Matching;

/// <summary>
/// What the texts so far teach about bigrams: in how many each stands, in how many titles, in how many details more than once.
/// The name of an estate stands in the titles and again and again in the details of those who write about it; a turn of phrase
/// of equal rarity does not.
/// </summary>
internal sealed class GramCounts(int slotBits)
{
    // Keeps a bigram that no title has from weighing nothing.
    private const float Unseen = 0.1f;

    private readonly Counts[] counts = new Counts[1 << slotBits];

    public int Texts { get; private set; }

    public int TextsWith(uint slot) => counts[slot].Texts;

    public void Count(GramBag bag)
    {
        Texts++;
        for (var gram = 0; gram < bag.Count; gram++)
        {
            ref var count = ref counts[bag.Slots[gram]];
            count.Texts++;
            if (bag.InTitle(gram)) count.Titles++;
            if (bag.IsRepeated(gram)) count.Repeats++;
        }
    }

    /// <summary>How much it says that two texts share this bigram. Positive.</summary>
    public float Weight(uint slot)
    {
        ref readonly var count = ref counts[slot];
        var rarity = MathF.Log(1 + (Texts + 1f) / (count.Texts + 1));
        return rarity * MathF.Sqrt((count.Titles + Unseen) * (count.Repeats + Unseen)) / (count.Texts + 1);
    }

    private struct Counts
    {
        public int Texts, Titles, Repeats;
    }
}
