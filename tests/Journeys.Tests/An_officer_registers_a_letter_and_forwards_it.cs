using Xunit;

namespace Xinqiao.Journeys.Tests;

public sealed class An_officer_registers_a_letter_and_forwards_it(Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public async Task One_screen_gives_a_number_and_the_router_sends_it_on()
    {
        await using var desk = await browser.Desk();
        await desk.SignIn("dengji");
        await desk.Go("/staff/register");
        await desk.Look("counter-empty");
        await desk.Press("登记");
        await desk.Sees("请填写“姓名”");
        await desk.Look("counter-refused");

        await desk.Fill("姓名", "葛长林");
        await desk.Fill("通信地址", "南通市崇川区钟秀街道濠南新村7幢");
        await desk.Fill("一句话标题", "濠南新村7幢化粪池外溢");
        await desk.Fill("事情经过", "化粪池每月外溢，污水流到幢前道路，气味很大。社区说管道属于小区，物业说属于市政。");
        await desk.Fill("诉求，每行一条", "查清管道由谁维护\n尽快疏通");
        await desk.Page.Locator("select[name='purpose']").SelectOptionAsync("request");
        await desk.Page.Locator("[name='domain']").FillAsync("房屋质量");
        await desk.Page.Locator("[name='summary']").FillAsync("濠南新村7幢化粪池外溢，管道维护责任不清");
        await desk.Look("counter-filled");
        await desk.Press("登记");
        await desk.Look("counter-slip");
        var number = await desk.Text("#number");

        await using var router = await browser.Desk();
        await router.SignIn("fenban");
        await router.OpenCase(number);
        await Office.Forwards(router);
        await router.Look("case-forwarded");
        await router.Leads(router.Page.Locator("a:has-text('转送函')").First);
        await router.Sees("崇川区住房和城乡建设局");
        await router.Look("forwarding-letter");
    }
}
