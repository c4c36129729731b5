using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Xinqiao.Core;
using Xinqiao.Core.Ledger;
using Xinqiao.Core.Verification;
using Xinqiao.Encryption;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Ledger;

/// <summary>
/// The erasures that the log records, kept once more outside the database: beside the keys, and in every exported log. A backup older
/// than an erasure holds the text still; whoever restores it erases it again by this. A line for each, with its proof, sealed with a key
/// of the key folder, so that a published log does not tell what was erased.
/// </summary>
internal static class KeptErasures
{
    /// <summary>Its name in an exported log.</summary>
    public const string FileName = "erasures";

    private static readonly StreamId Stream = StreamId.Furniture("erasures");
    private static readonly Lock Writing = new();

    /// <summary>Adds to the file beside the keys what the log has and the file has not.</summary>
    /// <returns>How many erasures it holds.</returns>
    public static int Bring(CaseStore store)
    {
        lock (Writing)
        {
            var lines = File.Exists(store.Keys.Erasures) ? File.ReadAllLines(store.Keys.Erasures).ToList() : [];
            var known = lines.Select(IndexOf).ToHashSet();
            var before = lines.Count;
            using (var connection = store.Database.OpenToRead())
            {
                foreach (var text in connection.Query<string>("SELECT proof FROM regained_entries ORDER BY position"))
                    if (RegainedEntry.Parse(text) is { Erasure: not null } entry && known.Add(entry.Index)) lines.Add(Line(store.Keys, entry));
                var (size, note) = connection.QueryFirstOrDefault<(long, string?)>("SELECT size, note FROM checkpoints ORDER BY size DESC LIMIT 1");
                var tiles = new LogTiles(connection);
                foreach (var (position, text, salt) in connection.Query<(long Position, string, byte[]?)>(
                             "SELECT position, event, salt FROM events WHERE stream = @stream ORDER BY version", new { stream = Stream.Value }))
                    if (salt is not null && position < size && known.Add(position))
                        lines.Add(Line(store.Keys, new(new LogProof(position, tiles.InclusionProof(position, size), SignedNote.Parse(note!)), text, salt)));
            }

            if (lines.Count > before) Write(store.Keys, lines);
            return lines.Count;
        }
    }

    /// <exception cref="OtherLogException">A line is not of this key folder, or was changed; the message says which.</exception>
    public static IReadOnlyList<RegainedEntry> Read(string file, KeyFolder keys)
    {
        var entries = new List<RegainedEntry>();
        var number = 0;
        foreach (var line in File.ReadLines(file))
        {
            number++;
            try
            {
                var parts = line.Split(' ');
                var opened = Envelope.Open(Key(keys), Convert.FromBase64String(parts[^1]), Place(IndexOf(line)));
                entries.Add(RegainedEntry.Parse(Encoding.UTF8.GetString(opened)));
            }
            catch (Exception e) when (e is CryptographicException or FormatException)
            {
                throw new OtherLogException($"删除记录 {file} 第 {number} 行打不开：不是这个密钥目录写的，或者被改动过。请另找一份，或用 --erasures 指定。");
            }
        }

        return entries;
    }

    private static byte[] Key(KeyFolder keys) => keys.KeyFor("kept erasures");

    private static string Place(long index) => $"erasures|{index}";

    private static string Line(KeyFolder keys, RegainedEntry entry) => string.Create(
        CultureInfo.InvariantCulture, $"{entry.Index} {Convert.ToBase64String(Envelope.Seal(Key(keys), Encoding.UTF8.GetBytes(entry.ToString()), Place(entry.Index)))}");

    // A line that is none is kept as it is; whoever reads the file for a restore is told of it.
    private static long IndexOf(string line) =>
        long.TryParse(line.Split(' ')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : -1;

    private static void Write(KeyFolder keys, List<string> lines)
    {
        DurableFile.Write(
            keys.Erasures, Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n"))), $"{keys.Erasures}.{Environment.ProcessId}");
        DurableFile.SyncFolder(keys.Folder);
    }
}
