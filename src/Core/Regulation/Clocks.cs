using static Xinqiao.Core.Regulation.ClockUnit;

namespace Xinqiao.Core.Regulation;

/// <summary>The table of terms, by regulation.</summary>
internal static class Clocks
{
    private const string PetitionDepartment = "信访部门";
    private const string Unit = "有权处理的机关、单位";
    private const string Organ = "收到信访事项的机关、单位";
    private const string Petitioner = "信访人";

    private const string NameOrAddressUnclear = "信访人的姓名（名称）、住址不清的，免予书面告知；不影响登记和办理。";

    // What no regulation says, and without which a matter could lie. They hold under either.
    private static IEnumerable<Clock> Own =>
    [
        new(ClockId.Signing, "签收转送、交办的信访事项", Unit, "转送、交办", "签收", 3, CalendarDays, Article.House("三日内签收，逾期视为收到"))
        { Provenance = Provenance.Project },
        new(ClockId.ObjectionDecision, "审核并决定异议", PetitionDepartment, "提出异议", "决定同意或者不同意",
            5, WorkingDays, Article.House("五个工作日内决定异议"))
        { Provenance = Provenance.Project },
        new(ClockId.PortalOpening, "平台上未打开的文书，改用其他方式送达", Unit, "文书发至平台", "文书送达",
            5, WorkingDays, Article.House("平台送达以首次打开为准"))
        { Provenance = Provenance.Project },
        new(ClockId.Execution, "执行支持的诉求", Unit, "处理意见书送达", "执行完毕", null, DateInLetter, Register.Article32.InParagraph(2)),
        new(ClockId.Retaliation, "移送反映打击报复的信访事项", "纪检监察联络员", "收到反映", "移送记录",
            5, WorkingDays, Article.House("五个工作日内移送反映打击报复的事项"))
        { Provenance = Provenance.Project },
        // The law says 及时. Fifteen working days are what is asked of programs for telephones; the recommended standard allows thirty days.
        new(ClockId.InformationRequest, "答复个人信息请求", PetitionDepartment, "收到个人信息请求", "书面答复",
            15, WorkingDays, Matters.InformationRequests.Source)
        { Provenance = Provenance.Project },
        // That a revocation sets a time is local law (rules 1.5); the Regulation is silent.
        new(ClockId.Redo, "重新作出处理意见", Unit, "撤销原处理意见的意见书送达", "新的处理意见书送达", null, DateInLetter, Article.House("撤销原处理意见的，在规定期限内重新处理"))
        { Provenance = Provenance.Project },
        new(ClockId.TakenBack, "处置转送以后封存的密件", "纪检监察联络员", "封存", "移送记录或者解除密件",
            5, WorkingDays, Article.House("五个工作日内处置转送以后封存的密件"))
        { Provenance = Provenance.Project },
    ];

    /// <summary>《信访工作条例》, in force from 1 May 2022.</summary>
    public static readonly IReadOnlyList<Clock> Of2022 =
    [
        new(ClockId.Dispatch, "登记并转送、交办、报请", PetitionDepartment, "收到信访事项", "转送、交办或者报请记录",
            15, CalendarDays, Register.Article22.InParagraph(1)),
        new(ClockId.DirectNotice, "书面告知接收情况以及处理途径和程序", Organ, "收到信访人直接提出的信访事项", "书面告知送达",
            15, CalendarDays, Register.Article23.InParagraph(2))
        { Exemption = new(NameOrAddressUnclear, Register.Article23.InParagraph(2)) },
        new(ClockId.ForwardedNotice, "书面告知接收情况以及处理途径和程序", Unit, "收到转送、交办的信访事项", "书面告知送达",
            15, CalendarDays, Register.Article23.InParagraph(3))
        // The exception stands in paragraph 2 only; that it covers forwarded petitions is the house's reading.
        { Exemption = new(NameOrAddressUnclear, Register.Article23.InParagraph(2) with { Provenance = Provenance.Project }) },
        new(ClockId.Objection, "对不属于本机关、单位职权范围的信访事项提出异议", Unit, "收到转送、交办的信访事项", "提出异议并详细说明理由",
            5, WorkingDays, Register.Article23.InParagraph(3))
        { IsOptional = true },
        new(ClockId.Handling, "办结信访事项", Unit, "受理", "信访处理意见书送达",
            60, CalendarDays, Register.Article34)
        { Extension = new(30, "本机关、单位负责人", Register.Article34) },
        new(ClockId.HandlingExtension, "在延长的期限内办结信访事项", Unit, "原办理期限届满", "信访处理意见书送达",
            30, CalendarDays, Register.Article34),
        new(ClockId.ReviewRequest, "请求复查", Petitioner, "收到书面答复", "提出复查请求",
            30, CalendarDays, Register.Article35)
        { IsPetitionersRight = true, IsOptional = true },
        new(ClockId.Review, "提出复查意见并书面答复", "复查机关、单位", "收到复查请求", "复查意见书送达",
            30, CalendarDays, Register.Article35),
        new(ClockId.FinalReviewRequest, "请求复核", Petitioner, "收到复查的书面答复", "提出复核请求",
            30, CalendarDays, Register.Article36.InParagraph(1))
        { IsPetitionersRight = true, IsOptional = true },
        new(ClockId.FinalReview, "提出复核意见", "复核机关、单位", "收到复核请求", "复核意见书送达",
            30, CalendarDays, Register.Article36.InParagraph(1))
        { HearingExcludedBy = Register.Article36.InParagraph(2) },
        new(ClockId.AssignmentReport, "反馈交办事项办理结果、提交办结报告", Unit, "收到交办的信访事项", "提交办结报告",
            null, DateInLetter, Register.Article22.InParagraph(1).InItem(3))
        { Extension = new(null, "交办机关", Article.House("交办期限的延长")) },
        Simplified(ClockId.SimplifiedForward, "简易办理：逐级转送", "各级信访部门", "收到信访事项", "转送记录", 1),
        Simplified(ClockId.SimplifiedAcceptance, "简易办理：决定是否受理", Unit, "收到信访事项", "告知信访人", 3),
        Simplified(ClockId.SimplifiedOpinion, "简易办理：作出处理意见", Unit, "受理", "答复信访人", 10),
        new(ClockId.SuggestionFeedback, "书面反馈对信访部门建议的采纳情况", "收到建议的机关、单位", "收到建议", "书面反馈送达",
            30, CalendarDays, Register.Article40.InParagraph(4))
        // The Regulation of 2005 said 30 days; that of 2022 names no number, and the house keeps it as its default.
        { Provenance = Provenance.Project },
        new(ClockId.UrgentReport, "书面报告重大、紧急信访事项和信访信息", "各级机关、单位", "发现", "报告记录",
            2, Hours, Register.Article25)
        { Provenance = Provenance.Project },
        new(ClockId.AnnualReport, "报送信访情况年度报告", PetitionDepartment, "年度终了", "报告报送",
            1, Yearly, Register.Article41),
        new(ClockId.Assessment, "信访工作年度考核", "各级党委和政府", "年度终了", "考核结果通报",
            1, Yearly, Register.Article39.InParagraph(1)),
        new(ClockId.DeemedAcceptance, "未告知又未提出异议的，视为受理", Unit, "收到信访事项", "书面告知送达或者提出异议",
            15, CalendarDays, Article.House("逾期不告知视为受理"))
        { Provenance = Provenance.Project },
        .. Own,
    ];

