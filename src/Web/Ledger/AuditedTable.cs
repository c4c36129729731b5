using System.Data.Common;
using System.Text.RegularExpressions;
using Xinqiao.Core;
using Xinqiao.Core.Furniture;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Ledger;

/// <summary>The rows a projection should have, held against those it has.</summary>
internal sealed class AuditedTable(Table table)
{
    private readonly Dictionary<string, string?[]> expected = [];

    public Table Table => table;

    public void Expect(IEnumerable<Row> rows)
    {
        foreach (var row in rows)
        {
            var values = row.Values.Select(v => v?.ToString()).ToArray();
            expected[Key(values)] = values;
        }
    }

    /// <param name="calendarVersion">Rows that were reckoned with another calendar are compared without what it changes.</param>
    public IEnumerable<string> Faults(DbConnection connection, DbTransaction snapshot, string calendarVersion)
    {
        using var command = connection.CreateCommand();
        command.Transaction = snapshot;
        command.CommandText = $"SELECT {string.Join(", ", table.Columns.Select(c => c.Name))} FROM {table.Name}";
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var values = table.Columns.Select((_, i) => reader.IsDBNull(i) ? null : reader.GetValue(i).ToString()).ToArray();
            var key = Key(values);
            if (!expected.Remove(key, out var wanted)) yield return $"{table.Name} 多出一行 {key} (a row too many)";
            else if (Difference(wanted, values, calendarVersion) is { } column)
                yield return $"{table.Name} 的 {key}：{column} 与登记账不符 (a row differs from the log)";
        }

        foreach (var key in expected.Keys) yield return $"{table.Name} 缺少一行 {key} (a row is missing)";
    }

    private string? Difference(string?[] wanted, string?[] found, string calendarVersion)
    {
        var names = table.Columns.Select(c => c.Name).ToList();
        var calendar = names.IndexOf("calendar_version");
        var otherCalendar = calendar >= 0 && found[calendar] != calendarVersion;
        for (var i = 0; i < names.Count; i++)
            if (wanted[i] != found[i] && !(otherCalendar && names[i] is "nominal" or "control" or "due" or "calendar_version")) return names[i];
        return null;
    }

    private string Key(string?[] values)
    {
        var names = table.Columns.Select(c => c.Name).ToList();
        return string.Join(' ', table.Key.Select(k => values[names.IndexOf(k)]));
    }
}

/// <summary>The numbers that events carry: each series from one, without gaps, as far as the table of numbers says.</summary>
internal sealed partial class AuditedNumbers
{
    private readonly Dictionary<Series, List<int>> seen = [];
    private readonly Dictionary<string, string> organByWord = [];

    public void Note(Recorded recorded)
    {
        switch (recorded.Event)
        {
            case UnitEstablished e: organByWord[e.Unit.Word] = e.Unit.Code; break;
            case PetitionFiled e: Petition(e.Number, e.Office); break;
            case MatterDispatched { DocumentNumber: var letter, ReceiptNumber: var receipt }:
                Document(letter);
                if (receipt is not null) Document(receipt);
                break;
            case MatterSubmittedUpward e: Document(e.DocumentNumber); break;
            case ObjectionFiled e: Document(e.DocumentNumber); break;
            case AcceptanceRefused e: Document(e.DocumentNumber); break;
            case CompletionReported e: Document(e.DocumentNumber); break;
            case SentToDiscipline e: Document(e.DocumentNumber); break;
            case NoticeIssued e: Document(e.DocumentNumber); break;
            case MatterAccepted e: Document(e.DocumentNumber); break;
            case HandlingExtended e: Document(e.DocumentNumber); break;
            case OpinionApproved e: Document(e.DocumentNumber); break;
        }
    }

    public IEnumerable<string> Faults(IReadOnlyDictionary<Series, long> last)
    {
        foreach (var (series, serials) in seen)
            if (!serials.Order().SequenceEqual(Enumerable.Range(1, serials.Count)))
                yield return $"{series.Organ} {series.Year} 年 {series.Subject} 编号有缺号或重号 (numbers with a gap)";
        foreach (var series in seen.Keys.Union(last.Keys))
            if (last.GetValueOrDefault(series) != (seen.GetValueOrDefault(series)?.Count ?? 0))
                yield return $"{series.Organ} {series.Year} 年 {series.Subject} 编号数与登记账不符 (the last number does not fit the log)";
    }

    private void Petition(string number, string organ)
    {
        var match = PetitionNumber().Match(number);
        Add(organ, "petition", match.Groups[1].Value, match.Groups[2].Value);
    }

    private void Document(string number)
    {
        var match = DocumentNumber().Match(number);
        Add(organByWord.GetValueOrDefault(match.Groups[1].Value, match.Groups[1].Value), "document", match.Groups[2].Value, match.Groups[3].Value);
    }

    // What cannot be read as a number counts as number 0, and so as a gap.
    private void Add(string organ, string subject, string year, string serial)
    {
        var series = new Series(organ, subject, int.TryParse(year, out var y) ? y : 0);
        if (!seen.TryGetValue(series, out var serials)) seen[series] = serials = [];
        serials.Add(int.TryParse(serial, out var s) ? s : 0);
    }

    [GeneratedRegex(@"(\d{4})-(\d{6,})-\d$")]
    private static partial Regex PetitionNumber();

    [GeneratedRegex(@"^(.+)〔(\d{4})〕([1-9]\d*)号$")]
    private static partial Regex DocumentNumber();
}
