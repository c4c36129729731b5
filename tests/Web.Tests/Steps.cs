using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Core.Redaction;
using Xinqiao.Web.Citizens;
using Xinqiao.Web.Demo;
using Xinqiao.Web.Storage;
using Xinqiao.Web.Units;
using Xunit;

namespace Xinqiao.Web.Tests;

/// <summary>A petition that a test filed.</summary>
/// <param name="Code">Its query code, in clear.</param>
public sealed record Filed(StreamId Petition, StreamId Matter, string Number, string Code)
{
    public string MatterNumber => Number + "-1";
}

/// <summary>The steps of a matter's life, straight to the store with the deciders that the pages call. Each fails on a refusal.</summary>
public static class Steps
{
    /// <summary>A demo account as who acts: dengji, fenban, chengban, fuze, ducha, guanli, anquan, shenji, jijian.</summary>
    public static async Task<Actor> As(this Site site, string login)
    {
        var (id, _, _, role, unit) = DemoDistrict.Accounts.Single(a => a.Login == login);
        return new Actor(id, role, unit, (await site.Unit(unit)).Name);
    }

    public static async Task<Unit> Unit(this Site site, string code) =>
        await site.Get<UnitQueries>().Find(code) ?? throw new ArgumentException($"No unit {code}.", nameof(code));

    /// <summary>What a petitioner writes online, complete.</summary>
    public static FilePetition Petition(Purpose purpose = Purpose.Request) => new(
        StreamId.Petition(Guid.CreateVersion7()), StreamId.Matter(Guid.CreateVersion7()), Channel.Portal, Received: null, purpose,
        "濠西新村雨水管破损", "12幢北侧的雨水管自去年7月起破损，每逢下雨一楼进水。", "1. 修好雨水管\n2. 说明维修时间",
        Place: null, "濠西新村12幢", UnitNamed: null, Anonymous: false, "周桂兰", "13800000217", "濠西新村12幢101室",
        "zhou@example.cn", ElectronicConsent: true, CodeHandedOver.ShownOnline);

    /// <summary>Files a petition online; <paramref name="change"/> alters what is written.</summary>
    public static async Task<Filed> File(
        this Site site, Purpose purpose = Purpose.Request, Func<FilePetition, FilePetition>? change = null)
    {
        var command = (change ?? (c => c))(Petition(purpose));
        var units = (await site.Get<UnitQueries>().All()).Select(u => u.Code).ToHashSet();
        var code = QueryCodes.NewCode();
        var done = await site.Act(
            Actor.Petitioner, (_, act) => Registration.File(command, act, District.PetitionOffice, units, units),
            beside: events => [site.Get<QueryCodes>().RowOf(command.Petition, code, events[0].RecordedAt)]);
        return new Filed(command.Petition, command.Matter, ((PetitionFiled)done.Events[0].Event).Number, code);
    }

    public static RegisterMatter Registering(Purpose purpose = Purpose.Request) => new(
        purpose, "construction", Place: null, "居民反映雨水管破损致一楼进水", ["修好雨水管", "说明维修时间"],
        SuspectedAccusation: false, SuspicionReason: null);

    public static async Task Register(this Site site, Filed f, RegisterMatter? command = null) => await site.On(
        f, "dengji", (m, act) => Registration.Register(
            m, command ?? Registering(), act, Categories.Brought, new HashSet<string>()));

    public static async Task Forward(this Site site, Filed f, string unit = "ZJ")
    {
        var (to, office) = (await site.Unit(unit), await site.Unit(District.PetitionOffice));
        await site.On(f, "fenban", (m, act) => Dispatch.Forward(m, to, "属房屋共用设施维修。", office, act));
    }

    public static Task Receive(this Site site, Filed f) => site.On(f, "chengban", Dispatch.Receive);

    public static async Task GiveNotice(this Site site, Filed f, Route route = Route.PetitionProcedure)
    {
        var unit = await site.Unit("ZJ");
        await site.On(f, "chengban", (m, act) => Notice.Issue(
            m, route, "按信访程序办理，六十日内书面答复。", unit, act,
            new Diversion("南通市崇川区人民政府行政复议局（演示路8号，电话0513-00000008）", "已移交信访材料复印件2页。")));
    }

    public static async Task Accept(this Site site, Filed f)
    {
        var unit = await site.Unit("ZJ");
        await site.On(f, "chengban", (m, act) => Acceptance.Accept(m, "陆晓峰", "12幢雨水管维修", unit, act));
    }

    public static async Task Extend(this Site site, Filed f, int days = 20)
    {
        var unit = await site.Unit("ZJ");
        await site.On(f, "fuze", (m, act) => HandlingTerm.Extend(m, days, "须委托第三方检测地下管网。", "钱卫东", unit, act));
    }

