using Xinqiao.Core.Regulation;

namespace Xinqiao.Core.Matters;

/// <summary>
/// What a petitioner must be told of a route (rules 2.2): who decides there, by which procedure, within which time. A matter on
/// another route than the petition procedure has no sixty days and no review; its own law governs.
/// </summary>
/// <param name="Source">The item of Article 31.</param>
/// <param name="Organ">Who decides there.</param>
/// <param name="Procedure">How one gets there, as a sentence.</param>
/// <param name="TimeLimits">The limits of that route, as a sentence.</param>
[Implements(31, "六种处理途径各自的机关、程序和期限")]
public sealed record RouteGuide(Article Source, string Organ, string Procedure, string TimeLimits)
{
    /// <summary>A petition stops no other limitation period; said at intake and in every notice of a route.</summary>
    public const string OtherLimits =
        "信访不影响其他法定期限的计算。不服行政行为的，可以自知道之日起60日内申请行政复议，或者自知道之日起6个月内提起行政诉讼；"
        + "劳动争议可以自知道权利被侵害之日起1年内申请仲裁。请注意不要错过。";

    /// <summary>The organ of the routes on which the unit that writes the notice also decides.</summary>
    public const string CompetentUnit = "有权处理的机关、单位";

    /// <exception cref="ArgumentOutOfRangeException">No such route.</exception>
    public static RouteGuide To(Route route) => route switch
    {
        Route.Litigation => Guide(1, "有管辖权的人民法院、人民检察院、公安机关等政法部门",
            "请依照诉讼等法定程序向该机关提出。", "不服行政行为提起行政诉讼的期限为知道之日起6个月，经复议的为收到复议决定之日起15日。"),
        Route.Arbitration => Guide(2, "有管辖权的仲裁机构",
            "请依照仲裁程序申请仲裁。", "劳动争议申请仲裁的时效为1年，不服裁决的自收到裁决书之日起15日内起诉。"),
        Route.PartyAppeal => Guide(3, "有关党组织、纪检监察机关",
            "请依照党内申诉或者申请复审的规定提出。", "期限依照该程序的规定。"),
        Route.AdministrativeProcedure => Guide(4, "有权作出行政复议、裁决、确认、许可、处罚的行政机关",
            "请依照相应的行政程序申请。", "申请行政复议的期限为知道行政行为之日起60日；其他程序的期限依照有关法律规定。"),
        Route.StatutoryDuty => Guide(5, "负有该项法定职责的机关",
            "由该机关依法履行职责或者答复，无须另行提出。", "履行职责的期限依照有关法律规定。"),
        Route.PetitionProcedure => Guide(6, CompetentUnit,
            "听取您陈述事实和理由，调查核实后出具信访处理意见书；必要时可以调解、听证。",
            "决定受理的，另行书面告知；自受理之日起60日内办结，情况复杂的经批准可以延长，延长不超过30日。"),
        _ => throw new ArgumentOutOfRangeException(nameof(route)),
    };

    private static RouteGuide Guide(int item, string organ, string procedure, string limits) =>
        new(Register.Article31.InItem(item), organ, procedure, limits);
}
