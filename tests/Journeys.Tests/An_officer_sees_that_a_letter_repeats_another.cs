using Microsoft.Playwright;
using Xinqiao.Web.Search;
using Xunit;

namespace Xinqiao.Journeys.Tests;

public sealed class An_officer_sees_that_a_letter_repeats_another(Browser browser) : IClassFixture<Browser>
{
    private const string Asked = "**/staff/register?handler=similar*";

    private const string Title = "濠南新村7幢化粪池外溢", Narrative = "7幢化粪池每月外溢，污水流到幢前道路，气味很大，老人小孩出入不便。";

    /// <summary>Two letters registered before, about sewage and about street lamps; the numbers of their matters.</summary>
    private async Task<(string Sewage, string Lamps)> RegisteredBefore(Visit visit)
    {
        var numbers = (await Registers(visit, Title, Narrative), await Registers(visit, "梧桐街路灯不亮", "梧桐街东段路灯坏了两个月，夜里走路看不清。"));
        await browser.Site.Get<SimilarFollower>().Follow(TestContext.Current.CancellationToken);
        await visit.Go("/staff/register");
        return numbers;
    }

    private static async Task<string> Registers(Visit visit, string title, string narrative)
    {
        await visit.Go("/staff/register");
        await visit.Fill("姓名", "葛长林");
        await visit.Fill("一句话标题", title);
        await visit.Fill("事情经过", narrative);
        await visit.Fill("诉求，每行一条", "尽快处理");
        await visit.Choose("信访目的", "申诉求决");
        await visit.Fill("内容分类", "城乡建设");
        await visit.Fill("概况", title);
        await visit.Press("登记");
        return await visit.Text("#number") + "-1";
    }

    [Fact]
    public async Task While_typing_it_appears_beside_the_form_and_a_key_leads_to_it()
    {
        await using var desk = await browser.Desk();
        await desk.SignIn("dengji");
        var (sewage, _) = await RegisteredBefore(desk);
        await Assertions.Expect(desk.Page.Locator("#similar button")).ToHaveCountAsync(0);
        await desk.Fill("一句话标题", "化粪池外溢");
        await desk.Fill("事情经过", "濠南新村7幢化粪池每月外溢，污水流到幢前道路，气味很大。");

        var first = desk.Page.Locator("#similar-1");
        await Assertions.Expect(desk.Page.Locator("#similar")).ToContainTextAsync(sewage);
        await Assertions.Expect(desk.Page.Locator("#similar mark").First).ToBeVisibleAsync();
        // Whoever types sees both without turning a wheel.
        await Assertions.Expect(desk.Page.Locator("#narrative")).ToBeInViewportAsync();
        await Assertions.Expect(first).ToBeInViewportAsync();
        await desk.Look("counter-similar");
        await desk.PressAccessKey("r");
        await Assertions.Expect(first).ToBeFocusedAsync();

        var opened = await desk.Page.Context.RunAndWaitForPageAsync(() => desk.Page.Keyboard.PressAsync("Enter"));
        await Assertions.Expect(opened.Locator("main")).ToContainTextAsync(await first.InnerTextAsync());
        Assert.Equal("化粪池外溢", await desk.Page.Locator("#title").InputValueAsync());
    }

    [Fact]
    public async Task One_key_registers_the_letter_and_puts_it_beside_the_first_of_them()
    {
        await using var desk = await browser.Desk();
        await desk.SignIn("dengji");
        var (sewage, _) = await RegisteredBefore(desk);
        await desk.Fill("姓名", "葛长林");
        await desk.Fill("一句话标题", Title);
        await desk.Fill("事情经过", Narrative);
        await desk.Fill("诉求，每行一条", "尽快处理");
        await desk.Choose("信访目的", "申诉求决");
        await desk.Fill("内容分类", "城乡建设");
        await desk.Fill("概况", Title);
        await Assertions.Expect(desk.Page.Locator("#similar")).ToContainTextAsync(sewage);
        var first = await desk.Page.Locator("#similar-1").InnerTextAsync(); // the oldest of those that say the same
        await desk.Look("counter-link");

        var keys = new Keys(desk);
        await keys.AltAndLoad("t");

        Assert.Equal(2, keys.Count); // Alt and the letter
        await desk.Sees($"已关联为{first[..^2]}的重复信访");
    }

    [Fact]
    public async Task Whether_it_is_the_same_petitioners_is_answered_beside_it_and_the_answer_stays()
    {
        await using var desk = await browser.Desk();
        await desk.SignIn("dengji");
        var (sewage, _) = await RegisteredBefore(desk);
        await desk.Fill("姓名", "葛长林");
        await desk.Fill("一句话标题", Title);
        await desk.Fill("事情经过", Narrative);
        await Assertions.Expect(desk.Page.Locator("#similar")).ToContainTextAsync(sewage);
        await desk.Leads(() => desk.Page.Locator("#similar button[name=same]").First.ClickAsync());

        // Neither left a telephone number or an address.
        await Assertions.Expect(desk.Page.Locator("#similar [role=status]")).ToContainTextAsync("留下的信息不够，无法核对");
        await desk.Page.EvaluateAsync("() => new Promise(done => setTimeout(done))"); // the script has had its turn
        await Assertions.Expect(desk.Page.Locator("#similar [role=status]")).ToBeVisibleAsync();
        Assert.Equal(Narrative, await desk.Page.Locator("#narrative").InputValueAsync());
        await desk.Look("counter-same-petitioner");
    }

    [Fact]
    public async Task An_answer_that_comes_late_does_not_take_the_place_of_a_newer_one()
    {
        await using var desk = await browser.Desk();
        await desk.SignIn("dengji");
        var (_, lamps) = await RegisteredBefore(desk);
        var (held, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        await desk.Page.RouteAsync(Asked, async route =>
        {
            if (held.TrySetResult()) await release.Task;
            await route.ContinueAsync();
        });
        await desk.Fill("一句话标题", Title);
        await held.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        await desk.Fill("一句话标题", "梧桐街路灯不亮");
        await Assertions.Expect(desk.Page.Locator("#similar")).ToContainTextAsync(lamps);

        await desk.Page.RunAndWaitForResponseAsync(() => { release.SetResult(); return Task.CompletedTask; }, Asked);
        await desk.Page.EvaluateAsync("() => new Promise(done => setTimeout(done))"); // the script has had its turn
        await Assertions.Expect(desk.Page.Locator("#similar")).ToContainTextAsync(lamps);
    }

    [Fact]
    public async Task Where_nothing_can_be_asked_the_panel_says_so_and_the_form_goes_on()
    {
        await using var desk = await browser.Desk();
        await desk.SignIn("dengji");
        await desk.Go("/staff/register");
        await desk.Page.RouteAsync(Asked, route => route.AbortAsync());
        await desk.Fill("一句话标题", Title);
        await Assertions.Expect(desk.Page.Locator("#similar")).ToContainTextAsync("现在不能比对，不影响登记");
    }

    [Fact]
    public async Task On_a_narrow_screen_without_script_a_button_shows_it()
    {
        await using var tablet = await browser.Phone();
        await tablet.SignIn("dengji");
        var (sewage, _) = await RegisteredBefore(tablet);
        await tablet.Fill("一句话标题", Title);
        await tablet.Fill("事情经过", Narrative);
        await tablet.Press("找类似的");
        await tablet.Sees(sewage);
        Assert.Equal(Narrative, await tablet.Page.Locator("#narrative").InputValueAsync());
        await tablet.Look("counter-similar-narrow");
    }
}
