using System.Security.Cryptography;
using Xinqiao.Core.Ledger;
using Xinqiao.Core.Verification;

namespace Xinqiao.Verifier;

/// <summary>The office's key folder, where an auditor was given it: <c>wrapping-1.key</c> and so on, 64 hexadecimal digits each.</summary>
internal static class WrappingKeys
{
    public static TextOpener Opener(string folder)
    {
        if (!Directory.Exists(folder)) throw new BadUseException($"没有密钥目录 {folder}。 There is no such folder.");
        var keys = Directory.GetFiles(folder, "wrapping-*.key").ToDictionary(Number, Key);
        if (keys.Count == 0) throw new BadUseException($"密钥目录 {folder} 中没有 wrapping-1.key。 There is no key in it.");
        return new TextOpener(
            (stream, number, wrapped) => keys.TryGetValue(number, out var key)
                ? SealedValue.Unwrap(key, stream, number, wrapped)
                : throw new CryptographicException($"There is no key {number}."),
            SealedValue.OpenField);
    }

    private static long Number(string file) =>
        long.TryParse(Path.GetFileNameWithoutExtension(file)["wrapping-".Length..], out var number)
            ? number
            : throw new BadUseException($"{file} 不是密钥文件。 It is no key.");

    private static byte[] Key(string file)
    {
        var text = File.ReadAllText(file).Trim();
        return text.Length == 64 && text.All(char.IsAsciiHexDigit)
            ? Convert.FromHexString(text)
            : throw new BadUseException($"{file} 已损坏：应为64位十六进制数。 It is no key.");
    }
}
