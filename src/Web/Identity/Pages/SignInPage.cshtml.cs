using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xinqiao.Core;
using Xinqiao.Core.Furniture;
using Xinqiao.Web.Demo;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Identity.Pages;

public sealed class SignInModel(
    People people, SecondFactors factors, Passkeys passkeys, SecondSteps steps, ProviderSignIn signIn, CaseStore store) : PageModel
{
    /// <summary>Null while login and password are asked for.</summary>
    public SecondStep? Second { get; private set; }

    /// <summary>What stands on the button of the office's own sign-in; null where it has none.</summary>
    public string? Provider => signIn.Provider?.Label;

    public string ProviderAddress => "/sign-in/provider?handler=Go" + (string.IsNullOrEmpty(Back) ? "" : "&ReturnUrl=" + Uri.EscapeDataString(Back));

    public bool OffersPasskey => passkeys.ArePossible;

    /// <summary>Why a passkey did not sign in.</summary>
    public Refusal? Trouble { get; private set; }

    public string? Login { get; private set; }
    public string? Back { get; private set; }
    public bool Refused { get; private set; }
    public string DemoPassword => DemoDistrict.Password;

    public IReadOnlyList<(string Id, string Login, string Name, Role Role, string Unit)> Accounts =>
        store.Stamp.Kind == DatabaseKind.Real ? [] : DemoDistrict.Accounts;

    /// <summary>What whoever has a demo's account of this post does.</summary>
    public static Phrase Does(Role role) => role switch
    {
        Role.Registrar => "窗口登记来信、来访、来电，核对网上信访",
        Role.Router => "转送有权处理的单位",
        Role.Handler => "住建局承办人：签收、告知、受理、拟写意见",
        Role.UnitHead => "住建局负责人：延期、审批处理意见",
        Role.Reviewer => "区政府复查专员：受理复查申请，拟写复查意见",
        Role.ReviewHead => "区政府负责人：签发复查意见书",
        Role.Supervisor => "看到期和逾期，督促办理",
        Role.Administrator => "管理单位、人员、分类和期限参数，看不到信访件",
        Role.SecurityAdministrator => "制发密码，管登录和动态口令，看不到信访件",
        Role.AuditAdministrator => "查看管理日志和各种登记，什么也不能改",
        Role.DisciplineLiaison => "办理密件：检举控告",
        Role.Petitioner or Role.Partner or Role.System => throw new ArgumentOutOfRangeException(nameof(role), role, "Nobody signs in with it."),
    };

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

        if (!person.HasSecond) return await Begin(person, back, (int)person.Failures);
        Second = steps.For(person, SignInWay.Password, back);
        return Page();
    }

    /// <summary>The second step: a code of the authenticator, or a recovery code.</summary>
    public async Task<IActionResult> OnPostCode(string? ticket, string? code, string? back)
    {
        (Back, Refused) = (back, true);
        if (await steps.Behind(ticket) is not (var person, var way)) return Page();
        if (await factors.Check(person, code)) return await Begin(person, back, (int)person.Failures, way);
        Second = new SecondStep(ticket!, AsksCode: true, OffersPasskey, back, Refused: true);
        return Page();
    }

    /// <summary>What the browser asks a device for.</summary>
    public IActionResult OnPostToShow() =>
        passkeys.ArePossible ? Content(passkeys.ToShow(HttpContext, ChallengeFor.SignIn), "application/json") : NotFound();

    /// <summary>A passkey is two factors: whoever shows one is in.</summary>
    public async Task<IActionResult> OnPostPasskey([FromForm(Name = Passkeys.Field)] string? answer, string? back)
    {
        var (person, trouble) = await passkeys.Check(HttpContext, ChallengeFor.SignIn, answer);
        if (person is not null) return await Begin(person, back, (int)person.Failures, SignInWay.Passkey);
        (Trouble, Back) = (Passkey.Refused(trouble!.Value), back);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private async Task<IActionResult> Begin(Person person, string? back, int wrongBefore, SignInWay way = SignInWay.Password)
    {
        await Sessions.Begin(HttpContext, person, wrongBefore, way);
        return LocalRedirect(Url.IsLocalUrl(back) ? back! : "/desk");
    }
}
