using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Serving;
using Xinqiao.Web.Storage;
using Xinqiao.Web.Units;

namespace Xinqiao.Web.Matters.Retention;

/// <summary>One list: what it holds, who decides it, and what was left out.</summary>
[IgnoreAntiforgeryToken]
public sealed class BatchModel(CaseStore store, RetentionQueries queries, UnitQueries units) : PageModel
{
    private int version;

    /// <summary>approve or refuse.</summary>
    [BindProperty(Name = "act")]
    public string? Pressed { get; set; }

    [BindProperty(Name = "reason")]
    public string? Reason { get; set; }

    [TempData]
    public string? Message { get; set; }

    public Identity.Staff Reader { get; private set; } = null!;

    public RetentionBatch Batch { get; private set; } = null!;

    /// <summary>Numbers of the petitions, in the order of the list.</summary>
    public IReadOnlyList<string> Numbers { get; private set; } = [];

    /// <summary>Why this person does not decide it; null where they may.</summary>
    public Refusal? Impossible { get; private set; }

    public async Task<IActionResult> OnGet(string id) => await Find(id) ? Page() : NotFound();

    public async Task<IActionResult> OnPost(string id)
    {
        if (!await Find(id)) return NotFound();
        if (Pressed is not ("approve" or "refuse")) return BadRequest();
        if (!await FormToken.IsFresh(HttpContext)) return Again([new Refusal(Article.House("表单有效期"), "stale-form", FormToken.Stale)]);
        var office = await Office();
        var result = await store.Act(new Intent(Reader.Actor, (cases, act) => Retaining.On(
            cases.Version(RetentionEvent.Lists) == version,
            () => Pressed == "approve" ? Retaining.Approve(Batch, office, act) : Retaining.Refuse(Batch, Reason, act)))
        {
            Streams = [RetentionEvent.Lists],
        });
        if (result is Result.Refused refused) return Again(refused.Refusals);
        Message = Language.Reader.Tell(HttpContext, ((Result.Done)result).Events[0].Event is RetentionApproved approved
            ? (Phrase)$"已批准（{approved.DocumentNumber}），正在逐件销毁。"
            : "没有批准，什么都没有删除。");
        return LocalRedirect("/staff/retention/" + id);
    }

    public static Phrase StateOf(RetentionBatch batch) => batch switch
    {
        { IsPending: true } => "等待审批",
        { DocumentNumber: null } => "没有批准",
        { FinishedAt: { } at } => (Phrase)$"已办完（{batch.DocumentNumber}）：{ChineseDate.Write(Shanghai.DateOf(at))}销毁{batch.Destroyed}件，留下{batch.LeftOut.Count}件",
        _ => $"已批准（{batch.DocumentNumber}），正在逐件销毁",
    };

    private async Task<bool> Find(string id)
    {
        Reader = Identity.Staff.Of(User);
        (var batches, version) = await queries.Batches();
        // What is sealed is the liaisons', their lists as well.
        if (batches.FirstOrDefault(b => b.Id == id && b.Kind == RetentionModel.KindOf(Reader.Role)) is not { } batch) return false;
        Batch = batch;
        Numbers = await queries.Numbers(batch);
        var asked = new Act(Reader.Actor, store.Clock.GetUtcNow(), PrivateText.Absent, store.Rules, static _ => 0);
        Impossible = (Retaining.Approve(batch, await Office(), asked) as Decision.Refused)?.Refusals[0];
        return true;
    }

    private async Task<Unit> Office() => (await units.Ever()).First(u => u.Kind == UnitKind.PetitionOffice);

    private PageResult Again(IReadOnlyList<Refusal> refusals)
    {
        ViewData["Refusals"] = refusals;
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
