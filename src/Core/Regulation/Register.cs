namespace Xinqiao.Core.Regulation;

/// <summary>Says that a type or a method carries out an article of 《信访工作条例》; the coverage document lists it.</summary>
/// <param name="article">Article number, 1 to 50.</param>
/// <param name="rule">The rule in a few Chinese words: 延长不超过三十日.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public sealed class ImplementsAttribute(int article, string rule) : Attribute
{
    public int Article { get; } = article;

    public string Rule { get; } = rule;
}

/// <summary>Whether an article asks anything of software.</summary>
public enum ProvisionKind
{
    /// <summary>It has, or will have, rules in the program.</summary>
    Rule,

    /// <summary>It organises bodies, sets aims or binds persons; no program carries it out.</summary>
    Organisational,

    /// <summary>It concerns the conduct of petitioners or police powers, which the product leaves out on purpose.</summary>
    OutsideTheProduct,
}

/// <summary>One article of 《信访工作条例》.</summary>
/// <param name="Title">Our short title; the Regulation's articles have none.</param>
public sealed record Provision(Article Article, string Title, ProvisionKind Kind);

/// <summary>
/// The provisions the program rests on. Rules, refusals, letters and documents cite these values:
/// <c>Register.Article34</c>, <c>Register.Article23.InParagraph(3)</c>.
/// </summary>
public static class Register
{
    public const string Regulation2022 = "信访工作条例";
    public const string Regulation2005 = "信访条例";

    // Declared before the articles: each of them enters itself here.
    private static readonly List<Provision> Entered = [];

    public static readonly Article Article1 = Organisational(1, "制定目的");
    public static readonly Article Article2 = Organisational(2, "适用范围");
    public static readonly Article Article3 = Organisational(3, "信访工作的性质", seen: false);
    public static readonly Article Article4 = Organisational(4, "指导思想", seen: false);
    public static readonly Article Article5 = Rule(5, "工作原则：属地管理、分级负责，谁主管、谁负责");
    public static readonly Article Article6 = Organisational(6, "畅通信访渠道的总要求", seen: false);
    public static readonly Article Article7 = Organisational(7, "信访工作格局", seen: false);
    public static readonly Article Article8 = Organisational(8, "党中央集中统一领导", seen: false);
    public static readonly Article Article9 = Rule(9, "地方党委领导，常委会定期听取汇报");
    public static readonly Article Article10 = Organisational(10, "各级政府的职责", seen: false);
    public static readonly Article Article11 = Organisational(11, "中央信访工作联席会议", seen: false);
    public static readonly Article Article12 = Organisational(12, "中央联席会议办公室", seen: false);
    public static readonly Article Article13 = Rule(13, "地方各级信访工作联席会议");
    public static readonly Article Article14 = Rule(14, "信访部门的职责与三项建议权");
    public static readonly Article Article15 = Rule(15, "社会参与和基层就地化解");
    public static readonly Article Article16 = Rule(16, "信访督查专员与队伍建设");

    public static readonly Article Article17 = Rule(17, "信访形式与信访事项");
    public static readonly Article Article18 = Rule(18, "公布渠道、领导接访下访包案、联合接访，禁止打击报复");
    public static readonly Article Article19 = Rule(19, "提出方式：书面载明事项，口头如实记录");
    public static readonly Article Article20 = Rule(20, "走访的层级、场所与代表人数");
    public static readonly Article Article21 = Rule(21, "信访信息系统，查询与评价");

    public static readonly Article Article22 = Rule(22, "登记与转送、交办、报请");
    public static readonly Article Article23 = Rule(23, "接收、告知、异议与退回");
    public static readonly Article Article24 = Rule(24, "受理争议与机关变更");
    public static readonly Article Article25 = Rule(25, "重大、紧急信访事项的报告");
    public static readonly Article Article26 = Outside(26, "信访人的行为规范");

    public static readonly Article Article27 = Rule(27, "三到位一处理");
    public static readonly Article Article28 = Rule(28, "办理要求、诉访分离与回避");
    public static readonly Article Article29 = Rule(29, "建议意见类事项的办理");
    public static readonly Article Article30 = Rule(30, "检举控告类事项的办理与保密");
    public static readonly Article Article31 = Rule(31, "申诉求决类事项的六种途径");
    public static readonly Article Article32 = Rule(32, "信访处理意见书与督促执行");
    public static readonly Article Article33 = Rule(33, "调解与和解");
    public static readonly Article Article34 = Rule(34, "办理期限与延长");
    public static readonly Article Article35 = Rule(35, "复查");
    public static readonly Article Article36 = Rule(36, "复核、听证与不再受理");
    public static readonly Article Article37 = Rule(37, "多元化解、救助与后续工作");

    public static readonly Article Article38 = Rule(38, "督查");
    public static readonly Article Article39 = Rule(39, "年度考核与约谈、通报、挂牌督办");
    public static readonly Article Article40 = Rule(40, "督办与三项建议");
    public static readonly Article Article41 = Rule(41, "信访情况年度报告");
    public static readonly Article Article42 = Rule(42, "导致信访事项发生的责任");
    public static readonly Article Article43 = Rule(43, "信访部门未登记、转送、交办、督办的责任");
    public static readonly Article Article44 = Rule(44, "受理中违反规定的责任");
    public static readonly Article Article45 = Rule(45, "办理中违反规定的责任");
    public static readonly Article Article46 = Rule(46, "泄密、隐瞒、打击报复等的责任");
    public static readonly Article Article47 = Outside(47, "信访人违反规定的处理");
    public static readonly Article Article48 = Organisational(48, "外国人、无国籍人、外国组织信访", seen: false);
    public static readonly Article Article49 = Organisational(49, "解释机关");
    public static readonly Article Article50 = Organisational(50, "施行日期");

    /// <summary>The start day is not counted; applied by analogy, since the Regulation does not say how to count.</summary>
    public static readonly Article CivilCode201 = new("民法典", 201, 1);

    /// <summary>A last day that is a rest day gives way to the first day after it; applied to petitioners' rights.</summary>
    public static readonly Article CivilCode203 = new("民法典", 203);

    public static readonly Article SimplifiedHandling = Article.Unverified("信访事项简易办理办法");

    /// <summary>All articles of 《信访工作条例》, first to last.</summary>
    public static IReadOnlyList<Provision> Provisions => Entered;

    /// <summary>An article of 《信访工作条例》 by its number, 1 to 50.</summary>
    public static Article Numbered(int number) => Entered[number - 1].Article;

    /// <summary>An article of 《信访条例》 of 2005, which holds for terms begun before 1 May 2022.</summary>
    public static Article Of2005(int number, int? paragraph = null, int? item = null) =>
        new(Regulation2005, number, paragraph, item);

    private static Article Rule(int number, string title) => Enter(number, title, ProvisionKind.Rule);

    private static Article Outside(int number, string title) => Enter(number, title, ProvisionKind.OutsideTheProduct);

    private static Article Organisational(int number, string title, bool seen = true) =>
        Enter(number, title, ProvisionKind.Organisational, seen ? Provenance.Law : Provenance.Memory);

    private static Article Enter(int number, string title, ProvisionKind kind, Provenance provenance = Provenance.Law)
    {
        var article = new Article(Regulation2022, number, Provenance: provenance);
        Entered.Add(new Provision(article, title, kind));
        return article;
    }
}
