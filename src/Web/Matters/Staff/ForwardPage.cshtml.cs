using Microsoft.AspNetCore.Mvc;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Web.Storage;
using Xinqiao.Web.Units;

namespace Xinqiao.Web.Matters.Staff;

/// <summary>转送 (Art. 22(1)).</summary>
public sealed class ForwardModel(Casework casework, UnitQueries units, CaseReader reader) : MatterPage(casework)
{
    public override MatterAct Kind => MatterAct.Forward;

    [BindProperty(Name = "unit")]
    public string? To { get; set; }

    [BindProperty(Name = "note")]
    public string? Note { get; set; }

    /// <summary>Units that can be forwarded to, grouped as the district is.</summary>
    public IReadOnlyList<(string Group, IReadOnlyList<Unit> Units)> Groups { get; private set; } = [];

    /// <summary>The unit the petitioner believes competent, where it can be forwarded to.</summary>
    public Unit? Named { get; private set; }

    private Unit? Chosen => Groups.SelectMany(g => g.Units).FirstOrDefault(u => u.Code == To);

    protected override async Task Prepare()
    {
        var all = await units.All();
        Groups =
        [
            .. new[] { UnitKind.Department, UnitKind.Street, UnitKind.Zone }
                .Select(kind => (Words.Label(kind), (IReadOnlyList<Unit>)[.. all.Where(u => u.Kind == kind)])),
        ];
        var petition = await reader.Petition(Case.State.Petition);
        Named = Groups.SelectMany(g => g.Units).FirstOrDefault(u => u.Code == petition?.State.UnitNamed);
    }

    protected override void Prefill() => To = Named?.Code;

    protected override Decision Decide(Matter matter, Act act) => Dispatch.Forward(matter, Chosen, Note, Case.Office, act);

    protected override string Done(Result.Done done) => $"已转送{Chosen!.Name}，转送函和告知去向的回执已制发。";
}
