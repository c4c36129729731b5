using System.Collections.Concurrent;
using System.Security.Claims;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Routing.Patterns;
using Xinqiao.Core;
using Xinqiao.Core.Furniture;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Identity;

/// <summary>
/// Records where somebody who signed in was not let in, as an event: their post has no business there, or there is no such thing for them.
/// Once for a sign-in and page, so that nobody fills the log by pressing a key.
/// </summary>
public sealed class RefusedPages(CaseStore store)
{
    private const int Remembered = 20_000;

    private readonly ConcurrentDictionary<(string Session, string Page), bool> told = new();

    public async Task Follow(HttpContext context, RequestDelegate next)
    {
        await next(context);
        await Look(context);
    }

    /// <summary>The address with names in place of values; null for what is nobody's page.</summary>
    internal static string? Address(RoutePattern pattern) => pattern.PathSegments.Any(s => s.Parts.OfType<RoutePatternParameterPart>().Any(p => p.IsCatchAll))
        ? null
        : "/" + string.Join('/', pattern.PathSegments.Select(s => string.Concat(s.Parts.Select(p => p switch
        {
            RoutePatternParameterPart parameter => $"{{{parameter.Name}}}",
            RoutePatternLiteralPart literal => literal.Content,
            RoutePatternSeparatorPart separator => separator.Content,
            _ => "",
        }))));

    private async Task Look(HttpContext context)
    {
        if (context.Response.StatusCode is not (StatusCodes.Status403Forbidden or StatusCodes.Status404NotFound)) return;
        if (context.User.FindFirstValue(Staff.SessionClaim) is not { } session) return;
        // The page that tells of it is no page of its own.
        if (context.Features.Get<IStatusCodeReExecuteFeature>() is not null) return;
        if (context.GetEndpoint() is not RouteEndpoint endpoint || Address(endpoint.RoutePattern) is not { } page) return;
        // What is forgotten is told once more, and nothing grows without end.
        if (told.Count > Remembered) told.Clear();
        if (!told.TryAdd((session, page), true)) return;
        var staff = Staff.Of(context.User);
        await store.Act(new Intent(staff.Actor, (_, _) => Decision.Accept(new PageRefused(staff.Id, page))));
    }
}
