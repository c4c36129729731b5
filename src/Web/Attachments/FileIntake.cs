using System.Security.Cryptography;
using System.Text;
using Dapper;
using Xinqiao.Core;
using Xinqiao.Core.Attachments;
using Xinqiao.Core.Ledger;
using Xinqiao.Core.Matters;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Attachments;

/// <summary>A file that may be taken: it is what it says, and nothing is known against it.</summary>
/// <param name="Copy">A picture drawn anew; null for a PDF, which is served as it came.</param>
/// <param name="Scanned">A scanner found nothing in it; otherwise it waits for one.</param>
public sealed record CheckedFile(string Name, FileType Type, byte[] Bytes, byte[]? Copy, bool Scanned);

/// <summary>Which petition a file is for, and as what.</summary>
/// <param name="OwnHand">Of a petitioner: the query code never was with staff, or the one-time code was right.</param>
/// <param name="DocumentNumber">Of the document whose service it proves.</param>
public sealed record FileFor(
    Actor Actor, StreamId Petition, StreamId Matter, AttachmentKind Kind, bool OwnHand = true, string? DocumentNumber = null);

/// <summary>
/// The way of a file: looked at, scanned, drawn anew, sealed and recorded. Event and sealed bytes are one transaction, so a file is whole
/// or not there; the same file is in a petition once, whoever sends it again.
/// </summary>
public sealed class FileIntake(CaseStore store, CaseReader reader, VirusScanner scanner) : IDisposable
{
    private const string Caller = "attachment";

    // A picture of fifty million pixels takes 200 MB to unpack: one at a time.
    private readonly SemaphoreSlim unpacking = new(1), recording = new(2);

    /// <summary>Files that wait for a scanner: a list of what is to be done, no record.</summary>
    internal static readonly Table Unscanned = new("unscanned_files", "position", "position:i petition added:i", OnConflict.Replace);

    public bool HasScanner => scanner.IsSetUp;

    /// <summary>Looks at every file and records the good ones; each of the others is refused by name, and keeps nothing from being taken.</summary>
    public async Task<IReadOnlyList<Refusal>> Take(IReadOnlyList<ReceivedFile> files, FileFor for_, CancellationToken stop)
    {
        var refused = new List<Refusal>();
        foreach (var file in files)
        {
            var (good, refusal) = await Check(file, stop);
            refusal ??= await Record(good!, for_);
            if (refusal is not null) refused.Add(refusal);
        }

        return refused;
    }

    /// <summary>Whether a file may be taken; nothing is recorded.</summary>
    public async Task<(CheckedFile? File, Refusal? Refusal)> Check(ReceivedFile file, CancellationToken stop) =>
        file.Fault is { } fault ? (null, fault) : await Check(file.Name, await File.ReadAllBytesAsync(file.Path, stop), stop);

    /// <inheritdoc cref="Check(ReceivedFile, CancellationToken)"/>
    public async Task<(CheckedFile? File, Refusal? Refusal)> Check(string name, byte[] bytes, CancellationToken stop)
    {
        if (FileRule.Inspect(name, bytes, out var refusal) is not { } type) return (null, refusal);
        var verdict = await scanner.Scan(bytes, stop);
        if (verdict == ScanVerdict.Infected) return (null, FileRule.Refuse("infected", name, "查出病毒。请用杀毒软件检查您的设备，再重新拍照、扫描。"));
        if (type == FileType.Pdf) return (new CheckedFile(name, type, bytes, null, verdict == ScanVerdict.Clean), null);
        await unpacking.WaitAsync(stop);
        try
        {
            return SafeCopy.Of(type, bytes) is { } copy
                ? (new CheckedFile(name, type, bytes, copy, verdict == ScanVerdict.Clean), null)
                : (null, FileRule.Refuse("damaged", name, "图片不完整或者已损坏，打不开。请重新拍照、扫描。"));
        }
        finally
        {
            unpacking.Release();
        }
    }

    /// <returns>Why it was not taken; null where it was.</returns>
    public async Task<Refusal?> Record(CheckedFile file, FileFor for_)
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(file.Bytes));
        if (await KeyFor(for_) is not { } dataKey) return FileRule.Refuse("erased", file.Name, "这件信访的内容已经删除。", Attaching.Source);
        var command = new AttachFile(
            for_.Kind, file.Type, file.Bytes.Length, file.Copy?.Length, file.Scanned, file.Name, digest,
            file.Copy is { } copy ? Convert.ToHexStringLower(SHA256.HashData(copy)) : null, for_.DocumentNumber);
        var already = FileRule.Refuse("already-attached", file.Name, "这个文件已经交过了。", Attaching.Source);
        await recording.WaitAsync();
        try
        {
            return await store.Act(new Intent(for_.Actor, (cases, act) =>
                Attaching.Add(cases.Petition(for_.Petition), cases.Matter(for_.Matter), command, for_.OwnHand, act))
            {
                Streams = [for_.Petition, for_.Matter],
                Key = KeyOf(for_.Petition, digest),
                Again = (_, _, _) => Decision.Refuse([already]),
                Beside = events => Rows(events[0], dataKey, file),
            }) is Result.Refused { Refusals: [var first, ..] } ? first : null;
        }
        finally
        {
            recording.Release();
        }
    }

    // What shows who wrote lies with their name; of an anonymous letter there is nothing to keep apart.
    private async Task<(byte[] Key, Compartment Of)?> KeyFor(FileFor for_)
    {
        await using var connection = store.Database.OpenToRead();
        if (IdentityFields.Shows(for_.Kind) && await reader.DataKey(connection, for_.Petition, Compartment.Identity) is { } identity)
            return (identity, Compartment.Identity);
        return await reader.DataKey(connection, for_.Petition) is { } matter ? (matter, Compartment.Matter) : null;
    }

    private static IEnumerable<Row> Rows(Recorded added, (byte[] Key, Compartment Of) dataKey, CheckedFile file)
    {
        yield return RowOf(added.Position, FileForm.Original, dataKey, file.Bytes);
        if (file.Copy is { } copy) yield return RowOf(added.Position, FileForm.Copy, dataKey, copy);
        if (!file.Scanned) yield return new Row(Unscanned, [added.Position, added.Event.Stream.Value, (long)added.Version]);
    }

    private static Row RowOf(long position, FileForm form, (byte[] Key, Compartment Of) dataKey, byte[] bytes) => new(
        Tables.AttachmentFiles, [position, Words.Of(form), Vault.SealFile(dataKey.Key, dataKey.Of, position, Words.Of(form), bytes)]);

    /// <summary>Files that were erased may be handed in again.</summary>
    /// <param name="digests">As their events committed to them, read before they were erased.</param>
    public Task Forget(StreamId petition, IEnumerable<string> digests)
    {
        var keys = digests.Select(d => KeyOf(petition, d).Key).ToArray();
        return keys.Length == 0 ? Task.CompletedTask : store.Write(batch => batch.Connection.Execute(
            $"DELETE FROM idempotency WHERE caller = @Caller AND {store.Database.Among("key", "@keys")}", new { Caller, keys }, batch.Transaction));
    }

    // Keyed, so that the table does not tell whoever has the same file that it is here.
    private IdempotencyKey KeyOf(StreamId petition, string digest)
    {
        var mac = HMACSHA256.HashData(store.Keys.KeyFor("attachments"), Encoding.ASCII.GetBytes($"{petition}\n{digest}"));
        return new IdempotencyKey(Caller, Convert.ToHexStringLower(mac), mac);
    }

    public void Dispose()
    {
        unpacking.Dispose();
        recording.Dispose();
    }
}
