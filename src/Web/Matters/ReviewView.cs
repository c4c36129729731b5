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

    /// <summary>Where it stands, in words.</summary>
    public Phrase State => Review switch
    {
        { EndedOn: { } on, Outcome: { } outcome } => (Phrase)$"{Words.Label(outcome)}，{ChineseDate.Write(on)}送达",
        { EndedOn: { } on } => (Phrase)$"不予受理，{ChineseDate.Write(on)}送达",
        { DocumentNumber: not null } => "已签发，等待送达",
        { SubmittedVersion: not null } => "待负责人审批",
        { Reviewer: not null } => "正在办理",
        { TakenOn: not null } => "待其他人员接手",
        _ => "待受理",
    };

    /// <summary>Every one, the first first.</summary>
    public static IReadOnlyList<ReviewView> Of(History<Matter> history) =>
    [
        .. history.State.Reviews.Select(r => new ReviewView(
            r, At<ReviewAsked>(history, r.Version), r is { EndedOn: not null, SubmittedVersion: { } version } ? At<ReviewSubmitted>(history, version) : null,
            At<ReviewRecorded>(history, r.Version))),
    ];

    private static T? At<T>(History<Matter> history, int version) where T : CaseEvent =>
        history.Events.FirstOrDefault(r => r.Version == version)?.Event as T;
}
