using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Xinqiao.Web.Registers;

/// <summary>How often units read who petitions, by purpose, a month a page.</summary>
public sealed class ReadingsModel(ReadingsOfMonth readings) : PageModel
{
    /// <summary>Its first day.</summary>
    public DateOnly Month { get; private set; }

    public IReadOnlyList<UnitReadings> Readings { get; private set; } = [];

    public bool HasNext => Month < readings.ThisMonth;

    /// <param name="month">As 2026-03; anything else shows the present one.</param>
    public async Task OnGet([FromQuery] string? month)
    {
        Month = ReadingsOfMonth.MonthIn(month) ?? readings.ThisMonth;
        Readings = await readings.Of(Month);
    }
}
