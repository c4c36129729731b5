using System.Security.Cryptography;

namespace Xinqiao.Web.Storage;

/// <summary>
/// The keys of one database, outside it: files that only the program's user reads. Whoever has the database without this folder
/// can neither read a petitioner's words, nor make a query code, nor sign the log.
/// </summary>
public sealed class KeyFolder
{
    private const int KeyLength = 32;
    private readonly Dictionary<int, byte[]> wrapping = [];

    private KeyFolder(string path, int current)
    {
        (Folder, CurrentWrapping) = (path, current);
    }

    public string Folder { get; }

    /// <summary>The number of the key that wraps new data keys.</summary>
    public int CurrentWrapping { get; }

    /// <summary>Under which query codes and one-time codes are digested.</summary>
    public required byte[] CodeKey { get; init; }

    /// <summary>Ed25519 seed of the log.</summary>
    public required byte[] LogSeed { get; init; }

    /// <summary>Where the web framework keeps the keys of cookies and forms.</summary>
    public string WebKeys => Path.Combine(Folder, "web");

    /// <exception cref="DatabaseUnusableException">A key with that number is not in the folder.</exception>
    public byte[] Wrapping(int number) => wrapping.TryGetValue(number, out var key)
        ? key
        : throw new DatabaseUnusableException($"密钥目录 {Folder} 中没有 wrapping-{number}.key，无法解密。请恢复该密钥文件。");

    /// <summary>Makes the folder with fresh keys; refuses one that holds keys already.</summary>
    public static KeyFolder Create(string path)
    {
        Directory.CreateDirectory(path);
        if (Directory.EnumerateFiles(path, "*.key").Any())
            throw new DatabaseUnusableException($"目录 {path} 中已有密钥，不会覆盖。请另选目录。");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        foreach (var name in (string[])["wrapping-1", "code", "log"]) Write(Path.Combine(path, name + ".key"));
        Directory.CreateDirectory(Path.Combine(path, "web"));
        return Open(path);
    }

    /// <exception cref="DatabaseUnusableException">A key is missing, damaged, or readable by others.</exception>
    public static KeyFolder Open(string path)
    {
        if (!Directory.Exists(path))
            throw new DatabaseUnusableException($"找不到密钥目录 {path}。请用 --keys 指定，或先运行 ./xinqiao init。");
        var files = Directory.GetFiles(path, "wrapping-*.key");
        var numbers = files.Select(f => int.Parse(Path.GetFileNameWithoutExtension(f)["wrapping-".Length..])).ToArray();
        if (numbers.Length == 0) throw new DatabaseUnusableException($"密钥目录 {path} 中没有 wrapping-1.key。");
        var folder = new KeyFolder(path, numbers.Max())
        {
            CodeKey = Read(Path.Combine(path, "code.key")),
            LogSeed = Read(Path.Combine(path, "log.key")),
        };
        foreach (var number in numbers) folder.wrapping[number] = Read(Path.Combine(path, $"wrapping-{number}.key"));
        return folder;
    }

    private static void Write(string file)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var stream = new FileStream(file, options);
        stream.Write(System.Text.Encoding.ASCII.GetBytes(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(KeyLength)) + "\n"));
        stream.Flush(flushToDisk: true);
    }

    private static byte[] Read(string file)
    {
        if (!File.Exists(file)) throw new DatabaseUnusableException($"缺少密钥文件 {file}。请从密钥备份恢复。");
        if (!OperatingSystem.IsWindows()
            && (File.GetUnixFileMode(file) & (UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite)) != 0)
            throw new DatabaseUnusableException($"密钥文件 {file} 可被其他用户读写。请运行 chmod 600 {file}。");
        var text = File.ReadAllText(file).Trim();
        return text.Length == 2 * KeyLength && text.All(char.IsAsciiHexDigit)
            ? Convert.FromHexString(text)
            : throw new DatabaseUnusableException($"密钥文件 {file} 已损坏：应为 {2 * KeyLength} 位十六进制数。");
    }
}
