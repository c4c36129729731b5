using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Xinqiao.Core.Matching;

namespace Xinqiao.Web.Commands;

/// <summary>A line of a file of labelled messages: the message, or why it is none.</summary>
internal sealed record LabelledLine(string File, int Number, LabelledMessage? Message, string? Fault);

/// <summary>
/// Reads messages to learn from, one JSON object a line, plain or gzip: <c>{"label","title"?,"detail"?}</c>, where <c>label</c> is a
/// text, or several in an array where the message was filed under several.
/// </summary>
internal static class LabelledLines
{
    /// <exception cref="VerbRefusedException">The file is not there, or is no gzip though its name says so.</exception>
    public static async IAsyncEnumerable<LabelledLine> Read(string file, [EnumeratorCancellation] CancellationToken stop)
    {
        if (!File.Exists(file)) throw new VerbRefusedException($"找不到文件 {file}。", "There is no such file.");
        await using var stream = File.OpenRead(file);
        await using var plain = file.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)
            ? new GZipStream(stream, CompressionMode.Decompress)
            : (Stream)stream;
        using var reader = new StreamReader(plain, Encoding.UTF8);
        for (var number = 1; await Next(reader, file, stop) is { } line; number++)
            if (!string.IsNullOrWhiteSpace(line)) yield return Parse(file, number, line);
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

    private static LabelledLine Parse(string file, int number, string line)
    {
        try
        {
            using var document = JsonLines.ParseObject(line);
            var root = document.RootElement;
            var message = new LabelledMessage(
                JsonLines.Text(root, "title", optional: true), JsonLines.Text(root, "detail", optional: true), Labels(root));
            return string.IsNullOrWhiteSpace(message.Title + message.Detail)
                ? throw new BadLineException("title 和 detail 至少要有一项 (needs a title or a detail)")
                : new LabelledLine(file, number, message, null);
        }
        catch (BadLineException e)
        {
            return new LabelledLine(file, number, null, e.Message);
        }
    }

    private static string[] Labels(JsonElement line)
    {
        string[] labels = line.TryGetProperty("label", out var value) && value.ValueKind == JsonValueKind.Array
            ? [.. value.EnumerateArray().Select(Label)]
            : [JsonLines.Text(line, "label")!.Trim()];
        return labels.Length > 0 && labels.All(label => label.Length > 0)
            ? labels
            : throw new BadLineException("label 为空 (label is empty)");
    }

    private static string Label(JsonElement label) => label.ValueKind == JsonValueKind.String && JsonLines.Whole(label) is { } text
        ? text.Trim()
        : throw new BadLineException("label 应为字符串，或由字符串组成的数组 (label must be a string or an array of strings)");
}
