using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xinqiao.Core;
using Xinqiao.Core.Furniture;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Identity;
using Xinqiao.Web.Serving;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Administration.Access;

/// <summary>
/// One-time passwords for accounts whose holders have set none. The answer holds them and nothing else does: one that was lost on the way
/// is replaced by issuing again.
/// </summary>
[IgnoreAntiforgeryToken]
public sealed class FirstPasswordsModel(People people, CaseStore store) : PageModel
{
    [BindProperty(Name = "person")]
    public IReadOnlyList<string> Ids { get; set; } = [];

    public IReadOnlyList<Person> Waiting { get; private set; } = [];

    /// <summary>Shown once.</summary>
    public IReadOnlyList<(Person Person, string Password)> Issued { get; private set; } = [];

    private DateOnly Today => Shanghai.DateOf(store.Clock.GetUtcNow());

    /// <summary>The last day of those that are issued now.</summary>
    public DateOnly Until => Passwords.LastOfFirst(Today);

    /// <summary>What was issued to somebody before; empty where nothing was.</summary>
    public Phrase Former(Person person) =>
        person.Password == "" ? ""
        : person.IsFirstOver(Today) ? " · 制发过，没有改，已过有效期"
        : person.LastOfFirst is { } last ? (Phrase)$" · 已制发过，有效期至{ChineseDate.Write(last)}，再制发原来的作废"
        : " · 已制发过，再制发原来的作废";

    public async Task OnGet() => Waiting = [.. (await people.All()).Where(p => p.MustChange).OrderBy(p => p.Unit, StringComparer.Ordinal).ThenBy(p => p.Login, StringComparer.Ordinal)];

    public async Task<IActionResult> OnPost()
    {
        await OnGet();
        if (!await FormToken.IsFresh(HttpContext))
            return Again([new Refusal(Article.House("表单有效期"), "stale-form", FormToken.Stale)]);
        var chosen = Waiting.Where(p => Ids.Contains(p.Id)).ToList();
        var (result, passwords) = await people.IssueFirst(Identity.Staff.Of(User).Actor, chosen);
        if (result is Result.Refused refused) return Again(refused.Refusals);
        Issued = [.. chosen.Zip(passwords)];
        return Page();
    }

    private PageResult Again(IReadOnlyList<Refusal> refusals)
    {
        ViewData["Refusals"] = refusals;
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
