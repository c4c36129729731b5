using System.Security.Cryptography;
using Xinqiao.Core.Ledger;
using Xinqiao.Core.Verification;

namespace Xinqiao.Verifier;

/// <summary>
/// The office's key folder, where an auditor was given it: <c>wrapping-1.key</c> and so on, 64 hexadecimal digits each. Where those of who
/// petitions, <c>identity-1.key</c> and so on, were kept back, their texts are counted and not read.
/// </summary>
internal static class WrappingKeys
{
    public static TextOpener Opener(string folder)
    {
        if (!Directory.Exists(folder)) throw new BadUseException($"没有密钥目录 {folder}。 There is no such folder.");
        var keys = new Dictionary<(Compartment, long), byte[]>();
        foreach (var file in Directory.GetFiles(folder, "wrapping-*.key")) keys[(Compartment.Matter, Number(file))] = Key(file);
        if (keys.Count == 0) throw new BadUseException($"密钥目录 {folder} 中没有 wrapping-1.key。 There is no key in it.");
        string[] identity = Directory.GetFiles(folder, "identity-*.key");
        foreach (var file in identity) keys[(Compartment.Identity, Number(file))] = Key(file);
        return new TextOpener(
            (compartment, stream, number, wrapped) => keys.TryGetValue((compartment, number), out var key)
                ? SealedValue.Unwrap(key, compartment, stream, number, wrapped)
                : throw new CryptographicException($"There is no key {number}."),
            SealedValue.OpenField)
        {
            HasIdentityKeys = identity.Length > 0,
        };
    }

    private static long Number(string file) =>
        long.TryParse(Path.GetFileNameWithoutExtension(file).Split('-')[1], out var number)
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
