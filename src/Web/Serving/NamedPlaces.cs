namespace Xinqiao.Web.Serving;

/// <summary>
/// An address whose part that names something is blank (<c>/extracts/%20</c>) names nothing: there is no such place. The framework would hand a
/// page null for what its address promises.
/// </summary>
public static class NamedPlaces
{
    public static void UseNamedPlaces(this WebApplication app) => app.Use((context, next) =>
    {
        if (!context.Request.RouteValues.Values.Any(value => value is string part && string.IsNullOrWhiteSpace(part))) return next(context);
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    });
}
