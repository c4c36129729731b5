using Xinqiao.Core.Petitions;
using Xinqiao.Core.Regulation;
using static Xinqiao.Core.PrivateText;

namespace Xinqiao.Core.Matters;

/// <summary>What somebody may ask of whoever holds their personal data (Personal Information Protection Law, Art. 44 to 48).</summary>
public enum InformationRight
{
    [Word("copy", "查阅、复制")] Copy,
    [Word("correct", "更正、补充")] Correct,
    [Word("delete", "删除")] Delete,
    [Word("explain", "解释说明")] Explain,
    [Word("restrict", "限制、拒绝处理")] Restrict,
    [Word("transfer", "转移给其他机关、单位")] Transfer,
}

/// <summary>Who asked, and how.</summary>
public enum InformationAsker
{
    [Word("portal", "本人网上提出")] Portal,
    [Word("counter", "本人当面提出")] Counter,
    [Word("letter", "本人来信提出")] Letter,

    /// <summary>Of somebody who has died (Art. 49): in person, with proof.</summary>
    [Word("relative", "近亲属当面提出")] Relative,
}

/// <summary>What the office answers to a request.</summary>
public enum InformationResult
{
    [Word("granted", "同意")] Granted,
    [Word("partly", "部分同意")] Partly,
    [Word("refused", "不同意")] Refused,
}

/// <summary>A request about personal data, and what became of it.</summary>
/// <param name="Version">Of the event that asked.</param>
/// <param name="RecordedBy">Pseudonym: who took down that something is to be corrected does not correct it.</param>
/// <param name="ReceivedOn">The day its term counts from.</param>
public sealed record AskedInformation(
    int Version, InformationRight Right, InformationAsker By, string RecordedBy, DateOnly ReceivedOn, DateTimeOffset RecordedAt,
    DateOnly? AnsweredOn = null, InformationResult? Result = null)
{
    public bool IsPending => AnsweredOn is null;
}

/// <summary>A request that came by letter or in person, as the counter takes it down.</summary>
/// <param name="Check">What showed that it is the petitioner, or that they died and who asks is their relative.</param>
public sealed record TakenRequest(InformationRight? Right, InformationAsker? By, LegalDay? Received, string? Text, string? Check);

/// <summary>What an officer answers.</summary>
/// <param name="Asked">Version of the event that asked.</param>
/// <param name="Reply">What was done, or on which grounds it is not.</param>
public sealed record InformationReply(int? Asked, InformationResult? Result, string? Reply, PartyChange Change);

/// <summary>
/// 个人信息请求: whoever petitions asks what the law lets them ask about their data and is answered in writing, within a term, with reasons
/// where the answer is no. A request is on one matter; none is counted by person, and no unit sees that there is one.
/// </summary>
public static class InformationRequests
{
    /// <summary>Requests are taken and dealt with; a refusal gives its reasons.</summary>
    public static readonly Article Source = new("个人信息保护法", 50, 1, Provenance: Provenance.Memory);

    /// <summary>Whoever is refused may go to court.</summary>
    public static readonly Article Court = Source.InParagraph(2);

    /// <summary>Relatives of somebody who has died.</summary>
    public static readonly Article Relatives = new("个人信息保护法", 49, Provenance: Provenance.Memory);

    /// <summary>Contact data open the petitioner's own acts: who takes down that they are wrong does not put them right.</summary>
    public static readonly Article TwoPersons = Article.House("代为登记的更正由两人办理");

    private static readonly Role[] Answering = [Role.Registrar, Role.Router];

    /// <summary>What is asked for on the platform: a copy lies there at once.</summary>
    public static readonly IReadOnlyList<InformationRight> Online = [.. Words.All<InformationRight>().Where(r => r != InformationRight.Copy)];

    /// <summary>By whom the counter takes one down.</summary>
    public static readonly IReadOnlyList<InformationAsker> AtCounter = [.. Words.All<InformationAsker>().Where(a => a != InformationAsker.Portal)];

    /// <summary>The provision that gives the right.</summary>
    public static Article Basis(InformationRight right)
    {
        var (number, paragraph) = right switch
        {
            InformationRight.Copy => (45, (int?)1),
            InformationRight.Transfer => (45, 3),
            InformationRight.Correct => (46, 1),
            InformationRight.Delete => (47, 1),
            InformationRight.Explain => (48, null),
            InformationRight.Restrict => (44, null),
        };
        return new("个人信息保护法", number, paragraph, Provenance: Provenance.Memory);
    }

    /// <summary>Whether an event tells of a request; the gate opens it to those who deal with them (<see cref="Part.Requests"/>).</summary>
    public static bool IsOfOne(CaseEvent happened) => happened is InformationAsked or InformationAnswered;

    /// <summary>The last day for the answer; null where no calendar knows it yet.</summary>
    public static DateOnly? DueOn(AskedInformation asked, Rules rules) =>
        Term.Reckon(rules.On(asked.ReceivedOn)[ClockId.InformationRequest], asked.ReceivedOn, rules.Calendar).Nominal;

    /// <summary>The petitioner asks on the platform, whatever the stage: the right outlasts the matter.</summary>
    /// <param name="ownHand">True where the query code never was with staff, or the one-time code was right.</param>
    public static Decision Ask(Matter matter, InformationRight? right, string? text, bool ownHand, Act act)
    {
        if (act.Actor.Role != Role.Petitioner)
            return Decision.Refuse(Source, "not-the-petitioner", "网上的请求只能由信访人本人提出；当面、来信提出的，由登记员登记。");
        if (!ownHand) return Decision.Refuse([OwnHand.Unproven]);
        var rule = new TextRule()
            .Require(right is { } r && Online.Contains(r), Source, "right-missing", "请选择请求的种类。", "right")
            .Required("asked", "请求的内容", text, PetitionLimits.Note, Source);
        Once(matter, right, rule);
        return rule.Passed
            ? Decision.Accept(new InformationAsked(matter.Id, right!.Value, InformationAsker.Portal, act.Today, null, Typed(text), PrivateText.Absent, PrivateText.Absent))
            : Decision.Refuse(rule.Refusals);
    }

