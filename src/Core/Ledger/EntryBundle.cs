using System.Buffers.Binary;

namespace Xinqiao.Core.Ledger;

/// <summary>The entries below one tile of level 0 (C2SP tlog-tiles): each with its length in front, two bytes big-endian.</summary>
public static class EntryBundle
{
    /// <exception cref="ArgumentException">More than 256 entries, or one longer than 65,535 bytes.</exception>
    public static byte[] Encode(IReadOnlyList<ReadOnlyMemory<byte>> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        if (entries.Count > Tile.FullWidth)
            throw new ArgumentException($"{entries.Count} entries; a bundle holds {Tile.FullWidth}", nameof(entries));
        var bundle = new byte[entries.Sum(entry => sizeof(ushort) + entry.Length)];
        var place = 0;
        foreach (var entry in entries)
        {
            if (entry.Length > ushort.MaxValue)
                throw new ArgumentException($"an entry of {entry.Length} bytes; at most {ushort.MaxValue} are possible", nameof(entries));
            BinaryPrimitives.WriteUInt16BigEndian(bundle.AsSpan(place), (ushort)entry.Length);
            entry.Span.CopyTo(bundle.AsSpan(place + sizeof(ushort)));
            place += sizeof(ushort) + entry.Length;
        }

        return bundle;
    }

    /// <param name="bundle">The bytes of the bundle.</param>
    /// <param name="width">How many entries its path promises, 1 to 256.</param>
    /// <returns>The entries, as views of the bundle.</returns>
    /// <exception cref="LedgerFormatException">The bundle is cut short, or holds fewer or more entries.</exception>
    public static IReadOnlyList<ReadOnlyMemory<byte>> Decode(ReadOnlyMemory<byte> bundle, int width)
    {
        var entries = new List<ReadOnlyMemory<byte>>(width);
        var place = 0;
        while (place < bundle.Length)
        {
            if (entries.Count == width) throw new LedgerFormatException($"entry bundle: more than {width} entries, from byte {place}");
            var start = place + sizeof(ushort);
            var end = start <= bundle.Length ? start + BinaryPrimitives.ReadUInt16BigEndian(bundle.Span[place..]) : start;
            if (end > bundle.Length)
            {
                throw new LedgerFormatException(
                    $"entry bundle: entry {entries.Count} at byte {place} is cut short, {bundle.Length} bytes in all");
            }

            entries.Add(bundle[start..end]);
            place = end;
        }

        return entries.Count == width
            ? entries
            : throw new LedgerFormatException($"entry bundle: {entries.Count} entries instead of {width}");
    }
}
