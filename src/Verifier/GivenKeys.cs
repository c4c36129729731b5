using System.Security.Cryptography;
using Xinqiao.Core.Ledger;
using Xinqiao.Core.Verification;
using Xinqiao.Encryption;

namespace Xinqiao.Verifier;

/// <summary>
/// The office's key folder, where an auditor was given it: <c>wrapping-1.key</c> and so on. Where those of who petitions,
/// <c>identity-1.key</c> and so on, were kept back, their texts are counted and not read.
/// </summary>
internal static class GivenKeys
{
    public static TextOpener Opener(string folder)
    {
        if (!Directory.Exists(folder)) throw new BadUseException($"没有密钥目录 {folder}。 There is no such folder.");
        var matter = Files(folder, "wrapping-*");
        if (matter.Count == 0) throw new BadUseException($"密钥目录 {folder} 中没有 wrapping-1.key。 There is no key in it.");
        var identity = Files(folder, "identity-*");
        var keys = new Dictionary<(Compartment, long), IWrappingKey>();
        foreach (var file in matter) keys[(Compartment.Matter, Number(file))] = Key(file);
        foreach (var file in identity) keys[(Compartment.Identity, Number(file))] = Key(file);
        return new TextOpener(
            (compartment, stream, number, wrapped) => keys.TryGetValue((compartment, number), out var key)
                ? Unwrap(key, wrapped, SealedValue.PlaceOfKey(compartment, stream, number))
                : throw new CryptographicException($"There is no key {number}."),
            Envelope.OpenField, Envelope.Open)
        {
            HasIdentityKeys = identity.Count > 0,
        };
    }

    private static List<string> Files(string folder, string names) =>
        [.. Directory.GetFiles(folder, names).Where(f => Path.GetExtension(f) is ".key" or WrappingKeys.CommandEnding)];

    private static long Number(string file) =>
        long.TryParse(Path.GetFileNameWithoutExtension(file).Split('-')[1], out var number)
            ? number
            : throw new BadUseException($"{file} 不是密钥文件。 It is no key.");

    // A copy on an auditor's own disk may have lost who may read it.
    private static IWrappingKey Key(string file)
    {
        try
        {
            return WrappingKeys.Read(file, isCopy: true);
        }
        catch (KeyUnusableException e)
        {
            throw new BadUseException($"{e.Message} It is no key.");
        }
    }

    private static byte[] Unwrap(IWrappingKey key, byte[] wrapped, string place)
    {
        try
        {
            return key.Unwrap(wrapped, place);
        }
        catch (KeyUnusableException e)
        {
            throw new BadUseException($"{e.Message} The command failed.");
        }
    }
}
