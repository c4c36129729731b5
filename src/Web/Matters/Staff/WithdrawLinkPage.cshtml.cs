using Microsoft.AspNetCore.Mvc;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Matters.Staff;

/// <summary>撤销关联: a link that was a mistake, with the reason.</summary>
public sealed class WithdrawLinkModel(Casework casework, LinkQueries queries) : MatterPage(casework)
{
    public override MatterAct Kind => MatterAct.WithdrawLink;

    [BindProperty(Name = "earlier")]
    public string? Earlier { get; set; }

    [BindProperty(Name = "reason")]
    public string? Reason { get; set; }

    /// <summary>Those whoever looks may see.</summary>
    public IReadOnlyList<LinkedMatter> Links { get; private set; } = [];

    protected override async Task Prepare() =>
        Links = [.. (await queries.Of(Case.Staff.Viewer, Case.Id)).Where(l => l is { IsEarlier: true, IsOpen: true })];

    public override async Task<IActionResult> OnPostAsync(string id) => await Open(id)
        ? await Act(
            string.IsNullOrEmpty(Earlier) ? null : new StreamId(Earlier),
            (matter, earlier, act) => Linking.Withdraw(matter, earlier, Reason, act), Done)
        : NotFound();

    protected override Decision Decide(Matter matter, Act act) => Linking.Withdraw(matter, null, Reason, act);

    protected override Phrase Done(Result.Done done) => "关联已撤销。";
}
