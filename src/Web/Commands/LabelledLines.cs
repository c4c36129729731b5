using System.Runtime.CompilerServices;
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
        await foreach (var (number, line) in LineFile.Read(file, stop)) yield return Parse(file, number, line);
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
