using Xinqiao.Core.Petitions;
using Xinqiao.Core.Regulation;

namespace Xinqiao.Core.Matters;

/// <summary>
/// Service on the platform (平台送达): a document lies there for a petitioner who agreed to electronic service from the day it was
/// issued, and is served on the day the petitioner first opens it with the query code. Unopened for five working days it must be
/// served another way. No officer can enter an opening.
/// </summary>
public static class PortalOpening
{
    public static readonly Article Source = Article.House("平台送达以首次打开为准");

    /// <summary>Documents that lie on the platform and were not opened nor served otherwise.</summary>
    public static IEnumerable<Issued> Waiting(Matter matter) =>
        matter.ElectronicConsent && matter.WithdrawnOn is null && !matter.Sealed
            ? matter.Documents.Where(d => !d.IsServed && Service.IsServedOnPetitioner(d.Kind))
            : [];

    /// <param name="ownHand">True where the query code never was with staff, or the one-time code was right.</param>
    public static Decision Open(Matter matter, string? documentNumber, bool ownHand, Act act)
    {
        if (act.Actor.Role != Role.Petitioner)
            return Decision.Refuse(Source, "not-the-petitioner", "平台送达由信访人本人打开时自动登记，任何工作人员都不能代为登记。");
        if (Waiting(matter).FirstOrDefault(d => d.Number == documentNumber) is not { } document)
            return Decision.Refuse(Source, "nothing-to-open", "没有等您打开的这份文书。");
        if (!ownHand) return Decision.Refuse([OwnHand.Unproven]);
        return Service.Prove(
            matter, document.Kind, document.Number, ServiceMethod.Portal, act.Today, Evidence, Proof, PrivateText.Absent);
    }

    private const string Evidence = "平台记录", Proof = "信访人凭查询码登录后首次打开";
}
