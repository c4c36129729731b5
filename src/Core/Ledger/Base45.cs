namespace Xinqiao.Core.Ledger;

/// <summary>
/// RFC 9285: bytes in the 45 characters that a QR code keeps in five and a half bits each. A scanner shows plain text, which can be
/// pasted anywhere, and the code is hardly larger than one of bare bytes.
/// </summary>
public static class Base45
{
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

    public static string Encode(ReadOnlySpan<byte> bytes)
    {
        var text = new char[bytes.Length / 2 * 3 + bytes.Length % 2 * 2];
        var place = 0;
        for (var i = 0; i < bytes.Length; i += 2)
        {
            var isPair = i + 1 < bytes.Length;
            var rest = isPair ? bytes[i] * 256 + bytes[i + 1] : bytes[i];
            for (var digits = isPair ? 3 : 2; digits > 0; digits--, rest /= 45) text[place++] = Alphabet[rest % 45];
        }

        return new string(text);
    }

    /// <exception cref="LedgerFormatException">Another character, a wrong length, or a group that holds no bytes.</exception>
    public static byte[] Decode(ReadOnlySpan<char> text)
    {
        if (text.Length % 3 == 1) throw new LedgerFormatException($"base45: {text.Length} characters");
        var bytes = new byte[text.Length / 3 * 2 + text.Length % 3 / 2];
        var place = 0;
        for (var i = 0; i < text.Length; i += 3)
        {
            var group = text.Slice(i, Math.Min(3, text.Length - i));
            var value = 0;
            for (var k = group.Length - 1; k >= 0; k--)
            {
                var digit = Alphabet.IndexOf(group[k], StringComparison.Ordinal);
                if (digit < 0) throw new LedgerFormatException($"base45: character U+{(int)group[k]:X4} at {i + k}");
                value = value * 45 + digit;
            }

            if (value > (group.Length == 3 ? ushort.MaxValue : byte.MaxValue))
                throw new LedgerFormatException($"base45: no bytes at character {i}");
            if (group.Length == 3) bytes[place++] = (byte)(value >> 8);
            bytes[place++] = (byte)value;
        }

        return bytes;
    }
}
