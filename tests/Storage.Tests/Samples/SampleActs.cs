using System.Security.Cryptography;
using System.Text;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Core.Redaction;
using Xinqiao.Web.Citizens;
using Xinqiao.Web.Storage;

namespace Xinqiao.Storage.Tests.Samples;

/// <summary>A petition as it will be filed, with the identities it will have.</summary>
public sealed record SamplePetition(StreamId Petition, StreamId Matter)
{
    public Purpose Purpose { get; init; } = Purpose.Request;
    public string Title { get; init; } = "小区供暖不足";
    public string Narrative { get; init; } = "入冬以来室温一直低于十六度，多次向物业反映没有结果。";
    public string? Name { get; init; } = "张三";
    public string? Address { get; init; } = "崇文区东街2号";
    public string? Phone { get; init; } = "13800000000";

    public static SamplePetition New()
    {
        var id = Guid.CreateVersion7();
        return new SamplePetition(StreamId.Petition(id), StreamId.Matter(id));
    }

    public FilePetition Command => new(
        Petition, Matter, Channel.Portal, null, Purpose, Title, Narrative, "一、查明原因\n二、恢复供暖", "DJ", "三号楼", "ZJ",
        Name is null, Name, Phone, Address, null, ElectronicConsent: Phone is not null, CodeHandedOver.ShownOnline);
}

/// <summary>The acts of the plain path, as pages make them: an intent each, decided by Core.</summary>
public static class SampleActs
{
    public static Intent File(
        SamplePetition p, QueryCodes codes, string? key = null, string code = "1234567812345678") =>
        new(Actor.Petitioner, (_, act) => Registration.File(
            p.Command, act, SampleUnits.Office.Code, SampleUnits.Places, SampleUnits.Codes))
        {
            Key = key is null ? null : new IdempotencyKey("portal", key, SHA256.HashData(Encoding.UTF8.GetBytes(p.Title + p.Narrative))),
            Again = (_, _, petition) => Decision.Accept(new QueryCodeIssued(petition, CodeHandedOver.RepeatOfFiling)),
            Beside = events => [codes.RowOf(events[0].Event.Stream, code, events[0].RecordedAt)],
        };

    public static Intent Register(StreamId matter, Purpose purpose = Purpose.Request) => About(
        matter, SampleUnits.Registrar, (m, act) => Registration.Register(
            m, new RegisterMatter(purpose, "construction", "DJ", "反映冬季供暖不足。", ["查明原因", "恢复供暖"], false, null), act,
            Categories.Brought, SampleUnits.Places));

    public static Intent Forward(StreamId matter, Unit to) => About(
        matter, SampleUnits.Router, (m, act) => Dispatch.Forward(m, to, "请依法处理。", SampleUnits.Office, act));

    public static Intent Receive(StreamId matter, Unit unit) => About(matter, SampleUnits.Handler(unit), Dispatch.Receive);

    public static Intent Object(StreamId matter, Unit unit) => About(
        matter, SampleUnits.Handler(unit), (m, act) => Objection.File(
            m, new FileObjection("不在本单位职责清单内。", "职责清单", "有权处理的单位"), unit, act));

    /// <summary>Admitted with the unit it goes to next, or not.</summary>
    public static Intent Decide(StreamId matter, Unit? next) => About(
        matter, SampleUnits.Router, (m, act) => Objection.Decide(
            m, new DecideObjection(next is not null, "经核实。", next is null ? null : new DispatchTo(next, null), null, null),
            SampleUnits.Office, act));

    public static Intent Notify(StreamId matter, Unit unit, Route route = Route.PetitionProcedure) => About(
        matter, SampleUnits.Handler(unit), (m, act) => Notice.Issue(
            m, route, "按信访程序办理。", unit, act, new Diversion("南通市崇川区人民法院", "由信访人自行提交。")));

