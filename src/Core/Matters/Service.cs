using Xinqiao.Core.Regulation;

namespace Xinqiao.Core.Matters;

/// <summary>How a document is said to have reached the petitioner.</summary>
/// <param name="Served">The day it reached them and what proves it.</param>
/// <param name="Proof">What the proof shows, in words: who signed, which witnesses, where it was published.</param>
public sealed record ServeDocument(DocumentKind? Document, ServiceMethod? Method, LegalDay? Served, string? Proof);

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
        kind is DocumentKind.Notice or DocumentKind.Acceptance or DocumentKind.Extension or DocumentKind.Opinion
            or DocumentKind.NonAcceptance or DocumentKind.NoFurtherAcceptance;

    /// <summary>What an officer can enter. An opening on the platform is the petitioner's own (<see cref="PortalOpening"/>).</summary>
    public static readonly IReadOnlyList<ServiceMethod> ByStaff = [.. Words.All<ServiceMethod>().Where(m => m != ServiceMethod.Portal)];

    public static Decision Serve(Matter matter, ServeDocument command, Act act)
    {
        if (Authority.OfUnit(act, matter.Dispatch?.Unit, Role.Handler, Role.UnitHead) is { } notMine)
            return Decision.Refuse([notMine]);
        if (matter.Sealed) return Sealing.Refuse();
        if (matter.WithdrawnOn is not null) return Withdrawal.Refuse();
        if (command.Document is not { } kind || matter.Document(kind) is not { } document || !IsServedOnPetitioner(kind))
            return Decision.Refuse(Source, "no-document", matter.Unserved is null ? "没有已制发、待送达的文书。" : "请选择一份已制发、待送达的文书。", "document");
        if (document.IsServed) return Decision.Refuse(Source, "already-served", "该文书已经送达。", "document");

        var rule = Check(matter, document, command, act);
        if (!rule.Passed) return Decision.Refuse(rule.Refusals);
        var (method, served) = (command.Method!.Value, command.Served!);
        return Letter.Issue(
            [DocumentKind.ProofOfService],
            [
                ("送达文书", Words.Label(kind)), ("文书文号", document.Number), ("信访事项编号", matter.Number),
                ("送达方式", Words.Label(method)), ("送达日期", ChineseDate.Write(served.Day)), ("送达凭证", served.Evidence),
                ("送达情况", command.Proof),
            ],
            new DocumentServed(
                matter.Id, kind, document.Number, method, served.Day, served.Evidence!, command.Proof, served.BackEntryReason));
    }

    private static TextRule Check(Matter matter, Issued document, ServeDocument command, Act act)
    {
        var rule = new TextRule()
            .Require(command.Method is not null, Source, "method-missing", "请选择送达方式。", "method")
            .Require(command.Method != ServiceMethod.Portal, PortalOpening.Source, "portal-by-petitioner",
                "平台送达由信访人打开时自动登记，请选择其他方式。", "method")
            .Require(command.Served is not null, Source, "date-missing", "请填写送达日期。", "served")
            .Require(!string.IsNullOrWhiteSpace(command.Served?.Evidence), Source, "evidence-missing",
                "请填写送达凭证号（回证、邮件跟踪号、平台记录等）。", "servedEvidence")
            .Required("proof", command.Method is { } method ? ProofOf(method) : "送达情况", command.Proof, 1_000, Source)
            .Require(command.Method != ServiceMethod.Electronic || matter.ElectronicConsent, Source, "no-consent",
                "信访人没有同意电子送达，请改用其他方式。", "method");
        if (command.Served is not { } served) return rule;
        served.Check(rule, act, "served", "送达日期");
        return rule
            .Require(served.Day >= document.IssuedOn, Source, "before-issue",
                $"送达日期不能早于文书制发日（{document.IssuedOn:yyyy-MM-dd}）。", "served")
            .Require(command.Method != ServiceMethod.PublicNotice || served.Day >= document.IssuedOn.AddDays(PublicNoticeDays),
                Source, "notice-period", $"公告送达自发布之日起满{PublicNoticeDays}日才视为送达。", "served");
    }

    /// <summary>What each method must show.</summary>
    public static string ProofOf(ServiceMethod method) => method switch
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
