using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Regulation;

namespace Xinqiao.Web.Matters;

/// <summary>What somebody wants to work through. The stored word stands in the address.</summary>
public enum WorkList
{
    [Word("all", "全部")] All,
    [Word("mine", "我的")] Mine,
    [Word("ours", "等本局办理")] Ours,
    [Word("falling-due", "七日内到期")] FallingDue,
    [Word("overdue", "已逾期")] Overdue,
    [Word("unserved", "待送达")] Unserved,
    [Word("urgent", "重大紧急")] Urgent,
    [Word("reviews", "复查、复核")] Reviews,
    [Word("erasures", "待审批删除")] Erasures,
    [Word("requests", "个人信息请求")] Requests,
}

/// <summary>Narrows a filter to a work list.</summary>
public static class WorkLists
{
    /// <summary>How far ahead “falling due” looks, in calendar days.</summary>
    public const int Ahead = 7;

    /// <summary>Where the petition department has the next step.</summary>
    private static readonly Stage[] AtTheOffice = [Stage.ToRegister, Stage.ToForward, Stage.AwaitingDecision, Stage.Objected];

    /// <summary>
    /// The lists that can hold something for a post. Only who registered a matter or handles it has it in hand; to a unit its own
    /// matters are all there are.
    /// </summary>
    public static IEnumerable<WorkList> For(Role role) => Words.All<WorkList>().Where(list => list switch
    {
        WorkList.Mine => role is Role.Registrar or Role.Handler,
        WorkList.Reviews => role is Role.Reviewer or Role.ReviewHead or Role.Supervisor,
        WorkList.Ours or WorkList.Erasures or WorkList.Requests => role is Role.Registrar or Role.Router or Role.Supervisor,
        _ => true,
    });

    public static MatterFilter In(this MatterFilter filter, WorkList list, string reader, DateOnly today) => list switch
    {
        WorkList.Mine => filter with { Holder = reader },
        WorkList.Ours => filter with { Stages = [.. AtTheOffice.Where(s => filter.Stages?.Contains(s) ?? true)] },
        WorkList.FallingDue => filter with { DueUntil = today.AddDays(Ahead), NotLateOn = today },
        WorkList.Overdue => filter with { LateOn = today },
        WorkList.Unserved => filter with { Unserved = true },
        WorkList.Urgent => filter with { Urgent = true },
        WorkList.Reviews => filter with { UnderReview = true },
        WorkList.Erasures => filter with { ErasureAsked = true },
        WorkList.Requests => filter with { Clock = ClockId.InformationRequest },
        _ => filter,
    };
}
