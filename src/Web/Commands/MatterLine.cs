using System.Text.Json;
using Xinqiao.Core.Matching;

namespace Xinqiao.Web.Commands;

/// <summary>One line of a collection: <c>{"id","title"?,"detail"?,"user"?}</c>.</summary>
/// <param name="Id">As it was written, a JSON string or number.</param>
/// <param name="User">Who wrote it, as far as the line says; asked only whether copies come from one petitioner.</param>
internal sealed record MatterLine(string Id, MatterText Text, string? User)
{
    /// <exception cref="BadLineException">It has neither title nor detail, or one is no text.</exception>
    public static MatterLine Read(JsonElement line)
    {
        var text = new MatterText(JsonLines.Text(line, "title", optional: true), JsonLines.Text(line, "detail", optional: true));
        if (text is { Title: null, Detail: null }) throw new BadLineException("缺少 title 和 detail，至少要有一项 (neither title nor detail)");
        var user = line.TryGetProperty("user", out var by) && by.ValueKind is JsonValueKind.String or JsonValueKind.Number ? by.GetRawText() : null;
        return new(line.GetProperty("id").GetRawText(), text, user);
    }

    /// <summary>All lines of standard input; bad ones are named on standard error and left out.</summary>
    /// <returns>The exit code: 2 where a line was bad.</returns>
    public static async Task<(List<MatterLine> Lines, int Code)> ReadAll(Terminal terminal, CancellationToken stop)
    {
        var (lines, ids) = (new List<MatterLine>(), new HashSet<string>(StringComparer.Ordinal));
        var code = await JsonLines.Read(terminal, line =>
        {
            var read = Read(line);
            if (!ids.Add(read.Id)) throw new BadLineException($"id {read.Id} 在前面已经出现过 (this id came before)");
            lines.Add(read);
        }, stop);
        return (lines, code);
    }
}
