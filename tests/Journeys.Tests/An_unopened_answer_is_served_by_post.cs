using Xunit;

namespace Xinqiao.Journeys.Tests;

public sealed class An_unopened_answer_is_served_by_post(Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public async Task After_five_working_days_the_unit_posts_it_and_the_review_window_runs_from_the_day_of_receipt()
    {
        await using var phone = await browser.Phone();
        var (number, code) = await Resident.Files(phone, browser.Site);
        await using var desk = await browser.Desk();
        await Office.RegistersAndForwards(desk, number);
        await Unit.ReceivesAndNotifies(desk, number);
        await Unit.Accepts(desk, number);
        await Unit.Answers(desk, number);

        // The petitioner is told that something waits, and does not open it.
        await phone.Go("/demo/phone");
        await phone.Sees("有一份文书等您查看");
        await phone.Look("phone-something-waits");
        await phone.Tracks(number, code);
        await phone.Sees("有1份文书等您打开");
        Assert.DoesNotContain("雨水管已列入七月维修计划", await phone.Text("main"), StringComparison.Ordinal);
        await phone.Look("citizen-waiting");

        // Issued on Monday, 2 March: the fifth working day is Monday, 9 March.
        browser.Site.Clock.AdvanceDays(8);
        await desk.SignIn("chengban");
        await desk.Go("/staff/matters?list=unserved");
        await desk.Sees("平台上未打开的文书，改用其他方式送达");
        await desk.Look("list-unserved");
        await desk.OpenCase(number);
        await desk.Sees("应改用其他方式送达，已逾期1日");
        await desk.Look("case-unopened");

        // Posted that day, signed for three days later.
        browser.Site.Clock.AdvanceDays(3);
        await desk.SignIn("chengban");
        await desk.OpenCase(number);
        await desk.Follow("登记送达");
        await desk.Page.GetByLabel("送达方式").SelectOptionAsync("post");
        await desk.Fill("送达日期", "2026-03-12");
        await desk.Fill("凭证号", "EMS 1029384756CN");
        await desk.Fill("送达情况", "收件人本人于3月12日签收");
        await desk.Look("serve-by-post");
        await desk.Press("登记送达");
        await desk.Sees("处理意见书已送达，本事项办结");

        await phone.Tracks(number, code);
        await phone.Sees("2026年3月12日送达，自收到之日起30日内");
        // Thirty days from 12 March end on Saturday, 11 April; the right runs to the Monday.
        await phone.Sees("2026年4月13日（星期一）");
        await phone.Sees("雨水管已列入七月维修计划");
        await phone.Look("citizen-served-by-post");
    }
}
