using CsCheck;
using Xinqiao.Core.Matching;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;

namespace Xinqiao.Core.Tests.Matters;

/// <summary>Every act there is, with forms filled well and badly.</summary>
internal static class Attempts
{
    private static readonly Gen<string?> Texts = Gen.Frequency(
        (6, Gen.Const((string?)"现场查看属实")), (1, One<string?>("", null, "\0", "半\uD842个")));

    private static readonly Gen<Unit> Units = Gen.Frequency(
        (6, One(Some.Housing, Some.CityManagement)), (1, One(Some.Office, Some.Discipline)));

    // In time, at the limit, past and far ahead, seen from the day of the act.
    private static readonly Gen<int?> Ahead = Gen.Frequency(
        (6, Gen.Int[1, 90].Select(d => (int?)d)), (1, One<int?>(null, -3, 0, 365, 366, 4_000)));

    private static readonly Gen<Func<Act, LegalDay?>> Days = Gen.Frequency(
        (6, Gen.Const(Day(act => new LegalDay(act.Today, "凭证1", null)))),
        (1, One(
            Day(act => new LegalDay(act.Today.AddDays(-1), "凭证1", "补录")), Day(act => new LegalDay(act.Today.AddDays(-30), "凭证1", null)),
            Day(act => new LegalDay(act.Today.AddDays(1), "", null)), Day(_ => null))));

    private static readonly Gen<Attempt> OfThePetitionDepartment = Gen.OneOf(
        Texts.SelectMany(text => Gen.Bool.Select(suspected => new Attempt("register", (m, act) => Registration.Register(
            m, Some.Registering with { Summary = text ?? "概况", SuspectedAccusation = suspected && text is null, SuspicionReason = text },
            act, Categories.Brought, Some.Places)))),
        from unit in Units
        from text in Texts
        select new Attempt("forward", (m, act) => Dispatch.Forward(m, unit, text, Some.Office, act)),
        from unit in Units
        from text in Texts
        from days in Ahead
        select new Attempt("assign", (m, act) => Dispatch.Assign(m, new DispatchTo(unit, null, In(act, days), text), Some.Office, act)),
        from text in Texts
        from days in Ahead
        select new Attempt("extend-assignment", (m, act) => Assignment.Extend(m, In(act, days), text, act)),
        from text in Texts
        select new Attempt("submit-upward", (m, act) => Submission.Submit(m, "中共崇川区委", text, "建议由住建局办理", Some.Office, act)),
        from day in Days
        from text in Texts
        select new Attempt("upward-decision", (m, act) => Submission.RecordDecision(m, day(act), text, act)),
        from consent in One<bool?>(true, true, true, false, null)
        from unit in Units
        from text in Texts
        from limit in Gen.Frequency((3, Gen.Const((int?)null)), (1, Ahead))
        from coordinator in Texts
        select new Attempt("decide-objection", (m, act) => Objection.Decide(
            m, new DecideObjection(consent, text, new DispatchTo(unit, null, In(act, limit), "查清责任"), coordinator, "纪要1号"), Some.Office, act)),
        from text in Texts
        select new Attempt("lift-urgency", (m, act) => Urgency.Lift(m, text, act)),
        from text in Texts
        select new Attempt("seal", (m, act) => Sealing.Seal(m, text, act)),
        // Of a third unit, so that somebody is left to handle it.
        from text in Texts
        select new Attempt("complained-of", (m, act) => Conflict.Name(
            m, [Some.CityManagement with { Code = "SF", Name = "司法局" }], [], text, [Some.Housing, Some.CityManagement], act)),
        from right in Gen.Enum<InformationRight>()
        from asker in Gen.Enum<InformationAsker>()
        from day in Days
        from text in Texts
        select new Attempt("record-request", (m, act) => InformationRequests.Record(m, new TakenRequest(right, asker, day(act), text, "身份证，姓名住址相符"), act)),
        from result in Gen.Enum<InformationResult>()
        from text in Texts
        select new Attempt("answer-request", (m, act) => InformationRequests.Answer(
            m, new InformationReply(InformationRequests.Next(m)?.Version, result, text, new PartyChange(null, null, null, null)), false, Some.Office, act)),
        from text in Texts
        select new Attempt("recusal", (m, act) => Conflict.Recuse(m, text, act)),
        from text in Texts
        from another in Gen.Bool
        select new Attempt("recusal-from-sealed", (m, act) => Conflict.RecuseFromSealed(m, text, another, act)),
        from kind in One<LinkKind?>(LinkKind.Repeat, LinkKind.SameCause, LinkKind.Supplement, null)
        from earlier in Gen.Int[0, 3]
        select new Attempt("link", (m, act) => Linking.Link(m, earlier == 0 ? null : LinkingTests.Earlier(m), kind, act)),
        from text in Texts
        select new Attempt("withdraw-link", (m, act) => Linking.Withdraw(m, LinkingTests.Earlier(m), text, act)),
        from alike in One<Likeness?>(Likeness.Some, Likeness.Great, Likeness.Copy, null)
        select new Attempt("same", (m, act) => SamePetitioner.AskAtCounter(m, alike, m.SamenessQuestions.Count, act)),
        from purpose in Gen.Enum<Purpose>()
        from text in Texts
        select new Attempt("unseal", (m, act) => Sealing.Unseal(m, purpose, text, act)),
        from there in Gen.Int[0, 3]
        select new Attempt("set-apart", (m, act) => Sealing.SetApart(m, there == 0 ? null : LinkingTests.Earlier(m), there < 2, act)),
        from to in One("s-3", "s-12", "s-13")
        from text in Texts
        select new Attempt("hand-over", (m, act) => Handover.PassMatter(m, m.Holder ?? "s-1", to, text, act)),
        from unit in Units
        from previewed in Gen.Int[0, 3]
        select new Attempt("pass-on", (m, act) => PassingOn.Pass(m, previewed == 0 ? null : Some.Extract, unit, Some.Office, act)),
        from purpose in Gen.Enum<AccessPurpose>()
        from text in Texts
        select new Attempt("ask-disclosure", (m, act) => Disclosure.Ask(m, purpose, text, act)),
        Gen.Const(new Attempt("approve-disclosure", (m, act) => Disclosure.Approve(m, Stored.LastAsked(m), act))),
        from text in Texts
        select new Attempt("refuse-disclosure", (m, act) => Disclosure.Refuse(m, Stored.LastAsked(m), text, act)));

