using Microsoft.AspNetCore.Mvc;
using Xinqiao.Core;
using Xinqiao.Core.Matching;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Web.Matters.Staff;
using Xinqiao.Web.Storage;
using Xinqiao.Web.Suggestions;
using Xinqiao.Web.Units;

namespace Xinqiao.Web.Petitions.Staff;

/// <summary>登记 of what was filed online: the petitioner's words beside the officer's form.</summary>
public sealed class RegisterOnlineModel(
    Casework casework, UnitQueries units, CategoryQueries categories, CaseReader reader, Suggesting suggesting) : MatterPage(casework)
{
    public override MatterAct Kind => MatterAct.Register;

    [BindProperty(Name = "purpose")]
    public string? Purpose { get; set; }

    [BindProperty(Name = "domain")]
    public string? Domain { get; set; }

    [BindProperty(Name = "place")]
    public string? Place { get; set; }

    [BindProperty(Name = "summary")]
    public string? Summary { get; set; }

    [BindProperty(Name = "requests")]
    public string? Requests { get; set; }

    [BindProperty(Name = "suspectedAccusation")]
    public string? Suspected { get; set; }

    [BindProperty(Name = "suspicionReason")]
    public string? SuspicionReason { get; set; }

    public PetitionFiled Filed { get; private set; } = null!;
    public Choices Choices { get; private set; } = null!;

    public Suggested Suggested { get; private set; } = null!;

    public Classification Typed =>
        new(Choices, Purpose, Domain, Place, Summary, Requests, Suspected is not null, SuspicionReason);

    protected override async Task Prepare()
    {
        Choices = new Choices(await units.All(), categories.Now(), Case.Today);
        Filed = (await reader.Petition(Case.State.Petition))!.Last<PetitionFiled>()!;
        Suggested = await suggesting.Domain(
            MatterText.Of(Filed.Title.Value, Filed.Narrative.Value, Filed.Request.Value), Typed.IsAccusation, Choices.Known, Case.Today,
            $"{Case.Path}/register?handler=take", "register");
    }

    /// <summary>Fills in what was suggested, which somebody then sends or changes.</summary>
    public Task<IActionResult> OnPostTakeAsync(string id, [FromForm(Name = "suggested")] string? suggested) => Refill(id, () =>
    {
        Domain = suggested;
        ViewData["Focus"] = "domain";
    });

    protected override void Prefill()
    {
        (Purpose, Place, Summary) = (Words.Of(Case.State.Purpose), Case.State.Place, Filed.Title.Value);
        Requests = string.Join('\n', Registration.RequestsIn(Filed.Request.Value));
    }

    protected override Decision Decide(Matter matter, Act act) => Registration.Register(
        matter,
        new RegisterMatter(
            Words.TryParse<Purpose>(Purpose), Domain, Place, Summary, Registration.RequestsIn(Requests), Suspected is not null,
            SuspicionReason),
        act, Choices.Known, Choices.PlaceCodes);

    private bool IsSealed { get; set; }

    // A sealed matter is behind the gate now, for whoever registered it too.
    protected override string Next => IsSealed ? "/staff/matters" : Case.Path;

    protected override Phrase Done(Result.Done done)
    {
        IsSealed = done.Events.Any(e => e.Event is MatterSealed);
        return IsSealed ? "已登记并按密件处理，交纪检监察联络员。" : "已登记。下一步：转送有权处理的单位。";
    }
}
