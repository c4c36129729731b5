using System.Security.Cryptography;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xinqiao.Core;
using Xinqiao.Core.Furniture;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Identity;
using Xinqiao.Web.Language;
using Xinqiao.Web.Serving;
using Xinqiao.Web.Storage;
using Xinqiao.Web.Units;

namespace Xinqiao.Web.Administration;

/// <summary>Who holds which post, and the form that appoints.</summary>
[IgnoreAntiforgeryToken]
public sealed class PeopleModel(People people, UnitQueries units) : PageModel
{
    [BindProperty(Name = "name")]
    public string? Name { get; set; }

    [BindProperty(Name = "login")]
    public string? Login { get; set; }

    [BindProperty(Name = "role")]
    public string? RoleWord { get; set; }

    [BindProperty(Name = "unit")]
    public string? UnitCode { get; set; }

    [TempData]
    public string? Message { get; set; }

    /// <summary>The system administrator appoints; the security administrator opens an account to see to its sign-ins.</summary>
    public bool Appoints => Identity.Staff.Of(User).Role == Role.Administrator;

    public IReadOnlyList<Person> People { get; private set; } = [];
    public IReadOnlyList<Unit> Units { get; private set; } = [];

    public Task OnGet() => Load();

    public async Task<IActionResult> OnPost()
    {
        await Load();
        if (!await FormToken.IsFresh(HttpContext))
            return Again([new Refusal(Article.House("表单有效期"), "stale-form", FormToken.Stale)]);
        var person = "s-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6));
        var command = new Appointment(person, Login?.Trim(), Name, Words.TryParse<Role>(RoleWord), UnitCode);
        if (await people.Appoint(Identity.Staff.Of(User).Actor, command, Units) is Result.Refused refused) return Again(refused.Refusals);
        Message = Reader.Tell(HttpContext, $"已任命{command.Name!.Trim()}，账号 {command.Login}。安全管理员制发首次密码后可以登录。");
        return LocalRedirect("/administration/people");
    }

    private async Task Load() => (People, Units) = (await people.All(), await units.All());

    private PageResult Again(IReadOnlyList<Refusal> refusals)
    {
        ViewData["Refusals"] = refusals;
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
