using Microsoft.AspNetCore.Mvc.Core.Infrastructure;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Xinqiao.Web.Serving;

/// <summary>Tells of a form that the framework itself refused for its token. Pages that look at the token themselves tell by <see cref="FormToken"/>.</summary>
public sealed class ToldRefusals(TurnedAway turnedAway) : IAlwaysRunResultFilter
{
    public void OnResultExecuting(ResultExecutingContext context)
    {
        if (context.Result is IAntiforgeryValidationFailedResult) turnedAway.Tell(TurnedAwayBy.FormToken);
    }

    public void OnResultExecuted(ResultExecutedContext context) { }
}
