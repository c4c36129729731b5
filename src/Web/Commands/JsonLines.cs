using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Xinqiao.Web.Commands;

/// <summary>A line of input cannot be answered.</summary>
internal sealed class BadLineException(string message) : Exception(message);

/// <summary>Questions as JSON lines, answered in order. A bad line is named on standard error, and the good ones are still answered.</summary>
internal static class JsonLines
{
    private const int LongestDays = 100_000;

    /// <param name="answer">The answer line; throws <see cref="BadLineException"/> for a question it cannot answer.</param>
    /// <returns>0, or 2 where a line was bad.</returns>
    public static async Task<int> Answer(Terminal terminal, Func<JsonElement, string> answer, CancellationToken stop)
    {
        var code = await Read(terminal, line => terminal.Out.WriteLineAsync(answer(line)), stop);
        await terminal.Out.FlushAsync(stop);
        return code;
    }

    /// <param name="take">Takes a line; throws <see cref="BadLineException"/> for one it cannot take.</param>
    /// <returns>0, or 2 where a line was bad.</returns>
    public static Task<int> Read(Terminal terminal, Action<JsonElement> take, CancellationToken stop) => Read(
        terminal,
        line =>
        {
            take(line);
            return Task.CompletedTask;
        },
        stop);

    private static async Task<int> Read(Terminal terminal, Func<JsonElement, Task> take, CancellationToken stop)
    {
        var code = 0;
        var number = 0;
        while (await terminal.In.ReadLineAsync(stop) is { } line)
        {
            number++;
            if (string.IsNullOrWhiteSpace(line)) continue;
            try
            {
                using var document = Parse(line);
                await take(document.RootElement);
            }
            catch (BadLineException e)
            {
                code = CommandLine.BadInput;
                await terminal.Error.WriteLineAsync($"第{number}行 line {number}：{e.Message}");
            }
        }

        return code;
    }

    /// <summary>One line as an object with an id.</summary>
    /// <exception cref="BadLineException">It is no JSON, no object, or has no id.</exception>
    public static JsonDocument Parse(string line)
    {
        var document = ParseAny(line);
        var root = document.RootElement;
        if (root.ValueKind == JsonValueKind.Object
            && root.TryGetProperty("id", out var id) && id.ValueKind is JsonValueKind.String or JsonValueKind.Number)
            return document;
        document.Dispose();
        throw new BadLineException("应为含 id 的 JSON 对象 (expected an object with an id)");
    }

    /// <summary>One line as an object.</summary>
    /// <exception cref="BadLineException">It is no JSON, or no object.</exception>
    public static JsonDocument ParseObject(string line)
    {
        var document = ParseAny(line);
        if (document.RootElement.ValueKind == JsonValueKind.Object) return document;
        document.Dispose();
        throw new BadLineException("应为 JSON 对象 (expected an object)");
    }

    private static JsonDocument ParseAny(string line)
    {
        try
        {
            return JsonDocument.Parse(line.TrimStart('\uFEFF'));
        }
        catch (JsonException e)
        {
            throw new BadLineException($"不是有效的 JSON (not valid JSON)，第{e.BytePositionInLine + 1}字节处 at byte {e.BytePositionInLine + 1}");
        }
    }

    /// <exception cref="BadLineException">It is missing, or no text.</exception>
    public static string? Text(JsonElement line, string name, bool optional = false)
    {
        if (!line.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
            return optional ? null : throw new BadLineException($"缺少 {name} ({name} is missing)");
        return value.ValueKind == JsonValueKind.String
            ? Whole(value) ?? throw new BadLineException($"{name} 含有不完整的字符 ({name} holds a lone surrogate)")
            : throw new BadLineException($"{name} 应为字符串 ({name} must be a string)");
    }

    /// <summary>The text of a string; null where it holds a lone surrogate.</summary>
    public static string? Whole(JsonElement text)
    {
        try
        {
            return text.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Null where it is not given.</summary>
    /// <exception cref="BadLineException">It is no date.</exception>
    public static DateOnly? Date(JsonElement line, string name) => Text(line, name, optional: true) is not { } text
        ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : throw new BadLineException($"{name} 应为 2026-08-03 这样的日期，现为“{text}” ({name} is no date)");

    /// <summary>A number of days; 0 where it is not given.</summary>
    /// <exception cref="BadLineException">It is no whole number, or absurd.</exception>
    public static int Days(JsonElement line, string name)
    {
        if (!line.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null) return 0;
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var days) && days is >= 0 and <= LongestDays
            ? days
            : throw new BadLineException($"{name} 应为 0 到 {LongestDays} 的整数 ({name} must be a whole number)");
    }

    public static string Write(JsonWriterOptions options, Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, options))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
