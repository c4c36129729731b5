using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using Xinqiao.Core.Matching;

namespace Xinqiao.Web.Commands;

/// <summary>
/// Puts together the lines about one matter: <c>{"group":[ids…],"kind":"repeat|group"}</c> a line. A repeat is one text sent again by
/// one petitioner, as far as the lines say; a group is what several raise, or one raises in different words. Where it
/// holds repeats, <c>"repeats":[[ids…]…]</c> names them.
/// </summary>
internal static class GroupsVerb
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Make(Terminal terminal)
    {
        var verb = new Command(
            "groups", "归并同一事项：标准输入的全部 JSON 行分组，重复件或多人反映 / groups all JSON lines by matter: repeats, or raised by several");
        verb.SetAction((_, stop) => Answer(terminal, stop));
        return verb;
    }

    private static async Task<int> Answer(Terminal terminal, CancellationToken stop)
    {
        var (lines, code) = await MatterLine.ReadAll(terminal, stop);
        foreach (var group in MatterGroups.Of([.. lines.Select(l => l.Text)]))
            await terminal.Out.WriteLineAsync(Write([.. group.Select(i => lines[i])]));
        await terminal.Out.FlushAsync(stop);
        return code;
    }

    private static string Write(List<MatterLine> group) => JsonLines.Write(Readable, json =>
    {
        var repeats = Repeats.Among([.. group.Select(line => line.Text)], i => group[i].User);
        var isRepeat = repeats.Any(repeat => repeat.Count == group.Count);
        WriteIds(json, "group", group);
        json.WriteString("kind", isRepeat ? "repeat" : "group");
        if (isRepeat || repeats.Count == 0) return;
        json.WriteStartArray("repeats");
        foreach (var repeat in repeats) WriteIds(json, null, repeat.Select(i => group[i]));
        json.WriteEndArray();
    });

    private static void WriteIds(Utf8JsonWriter json, string? name, IEnumerable<MatterLine> lines)
    {
        if (name is null) json.WriteStartArray();
        else json.WriteStartArray(name);
        foreach (var line in lines) json.WriteRawValue(line.Id);
        json.WriteEndArray();
    }
}
