using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.HttpsPolicy;
using Microsoft.Extensions.Primitives;

namespace Xinqiao.Web.Serving;

/// <summary>
/// How a real site is reached: over HTTPS with its own certificate, or through named proxies that end HTTPS. Either way browsers
/// are told to come by HTTPS alone, every cookie is marked Secure and belongs to this host alone, and whatever arrived in clear is answered
/// with a refusal.
/// </summary>
public abstract record Front
{
    /// <summary>Browsers take a cookie of such a name from this very host over HTTPS alone, so no neighbour of the domain can set one.</summary>
    private const string OfThisHost = "__Host-";

    private static readonly TimeSpan RememberHttps = TimeSpan.FromDays(365);

    private Front() { }

    /// <summary>Under which address people know the site; null where nobody said.</summary>
    public Uri? Address { get; init; }

    /// <summary>Which addresses beside this machine's own are told whether all is well (<see cref="Health"/>).</summary>
    public IReadOnlyList<IPAddress> Monitors { get; init; } = [];

    /// <param name="Chain">The intermediate certificates that are sent along.</param>
    public sealed record Certificate(X509Certificate2 Own, X509Certificate2Collection Chain) : Front
    {
        protected override void Reach(WebApplicationBuilder builder) => builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.ConfigureHttpsDefaults(https =>
            {
                https.ServerCertificate = Own;
                https.ServerCertificateChain = Chain;
            }));
    }

    /// <param name="Addresses">Whose X-Forwarded headers are believed; nobody else's are.</param>
    public sealed record Proxies(IReadOnlyList<IPAddress> Addresses) : Front
    {
        protected override void Reach(WebApplicationBuilder builder) => builder.Services.Configure<ForwardedHeadersOptions>(o =>
        {
            o.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            o.ForwardLimit = Addresses.Count;
            o.KnownIPNetworks.Clear();
            o.KnownProxies.Clear();
            foreach (var address in Addresses) o.KnownProxies.Add(address);
        });

        protected override void Believe(WebApplication app) => app.UseForwardedHeaders();
    }

    public void Configure(WebApplicationBuilder builder)
    {
        Reach(builder);
        builder.Services.Configure<HstsOptions>(o =>
        {
            o.MaxAge = RememberHttps;
            o.IncludeSubDomains = true;
            o.ExcludedHosts.Clear();
        });
    }

    /// <summary>Comes before everything else that answers.</summary>
    public void Use(WebApplication app)
    {
        Believe(app);
        app.Use(RequireHttps);
        app.UseHsts();
        app.Use(ReadOwnCookies);
        app.UseCookiePolicy(new CookiePolicyOptions
        {
            Secure = CookieSecurePolicy.Always,
            HttpOnly = Microsoft.AspNetCore.CookiePolicy.HttpOnlyPolicy.Always,
            MinimumSameSitePolicy = SameSiteMode.Lax,
            OnAppendCookie = cookie => (cookie.CookieName, cookie.CookieOptions.Path) = (OfThisHost + cookie.CookieName, "/"),
            OnDeleteCookie = cookie => (cookie.CookieName, cookie.CookieOptions.Path) = (OfThisHost + cookie.CookieName, "/"),
        });
    }

    protected abstract void Reach(WebApplicationBuilder builder);

    protected virtual void Believe(WebApplication app) { }

    // Everything behind here knows cookies by their plain names; one that came without the prefix is none of ours.
    private static Task ReadOwnCookies(HttpContext context, RequestDelegate next)
    {
        var own = context.Request.Headers.Cookie
            .SelectMany(header => (header ?? "").Split(';', StringSplitOptions.TrimEntries))
            .Where(cookie => cookie.StartsWith(OfThisHost, StringComparison.Ordinal))
            .Select(cookie => cookie[OfThisHost.Length..])
            .ToArray();
        context.Request.Headers.Cookie = own.Length > 0 ? new StringValues(string.Join("; ", own)) : StringValues.Empty;
        return next(context);
    }

    // No redirect: what was sent in clear was read by others already, and should be noticed.
    private static Task RequireHttps(HttpContext context, RequestDelegate next)
    {
        // The machine itself asks for its health by the shortest way; nothing of anybody stands in the answer.
        if (context.Request.IsHttps || context.Request.Path == Health.Path && Health.IsFromHere(context)) return next(context);
        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync("请通过 https 访问。 Please use https.\n");
    }
}