    public static Task Submit(this Site site, Filed f) => site.On(f, "chengban", (m, act) => Opinion.Submit(
        m, new DraftOpinion(
            [
                new("修好雨水管", Outcome.Supported, "经现场查勘，管道确已破损，应由我局组织维修。"),
                new("说明维修时间", Outcome.Explained, "维修时间以施工合同为准，现予说明。"),
            ],
            "3月5日现场查勘，雨水管破损约两米。", "《江苏省物业管理条例》有关共用设施维修的规定", "委托养护单位更换管道",
            act.Today.AddDays(30)), act));

    public static async Task Approve(this Site site, Filed f)
    {
        var (unit, reviewing) = (await site.Unit("ZJ"), await site.Unit("QU"));
        await site.On(f, "fuze", (m, act) => Opinion.Approve(m, "钱卫东", unit, reviewing, act));
    }

    /// <summary>The petitioner asks the organ above for a review.</summary>
    public static Task AskReview(this Site site, Filed f) => site.On(
        f, Actor.Petitioner, (m, act) => Review.Ask(m, new AskReview("撤销对第二条诉求的意见", "没有说明什么时候修好。", null), ownHand: true, act));

    /// <summary>Taken up, decided, signed and served on the petitioner in person.</summary>
    public static async Task FinishReview(this Site site, Filed f, ReviewOutcome outcome = ReviewOutcome.Uphold) => await site.FinishReview(
        f, outcome, await site.As("fucha"), await site.As("fucha-fuze"), await site.Unit("QU"), onward: null);

    /// <summary>Another unit reviewed it and left it as it was; the district is asked for the final review.</summary>
    public static async Task<Filed> AskForTheLast(this Site site)
    {
        var f = await site.BringTo(Stage.ToApprove);
        var (lead, first, last) = (await site.Unit("ZJ"), await site.Unit("CG"), await site.Unit("QU"));
        Actor There(Actor actor, Role role) => actor with { Role = role, Unit = first.Code, UnitName = first.Name };
        await site.On(f, "fuze", (m, act) => Opinion.Approve(m, "钱卫东", lead, first, act));
        await site.Serve(f);
        await site.AskReview(f);
        await site.FinishReview(
            f, ReviewOutcome.Uphold, There(await site.As("guanli"), Role.Reviewer), There(await site.As("anquan"), Role.ReviewHead), first, last);
        await site.AskReview(f);
        return f;
    }

    private static async Task FinishReview(
        this Site site, Filed f, ReviewOutcome outcome, Actor reviewer, Actor head, Unit unit, Unit? onward)
    {
        await site.On(f, reviewer, (m, act) => ReviewWork.Take(m, null, [], act));
        await site.On(f, reviewer, (m, act) => ReviewWork.Submit(
            m, new DraftReview(
                outcome, "原处理意见没有写明维修时间。", "《信访工作条例》第三十五条", "应当查明施工合同，写明维修时间。", outcome == ReviewOutcome.Change,
                "由住建局督促施工单位按期维修", act.Today.AddDays(30), 20), act));
        await site.On(f, head, (m, act) => ReviewWork.Approve(m, "季伟", unit, onward, [], act));
        await site.On(f, reviewer, (m, act) => Service.Serve(
            m, new ServeDocument(
                Service.WaitingFor(m, Role.Reviewer)[0].Kind, ServiceMethod.Direct, new LegalDay(act.Today, "回证第9号", null), "周桂兰本人签收"), act));
    }

    /// <summary>Served today, signed for in person.</summary>
    public static Task Serve(this Site site, Filed f, DocumentKind document = DocumentKind.Opinion) => site.On(
        f, "chengban", (m, act) => Service.Serve(
            m, new ServeDocument(document, ServiceMethod.Direct, new LegalDay(act.Today, "回证第1号", null), "周桂兰本人签收"), act));

    /// <summary>What was answered is made public.</summary>
    /// <returns>Its public name.</returns>
    public static async Task<string> PublishAnswer(
        this Site site, Filed f, string title = "雨水管破损由谁维修", string question = "楼外的雨水管破了，一下雨就进水，该找谁修？",
        string answer = "雨水管属于共用部位，由物业公司维修；需要动用维修资金的，由业主表决。")
    {
        var id = Guid.NewGuid().ToString("N");
        await site.On(f, "fuze", (m, act) => Publishing.Publish(m, id, new PublicText(title, question, answer, [], []), act));
        return id;
    }

