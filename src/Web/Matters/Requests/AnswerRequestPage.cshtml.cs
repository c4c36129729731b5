using Microsoft.AspNetCore.Mvc;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Web.Matters.Staff;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Matters.Requests;

/// <summary>答复个人信息请求: the one that waits longest is granted, granted in part, or refused with its grounds.</summary>
public sealed class AnswerRequestModel(Casework casework, CaseReader reader, CaseStore store) : MatterPage(casework)
{
    private bool anonymous;

    public override MatterAct Kind => MatterAct.AnswerRequest;

    /// <summary>Version of the event that asked: an answer belongs to the request that was read.</summary>
    [BindProperty(Name = "request")]
    public int? AskedVersion { get; set; }

    [BindProperty(Name = "result")]
    public string? Word { get; set; }

    [BindProperty(Name = "reply")]
    public string? Reply { get; set; }

    [BindProperty(Name = "name")]
    public string? Name { get; set; }

    [BindProperty(Name = "phone")]
    public string? Phone { get; set; }

    [BindProperty(Name = "address")]
    public string? Address { get; set; }

    [BindProperty(Name = "email")]
    public string? Email { get; set; }

    /// <summary>Null where none waits.</summary>
    public InformationView? Asked =>
        InformationView.Of(Case.History, store.Rules).FirstOrDefault(v => v.Asked.Version == InformationRequests.Next(Case.State)?.Version);

    // What opens the petitioner's own acts is not changed at a browser that was left open.
    protected override bool WantsProof => InformationRequests.Next(Case.State)?.Right == InformationRight.Correct;

    protected override async Task Prepare() =>
        anonymous = (await reader.Petition(Case.State.Petition))!.State.Anonymous;

    public override async Task<IActionResult> OnPostAsync(string id) => await Open(id)
        ? await Act(Case.State.Petition, (matter, _, act) => Decide(matter, act), Done)
        : NotFound();

    protected override Decision Decide(Matter matter, Act act) => InformationRequests.Answer(
        matter,
        new InformationReply(AskedVersion, Words.TryParse<InformationResult>(Word), Reply, new PartyChange(Name, Phone, Address, Email)),
        anonymous, Case.Office, act);

    protected override Phrase Done(Result.Done done) => (Phrase)$"已答复（{((InformationAnswered)done.Events[0].Event).DocumentNumber}），信访人登录后可以看到。";

    protected override string Next => Case.Page;
}
