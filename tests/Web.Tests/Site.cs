using System.Net;
using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Xinqiao.Web.Demo;
using Xinqiao.Web.Serving;
using Xinqiao.Web.Storage;
using Xunit;

namespace Xinqiao.Web.Tests;

/// <summary>A clock that tests set; it stands still otherwise.</summary>
public sealed class TestClock : TimeProvider
{
    /// <summary>Monday, 2 March 2026, nine in the morning in Shanghai.</summary>
    public DateTimeOffset Now { get; set; } = new(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(8));

    public override DateTimeOffset GetUtcNow() => Now.ToUniversalTime();
    public void AdvanceDays(int days) => Now = Now.AddDays(days);
}

/// <summary>The demo district on a fresh SQLite file, served over real HTTP. One a test class.</summary>
public class Site : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("xinqiao-web-").FullName;
    private WebApplication? app;

    // A PDF takes seconds: the pages offer none, whatever is installed here. What makes it has tests of its own.
    static Site() => Environment.SetEnvironmentVariable("XINQIAO_SOFFICE", "none");

    public TestClock Clock { get; } = new();

    /// <summary>What an operator would set, by name; before the start.</summary>
    public Dictionary<string, string?> Settings { get; } = [];

    public CaseStore Store { get; private set; } = null!;
    public IDatabase Database { get; private set; } = null!;
    public Uri Address { get; private set; } = null!;
    public IServiceProvider Services => app!.Services;

    public async ValueTask InitializeAsync()
    {
        Database = Databases.At(Path.Combine(folder, "site.db"));
        Database.Prepare();
        var keys = KeyFolder.Create(Path.Combine(folder, "keys"));
        Prepare(keys);
        Store = await Found(Database, keys);
        await Start();
    }

    /// <summary>Ends the program, and starts it again on the same database.</summary>
    public async Task Restart()
    {
        await Stop();
        Database = Databases.At(Path.Combine(folder, "site.db"));
        Database.Prepare();
        Store = new CaseStore(Database, KeyFolder.Open(Path.Combine(folder, "keys")), Clock, Core.Regulation.Rules.Embedded);
        await Start();
    }

    private async Task Start()
    {
        app = Wiring.Build(Store, "http://127.0.0.1:0", builder => builder.Configuration.AddInMemoryCollection(Settings));
        await app.StartAsync();
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    /// <summary>The district as it begins.</summary>
    protected virtual Task<CaseStore> Found(IDatabase database, KeyFolder keys) => DemoDistrict.Found(database, keys, Clock);

    /// <summary>What an office puts beside its keys before it starts.</summary>
    protected virtual void Prepare(KeyFolder keys) { }

    /// <summary>A folder of the site's own, gone with it.</summary>
    protected string Folder => folder;

    public T Get<T>() where T : notnull => app!.Services.GetRequiredService<T>();

    /// <summary>A browser of its own: cookies, no script.</summary>
    public Visitor Visitor() => new(Address);

    /// <summary>A browser in which a demo account is signed in: dengji, fenban, chengban, fuze, ducha, guanli, anquan, shenji, jijian.</summary>
    public async Task<Visitor> SignedIn(string login)
    {
        var visitor = Visitor();
        var page = await visitor.Open("/sign-in");
        await visitor.Submit(page.Form("form.panel"), new() { ["login"] = login, ["password"] = DemoDistrict.Password });
        Assert.Equal("/desk", visitor.Path);
        return visitor;
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Stop();
        Directory.Delete(folder, recursive: true);
    }

    private async Task Stop()
    {
        if (app is not null)
        {
            await app.StopAsync();
            await app.DisposeAsync();
        }

        Store?.Dispose();
        Database?.Dispose();
    }
}

/// <summary>Opens pages and submits forms as a browser without script does.</summary>
public sealed class Visitor : IDisposable
{
    private readonly HttpClient http;

    private readonly CookieContainer cookies = new();

    // Who sends a large body asks first (PostRaw), and waits for the answer: a server that refuses it closes the connection under the rest.
    public Visitor(Uri address) => http = new HttpClient(new SocketsHttpHandler
    {
        CookieContainer = cookies,
        Expect100ContinueTimeout = TimeSpan.FromMinutes(1),
    })
    { BaseAddress = address };

    public HttpStatusCode Status { get; private set; }

    /// <summary>Path and query after redirects.</summary>
    public string Path { get; private set; } = "";

