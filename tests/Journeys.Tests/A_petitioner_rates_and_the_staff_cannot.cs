using Xunit;

namespace Xinqiao.Journeys.Tests;

public sealed class A_petitioner_rates_and_the_staff_cannot(Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public async Task Only_code_and_one_time_code_together_rate()
    {
        await using var phone = await browser.Phone();
        var (number, code) = await Resident.Files(phone, browser.Site);
        await using var desk = await browser.Desk();
        await Office.RegistersAndForwards(desk, number);
        await Unit.ReceivesAndNotifies(desk, number);
        await Unit.Accepts(desk, number);
        await Unit.AnswersAndServes(desk, number);

        // The head of the rated unit is signed in and knows the number.
        await desk.Go("/track/rate");
        Assert.DoesNotContain("满意", await desk.Text("main"), StringComparison.Ordinal);
        await desk.Tracks(number, "0000 0000 0000 0000");
        await desk.Look("track-refused");
        Assert.DoesNotContain("track/case", desk.Page.Url, StringComparison.Ordinal);

        await phone.Tracks(number, code);
        await phone.Follow("评价办理情况");
        await phone.Page.Locator("input[name='department'][value='satisfied']").CheckAsync();
        await phone.Page.Locator("input[name='unit'][value='dissatisfied']").CheckAsync();
        await phone.Fill("理由", "维修日期没有写清楚。");
        var oneTimeCode = await phone.ReadsOneTimeCode();
        await phone.Fill("验证码", "000000");
        await phone.Press("提交评价");
        await phone.Look("rate-refused");

        await phone.Fill("验证码", oneTimeCode);
        await phone.Press("提交评价");
        await phone.Sees("评价已记录");
        await phone.Look("rated");

        await phone.Follow("返回办理情况");
        await phone.Follow("确认问题已经解决");
        await phone.Look("confirm");
    }
}
