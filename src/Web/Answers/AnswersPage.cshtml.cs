using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xinqiao.Core.Search;
using Xinqiao.Web.Units;

namespace Xinqiao.Web.Answers;

/// <summary>
/// 公开答复: what was answered in general words, by topic. What somebody looks for may hold a name, so it travels in the body of the request and
/// stands in no address, log or event.
/// </summary>
public sealed class AnswersModel(AnswerQueries queries, UnitQueries units) : PageModel
{
    private IReadOnlyDictionary<string, string> names = new Dictionary<string, string>();

    /// <summary>Only of this domain; null or unknown shows all.</summary>
    [BindProperty(Name = "category", SupportsGet = true)]
    public string? Category { get; set; }

    [BindProperty(Name = "after", SupportsGet = true)]
    public string? After { get; set; }

    [BindProperty(Name = SearchQuery.Field)]
    public string? Typed { get; set; }

    public IReadOnlyList<string> Topics { get; private set; } = [];

    public string? Topic => Topics.FirstOrDefault(t => t == Category);

    public IReadOnlyList<ShownAnswer> Answers { get; private set; } = [];

    /// <summary>There are more than are shown.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Something was looked for that nothing can be looked for by.</summary>
    public bool IsUnread { get; private set; }

    public string? NextPage => IsCut ? $"/answers?{(Topic is null ? "" : $"category={Topic}&")}after={Answers[^1].Id}" : null;

    public string UnitName(ShownAnswer answer) => names.GetValueOrDefault(answer.Unit, answer.Unit);

    public async Task OnGet()
    {
        await Prepare();
        Show(await queries.List(Topic, After));
    }

    public async Task OnPost()
    {
        await Prepare();
        if (SearchQuery.Read(Typed, out _) is { Terms.Count: > 0 } query)
        {
            Show(await queries.With(query));
            return;
        }

        IsUnread = true;
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
    }

    private async Task Prepare()
    {
        Topics = await queries.Topics();
        names = (await units.Ever()).ToDictionary(u => u.Code, u => u.Name);
    }

    private void Show(IReadOnlyList<ShownAnswer> found) =>
        (Answers, IsCut) = ([.. found.Take(AnswerQueries.PageSize)], found.Count > AnswerQueries.PageSize);
}
