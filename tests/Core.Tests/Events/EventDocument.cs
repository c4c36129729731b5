using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using CsCheck;
using Xinqiao.Core.Ledger;

namespace Xinqiao.Core.Tests.Events;

/// <summary>docs/events.md: every stored event, from the events themselves and the summaries above their classes.</summary>
internal static partial class EventDocument
{
    public const string File = "docs/events.md";

    private const string Beginning =
        """
        # Events

        What stands in the log, one row for each stored name. Generated from the code; `XINQIAO_REGENERATE=1 ./test Core` writes it anew.

        Facts stand in clear in the event's text. Of a private field only the salted digest does; its value and salt are encrypted in
        `field_values` and can be erased, so any of them may be missing; a fact that may be missing has a question mark. `request-N` stands
        for `request-1`, `request-2` and so on. Every event may carry the private field `why`, the reason of the act. The leaf kind is public.

        | stored name | meaning | facts | private fields | leaf kind |
        |---|---|---|---|---|

        """;

    public static string Write()
    {
        var meanings = Meanings();
        var text = new StringBuilder(Beginning);
        foreach (var stream in SampleEvents.Types.GroupBy(StreamOf).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            text.Append($"| **{stream.Key}** | | | | |\n");
            foreach (var type in stream) text.Append(Row(type, meanings[type.FullName!]));
        }

        return text.ToString();
    }

    private static string StreamOf(Type type) => SampleEvents.StoredName(type) is var name && name.StartsWith("petition.", StringComparison.Ordinal)
        ? "petition stream"
        : name.StartsWith("matter.", StringComparison.Ordinal) ? "matter stream" : "reference data";

    private static string Row(Type type, string meaning)
    {
        var samples = new List<(CaseEvent Event, PayloadWriter Payload)>();
        SampleEvents.Of(type).Sample(
            e =>
            {
                var payload = new PayloadWriter();
                e.Write(payload);
                samples.Add((e, payload));
            }, seed: "0000KOIPe036", iter: 300, threads: 1);
        var facts = Names(samples, p => p.Facts.Select(f => f.Key), "?");
        var texts = Names(samples, p => p.Texts.Select(t => t.Key), "");
        var kinds = string.Join(", ", samples.Select(s => s.Event.LeafKind.Word()).Distinct().Order(StringComparer.Ordinal));
        return $"| `{SampleEvents.StoredName(type)}` | {meaning} | {facts} | {texts} | {kinds} |\n";
    }

    private static string Names(
        List<(CaseEvent Event, PayloadWriter Payload)> samples, Func<PayloadWriter, IEnumerable<string>> names, string missing)
    {
        var order = Order([.. samples.Select(s => Kinds(names(s.Payload)).Distinct().ToList())]);
        return string.Join(", ", order.Select(n =>
            samples.All(s => names(s.Payload).Contains(n)) || n.EndsWith("-N", StringComparison.Ordinal) ? $"`{n}`" : $"`{n}`{missing}"));
    }

    // A name stands before those it was ever seen before; hardly a sample holds them all.
    private static List<string> Order(List<List<string>> seen)
    {
        var (order, left) = (new List<string>(), seen.SelectMany(s => s).ToHashSet());
        while (left.Count > 0)
        {
            var later = seen.SelectMany(s => s.Where(left.Contains).Skip(1)).ToHashSet();
            var next = left.Except(later).Order(StringComparer.Ordinal).First();
            order.Add(next);
            left.Remove(next);
        }

        return order;
    }

    private static IEnumerable<string> Kinds(IEnumerable<string> names) => names.Select(n => Numbered().Replace(n, "-N"));

    /// <summary>The summary above each class, by the class's full name.</summary>
    private static Dictionary<string, string> Meanings() =>
        XDocument.Load(Path.ChangeExtension(typeof(CaseEvent).Assembly.Location, ".xml")).Descendants("member")
            .Where(m => m.Attribute("name")!.Value.StartsWith("T:", StringComparison.Ordinal) && m.Element("summary") is not null)
            .ToDictionary(m => m.Attribute("name")!.Value[2..], m => Blanks().Replace(m.Element("summary")!.Value, " ").Trim());

    [GeneratedRegex(@"-\d+$")]
    private static partial Regex Numbered();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
