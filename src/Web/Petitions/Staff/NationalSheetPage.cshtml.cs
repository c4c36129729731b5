using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Matters;
using Xinqiao.Web.Matters.Staff;
using Xinqiao.Web.Serving;
using Xinqiao.Web.Storage;
using Xinqiao.Web.Units;

namespace Xinqiao.Web.Petitions.Staff;

/// <summary>What became of an uploaded sheet.</summary>
/// <param name="Refused">Lines that were not recorded, each with its reason.</param>
public sealed record SheetOutcome(int Recorded, int Before, IReadOnlyList<(int Line, string Reason)> Refused);

/// <summary>A day's registrations to be entered in the national system, as a sheet; and the numbers that come back.</summary>
[IgnoreAntiforgeryToken]
public sealed class NationalSheetModel(
    CaseStore store, CaseReader reader, MatterQueries queries, RegisteredQueries registered, UnitQueries units,
    Identity.FreshProof proof) : PageModel
{
    // So many acts wait for the writer at once; they share its transactions.
    private const int AtOnce = 64;

    private static readonly Refusal StaleForm = new(Article.House("表单有效期"), "stale-form", FormToken.Stale);

    /// <summary>As it was typed; today where nothing was.</summary>
    [BindProperty(Name = "day", SupportsGet = true)]
    public string? DayText { get; set; }

    [BindProperty(Name = "act")]
    public string? Pressed { get; set; }

    public DateOnly Day { get; private set; }

    /// <summary>How many petitions of that day wait.</summary>
    public int Waiting { get; private set; }

    public Identity.ProofKind? Confirms { get; private set; }

    public SheetOutcome? Outcome { get; private set; }

    private DateOnly Today => Shanghai.DateOf(store.Clock.GetUtcNow());

    public async Task<IActionResult> OnGet() => await Load(DayText) is { } refusal ? Again(refusal) : Page();

    public async Task<IActionResult> OnPost([FromForm] string? taken, IFormFile? sheet)
    {
        if (await Load(taken) is { } refusal) return Again(refusal);
        if (Pressed is not ("take" or "bring")) return BadRequest();
        if (!await FormToken.IsFresh(HttpContext)) return Again(StaleForm);
        if (Pressed == "take" && await proof.Ask(HttpContext) is { } unproven) return Again(unproven);
        Confirms = null;
        return Pressed == "take" ? await Take() : await Bring(sheet);
    }

    private async Task<Refusal?> Load(string? typed)
    {
        var isDay = DateOnly.TryParseExact(typed, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day);
        Day = isDay ? day : Today;
        DayText = string.IsNullOrEmpty(typed) ? Day.ToString("yyyy-MM-dd") : typed;
        Waiting = (await Listed()).Count;
        Confirms = await proof.Wanted(HttpContext);
        return isDay || string.IsNullOrEmpty(typed)
            ? null
            : new Refusal(LegalDay.Source, "date-unreadable", "请填写登记日期，例如2026-03-02。", "day");
    }

    // One line a petition, through the gate.
    private async Task<IReadOnlyList<ListedMatter>> Listed() =>
        [.. (await queries.Of(Identity.Staff.Of(User).Viewer, [.. await registered.WithoutNationalNumber(Day, NationalSheet.Most)]))
            .OrderBy(m => m.Number, StringComparer.Ordinal).DistinctBy(m => m.Petition)];

    private async Task<IActionResult> Take()
    {
        // The trace stands before the sheet is given out.
        var waiting = await Listed();
        StreamId[] streams = [.. waiting.Select(listed => new StreamId(listed.Id))];
        var result = await store.Act(new Intent(
            Identity.Staff.Of(User).Actor, (cases, act) => NationalSheetTaken.Take(Day, streams.Select(cases.Matter), act))
        {
            Streams = streams,
        });
        if (result is not Result.Done done) return Again([.. ((Result.Refused)result).Refusals]);
        var opened = done.Events.Select(e => e.Event).OfType<IdentityOpened>().ToDictionary(e => e.Matter.Value);
        var petitions = new List<SheetPetition>();
        var (all, office) = (await units.All(), await units.PetitionOffice());
        foreach (var listed in waiting.Where(l => opened.ContainsKey(l.Id)))
        {
            var petition = (await reader.Petition(new StreamId(listed.Petition), IdentityView.Recorded(opened[listed.Id])))!;
            var matter = (await reader.Matter(new StreamId(listed.Id)))!;
            petitions.Add(new SheetPetition(
                petition.State, petition.Events.AsItStands(), matter.State, matter.LastRecorded<MatterRegistered>()!,
                all.FirstOrDefault(u => u.Code == listed.Place)?.Name, office.Name, listed.UnitName));
        }

        return File(NationalSheet.Write(petitions), MattersXlsx.ContentType, $"全国系统录入-{Day:yyyyMMdd}.xlsx");
    }

    private async Task<IActionResult> Bring(IFormFile? sheet)
    {
        if (sheet is null) return Again(new Refusal(Core.Petitions.NationalNumber.Source, "missing", "请选择填好的表格。", "sheet"));
        try
        {
            await using var file = sheet.OpenReadStream();
            Outcome = await Record(NationalSheet.Read(file));
        }
        catch (NoSheetException e)
        {
            return Again(new Refusal(Core.Petitions.NationalNumber.Source, "no-sheet", e.Message, "sheet"));
        }

        Waiting = (await Listed()).Count;
        if (Outcome.Refused.Count > 0) Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private async Task<SheetOutcome> Record(IReadOnlyList<SheetLine> lines)
    {
        var (recorded, before, refused) = (0, 0, new List<(int, string)>());
        foreach (var chunk in lines.Chunk(AtOnce))
            foreach (var (line, result) in await Task.WhenAll(chunk.Select(async line => (line, await Record(line)))))
                if (result is Result.Done) recorded++;
                else if (result is Result.Refused known && known.Refusals.Any(r => r.Code == "already-recorded")) before++;
                else refused.Add((line.Line, Reason(result as Result.Refused)));
        return new SheetOutcome(recorded, before, refused);
    }

    private async Task<Result?> Record(SheetLine line)
    {
        var staff = Identity.Staff.Of(User);
        if (PetitionNumber.Parse(line.Number) is not { } number
            || await queries.List(staff.Viewer, new MatterFilter(Number: number, Limit: 1)) is not [var listed])
            return null;
        var (petition, matter) = (new StreamId(listed.Petition), new StreamId(listed.Id));
        return await store.Act(new Intent(staff.Actor, (cases, act) => cases.Matter(matter).Sealed
            ? Sealing.Refuse()
            : Core.Petitions.NationalNumber.Record(cases.Petition(petition), line.NationalNumber, reason: null, cases.BearerOf, act))
        {
            Streams = [petition, matter],
        });
    }

    // A matter behind the gate and a number that does not exist are alike.
    private static string Reason(Result.Refused? refused) =>
        refused is null || refused.Refusals.Any(r => r.Code == "sealed") ? $"没有找到这个{NationalSheet.Number}，请核对。"
        : refused.Refusals is [{ Field: "reason" }] ? "这件信访已经登记了别的编号，请到它的页面更正。"
        : string.Join(' ', refused.Refusals);

    private PageResult Again(params Refusal[] refusals)
    {
        ViewData["Refusals"] = refusals;
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
