using System.Buffers;
using System.Text.Unicode;

namespace Xinqiao.Core.Ledger;

/// <summary>
/// Writes canonical JSON, and bytes before and after it, into one run of memory that starts on the caller's stack and moves to
/// pooled arrays as it grows. Pooled arrays are cleared when returned: they held what petitioners wrote.
/// </summary>
internal ref struct CanonicalWriter(Span<byte> initial)
{
    // RFC 8785 section 3.2.2.2: only these are escaped.
    private static readonly SearchValues<char> Escaped = SearchValues.Create(
        ['"', '\\', .. Enumerable.Range(0, 0x20).Select(c => (char)c)]);

    private Span<byte> buffer = initial;
    private byte[]? rented;
    private int length;
    private string? key;

    public readonly ReadOnlySpan<byte> Written => buffer[..length];

    public void Raw(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Free(bytes.Length));
        length += bytes.Length;
    }

    public void Value(in CanonicalValue value) => Value(value, CanonicalJson.MaxDepth);

    public void Text(ReadOnlySpan<char> text)
    {
        Byte('"');
        for (int stop; (stop = text.IndexOfAny(Escaped)) >= 0; text = text[(stop + 1)..])
        {
            Plain(text[..stop]);
            Escape(text[stop]);
        }

        Plain(text);
        Byte('"');
    }

    public readonly void Dispose()
    {
        if (rented is not null) ArrayPool<byte>.Shared.Return(rented, clearArray: true);
    }

    private void Value(in CanonicalValue value, int depth)
    {
        switch (value.Kind)
        {
            case CanonicalKind.Text: Text(value.Text); break;
            case CanonicalKind.Number: Number(value.Number); break;
            case CanonicalKind.Flag: Raw(value.Flag ? "true"u8 : "false"u8); break;
            case CanonicalKind.Object: Members(value.Object, Deeper(depth)); break;
            case CanonicalKind.Array: Items(value.Items, Deeper(depth)); break;
            case CanonicalKind.None: throw Refused("no value; null is not written");
            default: throw Refused($"unknown kind {value.Kind}");
        }
    }

    private void Members(CanonicalObject value, int depth)
    {
        Byte('{');
        for (var i = 0; i < value.Count; i++)
        {
            if (i > 0) Byte(',');
            key = value.Keys[i];
            Text(key);
            Byte(':');
            Value(value.Values[i], depth);
        }

        Byte('}');
    }

    private void Items(ReadOnlySpan<CanonicalValue> items, int depth)
    {
        Byte('[');
        for (var i = 0; i < items.Length; i++)
        {
            if (i > 0) Byte(',');
            Value(items[i], depth);
        }

        Byte(']');
    }

    private void Number(long number)
    {
        if (number is > CanonicalValue.LargestNumber or < -CanonicalValue.LargestNumber)
            throw Refused($"{number} is beyond ±(2^53 − 1)");
        number.TryFormat(Free(20), out var written);
        length += written;
    }

    private void Plain(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty) return;
        if (text.Length > CanonicalJson.MaxBytes) throw Refused($"longer than {CanonicalJson.MaxBytes} bytes");
        var status = Utf8.FromUtf16(text, Free(text.Length * 3), out var read, out var written, replaceInvalidSequences: false);
        if (status != OperationStatus.Done) throw Refused($"lone surrogate U+{(int)text[read]:X4}");
        length += written;
    }

    private void Escape(char c)
    {
        switch (c)
        {
            case '"': Raw("\\\""u8); break;
            case '\\': Raw("\\\\"u8); break;
            case '\b': Raw("\\b"u8); break;
            case '\t': Raw("\\t"u8); break;
            case '\n': Raw("\\n"u8); break;
            case '\f': Raw("\\f"u8); break;
            case '\r': Raw("\\r"u8); break;
            default:
                Raw("\\u00"u8);
                Byte((char)('0' + (c >> 4)));
                Byte("0123456789abcdef"[c & 0xf]);
                break;
        }
    }

    private void Byte(char c)
    {
        Free(1)[0] = (byte)c;
        length++;
    }

    private readonly int Deeper(int depth) =>
        depth > 0 ? depth - 1 : throw Refused($"nested deeper than {CanonicalJson.MaxDepth}");

    private Span<byte> Free(int count)
    {
        if (buffer.Length - length < count) Grow(count);
        return buffer[length..];
    }

    private void Grow(int count)
    {
        if (length + (long)count > 3L * CanonicalJson.MaxBytes) throw Refused($"longer than {CanonicalJson.MaxBytes} bytes");
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(length + count, 2 * buffer.Length));
        Written.CopyTo(larger);
        Dispose();
        buffer = rented = larger;
    }

    private readonly LedgerFormatException Refused(string why) =>
        new(key is null ? $"canonical JSON: {why}" : $"canonical JSON: \"{key}\": {why}");
}
