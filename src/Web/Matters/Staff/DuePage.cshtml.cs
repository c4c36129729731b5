using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Web.Units;

namespace Xinqiao.Web.Matters.Staff;

/// <summary>What falls due, day by day, the most overdue first.</summary>
public sealed class DueModel(MatterQueries queries, UnitQueries units, Casework casework) : PageModel
{
    public const int PageSize = 100;

    [BindProperty(Name = "unit", SupportsGet = true)]
    public string? UnitCode { get; set; }

    [BindProperty(Name = "after", SupportsGet = true)]
    public string? After { get; set; }

    public Identity.Staff Reader { get; private set; } = null!;
    public IReadOnlyList<Unit> Units { get; private set; } = [];
    public IReadOnlyList<IGrouping<DateOnly?, ListedMatter>> Days { get; private set; } = [];
    public string? NextPage { get; private set; }
    public DateOnly Today => casework.Today;
    public Core.Regulation.Calendar Calendar => casework.Calendar;
    public bool ChoosesUnit => Reader.Role is Role.Registrar or Role.Router or Role.Supervisor;

    public async Task OnGet()
    {
        Reader = Identity.Staff.Of(User);
        if (ChoosesUnit) Units = [.. (await units.All()).Where(u => u.Kind is UnitKind.Department or UnitKind.Street or UnitKind.Zone)];
        var rows = await queries.ByDue(Reader.Viewer, new MatterFilter(Unit: UnitCode, After: After, Limit: PageSize + 1));
        var shown = rows.Take(PageSize).ToList();
        Days = [.. shown.GroupBy(r => r.DueOn)];
        NextPage = rows.Count > PageSize ? Address(shown[^1].DueKey) : null;
    }

    public string Address(string? after = null) => "/staff/due" + QueryString.Create(new Dictionary<string, string?>
    {
        ["unit"] = UnitCode,
        ["after"] = after,
    }.Where(p => p.Value is not null));

    /// <summary>今天, 已过, or how far the day is.</summary>
    public Phrase When(DateOnly day) => (day.DayNumber - Today.DayNumber) switch
    {
        0 => "今天",
        1 => "明天",
        < 0 and var past => (Phrase)$"已过{-past}日",
        var left => $"{left}日后",
    };
}
