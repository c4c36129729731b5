using Xinqiao.Core.Regulation;

namespace Xinqiao.Core.Petitions;

/// <summary>
/// What is the petitioner's alone is done with the query code; where the code came from the counter, staff may have read it, and
/// a one-time code sent to the registered contact is asked for as well.
/// </summary>
public static class OwnHand
{
    public static readonly Article Source = Article.House("窗口发的查询码另验本人");

    public static Refusal Unproven => new(
        Source, "second-factor", "您的查询码是窗口发的，经工作人员经办，请再输入发到您登记的手机或邮箱的验证码。", "oneTimeCode");
}
