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

    /// <summary>Stands before the newest ordinal of a list.</summary>
    /// <param name="most">Older ordinals than so many are not read.</param>
    public Reader Read(uint list, int most) => new(this, heads[list], most);

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

    /// <summary>Reads a list back from its newest ordinal, piece by piece.</summary>
    public struct Reader
    {
        private readonly Postings postings;
        private uint[] block = [];
        private uint next;
        private int at, inChunk, unread, left;

        internal Reader(Postings postings, List list, int most)
        {
            this.postings = postings;
            (next, unread, left) = (list.Chunk, list.Length, Math.Min(list.Length, most));
        }

        /// <summary>Adds a number to the cell of each ordinal down to the first one that has a cell; older ones wait for the next call.</summary>
        /// <returns>How many there were.</returns>
        public int AddDownTo(uint first, float number, float[] cells)
        {
            var before = left;
            while (left > 0)
            {
                if (inChunk == 0) OpenChunk();
                var wanted = Math.Min(inChunk, left);
                var piece = block.AsSpan(at + 1 + inChunk - wanted, wanted);
                var i = piece.Length - 1;
                for (; i >= 0 && piece[i] >= first; i--) cells[piece[i] - first] += number;
                var read = piece.Length - 1 - i;
                (inChunk, unread, left) = (inChunk - read, unread - read, left - read);
                if (i >= 0) break;
            }

            return before - left;
        }

        private void OpenChunk()
        {
            inChunk = Place(unread - 1).InChunk + 1;
            (block, at) = (postings.blocks[(int)(next >> BlockBits)], (int)(next & (BlockSize - 1)));
            next = block[at];
        }
    }

    internal struct List
    {
        public uint Chunk;
        public int Length;
    }
}
