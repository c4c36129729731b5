using Microsoft.AspNetCore.Mvc;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Web.Identity;
using Xinqiao.Web.Storage;
using Xinqiao.Web.Units;

namespace Xinqiao.Web.Matters.Staff;

/// <summary>登记被反映单位 (Art. 30(3)): to the units named, their line and the staff named the matter is closed from now on.</summary>
public class ComplainedOfModel(Casework casework, UnitQueries units, People people) : MatterPage(casework)
{
    private IReadOnlyList<Unit> all = [];
    private bool closesItself;

    public override MatterAct Kind => MatterAct.NameComplainedOf;

    [BindProperty(Name = "unit")]
    public string? UnitCode { get; set; }

    /// <summary>Names that the petition holds something against, one a line. They are compared with the office's staff and not kept.</summary>
    [BindProperty(Name = "accused")]
    public string? Accused { get; set; }

    [BindProperty(Name = "reason")]
    public string? Reason { get; set; }

    /// <summary>Members of staff of that name.</summary>
    private IReadOnlyList<PostHolder> found = [];

    public Recipients Recipients { get; private set; } = Recipients.None;

    /// <summary>Those named before, by their present names.</summary>
    public IReadOnlyList<string> Named { get; private set; } = [];

    protected override string Next => closesItself ? "/desk" : Case.Page;

    protected override async Task Prepare()
    {
        all = await units.All();
        Recipients = Recipients.Of(all, null, Case.State);
        Named = [.. all.Where(u => Case.State.RelationOfUnit(u.Code) == Relation.ComplainedOf).Select(u => u.Name)];
        var names = (Accused ?? "").Split(['\n', '、', '，', ','], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        found = names.Length == 0
            ? []
            : [.. (await people.All()).Where(p => names.Contains(p.Name)).Select(p => new PostHolder(p.Id, p.Name, Words.Parse<Role>(p.Role), p.Unit))];
    }

    protected override Decision Decide(Matter matter, Act act) => Conflict.Name(
        matter, string.IsNullOrEmpty(UnitCode) ? [] : [Recipients.Find(UnitCode)], found, Reason, all, act);

    protected override Phrase Done(Result.Done done)
    {
        closesItself = done.Events.Any(e => e.Event is InterestRecorded i && i.Person == Case.Staff.Id);
        var staff = done.Events.Count(e => e.Event is InterestRecorded);
        return staff == 0
            ? (Phrase)"已登记被反映单位，该事项不再向其和其上下级显示。"
            : $"已登记，{staff}名工作人员须回避，该事项不再向其显示。";
    }
}
