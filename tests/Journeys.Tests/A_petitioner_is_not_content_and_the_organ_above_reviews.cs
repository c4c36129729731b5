using Xunit;

namespace Xinqiao.Journeys.Tests;

public sealed class A_petitioner_is_not_content_and_the_organ_above_reviews(Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public async Task From_the_answer_on_a_phone_to_a_revocation_and_a_unit_that_answers_anew()
    {
        await using var phone = await browser.Phone();
        var (number, code) = await Resident.Files(phone, browser.Site);
        await using var desk = await browser.Desk();
        await Office.RegistersAndForwards(desk, number);
        await Unit.ReceivesAndNotifies(desk, number);
        await Unit.Accepts(desk, number);
        await Unit.Answers(desk, number);

        await phone.Tracks(number, code);
        await phone.Press("打开信访处理意见书");
        await phone.Go("/track/case");
        await phone.Sees("不服可以申请复查");
        await phone.Follow("申请复查");
        await phone.Look("review-form");
        await phone.Press("提交复查申请");
        await phone.Sees("请填写“事实和理由”");
        await phone.Fill("您的请求", "现在就修，不要等到七月");
        await phone.Fill("事实和理由", "五月就是梅雨，等到七月一楼又要泡水。答复没有说为什么不能提前。");
        await phone.Press("提交复查申请");
        await phone.Sees("复查申请已收到");
        await phone.Look("review-asked");

        await desk.SignIn("fucha");
        await desk.Sees("复查、复核");
        await desk.OpenCase(number);
        await desk.Follow("受理复查、复核申请");
        await desk.Sees("五月就是梅雨");
        await desk.Look("review-take");
        await desk.Press("受理复查申请");
        await desk.Sees("已由您承办复查");
        await desk.Follow("提交复查、复核意见");
        await desk.Choose("结论", "撤销并责令重新处理");
        await desk.Fill("查明的事实", "立管断裂处在公共部位，可以单独更换，不必等到七月的整体维修。");
        await desk.Fill("法律、法规、规章和政策依据", "《江苏省物业管理条例》有关共用设施维修的规定");
        await desk.Fill("意见及理由", "原处理意见没有查明能否提前单独维修。请查明以后重新处理。");
        await desk.Look("review-opinion");
        await desk.Fill("重新处理的期限（日）", "15");
        await desk.Press("提交审批");
        await desk.Sees("意见已提交");

        await desk.SignIn("fucha-fuze");
        await desk.OpenCase(number);
        await desk.Follow("审批复查、复核意见");
        await desk.Look("review-approve");
        await desk.Press("签发意见书");
        await desk.Sees("已签发，等待送达");

        await phone.Go("/track/case");
        await phone.Press("打开信访复查意见书");
        await phone.Sees("撤销并责令重新处理");
        await phone.Look("review-letter");
        await phone.Go("/track/case");
        await phone.Sees("撤销了原处理意见");
        await phone.Look("review-revoked");

        await desk.SignIn("chengban");
        await desk.OpenCase(number);
        await desk.Sees("重新作出处理意见");
        await desk.Follow("提交处理意见");
        await desk.Look("opinion-anew");
        await desk.Press("提交审批");
        await desk.Sees("请填写“与被撤销的处理意见有何不同”");
    }
}
