using System.Security.Cryptography;
using System.Text;
using Dapper;
using Xinqiao.Core.Verification;
using Xinqiao.Web.Storage.Sqlite;

namespace Xinqiao.Web.Storage;

/// <summary>
/// A backup: one moment of a database of either engine as a SQLite file, the signed checkpoint of just that size, and the digests of
/// both as <c>sha256sum</c> writes them. Never a key.
/// </summary>
internal static class BackupFolder
{
    public const string Data = "data.db", Checkpoint = "checkpoint", Digests = "SHA256SUMS";

    /// <summary>Writes it beside live traffic; the folder has its name only once all of it is durable.</summary>
    /// <returns>How many events it holds.</returns>
    /// <exception cref="DatabaseUnusableException">There is such a folder already, or the database was not founded.</exception>
    public static long Write(IDatabase database, string folder, Action<string, long> progress)
    {
        if (Path.Exists(folder)) throw new DatabaseUnusableException($"目录 {folder} 已存在，不会覆盖。请另选目录。");
        if (CaseStore.ReadStamp(database) is null) throw new DatabaseUnusableException(WriteBatch.NotFounded);
        var unfinished = folder + ".unfinished";
        if (Directory.Exists(unfinished)) Directory.Delete(unfinished, recursive: true);
        Directory.CreateDirectory(unfinished);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(unfinished, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var (size, note) = Copy(database, Path.Combine(unfinished, Data), progress);
        Put(unfinished, Checkpoint, note);
        Put(unfinished, Digests, string.Concat(((string[])[Data, Checkpoint]).Select(f => $"{Digest(Path.Combine(unfinished, f))}  {f}\n")));
        DurableFile.SyncFolder(unfinished);
        Directory.Move(unfinished, folder);
        DurableFile.SyncFolder(Path.GetDirectoryName(folder)!);
        return size;
    }

    private static (long Size, string Note) Copy(IDatabase database, string file, Action<string, long> progress)
    {
        using var copy = new SqliteDatabase(file);
        copy.Prepare();
        var size = RowCopy.All(database, copy, copy, holds: false, progress);
        using var connection = copy.OpenToRead();
        var note = connection.QuerySingleOrDefault<string?>("SELECT note FROM checkpoints WHERE size = @size", new { size })
                   ?? throw new DatabaseUnusableException($"登记账的第 {size} 条之后没有检查点，无法备份。请先运行 ./xinqiao verify。");
        // The write-ahead log goes into the file, which is synced then.
        connection.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
        return (size, note);
    }

    /// <summary>Nothing is missing and nothing was altered since it was written.</summary>
    /// <exception cref="DatabaseUnusableException">Names the file that is.</exception>
    public static void Check(string folder)
    {
        if (!File.Exists(Path.Combine(folder, Digests))) throw new DatabaseUnusableException($"{folder} 不是备份：没有 {Digests}。");
        var told = File.ReadLines(Path.Combine(folder, Digests)).Select(line => line.Split("  ", 2)).Where(p => p.Length == 2)
            .ToDictionary(p => p[1], p => p[0]);
        foreach (var file in (string[])[Data, Checkpoint])
        {
            var path = Path.Combine(folder, file);
            if (!File.Exists(path)) throw new DatabaseUnusableException($"备份不完整：缺少 {file}。请换用另一份备份。");
            if (told.GetValueOrDefault(file) != Digest(path))
                throw new DatabaseUnusableException($"备份中的 {file} 与 {Digests} 不符，已损坏或被改动。请换用另一份备份。");
        }
    }

    /// <summary>Fills an empty database from a checked backup, held until its log was found whole.</summary>
    /// <param name="later">Erasures that were recorded after the database of the backup was copied: what they name never reaches the target.</param>
    public static long Fill(
        string folder, IDatabase target, Func<IDatabase, IReadOnlyList<RegainedEntry>> later, Action<string, long> progress)
    {
        // Opening writes a little beside the file, and a backup is not written to: a copy is read.
        var scratch = Directory.CreateTempSubdirectory("xinqiao-restore-").FullName;
        try
        {
            var copy = Path.Combine(scratch, Data);
            File.Copy(Path.Combine(folder, Data), copy);
            using var source = new SqliteDatabase(copy);
            source.Prepare();
            using (var connection = source.OpenToRead())
                if (connection.ExecuteScalar<string>("PRAGMA integrity_check(1)") is var found and not "ok")
                    throw new DatabaseUnusableException($"备份中的 {Data} 已损坏（{found}）。请换用另一份备份。");
            return RowCopy.All(source, target, source, holds: true, progress, later(source));
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }
    }

    private static void Put(string folder, string name, string text)
    {
        var path = Path.Combine(folder, name);
        DurableFile.Write(path, Encoding.UTF8.GetBytes(text), path + ".part");
    }

    private static string Digest(string file)
    {
        using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
