namespace Xinqiao.Core.Matters;

/// <summary>
/// What each document must contain (rules 2.9). What an act states is checked when it issues the document; what the form takes
/// from the file, or says the same every time, is always printed.
/// </summary>
public static class MandatoryContents
{
    private static readonly string[] EveryLetter = ["文号", "信访事项编号", "制发机关", "联系方式"];

    /// <summary>Contents the act itself states; without one of them it is refused.</summary>
    public static IReadOnlyList<string> StatedBy(DocumentKind kind) => kind switch
    {
        DocumentKind.RegistrationReceipt => [.. EveryLetter, "收到日期", "去向"],
        DocumentKind.ForwardingLetter => [.. EveryLetter, "主送单位"],
        DocumentKind.Notice => [.. EveryLetter, "处理途径", "处理程序"],
        DocumentKind.Diversion => [.. EveryLetter, "处理途径", "办理机关", "处理程序", "材料移交"],
        DocumentKind.Acceptance => [.. EveryLetter, "受理日期", "处理途径", "办理期限", "受理范围", "承办人"],
        DocumentKind.Extension => [.. EveryLetter, "延期理由", "延长天数", "延长后的期限", "批准人"],
        DocumentKind.Opinion => [.. EveryLetter, "复查机关", "批准人"],
        DocumentKind.AssignmentLetter => [.. EveryLetter, "主送单位", "办理时限", "办理要求"],
        DocumentKind.Submission => [.. EveryLetter, "主送机关", "报请理由", "拟办建议"],
        DocumentKind.Objection => [.. EveryLetter, "收到日期", "异议理由", "职权依据", "建议的有权处理机关"],
        DocumentKind.NonAcceptance or DocumentKind.NoFurtherAcceptance =>
            [.. EveryLetter, "认定的事实", "不予受理的依据", "可以采取的途径", "批准人"],
        DocumentKind.ReviewOpinion => [.. EveryLetter, "结论", "复核机关", "批准人"],
        DocumentKind.FinalReviewOpinion => [.. EveryLetter, "结论", "听证", "批准人"],
        DocumentKind.ReviewRefusal => [.. EveryLetter, "认定的事实", "不予受理的依据", "可以采取的途径", "批准人"],
        DocumentKind.CompletionReport => [.. EveryLetter, "交办文号", "调查核实情况", "办理结果", "签发人"],
        DocumentKind.ProofOfService => ["送达文书", "文书文号", "信访事项编号", "送达方式", "送达日期", "送达凭证", "送达情况"],
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>Contents the form takes from the file or says every time.</summary>
    public static IReadOnlyList<string> PrintedOn(DocumentKind kind) => kind switch
    {
        DocumentKind.RegistrationReceipt =>
            ["收件人", "制发日期", "印章", "法律依据", "信访件编号", "信访事项概况", "下一步及期限", "查询方式", "其他法定期限"],
        DocumentKind.ForwardingLetter =>
            ["制发日期", "印章", "法律依据", "信访人", "信访事项概况", "告知期限", "异议期限", "保密要求"],
        DocumentKind.Notice => ["收件人", "制发日期", "印章", "法律依据", "查询方式", "接收情况", "该途径的办理机关", "该途径的期限", "其他法定期限"],
        DocumentKind.Diversion => ["收件人", "制发日期", "印章", "法律依据", "查询方式", "接收情况", "该途径的期限", "其他法定期限"],
        DocumentKind.Acceptance => ["收件人", "制发日期", "印章", "法律依据", "查询方式", "申请回避的权利", "陈述和查询的权利"],
        DocumentKind.Extension => ["收件人", "制发日期", "印章", "法律依据", "查询方式", "原期限", "批准日期"],
        DocumentKind.Opinion =>
        [
            "收件人", "制发日期", "印章", "法律依据", "查询方式", "接收和办理经过", "信访诉求", "查明的事实", "依据", "逐条处理意见",
            "执行方式和期限", "复查期限", "复查方式",
        ],
        DocumentKind.AssignmentLetter =>
            ["制发日期", "印章", "法律依据", "信访人", "信访事项概况", "告知期限", "异议期限", "办结报告要求", "保密要求"],
        DocumentKind.Submission => ["制发日期", "印章", "法律依据", "信访事项概况", "信访诉求"],
        DocumentKind.Objection => ["主送机关", "制发日期", "印章", "法律依据", "信访事项概况"],
        DocumentKind.NonAcceptance or DocumentKind.NoFurtherAcceptance =>
            ["收件人", "制发日期", "印章", "法律依据", "查询方式", "接收情况", "不服的途径", "其他法定期限"],
        DocumentKind.ReviewOpinion =>
            ["收件人", "制发日期", "印章", "法律依据", "查询方式", "申请人", "被申请人", "复查请求", "查明的事实", "依据", "复查意见", "执行方式和期限", "复核期限和方式"],
        DocumentKind.FinalReviewOpinion =>
            ["收件人", "制发日期", "印章", "法律依据", "查询方式", "申请人", "被申请人", "复核请求", "查明的事实", "依据", "复核意见", "执行方式和期限", "终局说明"],
        DocumentKind.ReviewRefusal => ["收件人", "制发日期", "印章", "法律依据", "查询方式", "申请情况", "其他法定期限"],
        DocumentKind.CompletionReport =>
            ["主送机关", "制发日期", "印章", "法律依据", "信访人", "信访诉求", "附件"],
        DocumentKind.ProofOfService => ["制发机关", "制发日期", "印章", "受送达人"],
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    public static IReadOnlyList<string> Of(DocumentKind kind) => [.. StatedBy(kind), .. PrintedOn(kind)];
}