    public static async Task Rate(this Site site, Filed f) => await site.On(
        f, Actor.Petitioner, (m, act) => Rating.Rate(
            m, Satisfaction.Satisfied, Satisfaction.MostlySatisfied, "修得及时", secondFactor: true, act));

    /// <summary>Whoever filed a petition reports that they suffer for it.</summary>
    public static async Task<Filed> ReportRetaliation(this Site site, Filed earlier, string narrative = "科长说再告就让我儿子下岗。", string? unit = null)
    {
        var reader = site.Get<CaseReader>();
        var filed = (await reader.Petition(earlier.Petition, IdentityView.OfPetitioner))!.Last<PetitionFiled>()!;
        var (petition, matter) = (StreamId.Petition(Guid.CreateVersion7()), StreamId.Matter(Guid.CreateVersion7()));
        var (all, state, code) = (await site.Get<UnitQueries>().All(), await site.State(earlier), QueryCodes.NewCode());
        var done = await site.Act(
            Actor.Petitioner,
            (_, act) => Retaliation.Report(
                Retaliation.Filing(petition, matter, filed, narrative, unit), earlier.Number, [state], all, District.PetitionOffice, act),
            beside: events => [site.Get<QueryCodes>().RowOf(petition, code, events[0].RecordedAt)]);
        return new Filed(petition, matter, ((PetitionFiled)done.Events[0].Event).Number, code);
    }

    /// <summary>An extract of a sealed matter goes to a unit.</summary>
    public static async Task PassOn(this Site site, Filed f, string unit, string extract = "雨水管工程有人收钱。")
    {
        var (to, office) = (await site.Unit(unit), await site.Unit(District.PetitionOffice));
        await site.On(f, "jijian", (m, act) => PassingOn.Pass(m, Redacting.Strike(extract, [], [], []), to, office, act));
    }

    /// <summary>Files a petition and brings its matter to a stage, all on the clock's present day.</summary>
    public static async Task<Filed> BringTo(
        this Site site, Stage stage, Func<FilePetition, FilePetition>? change = null, string unit = "ZJ")
    {
        if (stage is Stage.Sealed or Stage.WithDiscipline)
        {
            var accusation = await site.File(Purpose.Accusation, change);
            if (stage == Stage.WithDiscipline) await site.PassOn(accusation, District.Discipline);
            return accusation;
        }

        if (Beside(site, stage) is (var before, { } step))
        {
            var beside = await site.BringTo(before, change, unit);
            await step(beside);
            return beside;
        }

        if (stage == Stage.Routed)
        {
            var routed = await site.BringTo(Stage.ToAccept, change, unit);
            await site.GiveNotice(routed, Route.StatutoryDuty);
            return routed;
        }

        var f = await site.File(change: change);
        (Stage After, Func<Task> Step)[] path =
        [
            (Stage.ToForward, () => site.Register(f)),
            (Stage.ToReceive, () => site.Forward(f, unit)),
            (Stage.ToAccept, () => site.Receive(f)),
            (Stage.InHand, async () => { await site.GiveNotice(f); await site.Accept(f); }),
            (Stage.ToApprove, () => site.Submit(f)),
            (Stage.ToServe, () => site.Approve(f)),
            (Stage.Served, () => site.Serve(f)),
            (Stage.Rated, () => site.Rate(f)),
        ];
        foreach (var (_, next) in path.TakeWhile(p => p.After <= stage)) await next();
        Assert.Equal(stage, (await site.State(f)).Stage);
        return f;
    }

    // Stages beside the plain path: from where, and by which act.
    private static (Stage Before, Func<Filed, Task>? Step) Beside(Site site, Stage stage) => stage switch
    {
        Stage.AwaitingDecision => (Stage.ToForward, f => site.SubmitUpward(f)),
        Stage.Objected => (Stage.ToAccept, f => site.Object(f)),
        Stage.NotAccepted => (Stage.ToAccept, f => site.RefuseAcceptance(f)),
        Stage.Withdrawn => (Stage.InHand, f => site.Withdraw(f)),
        Stage.UnderReview => (Stage.Served, f => site.AskReview(f)),
        _ => (stage, null),
    };

    public static async Task SubmitUpward(this Site site, Filed f)
    {
        var office = await site.Unit(District.PetitionOffice);
        await site.On(f, "fenban", (m, act) => Submission.Submit(m, "崇川区人民政府", "涉及多户居民安全。", "建议由区政府召集会商。", office, act));
    }

    public static async Task Object(this Site site, Filed f)
    {
        var unit = await site.Unit("ZJ");
        await site.On(f, "chengban", (m, act) => Objection.File(
            m, new FileObjection("雨水管网已移交市政养护。", "《崇川区市政设施移交清单》", "崇川区城市管理局"), unit, act));
    }

