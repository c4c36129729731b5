using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Xinqiao.Core.Ledger;

/// <summary>
/// The subset of RFC 8785 (JSON Canonicalization Scheme) in which events are hashed and stored: objects, arrays, text, booleans
/// and integers up to 2^53 − 1. Fractions, null, duplicate keys and lone surrogates are refused. Text is never normalised.
/// </summary>
public static class CanonicalJson
{
    /// <summary>The longest document written or read, in bytes of UTF-8.</summary>
    public const int MaxBytes = 16 * 1024 * 1024;

    /// <summary>How deep objects and arrays may nest.</summary>
    public const int MaxDepth = 32;

    private const int StackBytes = 1024;

    private static readonly JsonReaderOptions Strictly = new() { MaxDepth = MaxDepth };

    /// <summary>The canonical bytes of a value.</summary>
    /// <exception cref="LedgerFormatException">A value that cannot be written; the message names its key.</exception>
    public static byte[] ToUtf8(in CanonicalValue value)
    {
        var writer = new CanonicalWriter(stackalloc byte[StackBytes]);
        try
        {
            writer.Value(value);
            return Bounded(writer.Written).ToArray();
        }
        finally
        {
            writer.Dispose();
        }
    }

    /// <summary>The canonical text of a value.</summary>
    /// <exception cref="LedgerFormatException">A value that cannot be written; the message names its key.</exception>
    public static string ToText(in CanonicalValue value)
    {
        var writer = new CanonicalWriter(stackalloc byte[StackBytes]);
        try
        {
            writer.Value(value);
            return Encoding.UTF8.GetString(Bounded(writer.Written));
        }
        finally
        {
            writer.Dispose();
        }
    }

    /// <summary>Reads JSON of our subset, in any spelling.</summary>
    /// <exception cref="LedgerFormatException">It is not JSON, or holds what the subset excludes.</exception>
    public static CanonicalValue Read(ReadOnlySpan<byte> utf8)
    {
        Bounded(utf8);
        var reader = new Utf8JsonReader(utf8, Strictly);
        try
        {
            reader.Read();
            var value = ReadValue(ref reader);
            reader.Read(); // throws where anything but blanks follows
            return value;
        }
        catch (JsonException e)
        {
            throw new LedgerFormatException($"canonical JSON: {e.Message}", e);
        }
        catch (InvalidOperationException e)
        {
            // Utf8JsonReader reports text that is no valid Unicode in this way.
            throw new LedgerFormatException(
                $"canonical JSON: text before byte {reader.BytesConsumed} is not valid Unicode (lone surrogate or broken UTF-8)", e);
        }
    }

    /// <inheritdoc cref="Read(ReadOnlySpan{byte})"/>
    public static CanonicalValue Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > MaxBytes) throw TooLong();
        var utf8 = ArrayPool<byte>.Shared.Rent(text.Length * 3);
        try
        {
            return Utf8.FromUtf16(text, utf8, out var read, out var written, replaceInvalidSequences: false) == OperationStatus.Done
                ? Read(utf8.AsSpan(0, written))
                : throw new LedgerFormatException($"canonical JSON: lone surrogate at character {read}");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(utf8, clearArray: true);
        }
    }

    /// <summary>Reads only what <see cref="ToUtf8"/> would have written, byte for byte.</summary>
    /// <exception cref="LedgerFormatException">Any other spelling; the message names the first byte that differs.</exception>
    public static CanonicalValue ReadStrict(ReadOnlySpan<byte> utf8)
    {
        var value = Read(utf8);
        var canonical = ToUtf8(value);
        return canonical.AsSpan().SequenceEqual(utf8)
            ? value
            : throw new LedgerFormatException(
                $"canonical JSON: not in canonical form from byte {canonical.AsSpan().CommonPrefixLength(utf8)}");
    }

    private static CanonicalValue ReadValue(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String => reader.GetString(),
        JsonTokenType.Number => ReadNumber(ref reader),
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        JsonTokenType.StartObject => ReadObject(ref reader),
        JsonTokenType.StartArray => ReadArray(ref reader),
        _ => throw new LedgerFormatException(
            $"canonical JSON: {reader.TokenType} before byte {reader.BytesConsumed} is outside the subset"),
    };

    private static CanonicalObject ReadObject(ref Utf8JsonReader reader)
    {
        var result = new CanonicalObject();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var key = reader.GetString()!;
            reader.Read();
            result.Add(key, ReadValue(ref reader));
        }

        return result;
    }

    private static CanonicalValue ReadArray(ref Utf8JsonReader reader)
    {
        var items = new List<CanonicalValue>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) items.Add(ReadValue(ref reader));
        return CanonicalValue.Array([.. items]);
    }

    private static CanonicalValue ReadNumber(ref Utf8JsonReader reader) =>
        reader.TryGetInt64(out var number) && number is <= CanonicalValue.LargestNumber and >= -CanonicalValue.LargestNumber
            ? number
            : throw new LedgerFormatException(
                $"canonical JSON: the number before byte {reader.BytesConsumed} is no integer within ±(2^53 − 1)");

    private static ReadOnlySpan<byte> Bounded(ReadOnlySpan<byte> utf8) => utf8.Length <= MaxBytes ? utf8 : throw TooLong();

    private static LedgerFormatException TooLong() => new($"canonical JSON: longer than {MaxBytes} bytes");
}
