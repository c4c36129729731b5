using Xinqiao.Core.Petitions;
using Xinqiao.Core.Regulation;

namespace Xinqiao.Core.Matters;

/// <summary>What a unit states when it objects (异议书, rules 2.9).</summary>
public sealed record FileObjection(string? Reason, string? MandateBasis, string? ProposedOrgan);

/// <summary>How the forwarding department decides on an objection.</summary>
/// <param name="Next">Where the matter goes instead; demanded by a consent, so that it never lacks an owner.</param>
/// <param name="Coordinator">Who coordinated; demanded where a unit objects again (Art. 24).</param>
public sealed record DecideObjection(bool? Consent, string? Reason, DispatchTo? Next, string? Coordinator, string? Evidence);

/// <summary>
/// Objection (异议, Art. 23(3)): within five working days of receipt, with detailed reasons. It does not move the matter; the
/// consent of the forwarding department does, together with the next dispatch. Until then the unit is provisional owner and its
/// notice stays due. A second objection on the same matter is coordinated by the common superior or the joint meeting (Art. 24).
/// </summary>
public static class Objection
{
    public static readonly Article Source = Regulation.Register.Article23.InParagraph(3);

    /// <summary>Several organs dispute: the common superior decides, or the joint meeting coordinates.</summary>
    public static readonly Article Coordination = Regulation.Register.Article24;

    [Implements(23, "五个工作日内提出异议并详细说明理由")]
    public static Decision File(Matter matter, FileObjection command, Unit unit, Act act)
    {
        if (Authority.OfUnit(act, matter.Dispatch?.Unit, Role.Handler, Role.UnitHead) is { } notMine)
            return Decision.Refuse([notMine]);
        if (matter.Sealed) return Sealing.Refuse();
        if (matter.WithdrawnOn is not null) return Withdrawal.Refuse();
        if (Refusal(matter, act) is { } refusal) return refusal;

        var rule = new TextRule()
            .Required("reason", "异议理由", command.Reason, PetitionLimits.Note, Source)
            .Required("mandateBasis", "职权依据", command.MandateBasis, PetitionLimits.Note, Source)
            .Required("proposedOrgan", "建议的有权处理机关", command.ProposedOrgan, 100, Source);
        if (!rule.Passed) return Decision.Refuse(rule.Refusals);
        var (number, received) = (DocumentNumber.Draw(unit, act), matter.Dispatch!.CountsFrom);
        return Letter.Issue(
            [DocumentKind.Objection],
            [
                ("文号", number), ("信访事项编号", matter.Number), ("制发机关", unit.OrganName), ("联系方式", unit.Phone),
                ("收到日期", ChineseDate.Write(received).ToString()), ("异议理由", command.Reason), ("职权依据", command.MandateBasis),
                ("建议的有权处理机关", command.ProposedOrgan),
            ],
            new ObjectionFiled(
                matter.Id, unit.Code, number, unit.OrganName, unit.Phone, received, command.Reason, command.MandateBasis,
                command.ProposedOrgan));
    }

    private static Decision? Refusal(Matter matter, Act act)
    {
        if (matter.Dispatch!.ReceivedOn is null) return Decision.Refuse(Source, "not-received", "请先签收该事项，再提出异议。");
        if (matter.PendingObjection is not null) return Pending();
        if (matter.NoticeGiven is not null || matter.Acceptance is not null || matter.NotAcceptedOn is not null)
            return Decision.Refuse(Source, "already-noticed", "已经制发告知书的，即由本单位办理，不能再提异议。");
        if (matter.Objections is [.., { Consented: false } refused] && refused.Unit == matter.Dispatch.Unit)
            return Decision.Refuse(Source, "already-refused", "本单位的异议未获同意，请依法办理。");
        var from = matter.Dispatch.CountsFrom;
        if (act.Rules.On(from).Find(ClockId.Objection) is not { } clock)
            return Decision.Refuse(Source, "no-objection-then", "收到日期适用2005年《信访条例》，没有异议程序。");
        var term = Term.Reckon(clock, from, act.Calendar);
        // While the calendar is missing nobody is late: an unknown last day is not held against the unit.
        return term.Nominal is { } last && act.Today > last
            ? Decision.Refuse(Source, "too-late", $"异议期限为收到之日起5个工作日，已于{last:yyyy-MM-dd}届满，请依法办理。")
            : null;
    }

    /// <summary>While an objection waits, whatever would take the matter past it is refused.</summary>
    internal static Decision Pending() => Decision.Refuse(
        Source, "objection-pending", "该事项的异议正在审核，审核期间由本单位临时负责，等待信访局决定。");

    [Implements(23, "异议经核实同意方可退回，期间原单位继续负责")]
    [Implements(24, "再次异议的，由共同上级决定或者联席会议协调")]
    public static Decision Decide(Matter matter, DecideObjection command, Unit office, Act act)
    {
        if (Authority.Is(act, Role.Router) is { } notMine) return Decision.Refuse([notMine]);
        if (matter.Sealed) return Sealing.Refuse();
        if (matter.WithdrawnOn is not null) return Withdrawal.Refuse();
        if (matter.PendingObjection is not { } objection)
            return Decision.Refuse(Source, "no-objection", "该事项没有等待审核的异议。");

        var repeated = matter.Objections.Count > 1;
        var rule = new TextRule()
            .Require(command.Consent is not null, Source, "decision-missing", "请选择同意退回或者不同意。", "consent")
            .Required("reason", "审核意见", command.Reason, PetitionLimits.Note, Source)
            .Require(!repeated || !string.IsNullOrWhiteSpace(command.Coordinator), Coordination, "coordinator-missing",
                "同一事项再次提出异议，须由共同的上一级机关决定或者联席会议协调，请写明由谁决定。", "coordinator")
            .Require(!repeated || !string.IsNullOrWhiteSpace(command.Evidence), Coordination, "evidence-missing",
                "请写明决定或者会议纪要的文号。", "evidence")
            .Optional("coordinator", "协调、决定机关", command.Coordinator, 100)
            .Optional("evidence", "决定文号", command.Evidence, 200)
            .Require(command.Consent is not true || command.Next is not null, Source, "next-missing",
                "同意退回的，须同时转送或者交办其他有权处理的单位，请选择。", "then")
            .Require(command.Consent is not true || command.Next?.Unit?.Code != objection.Unit, Source, "same-unit",
                "同意退回的，须改转其他有权处理的单位。", "unit");
        // The next dispatch is asked in any case, so that everything missing is told at once; a refusal draws no number.
        var asked = rule.Passed ? act : act with { Next = static _ => 0 };
        var sent = command is { Consent: true, Next: { } next } ? Dispatch.Send(matter, next, office, asked) : Decision.Accept();
        if (!rule.Passed || sent is Decision.Refused)
            return Decision.Refuse([.. rule.Refusals, .. (sent as Decision.Refused)?.Refusals ?? []]);

        var decided = new ObjectionDecided(
            matter.Id, objection.Unit, command.Consent!.Value, repeated ? command.Coordinator!.Trim() : null,
            repeated ? command.Evidence!.Trim() : null, command.Reason);
        return Decision.Accept([decided, .. ((Decision.Accepted)sent).Events]);
    }
}
