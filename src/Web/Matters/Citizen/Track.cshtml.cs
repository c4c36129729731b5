using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xinqiao.Core;
using Xinqiao.Core.Petitions;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Citizens;
using Xinqiao.Web.Serving;

namespace Xinqiao.Web.Matters.Citizen;

/// <summary>Number and query code open one petition. A wrong code, an unknown number and too many tries get the same words;
/// what cannot be a number or a code is told as such and is no try.</summary>
[IgnoreAntiforgeryToken]
public sealed class TrackModel : PageModel
{
    public static readonly Article Source = Register.Article21.InParagraph(2);

    public string? Number { get; private set; }
    public string? Code { get; private set; }
    public bool Left { get; private set; }
    public Phrase? Warning { get; private set; }
    public IReadOnlyList<Refusal> Refusals { get; private set; } = [];

    public void OnGet(string? left) => Left = left is not null;

    public async Task<IActionResult> OnPost(string? number, string? code)
    {
        (Number, Code) = (number, code);
        if (!await FormToken.IsFresh(HttpContext))
        {
            Warning = FormToken.Stale;
            return Refused();
        }

        var rule = new TextRule()
            .Required("number", "信访件编号", number, 40, Source)
            .Required("code", "查询码", code, 60, Source);
        if (rule.Passed)
        {
            rule.Require(PetitionNumber.Parse(number) is not null, Source, "number-mistyped", QueryCodes.Mistyped, "number")
                .Require(QueryCodes.IsWhole(code), Source, "code-mistyped", $"查询码是{QueryCodes.Digits}位数字，请对照回执上的查询码。", "code");
        }

        if (rule.Passed && await Petitioner.SignIn(HttpContext, number, code) is not null) return Redirect("/track/case");
        Refusals = rule.Passed
            ? [new Refusal(Source, "no-match",
                $"编号和查询码对不上，请核对后再试。{QueryCodes.WindowMinutes}分钟内最多可以试{QueryCodes.TriesPerNumber}次，超过的请稍后再来。",
                "number")]
            : rule.Refusals;
        return Refused();
    }

    private PageResult Refused()
    {
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
