using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xinqiao.Web.Units;

namespace Xinqiao.Web.Answers;

/// <summary>One public answer. It leads to no petition.</summary>
public sealed class AnswerModel(AnswerQueries queries, UnitQueries units) : PageModel
{
    public ShownAnswer Answer { get; private set; } = null!;

    public string UnitName { get; private set; } = "";

    public async Task<IActionResult> OnGet(string id)
    {
        if (await queries.Find(id) is not { } answer) return NotFound();
        Answer = answer;
        UnitName = (await units.Ever()).FirstOrDefault(u => u.Code == answer.Unit)?.Name ?? answer.Unit;
        return Page();
    }
}
