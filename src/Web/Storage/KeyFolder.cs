using System.Collections.Concurrent;
using System.Security.Cryptography;
using Xinqiao.Core;
using Xinqiao.Core.Ledger;
using Xinqiao.Encryption;

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
    private readonly ConcurrentDictionary<(Compartment, int), IWrappingKey> wrapping = [];
    private readonly Lock looking = new();
    private Dictionary<Compartment, int> current = [];
    private DateTime looked;

    private KeyFolder(string path)
    {
        Folder = path;
        Look();
    }

    public string Folder { get; }

    /// <summary>
    /// The number of the key that wraps new data keys of a compartment; null where the folder has none. A key that is put beside the others
    /// while the program runs is seen with the next new data key.
    /// </summary>
    public int? Current(Compartment compartment)
    {
        lock (looking)
        {
            if (Directory.GetLastWriteTimeUtc(Folder) != looked) Look();
            return current.TryGetValue(compartment, out var number) ? number : null;
        }
    }

    private void Look()
    {
        looked = Directory.GetLastWriteTimeUtc(Folder);
        current = Words.All<Compartment>().Select(c => (Compartment: c, Numbers: NumbersOf(Folder, c))).Where(c => c.Numbers.Count > 0)
            .ToDictionary(c => c.Compartment, c => c.Numbers.Max());
    }

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

    /// <summary>The sign-in that the office's government runs, with the secret it gave; none where it is missing.</summary>
    public string SignInProvider => Path.Combine(Folder, "provider");

    /// <summary>Where the virus scanner clamd listens: the path of its UNIX socket, in one line; none where it is missing.</summary>
    public string VirusScanner => Path.Combine(Folder, "clamd");

    /// <summary>Into which folder the office's scanner puts its pages, in one line; none where it is missing.</summary>
    public string ScanFolder => Path.Combine(Folder, "scans");

    /// <exception cref="DatabaseUnusableException">A key with that number is not in the folder.</exception>
    public IWrappingKey Wrapping(Compartment compartment, int number) => wrapping.GetOrAdd((compartment, number), _ =>
        File.Exists(FileOf(compartment, number))
            ? Usable(() => WrappingKeys.Read(FileOf(compartment, number)))
            : throw new DatabaseUnusableException(Missing(compartment, number)));

    /// <summary>Whether a key is there. Keys of who petitions are kept from some nodes on purpose.</summary>
    public bool Has(Compartment compartment, long number) =>
        wrapping.ContainsKey((compartment, (int)number)) || File.Exists(FileOf(compartment, (int)number));

    /// <summary>What is said where a key is missing.</summary>
    internal string Missing(Compartment compartment, int number) =>
        $"密钥目录 {Folder} 中没有 {Path.GetFileName(FileOf(compartment, number))}，无法{(compartment == Compartment.Identity ? "读写信访人信息" : "解密")}。请恢复该密钥文件。";

    /// <summary>Makes the next key of a compartment; new data keys are wrapped by it from now on.</summary>
    /// <param name="command">The program that wraps, with its arguments; null for a key in a file.</param>
    public int AddWrapping(Compartment compartment, Cipher cipher = Cipher.Aes256Gcm, IReadOnlyList<string>? command = null)
    {
        var number = NumbersOf(Folder, compartment).DefaultIfEmpty(0).Max() + 1;
        var file = Path.Combine(Folder, $"{NameOf(compartment)}-{number}");
        if (command is null) Write(file + ".key", cipher.KeyLength());
        else WriteText(file + WrappingKeys.CommandEnding, string.Join('\n', [Words.Of(cipher), .. command]));
        return number;
    }

    /// <summary>The keys of a compartment that the folder holds.</summary>
    public IReadOnlyList<int> Numbers(Compartment compartment) => NumbersOf(Folder, compartment);

    /// <summary>The file of a wrapping key: <c>wrapping-2.key</c>, <c>identity-2.command</c>.</summary>
    public string FileOf(Compartment compartment, int number)
    {
        var file = Path.Combine(Folder, $"{NameOf(compartment)}-{number}");
        return File.Exists(file + WrappingKeys.CommandEnding) ? file + WrappingKeys.CommandEnding : file + ".key";
    }

    private static string NameOf(Compartment compartment) => compartment == Compartment.Matter ? "wrapping" : "identity";

    private static List<int> NumbersOf(string folder, Compartment compartment) =>
    [
        .. Directory.GetFiles(folder, NameOf(compartment) + "-*")
            .Where(f => Path.GetExtension(f) is ".key" or WrappingKeys.CommandEnding).Select(f => int.TryParse(Path.GetFileNameWithoutExtension(f)[(NameOf(compartment).Length + 1)..], out var n) ? n : 0).Where(n => n > 0),
    ];

    /// <summary>A key for one purpose, that tells nothing of the key it comes from nor of those for other purposes.</summary>
    public byte[] KeyFor(string purpose) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, CodeKey, KeyLength, info: System.Text.Encoding.UTF8.GetBytes(purpose));

    /// <summary>Makes the folder with fresh keys; refuses one that holds keys already.</summary>
    /// <param name="cipher">Of the wrapping keys, and of all that is sealed under them.</param>
    public static KeyFolder Create(string path, Cipher cipher = Cipher.Aes256Gcm)
    {
        Directory.CreateDirectory(path);
        if (Directory.EnumerateFiles(path, "*.key").Any())
            throw new DatabaseUnusableException($"目录 {path} 中已有密钥，不会覆盖。请另选目录。");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        foreach (var compartment in Words.All<Compartment>()) Write(Path.Combine(path, NameOf(compartment) + "-1.key"), cipher.KeyLength());
        foreach (var name in (string[])["code", "log"]) Write(Path.Combine(path, name + ".key"));
        Directory.CreateDirectory(Path.Combine(path, "web"));
        return Open(path);
    }

    /// <exception cref="DatabaseUnusableException">A key is missing, damaged, or readable by others.</exception>
    public static KeyFolder Open(string path)
    {
        if (!Directory.Exists(path))
            throw new DatabaseUnusableException($"找不到密钥目录 {path}。请用 --keys 指定，或先运行 ./xinqiao init。");
        if (NumbersOf(path, Compartment.Matter).Count == 0) throw new DatabaseUnusableException($"密钥目录 {path} 中没有 wrapping-1.key。");
        var folder = new KeyFolder(path)
        {
            CodeKey = Read(Path.Combine(path, "code.key")),
            LogSeeds = Seeds(path),
        };
        // A key that is damaged or open to others is told at the start, not at the first petition.
        foreach (var compartment in Words.All<Compartment>())
            foreach (var number in NumbersOf(path, compartment)) folder.Wrapping(compartment, number);
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
    internal static void Write(string file, int length = KeyLength) => WriteText(file, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(length)));

    private static void WriteText(string file, string text)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var stream = new FileStream(file, options);
        stream.Write(System.Text.Encoding.UTF8.GetBytes(text + "\n"));
        stream.Flush(flushToDisk: true);
    }

    internal static byte[] Read(string file) => Usable(() => WrappingKeys.ReadBytes(file, KeyLength));

    /// <summary>What a key cannot do is told as what the database cannot do.</summary>
    /// <exception cref="DatabaseUnusableException">The key cannot be used.</exception>
    internal static T Usable<T>(Func<T> use)
    {
        try
        {
            return use();
        }
        catch (KeyUnusableException e)
        {
            throw new DatabaseUnusableException(e.Message, e);
        }
    }
}
