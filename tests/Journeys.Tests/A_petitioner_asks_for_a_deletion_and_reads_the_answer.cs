using Xunit;

namespace Xinqiao.Journeys.Tests;

public sealed class A_petitioner_asks_for_a_deletion_and_reads_the_answer(Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public async Task On_a_phone_from_the_tracking_page_to_the_reasons_and_the_way_to_court()
    {
        await using var phone = await browser.Phone();
        var (number, code) = await Resident.Files(phone, browser.Site);
        await phone.Tracks(number, code);
        await phone.Follow("我的个人信息");
        await phone.Look("information");
        await phone.Press("提交请求");
        await phone.Sees("请选择请求的种类");
        await phone.Look("information-refused");
        await phone.Check("删除");
        await phone.Fill("请求的内容", "事情已经过去，请删去我的住址。");
        await phone.Press("提交请求");
        await phone.Sees("您提出的请求");
        await phone.Look("information-asked");

        await using var desk = await browser.Desk();
        await desk.SignIn("fenban");
        await desk.OpenCase(number);
        await desk.Sees("事情已经过去，请删去我的住址。");
        await desk.Look("case-with-request");
        await desk.Follow("答复个人信息请求");
        await desk.Look("answer-request");
        await desk.Choose("答复", "不同意");
        await desk.Fill("办理情况，或者不同意的理由", "处理意见书还要按住址送达，办结以前需要保存。");
        await desk.Press("答复");
        await desk.Sees("已答复");

        await phone.Follow("返回办理情况");
        await phone.Sees("答复个人信息请求：不同意");
        await phone.Follow("我的个人信息");
        await phone.Sees("办结以前需要保存");
        await phone.Sees("向人民法院提起诉讼");
        await phone.Look("information-answered");
        await phone.Follow("查看和打印副本");
        await phone.Sees("已经告知您的经过");
        await phone.Look("information-copy");
    }
}
