using System.Runtime.InteropServices;

namespace Xinqiao.Core.Matching;

/// <summary>A character n-gram of a text, by its hash, and how often it occurs there.</summary>
public readonly record struct Gram(uint Hash, int Count);

/// <summary>
/// A text as the classifier reads it: single characters and pairs of neighbours, blanks left out, full width as half width, capitals as small
/// letters, and every run of digits as one zero, so that no telephone or house number becomes a feature. The buffers are used again
/// for the next text: one reader serves one thread.
/// </summary>
public sealed class Features
{
    /// <summary>The longest n-gram, in UTF-16 units.</summary>
    public const int LongestGram = 2;

    /// <summary>So much of a text is read, in UTF-16 units; a petition says its matter long before.</summary>
    public const int LongestText = 20_000;

    private readonly char[] units = new char[LongestText];
    private readonly int[] origins = new int[LongestText];
    private readonly List<Gram> grams = [];
    private int[] slots = new int[256];

    /// <summary>The text as it was read last.</summary>
    internal ReadOnlySpan<char> Units => units.AsSpan(0, Length);

    /// <summary>Where each unit of <see cref="Units"/> stands in the text itself.</summary>
    internal ReadOnlySpan<int> Origins => origins.AsSpan(0, Length);

    private int Length { get; set; }

    /// <summary>The n-grams in the order of their first occurrence; valid until the next text is read.</summary>
    public ReadOnlySpan<Gram> Read(string? text)
    {
        Length = Normalise(text.AsSpan());
        grams.Clear();
        var size = 256;
        while (size < 2 * LongestGram * Length) size *= 2;
        if (slots.Length < size) slots = new int[size];
        var table = slots.AsSpan(0, size);
        table.Clear();
        for (var start = 0; start < Length; start++)
        {
            var hash = Start;
            var longest = Math.Min(LongestGram, Length - start);
            for (var length = 1; length <= longest; length++)
            {
                hash = Extend(hash, units[start + length - 1]);
                Add(table, Fold(hash));
            }
        }

        return CollectionsMarshal.AsSpan(grams);
    }

    /// <summary>The hash of one n-gram of <see cref="Units"/>.</summary>
    internal static uint HashOf(ReadOnlySpan<char> gram)
    {
        var hash = Start;
        foreach (var unit in gram) hash = Extend(hash, unit);
        return Fold(hash);
    }

    private const ulong Start = 0xCBF29CE484222325;

    private static ulong Extend(ulong hash, char unit)
    {
        hash = (hash ^ unit) * 0x9E3779B97F4A7C15;
        return hash ^ (hash >> 29);
    }

    private static uint Fold(ulong hash) => (uint)((hash * 0xD6E8FEB86659FD93) >> 32);

    private void Add(Span<int> table, uint hash)
    {
        var slot = (int)(hash & (uint)(table.Length - 1));
        for (; table[slot] is var entry and not 0; slot = (slot + 1) & (table.Length - 1))
        {
            ref var gram = ref CollectionsMarshal.AsSpan(grams)[entry - 1];
            if (gram.Hash != hash) continue;
            gram = gram with { Count = gram.Count + 1 };
            return;
        }

        grams.Add(new Gram(hash, 1));
        table[slot] = grams.Count;
    }

    private int Normalise(ReadOnlySpan<char> text)
    {
        var length = 0;
        for (var i = 0; i < text.Length && length < LongestText; i++)
        {
            var unit = text[i];
            if (unit is >= '\uFF01' and <= '\uFF5E') unit = (char)(unit - 0xFEE0);
            if (char.IsWhiteSpace(unit)) continue;
            if (char.IsAsciiDigit(unit))
            {
                unit = '0';
                if (length > 0 && units[length - 1] == unit) continue;
            }

            (units[length], origins[length]) = (char.ToLowerInvariant(unit), i);
            length++;
        }

        return length;
    }
}
