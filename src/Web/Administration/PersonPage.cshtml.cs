using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xinqiao.Core;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Identity;
using Xinqiao.Web.Language;
using Xinqiao.Web.Serving;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Administration;

/// <summary>One account: its open work, a new password, its sign-ins, its second factor, or the end of the post.</summary>
[IgnoreAntiforgeryToken]
public sealed class PersonModel(People people, Handovers handovers, SignIns signIns, SecondFactors factors) : PageModel
{
    private static readonly string[] Buttons = ["reset", "end", "sign-out", "ask-reset", "agree-reset", "call-off"];

    [BindProperty(Name = "act")]
    public string? Pressed { get; set; }

    [BindProperty(Name = "password")]
    public string? Password { get; set; }

    [BindProperty(Name = "reason")]
    public string? Reason { get; set; }

    [BindProperty(Name = "factorReason")]
    public string? FactorReason { get; set; }

    [TempData]
    public string? Message { get; set; }

    public Person Person { get; private set; } = null!;

    /// <summary>The system administrator sees to posts, the security administrator to sign-ins.</summary>
    public bool IsSystem => Identity.Staff.Of(User).Role == Role.Administrator;

    /// <summary>How many open matters the person holds; which, an administrator does not see.</summary>
    public int Held { get; private set; }

    public ArrangedHandover? Handover { get; private set; }

    /// <summary>Null where whoever was to take over has left.</summary>
    public string? SuccessorName { get; private set; }

    public int SignIns { get; private set; }
    public string? ResetAskedBy { get; private set; }

    public async Task<IActionResult> OnGet(string id) => await Load(id) ? Page() : NotFound();

    public async Task<IActionResult> OnPost(string id)
    {
        if (!await Load(id)) return NotFound();
        if (!Buttons.Contains(Pressed)) return BadRequest();
        if (!await FormToken.IsFresh(HttpContext))
            return Again([new Refusal(Article.House("表单有效期"), "stale-form", FormToken.Stale)]);
        var (result, done) = await Do(Identity.Staff.Of(User).Actor);
        if (result is Result.Refused refused) return Again(refused.Refusals);
        Message = Reader.Tell(HttpContext, done);
        return LocalRedirect(Pressed is "reset" or "end" ? "/administration/people" : "/administration/people/" + id);
    }

    private async Task<(Result Result, Phrase Done)> Do(Actor by) => Pressed switch
    {
        "reset" => (await people.ResetPassword(by, Person, Password), (Phrase)$"{Person.Name}的密码已重设，原来的登录已失效。"),
        "sign-out" => (await signIns.End(by, Person.Id, await signIns.Of(Person.Id)), (Phrase)$"{Person.Name}的登录已全部结束。"),
        "ask-reset" => (await factors.AskReset(by, Person, FactorReason), "已申请重设动态口令，请另一位管理员同意。"),
        "agree-reset" => (await factors.Reset(by, Person), (Phrase)$"{Person.Name}的动态口令已重设，原来的登录已失效。"),
        "call-off" => (await handovers.CallOff(by, Person.Id, Reason), "移交已取消。"),
        _ => (await people.EndPost(by, Person, Reason, Held), (Phrase)$"{Person.Name}的岗位已结束，账号已停用。"),
    };

    private async Task<bool> Load(string id)
    {
        if (await people.Find(id) is not { } person) return false;
        (Person, Held, Handover) = (person, await handovers.Held(id), await handovers.Of(id));
        SuccessorName = Handover is { } waiting ? (await people.Find(waiting.Successor))?.Name : null;
        (SignIns, ResetAskedBy) = ((await signIns.Of(id)).Count, await factors.ResetAskedBy(id));
        return true;
    }

    private PageResult Again(IReadOnlyList<Refusal> refusals)
    {
        ViewData["Refusals"] = refusals;
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
