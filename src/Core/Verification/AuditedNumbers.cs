using System.Text.RegularExpressions;
using Xinqiao.Core.Furniture;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;

namespace Xinqiao.Core.Verification;

/// <summary>The numbers that events carry: each series from one, without gaps, as far as the table of numbers says.</summary>
public sealed partial class AuditedNumbers
{
    private readonly Dictionary<Series, List<int>> seen = [];
    private readonly Dictionary<Series, HashSet<int>> skipped = [];
    private readonly Dictionary<string, string> organByWord = [];
    private string? lastExtract;

    /// <summary>The serials that were given in each series, as far as events were noted.</summary>
    public IReadOnlyDictionary<Series, IReadOnlyCollection<int>> Given =>
        seen.ToDictionary(s => s.Key, s => (IReadOnlyCollection<int>)s.Value);

    /// <summary>Serials that nobody gets, because a lost entry may have borne them, and that no event bears: in rising order.</summary>
    public IReadOnlyList<int> Voided(Series series) => [.. Of(skipped, series).Except(Of(seen, series)).Order()];

    /// <summary>The last number of each series that was given, or that nobody gets because a lost entry may have borne it.</summary>
    public IReadOnlyDictionary<Series, int> Last => seen.Keys.Union(skipped.Keys).ToDictionary(s => s, LastOf);

    private int LastOf(Series series) => Of(seen, series).Concat(Of(skipped, series)).Max();

    private static IEnumerable<int> Of<T>(Dictionary<Series, T> serials, Series series) where T : IEnumerable<int> =>
        serials.TryGetValue(series, out var found) ? found : [];

    /// <summary>Reads the numbers that an event bears.</summary>
    public void Note(Recorded recorded)
    {
        switch (recorded.Event)
        {
            case OriginBegun e:
                foreach (var (series, from, until) in SkippedNumbers.Read(e.Skipped))
                    (skipped.TryGetValue(series, out var gone) ? gone : skipped[series] = []).UnionWith(Enumerable.Range(from, until - from));
                break;
            case UnitEstablished e: organByWord[e.Unit.Word] = e.Unit.Code; break;
            case UnitChanged e: organByWord[e.Unit.Word] = e.Unit.Code; break;
            case PetitionFiled e: Petition(e.Number, e.Office); break;
            case MatterDispatched { DocumentNumber: var letter, ReceiptNumber: var receipt }:
                Document(letter);
                if (receipt is not null) Document(receipt);
                break;
            case MatterSubmittedUpward e: Document(e.DocumentNumber); break;
            case ObjectionFiled e: Document(e.DocumentNumber); break;
            case AcceptanceRefused e: Document(e.DocumentNumber); break;
            case CompletionReported e: Document(e.DocumentNumber); break;
            // Sent to the discipline organ, it bears the number of the extract that went with it; before there were extracts, one of its own.
            case ExtractPassed e: Document(lastExtract = e.DocumentNumber); break;
            case SentToDiscipline e when e.DocumentNumber != lastExtract: Document(e.DocumentNumber); break;
            case NoticeIssued e: Document(e.DocumentNumber); break;
            case MatterAccepted e: Document(e.DocumentNumber); break;
            case HandlingExtended e: Document(e.DocumentNumber); break;
            case OpinionApproved e: Document(e.DocumentNumber); break;
            case ReviewRefused e: Document(e.DocumentNumber); break;
            case ReviewApproved e: Document(e.DocumentNumber); break;
            case ErasureApproved e: Document(e.DocumentNumber); break;
            case InformationAnswered e: Document(e.DocumentNumber); break;
            case RetentionApproved e: Document(e.DocumentNumber); break;
        }
    }

    /// <summary>Where a series is not without gaps, or not as the table of numbers says.</summary>
    public IEnumerable<string> Faults(IReadOnlyDictionary<Series, long> last)
    {
        foreach (var series in last.Keys.Where(series => !seen.ContainsKey(series) && !skipped.ContainsKey(series)))
            yield return $"{series.Organ} {series.Year} 年 {series.Subject} 在登记账中没有编号 (a series without numbers)";
        foreach (var (series, end) in Last)
        {
            if (!Of(seen, series).Order().SequenceEqual(Enumerable.Range(1, end).Except(Of(skipped, series))))
                yield return $"{series.Organ} {series.Year} 年 {series.Subject} 编号有缺号或重号 (numbers with a gap)";
            if (last.GetValueOrDefault(series) != end)
                yield return $"{series.Organ} {series.Year} 年 {series.Subject} 编号数与登记账不符 (the last number does not fit the log)";
        }
    }

    private void Petition(string number, string organ)
    {
        var match = PetitionNumber().Match(number);
        Add(organ, Petitions.PetitionNumber.Subject, match.Groups[1].Value, match.Groups[2].Value);
    }

    private void Document(string number)
    {
        var match = DocumentNumber().Match(number);
        Add(organByWord.GetValueOrDefault(match.Groups[1].Value, match.Groups[1].Value), Matters.DocumentNumber.Subject, match.Groups[2].Value, match.Groups[3].Value);
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
