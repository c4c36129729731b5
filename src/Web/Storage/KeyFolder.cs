using System.Security.Cryptography;

namespace Xinqiao.Web.Storage;

/// <summary>A private key of the log; the file's name bears the number.</summary>
public sealed record LogSeed(int Number, byte[] Seed);

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

    /// <summary>Under which query codes and one-time codes are digested, and from which <see cref="KeyFor"/> derives.</summary>
    public required byte[] CodeKey { get; init; }

    /// <summary>Ed25519 seeds of the log, the oldest first; two while one follows the other.</summary>
    public required IReadOnlyList<LogSeed> LogSeeds { get; init; }

    /// <summary>Where the web framework keeps the keys of cookies and forms.</summary>
    public string WebKeys => Path.Combine(Folder, "web");

    /// <summary>Which witnesses are asked, and how many make a quorum: a tlog-policy without its log lines; none where it is missing.</summary>
    public string Witnesses => Path.Combine(Folder, "witnesses");

    /// <summary>Which texts were erased, for whoever restores a backup that is older; written by the program.</summary>
    public string Erasures => Path.Combine(Folder, "erasures");

    /// <summary>The office's mail server with its password, in one line; none where it is missing.</summary>
    public string MailServer => Path.Combine(Folder, "smtp");

    /// <summary>Certificates of those who vouch for the mail server, where the office vouches for it itself; none where it is missing.</summary>
    public string MailAuthorities => Path.Combine(Folder, "smtp-ca.pem");
    /// <summary>Where the virus scanner clamd listens: the path of its UNIX socket, in one line; none where it is missing.</summary>
    public string VirusScanner => Path.Combine(Folder, "clamd");

    /// <summary>Into which folder the office's scanner puts its pages, in one line; none where it is missing.</summary>
    public string ScanFolder => Path.Combine(Folder, "scans");

    /// <exception cref="DatabaseUnusableException">A key with that number is not in the folder.</exception>
    public byte[] Wrapping(int number) => wrapping.TryGetValue(number, out var key)
        ? key
        : throw new DatabaseUnusableException($"密钥目录 {Folder} 中没有 wrapping-{number}.key，无法解密。请恢复该密钥文件。");

    /// <summary>A key for one purpose, that tells nothing of the key it comes from nor of those for other purposes.</summary>
    public byte[] KeyFor(string purpose) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, CodeKey, KeyLength, info: System.Text.Encoding.UTF8.GetBytes(purpose));

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
            LogSeeds = Seeds(path),
        };
        foreach (var number in numbers) folder.wrapping[number] = Read(Path.Combine(path, $"wrapping-{number}.key"));
        return folder;
    }

    /// <summary>Makes one more key of the log in a folder.</summary>
    public static void AddLogSeed(string path) => Write(Path.Combine(path, LogFile(Numbers(path).DefaultIfEmpty(0).Max() + 1)));

    /// <summary>Whether a folder holds a key of the log.</summary>
    public static bool HasLogSeed(string path) => Directory.Exists(path) && Numbers(path).Any();

    /// <summary>Destroys a key of the log that signs no more.</summary>
    public void Destroy(LogSeed seed) => File.Delete(Path.Combine(Folder, LogFile(seed.Number)));

    private static string LogFile(int number) => number == 1 ? "log.key" : $"log-{number}.key";

    private static IEnumerable<int> Numbers(string path) => Directory.GetFiles(path, "log*.key")
        .Select(f => Path.GetFileNameWithoutExtension(f) == "log" ? 1 : int.Parse(Path.GetFileNameWithoutExtension(f)["log-".Length..]));

    private static LogSeed[] Seeds(string path)
    {
        int[] numbers = [.. Numbers(path).DefaultIfEmpty(1).Order()];
        return [.. numbers.Select(number => new LogSeed(number, Read(Path.Combine(path, LogFile(number)))))];
    }

    /// <summary>Makes a key in a file that only this user reads.</summary>
    internal static void Write(string file)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var stream = new FileStream(file, options);
        stream.Write(System.Text.Encoding.ASCII.GetBytes(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(KeyLength)) + "\n"));
        stream.Flush(flushToDisk: true);
    }

    internal static byte[] Read(string file)
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
