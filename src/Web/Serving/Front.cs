using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.HttpsPolicy;

namespace Xinqiao.Web.Serving;

/// <summary>
/// How a real site is reached: over HTTPS with its own certificate, or through named proxies that end HTTPS. Either way browsers
/// are told to come by HTTPS alone, every cookie is marked Secure, and whatever arrived in clear is answered with a refusal.
/// </summary>
public abstract record Front
{
    private static readonly TimeSpan RememberHttps = TimeSpan.FromDays(365);

    private Front() { }

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
            o.ExcludedHosts.Clear();
        });
    }

    /// <summary>Comes before everything else that answers.</summary>
    public void Use(WebApplication app)
    {
        Believe(app);
        app.Use(RequireHttps);
        app.UseHsts();
        app.UseCookiePolicy(new CookiePolicyOptions
        {
            Secure = CookieSecurePolicy.Always,
            HttpOnly = Microsoft.AspNetCore.CookiePolicy.HttpOnlyPolicy.Always,
            MinimumSameSitePolicy = SameSiteMode.Lax,
        });
    }

    protected abstract void Reach(WebApplicationBuilder builder);

    protected virtual void Believe(WebApplication app) { }

    // No redirect: what was sent in clear was read by others already, and should be noticed.
    private static Task RequireHttps(HttpContext context, RequestDelegate next)
    {
        if (context.Request.IsHttps) return next(context);
        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync("请通过 https 访问。 Please use https.\n");
    }
}
