using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Regulation;
using static Xinqiao.Web.Documents.CaseFile;

namespace Xinqiao.Web.Documents;

/// <summary>What the competent unit writes to the petitioner while the matter is in hand.</summary>
internal static class UnitLetters
{
    public static PrintedLetter Notice(CaseFile file, NoticeIssued e)
    {
        var guide = RouteGuide.To(e.Route);
        var organ = guide.Organ == RouteGuide.CompetentUnit ? "我单位" : guide.Organ;
        return new(
            DocumentKind.Notice, e.OrganName, e.DocumentNumber, file.Number, file.Addressee,
            [
                new(null, [$"{file.Opening}，依照{Core.Matters.Notice.Source}的规定，现将接收情况以及处理途径和程序告知如下："]),
                new("一、接收情况", [Received(file) + "。"]),
                new("二、处理途径", [
                    $"该事项属于{guide.Source}规定的情形（{Words.Label(e.Route)}），由{organ}处理。{guide.Procedure}",
                ]),
                new("三、处理程序和期限", [.. Paragraphs(e.Procedure), guide.TimeLimits]),
                new("四、其他法定期限", [RouteGuide.OtherLimits]),
            ],
            [Core.Matters.Notice.Source.ToString(), guide.Source.ToString()], Contact(e.OrganName, e.Contact), file.Issued,
            [file.Forwarded.FromName])
        {
            Query = file.Query,
        };
    }

    /// <summary>分流告知书: another route than the petition procedure, who decides there, by when, and what was passed on.</summary>
    public static PrintedLetter Diversion(CaseFile file, NoticeIssued e)
    {
        var guide = RouteGuide.To(e.Route);
        return new(
            DocumentKind.Diversion, e.OrganName, e.DocumentNumber, file.Number, file.Addressee,
            [
                new(null, [$"{file.Opening}，依照{Core.Matters.Notice.Source}的规定，现将接收情况以及处理途径和程序告知如下："]),
                new("一、接收情况", [Received(file) + "。"]),
                new("二、处理途径和办理机关", [
                    $"经审查，该事项属于{guide.Source}规定的情形（{Words.Label(e.Route)}），应当导入相应的法定程序，不适用信访程序，"
                    + "没有信访程序的办理期限和复查、复核。",
                    Sentence($"办理机关：{Read(e.Organ)}"),
                ]),
                new("三、处理程序和期限", [.. Paragraphs(e.Procedure), guide.TimeLimits]),
                new("四、材料移交", Paragraphs(e.Materials)),
                new("五、其他法定期限", [RouteGuide.OtherLimits]),
            ],
            [Core.Matters.Notice.Source.ToString(), guide.Source.ToString()], Contact(e.OrganName, e.Contact), file.Issued,
            [file.Forwarded.FromName])
        {
            Query = file.Query,
        };
    }

    public static PrintedLetter Acceptance(CaseFile file, MatterAccepted e) => new(
        DocumentKind.Acceptance, e.OrganName, e.DocumentNumber, file.Number, file.Addressee,
        [
            new(null, [
                $"{file.Opening}，{Received(file)}。经审查，该事项属于我单位职权范围，依照{Core.Matters.Acceptance.Source}的规定，"
                + $"适用信访程序，我单位于{Date(e.AcceptedOn)}决定受理。",
            ]),
            new("一、受理范围", Paragraphs(e.Scope)),
            new("二、办理期限", [
                $"依照{HandlingTerm.Source}的规定，我单位自受理之日起60日内，即最迟于{Date(e.DueOn)}办结，作出处理意见并书面答复您；"
                + "情况复杂的，经我单位负责人批准可以适当延长，延长期限不超过30日，并告知您延期理由。",
            ]),
            new("三、您的权利", [
                "办理期间，您可以陈述事实和理由、补充材料，可以查询办理进度。"
                + $"认为承办人与本事项或者与您有直接利害关系的，可以依照{Register.Article28.InParagraph(3)}的规定申请其回避。",
            ]),
            new("四、承办人和联系方式", [$"承办人：{Read(e.HandlerName)}。联系电话：{e.Contact}。"]),
        ],
        [Core.Matters.Acceptance.Source.ToString(), HandlingTerm.Source.ToString()], Contact(e.OrganName, e.Contact), file.Issued,
        [file.Forwarded.FromName])
    {
        Query = file.Query,
    };

    public static PrintedLetter Extension(CaseFile file, HandlingExtended e) => new(
        DocumentKind.Extension, e.OrganName, e.DocumentNumber, file.Number, file.Addressee,
        [
            new(null, [
                $"{file.Opening}，我单位于{Date(file.Matter.State.Acceptance!.On)}受理，办理期限至{Date(e.WasDueOn)}届满。"
                + "因情况复杂，不能在期限内办结，现将延期情况告知如下：",
            ]),
            new("一、延期理由", Paragraphs(e.Reason)),
            new("二、延长期限", [
                $"依照{HandlingTerm.Source}的规定，延长办理期限{e.Days}日，延长后的办理期限至{Date(e.DueOn)}届满。"
                + "我单位将在此前作出处理意见并书面答复您。",
            ]),
            new("三、批准", [$"本次延期由我单位负责人{Read(e.ApprovedBy)}于{Date(file.Issued)}批准。"]),
        ],
        [HandlingTerm.Source.ToString()], Contact(e.OrganName, e.Contact), file.Issued, [file.Forwarded.FromName])
    {
        Query = file.Query,
    };

    /// <summary>不予受理告知书 or 不再受理告知书: facts, ground, where to go instead, and how it is contested.</summary>
    public static PrintedLetter NonAcceptance(CaseFile file, AcceptanceRefused e)
    {
        var source = Core.Matters.NonAcceptance.SourceOf(e.Ground);
        var refused = e.Ground == NonAcceptanceGround.FinallyReviewed ? "不再受理" : "不予受理";
        return new(
            Core.Matters.NonAcceptance.DocumentOf(e.Ground), e.OrganName, e.DocumentNumber, file.Number, file.Addressee,
            [
                new(null, [$"{file.Opening}，{Received(file)}。经审查，我单位决定{refused}，现告知如下："]),
                new("一、认定的事实", Paragraphs(e.Facts)),
                new($"二、{refused}的依据", [$"该事项属于{source}规定的情形：{Words.Label(e.Ground)}。"]),
                new("三、可以采取的途径", Paragraphs(e.Instead)),
                new("四、不服的途径", [
                    $"认为应当受理的，可以向{file.Forwarded.FromName}（联系电话：{file.Forwarded.FromContact}）提出，由其核查；"
                    + "核查认为应当受理的，督促我单位受理。有新的事实和理由的，可以重新提出。",
                ]),
                new("五、其他法定期限", [RouteGuide.OtherLimits]),
            ],
            [source.ToString(), Core.Matters.Notice.Source.ToString()], Contact(e.OrganName, e.Contact), file.Issued,
            [file.Forwarded.FromName])
        {
            SignedBy = Read(e.ApprovedBy),
            Query = file.Query,
        };
    }

    public static string Contact(string organ, string phone) => $"{organ}，联系电话：{phone}";

    /// <summary>Where the matter came from and when the unit had it in hand.</summary>
    public static string Received(CaseFile file)
    {
        var received = file.Matter.State.Dispatch!.ReceivedOn;
        return $"由{file.Moved.FromName}于{Date(file.ForwardedOn)}{Verb(file.Moved)}我单位，我单位于{Date(received!.Value)}收到";
    }
}
