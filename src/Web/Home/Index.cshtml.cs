using Microsoft.AspNetCore.Mvc.RazorPages;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Web.Units;

namespace Xinqiao.Web.Home;

/// <summary>What one can do here, how it goes, and how else the office can be reached (Art. 18).</summary>
public sealed class IndexModel(UnitQueries units, IConfiguration settings) : PageModel
{
    public Unit Office { get; private set; } = null!;

    /// <summary>When the reception receives; the office sets it.</summary>
    public Phrase ReceptionHours => settings["ReceptionHours"] is { } hours ? (Phrase)$"{hours}" : "工作日9:00至11:30、14:00至17:00，法定节假日除外";

    public async Task OnGet()
    {
        Office = await units.PetitionOffice();
        ViewData["Contact"] = $"{Office.Name} · {Office.Address} · {Office.Phone}";
    }
}
