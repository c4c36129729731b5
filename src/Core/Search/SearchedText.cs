using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;

namespace Xinqiao.Core.Search;

/// <summary>A text that is searched, with what it is called.</summary>
public sealed record SearchedField(Phrase Label, string Text);

/// <summary>
/// Which texts of a matter are searched: what it is about, what was asked, what was answered. Who petitions, how they are reached and
/// where they live stand in none of them and are not even opened.
/// </summary>
public static class SearchedText
{
    public static readonly Phrase Title = "标题";

    private static readonly HashSet<string> Events =
        [PetitionFiled.Stored, MatterRegistered.Stored, MatterSupplemented.Stored, OpinionSubmitted.Stored, ReviewAsked.Stored, ReviewSubmitted.Stored];

    private static readonly HashSet<string> Fields =
        ["title", "narrative", "request", "summary", "supplement", "facts", "basis", "execution", "wanted", "contested", "opinion"];

    /// <summary>Whether events of this stored name have texts that are searched.</summary>
    public static bool Has(string storedName) => Events.Contains(storedName);

    /// <summary>Whether a private field may be opened for searching.</summary>
    public static bool Opens(string field) =>
        Fields.Contains(field) || field.StartsWith("request-", StringComparison.Ordinal) || field.StartsWith("reasons-", StringComparison.Ordinal);

    /// <summary>The texts of a matter, the title first. An erased one is absent; a draft that was not approved is no answer yet.</summary>
    public static IReadOnlyList<SearchedField> Of(IEnumerable<Recorded> petition, IReadOnlyList<Recorded> matter)
    {
        var approved = matter.Select(r => r.Event switch
        {
            OpinionApproved e => e.SubmittedVersion,
            ReviewApproved e => e.SubmittedVersion,
            _ => (int?)null,
        }).ToHashSet();
        return
        [
            .. from recorded in petition.Concat(matter)
               where recorded.Event is not (OpinionSubmitted or ReviewSubmitted) || approved.Contains(recorded.Version)
               from field in Of(recorded.Event)
               let text = field.Text.Value
               where text is not null
               select new SearchedField(field.Label, text),
        ];
    }

    /// <summary>Every 发文字号 in a matter's history: of letters, receipts and assignments.</summary>
    public static IReadOnlySet<string> DocumentNumbers(IEnumerable<Recorded> matter)
    {
        var numbers = new HashSet<string>();
        foreach (var recorded in matter)
        {
            var payload = new PayloadWriter();
            recorded.Event.Write(payload);
            foreach (var (name, value) in payload.Facts)
                if (name is "documentNumber" or "receiptNumber" or "assignmentNumber" && value is string number) numbers.Add(number);
        }

        return numbers;
    }

    private static IEnumerable<(Phrase Label, PrivateText Text)> Of(CaseEvent e) => e switch
    {
        PetitionFiled filed => [(Title, filed.Title), ("经过", filed.Narrative), ("诉求", filed.Request)],
        MatterRegistered registered => [("登记摘要", registered.Summary), .. registered.Requests.Select(r => ("登记诉求", r))],
        MatterSupplemented supplemented => [("补充", supplemented.Supplement)],
        OpinionSubmitted opinion =>
        [
            ("查明事实", opinion.Facts), .. opinion.Answers.SelectMany(a => new[] { ("答复诉求", a.Request), ("答复理由", a.Reasons) }),
            ("依据", opinion.Basis), ("执行安排", opinion.Execution),
        ],
        ReviewAsked asked => [("复查、复核的请求", asked.Wanted), ("申请复查、复核的事实和理由", asked.Contested)],
        ReviewSubmitted review =>
        [
            ("查明事实", review.Facts), ("依据", review.Basis), ("复查、复核意见", review.Opinion), ("执行安排", review.Execution),
        ],
        _ => [],
    };
}
