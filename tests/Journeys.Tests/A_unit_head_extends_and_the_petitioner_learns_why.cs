using Xunit;

namespace Xinqiao.Journeys.Tests;

public sealed class A_unit_head_extends_and_the_petitioner_learns_why(Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public async Task The_new_last_day_and_the_reason_stand_on_the_petitioners_page()
    {
        await using var phone = await browser.Phone();
        var (number, code) = await Resident.Files(phone, browser.Site);
        await using var desk = await browser.Desk();
        await Office.RegistersAndForwards(desk, number);
        await Unit.ReceivesAndNotifies(desk, number);
        await Unit.Accepts(desk, number);

        browser.Site.Clock.AdvanceDays(50);
        await desk.SignIn("fuze");
        await desk.OpenCase(number);
        await desk.Follow("延长期限");
        await desk.Fill("延长天数", "40");
        await desk.Fill("延期理由", "需要委托鉴定机构查明渗水原因，鉴定尚未完成。");
        await desk.Press("批准延期");
        await desk.Sees("延长期限不得超过30日");
        await desk.Look("extend-refused");

        await desk.Fill("延长天数", "20");
        await desk.Press("批准延期");
        await desk.Look("case-extended");

        await phone.Tracks(number, code);
        await phone.Sees("需要委托鉴定机构查明渗水原因");
        // Accepted on 2 March: sixty days end on 1 May, twenty more on 21 May.
        await phone.Sees("2026年5月21日");
        await phone.Look("citizen-extended");
    }
}
