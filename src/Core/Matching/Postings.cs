namespace Xinqiao.Core.Matching;

/// <summary>
/// For each slot the ordinals of the texts posted under it, newest first. A list is a chain of chunks that double up to a limit, so
/// that a rare bigram takes few bytes and a frequent one few chunks; all chunks lie in a few large arrays without references.
/// </summary>
internal sealed class Postings(int lists)
{
    private const int SmallestChunk = 2, Doublings = 7; // 2, 4 … 256 ordinals
    private const int BlockBits = 20, BlockSize = 1 << BlockBits;

    private readonly List[] heads = new List[lists];
    private readonly List<uint[]> blocks = [];
    private uint free; // the next free cell; cell 0 is never used, so 0 ends a chain

    public int LengthOf(uint list) => heads[list].Length;

    public void Add(uint list, int ordinal)
    {
        ref var head = ref heads[list];
        var (inChunk, chunk) = Place(head.Length);
        if (inChunk == 0)
        {
            var start = Allocate(1 + (SmallestChunk << chunk));
            blocks[(int)(start >> BlockBits)][start & (BlockSize - 1)] = head.Chunk;
            head.Chunk = start;
        }

        var cell = head.Chunk + 1 + (uint)inChunk;
        blocks[(int)(cell >> BlockBits)][cell & (BlockSize - 1)] = (uint)ordinal;
        head.Length++;
    }

    /// <summary>Copies the newest ordinals of a list, as many as fit.</summary>
    /// <returns>How many there were.</returns>
    public int CopyNewest(uint list, Span<uint> into)
    {
        var head = heads[list];
        var (left, start, copied) = (head.Length, head.Chunk, 0);
        while (left > 0 && copied < into.Length)
        {
            var (last, _) = Place(left - 1);
            var block = blocks[(int)(start >> BlockBits)];
            var at = (int)(start & (BlockSize - 1));
            for (var i = last; i >= 0 && copied < into.Length; i--) into[copied++] = block[at + 1 + i];
            left -= last + 1;
            start = block[at];
        }

        return copied;
    }

    // Where the ordinal with this index lies: its place in its chunk, and how often that chunk was doubled.
    private static (int InChunk, int Chunk) Place(int index)
    {
        const int allSmaller = SmallestChunk * ((1 << Doublings) - 1);
        if (index >= allSmaller) return ((index - allSmaller) & ((SmallestChunk << Doublings) - 1), Doublings);
        var chunk = int.Log2(index / SmallestChunk + 1);
        return (index - SmallestChunk * ((1 << chunk) - 1), chunk);
    }

    private uint Allocate(int cells)
    {
        if (free == 0 || (free & (BlockSize - 1)) + cells > BlockSize)
        {
            free = (uint)blocks.Count << BlockBits;
            blocks.Add(new uint[BlockSize]);
            if (free == 0) free = 1;
        }

        var start = free;
        free += (uint)cells;
        if ((free & (BlockSize - 1)) == 0) free = 0; // full to the last cell: the next one opens a block
        return start;
    }

    private struct List
    {
        public uint Chunk;
        public int Length;
    }
}
