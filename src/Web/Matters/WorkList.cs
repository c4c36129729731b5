using Xinqiao.Core;

namespace Xinqiao.Web.Matters;

/// <summary>What somebody wants to work through. The stored word stands in the address.</summary>
public enum WorkList
{
    [Word("all", "全部")] All,
    [Word("mine", "我的")] Mine,
    [Word("falling-due", "七日内到期")] FallingDue,
    [Word("overdue", "已逾期")] Overdue,
    [Word("unserved", "待送达")] Unserved,
    [Word("urgent", "重大紧急")] Urgent,
}

/// <summary>Narrows a filter to a work list.</summary>
public static class WorkLists
{
    /// <summary>How far ahead “falling due” looks, in calendar days.</summary>
    public const int Ahead = 7;

    public static MatterFilter In(this MatterFilter filter, WorkList list, string reader, DateOnly today) => list switch
    {
        WorkList.Mine => filter with { Holder = reader },
        WorkList.FallingDue => filter with { DueUntil = today.AddDays(Ahead), NotLateOn = today },
        WorkList.Overdue => filter with { LateOn = today },
        WorkList.Unserved => filter with { Unserved = true },
        WorkList.Urgent => filter with { Urgent = true },
        _ => filter,
    };
}
