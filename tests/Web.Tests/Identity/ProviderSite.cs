using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Xinqiao.Web.Storage;
using Xunit;

namespace Xinqiao.Web.Tests.Identity;

/// <summary>
/// A small provider of OpenID Connect on this machine: description, keys, the page that sends a browser back, tokens. Whoever comes is confirmed at
/// once; what an honest one never does can be set.
/// </summary>
public sealed class SmallProvider : IAsyncDisposable
{
    public const string Client = "xinqiao-test", Secret = "a secret that both of them know, thirty-two bytes long";

    private readonly RsaSecurityKey key = new(RSA.Create(2048)) { KeyId = "one" };
    private readonly RsaSecurityKey foreign = new(RSA.Create(2048)) { KeyId = "one" };
    private readonly ConcurrentDictionary<string, IQueryCollection> codes = [];
    private readonly TestClock clock;
    private readonly WebApplication app;

    public SmallProvider(TestClock clock)
    {
        this.clock = clock;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.MapGet("/.well-known/openid-configuration", () => new Dictionary<string, object>
        {
            ["issuer"] = DescribedAs ?? Issuer,
            ["authorization_endpoint"] = Issuer + "/authorize",
            ["token_endpoint"] = Issuer + "/token",
            ["jwks_uri"] = Issuer + "/keys",
        });
        app.MapGet("/keys", () =>
        {
            var shown = JsonWebKeyConverter.ConvertFromRSASecurityKey(new RsaSecurityKey(key.Rsa.ExportParameters(false)) { KeyId = key.KeyId });
            return new { keys = new[] { new { kty = "RSA", use = "sig", kid = shown.Kid, n = shown.N, e = shown.E } } };
        });
        app.MapGet("/authorize", (Delegate)Authorize);
        app.MapPost("/token", (Delegate)Token);
        app.Start();
    }

    public string Issuer => app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    /// <summary>Who is confirmed.</summary>
    public string Subject { get; set; } = "";

    /// <summary>As whom it describes itself; null as who it is.</summary>
    public string? DescribedAs { get; set; }

    /// <summary>What is wrong with what it says; empty where all is right.</summary>
    public string Wrong { get; set; } = "";

    /// <summary>What happens while somebody is there.</summary>
    public Func<Task>? Meanwhile { get; set; }

    /// <summary>What it was asked last, and where it sent the browser.</summary>
    public IQueryCollection Asked { get; private set; } = QueryCollection.Empty;
    public string SentTo { get; private set; } = "";

    private async Task<IResult> Authorize(HttpContext context)
    {
        Asked = context.Request.Query;
        if (Meanwhile is { } meanwhile) await meanwhile();
        var code = Convert.ToHexString(RandomNumberGenerator.GetBytes(8));
        codes[code] = Asked;
        var answer = Wrong == "denied" ? "error=access_denied" : "code=" + code;
        SentTo = $"{Asked["redirect_uri"]}?{answer}&state={Uri.EscapeDataString(Asked["state"]!)}";
        return Results.Redirect(SentTo);
    }

    private async Task<IResult> Token(HttpContext context)
    {
        if (Wrong == "away") context.Abort();
        var form = await context.Request.ReadFormAsync();
        if (!codes.TryRemove(form["code"].ToString(), out var asked)) return Results.BadRequest(new { error = "invalid_grant" });
        var proof = Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString())));
        return proof == asked["code_challenge"] && form["client_id"] == Client && form["client_secret"] == Secret
            ? Results.Json(new { access_token = "none", token_type = "Bearer", id_token = IdToken(asked["nonce"]!) })
            : Results.BadRequest(new { error = "invalid_grant" });
    }

    private string IdToken(string nonce)
    {
        var now = clock.Now.UtcDateTime;
        var token = new SecurityTokenDescriptor
        {
            Issuer = Wrong == "issuer" ? "https://login.example.com" : DescribedAs ?? Issuer,
            Audience = Wrong == "audience" ? "another-client" : Client,
            IssuedAt = now,
            NotBefore = now,
            Expires = Wrong == "expired" ? now.AddSeconds(-90) : now.AddMinutes(5),
            Claims = new Dictionary<string, object> { ["sub"] = Subject, ["nonce"] = Wrong == "nonce" ? "another" : nonce },
            SigningCredentials = Wrong switch
            {
                "signature" => new SigningCredentials(foreign, SecurityAlgorithms.RsaSha256),
                "shared secret" => new SigningCredentials(new SymmetricSecurityKey(Encoding.UTF8.GetBytes(Secret)), SecurityAlgorithms.HmacSha256),
                "unsigned" => null,
                _ => new SigningCredentials(key, SecurityAlgorithms.RsaSha256),
            },
        };
        if (Wrong == "expired") token.NotBefore = now.AddMinutes(-10);
        var text = new JsonWebTokenHandler().CreateToken(token);
        return Wrong == "cut off" ? text[..(text.LastIndexOf('.') + 1)] : text;
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        key.Rsa.Dispose();
        foreign.Rsa.Dispose();
    }
}

/// <summary>An office that has such a provider.</summary>
public class ProviderSite : Site, IAsyncLifetime
{
    public SmallProvider Provider => field ??= new SmallProvider(Clock);

    protected virtual string Issuer => Provider.Issuer;

    protected override void Prepare(KeyFolder keys)
    {
        File.WriteAllText(keys.SignInProvider, $"issuer = {Issuer}\nclient = {SmallProvider.Client}\nsecret = {SmallProvider.Secret}\nlabel = 区统一身份认证\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(keys.SignInProvider, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    public new async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await base.DisposeAsync();
        await Provider.DisposeAsync();
    }
}
