using Microsoft.AspNetCore.Mvc;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Web.Search;
using Xinqiao.Web.Serving;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Matters.Staff;

/// <summary>关联: puts a matter beside an earlier one, by a button beside what says nearly the same, or by a number.</summary>
public sealed class LinkModel(Casework casework, SimilarQueries similar, MatterQueries queries, Comparisons comparisons) : MatterPage(casework)
{
    public override MatterAct Kind => MatterAct.Link;

    /// <summary>The button that was pressed; null where a number was typed.</summary>
    [BindProperty(Name = LinkChoice.Field)]
    public string? Chosen { get; set; }

    [BindProperty(Name = "number")]
    public string? Number { get; set; }

    [BindProperty(Name = "kind")]
    public string? KindWord { get; set; }

    public SimilarPanel Panel { get; private set; } = null!;

    protected override async Task Prepare() => Panel = new SimilarPanel(
        await similar.FindLike(Case.Staff.Viewer, Case.Id, Case.State.Petition), $"{Case.Path}/link?handler=same");

    public override async Task<IActionResult> OnPostAsync(string id)
    {
        if (!await Open(id)) return NotFound();
        var choice = LinkChoice.Read(Chosen);
        var kind = choice?.Kind ?? Words.TryParse<LinkKind>(KindWord);
        return await Act(choice?.Earlier ?? await Numbered(), (matter, earlier, act) => Linking.Link(matter, earlier, kind, act), Done);
    }

    /// <summary>核对是否同一信访人: of one that says nearly the same.</summary>
    public async Task<IActionResult> OnPostSameAsync(string id, [FromForm(Name = Comparisons.Field)] string? earlier)
    {
        if (!await Open(id)) return NotFound();
        if (!await FormToken.IsFresh(HttpContext)) return Again([StaleForm]);
        var found = Panel.Answer!.Found.FirstOrDefault(f => f.Row.Id == earlier);
        var (answer, refusals) = await comparisons.Ask(Case.Staff, Case.Id, new StreamId(earlier ?? ""), found?.Likeness);
        if (refusals.Any(r => r.Code == "sealed")) return NotFound();
        if (answer is null) return Again(refusals);
        Panel = Panel with { Compared = (earlier!, answer.Value) };
        return Page();
    }

    // Without another matter: whether anything can be linked at all.
    protected override Decision Decide(Matter matter, Act act) => Linking.Link(matter, null, null, act);

    protected override Phrase Done(Result.Done done)
    {
        var link = done.Events.Select(e => e.Event).OfType<MatterLinked>().Single();
        return $"已关联为{link.EarlierNumber}的{Words.Label(link.Kind)}。";
    }

    // Of a petition with several matters, the first.
    private async Task<StreamId?> Numbered()
    {
        if (string.IsNullOrWhiteSpace(Number)) return null;
        var found = await queries.List(Case.Staff.Viewer, new MatterFilter(Number: Number.Trim()));
        return found.Count == 0 ? null : new StreamId(found[^1].Id);
    }
}
