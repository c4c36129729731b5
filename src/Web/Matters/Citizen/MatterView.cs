using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Matters.Terms;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Matters.Citizen;

/// <summary>What must happen next, by when, and why.</summary>
/// <param name="DaysLate">Days after the last day; 0 where it is not over.</param>
public sealed record NextStep(Phrase Who, Phrase Duty, DateOnly By, int DaysLate, Article Article);

/// <summary>The remedy against an opinion (Art. 35) or a review (Art. 36): where, and the last day.</summary>
/// <param name="IsHere">The organ works on this platform: the request is made here.</param>
/// <param name="LastDay">Null where the calendar of that year is not published; then <paramref name="Nominal"/> or later.</param>
public sealed record Remedy(ReviewLevel Level, string ReviewOrgan, bool IsHere, DateOnly ServedOn, DateOnly Nominal, DateOnly? LastDay)
{
    public DateOnly Last => LastDay ?? Nominal;
}

/// <summary>One of 办结, 执行, 化解: three facts, none of which follows from another.</summary>
/// <param name="Meaning">What the word means to somebody who does not use it.</param>
/// <param name="Tag">Class of the tag.</param>
public sealed record End(Phrase Name, Phrase Meaning, Phrase Fact, string Tag);

/// <summary>One matter as its petitioner sees it.</summary>
/// <param name="Serial">Its place among the petition's matters, from one.</param>
/// <param name="Now">Where it is, in one sentence.</param>
/// <param name="Documents">What can be opened: whatever is addressed to the petitioner; the opinion once it was served.</param>
/// <param name="Waiting">What lies on the platform until the petitioner opens it.</param>
/// <param name="Opinion">Null until the opinion was served.</param>
/// <param name="Acts">What the petitioner can do now.</param>
public sealed record MatterView(
    int Serial, Matter Matter, Phrase Now, NextStep? Next, IReadOnlyList<TermView> Terms, IReadOnlyList<Moment> Timeline,
    IReadOnlyList<Issued> Documents, IReadOnlyList<Issued> Waiting, OpinionSubmitted? Opinion, Remedy? Remedy,
    IReadOnlyList<PetitionersAct> Acts)
{
    /// <summary>The day after which what was not opened is served another way; null where nothing waits or no calendar knows it.</summary>
    public DateOnly? OtherwiseAfter { get; private init; }

    /// <summary>The document that a remedy is against.</summary>
    public Phrase Contested => Words.Label(Remedy?.Level == ReviewLevel.FinalReview ? DocumentKind.ReviewOpinion : DocumentKind.Opinion);

    /// <summary>What became of each review that was asked for.</summary>
    public IReadOnlyList<ReviewView> Reviews { get; private init; } = [];

    /// <summary>Empty before the matter is closed.</summary>
    public IReadOnlyList<End> Ends { get; private init; } = [];

    public static MatterView Of(
        int serial, History<Matter> history, IReadOnlyList<Recorded> petition, IReadOnlyDictionary<string, string> units,
        string office, Rules rules, Act asked)
    {
        var (m, today) = (history.State, asked.Today);
        var served = m.ServedOn(DocumentKind.Opinion);
        var approved = served is null ? null : history.Last<OpinionApproved>();
        return new(
            serial, m, Sentence(m, office), NextOf(m, office, rules, today), TermView.ForPetitioner(m, rules, today),
            Moment.All(petition, history.Events, units), Open(m).ToList(), PortalOpening.Waiting(m).ToList(),
            approved is null ? null : (OpinionSubmitted)history.Events.Single(r => r.Version == approved.SubmittedVersion).Event,
            Review.RemedyOf(m) is { } remedy ? RemedyOf(remedy, rules) : null, PetitionersActs.Of(m, asked))
        {
            OtherwiseAfter = Deadlines.Of(m, rules).FirstOrDefault(d => d is { IsOpen: true, Clock.Id: ClockId.PortalOpening })?.Term?.Nominal,
            Ends = EndsOf(m, history.Last<MatterResolved>(), today),
            Reviews = ReviewView.Of(history),
        };
    }

    /// <summary>
    /// Documents for the petitioner. The forwarding letter is the unit's; an opinion counts, and is read, once it is served; what
    /// waits on the platform is opened first.
    /// </summary>
    public static IEnumerable<Issued> Open(Matter m) => m.Documents.Where(d =>
        d.Kind == DocumentKind.RegistrationReceipt
        || (Service.IsServedOnPetitioner(d.Kind) && (d.IsServed || d.Kind is not (DocumentKind.Opinion or DocumentKind.ReviewOpinion or DocumentKind.FinalReviewOpinion))))
        .Except(PortalOpening.Waiting(m));

    private static Phrase Sentence(Matter m, string office)
    {
        var unit = m.Dispatch?.UnitName;
        if (m.DestroyedOn is { } destroyed) return $"保存期限届满，内容已于{ChineseDate.Write(destroyed)}依法销毁，只留编号和日期；回执仍可核验。";
        return m.Stage switch
        {
            Stage.ToRegister => (Phrase)$"{office}已收到，正在登记。",
            Stage.ToForward => $"{office}已登记，正在确定由哪个单位办理。",
            Stage.AwaitingDecision => $"{office}已报请{m.Upward!.To}决定。",
            Stage.ToReceive => $"已转送{unit}，等待该单位签收。",
            Stage.Objected => $"{unit}认为这件事不属于它的职权，{office}正在审核。审核期间仍由{unit}负责。",
            Stage.NotAccepted => $"{unit}决定不予受理，请看告知书：里面写明了依据和可以采取的途径。",
            Stage.Withdrawn => "您已经撤回，不再办理。以后可以重新提出。",
            Stage.Routed => $"{unit}已告知：这件事适用“{Words.Label(m.Route!.Value)}”，不按信访程序办理，请看分流告知书：里面写明了去哪里办和那里的期限。",
            Stage.ToAccept => $"{unit}已签收，正在决定怎么办理。",
            Stage.InHand when m.Redo is { } redo => $"{redo.Organ}{Words.Label(redo.Level)}撤销了原处理意见，{unit}正在重新办理。",
            Stage.UnderReview => $"{m.OpenReview!.Organ}正在{Words.Label(m.OpenReview.Level)}。",
            Stage.InHand => $"{unit}已受理，正在调查办理。",
            Stage.ToApprove => $"{unit}已拟出处理意见，等待单位负责人审批。",
            Stage.ToServe when PortalOpening.Waiting(m).Any(d => d.Kind == DocumentKind.Opinion) =>
                $"{unit}已签发处理意见书，等您在下面打开。",
            Stage.ToServe => $"{unit}已签发处理意见书，正在送达。",
            Stage.Served or Stage.Rated when m.ResolvedOn is not null => $"已办结：{unit}的处理意见书已送达，问题也已经登记化解。",
            Stage.Served or Stage.Rated => $"已办结：{unit}的处理意见书已送达。办结不等于解决，不服的可以申请复查。",
            Stage.Sealed => "作为密件保管，正由纪检监察联络员处理。除联络员外，任何工作人员都看不到这件信访。",
            Stage.WithDiscipline => "纪检监察联络员已按管理权限转纪检监察机关，由该机关按其规定办理和反馈。",
            _ => throw new InvalidOperationException($"No sentence for {m.Stage}."),
        };
    }

    private static NextStep? NextOf(Matter m, string office, Rules rules, DateOnly today)
    {
        // Once the opinion was served the petitioner's own next step is the remedy; what a unit still owes stands among the terms.
        if (m is { ClosedOn: not null, OpenReview: null, Sealed: false }) return null;
        // What waits to be opened is told where it can be opened.
        var open = Deadlines.Of(m, rules).FirstOrDefault(
            d => d is { IsOpen: true, Term.Nominal: not null, Clock.Id: not ClockId.PortalOpening } && (m.OpenReview is null || m.Sealed || ReviewDeadlines.IsReviewers(d.Clock.Id)));
        if (open is null) return null;
        var who = m.Sealed ? "纪检监察联络员" : TermView.UnitOwing(open.Clock, m) ?? office;
        var by = open.Term!.Value.Nominal!.Value;
        return new NextStep(who, open.Clock.Duty, by, Math.Max(0, today.DayNumber - by.DayNumber), open.Clock.Article);
    }

    private static IReadOnlyList<End> EndsOf(Matter m, MatterResolved? resolved, DateOnly today) => m.ClosedOn is not { } closed
        ? []
        :
        [
            new("办结", "处理意见书是否已经送达", ChineseDate.Write(closed), "done"),
            m switch
            {
                { ExecutedOn: { } on } => new("执行", "支持的诉求，单位是否已经落实", ChineseDate.Write(on), "done"),
                { Supports: false } => new("执行", "支持的诉求，单位是否已经落实", "处理意见没有需要执行的", ""),
                { ExecuteBy: { } by } when by < today => new("执行", "支持的诉求，单位是否已经落实", $"逾期，最迟应在{ChineseDate.Write(by)}做完", "late"),
                { ExecuteBy: { } by } => new("执行", "支持的诉求，单位是否已经落实", $"还没有，最迟{ChineseDate.Write(by)}做完", ""),
                _ => new("执行", "支持的诉求，单位是否已经落实", "还没有", ""),
            },
            m.ResolvedOn is { } solved
                ? new("化解", "问题是否真正解决", $"{ChineseDate.Write(solved)}，{(resolved is null ? "" : Words.Label(resolved.Ground))}", "done")
                : new("化解", "问题是否真正解决", "还没有", ""),
        ];

    private static Remedy RemedyOf(ReviewRemedy remedy, Rules rules)
    {
        var window = Review.WindowOf(remedy, rules);
        return new Remedy(remedy.Level, remedy.Route.Organ, remedy.Route.Unit is not null, remedy.ServedOn, window.Nominal!.Value, window.Rolled);
    }
}
