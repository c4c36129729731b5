using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Core.Redaction;
using Xinqiao.Core.Regulation;
using Xunit;

namespace Xinqiao.Core.Tests.Matters;

/// <summary>A unit, a person, a sentence for tests that need one and do not care which.</summary>
internal static class Some
{
    public static readonly Unit Office = new(
        "XF", "崇川区信访局", "南通市崇川区信访局", UnitKind.PetitionOffice, "崇信", "QU", "0513-00000001", "演示路1号", "南通市崇川区人民政府");

    public static readonly Unit Housing = new(
        "ZJ", "崇川区住房和城乡建设局", "南通市崇川区住房和城乡建设局", UnitKind.Department, "崇住建", "QU", "0513-00000002", "演示路2号",
        "南通市崇川区人民政府");

    public static readonly Unit CityManagement = new(
        "CG", "崇川区城市管理局", "南通市崇川区城市管理局", UnitKind.Department, "崇城管", "QU", "0513-00000004", "演示路4号",
        "南通市崇川区人民政府");

    public static readonly Unit Discipline = new(
        "JW", "崇川区纪委监委", "中共南通市崇川区纪律检查委员会", UnitKind.Discipline, "崇纪", "QU", "0513-00000003", "演示路3号",
        "中共南通市纪律检查委员会");

    /// <summary>The organ one level above the departments.</summary>
    public static readonly Unit Government = new(
        "QU", "崇川区", "南通市崇川区人民政府", UnitKind.District, "崇政", null, "0513-00000005", "演示路5号", "南通市人民政府");

    public static readonly Actor Reviewer = new("s-15", Role.Reviewer, "QU", "崇川区");
    public static readonly Actor ReviewHead = new("s-16", Role.ReviewHead, "QU", "崇川区");

    public static readonly Actor Registrar = new("s-1", Role.Registrar, "XF", "崇川区信访局");
    public static readonly Actor Router = new("s-2", Role.Router, "XF", "崇川区信访局");
    public static readonly Actor Handler = new("s-3", Role.Handler, "ZJ", "崇川区住房和城乡建设局");
    public static readonly Actor Head = new("s-4", Role.UnitHead, "ZJ", "崇川区住房和城乡建设局");
    public static readonly Actor Supervisor = new("s-5", Role.Supervisor, "XF", "崇川区信访局");
    public static readonly Actor Administrator = new("s-6", Role.Administrator, "XF", "崇川区信访局");
    public static readonly Actor Security = new("s-13", Role.SecurityAdministrator, "XF", "崇川区信访局");
    public static readonly Actor Auditor = new("s-14", Role.AuditAdministrator, "XF", "崇川区信访局");
    public static readonly Actor Liaison = new("s-7", Role.DisciplineLiaison, "JW", "崇川区纪委监委");
    public static readonly Actor OtherHandler = new("s-8", Role.Handler, "CG", "崇川区城市管理局");

    public static readonly IReadOnlyList<Actor> Everybody =
        [Registrar, Router, Handler, Head, Supervisor, Administrator, Security, Auditor, Liaison, OtherHandler, Reviewer, ReviewHead, Actor.Petitioner];

    public static readonly IReadOnlySet<string> Places = new HashSet<string> { "320613001", "320613002" };
    public static readonly IReadOnlySet<string> Units = new HashSet<string> { "ZJ", "CG" };

    public static FilePetition Filing(Purpose? purpose = Purpose.Request) => new(
        StreamId.Petition(Guid.Parse("00000000-0000-7000-8000-000000000001")),
        StreamId.Matter(Guid.Parse("00000000-0000-7000-8000-000000000002")),
        Channel.Portal, Received: null, purpose, "雨水管破损", "濠西新村12幢北侧雨水管破损，每逢下雨一楼进水。",
        "1. 修复雨水管\n2. 赔偿地板损失", "320613001", "濠西新村12幢", "ZJ", Anonymous: false, "周桂兰", "13800000000",
        "濠西新村12幢101室", "zhou@example.cn", ElectronicConsent: true, CodeHandedOver.ShownOnline);

    public static readonly RegisterMatter Registering = new(
        Purpose.Request, "construction", "320613001", "反映濠西新村12幢雨水管破损致一楼进水。", ["修复雨水管", "赔偿地板损失"],
        SuspectedAccusation: false, SuspicionReason: null);

    public static readonly RedactedText Extract = Redacting.Strike("局长收钱办事。", [], [], []);

