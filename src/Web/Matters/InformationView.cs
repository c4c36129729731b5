using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Matters;

/// <summary>A request about personal data as pages show it.</summary>
/// <param name="Text">What was asked for.</param>
/// <param name="DueOn">The last day for the answer; null where no calendar knows it yet.</param>
/// <param name="Answer">Null where it waits.</param>
public sealed record InformationView(AskedInformation Asked, PrivateText Text, DateOnly? DueOn, InformationAnswered? Answer)
{
    /// <summary>Every one of a matter, the latest first.</summary>
    public static IReadOnlyList<InformationView> Of(History<Matter> matter, Rules rules) =>
    [
        .. from asked in matter.State.InformationRequests.Reverse()
           let happened = (InformationAsked)matter.Events.Single(r => r.Version == asked.Version).Event
           let answer = matter.Events.Select(r => r.Event).OfType<InformationAnswered>().FirstOrDefault(e => e.Asked == asked.Version)
           select new InformationView(asked, happened.Text, InformationRequests.DueOn(asked, rules), answer),
    ];

    /// <summary>Where it stands, in words.</summary>
    public Phrase State => (Asked.Result, DueOn) switch
    {
        ({ } result, _) => (Phrase)$"{Words.Label(result)}，{ChineseDate.Write(Asked.AnsweredOn!.Value)}答复",
        (null, { } due) => $"最迟{ChineseDate.Write(due)}答复",
        _ => "等待答复，最后一日待放假安排发布后确定",
    };
}
