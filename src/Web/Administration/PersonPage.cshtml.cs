using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xinqiao.Core;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Identity;
using Xinqiao.Web.Language;
using Xinqiao.Web.Serving;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Administration;

/// <summary>One account: a new password, or the end of the post.</summary>
[IgnoreAntiforgeryToken]
public sealed class PersonModel(People people) : PageModel
{
    [BindProperty(Name = "act")]
    public string? Pressed { get; set; }

    [BindProperty(Name = "password")]
    public string? Password { get; set; }

    [BindProperty(Name = "reason")]
    public string? Reason { get; set; }

    [TempData]
    public string? Message { get; set; }

    public Person Person { get; private set; } = null!;

    public async Task<IActionResult> OnGet(string id) => await Load(id) ? Page() : NotFound();

    public async Task<IActionResult> OnPost(string id)
    {
        if (!await Load(id)) return NotFound();
        if (Pressed is not ("reset" or "end")) return BadRequest();
        if (!await FormToken.IsFresh(HttpContext))
            return Again([new Refusal(Article.House("表单有效期"), "stale-form", FormToken.Stale)]);
        var by = Identity.Staff.Of(User).Actor;
        var result = Pressed == "reset"
            ? await people.ResetPassword(by, Person, Password)
            : await people.EndPost(by, Person, Reason);
        if (result is Result.Refused refused) return Again(refused.Refusals);
        Message = Reader.Tell(HttpContext, Pressed == "reset"
            ? (Phrase)$"{Person.Name}的密码已重设，原来的登录已失效。"
            : $"{Person.Name}的岗位已结束，账号已停用。");
        return LocalRedirect("/administration/people");
    }

    private async Task<bool> Load(string id)
    {
        if (await people.Find(id) is not { } person) return false;
        Person = person;
        return true;
    }

    private PageResult Again(IReadOnlyList<Refusal> refusals)
    {
        ViewData["Refusals"] = refusals;
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
