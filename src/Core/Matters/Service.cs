using Xinqiao.Core.Regulation;

namespace Xinqiao.Core.Matters;

/// <summary>How a document is said to have reached the petitioner.</summary>
/// <param name="Served">The day it reached them and what proves it.</param>
/// <param name="Proof">What the proof shows, in words: who signed, which witnesses, where it was published.</param>
public sealed record ServeDocument(DocumentKind? Document, ServiceMethod? Method, LegalDay? Served, string? Proof)
{
    /// <summary>Who took it in the petitioner's place; demanded of substituted service.</summary>
    public Substitute? Relation { get; init; }

    /// <summary>Witnesses, or the number of a recording; demanded where a refused document was left (留置).</summary>
    public string? Witness { get; init; }

    /// <summary>When the public notice appeared; it counts as served thirty days later.</summary>
    public DateOnly? PublishedOn { get; init; }

    /// <summary>Why no other method reached the petitioner; a public notice is the last resort.</summary>
    public string? Tried { get; init; }
}

/// <summary>
/// Service (送达): a document counts from the day it reached the petitioner, and only with proof. The methods follow the Civil
/// Procedure Law by analogy (rules 2.9). Served opinions end the handling: 办结.
/// </summary>
public static class Service
{
    public static readonly Article Source = Article.House("文书送达");

    /// <summary>Days after publication on which a public notice counts as served; the last resort.</summary>
    public const int PublicNoticeDays = 30;

    public static bool IsServedOnPetitioner(DocumentKind kind) =>
        kind is DocumentKind.Notice or DocumentKind.Diversion or DocumentKind.Acceptance or DocumentKind.Extension or DocumentKind.Opinion
            or DocumentKind.NonAcceptance or DocumentKind.NoFurtherAcceptance || IsOfReview(kind);

    /// <summary>What the organ serves that reviews.</summary>
    public static bool IsOfReview(DocumentKind kind) =>
        kind is DocumentKind.ReviewOpinion or DocumentKind.FinalReviewOpinion or DocumentKind.ReviewRefusal;

    /// <summary>What the unit serves that has the matter.</summary>
    public static bool IsServedByUnit(DocumentKind kind) => IsServedOnPetitioner(kind) && !IsOfReview(kind);

    /// <summary>What waits to be served by a post: the unit's documents, or the reviewing organ's.</summary>
    public static IReadOnlyList<Issued> WaitingFor(Matter matter, Role role) =>
    [
        .. matter.Documents.Where(d => !d.IsServed && (role is Role.Reviewer or Role.ReviewHead ? IsOfReview(d.Kind) : IsServedByUnit(d.Kind))),
    ];

    /// <summary>What an officer can enter. An opening on the platform is the petitioner's own (<see cref="PortalOpening"/>).</summary>
    public static readonly IReadOnlyList<ServiceMethod> ByStaff = [.. Words.All<ServiceMethod>().Where(m => m != ServiceMethod.Portal)];

    public static Decision Serve(Matter matter, ServeDocument command, Act act)
    {
        if (NotMine(matter, act) is { } notMine) return Decision.Refuse([notMine]);
        if (matter.Sealed) return Sealing.Refuse();
        if (matter.WithdrawnOn is not null) return Withdrawal.Refuse();
        if (command.Document is not { } kind || matter.Document(kind) is not { } document || !IsTheirs(kind, act))
            return Decision.Refuse(
                Source, "no-document", WaitingFor(matter, act.Actor.Role).Count == 0 ? "没有已制发、待送达的文书。" : "请选择一份已制发、待送达的文书。", "document");
        if (document.IsServed) return Decision.Refuse(Source, "already-served", "该文书已经送达。", "document");

        var rule = Check(matter, document, command, act);
        if (!rule.Passed) return Decision.Refuse(rule.Refusals);
        var (method, served) = (command.Method!.Value, command.Served!);
        return Prove(
            matter, kind, document.Number, method, served.Day, served.Evidence!, Told(command, method), served.BackEntryReason);
    }

    // Whoever gave a document serves it.
    private static Refusal? NotMine(Matter matter, Act act) => act.Actor.Role is Role.Reviewer or Role.ReviewHead
        ? Authority.OfUnit(act, matter.Reviews.LastOrDefault(r => r.Unit == act.Actor.Unit)?.Unit, Role.Reviewer, Role.ReviewHead)
        : Authority.OfUnit(act, matter.Dispatch?.Unit, Role.Handler, Role.UnitHead);

    private static bool IsTheirs(DocumentKind kind, Act act) => act.Actor.Role is Role.Reviewer or Role.ReviewHead ? IsOfReview(kind) : IsServedByUnit(kind);