    /// <summary>Not admitted: the unit handles it.</summary>
    public static async Task RefuseObjection(this Site site, Filed f)
    {
        var office = await site.Unit(District.PetitionOffice);
        await site.On(f, "fenban", (m, act) => Objection.Decide(
            m, new DecideObjection(false, "养护责任未办移交，仍由住建局处理。", null, null, null), office, act));
    }

    public static async Task RefuseAcceptance(
        this Site site, Filed f, NonAcceptanceGround ground = NonAcceptanceGround.InHandBelow)
    {
        var unit = await site.Unit("ZJ");
        await site.On(f, "fuze", (m, act) => NonAcceptance.Refuse(
            m, ground, "同一事项街道正在办理。", "请等待街道的书面答复。", "钱卫东", unit, act));
    }

    public static async Task Withdraw(this Site site, Filed f) => await site.On(
        f, Actor.Petitioner, (m, act) => Withdrawal.Withdraw(m, "已经修好", confirmed: true, secondFactor: true, act));

    public static Task RecordUpwardDecision(this Site site, Filed f) => site.On(f, "fenban", (m, act) => Submission.RecordDecision(
        m, new LegalDay(act.Today, "区政办收文18号", null), "请住建局牵头，限期解决。", act));

    /// <summary>The objection is admitted and the matter goes to another unit.</summary>
    public static async Task AdmitObjection(this Site site, Filed f, string unit = "CG")
    {
        var (to, office) = (await site.Unit(unit), await site.Unit(District.PetitionOffice));
        await site.On(f, "fenban", (m, act) => Objection.Decide(
            m, new DecideObjection(true, "移交清单属实。", new DispatchTo(to, null), null, null), office, act));
    }

    /// <summary>The petitioner's name is to go.</summary>
    public static async Task AskErasure(this Site site, Filed f)
    {
        var name = new TextPlace((await site.Events(f.Petition))[0].Position, "name");
        await site.On(f, "dengji", (m, act) => Erasing.Ask(m, [name], [name], ErasureGround.ConsentWithdrawn, "本人撤回同意", act));
    }

    /// <summary>Somebody says for what, and reads who petitions until the end of the day.</summary>
    public static Task OpenIdentity(this Site site, Filed f, string login, AccessPurpose purpose = AccessPurpose.Document) =>
        site.On(f, login, (m, act) => IdentityAccess.Open(m, purpose, note: null, act));

    public static Task MarkUrgent(this Site site, Filed f) =>
        site.On(f, "dengji", (m, act) => Urgency.Mark(m, "墙体开裂，可能倒塌。", act));

    public static async Task Assign(this Site site, Filed f, int days = 30, string unit = "ZJ")
    {
        var (to, office) = (await site.Unit(unit), await site.Unit(District.PetitionOffice));
        await site.On(f, "fenban", (m, act) => Dispatch.Assign(
            m, new DispatchTo(to, null, act.Today.AddDays(days), "请报告整改方案和完成时间。"), office, act));
    }

    public static async Task ReportCompletion(this Site site, Filed f)
    {
        var unit = await site.Unit("ZJ");
        await site.On(f, "fuze", (m, act) => Assignment.Report(m, "3月5日现场查勘。", "雨水管已经更换。", "钱卫东", unit, act));
    }

    public static async Task<Matter> State(this Site site, Filed f) => (await site.Get<CaseReader>().Matter(f.Matter))!.State;

    /// <summary>The stored names of the matter's events, oldest first.</summary>
    public static async Task<IReadOnlyList<string>> EventNames(this Site site, Filed f) =>
        [.. (await site.Get<CaseReader>().Events(f.Matter)).Select(e => e.Event.StoredName)];

    /// <summary>A decider on the matter, by a demo account.</summary>
    public static async Task On(this Site site, Filed f, string login, Func<Matter, Act, Decision> decide) =>
        await site.On(f, await site.As(login), decide);

    public static Task<Result.Done> On(this Site site, Filed f, Actor actor, Func<Matter, Act, Decision> decide) =>
        site.Act(actor, (cases, act) => decide(cases.Matter(f.Matter), act), [f.Matter]);

    private static async Task<Result.Done> Act(
        this Site site, Actor actor, Func<Cases, Act, Decision> decide, IReadOnlyList<StreamId>? streams = null,
        Func<IReadOnlyList<Recorded>, IEnumerable<Row>>? beside = null)
    {
        var result = await site.Store.Act(new Intent(actor, decide) { Streams = streams ?? [], Beside = beside });
        if (result is Result.Refused refused) Assert.Fail(string.Join(' ', refused.Refusals));
        return Assert.IsType<Result.Done>(result);
    }
}
