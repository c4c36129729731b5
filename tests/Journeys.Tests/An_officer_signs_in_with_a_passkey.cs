using Microsoft.Playwright;
using Xunit;

namespace Xinqiao.Journeys.Tests;

/// <summary>A real browser with a device of Chromium's own making: it holds keys, and says that it made sure of its holder.</summary>
public sealed class An_officer_signs_in_with_a_passkey(Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public async Task Enrolled_once_it_signs_in_alone_shows_who_sits_there_and_opens_nothing_once_it_is_removed()
    {
        await using var desk = await browser.At($"http://localhost:{browser.Site.Address.Port}", 1366);
        var session = await desk.Page.Context.NewCDPSessionAsync(desk.Page);
        await session.SendAsync("WebAuthn.enable");
        await session.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = true,
            },
        });

        await desk.SignIn("dengji");
        await desk.Go("/account/passkeys");
        await desk.Look("passkeys-none");
        await Assertions.Expect(desk.Page.Locator("[data-trouble]")).ToBeHiddenAsync();
        await desk.Fill("名称", "窗口电脑");
        await desk.Press("登记通行密钥");
        await desk.Sees("通行密钥已登记");
        await desk.Look("passkeys");

        await desk.Press("退出");
        await desk.Press("用通行密钥登录");
        Assert.EndsWith("/desk", desk.Page.Url, StringComparison.Ordinal);

        // A password alone is no longer enough, and is shown what else there is.
        await desk.Press("退出");
        await desk.Press("以 dengji 登录");
        await desk.Sees("请再用它确认一次");
        await desk.Look("sign-in-passkey");
        await desk.Press("用通行密钥登录");
        Assert.EndsWith("/desk", desk.Page.Url, StringComparison.Ordinal);

        browser.Site.Clock.Now = browser.Site.Clock.Now.AddMinutes(Web.Identity.FreshProof.LastsMinutes);
        await desk.Go("/account/passkeys");
        await desk.Look("passkeys-proof");
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "用通行密钥确认" }).ClickAsync();
        await desk.Sees("已确认是您本人");
        await desk.Press("移除窗口电脑");
        await desk.Sees("还没有登记");
        await desk.Press("退出");
        await desk.Press("用通行密钥登录");
        await desk.Sees("没有登记，或者已经移除");
        await desk.Look("sign-in-passkey-refused");
    }

    [Fact]
    public async Task Where_the_browser_runs_no_script_nothing_is_said_of_passkeys()
    {
        await using var phone = await browser.Phone();
        await phone.Go("/sign-in");
        await Assertions.Expect(phone.Page.GetByRole(AriaRole.Button, new() { Name = "用通行密钥登录" })).ToHaveCountAsync(0);
    }
}
