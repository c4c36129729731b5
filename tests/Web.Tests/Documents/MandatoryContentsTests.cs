using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xunit;

namespace Xinqiao.Web.Tests;

/// <summary>What the law wants on each document (rules 2.9, 7) stands on it as it is printed.</summary>
public sealed class MandatoryContentsTests(FullFile file) : IClassFixture<FullFile>
{
    private const string Office = "南通市崇川区信访局", Housing = "南通市崇川区住房和城乡建设局", Addressee = "周桂兰（先生/女士）：";
    private const string Seal = "（印章）", OtherLimits = "60日内申请行政复议";

    public static TheoryData<DocumentKind> Kinds { get; } = [.. Words.All<DocumentKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Every_mandatory_content_stands_on_the_printed_document(DocumentKind kind)
    {
        var text = await file.Print(kind);
        var contents = Contents(kind);
        Assert.Equal(MandatoryContents.Of(kind).Order(), contents.Keys.Order());
        Assert.All(contents, content => Assert.True(text.Contains(content.Value), $"{content.Key}：{content.Value}\n{text}"));
    }

    private Dictionary<string, string> Contents(DocumentKind kind)
    {
        Dictionary<string, string> Letter(
            string organ, string phone, string number, string date, string basis, Dictionary<string, string> own) => new(own)
            {
                ["文号"] = number,
                ["信访事项编号"] = file.Of(kind).MatterNumber,
                ["制发机关"] = organ,
                ["联系方式"] = phone,
                ["制发日期"] = organ + date,
                ["印章"] = Seal,
                ["法律依据"] = "《信访工作条例》" + basis,
            };
        Dictionary<string, string> NonAcceptance(string number, string article, string ground) =>
            Letter(Housing, file.UnitPhone, number, "2026年3月11日", article, new()
            {
                ["认定的事实"] = "同一事项街道正在办理。",
                ["不予受理的依据"] = ground,
                ["可以采取的途径"] = "请等待街道的书面答复。",
                ["批准人"] = "签发人：钱卫东",
                ["收件人"] = Addressee,
                ["接收情况"] = "由南通市崇川区信访局于2026年3月11日转送我单位",
                ["不服的途径"] = "可以向南通市崇川区信访局（联系电话：" + file.OfficePhone,
                ["其他法定期限"] = OtherLimits,
            });
        Dictionary<string, string> Reviewed(string level, string organ, string number, string contested) =>
            Letter(organ, file.GovernmentPhone, number, "2026年3月13日", level == "复查" ? "第三十五条" : "第三十六条第一款", new()
            {
                ["结论"] = "变更。",
                ["批准人"] = "签发人：季伟",
                ["收件人"] = Addressee,
                ["申请人"] = "申请人：周桂兰。",
                ["被申请人"] = "被申请人：崇川区住房和城乡建设局。",
                [level + "请求"] = contested,
                ["查明的事实"] = "原处理意见没有写明维修时间。",
                ["依据"] = "《排水条例》第九条",
                [level + "意见"] = "应当写明维修时间。",
                ["执行方式和期限"] = "最迟2026年4月2日执行完毕",
            });
        var own = kind switch
        {
            DocumentKind.ReviewOpinion => new(Reviewed("复查", "南通市崇川区人民政府", "崇政〔2026〕2号", "撤销对第二条诉求的意见"))
            {
                ["复核机关"] = "向南通市人民政府请求复核",
                ["复核期限和方式"] = "自收到本意见书之日起30日内，以书面形式",
            },
            DocumentKind.FinalReviewOpinion => new(Reviewed("复核", "南通市人民政府", "通政〔2026〕1号", "撤销对第二条诉求的意见"))
            {
                ["听证"] = "本次复核未举行听证。",
                ["终局说明"] = "仍然以同一事实和理由提出信访事项的，各级党委和政府信访部门及其他机关、单位不再受理",
            },
            DocumentKind.ReviewRefusal => Letter("南通市崇川区人民政府", file.GovernmentPhone, "崇政〔2026〕1号", "2026年3月13日", "第三十五条", new()
            {
                ["认定的事实"] = "您已就同一事项起诉。",
                ["不予受理的依据"] = "已经或者应当通过诉讼、仲裁、行政复议等法定程序解决（《信访工作条例》第三十一条）",
                ["可以采取的途径"] = "请等待判决。",
                ["批准人"] = "签发人：季伟",
                ["收件人"] = Addressee,
                ["申请情况"] = "提出的复查申请，我单位于2026年3月13日收到",
                ["其他法定期限"] = OtherLimits,
            }),
            DocumentKind.RegistrationReceipt => Letter(Office, file.OfficePhone, "崇信〔2026〕2号", "2026年3月3日", "第二十二条第一款", new()
            {
                ["收到日期"] = "收到日期：2026年3月2日",
                ["去向"] = "转送崇川区住房和城乡建设局",
                ["收件人"] = Addressee,
                ["信访件编号"] = file.Filed.Number,
                ["信访事项概况"] = "居民反映雨水管破损致一楼进水",
                ["下一步及期限"] = "2026年3月18日",
                ["查询方式"] = "凭信访件编号和查询码",
                ["其他法定期限"] = OtherLimits,
            }),
            DocumentKind.ForwardingLetter => Letter(Office, file.OfficePhone, "崇信〔2026〕1号", "2026年3月3日", "第二十二条第一款", new()
            {
                ["主送单位"] = "崇川区住房和城乡建设局：",
                ["信访人"] = "信访人：周桂兰；联系电话：13800000217；通信地址：濠西新村12幢101室",
                ["信访事项概况"] = "居民反映雨水管破损致一楼进水",
                ["告知期限"] = "2026年3月18日",
                ["异议期限"] = "5个工作日内",
                ["保密要求"] = "不得",
            }),
            DocumentKind.Notice => Letter(Housing, file.UnitPhone, "崇住建〔2026〕1号", "2026年3月5日", "第二十三条第三款", new()
            {
                ["处理途径"] = "第三十一条第（六）项",
                ["处理程序"] = "按信访程序办理，六十日内书面答复。",
                ["收件人"] = Addressee,
                ["接收情况"] = "由南通市崇川区信访局于2026年3月3日转送我单位，我单位于2026年3月4日收到",
                ["该途径的办理机关"] = "由我单位处理",
                ["该途径的期限"] = "自受理之日起60日内办结",
                ["其他法定期限"] = OtherLimits,
            }),
            DocumentKind.Diversion => Letter(Housing, file.UnitPhone, "崇住建〔2026〕7号", "2026年3月11日", "第二十三条第三款", new()
            {
                ["处理途径"] = "第三十一条第（五）项",
                ["办理机关"] = "办理机关：南通市崇川区人民政府行政复议局（演示路8号，电话0513-00000008）",
                ["处理程序"] = "按信访程序办理，六十日内书面答复。",
                ["材料移交"] = "已移交信访材料复印件2页。",
                ["收件人"] = Addressee,
                ["接收情况"] = "由南通市崇川区信访局于2026年3月11日转送我单位，我单位于2026年3月11日收到",
                ["该途径的期限"] = "履行职责的期限依照有关法律规定",
                ["其他法定期限"] = OtherLimits,
            }),
            DocumentKind.Objection => Letter(Housing, file.UnitPhone, "崇住建〔2026〕6号", "2026年3月11日", "第二十三条第三款", new()
            {
                ["主送机关"] = "南通市崇川区信访局：",
                ["收到日期"] = "收到日期：2026年3月11日",
                ["异议理由"] = "雨水管网已移交市政养护。",
                ["职权依据"] = "《崇川区市政设施移交清单》",
                ["建议的有权处理机关"] = "建议由崇川区城市管理局处理",
                ["信访事项概况"] = "居民反映雨水管破损致一楼进水",
            }),
            DocumentKind.NonAcceptance => NonAcceptance("崇住建〔2026〕8号", "第十九条第三款", "在规定期限内办理"),
            DocumentKind.NoFurtherAcceptance => NonAcceptance("崇住建〔2026〕9号", "第三十六条第三款", "以同一事实和理由再次提出"),
            DocumentKind.CompletionReport => Letter(Housing, file.UnitPhone, "崇住建〔2026〕5号", "2026年3月11日", "第二十二条第一款第（三）项", new()
            {
                ["主送机关"] = "南通市崇川区信访局：",
                ["交办文号"] = "崇信〔2026〕3号交办",
                ["调查核实情况"] = "3月5日现场查勘。",
                ["办理结果"] = "雨水管已经更换。",
                ["签发人"] = "签发人：钱卫东",
                ["信访人"] = "信访人：周桂兰",
                ["信访诉求"] = "1. 修好雨水管",
                ["附件"] = "信访处理意见书（崇住建〔2026〕4号，送达回证：2026年3月10日直接送达，凭证回证第1号）",
            }),
            DocumentKind.Acceptance => Letter(Housing, file.UnitPhone, "崇住建〔2026〕2号", "2026年3月6日", "第三十一条第（六）项", new()
            {
                ["受理日期"] = "于2026年3月6日决定受理",
                ["处理途径"] = "信访程序",
                ["办理期限"] = "最迟于2026年5月5日",
                ["受理范围"] = "12幢雨水管维修",
                ["承办人"] = "承办人：陆晓峰",
                ["收件人"] = Addressee,
                ["申请回避的权利"] = "申请其回避",
                ["陈述和查询的权利"] = "陈述事实和理由",
            }),
            DocumentKind.Extension => Letter(Housing, file.UnitPhone, "崇住建〔2026〕3号", "2026年3月7日", "第三十四条", new()
            {
                ["延期理由"] = "须委托第三方检测地下管网。",
                ["延长天数"] = "延长办理期限20日",
                ["延长后的期限"] = "至2026年5月25日届满",
                ["批准人"] = "钱卫东",
                ["收件人"] = Addressee,
                ["原期限"] = "2026年5月5日",
                ["批准日期"] = "于2026年3月7日批准",
            }),
            DocumentKind.Opinion => Letter(Housing, file.UnitPhone, "崇住建〔2026〕4号", "2026年3月9日", "第三十二条第一款", new()
            {
                ["复查机关"] = "向南通市崇川区人民政府请求复查",
                ["批准人"] = "签发人：钱卫东",
                ["收件人"] = Addressee,
                ["接收和办理经过"] = "于2026年3月6日受理，经我单位负责人批准延长办理期限20日",
                ["信访诉求"] = "1. 修好雨水管",
                ["查明的事实"] = "3月5日现场查勘，雨水管破损约两米。",
                ["依据"] = "《江苏省物业管理条例》",
                ["逐条处理意见"] = "（二）关于“说明维修时间”的诉求",
                ["执行方式和期限"] = "执行期限：最迟2026年4月7日执行完毕",
                ["复查期限"] = "自收到本意见书之日起30日内",
                ["复查方式"] = "以书面形式",
            }),
            DocumentKind.AssignmentLetter => Letter(Office, file.OfficePhone, "崇信〔2026〕13号", "2026年3月13日", "第二十二条第一款第（三）项", new()
            {
                ["主送单位"] = "崇川区住房和城乡建设局：",
                ["办理时限"] = "办理时限：2026年4月12日",
                ["办理要求"] = "办理要求：请报告整改方案和完成时间。",
                ["信访人"] = "信访人：周桂兰；联系电话：13800000217；通信地址：濠西新村12幢101室",
                ["信访事项概况"] = "居民反映雨水管破损致一楼进水",
                ["告知期限"] = "2026年3月28日",
                ["异议期限"] = "5个工作日内",
                ["办结报告要求"] = "本函文号（崇信〔2026〕13号），写明信访人、信访诉求、调查核实情况和办理结果，经你单位负责人签发",
                ["保密要求"] = "不得",
            }),
            DocumentKind.Submission => Letter(Office, file.OfficePhone, "崇信〔2026〕12号", "2026年3月12日", "第二十二条第一款第（一）项", new()
            {
                ["主送机关"] = "崇川区人民政府：",
                ["报请理由"] = "涉及多户居民安全。",
                ["拟办建议"] = "建议由区政府召集会商。",
                ["信访事项概况"] = "居民反映雨水管破损致一楼进水",
                ["信访诉求"] = "1. 修好雨水管",
            }),
            _ => new()
            {
                ["送达文书"] = "信访处理意见书",
                ["文书文号"] = "崇住建〔2026〕4号",
                ["信访事项编号"] = file.Filed.MatterNumber,
                ["送达方式"] = "直接送达",
                ["送达日期"] = "2026年3月10日",
                ["送达凭证"] = "回证第1号",
                ["送达情况"] = "周桂兰本人签收",
                ["制发机关"] = Housing,
                ["制发日期"] = "2026年3月10日",
                ["印章"] = Seal,
                ["受送达人"] = "周桂兰",
            },
        };
        // On every document that is the petitioner's, and on no other.
        if (Service.IsServedOnPetitioner(kind)) own["查询方式"] = $"查询：凭信访件编号{file.Of(kind).Number}和查询码";
        return own;
    }
}
