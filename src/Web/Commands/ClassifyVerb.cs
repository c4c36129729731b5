using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using Xinqiao.Core.Matching;

namespace Xinqiao.Web.Commands;

/// <summary>
/// Suggests domains: a JSON line in, a JSON line out, in order. <c>{"id","title"?,"detail"?}</c> becomes
/// <c>{"id","suggestions":[{"label","score"}…]}</c>, the likeliest first; the scores of a line sum to 1.
/// </summary>
internal static class ClassifyVerb
{
    private const int Decimals = 6;
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Make(Terminal terminal)
    {
        var file = new Option<string>("--model") { HelpName = "MODEL", Description = "train domain 写出的模型文件 / a file that train domain wrote", Required = true };
        var verb = new Command(
            "classify", "推荐内容分类：标准输入每行一个 JSON，逐行作答 / suggests content domains, JSON lines in and out") { file };
        verb.SetAction(async (parsed, stop) =>
        {
            var model = await Load(parsed.GetRequiredValue(file), stop);
            using var features = new ThreadLocal<Features>(() => new Features());
            return await LinesAtOnce.Answer(terminal, line => Answer(model, features.Value!, line), stop);
        });
        return verb;
    }

    /// <exception cref="VerbRefusedException">It is not there, or no model this program can read.</exception>
    private static async Task<DomainModel> Load(string file, CancellationToken stop)
    {
        if (!File.Exists(file)) throw new VerbRefusedException($"找不到模型文件 {file}。", "There is no such file.");
        return DomainModelFile.Read(await File.ReadAllBytesAsync(file, stop)) switch
        {
            ModelFile.Readable readable => readable.Model,
            ModelFile.Unreadable unreadable => throw new VerbRefusedException(
                $"模型文件 {file} {unreadable.Chinese}。", $"The model cannot be read: {unreadable.English}."),
            var other => throw new InvalidOperationException(other.ToString()),
        };
    }

    private static string Answer(DomainModel model, Features features, JsonElement line)
    {
        var (title, detail) = (JsonLines.Text(line, "title", optional: true), JsonLines.Text(line, "detail", optional: true));
        if (title is null && detail is null) throw new BadLineException("title 和 detail 至少要有一项 (needs a title or a detail)");
        var answer = model.Classify(title, detail, features);
        return JsonLines.Write(Readable, json =>
        {
            json.WritePropertyName("id");
            json.WriteRawValue(line.GetProperty("id").GetRawText());
            json.WriteStartArray("suggestions");
            foreach (var suggestion in answer.Suggestions)
            {
                json.WriteStartObject();
                json.WriteString("label", suggestion.Label);
                json.WriteNumber("score", decimal.Round((decimal)suggestion.Score, Decimals));
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });
    }
}
