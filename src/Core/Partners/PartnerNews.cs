using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;

namespace Xinqiao.Core.Partners;

/// <summary>What a partner is told of a petition it brought: that something happened, never what was written or by whom.</summary>
public enum News
{
    [Word("received", "已收到并编号")] Received,
    [Word("registered", "已登记")] Registered,
    [Word("forwarded", "已转送责任单位")] Forwarded,
    [Word("other-procedure", "告知适用其他法定程序")] OtherProcedure,
    [Word("accepted", "已受理")] Accepted,
    [Word("not-accepted", "不予受理")] NotAccepted,
    [Word("extended", "办理期限延长")] Extended,
    [Word("closed", "处理意见书已送达，办结")] Closed,
    [Word("review-asked", "收到复查、复核申请")] ReviewAsked,
    [Word("review-withdrawn", "信访人撤回复查、复核申请")] ReviewWithdrawn,
    [Word("reviewed", "复查、复核文书已送达")] Reviewed,
    [Word("executed", "支持的诉求已执行")] Executed,
    [Word("resolved", "已登记化解")] Resolved,
    [Word("withdrawn", "信访人已撤回")] Withdrawn,
}

/// <summary>Which events are news to a partner, and how often it is tried to tell them.</summary>
public static class PartnerNews
{
    // Pauses after a failed try; after the last of them it is given up, three days and some hours after it happened.
    private static readonly TimeSpan[] Pauses =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(5),
        TimeSpan.FromHours(10), TimeSpan.FromHours(14), TimeSpan.FromHours(20), TimeSpan.FromHours(24),
    ];

    /// <summary>The type of a message: <c>petition.received</c>, <c>matter.accepted</c>.</summary>
    public static string TypeOf(News news) => (news == News.Received ? "petition." : "matter.") + Words.Of(news);

    /// <summary>How often it is tried in all.</summary>
    public static int Tries => Pauses.Length + 1;

    /// <summary>The stored names of events that may be news; whoever reads the log needs no others.</summary>
    public static readonly IReadOnlyList<string> Events =
    [
        PetitionFiled.Stored, MatterRegistered.Stored, MatterForwarded.Stored, MatterAssigned.Stored, NoticeIssued.Stored,
        MatterAccepted.Stored, AcceptanceRefused.Stored, HandlingExtended.Stored, DocumentServed.Stored, OpinionExecuted.Stored,
        MatterResolved.Stored, MatterWithdrawn.Stored, ReviewAsked.Stored, ReviewWithdrawn.Stored, ReviewRecorded.Stored,
    ];

    /// <summary>Null where the event is none.</summary>
    public static News? Of(CaseEvent e) => e switch
    {
        PetitionFiled => News.Received,
        MatterRegistered => News.Registered,
        MatterDispatched => News.Forwarded,
        NoticeIssued { Route: not Route.PetitionProcedure } => News.OtherProcedure,
        MatterAccepted => News.Accepted,
        AcceptanceRefused => News.NotAccepted,
        HandlingExtended => News.Extended,
        DocumentServed { Document: DocumentKind.Opinion } => News.Closed,
        ReviewAsked => News.ReviewAsked,
        ReviewWithdrawn => News.ReviewWithdrawn,
        DocumentServed served when Service.IsOfReview(served.Document) => News.Reviewed,
        ReviewRecorded => News.Reviewed,
        OpinionExecuted => News.Executed,
        MatterResolved => News.Resolved,
        MatterWithdrawn => News.Withdrawn,
        _ => null,
    };

    /// <summary>How long to wait after so many tries that failed; null where it is given up.</summary>
    public static TimeSpan? PauseAfter(int tries) => tries >= 1 && tries <= Pauses.Length ? Pauses[tries - 1] : null;
}
