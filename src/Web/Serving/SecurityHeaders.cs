namespace Xinqiao.Web.Serving;

/// <summary>Headers of every answer: nothing inline, nothing from elsewhere, nothing framed, nothing kept by caches.</summary>
public static class SecurityHeaders
{
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; "
        + "frame-ancestors 'none'; base-uri 'none'";

    /// <summary>For a page whose script writes styles into it; everything else stays closed.</summary>
    internal static readonly string WithInlineStyles =
        ContentSecurityPolicy.Replace("style-src 'self'", "style-src 'self' 'unsafe-inline'", StringComparison.Ordinal);

    public static void UseSecurityHeaders(this WebApplication app) => app.Use((context, next) =>
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        // Pages hold what people petition; static files set their own.
        headers.CacheControl = "no-store";
        return next(context);
    });
}

/// <summary>Files under wwwroot: their address carries a version, so they may be kept for a year.</summary>
internal static class StaticFiles
{
    public static readonly StaticFileOptions Options = new()
    {
        OnPrepareResponse = file =>
        {
            var response = file.Context.Response;
            if (response.ContentType?.StartsWith("text/", StringComparison.Ordinal) is true) response.ContentType += "; charset=utf-8";
            response.Headers.CacheControl =
                file.Context.Request.Query.ContainsKey("v") ? "public, max-age=31536000, immutable" : "public, max-age=3600";
        },
    };
}
