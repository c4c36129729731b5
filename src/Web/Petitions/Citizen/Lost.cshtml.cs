using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Web.Citizens;
using Xinqiao.Web.Notices;
using Xinqiao.Web.Serving;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Petitions.Citizen;

/// <summary>
/// A lost query code is replaced through the registered contact. Whether a number exists, and whether a contact was left with it,
/// is told to nobody: every number gets the same words.
/// </summary>
[IgnoreAntiforgeryToken]
public sealed class LostModel(CaseStore store, CaseReader reader, QueryCodes codes, Outbox outbox) : PageModel
{
    [BindProperty(Name = "number")]
    public string? Number { get; set; }

    [BindProperty(Name = "oneTimeCode")]
    public string? OneTimeCode { get; set; }

    public IReadOnlyList<Refusal> Refusals { get; private set; } = [];
    public Phrase? Warning { get; private set; }

    /// <summary>A one-time code was asked for, and sent where there is somewhere to send it.</summary>
    public bool Asked { get; private set; }

    /// <summary>The new query code, shown this once; empty before.</summary>
    public string Code { get; private set; } = "";

    public async Task<IActionResult> OnPost([FromForm(Name = "do")] string? action)
    {
        var reissues = action == "reissue";
        Asked = reissues;
        if (User.Identity?.IsAuthenticated is true)
            return Again(new Refusal(
                CodeReissue.Source, "not-the-petitioner", "这台设备上有工作人员登录。工作人员补发查询码，请在窗口核验身份后办理。"));
        if (!await FormToken.IsFresh(HttpContext))
        {
            Warning = FormToken.Stale;
            return Again();
        }

        var rule = new TextRule().Required("number", "信访件编号", Number, 40, CodeReissue.Source);
        if (reissues) rule.Required("oneTimeCode", "验证码", OneTimeCode, 60, CodeReissue.Source);
        if (rule.Passed) rule.Require(PetitionNumber.Parse(Number) is not null, CodeReissue.Source, "number-mistyped", QueryCodes.Mistyped, "number");
        if (!rule.Passed) return Again([.. rule.Refusals]);
        var petition = await codes.FindLost(Number, Petitioner.Address(HttpContext));
        if (reissues) return await Reissue(petition);
        if (petition is { } id) await SendCode(id);
        Asked = true;
        return Page();
    }

    private async Task SendCode(StreamId petition)
    {
        var filed = (await reader.Petition(petition, IdentityView.OfPlatform))!.Events.AsItStands();
        if (Contact.Of(filed.Party) is { } contact && await codes.NewOneTimeCode(petition, OneTimeUse.Reissue) is { } code)
            await outbox.Put(Messages.OneTimeCode(contact, code, store.Clock.GetUtcNow()));
    }

    private async Task<IActionResult> Reissue(StreamId? found)
    {
        if (found is not { } petition) return Again(CodeReissue.NoMatch);
        var right = await codes.UseOneTimeCode(petition, OneTimeCode, OneTimeUse.Reissue);
        var code = QueryCodes.NewCode();
        var result = await store.Act(
            new Intent(Actor.Petitioner, (cases, act) => CodeReissue.ByContact(cases.Petition(petition), right, act))
            {
                Streams = [petition],
                Beside = events => [codes.RowOf(petition, code, events[0].RecordedAt)],
            });
        if (result is Result.Refused refused) return Again([.. refused.Refusals]);
        Code = code;
        return Page();
    }

    private PageResult Again(params Refusal[] refusals)
    {
        Refusals = refusals;
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
