using Xinqiao.Core.Regulation;

namespace Xinqiao.Core.Matters;

/// <summary>Why a matter belongs beside an earlier one.</summary>
public enum LinkKind
{
    /// <summary>The same petitioner on the same matter once more.</summary>
    [Word("repeat", "重复信访")] Repeat,

    /// <summary>Other petitioners on the same matter.</summary>
    [Word("same-cause", "同一事项")] SameCause,

    /// <summary>Material that belongs to what was petitioned earlier.</summary>
    [Word("supplement", "补充材料")] Supplement,
}

/// <summary>That a matter was put beside an earlier one.</summary>
/// <param name="WithdrawnOn">When it turned out to be a mistake.</param>
public sealed record Linked(StreamId Earlier, LinkKind Kind, DateOnly On, DateOnly? WithdrawnOn = null)
{
    public bool IsOpen => WithdrawnOn is null;
}

/// <summary>What somebody at the counter chose while taking a petition down.</summary>
/// <param name="Earlier">Null where there is no such matter.</param>
public sealed record LinkTo(Matter? Earlier, LinkKind Kind);

/// <summary>
/// Screening (筛重): an officer finds that a matter repeats an earlier one, has the same cause, or adds to it. Whatever comes is registered by
/// itself (Art. 22(1)), and a link refuses, ends and delays nothing: that a repeat is not accepted is a decision with a document of its own
/// (<see cref="NonAcceptance"/>, Art. 19(3), 36(3)). It names matters, and counts nobody's petitions.
/// </summary>
[Implements(19, "同一事项再次提出的照样登记，与在先的关联；不予受理另行决定")]
[Implements(22, "逐件登记，筛重只作关联，不影响受理和期限")]
public static class Linking
{
    public static readonly Article Source = Regulation.Register.Article22.InParagraph(1);

    /// <summary>Where “no” to a matter raised again is decided, and never here.</summary>
    public static readonly Article NotAccepting = Regulation.Register.Article19.InParagraph(3);

    /// <summary>A mistake of the office is undone by the office.</summary>
    public static readonly Article Withdrawing = Article.House("关联有误的撤销");

    /// <param name="earlier">Null where there is none of that number; one that is closed to whoever acts is answered alike.</param>
    public static Decision Link(Matter matter, Matter? earlier, LinkKind? kind, Act act)
    {
        if (Refusal(matter, act) is { } refusal) return refusal;
        if (matter.WithdrawnOn is not null) return Withdrawal.Refuse();
        if (kind is not { } chosen) return Decision.Refuse(Source, "kind-missing", "请选择关联的类型。", "kind");
        if (!IsOpen(earlier, act)) return Decision.Refuse(Source, "no-such-matter", "没有这个编号的信访事项，或者不向您的岗位提供，请核对编号。", "number");
        if (earlier.Petition == matter.Petition) return Decision.Refuse(Source, "same-petition", "这两件出自同一封信访，不需要关联。", "number");
        if (!IsBefore(earlier, matter))
            return Decision.Refuse(Source, "not-earlier", "只能关联到在先的信访；请打开后收到的那一件，再关联到这一件。", "number");
        return matter.OpenLinkTo(earlier.Id) is { } link
            ? Decision.Refuse(Source, "already-linked", $"已经关联为{Words.Label(link.Kind)}；有误的，先撤销关联。", "number")
            : Decision.Accept(Event(matter.Id, earlier, chosen));
    }

    /// <summary>
    /// The same in the act that takes a petition down. A link that cannot be made falls away and the petition is registered all the same.
    /// </summary>
    /// <param name="registered">What the registration decided.</param>
    public static IEnumerable<CaseEvent> OfNew(IReadOnlyList<CaseEvent> registered, IEnumerable<LinkTo> links, Act act) =>
        registered.OfType<MatterRaised>().FirstOrDefault() is not { Sealed: false } raised || registered.Any(e => e is MatterSealed)
            ? []
            : links.Where(l => IsOpen(l.Earlier, act)).DistinctBy(l => l.Earlier!.Id).Select(l => Event(raised.Matter, l.Earlier!, l.Kind));

    public static Decision Withdraw(Matter matter, Matter? earlier, string? reason, Act act)
    {
        if (Refusal(matter, act) is { } refusal) return refusal;
        if (!IsOpen(earlier, act) || matter.OpenLinkTo(earlier.Id) is null)
            return Decision.Refuse(Withdrawing, "not-linked", "该事项没有关联到这一件。", "earlier");
        var rule = new TextRule().Required("reason", "撤销理由", reason, 500, Withdrawing);
        return rule.Passed ? Decision.Accept(new LinkWithdrawn(matter.Id, earlier.Id, reason)) : Decision.Refuse(rule.Refusals);
    }

    private static Decision? Refusal(Matter matter, Act act) =>
        Authority.PetitionDepartment(act) is { } notMine ? Decision.Refuse([notMine]) : matter.Sealed ? Sealing.Refuse() : null;

    /// <summary>Whether there is such a matter and the gate opens it to whoever acts.</summary>
    internal static bool IsOpen([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] Matter? earlier, Act act) =>
        earlier is not null && Gate.Opens(new Viewer(act.Actor.Role, act.Actor.Unit, act.Actor.Id), earlier, Part.Text);

    // Links lead back in time, so they never go round in a circle.
    private static bool IsBefore(Matter earlier, Matter matter) =>
        earlier.RaisedAt < matter.RaisedAt || (earlier.RaisedAt == matter.RaisedAt && string.CompareOrdinal(earlier.Number, matter.Number) < 0);

    private static MatterLinked Event(StreamId matter, Matter earlier, LinkKind kind) => new(matter, earlier.Id, earlier.PetitionNumber, kind);
}
