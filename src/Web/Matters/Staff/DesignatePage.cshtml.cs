using Microsoft.AspNetCore.Mvc;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Web.Identity;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Matters.Staff;

/// <summary>指定承办人: the unit's head names who handles it.</summary>
public sealed class DesignateModel(Casework casework, People people) : MatterPage(casework)
{
    public override MatterAct Kind => MatterAct.Designate;

    [BindProperty(Name = "handler")]
    public string? Handler { get; set; }

    /// <summary>The handlers of the unit that holds the matter.</summary>
    public IReadOnlyList<Person> Handlers { get; private set; } = [];

    /// <summary>Who has it in hand now; null where nobody has.</summary>
    public string? Current => Handlers.FirstOrDefault(p => p.Id == Case.State.Holder)?.Name;

    protected override async Task Prepare() =>
        Handlers = [.. (await people.All()).Where(p => p.Role == Words.Of(Role.Handler) && p.Unit == Case.State.Dispatch?.Unit && !Case.State.IsInterested(p.Id))];

    protected override Decision Decide(Matter matter, Act act) =>
        Dispatch.Designate(matter, Handlers.FirstOrDefault(p => p.Id == Handler)?.ToStaff().Actor, act);

    protected override Phrase Done(Result.Done done) => "承办人已指定。";
}
