using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using Xinqiao.Core.Matching;

namespace Xinqiao.Web.Commands;

/// <summary>Finds for each line the lines most likely to be about the same matter.</summary>
internal static class SimilarVerb
{
    private const int MostNeighbours = 100_000;
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Make(Terminal terminal)
    {
        var top = new Option<int>("--top") { Description = "每件列出几件 / how many neighbours of each", DefaultValueFactory = _ => 10 };
        top.Validators.Add(result =>
        {
            // What is no number at all is told by the parser itself.
            if (int.TryParse(result.Tokens.SingleOrDefault()?.Value, out var number) && number is < 1 or > MostNeighbours)
                result.AddError($"--top 应为 1 到 {MostNeighbours} 的整数 (must be 1 to {MostNeighbours})");
        });
        var verb = new Command(
            "similar", "查找同一事项：标准输入的全部 JSON 行互相比较，逐行列出最相近的 / same matter: all JSON lines are compared, the nearest of each listed")
        {
            top,
        };
        verb.SetAction((parsed, stop) => Answer(terminal, parsed.GetValue(top), stop));
        return verb;
    }

    private static async Task<int> Answer(Terminal terminal, int top, CancellationToken stop)
    {
        var (lines, code) = await MatterLine.ReadAll(terminal, stop);
        var texts = SimilarTexts.Of([.. lines.Select(l => l.Text)]);
        for (var i = 0; i < lines.Count; i++)
        {
            stop.ThrowIfCancellationRequested();
            await terminal.Out.WriteLineAsync(Write(lines, i, texts.FindLike(i, top)));
        }

        await terminal.Out.FlushAsync(stop);
        return code;
    }

    private static string Write(List<MatterLine> lines, int asked, IReadOnlyList<Neighbour> neighbours) => JsonLines.Write(Readable, json =>
    {
        json.WritePropertyName("id");
        json.WriteRawValue(lines[asked].Id);
        json.WriteStartArray("neighbours");
        foreach (var neighbour in neighbours)
        {
            json.WriteStartObject();
            json.WritePropertyName("id");
            json.WriteRawValue(lines[neighbour.Text].Id);
            json.WriteNumber("score", Math.Round((decimal)neighbour.Score, 4));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });
}
