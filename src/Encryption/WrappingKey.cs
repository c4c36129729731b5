using System.Security.Cryptography;
using Xinqiao.Core;
using Xinqiao.Core.Ledger;

namespace Xinqiao.Encryption;

/// <summary>A key file cannot be used, or the command behind it. The message tells an administrator what to do.</summary>
public sealed class KeyUnusableException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>A key that wraps data keys. It lies in a file of the key folder, or never leaves a cipher machine that a command speaks to.</summary>
public interface IWrappingKey
{
    /// <summary>What the data keys are of that are made under it.</summary>
    Cipher Cipher { get; }

    /// <exception cref="KeyUnusableException">The command failed.</exception>
    byte[] Wrap(Compartment compartment, byte[] dataKey, string place);

    /// <exception cref="CryptographicException">The row was changed, it was moved from another place, or the key is another.</exception>
    /// <exception cref="KeyUnusableException">The command failed.</exception>
    byte[] Unwrap(byte[] wrapped, string place);
}

/// <summary>Reads wrapping keys: <c>wrapping-1.key</c>, <c>identity-1.command</c> and so on.</summary>
public static class WrappingKeys
{
    /// <summary>How the name of a file ends that names a command instead of holding a key.</summary>
    public const string CommandEnding = ".command";

    /// <param name="isCopy">Who may read it does not matter here.</param>
    /// <exception cref="KeyUnusableException">It is missing, damaged, or open to others.</exception>
    public static IWrappingKey Read(string file, bool isCopy = false)
    {
        ArgumentNullException.ThrowIfNull(file);
        var text = isCopy ? File.ReadAllText(file) : Private(file);
        if (file.EndsWith(CommandEnding, StringComparison.Ordinal)) return CommandKey.Read(file, text);
        return new FileKey(KeyIn(file, text, Ciphers.KeyLength(Cipher.Aes256Gcm), Ciphers.KeyLength(Cipher.Sm4Gcm)));
    }

    /// <summary>Why a program with its arguments is no key; null where it gave back what it had wrapped.</summary>
    public static string? FaultOf(IReadOnlyList<string> command)
    {
        const string place = "trial";
        var trial = RandomNumberGenerator.GetBytes(Ciphers.KeyLength(Cipher.Aes256Gcm));
        try
        {
            var key = CommandKey.Read(place, string.Join('\n', [Words.Of(Cipher.Aes256Gcm), .. command]));
            var wrapped = key.Wrap(Compartment.Matter, trial, place);
            if (wrapped.AsSpan().IndexOf(trial.AsSpan(0, 8)) >= 0) return "程序没有加密：包裹后的内容里有原来的密钥。";
            return key.Unwrap(wrapped, place).SequenceEqual(trial) ? null : "程序解开的不是它包裹的。";
        }
        catch (CryptographicException)
        {
            return "程序解开的不是它包裹的。";
        }
        catch (KeyUnusableException e)
        {
            return e.Message;
        }
    }

    /// <summary>A key of one of these lengths, in hexadecimal digits.</summary>
    /// <exception cref="KeyUnusableException">It is missing, damaged, or open to others.</exception>
    public static byte[] ReadBytes(string file, params int[] lengths) => KeyIn(file, Private(file), lengths);

    private static byte[] KeyIn(string file, string text, params int[] lengths) =>
        lengths.Contains(text.Trim().Length / 2) && text.Trim().All(char.IsAsciiHexDigit) && text.Trim().Length % 2 == 0
            ? Convert.FromHexString(text.Trim())
            : throw new KeyUnusableException($"密钥文件 {file} 已损坏：应为 {string.Join(" 或 ", lengths.Select(l => 2 * l))} 位十六进制数。");

    // What others may write is no key, and what they may read is none any more.
    private static string Private(string file)
    {
        if (!File.Exists(file)) throw new KeyUnusableException($"缺少密钥文件 {file}。请从密钥备份恢复。");
        const UnixFileMode others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(file) & others) != 0)
            throw new KeyUnusableException($"密钥文件 {file} 可被其他用户读写。请运行 chmod 600 {file}。");
        return File.ReadAllText(file);
    }
}

/// <summary>A wrapping key that lies in a file.</summary>
internal sealed class FileKey(byte[] key) : IWrappingKey
{
    public Cipher Cipher { get; } = Ciphers.Of(key);

    public byte[] Wrap(Compartment compartment, byte[] dataKey, string place) => Envelope.Seal(key, compartment, dataKey, place);

    public byte[] Unwrap(byte[] wrapped, string place) => Envelope.Open(key, wrapped, place);
}
