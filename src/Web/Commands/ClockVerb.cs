using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using Xinqiao.Core.Regulation;

namespace Xinqiao.Web.Commands;

/// <summary>
/// Reckons terms: a JSON line in, a JSON line out, in order. <c>{"id","clock","start","extendDays"?,"excludedDays"?,"due"?,"pack"?}</c>
/// becomes <c>{"id","nominal","rolled","control","article"}</c>, or with <c>"unknown":true</c> where a year's calendar is missing.
/// </summary>
internal static class ClockVerb
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Make(Terminal terminal)
    {
        var verb = new Command(
            "clock", "推算期限：标准输入每行一个 JSON，逐行作答 / reckons terms, JSON lines in and out");
        verb.SetAction((_, stop) => JsonLines.Answer(terminal, Answer, stop));
        return verb;
    }

    /// <exception cref="BadLineException">The question cannot be answered; the message says why.</exception>
    private static string Answer(JsonElement line)
    {
        var packId = JsonLines.Text(line, "pack", optional: true) ?? RulePack.Of2022.Id;
        var pack = RulePack.Named(packId) ?? throw new BadLineException($"没有名为“{packId}”的规则版本，可用 2022、2005 (unknown pack)");
        var clockId = JsonLines.Text(line, "clock")!;
        var clock = pack.Find(clockId) ?? throw new BadLineException($"规则版本 {packId} 中没有时限“{clockId}” (unknown clock)");
        return Write(line.GetProperty("id"), Reckon(clock, line));
    }

    private static Term Reckon(Clock clock, JsonElement line)
    {
        var start = JsonLines.Date(line, "start") ?? throw new BadLineException("缺少 start (start is missing)");
        var (extend, excluded) = (JsonLines.Days(line, "extendDays"), JsonLines.Days(line, "excludedDays"));
        if (clock.RefuseExtension(extend) is { } refusal) throw new BadLineException(refusal.ToString());
        if (start.Year is < 1900 or > 9000) throw new BadLineException($"start 的年份 {start.Year} 不合理 (implausible year)");
        if (clock.Unit == ClockUnit.DateInLetter)
        {
            var due = JsonLines.Date(line, "due")
                      ?? throw new BadLineException($"{clock.Id} 的期限由交办函写明，请给出 due (due is missing)");
            return due >= start && due.Year <= 9000
                ? Term.Until(clock, start, due, extend, Calendar.Embedded)
                : throw new BadLineException("due 早于 start，或者年份不合理 (due is before start)");
        }

        return clock.IsInDays
            ? Term.Reckon(clock, start, extend, excluded, Calendar.Embedded)
            : throw new BadLineException($"{clock.Id} 不以日计算 (not reckoned in days)");
    }

    private static string Write(JsonElement id, Term term) => JsonLines.Write(Readable, json =>
    {
        json.WritePropertyName("id");
        json.WriteRawValue(id.GetRawText());
        if (term.Nominal is { } nominal) json.WriteString("nominal", Iso(nominal));
        if (term.IsUnknown)
        {
            json.WriteBoolean("unknown", true);
        }
        else
        {
            json.WriteString("rolled", Iso(term.Rolled!.Value));
            json.WriteString("control", Iso(term.Control!.Value));
        }

        json.WriteString("article", term.Article.ToString());
    });

    private static string Iso(DateOnly date) => date.ToString("yyyy-MM-dd");
}
