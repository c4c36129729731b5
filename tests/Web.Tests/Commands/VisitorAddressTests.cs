using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using AngleSharp.Html.Parser;
using Dapper;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Xinqiao.Web.Tests.Commands;

/// <summary>The address that tries of codes are counted by: a visitor's own, which nobody but a named proxy can say.</summary>
public sealed class VisitorAddressTests : IDisposable
{
    private readonly Scratch scratch = new();
    private readonly TestClock clock = new();

    public void Dispose() => scratch.Dispose();

    [Fact]
    public async Task Behind_a_named_proxy_it_is_the_one_the_proxy_saw_whatever_the_visitor_said_before()
    {
        await using var served = await Serve("--proxy", "127.0.0.1", "--urls", "http://127.0.0.1:0");
        foreach (var forged in (string[])["192.0.2.10, ", "192.0.2.11, ", "127.0.0.1, "]) await Try(served, forged + "192.0.2.1");
        Assert.Equal(1, Addresses());
        await Try(served, "192.0.2.2");
        Assert.Equal(2, Addresses());
    }

    [Fact]
    public async Task With_a_certificate_of_its_own_nobody_is_believed()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256).CreateSelfSigned(clock.Now.AddYears(-1), clock.Now.AddYears(10));
        await File.WriteAllTextAsync(scratch["cert.pem"], certificate.ExportCertificatePem(), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(scratch["key.pem"], key.ExportPkcs8PrivateKeyPem(), TestContext.Current.CancellationToken);
        await using var served = await Serve("--certificate", scratch["cert.pem"], "--certificate-key", scratch["key.pem"], "--urls", "https://127.0.0.1:0");
        foreach (var forged in (string[])["192.0.2.10", "192.0.2.11", "192.0.2.12"]) await Try(served, forged);
        Assert.Equal(1, Addresses());
    }

    private async Task<Served> Serve(params string[] front)
    {
        (await Typed.Run(
            clock, "init", "--database", scratch["real.db"], "--keys", scratch["keys"], "--district", "320613", "--origin", "xf.example.gov.cn",
            "--admin", "admin")).Ok();
        return await Served.Start(clock, ["serve", "--database", scratch["real.db"], "--keys", scratch["keys"], .. front]);
    }

    // One number each time: what is counted beside it are addresses.
    private static async Task Try(Served served, string forwarded)
    {
        using var handler = new HttpClientHandler { UseCookies = false, ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator };
        using var http = new HttpClient(handler) { BaseAddress = served.Address };
        http.DefaultRequestHeaders.Add("X-Forwarded-For", forwarded);
        http.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        using var page = await http.GetAsync("/track", TestContext.Current.CancellationToken);
        var form = new HtmlParser().ParseDocument(await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Form();
        http.DefaultRequestHeaders.Add("Cookie", string.Join("; ", page.Headers.GetValues("Set-Cookie").Select(c => c.Split(';')[0])));
        using var answer = await http.PostAsync(
            "/track", new FormUrlEncodedContent(Visitor.Values(form, new() { ["number"] = "XF2026-000001-0", ["code"] = "1234123412341234" })),
            TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
    }

    private long Addresses()
    {
        using var connection = new SqliteConnection($"Data Source={scratch["real.db"]};Pooling=False;Mode=ReadOnly");
        return connection.ExecuteScalar<long>("SELECT count(*) FROM attempts") - 1;
    }
}
