namespace Xinqiao.Core.Ledger;

/// <summary>RFC 4648 section 4, the one spelling of each value: no blanks, padding present, unused bits zero.</summary>
internal static class StrictBase64
{
    /// <param name="text">The encoded text.</param>
    /// <param name="maxBytes">The longest value accepted, in bytes.</param>
    /// <param name="what">What is being read, for the message.</param>
    /// <exception cref="LedgerFormatException">The text is another spelling, is no base64 or is too long.</exception>
    public static byte[] Decode(ReadOnlySpan<char> text, int maxBytes, string what)
    {
        if (text.Length > (maxBytes + 2) / 3 * 4)
            throw new LedgerFormatException($"{what}: base64 of {text.Length} characters, at most {maxBytes} bytes are accepted");
        var bytes = new byte[text.Length / 4 * 3];
        if (!Convert.TryFromBase64Chars(text, bytes, out var length) || !IsSpelledAs(bytes.AsSpan(0, length), text))
            throw new LedgerFormatException($"{what}: \"{text}\" is not canonical base64");
        return bytes[..length];
    }

    // The decoder of the BCL skips blanks and ignores unused bits; encoding again shows both.
    internal static bool IsSpelledAs(ReadOnlySpan<byte> bytes, ReadOnlySpan<char> text)
    {
        Span<char> again = text.Length <= 512 ? stackalloc char[512] : new char[text.Length];
        return Convert.TryToBase64Chars(bytes, again, out var length) && again[..length].SequenceEqual(text);
    }
}
