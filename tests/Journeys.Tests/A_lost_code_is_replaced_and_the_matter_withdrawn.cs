using System.Text.RegularExpressions;
using Xunit;

namespace Xinqiao.Journeys.Tests;

public sealed class A_lost_code_is_replaced_and_the_matter_withdrawn(Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public async Task By_the_contact_at_the_counter_and_then_only_with_the_one_time_code()
    {
        await using var phone = await browser.Phone();
        var (number, lost) = await Resident.Files(phone, browser.Site);

        // By the registered contact.
        await phone.Go("/track");
        await phone.Follow("查询码丢了，换一个新的");
        await phone.Look("lost");
        await phone.Fill("信访件编号", number);
        await phone.Press("发送验证码");
        await phone.Look("lost-asked");
        await phone.Fill("验证码", await phone.NewestCode());
        await phone.Press("换新的查询码");
        await phone.Look("lost-replaced");
        var code = Digits(await phone.Text("#code"));
        Assert.NotEqual(lost, code);

        await phone.Tracks(number, code);
        await phone.Look("citizen-filed");
        await phone.Follow("补充事实和材料");
        await phone.Look("supplement");
        await phone.Fill("补充内容", "二楼的墙上也有水渍，邻居愿意作证。");
        await phone.Press("提交补充");
        await phone.Sees("补充内容已收到");
        await phone.Look("supplemented");

        // At the counter.
        await using var desk = await browser.Desk();
        await desk.SignIn("dengji");
        await desk.OpenCase(number);
        await desk.Look("case-supplemented");
        await desk.Follow("补发查询码");
        await desk.Look("counter-code");
        await desk.Press("补发查询码");
        await desk.Sees("请填写“身份核验情况”");
        await desk.Fill("怎样核验的身份", "居民身份证，姓名、住址与登记相符");
        await desk.Press("补发查询码");
        await desk.Look("counter-code-slip");
        var slip = Digits(await desk.Text("#code"));

        await phone.Tracks(number, code);
        await phone.Sees("编号和查询码对不上");
        await phone.Tracks(number, slip);
        await phone.Sees("核验身份后在窗口补发查询码");
        await phone.Follow("撤回");
        await phone.Check("我看明白了，确认撤回");
        await phone.Press("确认撤回");
        await phone.Look("withdraw-refused");
        await phone.Fill("验证码", await phone.ReadsOneTimeCode());
        await phone.Look("withdraw");
        await phone.Press("确认撤回");
        await phone.Sees("已经撤回");
        await phone.Follow("返回办理情况");
        await phone.Look("citizen-withdrawn");
    }

    private static string Digits(string text) => Regex.Replace(text, @"\D", "");
}