    public static readonly PublicText PublicText = new(
        "老旧小区雨水管破损由谁维修", "楼外的雨水管破了，该找谁修？", "属于共用部位，由物业公司维修；需要动用维修资金的，由业主表决。", ["name=1"], ["phone=1"]);

    public static readonly DraftOpinion Draft = new(
        [new("修复雨水管", Outcome.Supported, "管道破损属实，由我局安排维修。"), new("赔偿地板损失", Outcome.NotSupported, "损失与管道破损之间的因果关系没有证据。")],
        "经现场查看，雨水管破损属实。", "《住宅专项维修资金管理办法》", "由物业公司更换雨水管", new DateOnly(2026, 6, 30));

    public static readonly Diversion Diversion = new("崇川区劳动人事争议仲裁委员会（演示路9号，电话0513-00000009）", "已移交信访材料复印件3页。");

    /// <summary>The same draft on a later day: what it promises still lies ahead.</summary>
    public static DraftOpinion DraftOn(DateOnly today) =>
        (today <= Draft.ExecuteBy ? Draft : Draft with { ExecuteBy = today.AddDays(30) }) with { Changed = "重新鉴定了破损的原因" };

    public static readonly AskReview Asking = new("撤销对第二条诉求的处理意见", "因果关系没有委托鉴定。", null);

    public static DraftReview Reviewing(ReviewOutcome outcome, DateOnly today) => new(
        outcome, "原处理意见没有委托鉴定。", "《信访工作条例》第三十五条", "因果关系应当委托鉴定以后认定。", outcome == ReviewOutcome.Change, "由住建局赔偿",
        today.AddDays(30), 20);

    public static ServeDocument Serving(DocumentKind kind, DateOnly on) =>
        new(kind, ServiceMethod.Electronic, new LegalDay(on, "平台记录4711", null), "送达至信访人的平台账户");
}

/// <summary>
/// A petition with its matter, brought on by the deciders themselves: acts are decided, recorded as the store records them, and
/// folded. Nine in the morning of Monday, 2 March 2026 unless a test moves the clock.
/// </summary>
internal sealed class Given
{
    public static readonly DateOnly Monday = new(2026, 3, 2);

    private readonly Dictionary<Series, int> drawn = [];
    private readonly List<Recorded> events = [];

    public DateOnly Today { get; private set; } = Monday;
    public Rules Rules { get; init; } = Rules.Embedded;
    public Calendar Calendar => Rules.Calendar;
    public Petition? Petition { get; private set; }

    /// <summary>The matter as folded; null before a petition was filed.</summary>
    public Matter? State { get; private set; }

    public Matter Matter => State ?? throw new InvalidOperationException("Nothing was filed.");
    public IReadOnlyList<Recorded> Events => events;
    public IReadOnlyList<Recorded> OfMatter => [.. events.Where(r => r.Event is MatterEvent)];
    public IReadOnlyList<Recorded> OfPetition => [.. events.Where(r => r.Event is PetitionEvent)];

    public static Given Nothing => new();
    public static Given Filed(FilePetition? filing = null, Actor? by = null, Calendar? calendar = null, DateOnly? on = null)
    {
        var given = new Given { Rules = calendar is null ? Rules.Embedded : new Rules(calendar, Settings.None), Today = on ?? Monday };
        return given.When(by ?? Actor.Petitioner,
            (_, act) => Registration.File(filing ?? Some.Filing(), act, "XF", Some.Places, Some.Units));
    }

    public static Given Registered() => Filed().Register();

    public static Given Suggested() => Filed(Some.Filing(Purpose.Suggestion)).When(
        Some.Registrar, (m, act) => Registration.Register(m, Some.Registering with { Purpose = Purpose.Suggestion }, act, Categories.Brought, Some.Places));

    public static Given Forwarded() => Registered().Forward();
    public static Given Received() => Forwarded().Receive();
    public static Given Noticed(Route route = Route.PetitionProcedure) => Received().GiveNotice(route);
    public static Given Accepted() => Noticed().Accept();
    public static Given Submitted() => Accepted().Submit();
    public static Given Approved() => Submitted().Approve();
    public static Given Served() => Approved().Serve(DocumentKind.Opinion);

