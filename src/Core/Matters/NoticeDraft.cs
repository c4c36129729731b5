using Xinqiao.Core.Regulation;

namespace Xinqiao.Core.Matters;

/// <summary>
/// The text from which an officer writes the procedure in a notice (Art. 23(3)), one for each route. What every notice of a route
/// says anyway, its organ, its limits and the periods that go on beside it, is in <see cref="RouteGuide"/> and not repeated here.
/// </summary>
public static class NoticeDraft
{
    /// <summary>Where the officer must fill something in; a notice that still holds it is not issued.</summary>
    public const string Blank = "＿＿";

    public static readonly Article Source = Article.House("文书留空");

    /// <summary>When a route is the right one; for the officer who chooses.</summary>
    public static Phrase When(Route route) => route switch
    {
        Route.Litigation => "应当通过审判机关、检察机关、公安机关的法律程序处理，尚未依法终结的",
        Route.Arbitration => "应当通过劳动人事、农村土地承包、商事等仲裁解决的",
        Route.PartyAppeal => "党员申诉、申请复审，依照党内有关规定办理的",
        Route.AdministrativeProcedure => "可以通过行政复议、裁决、确认、许可、处罚等行政程序解决的",
        Route.StatutoryDuty => "申请查处违法行为、履行保护人身权或者财产权等职责的",
        Route.PetitionProcedure => "不属于前五项，由责任单位听取陈述、调查核实，出具处理意见书的",
    };

    /// <summary>What follows from the choice.</summary>
    public static Phrase Then(Route route) => route == Route.PetitionProcedure
        ? "受理后六十日内办结，可以复查、复核"
        : "导入法定程序，不作信访受理，没有六十日办理期限和复查复核";

    /// <summary>What stands in the form where the unit itself performs or answers; empty where the officer must name the organ.</summary>
    public static Diversion? Diversion(Route route, Unit unit) => route == Route.StatutoryDuty
        ? new($"{unit.OrganName}（{unit.Address}，电话{unit.Phone}）", "由我单位直接办理，无须移交材料。")
        : null;

    public static string Procedure(Route route) => route switch
    {
        Route.Litigation =>
            "您反映的事项涉及诉讼权利救济，应当通过法定的诉讼程序解决，不适用信访程序。请向上述机关提出。"
            + "上诉、申请再审、申请监督等期限，以法律文书载明的和法律规定的为准。",
        Route.Arbitration => "您反映的事项应当通过仲裁解决，不适用信访程序。请向上述仲裁机构提交仲裁申请书。",
        Route.PartyAppeal => "您反映的事项依照党内有关规定办理，不适用信访程序。请向上述组织书面提出。",
        Route.AdministrativeProcedure =>
            $"您反映的事项可以通过{Blank}（行政复议、裁决、确认、许可或者处罚）程序解决，不适用信访程序。请向上述机关提出。",
        Route.StatutoryDuty =>
            $"您反映的事项属于申请履行法定职责，由我单位依照{Blank}（法律、法规名称和条款）办理，"
            + $"在{Blank}（日期）前履行职责或者答复您。逾期不履行也不答复，或者您对答复不服的，可以依法申请行政复议或者提起行政诉讼。",
        Route.PetitionProcedure =>
            """
            您反映的事项属于我单位职权范围，按信访程序办理。我单位将指定承办人，听取您陈述事实和理由，调查核实，逐条答复您的诉求。
            办理期间您可以补充事实和证据，查询办理进度，对与事项有直接利害关系的工作人员申请回避。
            """,
    };
}
