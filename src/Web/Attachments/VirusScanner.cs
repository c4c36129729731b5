using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Attachments;

/// <summary>What a scanner says of a file. That nothing is known against it does not mean that it is safe.</summary>
public enum ScanVerdict
{
    Clean,
    Infected,

    /// <summary>No scanner is set up, or it did not answer: the file waits.</summary>
    NotAsked,
}

/// <summary>
/// ClamAV's daemon at its UNIX socket, as the file <c>clamd</c> in the key folder names it. Asked with zINSTREAM, so that it needs to
/// read no file of ours.
/// </summary>
/// <param name="socket">Null where no scanner is set up.</param>
public sealed class VirusScanner(string? socket)
{
    private const int Chunk = 64 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public bool IsSetUp => socket is not null;

    public static VirusScanner Of(KeyFolder keys) =>
        new(File.Exists(keys.VirusScanner) && File.ReadAllText(keys.VirusScanner).Trim() is { Length: > 0 } path ? path : null);

    public async Task<ScanVerdict> Scan(ReadOnlyMemory<byte> file, CancellationToken stop)
    {
        if (socket is null) return ScanVerdict.NotAsked;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(Patience);
        try
        {
            var answer = await Ask(file, patience.Token);
            // Whatever is neither, as a limit of its own that was passed, is no answer.
            return answer.EndsWith(" FOUND", StringComparison.Ordinal) ? ScanVerdict.Infected
                : answer == "stream: OK" ? ScanVerdict.Clean : ScanVerdict.NotAsked;
        }
        catch (Exception e) when (e is SocketException or IOException || (e is OperationCanceledException && !stop.IsCancellationRequested))
        {
            return ScanVerdict.NotAsked;
        }
    }

    private async Task<string> Ask(ReadOnlyMemory<byte> file, CancellationToken stop)
    {
        using var connection = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await connection.ConnectAsync(new UnixDomainSocketEndPoint(socket!), stop);
        await using var stream = new NetworkStream(connection);
        await stream.WriteAsync("zINSTREAM\0"u8.ToArray(), stop);
        var length = new byte[4];
        for (var at = 0; at < file.Length; at += Chunk)
        {
            var part = file.Slice(at, Math.Min(Chunk, file.Length - at));
            BinaryPrimitives.WriteInt32BigEndian(length, part.Length);
            await stream.WriteAsync(length, stop);
            await stream.WriteAsync(part, stop);
        }

        await stream.WriteAsync(new byte[4], stop);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return (await reader.ReadToEndAsync(stop)).TrimEnd('\0');
    }
}
