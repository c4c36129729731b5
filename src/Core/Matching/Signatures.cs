namespace Xinqiao.Core.Matching;

/// <summary>What is kept of each text: its weightiest bigrams, their length as a vector, and a digest of the whole text.</summary>
internal sealed class Signatures
{
    /// <summary>So many texts lie together, as bits.</summary>
    public const int BlockBits = 14;

    private const int BlockSize = 1 << BlockBits;
    private const float BelowCopy = 0.9999f;

    private readonly List<Block> blocks = [];

    public int Count { get; private set; }
    public int Blocks => blocks.Count;

    /// <returns>The ordinal of the text.</returns>
    public int Add(Signature signature)
    {
        if (Count >> BlockBits == blocks.Count) blocks.Add(new Block());
        var (block, at) = (blocks[Count >> BlockBits], Count & (BlockSize - 1));
        signature.Packed.CopyTo(block.Grams.AsSpan(at * Signature.Longest));
        block.Heads[at] = new(signature.Digest, signature.Count);
        block.Lengths[at] = signature.Length;
        if (signature.Count > 0) block.Shortest = Math.Min(block.Shortest, signature.Length);
        return Count++;
    }

    /// <summary>Nothing is kept of this text: it is like no other.</summary>
    public void Forget(int ordinal)
    {
        var (block, at) = (blocks[ordinal >> BlockBits], ordinal & (BlockSize - 1));
        block.GramsOf(at).Clear();
        block.Heads[at] = default;
        block.Lengths[at] = float.PositiveInfinity;
    }

    /// <summary>The lengths of the texts of a block; endless for a forgotten one: whatever it shares is nothing for its length.</summary>
    public float[] LengthsOf(int block) => blocks[block].Lengths;

    /// <summary>No text of the block that has a bigram is shorter.</summary>
    public float ShortestOf(int block) => blocks[block].Shortest;

    public void Read(int ordinal, Signature into, GramCounts counts)
    {
        var (block, at) = (blocks[ordinal >> BlockBits], ordinal & (BlockSize - 1));
        into.Take(block.GramsOf(at), counts, block.Heads[at].Digest);
    }

    /// <summary>Between 0 and 1; 1 for a copy.</summary>
    public float Score(Signature asked, int ordinal)
    {
        var (block, at) = (blocks[ordinal >> BlockBits], ordinal & (BlockSize - 1));
        ref readonly var head = ref block.Heads[at];
        if (asked.Digest != 0 && asked.Digest == head.Digest) return 1;
        var product = asked.Product(block.GramsOf(at));
        // A little less than a copy, whatever rounding and weights of another day make of it.
        return product == 0 ? 0 : Math.Min(product / (asked.Length * block.Lengths[at]), BelowCopy);
    }

    /// <summary>Reckons all lengths anew, after the weights have changed.</summary>
    public void Reweigh(GramCounts counts)
    {
        foreach (var block in blocks)
        {
            block.Shortest = float.MaxValue;
            for (var at = 0; at < BlockSize; at++)
            {
                if (block.Heads[at].Count == 0) continue;
                block.Lengths[at] = Signature.LengthOf(block.GramsOf(at), counts);
                block.Shortest = Math.Min(block.Shortest, block.Lengths[at]);
            }
        }
    }

    private readonly record struct Head(ulong Digest, int Count);

    private sealed class Block
    {
        public readonly uint[] Grams = new uint[BlockSize * Signature.Longest];
        public readonly Head[] Heads = new Head[BlockSize];
        public readonly float[] Lengths = new float[BlockSize];
        public float Shortest = float.MaxValue;

        public Span<uint> GramsOf(int at) => Grams.AsSpan(at * Signature.Longest, Heads[at].Count);
    }
}