    /// <summary>The proof of service and its event, with what happened before it in the same act.</summary>
    internal static Decision Prove(
        Matter matter, DocumentKind kind, string number, ServiceMethod method, DateOnly on, string evidence, string proof,
        PrivateText backEntryReason, params ReadOnlySpan<CaseEvent> before) => Letter.Issue(
        [DocumentKind.ProofOfService],
        [
            ("送达文书", Words.Label(kind).ToString()), ("文书文号", number), ("信访事项编号", matter.Number),
            ("送达方式", Words.Label(method).ToString()), ("送达日期", ChineseDate.Write(on).ToString()), ("送达凭证", evidence), ("送达情况", proof),
        ],
        [.. before, new DocumentServed(matter.Id, kind, number, method, on, evidence, proof, backEntryReason)]);

    // All that the method must show, in the words of the proof of service.
    private static string Told(ServeDocument command, ServiceMethod method) => method switch
    {
        ServiceMethod.Substituted => $"{command.Proof}；与信访人的关系：{Words.Label(command.Relation!.Value)}",
        ServiceMethod.Retained => $"{command.Proof}；见证人或录像编号：{command.Witness}",
        ServiceMethod.PublicNotice =>
            $"{command.Proof}；发布日期：{ChineseDate.Write(command.PublishedOn!.Value)}；其他方式无法送达的情况：{command.Tried}",
        _ => command.Proof!,
    };

    private static TextRule Check(Matter matter, Issued document, ServeDocument command, Act act)
    {
        var rule = new TextRule()
            .Require(command.Method is not null, Source, "method-missing", "请选择送达方式。", "method")
            .Require(command.Method != ServiceMethod.Portal, PortalOpening.Source, "portal-by-petitioner",
                "平台送达由信访人打开时自动登记，请选择其他方式。", "method")
            .Require(command.Served is not null, Source, "date-missing", "请填写送达日期。", "served")
            .Require(!string.IsNullOrWhiteSpace(command.Served?.Evidence), Source, "evidence-missing",
                "请填写送达凭证号（回证编号、邮件跟踪号、电子邮件回执号等）。", "servedEvidence")
            .Required("proof", command.Method is { } method ? ProofOf(method) : "送达情况", command.Proof, 1_000, Source)
            .Require(command.Method != ServiceMethod.Electronic || matter.ElectronicConsent, Source, "no-consent",
                "信访人没有同意电子送达，请改用其他方式。", "method");
        if (command.Method is { } chosen) Demand(rule, chosen, command, document);
        if (command.Served is not { } served) return rule;
        served.Check(rule, act, "served", "送达日期");
        return rule
            .Require(served.Day >= document.IssuedOn, Source, "before-issue",
                $"送达日期不能早于文书制发日（{document.IssuedOn:yyyy-MM-dd}）。", "served");
    }

    // What one method asks beyond the common proof.
    private static void Demand(TextRule rule, ServiceMethod method, ServeDocument command, Issued document)
    {
        switch (method)
        {
            case ServiceMethod.Substituted:
                rule.Require(command.Relation is not null, Source, "relation-missing",
                    "代收送达的，请选择代收人与信访人的关系；只有同住成年家属、代理人或者信访人指定的人可以代收。", "relation");
                break;
            case ServiceMethod.Retained:
                rule.Required("witness", "见证人或录像编号", command.Witness, 200, Source);
                break;
            case ServiceMethod.PublicNotice:
                rule.Required("tried", "其他方式无法送达的情况", command.Tried, 500, Source)
                    .Require(command.PublishedOn is not null, Source, "published-missing", "请填写公告发布日期。", "published");
                if (command.PublishedOn is not { } published) break;
                var counts = published.AddDays(PublicNoticeDays);
                rule.Require(published >= document.IssuedOn, Source, "published-before-issue",
                        $"公告发布日期不能早于文书制发日（{document.IssuedOn:yyyy-MM-dd}）。", "published")
                    .Require(command.Served is not { Day: var day } || day == counts, Source, "notice-period",
                        $"公告自发布之日起满{PublicNoticeDays}日视为送达，送达日期应为{counts:yyyy-MM-dd}。", "served");
                break;
        }
    }

    /// <summary>Which day counts as the day of service.</summary>
    public static Phrase DayOf(ServiceMethod method) => method switch
    {
        ServiceMethod.Direct => "本人签收之日",
        ServiceMethod.Substituted => "代收人签收之日",
        ServiceMethod.Retained => "留置之日",
        ServiceMethod.Electronic => "到达信访人系统之日；信访人要求纸质文书的，应当提供",
        ServiceMethod.Post => "回执上的收件日期",
        ServiceMethod.PublicNotice => (Phrase)$"公告发布满{PublicNoticeDays}日之日；其他方式都无法送达的才可以公告",
        ServiceMethod.Portal => "信访人打开之日",
    };

    /// <summary>What each method must show.</summary>
    public static Phrase ProofOf(ServiceMethod method) => method switch
    {
        ServiceMethod.Direct => "签收人（本人签名）",
        ServiceMethod.Substituted => "代收人及与信访人的关系",
        ServiceMethod.Retained => "拒收情况、见证人或录像编号",
        ServiceMethod.Electronic => "送达的系统或地址",
        ServiceMethod.Post => "收件人签收情况",
        ServiceMethod.PublicNotice => "公告刊登处和发布日期",
        ServiceMethod.Portal => "打开情况",
    };
}
