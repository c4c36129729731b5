using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text;

namespace Xinqiao.Web.Commands;

/// <summary>The lines of a text file, plain or gzip, with their numbers from one; blank ones are left out.</summary>
internal static class LineFile
{
    /// <exception cref="VerbRefusedException">The file is not there, or is no gzip though its name says so.</exception>
    public static async IAsyncEnumerable<(int Number, string Line)> Read(string file, [EnumeratorCancellation] CancellationToken stop)
    {
        if (!File.Exists(file)) throw new VerbRefusedException($"找不到文件 {file}。", "There is no such file.");
        await using var stream = File.OpenRead(file);
        await using var plain = file.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)
            ? new GZipStream(stream, CompressionMode.Decompress)
            : (Stream)stream;
        using var reader = new StreamReader(plain, Encoding.UTF8);
        for (var number = 1; await Next(reader, file, stop) is { } line; number++)
            if (!string.IsNullOrWhiteSpace(line)) yield return (number, line);
    }

    private static async Task<string?> Next(StreamReader reader, string file, CancellationToken stop)
    {
        try
        {
            return await reader.ReadLineAsync(stop);
        }
        catch (InvalidDataException e)
        {
            throw new VerbRefusedException($"文件 {file} 不是完整的 gzip 文件。", "The file is no gzip, or is damaged.", e);
        }
    }
}