    /// <summary>The counter takes down what came by letter or in person.</summary>
    public static Decision Record(Matter matter, TakenRequest taken, Act act)
    {
        if (NotMine(matter, act) is { } no) return no;
        var relative = taken.By == InformationAsker.Relative;
        var rule = new TextRule()
            .Require(taken.Right is { } r && Enum.IsDefined(r), Source, "right-missing", "请选择请求的种类。", "right")
            .Require(taken.By is { } by && AtCounter.Contains(by), Source, "asker-missing", "请选择由谁、怎样提出。", "by")
            .Require(taken.Received is not null, Source, "received-missing", "请填写收到请求的日期。", "received")
            .Required("asked", "请求的内容", taken.Text, PetitionLimits.Note, Source)
            .Required("check", relative ? "死亡和亲属关系的证明" : "怎样核验的身份", taken.Check, PetitionLimits.Note, relative ? Relatives : Source);
        taken.Received?.Check(rule, act, "received", "收到请求的日期");
        rule.Require(taken.Received is null || taken.Received.Day >= matter.ReceivedOn, Source, "before-the-petition", "收到请求的日期不能早于收到信访件的日期。", "received");
        Once(matter, taken.Right, rule);
        return rule.Passed
            ? Decision.Accept(new InformationAsked(
                matter.Id, taken.Right!.Value, taken.By!.Value, taken.Received!.Day, taken.Received.Evidence, Typed(taken.Text), Typed(taken.Check),
                Typed(taken.Received.BackEntryReason)))
            : Decision.Refuse(rule.Refusals);
    }

    /// <summary>
    /// The answer in writing. A deletion is granted after two persons have erased (<see cref="Erasing"/>), a correction by putting right what
    /// is registered.
    /// </summary>
    /// <param name="anonymous">Whether the petition was filed without a name.</param>
    public static Decision Answer(Matter matter, InformationReply reply, bool anonymous, Unit office, Act act)
    {
        if (NotMine(matter, act) is { } no) return no;
        if (matter.InformationRequests.FirstOrDefault(r => r.Version == reply.Asked && r.IsPending) is not { } asked)
            return Decision.Refuse(Source, "no-request", "没有等待答复的个人信息请求。");
        if (asked is { Right: InformationRight.Correct, By: not InformationAsker.Portal } && asked.RecordedBy == act.Actor.Id)
            return Decision.Refuse(TwoPersons, "own-request", "由您登记的更正请求，请由另一位人员核对、答复。");
        var refused = reply.Result == InformationResult.Refused;
        var rule = new TextRule()
            .Require(reply.Result is { } r && Enum.IsDefined(r), Source, "result-missing", "请选择同意、部分同意或者不同意。", "result")
            .Required("reply", refused ? "不同意的理由" : "办理情况", reply.Reply, PetitionLimits.Note, Source)
            .Require(refused || asked.Right != InformationRight.Delete || HasErasedSince(matter, asked), Erasing.Source, "erasure-missing",
                "同意删除的，先申请依法删除，经另一人批准删除以后再答复。", "result");
        CheckChange(asked, reply, anonymous, rule);
        if (!rule.Passed) return Decision.Refuse(rule.Refusals);
        var answered = new InformationAnswered(matter.Id, asked.Version, reply.Result!.Value, DocumentNumber.Draw(office, act), Typed(reply.Reply));
        return reply.Change.IsEmpty
            ? Decision.Accept(answered)
            : Decision.Accept(answered, reply.Change.Correct(matter.Petition, matter.Id, asked.Version));
    }

    /// <summary>The request that waits longest; null where none waits.</summary>
    public static AskedInformation? Next(Matter matter) => matter.InformationRequests.Where(r => r.IsPending).MinBy(r => (r.ReceivedOn, r.Version));

    private static void CheckChange(AskedInformation asked, InformationReply reply, bool anonymous, TextRule rule)
    {
        reply.Change.Check(anonymous, rule);
        rule.Require(asked.Right != InformationRight.Correct || reply.Result != InformationResult.Granted || !reply.Change.IsEmpty,
                PartyCorrection.Source, "correction-missing", "同意更正的，请填写更正后的内容；只能更正一部分或者不能在这里更正的，选部分同意或者不同意并写明理由。", "name")
            .Require(reply.Change.IsEmpty || (asked.Right == InformationRight.Correct && reply.Result != InformationResult.Refused),
                PartyCorrection.Source, "correction-unasked", "只有同意或者部分同意更正的，才填写更正后的内容。", "name");
    }

    private static bool HasErasedSince(Matter matter, AskedInformation asked) =>
        matter.Erasures.Any(e => e.DocumentNumber is not null && e.DecidedAt >= asked.RecordedAt);

    // What was asked once is answered once; a second asking would only begin a second term.
    private static void Once(Matter matter, InformationRight? right, TextRule rule) => rule.Require(
        matter.InformationRequests.All(r => r.Right != right || !r.IsPending), Source, "request-pending",
        "同一种请求已经收到，正在办理，答复以后可以再提出。", "right");

    // What is sealed is the liaison's, its requests as well.
    private static Decision? NotMine(Matter matter, Act act)
    {
        if (!matter.Sealed) return Authority.Is(act, Answering) is { } notMine ? Decision.Refuse([notMine]) : null;
        return act.Actor.Role == Role.DisciplineLiaison ? null : Sealing.Refuse();
    }
}
