using System.Text;

namespace Xinqiao.Loader;

/// <summary>What somebody outside the database was told: a petition's number and the position of its first event.</summary>
internal readonly record struct Acknowledged(string Number, long Position);

/// <summary>
/// The ledger outside the database: one line for each act that was acknowledged, each written by one system call and none held
/// back, so that a killed program leaves behind exactly what it had answered.
/// </summary>
internal sealed class Acknowledgements(string file) : IDisposable
{
    private readonly FileStream stream = new(file, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
    private readonly Lock alone = new();

    public void Add(Acknowledged act)
    {
        var line = Encoding.ASCII.GetBytes($"{act.Number} {act.Position}\n");
        lock (alone) stream.Write(line);
    }

    public void Dispose() => stream.Dispose();

    public static List<Acknowledged> Read(string file) =>
        [.. File.ReadLines(file).Select(line => line.Split(' ')).Select(f => new Acknowledged(f[0], long.Parse(f[1])))];
}
