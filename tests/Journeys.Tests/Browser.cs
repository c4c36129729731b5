using System.Collections.Concurrent;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xinqiao.Web.Tests;
using Xunit;

namespace Xinqiao.Journeys.Tests;

/// <summary>Debian's Chromium in front of the demo district. Skipped by name where there is no Chromium.</summary>
public class Browser : IAsyncLifetime
{
    private static readonly string? Chromium = Environment.GetEnvironmentVariable("XINQIAO_TEST_CHROMIUM");

    // Where pictures of each step go, for people to look at; nothing is kept unless asked for.
    private static readonly string? Pictures = Environment.GetEnvironmentVariable("XINQIAO_PICTURES");

    private IPlaywright? playwright;
    private IBrowser? browser;

    public Site Site => field ??= NewSite();

    /// <summary>The office whose site is visited.</summary>
    protected virtual Site NewSite() => new();

    public async ValueTask InitializeAsync()
    {
        if (Chromium is null) return;
        await Site.InitializeAsync();
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Chromium,
            Args = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    /// <summary>A phone of 390 × 844, without script, as the citizen's side must work.</summary>
    public Task<Visit> Phone() => Open(new() { ViewportSize = new() { Width = 390, Height = 844 }, JavaScriptEnabled = false });

    /// <summary>A desk of 1366 × 768.</summary>
    public Task<Visit> Desk() => Open(new() { ViewportSize = new() { Width = 1366, Height = 768 } });

    /// <summary>A sheet of A4 as a printer of 200 dpi sees it; pages look as printed once the medium is set to print.</summary>
    public Task<Visit> Paper() => Open(new() { ViewportSize = new() { Width = 794, Height = 1123 }, DeviceScaleFactor = 200f / 96 });

    /// <summary>Another site than the demo district, in a window of some width.</summary>
    public Task<Visit> At(string address, int width) =>
        Open(new() { BaseURL = address, ViewportSize = new() { Width = width, Height = 844 } });

    private async Task<Visit> Open(BrowserNewContextOptions options)
    {
        Assert.SkipWhen(browser is null, "No Chromium: XINQIAO_TEST_CHROMIUM is not set.");
        options.BaseURL ??= Site.Address.ToString();
        options.Locale = "zh-CN";
        var context = await browser!.NewContextAsync(options);
        return new Visit(context, await context.NewPageAsync(), Pictures);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (browser is not null) await browser.DisposeAsync();
        playwright?.Dispose();
        if (Chromium is not null) await Site.DisposeAsync();
    }
}

/// <summary>One person at one device.</summary>
public sealed class Visit(IBrowserContext context, IPage page, string? pictures) : IAsyncDisposable
{
    private static readonly ConcurrentDictionary<string, byte> Seen = [];

    public IPage Page => page;

    public Task Go(string path) => page.GotoAsync(path);

    public Task Fill(string label, string value) => Field("input:not([type=radio], [type=checkbox]), textarea", label).FillAsync(value);

    public Task Check(string label) => Field("input[type=radio], input[type=checkbox]", label).First.CheckAsync();

    public Task Choose(string label, string option) =>
        Field("select", label).SelectOptionAsync(new SelectOptionValue { Label = option });

    private ILocator Field(string kind, string label) => page.Locator(kind).And(page.GetByLabel(label));

    /// <summary>Presses a form's button and waits until the page it leads to is there, so that the next step sees what it did.</summary>
    public Task Press(string button) => Leads(page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }));

    public Task Follow(string link) => Leads(page.GetByRole(AriaRole.Link, new() { Name = link, Exact = true }).First);

    /// <summary>Clicks, and waits for the next page's load.</summary>
    public Task Leads(ILocator link) => Leads(() => link.ClickAsync());

    /// <summary>
    /// Does what leads to the next page, and waits for its load. It listens before: asked afterwards, Playwright for .NET
    /// looks whether the page has loaded and only then listens, and waits in vain for a load that came in between.
    /// </summary>
    public async Task Leads(Func<Task> step)
    {
        var loaded = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Loaded(object? sender, IPage there) => loaded.TrySetResult();
        page.Load += Loaded;
        try
        {
            await step();
            await loaded.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        }
        finally
        {
            page.Load -= Loaded;
        }
    }

    /// <summary>
    /// Alt with a key. Chromium looks for an access key in the character a key makes without Alt, which Playwright leaves out.
    /// </summary>
    public async Task PressAccessKey(string key)
    {
        var session = await page.Context.NewCDPSessionAsync(page);
        await session.SendAsync("Input.dispatchKeyEvent", new()
        {
            ["type"] = "char",
            ["modifiers"] = 1,
            ["key"] = key,
            ["text"] = key,
            ["unmodifiedText"] = key,
        });
        await session.DetachAsync();
    }

    public async Task<string> Text(string selector) => (await page.Locator(selector).First.InnerTextAsync()).Trim();

    public async Task Sees(string text) => await Assertions.Expect(page.GetByText(text).First).ToBeVisibleAsync();

    /// <summary>Takes a picture for people, and requires that axe finds nothing. axe needs script, so it looks from a copy of the page.</summary>
    public async Task Look(string name)
    {
        if (pictures is not null)
        {
            Directory.CreateDirectory(pictures);
            await page.ScreenshotAsync(new() { Path = Path.Combine(pictures, name + ".png"), FullPage = true });
        }

        // Journeys share their first steps; a page seen once in a run need not be judged again.
        if (!Seen.TryAdd(name, 0)) return;
        var (overflow, violations) = await WithScript(async copy => (
            await copy.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth"),
            (await copy.RunAxe()).Violations));
        Assert.True(overflow <= 0, $"{name}: the page is {overflow} px wider than the window.");
        Assert.True(violations.Length == 0, $"{name}: " + string.Join("; ", violations.Select(
            v => $"{v.Id} {v.Help} at {string.Join(", ", v.Nodes.Select(n => n.Html[..Math.Min(n.Html.Length, 120)]))}")));
    }

    private async Task<T> WithScript<T>(Func<IPage, Task<T>> look)
    {
        var html = await page.ContentAsync();
        await using var other = await context.Browser!.NewContextAsync(new()
        {
            ViewportSize = page.ViewportSize is { } size ? new() { Width = size.Width, Height = size.Height } : null,
            BypassCSP = true,
        });
        var copy = await other.NewPageAsync();
        var address = page.Url;
        await copy.RouteAsync(address, route => route.FulfillAsync(new() { Body = html, ContentType = "text/html; charset=utf-8" }));
        await copy.GotoAsync(address);
        return await look(copy);
    }

    public async Task SignIn(string login)
    {
        await Go("/sign-in");
        await Press($"以 {login} 登录");
        Assert.EndsWith("/desk", page.Url, StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync() => new(context.CloseAsync());
}
