using System.Text;
using Org.BouncyCastle.Crypto.Parameters;
using Xinqiao.Core.Ledger;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Ledger;

/// <summary>What a witness answered.</summary>
/// <param name="Body">The cosignature's line, the size last seen, or why not.</param>
/// <param name="Seen">The size this witness saw last, where that is the answer.</param>
internal sealed record WitnessReply(WitnessAnswer Answer, string Body, long? Seen = null);

/// <summary>
/// A witness: one key, and for each log the last checkpoint it cosigned, in a folder of its own. What it remembers is on the disk
/// before anybody is answered, and deciding and remembering are one step.
/// </summary>
internal sealed class Witness : IDisposable
{
    private readonly string folder;
    private readonly TimeProvider clock;
    private readonly Ed25519PrivateKeyParameters key;
    private readonly IReadOnlyCollection<VerifierKey> logs;
    private readonly FileStream alone;
    private readonly Lock deciding = new();
    private readonly Dictionary<string, SignedNote> last = [];

    private Witness(string folder, Ed25519PrivateKeyParameters key, VerifierKey vkey, IReadOnlyCollection<VerifierKey> logs, TimeProvider clock, FileStream alone)
    {
        (this.folder, this.key, Public, this.logs, this.clock, this.alone) = (folder, key, vkey, logs, clock, alone);
        foreach (var origin in logs.Select(log => log.Name).Distinct())
            if (Remembered(origin) is { } note) last[origin] = note;
    }

    public VerifierKey Public { get; }

    /// <summary>Opens a witness, or makes its key where the folder has none yet.</summary>
    /// <param name="name">The name of its key; must be the one it began with.</param>
    /// <param name="logs">The keys of the logs it watches.</param>
    /// <exception cref="DatabaseUnusableException">The folder is another's, damaged, or in use.</exception>
    public static Witness Open(string folder, string name, IReadOnlyCollection<VerifierKey> logs, TimeProvider clock)
    {
        Directory.CreateDirectory(folder);
        var alone = Alone(folder);
        try
        {
            var file = Path.Combine(folder, "witness.key");
            if (!File.Exists(file)) KeyFolder.Write(file);
            var key = new Ed25519PrivateKeyParameters(KeyFolder.Read(file));
            var vkey = new VerifierKey(name, NoteKeyType.Cosignature, key.GeneratePublicKey().GetEncoded());
            var known = Path.Combine(folder, "witness.vkey");
            if (!File.Exists(known)) DurableFile.Write(known, Encoding.UTF8.GetBytes(vkey + "\n"), known + ".unfinished");
            if (File.ReadAllText(known).Trim() != vkey.ToString())
                throw new DatabaseUnusableException($"目录 {folder} 属于见证方 {File.ReadAllText(known).Trim()}，与名称“{name}”或密钥不符。请核对 --name 和 --folder。");
            DurableFile.SyncFolder(folder);
            return new Witness(folder, key, vkey, logs, clock, alone);
        }
        catch
        {
            alone.Dispose();
            throw;
        }
    }

    /// <summary>Answers a request to cosign.</summary>
    public WitnessReply Add(ReadOnlySpan<byte> body)
    {
        AddCheckpoint request;
        try
        {
            request = AddCheckpoint.Parse(body);
        }
        catch (LedgerFormatException e)
        {
            return new(WitnessAnswer.Malformed, e.Message + "\n");
        }

        lock (deciding) return Decide(request);
    }

    private WitnessReply Decide(AddCheckpoint request)
    {
        var origin = request.Checkpoint.Origin;
        var seen = last.TryGetValue(origin, out var note) ? Checkpoint.Parse(note.Text) : null;
        var answer = Witnessing.Decide(request, logs, seen, LogKey.Verify);
        switch (answer)
        {
            case WitnessAnswer.Cosign:
                // The log's own lines and ours; what others signed is theirs to tell.
                var cosigned = request.Note.Only([.. logs.Where(log => log.Name == origin)])
                    .Cosign(Public, TimeAfter(note), message => LogKey.Sign(key, message));
                Remember(origin, cosigned);
                last[origin] = cosigned;
                return new(answer, cosigned.Signatures[^1] + "\n");
            case WitnessAnswer.OtherSize:
                return new(answer, $"{seen?.Size ?? 0}\n", seen?.Size ?? 0);
            default:
                return new(answer, Why(answer) + "\n");
        }
    }

    /// <summary>The last checkpoint cosigned of the log with this digest of its origin; null for none.</summary>
    public string? Last(string digest)
    {
        lock (deciding) return last.Where(l => Digest(l.Key) == digest).Select(l => l.Value.ToString()).SingleOrDefault();
    }

    /// <summary>SHA-256 of an origin, in hexadecimal digits: its folder and its address.</summary>
    public static string Digest(string origin) => Hash.Of(Encoding.UTF8.GetBytes(origin)).ToHex();

    private static string Why(WitnessAnswer answer) => answer switch
    {
        WitnessAnswer.UnknownLog => "不见证这本登记账 (unknown origin)",
        WitnessAnswer.Unsigned => "没有登记账密钥的有效签名 (no valid signature of the log)",
        WitnessAnswer.Inconsistent => "与此前见证的内容接不上 (the consistency proof does not hold)",
        _ => "请求有误 (the old size is above the new one)",
    };

    // A cosignature never bears an earlier time than the one before, whatever the clock does.
    private long TimeAfter(SignedNote? before) => Math.Max(
        clock.GetUtcNow().ToUnixTimeSeconds(), before?.Check([Public], LogKey.Verify).Valid[0].UnixTime ?? 0);

    private string FileOf(string origin) => Path.Combine(folder, Digest(origin) + ".checkpoint");

    private void Remember(string origin, SignedNote note)
    {
        DurableFile.Write(FileOf(origin), Encoding.UTF8.GetBytes(note.ToString()), Path.Combine(folder, "unfinished"));
        DurableFile.SyncFolder(folder);
    }

    // A witness that forgot would cosign another past: rather none at all than one that begins anew.
    private SignedNote? Remembered(string origin)
    {
        var file = FileOf(origin);
        if (!File.Exists(file)) return null;
        try
        {
            var note = SignedNote.Parse(File.ReadAllBytes(file));
            return Checkpoint.Parse(note.Text).Origin == origin && note.Check([Public], LogKey.Verify).IsTrusted
                ? note
                : throw new LedgerFormatException("not cosigned by this witness");
        }
        catch (LedgerFormatException e)
        {
            throw new DatabaseUnusableException(
                $"见证记录 {file} 已损坏：{e.Message}。请从备份恢复，不要删除：忘记见证过的内容，就不能再作见证。", e);
        }
    }

    private static FileStream Alone(string folder)
    {
        try
        {
            return new FileStream(Path.Combine(folder, ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            throw new DatabaseUnusableException($"目录 {folder} 正被另一个见证程序使用。", e);
        }
    }

    public void Dispose() => alone.Dispose();
}
