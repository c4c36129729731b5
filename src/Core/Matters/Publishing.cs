using Xinqiao.Core.Regulation;

namespace Xinqiao.Core.Matters;

/// <summary>That the answer to a matter was made public, in words written for it.</summary>
/// <param name="Id">Its public name: made for it, and leading to nothing else.</param>
/// <param name="Version">Of the event that published it.</param>
/// <param name="Position">Of that event in the log.</param>
/// <param name="PetitionerObjects">Whoever petitioned does not want it public; it is not published again.</param>
public sealed record PublicAnswer(
    string Id, int Version, long Position, string Unit, string Category, DateOnly On, DateOnly? WithdrawnOn = null,
    bool PetitionerObjects = false)
{
    public bool IsPublic => WithdrawnOn is null;
}

/// <summary>
/// 公开答复: what one petitioner was answered may help the next. The head of the unit that answered, who signed the answer, publishes a text
/// that was written for everybody; nothing that the petitioner wrote is taken over. It is withdrawn (撤下) by that head, by the petition
/// department, or by the petitioner's objection; and by itself where the matter is sealed, objected to, or a text of it erased.
/// </summary>
[Implements(30, "检举控告和反映打击报复的，答复不公开")]
public static class Publishing
{
    public static readonly Article Source = Article.House("公开答复");

    public const int LongestTitle = 60, LongestQuestion = 500, LongestAnswer = 5_000;

    /// <param name="id">Thirty-two digits that nobody else has.</param>
    /// <param name="text">What was previewed; null where nothing was.</param>
    public static Decision Publish(Matter matter, string id, PublicText? text, Act act)
    {
        if (Authority.OfUnit(act, matter.Dispatch?.Unit, Role.UnitHead) is { } notMine) return Decision.Refuse([notMine]);
        if (Closed(matter) is { } closed) return closed;
        var rule = new TextRule()
            .Require(text is not null, Source, "no-preview", "请先预览要公开的内容。", "answer")
            .Required("title", "标题", text?.Title, LongestTitle, Source)
            .Required("question", "问题", text?.Question, LongestQuestion, Source)
            .Required("answer", "答复", text?.Answer, LongestAnswer, Source);
        return rule.Passed
            ? Decision.Accept(new AnswerPublished(
                matter.Id, id, matter.Dispatch!.Unit, matter.Dispatch.UnitName, matter.Category!, text!.Struck, text.Kept, text.Title,
                text.Question, text.Answer))
            : Decision.Refuse(rule.Refusals);
    }

    public static Decision Withdraw(Matter matter, string? reason, Act act)
    {
        if ((act.Actor.Role == Role.Router ? null : Authority.OfUnit(act, matter.Dispatch?.Unit, Role.UnitHead, Role.Router)) is { } notMine)
            return Decision.Refuse([notMine]);
        if (matter.Sealed) return Sealing.Refuse();
        if (matter.Published is not { IsPublic: true }) return NotPublic();
        var rule = new TextRule().Required("reason", "撤下的理由", reason, 500, Source);
        return rule.Passed ? Decision.Accept(new AnswerWithdrawn(matter.Id, reason)) : Decision.Refuse(rule.Refusals);
    }

    /// <summary>Whoever petitioned need not say why.</summary>
    /// <param name="ownHand">True where the query code never was with staff, or the one-time code was right.</param>
    public static Decision Object(Matter matter, string? reason, bool ownHand, Act act)
    {
        if (act.Actor.Role != Role.Petitioner)
            return Decision.Refuse(Source, "not-the-petitioner", "不同意公开只能由信访人本人提出；工作人员发现不宜公开的，请撤下。");
        if (matter.Published is not { IsPublic: true }) return NotPublic();
        if (!ownHand) return Decision.Refuse([Petitions.OwnHand.Unproven]);
        var rule = new TextRule().Optional("reason", "不同意公开的原因", reason, 500);
        return rule.Passed ? Decision.Accept(new AnswerWithdrawn(matter.Id, PrivateText.Typed(reason))) : Decision.Refuse(rule.Refusals);
    }

    private static Decision NotPublic() => Decision.Refuse(Source, "not-public", "该事项没有公开的答复。");

    private static Decision? Closed(Matter matter) => matter switch
    {
        { Sealed: true } => Sealing.Refuse(),
        _ when matter.ReportsRetaliation || Gate.SecrecyOf(matter.Sealed, matter.Purpose) != Secrecy.Ordinary =>
            Decision.Refuse(Sealing.Source, "accusation", "检举控告和反映打击报复的，答复不公开。"),
        { WithdrawnOn: not null } => Withdrawal.Refuse(),
        { ClosedOn: null } => Decision.Refuse(Source, "not-served", "处理意见书送达信访人以后，才能公开答复。"),
        { PendingObjection: not null } => Decision.Refuse(Source, "objected", "有单位提出异议，审核以前不公开答复。"),
        { Published.IsPublic: true } => Decision.Refuse(Source, "already-public", "该事项的答复已经公开；内容要改的，先撤下再公开。"),
        { Published.PetitionerObjects: true } => Decision.Refuse(Source, "petitioner-objects", "信访人不同意公开，不再公开该事项的答复。"),
        _ => null,
    };
}
