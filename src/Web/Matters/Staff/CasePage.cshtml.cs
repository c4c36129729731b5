using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Attachments;
using Xinqiao.Web.Documents;
using Xinqiao.Web.Identity;
using Xinqiao.Web.Matters.Terms;
using Xinqiao.Web.Petitions;
using Xinqiao.Web.Search;
using Xinqiao.Web.Storage;
using Xinqiao.Web.Units;

namespace Xinqiao.Web.Matters.Staff;

/// <summary>One matter: who has it, by when and why; what was petitioned; what can be done; how it came to be.</summary>
public sealed class CaseModel(Casework casework, CaseReader reader, CaseStore store, UnitQueries units, CategoryQueries categories, People people,
    LinkQueries links, GroupQueries groups) : PageModel
{
    public OpenCase Case { get; private set; } = null!;
    public PetitionFiled Filed { get; private set; } = null!;
    public IReadOnlyList<TermView> Terms { get; private set; } = [];
    public IReadOnlyList<TimelineEntry> Timeline { get; private set; } = [];
    public IReadOnlyList<(DocumentKind Kind, int Version)> Documents { get; private set; } = [];
    public IReadOnlyList<PossibleAct> Acts { get; private set; } = [];

    public IReadOnlyList<ShelvedFile> Files { get; private set; } = [];

    /// <summary>Matters that it stands beside, as far as whoever looks may see them.</summary>
    public IReadOnlyList<LinkedMatter> Links { get; private set; } = [];

    /// <summary>It is likely to share a cause with others, and whoever looks may see the room where that is told.</summary>
    public bool IsGrouped { get; private set; }

    public Calendar Calendar => store.Calendar;

    [TempData]
    public string? Message { get; set; }

    /// <summary>The term that ends next, with who owes it; null where none runs.</summary>
    public (DateOnly Due, DateOnly Nominal, Clock Clock)? Next =>
        DueTag.ClockOf(Case.Listed) is { } clock && Case.Listed is { DueOn: { } due, NominalOn: { } nominal }
            ? (due, nominal, clock)
            : null;

    /// <summary>The term that ends next, as it is reckoned.</summary>
    public TermView? NextTerm => Terms.FirstOrDefault(t => t.Clock == Case.Listed.Clock);

    /// <summary>What else runs that the unit or the office owes; null where nothing does. Sixty days that are only presumed say nothing yet.</summary>
    public TermView? TermAfter => RunningTerms.FirstOrDefault(t => t.Clock != Case.Listed.Clock && t.Clock != ClockId.PortalOpening
        && (t.Clock != ClockId.Handling || Case.State.Acceptance is not null));

    /// <summary>Which act comes next, and whose it is.</summary>
    public Phrase NextStep => (Case.State.Stage, Unopened) switch
    {
        // What the unit is late with stands above; the organ that reviews reads here what is its own.
        _ when Case.Staff.Role is Role.Reviewer or Role.ReviewHead && ReviewStep is { } own => own,
        _ when Next?.Clock.Id == ClockId.InformationRequest => "答复个人信息请求（登记员或者分办员）",
        (_, { IsDue: true }) => "改用其他方式送达，登记送达（承办人）",
        (Stage.ToRegister, _) => "登记（登记员）",
        (Stage.ToForward, _) => "转送、交办或者报请（分办员）",
        (Stage.AwaitingDecision, _) => "登记批示（分办员）",
        (Stage.Objected, _) => "审核异议（分办员）",
        (Stage.ToReceive, _) => "签收（承办人）",
        (Stage.ToAccept, _) when Case.State.NoticeGiven is null => "制发接收告知书（承办人）",
        (Stage.ToAccept, _) when Next?.Clock.Id == ClockId.ForwardedNotice => "送达接收告知书（承办人），再受理",
        (Stage.ToAccept, _) => "受理（承办人）",
        (Stage.InHand, _) => "提交处理意见（承办人）",
        (Stage.UnderReview, _) when ReviewStep is { } step => step,
        (Stage.ToApprove, _) => "审批处理意见（单位负责人）",
        (Stage.ToServe, not null) => "等信访人在平台打开",
        (Stage.ToServe, _) => "送达处理意见书（承办人）",
        _ => (Phrase)$"{Next?.Clock.Duty}（{NextTerm?.Owner}）",
    };

    private Phrase? ReviewStep => Case.State.OpenReview switch
    {
        null => (Phrase?)null,
        { DocumentNumber: not null } => "送达复查、复核文书（复查专员）",
        { Reviewer: null } => "受理复查、复核申请（复查专员）",
        { HearingFrom: not null, HearingUntil: null, SubmittedVersion: null } => "登记听证结果，再提交复核意见（复查专员）",
        { SubmittedVersion: null } => "提交复查、复核意见（复查专员）",
        _ => "审批复查、复核意见（复查机关负责人）",
    };

    /// <summary>What must be done, the nearest first; the rest stands behind a summary.</summary>
    public IReadOnlyList<TermView> RunningTerms => [.. Terms.Where(t => t.IsOpen).OrderByDescending(t => t.Clock == Case.Listed.Clock)];
    public IReadOnlyList<TermView> OtherTerms => [.. Terms.Where(t => !t.IsOpen)];

    /// <summary>What brings the matter on; everything else is there when it is needed.</summary>
    public bool IsMain(MatterAct act) => act switch
    {
        // What is to be served otherwise today, or was long since, comes before everything else.
        _ when Unopened is { IsDue: true } => act == MatterAct.Serve,
        // What lies on the platform is the petitioner's to open until the last day of its time.
        MatterAct.Serve => Unopened is null || Case.State.Documents.Any(d => !d.IsServed
            && Core.Matters.Service.WaitingFor(Case.State, Case.Staff.Role).Contains(d) && !Unopened.Documents.Contains(d)),
        // Nothing is drafted before it is told what came of the hearing.
        MatterAct.RecordHearing => Case.State.OpenReview is { HearingFrom: not null, HearingUntil: null },
        _ => IsOnTheWay(act),
    };

    private static bool IsOnTheWay(MatterAct act) => act is MatterAct.Register or MatterAct.Forward or MatterAct.RecordUpwardDecision
        or MatterAct.DecideObjection or MatterAct.Notice or MatterAct.Accept or MatterAct.SubmitOpinion or MatterAct.ApproveOpinion
        or MatterAct.TakeReview or MatterAct.SubmitReview or MatterAct.ApproveReview or MatterAct.Execute or MatterAct.ReportCompletion or MatterAct.ReportUrgent
        or MatterAct.DecideErasure or MatterAct.AnswerRequest;

    /// <summary>Who in the unit or the petition department has it in hand; null where nobody has.</summary>
    public string? HolderName { get; private set; }

    /// <summary>Its number in the national system; null until it was recorded.</summary>
    public string? NationalNumber { get; private set; }

    public bool RecordsNationalNumber => Case.Staff.Role is Role.Registrar or Role.Router;

    /// <summary>Codes are handed out at the counter.</summary>
    public bool ReissuesCodes => Case.Staff.Role is Role.Registrar or Role.Router && !Filed.Anonymous;

    /// <summary>What lies on the platform until the petitioner opens it; null where nothing does.</summary>
    public Unopened? Unopened => Unopened.Of(Case.State, store.Rules, Case.Today);

    /// <summary>What the petitioner added since.</summary>
    public IEnumerable<Recorded> Supplements => Case.History.Events.Where(r => r.Event is MatterSupplemented);

    /// <summary>Requests about personal data, as far as whoever looks deals with them.</summary>
    public IReadOnlyList<InformationView> Requests => Case.Shows(Part.Requests) ? InformationView.Of(Case.History, store.Rules) : [];

    /// <summary>What it is about, from the first level down; null before it is registered.</summary>
    public string? CategoryPath { get; private set; }

    /// <summary>Whose turn it is.</summary>
    public Phrase InCharge => Case.State switch
    {
        { Dispatch: null } => Case.Office.Name,
        { Stage: Stage.Objected, Dispatch: var dispatch } => (Phrase)$"{dispatch.UnitName}（异议审核期间临时负责）",
        { OpenReview: { } review, Dispatch: var dispatch } => (Phrase)$"{dispatch.UnitName}（{review.Organ}{Words.Label(review.Level)}中）",
        { Dispatch: var dispatch } => dispatch.UnitName,
    };

    /// <summary>Closed, executed, resolved: each a fact of its own, with what it says today.</summary>
    public IReadOnlyList<(Phrase Name, Phrase Fact, bool Done)> Ends =>
    [
        ("办结", Case.State.ClosedOn is { } closed ? ChineseDate.Write(closed) : "尚未", Case.State.ClosedOn is not null),
        ("执行", Case.State switch
        {
            { ExecutedOn: { } on } => ChineseDate.Write(on),
            { ClosedOn: not null, Supports: false } => "没有需要执行的",
            { ClosedOn: not null, ExecuteBy: { } by } => $"尚未，最迟{ChineseDate.Write(by)}",
            _ => "尚未",
        }, Case.State.ExecutedOn is not null),
        ("化解", Case.State.ResolvedOn is { } resolved ? ChineseDate.Write(resolved) : "尚未", Case.State.ResolvedOn is not null),
    ];

    public async Task<IActionResult> OnGet(string id)
    {
        if (await casework.Open(User, id) is not { } open) return NotFound();
        if (await reader.Petition(open.State.Petition, open.Identity) is not { } petition) return NotFound();
        Case = open;
        Filed = petition.Events.AsItStands();
        NationalNumber = petition.State.NationalNumber;
        Terms = [.. TermView.All(open.State, store.Rules, open.Today)
            .Where(t => t.Clock != ClockId.InformationRequest || open.Shows(Part.Requests))];
        CategoryPath = open.State.Category is { } category ? categories.Now().Path(category) : null;
        HolderName = open.State.Holder is { } holder ? (await people.Find(holder))?.Name : null;
        var names = (await units.Ever()).ToDictionary(u => u.Code, u => u.Name);
        var seen = await links.Of(open.Staff.Viewer, open.Id);
        Links = [.. seen.Where(l => l.IsOpen)];
        IsGrouped = open.Staff.Role is Role.Registrar or Role.Router or Role.Supervisor
            && (await groups.Grouped(open.Staff.Viewer, [open.Id.Value])).Count > 0;
        Timeline = Staff.Timeline.Of(petition.Events, open.History.Events.Where(r => LinkedMatter.IsSeen(r.Event, seen) && (open.Shows(Part.Requests) || !InformationRequests.IsOfOne(r.Event))), names, store.Calendar, categories.Now());
        Files = FileShelf.Of(petition, open.Id);
        Documents = [.. Letters.Of(open.History.Events).Where(d => Case.Shows(Part.Identity) || d.Kind != DocumentKind.ProofOfService)];
        Acts = [.. open.Acts.Where(a => a.Act is not (MatterAct.PassOn or MatterAct.Unseal))
            .OrderByDescending(a => a.Act == MatterAct.Receive || IsMain(a.Act))];
        return Page();
    }

    /// <summary>Of what a proof of service is one; null for every other document.</summary>
    public DocumentKind? ServedBy(int version) =>
        Case.History.Events.FirstOrDefault(r => r.Version == version)?.Event is DocumentServed e ? e.Document : null;

    public string DocumentPath((DocumentKind Kind, int Version) document) =>
        $"{Case.Path}/documents/{document.Version}/{Words.Of(document.Kind)}";
}
