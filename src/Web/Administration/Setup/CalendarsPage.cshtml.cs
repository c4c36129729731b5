using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xinqiao.Core;
using Xinqiao.Core.Furniture;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Language;
using Xinqiao.Web.Serving;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Administration.Setup;

/// <summary>A year's arrangement, with what it comes to.</summary>
/// <param name="Loaded">An administrator loaded it; else it came with the program.</param>
public sealed record ArrangedYear(CalendarYear Year, int WorkingDays, bool Loaded);

/// <summary>A day that a new arrangement makes another kind of day.</summary>
public sealed record ChangedDay(Day Before, Day After);

/// <summary>The years whose arrangements are in force, and the form that loads one after a look at what it says.</summary>
[IgnoreAntiforgeryToken]
public sealed class CalendarsModel(CaseStore store, RuleChanges changes, RulesWatch watch) : PageModel
{
    [BindProperty(Name = "act")]
    public string? Pressed { get; set; }

    [BindProperty(Name = "arrangement")]
    public string? Arrangement { get; set; }

    [BindProperty(Name = "file")]
    public IFormFile? Chosen { get; set; }

    [BindProperty(Name = "reason")]
    public string? Reason { get; set; }

    [TempData]
    public string? Message { get; set; }

    /// <summary>What would be loaded; null while nothing was read.</summary>
    public ArrangedYear? Preview { get; private set; }

    /// <summary>Days that are another kind of day under it than now.</summary>
    public IReadOnlyList<ChangedDay> Changed { get; private set; } = [];

    public bool Amends => Preview is { } preview && Calendars.IsInForce(store.Calendar, preview.Year.Year);

    public IEnumerable<ArrangedYear> Years => store.Calendar.Years.Reverse().Select(y =>
        new ArrangedYear(y, store.Calendar.WorkingDaysIn(y.Year)!.Value, !Calendar.Embedded.Years.Contains(y)));

    public int? MissingYear => Calendars.MissingYear(store.Calendar, Today);
    public long? Rewriting => watch.Rewriting;
    public DateOnly Today => Shanghai.DateOf(store.Clock.GetUtcNow());

    public void OnGet() { }

    public async Task<IActionResult> OnPost()
    {
        if (Pressed is not ("preview" or "edit" or "load")) return BadRequest();
        if (!await FormToken.IsFresh(HttpContext))
            return Again([new Refusal(Article.House("表单有效期"), "stale-form", FormToken.Stale)]);
        if (Pressed == "edit") return Page();
        if (Pressed == "preview" && Chosen is not null) Arrangement = await Text(Chosen);
        var rule = new TextRule();
        if (Calendars.Read(rule, Arrangement, Today, store.Calendar) is not { } year) return Again(rule.Refusals);
        Show(year);
        if (Pressed == "preview") return Page();
        if (await changes.LoadCalendar(Identity.Staff.Of(User).Actor, Arrangement, Reason) is Result.Refused refused)
            return Again(refused.Refusals);
        Message = Reader.Tell(HttpContext, $"{year.Year}年放假安排已载入，全年{Preview!.WorkingDays}个工作日。有关期限正在重算。");
        return LocalRedirect("/administration/calendars");
    }

    private void Show(CalendarYear year)
    {
        var (now, then) = (store.Calendar, store.Calendar.With([year]));
        Preview = new ArrangedYear(year, then.WorkingDaysIn(year.Year)!.Value, true);
        for (var date = new DateOnly(year.Year - 1, 12, 1); date.Year <= year.Year; date = date.AddDays(1))
            if (now.On(date) is { } before && then.On(date) is { } after && before.Kind != after.Kind)
                Changed = [.. Changed, new ChangedDay(before, after)];
    }

    // One character more than may be read says that there is more.
    private static async Task<string> Text(IFormFile file)
    {
        using var reader = new StreamReader(file.OpenReadStream(), Encoding.UTF8);
        var buffer = new char[Calendars.LongestText + 1];
        return new string(buffer, 0, await reader.ReadBlockAsync(buffer));
    }

    private PageResult Again(IReadOnlyList<Refusal> refusals)
    {
        ViewData["Refusals"] = refusals;
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
