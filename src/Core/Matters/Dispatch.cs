using Xinqiao.Core.Petitions;
using Xinqiao.Core.Regulation;

namespace Xinqiao.Core.Matters;

/// <summary>
/// Forwarding (转送, Art. 22(1)): within fifteen days of receipt the petition department sends the matter to the unit that is
/// competent by territory and tier, and tells the petitioner where it went.
/// </summary>
public static class Dispatch
{
    public static readonly Article Source = Regulation.Register.Article22.InParagraph(1);

    /// <param name="to">The competent unit.</param>
    /// <param name="office">The petition department that forwards; its word and contact stand on the letter.</param>
    [Implements(5, "每件事项在任一时刻只有一个责任单位")]
    [Implements(22, "转送有权处理的单位并告知去向")]
    public static Decision Forward(Matter matter, Unit? to, string? note, Unit office, Act act)
    {
        if (Authority.Is(act, Role.Router) is { } notMine) return Decision.Refuse([notMine]);
        // Before anything else: whoever the recipient would be, sealed matters have no ordinary way out.
        if (matter.Sealed) return Sealing.Refuse();
        if (!matter.IsRegistered)
            return Decision.Refuse(Registration.Source, "not-registered", "请先登记该事项，再转送。");
        if (matter.Dispatch is not null)
            return Decision.Refuse(Source, "already-forwarded", $"该事项已转送{matter.Dispatch.UnitName}。");

        var rule = new TextRule()
            .Require(to is not null, Source, "unit-missing", "请选择有权处理的单位。", "unit")
            .Require(to?.Kind is null or UnitKind.Department or UnitKind.Street or UnitKind.Zone, Source, "unit-unfit",
                "只能转送职能部门、街道或园区；检举控告由纪检监察联络员转送。", "unit")
            .Optional("note", "转送说明", note, PetitionLimits.Note);
        if (!rule.Passed) return Decision.Refuse(rule.Refusals);
        var number = DocumentNumber.Draw(office, act);
        return Letter.Issue(
            [DocumentKind.ForwardingLetter, DocumentKind.RegistrationReceipt],
            [
                ("文号", number), ("信访事项编号", matter.Number), ("制发机关", office.OrganName), ("联系方式", office.Phone),
                ("主送单位", to!.Name), ("去向", to.Name), ("收到日期", ChineseDate.Write(matter.ReceivedOn)),
            ],
            new MatterForwarded(
                matter.Id, to.Code, to.Name, office.Code, office.OrganName, office.Phone, number,
                DocumentNumber.Draw(office, act), note));
    }

    /// <summary>The unit confirms that it has the matter in hand; its terms run from this day (Art. 23(3)).</summary>
    [Implements(23, "责任单位签收，告知和异议期限自此起算")]
    public static Decision Receive(Matter matter, Act act)
    {
        if (Authority.OfUnit(act, matter.Dispatch?.Unit, Role.Handler, Role.UnitHead) is { } notMine)
            return Decision.Refuse([notMine]);
        if (matter.Sealed) return Sealing.Refuse();
        return matter.Dispatch is { ReceivedOn: null } dispatch
            ? Decision.Accept(new MatterReceived(matter.Id, dispatch.Unit, act.Today))
            : Decision.Refuse(Regulation.Register.Article23.InParagraph(3), "already-received", "该事项已经签收。");
    }
}
