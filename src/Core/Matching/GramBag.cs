namespace Xinqiao.Core.Matching;

/// <summary>
/// The bigrams of one text with how much each says about it there. Reused from text to text: a bag holds no text, only hashed
/// bigrams, and only the last one's.
/// </summary>
internal sealed class GramBag
{
    /// <summary>A longer title or detail is compared by its beginning; what is asked stands early, and the work stays bounded.</summary>
    public const int LongestTitle = 256, LongestDetail = 3_000;

    private const int TitleWeight = 3, PlaceWeight = 3;
    private const int Cells = 8_192; // a power of two, more than twice the grams of the longest text
    private const float Saturation = 3;
    private const byte Title = 1, Once = 2, Again = 4;

    private readonly int slotBits;
    private readonly char[] folded = new char[LongestDetail];
    private readonly int[] cells = new int[Cells]; // one more than the index of the gram; 0 where the cell is free
    private readonly int[] cellOf = new int[LongestTitle + LongestDetail];
    private readonly uint[] slots = new uint[LongestTitle + LongestDetail];
    private readonly float[] amounts = new float[LongestTitle + LongestDetail];
    private readonly byte[] seen = new byte[LongestTitle + LongestDetail];

    /// <param name="slotBits">A bigram is known by so many bits of its hash.</param>
    public GramBag(int slotBits) => this.slotBits = slotBits;

    public static uint SlotOf(char first, char second, int slotBits) => (((uint)first << 16 | second) * 0x9E37_79B1) >> 32 - slotBits;

    /// <summary>How many different bigrams the text has.</summary>
    public int Count { get; private set; }

    public ReadOnlySpan<uint> Slots => slots.AsSpan(0, Count);

    /// <summary>Whether the title has it.</summary>
    public bool InTitle(int gram) => (seen[gram] & Title) != 0;

    /// <summary>Whether the detail has it more than once.</summary>
    public bool IsRepeated(int gram) => (seen[gram] & Again) != 0;

    /// <summary>How much the text speaks of it: more in the title, more in a name, and each further time adds less. Below 4.</summary>
    public float Emphasis(int gram) => amounts[gram] * (Saturation + 1) / (amounts[gram] + Saturation);

    public void Read(in MatterText text)
    {
        for (var gram = 0; gram < Count; gram++) cells[cellOf[gram]] = 0;
        Count = 0;
        Read(text.Title, LongestTitle, isTitle: true);
        Read(text.Detail, LongestDetail, isTitle: false);
    }

    // From the back, so that the ending of a name is known before the name.
    private void Read(ReadOnlySpan<char> text, int longest, bool isTitle)
    {
        var length = FoldedText.Fold(text, folded.AsSpan(0, longest));
        var amount = isTitle ? TitleWeight : 1;
        var nowhere = length + PlaceWords.Reach;
        var ending = nowhere;
        for (var i = length - 1; i > 0; i--)
        {
            var (first, second) = (folded[i - 1], folded[i]);
            if (second == FoldedText.Break) ending = nowhere;
            else if (PlaceWords.Ends(second)) ending = i;
            if (first == FoldedText.Break || second == FoldedText.Break) continue;
            Add(SlotOf(first, second, slotBits), ending - i <= PlaceWords.Reach ? amount * PlaceWeight : amount, isTitle);
        }
    }

    private void Add(uint slot, int amount, bool isTitle)
    {
        var cell = (int)(slot * 0x85EB_CA6B >> 19);
        for (; cells[cell] != 0; cell = (cell + 1) & (Cells - 1))
        {
            var gram = cells[cell] - 1;
            if (slots[gram] != slot) continue;
            amounts[gram] += amount;
            seen[gram] |= isTitle ? Title : (byte)((seen[gram] & Once) << 1 | Once);
            return;
        }

        cells[cell] = Count + 1;
        cellOf[Count] = cell;
        slots[Count] = slot;
        amounts[Count] = amount;
        seen[Count++] = isTitle ? Title : Once;
    }
}
