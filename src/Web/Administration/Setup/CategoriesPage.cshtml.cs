using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xinqiao.Core;
using Xinqiao.Core.Furniture;
using Xinqiao.Core.Petitions;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Petitions;
using Xinqiao.Web.Serving;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Administration.Setup;

/// <summary>The tree of categories; one of them to rename, map or end; the form that adds.</summary>
[IgnoreAntiforgeryToken]
public sealed class CategoriesModel(CaseStore store, CategoryQueries categories) : PageModel
{
    [BindProperty(Name = "act")]
    public string? Pressed { get; set; }

    [BindProperty(Name = "above")]
    public string? Above { get; set; }

    [BindProperty(Name = "name")]
    public string? Name { get; set; }

    [BindProperty(Name = "national")]
    public string? National { get; set; }

    [BindProperty(Name = "from")]
    public string? From { get; set; }

    [TempData]
    public string? Message { get; set; }

    public Categories All { get; private set; } = null!;

    /// <summary>The one that is looked at; null where all are.</summary>
    public Category? Shown { get; private set; }

    public DateOnly Today => Shanghai.DateOf(store.Clock.GetUtcNow());

    public IActionResult OnGet(string? id) => Load(id) ? Page() : NotFound();

    public async Task<IActionResult> OnPost(string? id)
    {
        if (!Load(id)) return NotFound();
        if (!(id is null ? Pressed == "add" : Pressed is "rename" or "map" or "end")) return BadRequest();
        if (!await FormToken.IsFresh(HttpContext))
            return Again([new Refusal(Article.House("表单有效期"), "stale-form", FormToken.Stale)]);
        var result = await categories.Change(Identity.Staff.Of(User).Actor, Decide(id));
        if (result is Result.Refused refused) return Again(refused.Refusals);
        var changed = (CategoryEvent)((Result.Done)result).Events[0].Event;
        Message = Language.Reader.Tell(HttpContext, $"已{Done}：{categories.Now().Find(changed.Code)}。");
        return LocalRedirect("/administration/categories/" + changed.Code);
    }

    private Func<Categories, Act, Decision> Decide(string? code) => Pressed switch
    {
        "rename" => (now, act) => CategoryChanges.Rename(code!, Name, now, act),
        "map" => (now, act) => CategoryChanges.Map(code!, National, now, act),
        "end" => (now, act) => CategoryChanges.End(code!, Day, now, act),
        _ => (now, act) => CategoryChanges.Add(Above, Name, National, now, act),
    };

    private Phrase Done => Pressed switch { "rename" => "改名", "map" => "保存对应", "end" => "停用", _ => "增设" };

    private DateOnly? Day =>
        DateOnly.TryParseExact(From, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private bool Load(string? id)
    {
        All = categories.Now();
        Shown = All.Find(id);
        return id is null || Shown is not null;
    }

    private PageResult Again(IReadOnlyList<Refusal> refusals)
    {
        ViewData["Refusals"] = refusals;
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
