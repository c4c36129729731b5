using Xinqiao.Core.Ledger;

namespace Xinqiao.Web.Ledger;

/// <summary>A witness over HTTP, as C2SP tlog-witness says. There is nobody to sign in: what counts is who signed the checkpoint.</summary>
internal static class WitnessSite
{
    private const string Text = "text/plain; charset=utf-8", Size = "text/x.tlog.size";

    public static WebApplication Build(Witness witness, string urls, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(urls);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = AddCheckpoint.MaxBytes;
        });
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        configure?.Invoke(builder);
        var app = builder.Build();
        app.MapPost("/add-checkpoint", context => Add(context, witness));
        app.MapGet("/{digest}/checkpoint", (string digest, HttpContext context) => Last(context, witness, digest));
        app.MapGet("/", context => Answer(context, StatusCodes.Status200OK, Text, witness.Public + "\n"));
        return app;
    }

    private static async Task Add(HttpContext context, Witness witness)
    {
        using var body = new MemoryStream();
        try
        {
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        }
        catch (BadHttpRequestException e)
        {
            await Answer(context, e.StatusCode, Text, "请求过长或中断。 The body is too long, or broke off.\n");
            return;
        }

        var reply = witness.Add(body.GetBuffer().AsSpan(0, (int)body.Length));
        await Answer(context, (int)reply.Answer, reply.Seen is null ? Text : Size, reply.Body);
    }

    private static Task Last(HttpContext context, Witness witness, string digest) => witness.Last(digest) is { } note
        ? Answer(context, StatusCodes.Status200OK, Text, note)
        : Answer(context, StatusCodes.Status404NotFound, Text, "还没有见证过这本登记账。 Nothing was cosigned of this log.\n");

    private static Task Answer(HttpContext context, int status, string type, string body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        return context.Response.WriteAsync(body);
    }
}