    public static Intent Accept(StreamId matter, Unit unit) => About(
        matter, SampleUnits.Handler(unit), (m, act) => Acceptance.Accept(m, "李四", "供暖不足的原因和整改。", unit, act));

    public static Intent Extend(StreamId matter, Unit unit, int days) => About(
        matter, SampleUnits.Head(unit), (m, act) => HandlingTerm.Extend(m, days, "情况复杂，须委托检测。", "王五", unit, act));

    public static Intent Submit(StreamId matter, Unit unit) => About(
        matter, SampleUnits.Handler(unit), (m, act) => Opinion.Submit(
            m, new DraftOpinion(
                [new("查明原因", Outcome.Supported, "换热站故障，已查明。"), new("恢复供暖", Outcome.Explained, "管网改造列入计划。")],
                "经现场检测，室温十五度。", "《信访工作条例》第三十二条", "更换换热设备。", new DateOnly(2026, 12, 31)), act));

    public static Intent Return(StreamId matter, Unit unit) => About(
        matter, SampleUnits.Head(unit), (m, act) => Opinion.Return(m, "请补充检测报告。", act));

    public static Intent Approve(StreamId matter, Unit unit) => About(
        matter, SampleUnits.Head(unit), (m, act) => Opinion.Approve(m, "王五", unit, SampleUnits.Government, act));

    public static Intent AskReview(StreamId matter) => About(
        matter, Actor.Petitioner, (m, act) => Review.Ask(m, new AskReview("撤销处理意见。", "没有测温。", "住院。"), ownHand: true, act));

    public static Intent WithdrawReview(StreamId matter) => About(
        matter, Actor.Petitioner, (m, act) => ReviewWithdrawal.Withdraw(m, "再想想。", confirmed: true, secondFactor: true, act));

    public static Intent TakeReview(StreamId matter) => About(matter, SampleUnits.Reviewer, (m, act) => ReviewWork.Take(m, "有正当理由。", [], act));

    public static Intent SubmitReview(StreamId matter, ReviewOutcome outcome = ReviewOutcome.Revoke) => About(
        matter, SampleUnits.Reviewer, (m, act) => ReviewWork.Submit(
            m, new DraftReview(outcome, "没有测温记录。", "《信访工作条例》第三十五条", "应当测温以后认定。", true, "退费。", act.Today.AddDays(30), 15), act));

    public static Intent ApproveReview(StreamId matter) => About(
        matter, SampleUnits.ReviewHead, (m, act) => ReviewWork.Approve(m, "赵六", SampleUnits.Government, null, [], act));

    public static Intent ServeReview(StreamId matter) => About(
        matter, SampleUnits.Reviewer, (m, act) => Service.Serve(
            m, new ServeDocument(DocumentKind.ReviewOpinion, ServiceMethod.Direct, new LegalDay(act.Today, "回证-2", null), "本人签收"), act));

    public static Intent Serve(StreamId matter, Unit unit, DocumentKind document) => About(
        matter, SampleUnits.Handler(unit), (m, act) => Service.Serve(
            m, new ServeDocument(document, ServiceMethod.Direct, new LegalDay(act.Today, "回证-1", null), "本人签收"), act));

    /// <summary>What was answered, in words for everybody.</summary>
    public static Intent Publish(StreamId matter, Unit unit, string id, string title = "室温不到十八度找谁", string question = "供暖以后家里还是冷，该找谁？", string answer = "请先报供热单位测温；连续两天不达标的，按天退费。") => About(
        matter, SampleUnits.Head(unit), (m, act) => Publishing.Publish(m, id, new PublicText(title, question, answer, ["name=1"], []), act));

    public static Intent WithdrawAnswer(StreamId matter) => About(
        matter, SampleUnits.Router, (m, act) => Publishing.Withdraw(m, "政策已经变化。", act));

    public static Intent Unpublish(StreamId matter) => About(
        matter, Actor.Petitioner, (m, act) => Publishing.Object(m, null, ownHand: true, act));

