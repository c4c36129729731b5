using System.Collections;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Xinqiao.Web.Serving;

/// <summary>
/// A field that a page takes one value of is sent once. The framework would take the first of several, and whatever stands in front of us
/// perhaps the last: a request on which the two could differ is refused, and nothing is done by it.
/// </summary>
public sealed class OneValueEach(TurnedAway turnedAway) : IPageFilter
{
    public void OnPageHandlerSelected(PageHandlerSelectedContext context) { }

    public void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        // The page that tells of it looks at the same request once more.
        if (context.HttpContext.Features.Get<IStatusCodeReExecuteFeature>() is not null) return;
        var taken = (context.HandlerMethod?.Parameters ?? []).Cast<ParameterDescriptor>().Concat(context.ActionDescriptor.BoundProperties)
            .ToLookup(p => p.BindingInfo?.BinderModelName ?? p.Name, p => IsList(p.ParameterType), StringComparer.OrdinalIgnoreCase);
        var request = context.HttpContext.Request;
        // Forms are our own, down to the last field; an address may carry what somebody else added to a link.
        var doubled = request.Query.Any(q => q.Value.Count > 1 && taken.Contains(q.Key) && !taken[q.Key].All(isList => isList))
                      || HttpMethods.IsPost(request.Method) && request.Form.Any(f => f.Key.Length > 0 && f.Value.Count > 1 && !taken[f.Key].Any(isList => isList));
        if (!doubled) return;
        turnedAway.Tell(TurnedAwayBy.DoubledField);
        context.Result = new BadRequestResult();
    }

    public void OnPageHandlerExecuted(PageHandlerExecutedContext context) { }

    private static bool IsList(Type type) => type != typeof(string) && typeof(IEnumerable).IsAssignableFrom(type);
}
