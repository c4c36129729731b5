using System.Text;
using Xinqiao.Core.Ledger;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Ledger;

/// <param name="Done">How many entries are in the folder so far, of <paramref name="Total"/>.</param>
/// <param name="Written">Files written by this run.</param>
internal readonly record struct ExportProgress(long Done, long Total, long Written);

/// <summary>A folder holds something else than the beginning of this log.</summary>
public sealed class OtherLogException(string message) : Exception(message);

/// <summary>
/// Writes the published log into a folder, which any web server can serve: the bytes of <c>/log/</c>. Bundles come before their tiles
/// and the checkpoint last, each file whole or not there, so that the folder is a sound log at every moment. A run goes on where the
/// last one ended, or broke off.
/// </summary>
internal sealed class LogExport
{
    private const string Unfinished = "unfinished";

    private readonly string folder;
    private readonly HashSet<string> touched = [];
    private long written;

    private LogExport(string folder) => this.folder = folder;

    /// <returns>The exported checkpoint.</returns>
    /// <exception cref="OtherLogException">The folder holds another log, a longer one, or another past.</exception>
    /// <exception cref="DatabaseUnusableException">No checkpoint has its quorum yet.</exception>
    public static Checkpoint Run(CaseStore store, string folder, Action<ExportProgress> progress, CancellationToken cancel = default)
    {
        var note = new WitnessedCheckpoint(store).Newest()
                   ?? throw new DatabaseUnusableException("还没有取得足够见证签名的检查点，暂时不能导出。请检查见证方是否可用。");
        var checkpoint = Checkpoint.Parse(note.Text);
        Directory.CreateDirectory(folder);
        // One run at a time; the system takes the lock back from a run that was killed.
        using var alone = new FileStream(Path.Combine(folder, ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        using var connection = store.Database.OpenToRead();
        var tiles = new LogTiles(connection);
        var export = new LogExport(folder);
        var before = export.SizeBefore(store, tiles, checkpoint);
        foreach (var tile in Tile.Between(before, checkpoint.Size))
        {
            cancel.ThrowIfCancellationRequested();
            if (tile.Level == 0) export.Put(tile.EntriesPath, tiles.Entries(tile));
            export.Put(tile.Path, tiles.Hashes(tile));
            if (tile.Level == 0)
                progress(new(Math.Min(checkpoint.Size, (tile.Index + 1) * Tile.FullWidth), checkpoint.Size, export.written));
        }

        if (KeptErasures.Bring(store) > 0) export.Put(KeptErasures.FileName, File.ReadAllBytes(store.Keys.Erasures));
        foreach (var (path, text) in FormerNames.Of(store, connection)) export.Put(path, Encoding.UTF8.GetBytes(text));
        export.Put("policy", Encoding.UTF8.GetBytes(PublishedPolicy.Text(store)));
        export.SyncFolders();
        export.Put("checkpoint", Encoding.UTF8.GetBytes(note.ToString()));
        export.SyncFolders();
        export.RemoveOutgrown(before, checkpoint.Size);
        progress(new(checkpoint.Size, checkpoint.Size, export.written));
        return checkpoint;
    }

    // What is published cannot be taken back: a folder that knows more than the database, or something else, is evidence.
    private long SizeBefore(CaseStore store, LogTiles tiles, Checkpoint now)
    {
        var path = Path.Combine(folder, "checkpoint");
        if (!File.Exists(path)) return 0;
        var note = SignedNote.Parse(File.ReadAllBytes(path));
        var before = Checkpoint.Parse(note.Text);
        var names = store.LogKey.Former.Select(f => f.Key.Name).Append(now.Origin);
        if (!names.Contains(before.Origin) || !note.Check(store.LogKey.InForce(before.Size), LogKey.Verify).IsTrusted)
            throw new OtherLogException($"目录 {folder} 中是另一本登记账（{before.Origin}），不会覆盖。请另选目录。");
        if (before.Size > now.Size)
            throw new OtherLogException(
                $"目录 {folder} 已公布 {before.Size} 条，数据库只有 {now.Size} 条：数据库少了已公布的记录。请勿覆盖，保留两者，按 docs/log.md 核查。");
        if (tiles.Root(before.Size) != before.Root)
            throw new OtherLogException($"目录 {folder} 公布的前 {before.Size} 条与数据库不同：登记账被改写过。请勿覆盖，保留两者，按 docs/log.md 核查。");
        return before.Size;
    }

    // A file of an interrupted run is right already as a rule; then nothing is written, and nothing needs to be synced.
    private void Put(string path, byte[] bytes)
    {
        var file = Path.Combine(folder, path);
        if (File.Exists(file) && File.ReadAllBytes(file).AsSpan().SequenceEqual(bytes)) return;
        for (var parent = Path.GetDirectoryName(file)!; touched.Add(parent) && parent != folder;) parent = Path.GetDirectoryName(parent)!;
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        DurableFile.Write(file, bytes, Path.Combine(folder, Unfinished));
        written++;
    }

    private void SyncFolders()
    {
        foreach (var path in touched) DurableFile.SyncFolder(path);
        touched.Clear();
    }

    // Partial tiles stay as long as an exported checkpoint needs them and the full one is not there (tlog-tiles).
    private void RemoveOutgrown(long before, long now)
    {
        foreach (var tile in Tile.Between(before, now).Where(tile => tile.IsFull))
        {
            Remove(tile.Path + ".p");
            if (tile.Level == 0) Remove(tile.EntriesPath + ".p");
        }
    }

    private void Remove(string partials)
    {
        var path = Path.Combine(folder, partials);
        if (Directory.Exists(path)) Directory.Delete(path, recursive: true);
    }
}
