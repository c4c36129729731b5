using Dapper;
using Xinqiao.Core.Ledger;
using Xinqiao.Web.Ledger;
using Xinqiao.Web.Storage;

namespace Xinqiao.Loader;

/// <summary>Sizes and roots that somebody outside was shown, a line each: of one size there may be one root only, for ever.</summary>
internal sealed class ShownRoots(string file) : IDisposable
{
    private readonly FileStream stream = new(file, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
    private readonly Lock alone = new();

    public void Add(Checkpoint checkpoint)
    {
        var line = System.Text.Encoding.ASCII.GetBytes($"{checkpoint.Size} {checkpoint.Root}\n");
        lock (alone) stream.Write(line);
    }

    /// <summary>Each fault: a size with two roots, or a root that is not the database's.</summary>
    public static IEnumerable<string> Faults(string file, CaseStore store)
    {
        using var connection = store.Database.OpenToRead();
        var kept = connection.Query<(long Size, byte[] Root)>("SELECT size, root FROM checkpoints").ToDictionary(c => c.Size, c => Hash.FromBytes(c.Root).ToString());
        return File.ReadLines(file).Distinct().Select(line => line.Split(' ')).Where(f => kept.GetValueOrDefault(long.Parse(f[0])) != f[1])
            .Select(f => $"size {f[0]} was shown with root {f[1]}, the database has {kept.GetValueOrDefault(long.Parse(f[0]), "none")}");
    }

    public void Dispose() => stream.Dispose();
}

/// <summary>Publishes into a folder that goes through all crashes, and holds it against one that was made at once.</summary>
internal static class Publishing
{
    public static bool Compare(CaseStore store, string folder, string roots)
    {
        var going = LogExport.Run(store, folder, _ => { });
        using (var shown = new ShownRoots(roots)) shown.Add(going);
        var once = folder + "-once";
        if (Directory.Exists(once)) Directory.Delete(once, recursive: true);
        LogExport.Run(store, once, _ => { });
        var audit = LogFolder.Audit(folder, LogPolicy.OfLog(store.LogKey.Public));
        List<string> faults =
        [
            .. Files(once).Where(f => !Same(Path.Combine(once, f), Path.Combine(folder, f))).Select(f => $"{f} differs from the one made at once"),
            .. audit.Faults.Select(f => f.ToString()),
            .. ShownRoots.Faults(roots, store),
        ];
        foreach (var fault in faults) Console.WriteLine(fault);
        if (faults.Count == 0) Console.WriteLine($"published {going.Size} entries, {Files(once).Count()} files equal to the byte");
        return faults.Count == 0;
    }

    private static IEnumerable<string> Files(string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder, f));

    private static bool Same(string one, string other) =>
        File.Exists(other) && File.ReadAllBytes(one).AsSpan().SequenceEqual(File.ReadAllBytes(other));
}