    public Given Register() => When(Some.Registrar, (m, act) => Registration.Register(m, Some.Registering, act, Categories.Brought, Some.Places));
    public Given Forward() => When(Some.Router, (m, act) => Dispatch.Forward(m, Some.Housing, null, Some.Office, act));
    public Given SubmitUpward() => When(
        Some.Router, (m, act) => Submission.Submit(m, "中共崇川区委", "涉及上千户", "建议由住建局牵头", Some.Office, act));

    /// <summary>To report back in thirty days, or by the day given.</summary>
    public Given Assign(Unit? to = null, DateOnly? reportBy = null) => When(Some.Router, (m, act) => Dispatch.Assign(
        m, new DispatchTo(to ?? Turn.LeadOf(m), null, reportBy ?? act.Today.AddDays(30), "查清责任，限期修复"), Some.Office, act));

    public Given Object() => When(Turn.Of("object", Matter), (m, act) => Objection.File(
        m, new FileObjection("占道设施由城管部门管理", "《城市管理职责清单》第三项", "崇川区城市管理局"), Turn.LeadOf(m), act));

    /// <summary>The objection is admitted and the matter goes to another unit, or it is not.</summary>
    public Given Decide(Unit? next, string? coordinator = null) => When(Some.Router, (m, act) => Objection.Decide(
        m, new DecideObjection(next is not null, "经核实", next is null ? null : new DispatchTo(next, null), coordinator, coordinator),
        Some.Office, act));

    public Given RefuseAcceptance() => When(Turn.Of("refuse-acceptance", Matter), (m, act) => NonAcceptance.Refuse(
        m, NonAcceptanceGround.InHandBelow, "街道正在办理", "请向街道查询进度", "钱卫东", Turn.LeadOf(m), act));

    public Given Withdraw() => When(
        Actor.Petitioner, (m, act) => Withdrawal.Withdraw(m, null, confirmed: true, secondFactor: true, act));

    public Given MarkUrgent() => When(Some.Registrar, (m, act) => Urgency.Mark(m, "明日可能漫堤", act));

    public Given Receive() => When(Turn.Of("receive", Matter), Dispatch.Receive);

    public Given GiveNotice(Route route = Route.PetitionProcedure) =>
        When(Turn.Of("notice", Matter), (m, act) => Notice.Issue(
            m, route, "我局将现场查看后答复。", Turn.LeadOf(m), act, Some.Diversion));

    public Given Accept() => When(
        Turn.Of("accept", Matter), (m, act) => Acceptance.Accept(m, "陆晓峰", "雨水管维修", Turn.LeadOf(m), act));

    public Given Extend(int days = 30) =>
        When(Some.Head, (m, act) => HandlingTerm.Extend(m, days, "需委托鉴定", "钱卫东", Some.Housing, act));

    public Given Submit() => When(Turn.Of("submit", Matter), (m, act) => Opinion.Submit(m, Some.DraftOn(act.Today), act));
    public Given Approve() => When(
        Turn.Of("approve", Matter), (m, act) => Opinion.Approve(m, "钱卫东", Turn.LeadOf(m), Some.Government, act));

    public Given Serve(DocumentKind kind) =>
        When(Turn.Of("serve", Matter), (m, act) => Service.Serve(m, Some.Serving(kind, act.Today), act));

    public Given AskReview(string? late = null) => When(
        Actor.Petitioner, (m, act) => Review.Ask(m, Some.Asking with { LateBecause = late }, ownHand: true, act));

    // Whoever of the organ has nothing to do with it.
    private Actor Free(Actor actor)
    {
        var open = Matter.OpenReview!;
        var people = new[] { actor, actor with { Id = actor.Id + "-2" }, actor with { Id = actor.Id + "-3" } };
        return people.First(a => !Matter.IsInterested(a.Id) && Matter.Hands.All(h => h.Person != a.Id || h.Reviewed == open.Level)) with { Unit = open.Unit! };
    }

    private Actor InHand => Some.Reviewer with { Id = Matter.OpenReview!.Reviewer!, Unit = Matter.OpenReview.Unit! };

    public Given WithdrawReview() =>
        When(Actor.Petitioner, (m, act) => ReviewWithdrawal.Withdraw(m, null, confirmed: true, secondFactor: true, act));

    public Given TakeReview() => When(Free(Some.Reviewer), (m, act) => ReviewWork.Take(m, "有正当理由", [], act));

    public Given SubmitReview(ReviewOutcome outcome) =>
        When(InHand, (m, act) => ReviewWork.Submit(m, Some.Reviewing(outcome, act.Today), act));

