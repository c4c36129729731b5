namespace Xinqiao.Core.Matching;

/// <summary>What is kept of each text: its weightiest bigrams, their length as a vector, and a digest of the whole text.</summary>
internal sealed class Signatures
{
    private const int BlockBits = 14, BlockSize = 1 << BlockBits;
    private const float BelowCopy = 0.9999f;

    private readonly List<Block> blocks = [];

    public int Count { get; private set; }

    /// <returns>The ordinal of the text.</returns>
    public int Add(Signature signature)
    {
        if (Count >> BlockBits == blocks.Count) blocks.Add(new Block());
        var (block, at) = (blocks[Count >> BlockBits], Count & (BlockSize - 1));
        signature.Packed.CopyTo(block.Grams.AsSpan(at * Signature.Longest));
        block.Heads[at] = new(signature.Digest, signature.Length, signature.Count);
        return Count++;
    }

    /// <summary>Nothing is kept of this text: it is like no other.</summary>
    public void Forget(int ordinal)
    {
        var (block, at) = (blocks[ordinal >> BlockBits], ordinal & (BlockSize - 1));
        block.GramsOf(at).Clear();
        block.Heads[at] = default;
    }

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
        return product == 0 ? 0 : Math.Min(product / (asked.Length * head.Length), BelowCopy);
    }

    /// <summary>Reckons all lengths anew, after the weights have changed.</summary>
    public void Reweigh(GramCounts counts)
    {
        for (var ordinal = 0; ordinal < Count; ordinal++)
        {
            var (block, at) = (blocks[ordinal >> BlockBits], ordinal & (BlockSize - 1));
            block.Heads[at] = block.Heads[at] with { Length = Signature.LengthOf(block.GramsOf(at), counts) };
        }
    }

    private readonly record struct Head(ulong Digest, float Length, int Count);

    private sealed class Block
    {
        public readonly uint[] Grams = new uint[BlockSize * Signature.Longest];
        public readonly Head[] Heads = new Head[BlockSize];

        public Span<uint> GramsOf(int at) => Grams.AsSpan(at * Signature.Longest, Heads[at].Count);
    }
}
