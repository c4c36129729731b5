using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Web.Petitions;
using Xinqiao.Web.Units;

namespace Xinqiao.Web.Matters.Staff;

/// <summary>The list of matters; what it is narrowed to stands in the address.</summary>
public sealed class MattersModel(MatterQueries queries, UnitQueries units, CategoryQueries categories, Casework casework, Identity.FreshProof proof) : PageModel
{
    public const int PageSize = 50;

    [BindProperty(Name = "stage", SupportsGet = true)]
    public string? StageWord { get; set; }

    [BindProperty(Name = "unit", SupportsGet = true)]
    public string? UnitCode { get; set; }

    [BindProperty(Name = "number", SupportsGet = true)]
    public string? Number { get; set; }

    [BindProperty(Name = "category", SupportsGet = true)]
    public string? CategoryTyped { get; set; }

    [BindProperty(Name = "list", SupportsGet = true)]
    public string? ListWord { get; set; }

    [BindProperty(Name = "after", SupportsGet = true)]
    public string? After { get; set; }

    [TempData]
    public string? Message { get; set; }

    public Identity.Staff Reader { get; private set; } = null!;
    public IReadOnlyList<ListedMatter> Rows { get; private set; } = [];
    public IReadOnlyList<Unit> Units { get; private set; } = [];
    public string? NextPage { get; private set; }

    /// <summary>
    /// The work lists, with how many wait in each under the filters chosen; null where the list is narrowed to a stage or a category and
    /// counting another would look at many for the few that pass.
    /// </summary>
    public IReadOnlyList<(WorkList List, int? Count)> Lists { get; private set; } = [];
    public WorkList List => Words.TryParse<WorkList>(ListWord) is { } list && WorkLists.For(Reader.Role).Contains(list) ? list : WorkList.All;
    public DateOnly Today => casework.Today;
    public MatterRows Listed => casework.List(Rows);
    public Stage? Stage => Words.TryParse<Stage>(StageWord);
    public bool IsNarrowed => Stage is not null || UnitCode is not null || Number is not null || CategoryTyped is not null;

    /// <summary>The ones that can be chosen, ended ones too: what was registered under them is still there.</summary>
    public Categories Categories { get; private set; } = null!;

    /// <summary>What the list is narrowed to; null where nothing was typed, or nothing that is one.</summary>
    public Category? Category => Categories.Find(CategoryTyped is { Length: >= 6 } typed ? typed[..6] : null) ?? Categories.Choose(CategoryTyped, Today);

    /// <summary>Somebody of a unit sees that unit's matters only and needs no choice.</summary>
    public bool ChoosesUnit => Reader.Role is Role.Registrar or Role.Router or Role.Supervisor;

    public async Task OnGet()
    {
        (Reader, Categories) = (Identity.Staff.Of(User), categories.Now());
        if (ChoosesUnit) Units = [.. (await units.All()).Where(u => u.Kind is UnitKind.Department or UnitKind.Street or UnitKind.Zone)];
        var chosen = Chosen;
        Lists = await Task.WhenAll(WorkLists.For(Reader.Role).Select(async list =>
            (list, await Count(chosen, list))));

        var filter = chosen.In(List, Reader.Id, Today) with { After = After, Limit = PageSize + 1 };
        var rows = await Find(filter);
        Rows = [.. rows.Take(PageSize)];
        if (rows.Count > PageSize) NextPage = Address(List, filter.IsByTerm ? Rows[^1].DueKey : Rows[^1].Id);
    }

    private async Task<int?> Count(MatterFilter chosen, WorkList list)
    {
        var filter = chosen.In(list, Reader.Id, Today);
        return list != List && (chosen.Stages is not null || chosen.Category is not null)
            ? null
            : await queries.Count(Reader.Viewer, filter);
    }

    /// <summary>The same list under the same filters as a spreadsheet, from its first row.</summary>
    public async Task<IActionResult> OnGetXlsx()
    {
        if (await proof.Wanted(HttpContext) is not null) return LocalRedirect(Identity.Own.ProofModel.Before(Request));
        (Reader, Categories) = (Identity.Staff.Of(User), categories.Now());
        var rows = await Find(Chosen.In(List, Reader.Id, Today) with { Limit = MattersXlsx.MostRows + 1 });
        var list = casework.List([.. rows.Take(MattersXlsx.MostRows)]);
        return File(
            MattersXlsx.Of(list, rows.Count > MattersXlsx.MostRows, Tell), MattersXlsx.ContentType,
            Tell($"信访事项-{Words.Label(List)}-{Today:yyyyMMdd}.xlsx"));
    }

    private string Tell(Phrase phrase) => Language.Reader.Tell(HttpContext, phrase);

    private MatterFilter Chosen => new(Stage is { } stage ? [stage] : null, Normal(Number), UnitCode, Category: CategoryTyped is null ? null : Category?.Prefix ?? NoCategory);

    // What was typed is no category: nothing is in it.
    private const string NoCategory = "-";

    private Task<IReadOnlyList<ListedMatter>> Find(MatterFilter filter) =>
        filter.IsByTerm ? queries.ByDue(Reader.Viewer, filter) : queries.List(Reader.Viewer, filter);

    /// <summary>Where the list is to be had as a spreadsheet.</summary>
    public string XlsxAddress => Address(List) is var page && page.Contains('?') ? page + "&handler=xlsx" : page + "?handler=xlsx";

    /// <summary>How many wait: terms where the list is about terms, else matters.</summary>
    public static Phrase CountText(WorkList list, int count) => list is WorkList.FallingDue or WorkList.Overdue or WorkList.Requests
        ? (Phrase)$"{MatterQueries.CountText(count)}项"
        : $"{MatterQueries.CountText(count)}件";

    /// <summary>This list, or another under the same filters.</summary>
    public string Address(WorkList list, string? after = null) => "/staff/matters" + QueryString.Create(new Dictionary<string, string?>
    {
        ["list"] = list == WorkList.All ? null : Words.Of(list),
        ["stage"] = StageWord,
        ["unit"] = UnitCode,
        ["number"] = Number,
        ["category"] = CategoryTyped,
        ["after"] = after,
    }.Where(p => p.Value is not null));

    // A matter's number is its petition's with a suffix; either may be typed, or the national system's, in full-width characters too.
    private static string? Normal(string? typed)
    {
        if (typed is null) return null;
        if (PetitionNumber.Parse(typed) is { } petition) return petition;
        var dash = typed.TrimEnd().LastIndexOfAny(['-', '－', '—', '–']);
        return dash > 0 && PetitionNumber.Parse(typed[..dash]) is { } number
            ? $"{number}-{typed[(dash + 1)..].Trim().Normalize(System.Text.NormalizationForm.FormKC)}"
            : NationalNumber.Parse(typed) ?? typed.Trim();
    }
}
