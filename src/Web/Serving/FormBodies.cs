using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.Features;

namespace Xinqiao.Web.Serving;

/// <summary>
/// Reads what a form sends before any page does: a body that is too large or no form at all is answered as such, never as a fault
/// of ours.
/// </summary>
public static partial class FormBodies
{
    /// <summary>The pages on which files are chosen.</summary>
    [GeneratedRegex(@"^/(petition|track/files(/\d+)?|staff/register|staff/matters/\w+/(files|serve))/?$")]
    private static partial Regex TakesFiles();

    /// <summary>Bytes that may come along with a request that asks for no more than a page.</summary>
    private const int MostBeside = 64 * 1024;

    public static void UseFormBodies(this WebApplication app) => app.Use(async (context, next) =>
    {
        // Whoever sends on and on before they read waits for us to read on, and we, with a long answer, for them: neither would ever be done.
        if (!HttpMethods.IsPost(context.Request.Method) && !IsSmall(context))
        {
            context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            return;
        }

        // The interface reads its own bodies, which are no forms.
        if (!context.Request.Path.StartsWithSegments("/api"))
        {
            // Whoever only opens a page sends no form, whatever the request calls itself.
            if (!HttpMethods.IsPost(context.Request.Method)) context.Request.Form = FormCollection.Empty;
            var status = HttpMethods.IsPost(context.Request.Method) ? await Read(context) : StatusCodes.Status200OK;
            if (status != StatusCodes.Status200OK)
            {
                context.Response.StatusCode = status;
                return;
            }
        }

        await next(context);
    });

    private static bool IsSmall(HttpContext context) => context.Request.ContentLength is { } length
        ? length <= MostBeside
        : context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody is not true;

    private static async Task<int> Read(HttpContext context)
    {
        var request = context.Request;
        try
        {
            if (request.ContentType?.StartsWith("multipart/form-data", StringComparison.OrdinalIgnoreCase) is true
                && TakesFiles().IsMatch(request.Path.Value ?? ""))
                request.Form = await MultipartForm.Read(context);
            else
                request.Form = request.HasFormContentType ? await request.ReadFormAsync(context.RequestAborted) : FormCollection.Empty;
            return StatusCodes.Status200OK;
        }
        // What claims an encoding that nobody reads any more is no form either.
        catch (Exception e) when (e is IOException or InvalidDataException or NotSupportedException)
        {
            // The page that tells of it must not read the body once more.
            request.Form = FormCollection.Empty;
            return (e as BadHttpRequestException)?.StatusCode ?? StatusCodes.Status400BadRequest;
        }
    }
}
