using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Citizens;
using Xinqiao.Web.Serving;
using Xinqiao.Web.Storage;
using Xinqiao.Web.Units;

namespace Xinqiao.Web.Matters.Citizen;

/// <summary>
/// 反映打击报复: whoever came with number and query code of a petition reports that they suffer for it, and takes home another number, another code
/// and a receipt. Nothing of it appears on the pages of the earlier petition.
/// </summary>
[IgnoreAntiforgeryToken]
public sealed partial class RetaliationModel(
    CaseStore store, CaseReader reader, PetitionerQueries queries, UnitQueries units, QueryCodes codes, Receipts receipts) : PageModel
{
    private History<Petition> earlier = null!;
    private IReadOnlyList<Unit> all = [];

    [BindProperty(Name = "narrative")]
    public string? Narrative { get; set; }

    [BindProperty(Name = "unit")]
    public string? UnitCode { get; set; }

    /// <summary>Made when the form is first shown: what is sent twice under one key is registered once.</summary>
    [BindProperty(Name = "key")]
    public string? Key { get; set; }

    public IReadOnlyList<Refusal> Refusals { get; private set; } = [];
    public Phrase? Warning { get; private set; }

    public IEnumerable<Unit> Units => all.Where(Retaliation.CanBeNamed);

    public Receipt? Receipt { get; private set; }

    /// <summary>Shown this once; only its digest is kept.</summary>
    public string Code { get; private set; } = "";

    /// <summary>Until when it is passed on; null where the year's arrangement is not loaded.</summary>
    public DateOnly? Until => Term.Reckon(
        store.Rules.On(Receipt!.Petition.ReceivedOn)[ClockId.Retaliation], Receipt.Petition.ReceivedOn, store.Calendar).Nominal;

    public async Task<IActionResult> OnGet()
    {
        if (await Find() is { } elsewhere) return elsewhere;
        Key = NewKey();
        return Page();
    }

    public async Task<IActionResult> OnPost()
    {
        if (await Find() is { } elsewhere) return elsewhere;
        // The browser of somebody signed in as staff is no petitioner's, whatever codes they hold.
        if (User.Identity?.IsAuthenticated is true)
            return Again([], "这台设备上有工作人员登录。请在自己的手机或电脑上反映。");
        var keyIsOurs = Key is not null && Made().IsMatch(Key);
        if (!keyIsOurs) Key = NewKey();
        if (!keyIsOurs || !await FormToken.IsFresh(HttpContext)) return Again([], FormToken.Stale);
        Code = QueryCodes.NewCode();
        switch (await store.Act(await Intent()))
        {
            case Result.Done done:
                Receipt = await receipts.Of((await reader.Petition(done.Events[0].Event.Stream))!.State, done);
                return Page();
            case Result.KeyReused:
                Key = NewKey();
                return Again([], "这份表格刚才已经提交过一次，内容与现在的不同，已按上次的内容登记。要把现在的内容另外反映，请再点一次提交。");
            case Result.Refused refused:
                return Again(refused.Refusals, null);
            default:
                throw new InvalidOperationException("A result that is none of three.");
        }
    }

    private async Task<Intent> Intent()
    {
        var office = await units.PetitionOffice();
        var matters = (await queries.MattersOf(petitioner)).Select(m => m.State).ToList();
        var (petition, matter) = (StreamId.Petition(Guid.CreateVersion7(store.Clock.GetUtcNow())), StreamId.Matter(Guid.CreateVersion7(store.Clock.GetUtcNow())));
        var filing = Retaliation.Filing(
            petition, matter, earlier.Events.AsItStands(), Narrative, string.IsNullOrEmpty(UnitCode) ? null : UnitCode);
        var (number, body) = (earlier.State.Number, SHA256.HashData(Encoding.UTF8.GetBytes($"{earlier.State.Number}\n{UnitCode}\n{Narrative}")));
        return new Intent(Actor.Petitioner, (_, act) => Retaliation.Report(filing, number, matters, all, office.Code, act))
        {
            Key = new IdempotencyKey("retaliation", Key!, body),
            Again = (_, _, again) => Decision.Accept(new QueryCodeIssued(again, CodeHandedOver.RepeatOfFiling)),
            Beside = events => [codes.RowOf(events[0].Event.Stream, Code, events[0].RecordedAt)],
        };
    }

    private Petitioner petitioner = null!;

    private async Task<IActionResult?> Find()
    {
        if (await Petitioner.Of(HttpContext) is not { } found) return Redirect("/track");
        petitioner = found;
        earlier = await queries.PetitionOf(found);
        all = await units.All();
        return null;
    }

    private PageResult Again(IReadOnlyList<Refusal> refusals, Phrase? warning)
    {
        (Refusals, Warning) = (refusals, warning);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private static string NewKey() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    [GeneratedRegex("^[0-9a-f]{32}\\z")]
    private static partial Regex Made();
}