    public static Intent Rate(StreamId matter) => About(
        matter, Actor.Petitioner, (m, act) => Rating.Rate(
            m, Satisfaction.MostlySatisfied, Satisfaction.Satisfied, "问题解决了。", secondFactor: true, act));

    public static Intent Seal(StreamId matter) => About(
        matter, SampleUnits.Router, (m, act) => Sealing.Seal(m, "反映工作人员收受好处。", act));

    public static Intent Unseal(StreamId matter) => About(
        matter, SampleUnits.Liaison, (m, act) => Sealing.Unseal(m, Purpose.Request, "未涉及党员干部。", act));

    /// <summary>An extract to the discipline organ, or to a unit that may deal with it.</summary>
    public static Intent PassOn(StreamId matter, Unit to) => About(
        matter, SampleUnits.Liaison, (m, act) => PassingOn.Pass(
            m, Redacting.Strike("反映工作人员收受好处。", [], [], []), to, SampleUnits.Office, act));

    public static Intent AskDisclosure(StreamId matter, Unit unit) => About(
        matter, SampleUnits.Handler(unit), (m, act) => Disclosure.Ask(m, AccessPurpose.Verify, "须当面核实", act));

    /// <summary>By the head of the unit that asked, or by the liaison.</summary>
    public static Intent ApproveDisclosure(StreamId matter, Actor by) => About(
        matter, by, (m, act) => Disclosure.Approve(m, m.Disclosures is [.., var last] ? last.Version : null, act));

    /// <summary>Named by the router, or by the liaison where it is sealed.</summary>
    public static Intent Name(StreamId matter, bool isSealed, Unit complainedOf) => About(
        matter, isSealed ? SampleUnits.Liaison : SampleUnits.Router, (m, act) => Conflict.Name(m, [complainedOf], [], "信中写明。", SampleUnits.All, act));

    public static Intent Recuse(StreamId matter, Actor by) => About(matter, by, (m, act) => Conflict.Recuse(m, "信访人是亲属。", act));

    public static Intent Link(StreamId matter, StreamId earlier) => Beside(
        matter, earlier, (m, before, act) => Linking.Link(m, before, LinkKind.Repeat, act));

    public static Intent WithdrawLink(StreamId matter, StreamId earlier) => Beside(
        matter, earlier, (m, before, act) => Linking.Withdraw(m, before, "核对后不是同一信访人。", act));

    /// <summary>Every act on a matter, in the order of the plain path.</summary>
    public static IReadOnlyList<Intent> Path(StreamId matter, Unit unit) =>
    [
        Register(matter), Forward(matter, unit), Receive(matter, unit), Notify(matter, unit), Accept(matter, unit),
        Serve(matter, unit, DocumentKind.Notice), Serve(matter, unit, DocumentKind.Acceptance), Extend(matter, unit, 30),
        Serve(matter, unit, DocumentKind.Extension), Submit(matter, unit), Return(matter, unit), Submit(matter, unit),
        Approve(matter, unit), Serve(matter, unit, DocumentKind.Opinion), Rate(matter),
    ];

    /// <summary>A review from the request to its service.</summary>
    public static IReadOnlyList<Intent> ReviewPath(StreamId matter, ReviewOutcome outcome = ReviewOutcome.Revoke) =>
        [AskReview(matter), TakeReview(matter), SubmitReview(matter, outcome), ApproveReview(matter), ServeReview(matter)];

    private static Intent Beside(StreamId matter, StreamId earlier, Func<Matter, Matter, Act, Decision> decide) =>
        new(SampleUnits.Registrar, (cases, act) => decide(cases.Matter(matter), cases.Matter(earlier), act)) { Streams = [matter, earlier] };

    private static Intent About(StreamId matter, Actor actor, Func<Matter, Act, Decision> decide) =>
        new(actor, (cases, act) => decide(cases.Matter(matter), act)) { Streams = [matter], Why = "依职责办理" };
}
