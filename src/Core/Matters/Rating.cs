using Xinqiao.Core.Petitions;
using Xinqiao.Core.Regulation;

namespace Xinqiao.Core.Matters;

/// <summary>
/// The petitioner's judgement (满意度评价). Only the petitioner rates, with the query code and a second factor; no post in any
/// office can. The last rating within the window counts (rules 3.2).
/// </summary>
[Implements(21, "只有信访人本人可以评价")]
public static class Rating
{
    public static readonly Article Source = Regulation.Register.Article21.InParagraph(2);

    /// <summary>Calendar days after service in which a rating may be given or changed; our own choice.</summary>
    public const int WindowDays = 30;

    public static readonly Article Window = Article.House("满意度评价期限");

    public static DateOnly WindowCloses(DateOnly opinionServedOn) => opinionServedOn.AddDays(WindowDays);

    /// <param name="secondFactor">True where the one-time code sent to the registered contact was right.</param>
    public static Decision Rate(
        Matter matter, Satisfaction? department, Satisfaction? unit, string? reason, bool secondFactor, Act act)
    {
        if (act.Actor.Role != Role.Petitioner)
            return Decision.Refuse(Source, "not-the-petitioner", "评价只能由信访人本人作出，任何工作人员都不能代为评价。");
        if (!secondFactor)
            return Decision.Refuse(Source, "second-factor", "请输入发到您登记的手机或邮箱的验证码。", "oneTimeCode");
        if (matter.ServedOn(DocumentKind.Opinion) is not { } servedOn)
            return Decision.Refuse(Source, "not-served", "处理意见书送达后才能评价。");
        if (act.Today > WindowCloses(servedOn))
            return Decision.Refuse(
                Window, "window-closed", $"评价期限已于{WindowCloses(servedOn):yyyy年M月d日}结束。");

        var rule = new TextRule()
            .Require(department is not null, Source, "department-missing", "请评价信访部门。", "department")
            .Require(unit is not null, Source, "unit-missing", "请评价责任单位。", "unit")
            .Optional("reason", "评价理由", reason, PetitionLimits.Note);
        return rule.Passed
            ? Decision.Accept(new HandlingRated(matter.Id, department!.Value, unit!.Value, PrivateText.Typed(reason)))
            : Decision.Refuse(rule.Refusals);
    }
}
