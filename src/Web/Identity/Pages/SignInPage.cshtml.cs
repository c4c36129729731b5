using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xinqiao.Core;
using Xinqiao.Core.Furniture;
using Xinqiao.Web.Demo;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Identity.Pages;

public sealed class SignInModel(People people, CaseStore store) : PageModel
{
    public string? Login { get; private set; }
    public string? Back { get; private set; }
    public bool Refused { get; private set; }
    public string DemoPassword => DemoDistrict.Password;

    public IReadOnlyList<(string Id, string Login, string Name, Role Role, string Unit, string Does)> Accounts =>
        store.Stamp.Kind == DatabaseKind.Real ? [] : DemoDistrict.Accounts;

    public void OnGet([FromQuery(Name = "ReturnUrl")] string? back) => Back = back;

    public async Task<IActionResult> OnPost(string? login, string? password, string? back)
    {
        var person = login is null || password is null || login.Length > 100 || password.Length > 200
            ? null
            : await people.Check(login, password);
        if (person is null)
        {
            (Login, Back, Refused) = (login, back, true);
            return Page();
        }

        await Sessions.Begin(HttpContext, person);
        return LocalRedirect(Url.IsLocalUrl(back) ? back! : "/desk");
    }
}