    public HttpResponseMessage Response { get; private set; } = null!;
    public string Html { get; private set; } = "";

    public async Task<IHtmlDocument> Open(string path) => await Read(await http.GetAsync(path, TestContext.Current.CancellationToken));

    /// <summary>Submits a form with its present values, some of them replaced; null leaves a field out.</summary>
    public async Task<IHtmlDocument> Submit(
        IHtmlFormElement form, Dictionary<string, string?>? values = null, string? button = null)
    {
        var fields = Values(form, values, button);
        var action = (button is null ? null : form.QuerySelector($"button[value='{button}']")?.GetAttribute("formaction"))
                     ?? form.GetAttribute("action");
        return await Post(string.IsNullOrEmpty(action) ? Path : action, fields);
    }

    /// <summary>The present values of a form, some of them replaced; null leaves a field out. Fields of files are left out.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Values(
        IHtmlFormElement form, Dictionary<string, string?>? values = null, string? button = null)
    {
        var fields = new List<KeyValuePair<string, string>>();
        var replaced = values ?? [];
        foreach (var (name, value) in Present(form, button))
            if (!replaced.ContainsKey(name)) fields.Add(new(name, value));
        foreach (var (name, value) in replaced)
            if (value is not null) fields.Add(new(name, value));
        return fields;
    }

    public async Task<IHtmlDocument> Post(string path, IEnumerable<KeyValuePair<string, string>> fields) =>
        await Read(await http.PostAsync(path, new FormUrlEncodedContent(fields), TestContext.Current.CancellationToken));

    /// <summary>Posts a form with a file.</summary>
    public async Task<IHtmlDocument> PostContent(string path, HttpContent content) =>
        await Read(await http.PostAsync(path, content, TestContext.Current.CancellationToken));

    /// <summary>Posts a form's body as it stands, for what no well-behaved sender would write.</summary>
    public async Task<IHtmlDocument> PostRaw(string path, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(System.Text.Encoding.ASCII.GetBytes(body)) };
        request.Content.Headers.ContentType = new("application/x-www-form-urlencoded");
        request.Headers.ExpectContinue = body.Length > 1024 * 1024;
        return await Read(await http.SendAsync(request, TestContext.Current.CancellationToken));
    }

    /// <summary>The cookies it would send, as a header.</summary>
    public string Cookies() => cookies.GetCookieHeader(http.BaseAddress!);

    public void SetCookie(string name, string value, string path) => cookies.Add(http.BaseAddress!, new Cookie(name, value, path));

    private static IEnumerable<(string, string)> Present(IHtmlFormElement form, string? button)
    {
        var isPressed = false;
        foreach (var element in form.QuerySelectorAll("input, textarea, select, button"))
        {
            var name = element.GetAttribute("name");
            if (string.IsNullOrEmpty(name)) continue;
            switch (element)
            {
                case IHtmlInputElement { Type: "file" } or IHtmlInputElement { Type: "checkbox" or "radio", IsChecked: false }:
                    break;
                case IHtmlInputElement input:
                    yield return (name, input.Value);
                    break;
                case IHtmlTextAreaElement area:
                    yield return (name, area.Value);
                    break;
                case IHtmlSelectElement select when select.Value is { } chosen:
                    yield return (name, chosen);
                    break;
                // Of two that say the same one is pressed.
                case IHtmlButtonElement pressed when button is not null && pressed.Value == button && !isPressed:
                    isPressed = true;
                    yield return (name, button);
                    break;
            }
        }
    }

    private async Task<IHtmlDocument> Read(HttpResponseMessage response)
    {
        Response = response;
        Status = response.StatusCode;
        Path = response.RequestMessage!.RequestUri!.PathAndQuery;
        Html = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return await new HtmlParser(default, BrowsingContext.New()).ParseDocumentAsync(Html, TestContext.Current.CancellationToken);
    }

    public void Dispose() => http.Dispose();
}

public static class Documents
{
    /// <summary>The only form that a selector finds.</summary>
    public static IHtmlFormElement Form(this IHtmlDocument page, string selector = "main form") =>
        Assert.IsAssignableFrom<IHtmlFormElement>(Assert.Single(page.QuerySelectorAll(selector)));

    public static string Text(this IParentNode page, string selector) =>
        string.Join(' ', (page.QuerySelector(selector)?.TextContent ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
