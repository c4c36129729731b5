using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Matters.Terms;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Matters.Citizen;

/// <summary>What must happen next, by when, and why.</summary>
/// <param name="DaysLate">Days after the last day; 0 where it is not over.</param>
public sealed record NextStep(string Who, string Duty, DateOnly By, int DaysLate, Article Article);

/// <summary>The remedy against an opinion (Art. 35): where, and the last day.</summary>
/// <param name="LastDay">Null where the calendar of that year is not published; then <paramref name="Nominal"/> or later.</param>
public sealed record Remedy(string ReviewOrgan, DateOnly ServedOn, DateOnly Nominal, DateOnly? LastDay);

/// <summary>One matter as its petitioner sees it.</summary>
/// <param name="Serial">Its place among the petition's matters, from one.</param>
/// <param name="Now">Where it is, in one sentence.</param>
/// <param name="Documents">What can be opened: whatever is addressed to the petitioner; the opinion once it was served.</param>
/// <param name="Opinion">Null until the opinion was served.</param>
public sealed record MatterView(
    int Serial, Matter Matter, string Now, NextStep? Next, IReadOnlyList<TermView> Terms, IReadOnlyList<Moment> Timeline,
    IReadOnlyList<Issued> Documents, OpinionSubmitted? Opinion, Remedy? Remedy)
{
    public static MatterView Of(
        int serial, History<Matter> history, IReadOnlyList<Recorded> petition, IReadOnlyDictionary<string, string> units,
        string office, Rules rules, DateOnly today)
    {
        var m = history.State;
        var served = m.ServedOn(DocumentKind.Opinion);
        var approved = served is null ? null : history.Last<OpinionApproved>();
        return new(
            serial, m, Sentence(m, office), NextOf(m, office, rules, today), TermView.All(m, rules, today),
            Moment.All(petition, history.Events, units), Open(m).ToList(),
            approved is null ? null : (OpinionSubmitted)history.Events.Single(r => r.Version == approved.SubmittedVersion).Event,
            approved is null ? null : RemedyOf(approved.ReviewOrgan, served!.Value, rules));
    }

    /// <summary>Documents for the petitioner. The forwarding letter is the unit's; an opinion counts, and is read, once it is served.</summary>
    public static IEnumerable<Issued> Open(Matter m) => m.Documents.Where(d =>
        d.Kind == DocumentKind.RegistrationReceipt
        || (Service.IsServedOnPetitioner(d.Kind) && (d.IsServed || d.Kind != DocumentKind.Opinion)));

    private static string Sentence(Matter m, string office)
    {
        var unit = m.Dispatch?.UnitName;
        return m.Stage switch
        {
            Stage.ToRegister => $"{office}已收到，正在登记。",
            Stage.ToForward => $"{office}已登记，正在确定由哪个单位办理。",
            Stage.AwaitingDecision => $"{office}已报请{m.Upward!.To}决定。",
            Stage.ToReceive => $"已转送{unit}，等待该单位签收。",
            Stage.Objected => $"{unit}认为这件事不属于它的职权，{office}正在审核。审核期间仍由{unit}负责。",
            Stage.NotAccepted => $"{unit}决定不予受理，请看告知书：里面写明了依据和可以采取的途径。",
            Stage.Withdrawn => "您已经撤回，不再办理。以后可以重新提出。",
            Stage.Routed => $"{unit}已告知：这件事适用“{Words.Label(m.Route!.Value)}”，不按信访程序办理，请看分流告知书：里面写明了去哪里办和那里的期限。",
            Stage.ToAccept => $"{unit}已签收，正在决定怎么办理。",
            Stage.InHand => $"{unit}已受理，正在调查办理。",
            Stage.ToApprove => $"{unit}已拟出处理意见，等待单位负责人审批。",
            Stage.ToServe => $"{unit}已签发处理意见书，正在送达。",
            Stage.Served or Stage.Rated => $"已办结：{unit}的处理意见书已送达。办结不等于解决，不服的可以申请复查。",
            Stage.Sealed => "作为密件保管，正由纪检监察联络员处理。除联络员外，任何工作人员都看不到这件信访。",
            Stage.WithDiscipline => "纪检监察联络员已按管理权限转纪检监察机关，由该机关按其规定办理和反馈。",
            _ => throw new InvalidOperationException($"No sentence for {m.Stage}."),
        };
    }

    private static NextStep? NextOf(Matter m, string office, Rules rules, DateOnly today)
    {
        // Once the opinion was served the petitioner's own next step is the remedy; what a unit still owes stands among the terms.
        if (m.ServedOn(DocumentKind.Opinion) is not null) return null;
        var open = Deadlines.Of(m, rules).FirstOrDefault(d => d is { IsOpen: true, Term.Nominal: not null });
        if (open is null) return null;
        var who = m.Sealed ? "纪检监察联络员" : m.Dispatch?.UnitName ?? office;
        var by = open.Term!.Value.Nominal!.Value;
        return new NextStep(who, open.Clock.Duty, by, Math.Max(0, today.DayNumber - by.DayNumber), open.Clock.Article);
    }

    private static Remedy RemedyOf(string organ, DateOnly servedOn, Rules rules)
    {
        var term = Term.Reckon(rules.On(servedOn)[ClockId.ReviewRequest], servedOn, rules.Calendar);
        return new Remedy(organ, servedOn, term.Nominal!.Value, term.Rolled);
    }
}
