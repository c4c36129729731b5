using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Xinqiao.Core;
using Xinqiao.Core.Ledger;

namespace Xinqiao.Encryption;

/// <summary>
/// A wrapping key inside a cipher machine (密码机) or another module that gives no key away, spoken to by a command. The file names, a line each,
/// the cipher of the data keys (<c>aes</c> or <c>sm4</c>), the program, and its arguments. The program is called with one argument more,
/// <c>wrap</c> or <c>unwrap</c>; it reads one line of Base64 from standard input and answers with one; exit code 0, or else nothing is believed.
/// No shell stands between.
/// </summary>
internal sealed class CommandKey : IWrappingKey
{
    // The second byte of what a command wrapped; the bytes behind it are the command's own.
    private const byte ByCommand = 255;
    private const int Known = 10_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string file, program;
    private readonly IReadOnlyList<string> arguments;

    // A list of fifty titles shall not call the machine fifty times. An erased data key has no row, and nobody asks for it here.
    private readonly ConcurrentDictionary<string, byte[]> unwrapped = [];

    private CommandKey(string file, Cipher cipher, string program, IReadOnlyList<string> arguments) =>
        (this.file, Cipher, this.program, this.arguments) = (file, cipher, program, arguments);

    public Cipher Cipher { get; }

    public static CommandKey Read(string file, string text) => text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) is
    [
        var cipher, var program, .. var arguments
    ] && Words.TryParse<Cipher>(cipher) is { } known && Path.IsPathFullyQualified(program)
        ? new CommandKey(file, known, program, arguments)
        : throw new KeyUnusableException($"密钥文件 {file} 已损坏：第一行应为 aes 或 sm4，第二行应为程序的完整路径，以后每行一个参数。");

    public byte[] Wrap(Compartment compartment, byte[] dataKey, string place)
    {
        ArgumentNullException.ThrowIfNull(dataKey);
        return [(byte)compartment, ByCommand, .. Ask("wrap", [.. Digest(place), .. dataKey])];
    }

    public byte[] Unwrap(byte[] wrapped, string place)
    {
        if (wrapped is not [_, ByCommand, .. var inner]) throw new CryptographicException($"“{place}” was not wrapped by a command.");
        var name = $"{place} {Convert.ToBase64String(SHA256.HashData(wrapped))}";
        if (unwrapped.TryGetValue(name, out var known)) return known;
        var opened = Ask("unwrap", inner);
        // The machine knows nothing of places: the digest of its own is wrapped with each key.
        var digest = Digest(place);
        if (opened.Length < digest.Length || !CryptographicOperations.FixedTimeEquals(opened.AsSpan(0, digest.Length), digest))
            throw new CryptographicException($"“{place}” was changed, or moved from another place.");
        if (unwrapped.Count >= Known) unwrapped.Clear();
        return unwrapped[name] = opened[digest.Length..];
    }

    private static byte[] Digest(string place) => SHA256.HashData(Encoding.UTF8.GetBytes(place));

    private byte[] Ask(string what, byte[] bytes)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments.Append(what)) start.ArgumentList.Add(argument);
        try
        {
            using var process = Process.Start(start) ?? throw Failed("没有启动");
            var (answer, complaint) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            Tell(process, Convert.ToBase64String(bytes));
            if (!process.WaitForExit(Patience))
            {
                process.Kill(entireProcessTree: true);
                throw Failed($"{Patience.TotalSeconds:0} 秒没有答复");
            }

            process.WaitForExit();
            if (process.ExitCode != 0) throw Failed($"返回 {process.ExitCode}：{complaint.Result.Trim()}");
            // A script whose pipe broke ends well and says nothing.
            return answer.Result.Trim() is { Length: > 0 } said ? Convert.FromBase64String(said) : throw Failed($"没有答复：{complaint.Result.Trim()}");
        }
        catch (Exception e) when (e is Win32Exception or IOException or FormatException)
        {
            throw Failed(e.Message, e);
        }
    }

    // One that does not listen is judged by what it answers.
    private static void Tell(Process process, string line)
    {
        try
        {
            process.StandardInput.WriteLine(line);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
        }
    }

    private KeyUnusableException Failed(string how, Exception? inner = null) => new($"密钥文件 {file} 指定的程序 {program} 没有完成：{how}。", inner);
}
