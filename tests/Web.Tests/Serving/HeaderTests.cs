using System.Net;
using Dapper;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Xinqiao.Web.Tests.Serving;

/// <summary>What browsers are told with every answer, whatever it is about.</summary>
public sealed class HeaderTests(Site site) : IClassFixture<Site>
{
    [Theory]
    [InlineData("/", HttpStatusCode.OK)]
    [InlineData("/petition", HttpStatusCode.OK)]
    [InlineData("/track", HttpStatusCode.OK)]
    [InlineData("/sign-in", HttpStatusCode.OK)]
    [InlineData("/desk", HttpStatusCode.OK)]
    [InlineData("/log/checkpoint", HttpStatusCode.OK)]
    [InlineData("/log/nothing", HttpStatusCode.NotFound)]
    [InlineData("/xinqiao.css", HttpStatusCode.OK)]
    [InlineData("/staff.js", HttpStatusCode.OK)]
    [InlineData("/nirgends", HttpStatusCode.NotFound)]
    [InlineData("/api/petitions/XF2026-000001-7", HttpStatusCode.Unauthorized)]
    public async Task Every_answer_says_what_it_is_and_forbids_what_nothing_here_does(string path, HttpStatusCode status)
    {
        using var visitor = site.Visitor();
        await visitor.Open(path);
        Assert.Equal(status, visitor.Status);
        AssertClosed(visitor);
    }

    [Fact]
    public async Task A_refused_form_is_answered_under_the_same_rules()
    {
        using var visitor = site.Visitor();
        await visitor.PostRaw("/sign-in", "login=niemand&password=falsch-falsch");
        Assert.Equal(HttpStatusCode.BadRequest, visitor.Status);
        AssertClosed(visitor);
    }

    [Fact]
    public async Task A_fault_nobody_foresaw_is_told_in_plain_words_under_the_same_rules()
    {
        using var supervisor = await site.SignedIn("ducha");
        var log = new LogLines();
        site.Get<ILoggerFactory>().AddProvider(log);
        await Rename("deadlines", "somewhere_else");
        try
        {
            await supervisor.Open("/staff/due");
        }
        finally
        {
            await Rename("somewhere_else", "deadlines");
        }

        Assert.Equal(HttpStatusCode.InternalServerError, supervisor.Status);
        AssertClosed(supervisor);
        Assert.Contains("系统出错", supervisor.Html, StringComparison.Ordinal);
        foreach (var word in (string[])["deadlines", "sqlite", "exception", " at Xinqiao"])
            Assert.DoesNotContain(word, supervisor.Html, StringComparison.OrdinalIgnoreCase);
        // Whoever runs the platform reads what it was, and where.
        Assert.Contains(log.Written, l => l is { Level: LogLevel.Error } && l.Text.Contains("no such table: deadlines", StringComparison.Ordinal) && l.Text.Contains(" at Xinqiao", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("TRACE", "/")]
    [InlineData("TRACE", "/sign-in")]
    [InlineData("PUT", "/petition")]
    [InlineData("DELETE", "/track/case")]
    [InlineData("PATCH", "/desk")]
    [InlineData("OPTIONS", "/log/checkpoint")]
    [InlineData("BANANA", "/")]
    public async Task A_verb_that_nothing_here_answers_is_told_so(string verb, string path)
    {
        using var http = new HttpClient { BaseAddress = site.Address };
        using var answer = await http.SendAsync(new HttpRequestMessage(new HttpMethod(verb), path), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.Equal(["GET", "HEAD", "POST"], answer.Content.Headers.Allow.Order(StringComparer.Ordinal));
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    private static void AssertClosed(Visitor visitor)
    {
        var (headers, type) = (visitor.Response.Headers, visitor.Response.Content.Headers.ContentType!);
        string Header(string name) => Assert.Single(headers.GetValues(name));

        var policy = Header("Content-Security-Policy").Split("; ");
        foreach (var rule in (string[])["default-src 'none'", "script-src 'self'", "form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'"])
            Assert.Contains(rule, policy);
        Assert.Equal("nosniff", Header("X-Content-Type-Options"));
        Assert.Equal("no-referrer", Header("Referrer-Policy"));
        Assert.Equal("same-origin", Header("Cross-Origin-Opener-Policy"));
        if (type.MediaType!.StartsWith("text/", StringComparison.Ordinal)) Assert.Equal("utf-8", type.CharSet);
        if (type.MediaType == "text/html") Assert.True(headers.CacheControl!.NoStore);
    }

    private Task<int> Rename(string table, string name) => site.Store.Write(
        batch => batch.Connection.Execute($"ALTER TABLE {table} RENAME TO {name}", transaction: batch.Transaction));
}