    private static readonly Gen<Attempt> OfTheUnit = Gen.OneOf(
        Gen.Const(new Attempt("receive", Dispatch.Receive)),
        One<Actor?>(Some.Handler, Some.OtherHandler, Some.Head, null)
            .Select(whom => new Attempt("designate", (m, act) => Dispatch.Designate(m, whom, act))),
        from text in Texts
        select new Attempt("object", (m, act) => Objection.File(m, new FileObjection(text, "职权清单", "崇川区城市管理局"), Turn.LeadOf(m), act)),
        from route in Gen.Frequency((3, Gen.Const(Route.PetitionProcedure)), (1, Gen.Enum<Route>()))
        from text in Texts
        from signed in One<string?>(null, null, "周桂兰")
        from elsewhere in One<Diversion?>(Some.Diversion, Some.Diversion, null)
        select new Attempt("notice", (m, act) => signed is null
            ? Notice.Issue(m, route, text, Turn.LeadOf(m), act, elsewhere)
            : Notice.IssueOnTheSpot(m, route, text, signed, Turn.LeadOf(m), act, elsewhere)),
        from text in Texts
        select new Attempt("accept", (m, act) => Acceptance.Accept(m, "陆晓峰", text, Turn.LeadOf(m), act)),
        from ground in Gen.Enum<NonAcceptanceGround>()
        from text in Texts
        from rarely in Gen.Int[0, 3]
        select new Attempt("refuse-acceptance", (m, act) => NonAcceptance.Refuse(
            m, rarely == 0 ? ground : null, text, "请向原办理机关查询", "钱卫东", Turn.LeadOf(m), act)),
        from days in Gen.Int[-1, 32]
        from text in Texts
        select new Attempt("extend", (m, act) => HandlingTerm.Extend(m, days, text, "钱卫东", Turn.LeadOf(m), act)),
        from text in Texts
        from outcome in Gen.Enum<Outcome>()
        from days in Ahead
        select new Attempt("submit", (m, act) => Opinion.Submit(m, Some.Draft with
        {
            Facts = text,
            ExecuteBy = In(act, days),
            Changed = text,
            Answers = [.. Some.Draft.Answers.Select(a => a with { Outcome = outcome })],
        }, act)));

