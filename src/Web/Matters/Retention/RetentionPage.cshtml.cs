using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Petitions;
using Xinqiao.Web.Serving;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Matters.Retention;

/// <summary>保存期限: what is over, as a list that changes nothing; and the lists that were asked for.</summary>
[IgnoreAntiforgeryToken]
public sealed class RetentionModel(CaseStore store, RetentionQueries queries, CategoryQueries categories) : PageModel
{
    [BindProperty(Name = "reason")]
    public string? Reason { get; set; }

    [TempData]
    public string? Message { get; set; }

    public Identity.Staff Reader { get; private set; } = null!;

    /// <summary>What this post lists or decides.</summary>
    public RetentionKind Kind => KindOf(Reader.Role);

    /// <summary>What is sealed is the liaisons' alone.</summary>
    public static RetentionKind KindOf(Role role) => role == Role.DisciplineLiaison ? RetentionKind.Accusation : RetentionKind.Ordinary;

    public bool Lists => Retaining.AskerOf(Kind) == Reader.Role;

    public IReadOnlyList<KeptPetition> Over { get; private set; } = [];

    public IReadOnlyList<RetentionBatch> Batches { get; private set; } = [];

    public Settings Settings => store.Rules.Settings;

    public DateOnly Today => Shanghai.DateOf(store.Clock.GetUtcNow());

    public string CategoryOf(Matter matter) => matter.Category is { } category ? categories.Now().Path(category) : "";

    public Task OnGet() => Prepare();

    public async Task<IActionResult> OnPost()
    {
        await Prepare();
        if (!Lists) return Forbid();
        if (!await FormToken.IsFresh(HttpContext)) return Again([new Refusal(Article.House("表单有效期"), "stale-form", FormToken.Stale)]);
        var batch = Guid.NewGuid().ToString("N");
        var result = await store.Act(new Intent(Reader.Actor, (_, act) => Retaining.Ask(Kind, batch, Over, Reason, act)));
        if (result is Result.Refused refused) return Again(refused.Refusals);
        Message = Language.Reader.Tell(HttpContext, $"已申请销毁{Over.Count}件，请{Words.Label(Retaining.ApproverOf(Kind))}审批。");
        return LocalRedirect("/staff/retention/" + batch);
    }

    private async Task Prepare()
    {
        Reader = Identity.Staff.Of(User);
        Batches = [.. (await queries.Batches()).Batches.Where(b => b.Kind == Kind)];
        if (Lists) Over = await queries.Over(Reader.Viewer, Kind);
    }

    private PageResult Again(IReadOnlyList<Refusal> refusals)
    {
        ViewData["Refusals"] = refusals;
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
