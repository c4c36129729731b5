using System.Data.Common;
using Dapper;
using Xinqiao.Core;
using Xinqiao.Core.Ledger;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Ledger;

/// <summary>
/// Writes entries with all that hangs on them into a file, from where the file ends: a copy of the last hours that costs what was
/// recorded since, between two backups.
/// </summary>
internal static class EntryFile
{
    private const int Chunk = 256;

    /// <param name="from">The first index, where the file is new.</param>
    /// <returns>The first index of this run, and the first that is not in the file.</returns>
    public static (long From, long Until) Write(CaseStore store, string file, long from, Action<long> progress)
    {
        using var stream = new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var begin = Next(stream) ?? from;
        using var connection = store.Database.OpenToRead();
        var size = connection.ExecuteScalar<long>("SELECT size FROM head WHERE id = 1");
        using var writer = new StreamWriter(stream);
        for (var at = begin; at < size; at += Chunk)
        {
            foreach (var line in Lines(connection, at, Math.Min(at + Chunk, size))) writer.Write($"{line}\n");
            progress(Math.Min(at + Chunk, size));
        }

        writer.Flush();
        stream.Flush(flushToDisk: true);
        return (begin, Math.Max(begin, size));
    }

    /// <exception cref="OtherLogException">A line is no entry; the message says which.</exception>
    public static IEnumerable<EntryLine> Read(string file)
    {
        var number = 0;
        foreach (var line in File.ReadLines(file))
        {
            number++;
            EntryLine entry;
            try
            {
                entry = EntryLine.Parse(line);
            }
            catch (LedgerFormatException e)
            {
                throw new OtherLogException($"{file} 第 {number} 行不是登记账的条目：{e.Message}。");
            }

            yield return entry;
        }
    }

    // A line that a broken run did not finish is written anew.
    private static long? Next(FileStream stream)
    {
        using var reader = new StreamReader(stream, leaveOpen: true);
        long? next = null;
        var whole = 0L;
        while (reader.ReadLine() is { } line)
        {
            var end = whole + System.Text.Encoding.UTF8.GetByteCount(line) + 1;
            if (end > stream.Length) break;
            next = EntryLine.Parse(line).Index + 1;
            whole = end;
        }

        stream.SetLength(whole);
        stream.Position = whole;
        return next;
    }

    private static IEnumerable<EntryLine> Lines(DbConnection connection, long from, long until)
    {
        var range = new { from, until };
        var texts = Sealed(connection, "SELECT position, field, sealed FROM field_values WHERE position >= @from AND position < @until", range);
        var files = Sealed(connection, "SELECT position, form, sealed FROM attachment_files WHERE position >= @from AND position < @until", range);
        var keys = Keys(connection, range);
        var rows = connection.Query<(long Position, string Stream, string Event, byte[]? Salt, byte[]? Code)>(
            """
            SELECT e.position, e.stream, e.event, e.salt, q.mac FROM events e
            LEFT JOIN query_codes q ON q.petition = e.stream AND e.name = 'petition.query-code-issued.v1'
            WHERE e.position >= @from AND e.position < @until ORDER BY e.position
            """, range);
        foreach (var (position, stream, text, salt, code) in rows)
            if (salt is not null) yield return new(position, text, salt, [.. keys[stream]], Of(texts, position), Of(files, position), code);
    }

    private static ILookup<string, WrappedKey> Keys(DbConnection connection, object range) =>
        (from compartment in Words.All<Compartment>()
         from key in connection.Query<(string Stream, long Kek, byte[] Wrapped)>(
             $"""
             SELECT k.stream, k.kek, k.wrapped FROM {compartment.Table()} k
             WHERE k.stream IN (SELECT e.stream FROM events e WHERE e.position >= @from AND e.position < @until)
             """, range)
         select (key.Stream, Key: new WrappedKey(compartment, key.Kek, key.Wrapped))).ToLookup(k => k.Stream, k => k.Key);

    private static ILookup<long, (string Name, byte[] Sealed)> Sealed(DbConnection connection, string sql, object range) =>
        connection.Query<(long Position, string Name, byte[] Sealed)>(sql, range).ToLookup(r => r.Position, r => (r.Name, r.Sealed));

    private static Dictionary<string, byte[]> Of(ILookup<long, (string Name, byte[] Sealed)> found, long position) =>
        found[position].ToDictionary(f => f.Name, f => f.Sealed);
}