    public Given ApproveReview() => When(Free(Some.ReviewHead), (m, act) => ReviewWork.Approve(m, "季伟", Some.Government, null, [], act));

    public Given ServeReview() => When(
        Some.Reviewer with { Unit = Matter.OpenReview!.Unit! }, (m, act) => Service.Serve(m, Some.Serving(Service.WaitingFor(m, Role.Reviewer)[0].Kind, act.Today), act));

    /// <summary>Taken up, decided, signed and served, as far as it is not yet.</summary>
    public Given FinishReview(ReviewOutcome outcome = ReviewOutcome.Uphold)
    {
        if (Matter.OpenReview is { DocumentNumber: null, Reviewer: null }) TakeReview();
        if (Matter.OpenReview is { DocumentNumber: null, HearingFrom: not null, HearingUntil: null })
            When(InHand, (m, act) => Hearing.Record(m, new TakenHearing(null, "申请人放弃听证。", null) { IsCancelled = true }, [], act));
        if (Matter.OpenReview is { DocumentNumber: null, SubmittedVersion: null }) SubmitReview(outcome);
        if (Matter.OpenReview is { DocumentNumber: null }) ApproveReview();
        return ServeReview();
    }

    public static Given Reviewed(ReviewOutcome outcome = ReviewOutcome.Uphold) => Served().AskReview().FinishReview(outcome);

    /// <summary>The city's government, elsewhere, decides the final review.</summary>
    public Given FinallyReviewed(ReviewOutcome outcome = ReviewOutcome.Uphold) => When(Some.Registrar, (m, act) => OutsideReview.Record(
        m, new TakenOpinion(outcome, "通政复〔2026〕7号", new LegalDay(act.Today, "回证7号", null), "江苏省人民政府", true, act.Today.AddDays(30), 20, "经复核。"), act));

    public Given Publish() => When(
        Turn.Of("publish-answer", Matter), (m, act) => Publishing.Publish(m, "0123456789abcdef0123456789abcdef", Some.PublicText, act));

    public Given Rate() => When(Actor.Petitioner,
        (m, act) => Rating.Rate(m, Satisfaction.Satisfied, Satisfaction.MostlySatisfied, null, secondFactor: true, act));

    public Given On(DateOnly day)
    {
        Today = day;
        return this;
    }

    public Given DaysLater(int days) => On(Today.AddDays(days));

    /// <summary>Decides and records; the act must be accepted.</summary>
    public Given When(Actor actor, Func<Matter, Act, Decision> decide)
    {
        var accepted = Asks(actor, decide);
        Assert.True(accepted is Decision.Accepted, (accepted as Decision.Refused)?.Refusals[0].ToString());
        return this;
    }

    /// <summary>Decides, and records what was accepted.</summary>
    public Decision Asks(Actor actor, Func<Matter, Act, Decision> decide)
    {
        var decision = decide(State!, ActOf(actor));
        if (decision is not Decision.Accepted { Events: var accepted }) return decision;
        foreach (var e in accepted) Record(e, actor);
        return decision;
    }

    public Act ActOf(Actor actor) => new(
        actor, Shanghai.StartOf(Today).AddHours(9), PrivateText.Absent, Rules,
        series => drawn[series] = drawn.GetValueOrDefault(series) + 1);

    private void Record(CaseEvent e, Actor actor)
    {
        var recorded = new Recorded(
            events.Count, events.Count(r => r.Event.Stream == e.Stream) + 1, Shanghai.StartOf(Today).AddHours(9), actor.Id, actor.Role,
            actor.Unit, PrivateText.Absent, e);
        events.Add(recorded);
        if (e is PetitionEvent) Petition = Petition.Apply(Petition, recorded);
        if (e is MatterEvent) State = Matter.Apply(State, recorded);
    }
}

/// <summary>What a test expects of a decision.</summary>
internal static class Expect
{
    /// <summary>Refused with this code under this article, with a reason that can be read.</summary>
    public static Refusal Refused(this Decision decision, string code, Article? basis = null)
    {
        var refusals = Assert.IsType<Decision.Refused>(decision).Refusals;
        var refusal = Assert.Single(refusals, r => r.Code == code);
        if (basis is not null) Assert.Equal(basis, refusal.Basis);
        Assert.EndsWith("。", refusal.Reason.ToString());
        return refusal;
    }

    public static T Event<T>(this Decision decision) where T : CaseEvent =>
        Assert.Single(Assert.IsType<Decision.Accepted>(decision).Events.OfType<T>());
}
