namespace Xinqiao.Web.Serving;

/// <summary>
/// Reads what a form sends before any page does: a body that is too large or no form at all is answered as such, never as a fault
/// of ours.
/// </summary>
public static class FormBodies
{
    public static void UseFormBodies(this WebApplication app) => app.Use(async (context, next) =>
    {
        // The interface reads its own bodies, which are no forms.
        if (HttpMethods.IsPost(context.Request.Method) && !context.Request.Path.StartsWithSegments("/api"))
        {
            var status = await Read(context);
            if (status != StatusCodes.Status200OK)
            {
                context.Response.StatusCode = status;
                return;
            }
        }

        await next(context);
    });

    private static async Task<int> Read(HttpContext context)
    {
        var request = context.Request;
        try
        {
            request.Form = request.HasFormContentType ? await request.ReadFormAsync(context.RequestAborted) : FormCollection.Empty;
            return StatusCodes.Status200OK;
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            // The page that tells of it must not read the body once more.
            request.Form = FormCollection.Empty;
            return (e as BadHttpRequestException)?.StatusCode ?? StatusCodes.Status400BadRequest;
        }
    }
}
