using Xinqiao.Core.Matters;

namespace Xinqiao.Web.Documents;

/// <summary>A made-up letter with everything a letter can have, to look at a template with.</summary>
internal static class SampleLetter
{
    public static PrintedLetter Of(DocumentKind kind) => new(
        kind, "某某区住房和城乡建设局", "某住建〔2026〕12号", "XF2026-000123-1", "李某某（先生/女士）：",
        [
            new(null, ["您反映的小区加装电梯施工噪声扰民一事，我单位已于2026年3月2日受理。经调查核实，现提出如下处理意见："]),
            new("一、调查认定的事实和依据",
            [
                "施工单位在夜间22时以后仍有切割作业，情况属实。《中华人民共和国噪声污染防治法》第四十三条规定，在噪声敏感建筑物集中区域，禁止夜间进行产生噪声的建筑施工作业。",
                "经现场测量，施工期间昼间噪声未超过标准限值。",
            ]),
            new("二、处理意见", ["支持您关于停止夜间施工的请求。已责令施工单位即日起22时至次日6时停止施工，并加装隔声围挡。"]),
            new("三、送达情况", [], [("送达方式", "直接送达"), ("送达日期", "2026年3月27日"), ("送达凭证", "回证第18号")]),
        ],
        ["《信访工作条例》第三十二条", "《信访工作条例》第三十五条"], "某某区住房和城乡建设局综合科，0513-12345678，某某路1号", new DateOnly(2026, 3, 26),
        ["区信访局"])
    {
        Query = "凭编号和查询码在信访平台查询",
        SignedBy = "张某",
    };
}
