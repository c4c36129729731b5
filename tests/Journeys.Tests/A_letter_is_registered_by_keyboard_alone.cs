using Microsoft.Playwright;
using Xunit;

namespace Xinqiao.Journeys.Tests;

public sealed class A_letter_is_registered_by_keyboard_alone(Browser browser) : IClassFixture<Browser>
{
    private const int Allowed = 40;

    [Fact]
    public async Task In_at_most_forty_keys_beside_what_is_typed_and_one_more_leads_to_the_next()
    {
        await using var desk = await browser.Desk();
        await desk.SignIn("dengji");
        await desk.Go("/staff/register");
        var keys = new Keys(desk);

        // The first field has the focus: nobody touches a mouse.
        await keys.Types("name", "葛长林");
        await keys.TabsAndTypes("address", "南通市崇川区钟秀街道濠南新村7幢");
        await keys.TabsAndTypes("phone", "0513-85000000");
        await keys.Tab(); // anonymous
        await keys.TabsAndTypes("title", "濠南新村7幢化粪池外溢");
        await keys.TabsAndTypes("narrative", "化粪池每月外溢，污水流到幢前道路，气味很大。");
        await keys.TabsAndTypes("requests", "查清管道由谁维护\n尽快疏通");
        await keys.Tab(); // place
        await keys.Press("ArrowDown");
        await keys.TabsAndTypes("placeDetail", "濠南新村7幢");
        await keys.Tab(); // unit named
        await keys.Tab(); // purpose
        await keys.Press("ArrowDown");
        await keys.TabsAndTypes("domain", "房屋质量");
        await keys.TabsAndTypes("summary", "濠南新村7幢化粪池外溢，管道维护责任不清");
        await keys.AltAndLoad("s");

        Assert.Equal("来信已登记", await desk.Text("h1"));
        Assert.NotEqual("", await desk.Text("#number"));
        Assert.InRange(keys.Count, 1, Allowed);

        var before = keys.Count;
        await desk.Leads(() => keys.Press("Enter"));
        Assert.Equal(1, keys.Count - before);
        Assert.EndsWith("/staff/register?channel=letter", desk.Page.Url, StringComparison.Ordinal);
        await keys.Types("name", "下一位");
    }

    [Fact]
    public async Task A_refused_form_puts_the_focus_where_the_first_error_is_and_a_shortcut_changes_the_channel()
    {
        await using var desk = await browser.Desk();
        await desk.SignIn("dengji");
        await desk.Go("/staff/register");
        await Assertions.Expect(desk.Page.Locator("#headCount")).ToBeHiddenAsync();
        var keys = new Keys(desk);
        await keys.Alt("v");
        await Assertions.Expect(desk.Page.Locator("#headCount")).ToBeVisibleAsync();
        await Assertions.Expect(desk.Page.Locator("#referredBy")).ToBeHiddenAsync();
        await keys.Alt("a");
        await Assertions.Expect(desk.Page.Locator("#headCount")).ToBeHiddenAsync();
        await Assertions.Expect(desk.Page.Locator("#referredBy")).ToBeVisibleAsync();
        await desk.Look("counter-from-above");
        await keys.AltAndLoad("s");
        await keys.Types("referredBy", "江苏省信访局");
        await desk.Look("counter-from-above-refused");
    }

    [Fact]
    public async Task A_visit_is_taken_down_on_a_narrow_screen_without_script()
    {
        await using var tablet = await browser.Phone();
        await tablet.SignIn("dengji");
        await tablet.Go("/staff/register?channel=visit");
        await tablet.Look("counter-visit-narrow");
        await tablet.Fill("来访人数", "12");
        await tablet.Fill("推选的代表，每行一位", "葛长林\n钱小琴");
        await tablet.Fill("姓名", "葛长林");
        await tablet.Fill("一句话标题", "濠南新村7幢化粪池外溢");
        await tablet.Fill("事情经过", "化粪池每月外溢，污水流到幢前道路。");
        await tablet.Fill("诉求，每行一条", "尽快疏通");
        await tablet.Choose("口述记录", "口述，已当面宣读");
        await tablet.Choose("信访目的", "申诉求决");
        await tablet.Fill("内容分类", "城乡建设");
        await tablet.Fill("概况", "化粪池外溢");
        await tablet.Press("登记");
        Assert.Equal("来访已登记", await tablet.Text("h1"));
        await tablet.Look("counter-visit-slip-narrow");
    }
}
