using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Xinqiao.Web.Registers;

/// <summary>编号登记簿, to be printed. No number leads to a case from here: whoever keeps the register need not see one.</summary>
public sealed class NumbersModel(NumberRegister register) : PageModel
{
    public IReadOnlyList<NumberedSeries> All { get; private set; } = [];

    public bool IsCounted { get; private set; }

    public int Gaps => All.Sum(s => s.Missing.Count);

    public async Task OnGet() => All = await register.All(counts: false);

    public async Task OnGetCount() => (All, IsCounted) = (await register.All(counts: true), true);
}
