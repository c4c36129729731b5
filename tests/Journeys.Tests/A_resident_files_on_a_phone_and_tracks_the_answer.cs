using Xunit;

namespace Xinqiao.Journeys.Tests;

public sealed class A_resident_files_on_a_phone_and_tracks_the_answer(Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public async Task From_the_form_to_the_served_answer()
    {
        await using var phone = await browser.Phone();
        await phone.Go("/");
        await phone.Look("citizen-home");
        var (number, code) = await Resident.Files(phone, browser.Site);

        await using var desk = await browser.Desk();
        await Office.RegistersAndForwards(desk, number);
        await phone.Tracks(number, code);
        await phone.Sees("住房和城乡建设局");
        await phone.Look("citizen-forwarded");

        await Unit.ReceivesAndNotifies(desk, number);
        await Unit.Accepts(desk, number);
        await Unit.AnswersAndServes(desk, number);

        await phone.Tracks(number, code);
        await phone.Sees("雨水管已列入七月维修计划");
        await phone.Sees("不服可以申请复查");
        await phone.Look("citizen-answered");
        await phone.Leads(phone.Page.Locator("a[href^='/track/documents/']").Last);
        await phone.Look("citizen-opinion");
    }
}
