namespace Xinqiao.Web.Serving;

/// <summary>The verbs that anything here answers. Another one is told so before anything looks at the request.</summary>
public static class Verbs
{
    public static void UseVerbs(this WebApplication app) => app.Use((context, next) =>
    {
        var verb = context.Request.Method;
        // The interface tells its partners in its own words.
        if (HttpMethods.IsGet(verb) || HttpMethods.IsHead(verb) || HttpMethods.IsPost(verb) || context.Request.Path.StartsWithSegments("/api"))
            return next(context);
        context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
        context.Response.Headers.Allow = "GET, HEAD, POST";
        return Task.CompletedTask;
    });
}
