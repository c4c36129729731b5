using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Matters;

/// <summary>One review as a page tells of it.</summary>
/// <param name="Review">As it stands.</param>
/// <param name="Asked">Null where an organ outside did it.</param>
/// <param name="Opinion">What was decided, once it was served; null before.</param>
/// <param name="Recorded">What an organ outside decided.</param>
public sealed record ReviewView(Reviewing Review, ReviewAsked? Asked, ReviewSubmitted? Opinion, ReviewRecorded? Recorded)
{
    public Phrase Level => Words.Label(Review.Level);

    /// <summary>When and where a hearing is held that was called and has not been reported on; absent where there is none.</summary>
    public PrivateText Arrangement { get; private init; } = PrivateText.Absent;

    /// <summary>Where it stands, in words.</summary>
    public Phrase State => Review switch
    {
        { WithdrawnOn: { } on } => (Phrase)$"信访人于{ChineseDate.Write(on)}撤回申请",
        { EndedOn: { } on, Outcome: { } outcome } => (Phrase)$"{Words.Label(outcome)}，{ChineseDate.Write(on)}送达",
        { EndedOn: { } on } => (Phrase)$"不予受理，{ChineseDate.Write(on)}送达",
        { DocumentNumber: not null } => "已签发，等待送达",
        { SubmittedVersion: not null } => "待负责人审批",
        { HearingFrom: { } from, HearingUntil: null } => (Phrase)$"正在听证，通知书于{ChineseDate.Write(from)}送达",
        { Reviewer: not null } => "正在办理",
        { TakenOn: not null } => "待其他人员接手",
        _ => "待受理",
    };

    /// <summary>Every one, the first first.</summary>
    public static IReadOnlyList<ReviewView> Of(History<Matter> history) =>
    [
        .. history.State.Reviews.Select(r => new ReviewView(
            r, At<ReviewAsked>(history, r.Version), r is { EndedOn: not null, SubmittedVersion: { } version } ? At<ReviewSubmitted>(history, version) : null,
            At<ReviewRecorded>(history, r.Version))
        {
            Arrangement = r is { HearingFrom: not null, HearingUntil: null, IsOpen: true } ? history.Last<HearingNoticed>()!.Arrangement : PrivateText.Absent,
        }),
    ];

    private static T? At<T>(History<Matter> history, int version) where T : CaseEvent =>
        history.Events.FirstOrDefault(r => r.Version == version)?.Event as T;
}
