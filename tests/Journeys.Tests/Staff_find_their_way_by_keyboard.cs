using Microsoft.Playwright;
using Xunit;

namespace Xinqiao.Journeys.Tests;

public sealed class Staff_find_their_way_by_keyboard(Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public async Task A_question_mark_shows_the_keys_and_a_stroke_leads_to_the_search()
    {
        await using var desk = await browser.Desk();
        await desk.SignIn("fenban");
        var map = desk.Page.Locator("#keys");
        await Assertions.Expect(map).ToBeHiddenAsync();
        await desk.Page.Keyboard.PressAsync("?");
        await Assertions.Expect(map).ToBeVisibleAsync();
        await Assertions.Expect(map).ToContainTextAsync("查找");
        await desk.Look("keys");
        await desk.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(map).ToBeHiddenAsync();

        await desk.Leads(() => desk.Page.Keyboard.PressAsync("/"));
        Assert.EndsWith("/staff/search", desk.Page.Url, StringComparison.Ordinal);
        // In a field both are characters like any other.
        var field = desk.Page.Locator("main input[type=search]");
        await Assertions.Expect(field).ToBeFocusedAsync();
        await desk.Page.Keyboard.TypeAsync("供暖/?");
        await Assertions.Expect(field).ToHaveValueAsync("供暖/?");
        await Assertions.Expect(map).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Who_has_nothing_to_search_is_shown_no_such_key()
    {
        await using var desk = await browser.Desk();
        await desk.SignIn("jijian");
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "键盘操作（?）" }).ClickAsync();
        await Assertions.Expect(desk.Page.Locator("#keys")).ToBeVisibleAsync();
        await Assertions.Expect(desk.Page.Locator("#keys")).Not.ToContainTextAsync("查找");
        await desk.Page.Keyboard.PressAsync("Escape");
        await desk.Page.Keyboard.PressAsync("/");
        Assert.EndsWith("/desk", desk.Page.Url, StringComparison.Ordinal);
    }
}