    private static readonly Gen<Attempt> OfTheAnswer = Gen.OneOf(
        from text in Texts
        select new Attempt("return", (m, act) => Opinion.Return(m, text, act)),
        Gen.Bool.Select(here => new Attempt("approve", (m, act) => Opinion.Approve(m, "钱卫东", Turn.LeadOf(m), here ? Some.Government : null, act))),
        from kind in Gen.Enum<DocumentKind>()
        from first in Gen.Bool
        from method in Gen.Enum<ServiceMethod>()
        from back in Gen.Int[-1, 3]
        select new Attempt("serve", (m, act) => Service.Serve(
            m, new ServeDocument(first ? m.Unserved?.Kind : kind, method, new LegalDay(act.Today.AddDays(-back), "凭证1", "补录"), "已签收")
            {
                Relation = Substitute.Family,
                Witness = "居委会见证",
                PublishedOn = act.Today.AddDays(-Service.PublicNoticeDays - back),
                Tried = "邮寄两次退回",
            }, act)),
        from day in Days
        from text in Texts
        select new Attempt("execute", (m, act) => Execution.Execute(m, day(act), text, act)),
        from ground in Gen.Enum<ResolutionGround>()
        from day in Days
        from text in Texts
        select new Attempt("resolve", (m, act) => Execution.Resolve(m, ground, day(act), text, act)),
        from text in Texts
        select new Attempt("report-completion", (m, act) => Assignment.Report(m, text, "已修复", "钱卫东", Turn.LeadOf(m), act)),
        from text in Texts
        select new Attempt("publish-answer", (m, act) => Publishing.Publish(
            m, "0123456789abcdef0123456789abcdef", text is null ? null : new PublicText("雨水管由谁维修", text, "由物业公司维修。", ["name=1"], []), act)),
        from text in Texts
        select new Attempt("withdraw-answer", (m, act) => Publishing.Withdraw(m, text, act)),
        from text in Texts
        select new Attempt("mark-urgent", (m, act) => Urgency.Mark(m, text, act)),
        from text in Texts
        select new Attempt("report-urgent", (m, act) => Urgency.Report(m, "区委办", text, "专报1号", act)));