    /// <summary>《信访条例》 of 2005, in force from 1 May 2005: no objection, no simplified handling; 60 days for every matter.</summary>
    public static readonly IReadOnlyList<Clock> Of2005 =
    [
        new(ClockId.Dispatch, "登记并转送、交办、报请", "县级以上人民政府信访工作机构", "收到信访事项", "转送、交办或者报请记录",
            15, CalendarDays, Register.Of2005(21, 1)),
        new(ClockId.DirectNotice, "书面答复是否受理", "收到信访事项的行政机关", "收到信访事项", "书面告知送达",
            15, CalendarDays, Register.Of2005(22, 2))
        { Exemption = new("信访人的姓名（名称）、住址不清的，免予书面告知。", Register.Of2005(22, 2)) },
        new(ClockId.ForwardedNotice, "决定是否受理并书面告知", "有权处理的行政机关", "收到转送、交办的信访事项", "书面告知送达",
            15, CalendarDays, Register.Of2005(21, 2)),
        new(ClockId.Handling, "办结信访事项", "有权处理的行政机关", "受理", "书面答复送达",
            60, CalendarDays, Register.Of2005(33))
        { Extension = new(30, "本行政机关负责人", Register.Of2005(33)) },
        new(ClockId.HandlingExtension, "在延长的期限内办结信访事项", "有权处理的行政机关", "原办理期限届满", "书面答复送达",
            30, CalendarDays, Register.Of2005(33)),
        new(ClockId.ReviewRequest, "请求复查", Petitioner, "收到书面答复", "提出复查请求",
            30, CalendarDays, Register.Of2005(34))
        { IsPetitionersRight = true, IsOptional = true },
        new(ClockId.Review, "提出复查意见并书面答复", "复查机关", "收到复查请求", "书面答复送达",
            30, CalendarDays, Register.Of2005(34)),
        new(ClockId.FinalReviewRequest, "请求复核", Petitioner, "收到复查的书面答复", "提出复核请求",
            30, CalendarDays, Register.Of2005(35, 1))
        { IsPetitionersRight = true, IsOptional = true },
        new(ClockId.FinalReview, "提出复核意见", "复核机关", "收到复核请求", "复核意见送达",
            30, CalendarDays, Register.Of2005(35, 1))
        { HearingExcludedBy = Register.Of2005(35, 2) },
        new(ClockId.AssignmentReport, "反馈交办事项办理结果、提交办结报告", "有权处理的行政机关", "收到交办的信访事项", "提交办结报告",
            null, DateInLetter, Register.Of2005(21, 1, 4))
        { Extension = new(null, "交办机关", Article.House("交办期限的延长")) },
        new(ClockId.SuggestionFeedback, "书面反馈改进建议的采纳情况", "收到改进建议的行政机关", "收到改进建议", "书面反馈送达",
            30, CalendarDays, Register.Of2005(36, 2)),
        .. Own,
    ];

    // The limits were read in the rules of 2016; that those of 2022 kept them is memory, so an office can set them.
    private static Clock Simplified(string id, string duty, string owner, string startEvent, string stopEvent, int days) =>
        new(id, duty, owner, startEvent, stopEvent, days, WorkingDays, Register.SimplifiedHandling)
        { Provenance = Provenance.Memory };
}
