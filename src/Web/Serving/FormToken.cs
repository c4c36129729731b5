using Microsoft.AspNetCore.Antiforgery;

namespace Xinqiao.Web.Serving;

/// <summary>
/// The form's own token. A page with a long form turns the automatic filter off ([IgnoreAntiforgeryToken]) and asks here, so that
/// a stale page comes back with all that was typed instead of an error that loses it.
/// </summary>
public static class FormToken
{
    /// <summary>What the form says where the token is missing, stale or of another browser.</summary>
    public const string Stale = "页面已过期，您填写的内容都在，请再点一次提交。";

    /// <summary>False where the token is missing, stale or of another browser: nothing may be done, everything is shown again.</summary>
    public static async Task<bool> IsFresh(HttpContext context)
    {
        var isFresh = await context.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(context);
        if (!isFresh) context.RequestServices.GetRequiredService<TurnedAway>().Tell(TurnedAwayBy.FormToken);
        return isFresh;
    }
}
