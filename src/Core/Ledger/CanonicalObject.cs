using System.Collections;

namespace Xinqiao.Core.Ledger;

/// <summary>
/// An object of our subset of RFC 8785. Its members are kept in canonical order, by the UTF-16 code units of their keys
/// (section 3.2.3), so writing sorts nothing; adding them in that order costs nothing either.
/// </summary>
/// <example><code>new CanonicalObject { { "at", 1795400000 }, { "k", "reg" } }</code></example>
public sealed class CanonicalObject : IEnumerable<KeyValuePair<string, CanonicalValue>>
{
    private string[] keys;
    private CanonicalValue[] values;

    public CanonicalObject() : this(8) { }

    /// <param name="capacity">How many members are expected; more are accepted.</param>
    public CanonicalObject(int capacity)
    {
        keys = new string[capacity];
        values = new CanonicalValue[capacity];
    }

    public int Count { get; private set; }

    internal ReadOnlySpan<string> Keys => keys.AsSpan(0, Count);

    internal ReadOnlySpan<CanonicalValue> Values => values.AsSpan(0, Count);

    /// <exception cref="LedgerFormatException">There is no such member.</exception>
    public CanonicalValue this[string key] =>
        TryGet(key, out var value) ? value : throw new LedgerFormatException($"canonical JSON: no member \"{key}\"");

    /// <summary>Adds a member.</summary>
    /// <exception cref="LedgerFormatException">The key is there already (RFC 8785 section 3.1), or the value is missing.</exception>
    public CanonicalObject Add(string key, CanonicalValue value)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (value.Kind == CanonicalKind.None)
            throw new LedgerFormatException($"canonical JSON: \"{key}\" has no value; null is not written, leave the member out");
        var place = Count == 0 || string.CompareOrdinal(keys[Count - 1], key) < 0 ? Count : ~Find(key);
        if (place < 0) throw new LedgerFormatException($"canonical JSON: duplicate key \"{key}\"");
        Insert(place, key, value);
        return this;
    }

    public bool TryGet(string key, out CanonicalValue value)
    {
        var place = Find(key);
        value = place < 0 ? default : values[place];
        return place >= 0;
    }

    /// <summary>The canonical UTF-8 bytes: what is hashed.</summary>
    public byte[] ToUtf8() => CanonicalJson.ToUtf8(this);

    /// <summary>The canonical text: what is stored.</summary>
    public override string ToString() => CanonicalJson.ToText(this);

    public IEnumerator<KeyValuePair<string, CanonicalValue>> GetEnumerator()
    {
        for (var i = 0; i < Count; i++) yield return new(keys[i], values[i]);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private int Find(string key) => Array.BinarySearch(keys, 0, Count, key, StringComparer.Ordinal);

    private void Insert(int place, string key, CanonicalValue value)
    {
        if (Count == keys.Length)
        {
            Array.Resize(ref keys, Math.Max(4, 2 * Count));
            Array.Resize(ref values, keys.Length);
        }

        if (place < Count)
        {
            Array.Copy(keys, place, keys, place + 1, Count - place);
            Array.Copy(values, place, values, place + 1, Count - place);
        }

        keys[place] = key;
        values[place] = value;
        Count++;
    }
}