    private static readonly Gen<Attempt> OfTheReview = Gen.OneOf(
        from text in Texts
        from own in Gen.Bool
        select new Attempt("ask-review", (m, act) => Review.Ask(m, new AskReview(text, "没有委托鉴定。", text), own, act)),
        from asker in Gen.Enum<ReviewAsker>()
        from day in Days
        from text in Texts
        from posted in Gen.Int[-2, 20]
        select new Attempt("record-review-request", (m, act) => Review.Record(
            m, new TakenReview(asker, day(act), posted < 0 ? null : act.Today.AddDays(-posted), "身份证相符", new AskReview("撤销", text, text)), act)),
        from text in Texts
        from own in Gen.Bool
        select new Attempt("withdraw-review", (m, act) => ReviewWithdrawal.Withdraw(m, text, own, own, act)),
        from text in Texts
        from days in Gen.Frequency((4, Gen.Const(0)), (1, Gen.Int[1, 5]))
        from held in Gen.Int[0, 3]
        select new Attempt("hearing", (m, act) => Hearing.Record(
            m, new TakenHearing(new LegalDay(act.Today.AddDays(-days), "凭证1", "补录"), text, text) { IsCancelled = held == 0 }, [], act)),
        from text in Texts
        select new Attempt("take-review", (m, act) => ReviewWork.Take(m, text, [], act)),
        from ground in Gen.Enum<ReviewRefusalGround>()
        from rarely in Gen.Int[0, 3]
        from text in Texts
        select new Attempt("refuse-review", (m, act) => ReviewWork.RefuseRequest(
            m, rarely == 0 ? ground : null, text, "可以依法提起诉讼", "季伟", Some.Government, [], act)),
        from outcome in Gen.Enum<ReviewOutcome>()
        from text in Texts
        from days in Ahead
        select new Attempt("review", (m, act) => ReviewWork.Submit(
            m, Some.Reviewing(outcome, act.Today) with { Facts = text, ExecuteBy = In(act, days), RedoDays = days }, act)),
        from text in Texts
        select new Attempt("return-review", (m, act) => ReviewWork.Return(m, text, [], act)),
        Gen.Bool.Select(here => new Attempt("approve-review", (m, act) => ReviewWork.Approve(
            m, "季伟", Some.Government, here ? Some.Government with { Code = "SZF" } : null, [], act))),
        from method in Gen.Enum<ServiceMethod>()
        select new Attempt("serve-review", (m, act) => Service.Serve(
            m, new ServeDocument(Service.WaitingFor(m, Role.Reviewer) is [var first, ..] ? first.Kind : null, method, new LegalDay(act.Today, "凭证1", null), "已签收")
            {
                Relation = Substitute.Family,
                Witness = "居委会见证",
            }, act)),
        from outcome in Gen.Enum<ReviewOutcome>()
        from day in Days
        from days in Ahead
        from text in Texts
        select new Attempt("record-review", (m, act) => OutsideReview.Record(
            m, new TakenOpinion(outcome, "通政复〔2026〕7号", day(act), text, outcome == ReviewOutcome.Change, In(act, days), days, text), act)));

    private static readonly Gen<Attempt> OfThePetitioner = Gen.OneOf(
        from text in Texts
        from own in Gen.Bool
        select new Attempt("supplement", (m, act) => Withdrawal.Supplement(m, text, own, act)),
        from factor in Gen.Int[0, 3]
        from confirmed in Gen.Int[0, 3]
        select new Attempt("withdraw", (m, act) => Withdrawal.Withdraw(m, null, confirmed == 0, factor == 0, act)),
        from right in Gen.Enum<InformationRight>()
        from text in Texts
        from own in Gen.Bool
        select new Attempt("ask-request", (m, act) => InformationRequests.Ask(m, right, text, own, act)),
        from last in Gen.Bool
        from own in Gen.Bool
        select new Attempt("open", (m, act) => PortalOpening.Open(
            m, last && m.Documents is [.., var issued] ? issued.Number : m.Unserved?.Number, own, act)),
        from own in Gen.Bool
        from rarely in Gen.Int[0, 3]
        select new Attempt("unpublish", (m, act) => Publishing.Object(m, null, own && rarely == 0, act)),
        from factor in Gen.Bool
        select new Attempt("confirm", (m, act) => Execution.Confirm(m, null, factor, act)),
        from factor in Gen.Bool
        select new Attempt("rate", (m, act) => Rating.Rate(m, Satisfaction.Satisfied, Satisfaction.Dissatisfied, null, factor, act)));

    public static readonly Gen<Attempt> All =
        Gen.Frequency((11, OfThePetitionDepartment), (10, OfTheUnit), (9, OfTheAnswer), (6, OfTheReview), (4, OfThePetitioner));

    private static DateOnly? In(Act act, int? days) => days is { } d ? act.Today.AddDays(d) : null;

    private static Func<Act, LegalDay?> Day(Func<Act, LegalDay?> day) => day;

    private static Gen<T> One<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);
}
