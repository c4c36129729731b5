using Microsoft.AspNetCore.Mvc.RazorPages;
using Xinqiao.Core;
using Xinqiao.Core.Matching;
using Xinqiao.Web.Suggestions;

namespace Xinqiao.Web.Administration.Setup;

/// <summary>Which models suggest, what they learnt from and how right they were on the month after. Of petitions it tells numbers alone.</summary>
public sealed class SuggestionsModel(SuggestionModels models) : PageModel
{
    // A month of nights.
    private const int Most = 31;

    /// <summary>The latest of each kind, the newest first.</summary>
    public IReadOnlyList<(SuggestionKind Kind, IReadOnlyList<ModelVersion> Versions)> Kinds { get; private set; } = [];

    public async Task OnGet()
    {
        var kinds = new List<(SuggestionKind, IReadOnlyList<ModelVersion>)>();
        foreach (var kind in Words.All<SuggestionKind>()) kinds.Add((kind, await models.Latest(kind, Most)));
        Kinds = kinds;
    }
}
