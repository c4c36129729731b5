using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Regulation;
using static Xinqiao.Web.Documents.CaseFile;

namespace Xinqiao.Web.Documents;

/// <summary>What the organ writes that reviews: 复查意见书, 复核意见书, and that a request is not taken up (rules 2.9).</summary>
internal static class ReviewLetters
{
    public static PrintedLetter Opinion(CaseFile file, ReviewApproved e)
    {
        var level = Words.Label(e.Level).ToString();
        var opinion = (ReviewSubmitted)file.Matter.Events.Single(r => r.Version == e.SubmittedVersion).Event;
        var asked = file.Matter.Last<ReviewAsked>()!;
        return new(
            ReviewWork.DocumentOf(e.Level), e.OrganName, e.DocumentNumber, file.Number, file.Addressee,
            [
                new(null, [$"您不服{file.Matter.State.Dispatch!.UnitName}就{file.Title}信访事项（信访事项编号：{file.Number}）{Contested(file, e.Level)}，"
                    + $"于{Date(asked.PostedOn ?? asked.ReceivedOn)}提出{level}申请，我单位于{Date(asked.ReceivedOn)}收到。经{level}，现提出意见如下："]),
                new("一、申请人和被申请人", [$"申请人：{file.Petitioner}。", $"被申请人：{file.Matter.State.Dispatch.UnitName}。"]),
                new($"二、{level}请求和理由", [.. Paragraphs(asked.Wanted), .. Paragraphs(asked.Contested)]),
                new("三、查明的事实", [.. Paragraphs(opinion.Facts), .. Heard(file, e)]),
                new("四、依据", Paragraphs(opinion.Basis)),
                new($"五、{level}意见", [$"{Words.Label(e.Outcome)}。", .. Paragraphs(opinion.Opinion)]),
                new("六、执行方式和期限", Execution(opinion)),
                new(e.Level == ReviewLevel.Review ? "七、救济途径" : "七、效力", [Remedy(e)]),
            ],
            [Review.SourceOf(e.Level).ToString(), (e.Level == ReviewLevel.Review ? Register.Article36 : Review.Final).ToString()],
            UnitLetters.Contact(e.OrganName, e.Contact), file.Issued, [file.Matter.State.Dispatch.UnitName, file.Forwarded.FromName])
        {
            SignedBy = Read(e.ApprovedBy),
            Query = file.Query,
        };
    }

    /// <summary>不予受理告知书 of a request for review.</summary>
    public static PrintedLetter Refusal(CaseFile file, ReviewRefused e)
    {
        var level = Words.Label(e.Level).ToString();
        var asked = file.Matter.Last<ReviewAsked>()!;
        return new(
            DocumentKind.ReviewRefusal, e.OrganName, e.DocumentNumber, file.Number, file.Addressee,
            [
                new(null, [$"您就{file.Title}信访事项（信访事项编号：{file.Number}）提出的{level}申请，我单位于{Date(asked.ReceivedOn)}收到。经审查，决定不予受理，现告知如下："]),
                new("一、认定的事实", Paragraphs(e.Facts)),
                new("二、不予受理的依据", [$"{Words.Label(e.Ground)}（{SourceOf(e)}）。"]),
                new("三、可以采取的途径", Paragraphs(e.Instead)),
                new("四、其他法定期限", [RouteGuide.OtherLimits]),
            ],
            [Review.SourceOf(e.Level).ToString(), SourceOf(e).ToString()], UnitLetters.Contact(e.OrganName, e.Contact), file.Issued, [file.Forwarded.FromName])
        {
            SignedBy = Read(e.ApprovedBy),
            Query = file.Query,
        };
    }

    private static Article SourceOf(ReviewRefused e) =>
        e.Ground == ReviewRefusalGround.AnotherProcedure ? Register.Article31 : Review.SourceOf(e.Level);

    // What was heard, and which days do not count for it; on a final review that there was no hearing is said as well.
    private static IReadOnlyList<string> Heard(CaseFile file, ReviewApproved e)
    {
        if (e.Level != ReviewLevel.FinalReview) return [];
        var review = file.Matter.State.Reviews.First(r => r.DocumentNumber == e.DocumentNumber);
        if (review is not { HearingFrom: { } noticed, TakenOffFrom: { } from, HearingUntil: { } until }) return ["本次复核未举行听证。"];
        var report = file.Matter.Events.Select(r => r.Event).OfType<HearingReported>().Last(r => r.SignedOn == until);
        var takenOff = review.HearingDays == 0 ? "" : $"听证所需时间自{Date(from)}至{Date(until)}，共{review.HearingDays}日，依照{Hearing.Source}的规定不计算在复核期限内。";
        return [$"我单位依法举行听证，听证通知书于{Date(noticed)}送达，听证报告于{Date(until)}签署。{takenOff}", .. Paragraphs(report.Findings)];
    }

    private static string Contested(CaseFile file, ReviewLevel level) => level == ReviewLevel.Review
        ? $"作出的处理意见（{file.Matter.State.Document(DocumentKind.Opinion)?.Number}）"
        : $"作出的处理意见和{file.Matter.State.Reviews.Last(r => r.Level == ReviewLevel.Review).Organ}作出的复查意见（{file.Matter.State.Reviews.Last(r => r.Level == ReviewLevel.Review).DocumentNumber}）";

    private static IReadOnlyList<string> Execution(ReviewSubmitted e) => e.Effect switch
    {
        { Outcome: ReviewOutcome.Revoke, RedoDays: { } days } => [$"原处理意见自本意见书送达之日起撤销；由原办理单位自送达之日起{days}日内重新作出处理意见并书面答复您。"],
        { Supports: true, ExecuteBy: { } by } => [.. Paragraphs(e.Execution), $"执行期限：最迟{Date(by)}执行完毕。"],
        { Outcome: ReviewOutcome.Uphold } => ["原处理意见有需要执行的，按原处理意见执行。"],
        _ => ["本意见没有需要执行的事项。"],
    };

    private static string Remedy(ReviewApproved e) => (e.Level, e.Outcome) switch
    {
        (_, ReviewOutcome.Revoke) => "对重新作出的处理意见不服的，可以自收到之日起30日内请求复查。",
        (ReviewLevel.FinalReview, _) =>
            $"本意见是复核意见。依照{Review.Final}的规定，您对复核意见不服，仍然以同一事实和理由提出信访事项的，各级党委和政府信访部门及其他机关、单位不再受理；有新的事实和理由的，可以重新提出。",
        _ => $"如不服本复查意见，可以依照{Register.Article36.InParagraph(1)}的规定，自收到本意见书之日起30日内，以书面形式向{e.FinalOrgan}请求复核；第30日为休息日的，顺延至休息日结束后的第一个工作日。",
    };
}
