using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xinqiao.Core;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Identity;
using Xinqiao.Web.Serving;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Administration.Setup;

/// <summary>The open work of somebody who leaves or is away passes to a colleague. The administrator sees how much it is, not what.</summary>
[IgnoreAntiforgeryToken]
public sealed class HandoverModel(People people, Handovers handovers, CaseStore store) : PageModel
{
    [BindProperty(Name = "to")]
    public string? To { get; set; }

    [BindProperty(Name = "from")]
    public string? From { get; set; }

    [BindProperty(Name = "reason")]
    public string? Reason { get; set; }

    [TempData]
    public string? Message { get; set; }

    public Person Person { get; private set; } = null!;
    public IReadOnlyList<Person> Colleagues { get; private set; } = [];
    public int Held { get; private set; }

    public async Task<IActionResult> OnGet(string id)
    {
        if (!await Load(id)) return NotFound();
        From = Shanghai.DateOf(store.Clock.GetUtcNow()).ToString("yyyy-MM-dd");
        return Page();
    }

    public async Task<IActionResult> OnPost(string id)
    {
        if (!await Load(id)) return NotFound();
        if (!await FormToken.IsFresh(HttpContext))
            return Again([new Refusal(Article.House("表单有效期"), "stale-form", FormToken.Stale)]);
        var day = DateOnly.TryParseExact(From, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var typed) ? typed : (DateOnly?)null;
        var to = Colleagues.FirstOrDefault(p => p.Id == To);
        if (await handovers.Arrange(Identity.Staff.Of(User).Actor, Person, to, day, Reason) is Result.Refused refused)
            return Again(refused.Refusals);
        Message = Language.Reader.Tell(HttpContext, await handovers.Of(id) is null ? (Phrase)$"已移交给{to!.Name}，{Held}件。" : $"已安排，{day:yyyy-MM-dd}起移交给{to!.Name}。");
        return LocalRedirect("/administration/people/" + id);
    }

    private async Task<bool> Load(string id)
    {
        if (await people.Find(id) is not { } person) return false;
        (Person, Held) = (person, await handovers.Held(id));
        Colleagues = [.. (await people.All()).Where(p => p.Id != id && p.Unit == person.Unit && p.Role == person.Role)];
        return true;
    }

    private PageResult Again(IReadOnlyList<Refusal> refusals)
    {
        ViewData["Refusals"] = refusals;
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
