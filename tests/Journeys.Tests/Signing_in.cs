using Xunit;

namespace Xinqiao.Journeys.Tests;

public sealed class Signing_in(Browser browser) : IClassFixture<Browser>
{
    [Theory]
    [InlineData("dengji")]
    [InlineData("fenban")]
    [InlineData("chengban")]
    [InlineData("fuze")]
    [InlineData("fucha")]
    [InlineData("fucha-fuze")]
    [InlineData("ducha")]
    [InlineData("guanli")]
    [InlineData("anquan")]
    [InlineData("shenji")]
    [InlineData("jijian")]
    public async Task A_demo_account_signs_in_with_one_click_and_sees_what_to_do_today(string login)
    {
        await using var desk = await browser.Desk();
        await desk.Go("/sign-in");
        await desk.Look("sign-in");
        await desk.SignIn(login);
        await desk.Look($"desk-{login}");
    }
}
