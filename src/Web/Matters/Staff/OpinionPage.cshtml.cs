using Microsoft.AspNetCore.Mvc;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Matters.Staff;

/// <summary>处理意见 (Art. 32): an answer to each registered request, laid before the unit's head.</summary>
public sealed class OpinionModel(Casework casework) : MatterPage(casework)
{
    public override MatterAct Kind => MatterAct.SubmitOpinion;

    [BindProperty(Name = "outcome")]
    public string?[] Outcomes { get; set; } = [];

    [BindProperty(Name = "reasons")]
    public string?[] Reasons { get; set; } = [];

    [BindProperty(Name = "facts")]
    public string? Facts { get; set; }

    [BindProperty(Name = "basis")]
    public string? Basis { get; set; }

    [BindProperty(Name = "execution")]
    public string? Execution { get; set; }

    [BindProperty(Name = "executeBy")]
    public string? ExecuteBy { get; set; }

    [BindProperty(Name = "changed")]
    public string? Changed { get; set; }

    /// <summary>After a revocation: the opinion that was revoked, and what the review demands; null where none was.</summary>
    public (OpinionSubmitted Opinion, Redo Redo)? Revoked => Case.State.Redo is { } redo && Case.History.Events.Select(r => r.Event)
            .OfType<OpinionApproved>().FirstOrDefault(a => a.DocumentNumber == redo.Opinion) is { } approved
        ? ((OpinionSubmitted)Case.History.Events.Single(r => r.Version == approved.SubmittedVersion).Event, redo)
        : null;

    /// <summary>Why the head sent the last draft back; null where no draft was.</summary>
    public string? ReturnedBecause { get; private set; }

    public string? OutcomeOf(int request) => request < Outcomes.Length ? Outcomes[request] : null;

    public string? ReasonsOf(int request) => request < Reasons.Length ? Reasons[request] : null;

    protected override Task Prepare()
    {
        // Of an opinion that was signed in the end the draft that came back says nothing any more.
        if (Case.State.SubmittedVersion is null)
            ReturnedBecause = (Case.History.Events.Select(r => r.Event).LastOrDefault(e => e is OpinionReturned or OpinionApproved) as OpinionReturned)?.Reason.Value;
        return Task.CompletedTask;
    }

    /// <summary>After a return the last draft stands in the form again.</summary>
    protected override void Prefill()
    {
        if (Case.History.Last<OpinionSubmitted>() is not { } last) return;
        Outcomes = [.. last.Answers.Select(a => Words.Of(a.Outcome))];
        Reasons = [.. last.Answers.Select(a => a.Reasons.Value)];
        Changed = last.Changed.Value;
        (Facts, Basis, Execution) = (last.Facts.Value, last.Basis.Value, last.Execution.Value);
        ExecuteBy = last.ExecuteBy?.ToString("yyyy-MM-dd");
    }

    protected override Decision Decide(Matter matter, Act act) => Opinion.Submit(matter, Draft(), act);

    protected override Phrase Done(Result.Done done) => "处理意见已提交，等待单位负责人审批。";

    private DraftOpinion Draft() => new(
        [.. Case.Requests.Select((request, i) => new DraftAnswer(request.ToString(), Words.TryParse<Outcome>(OutcomeOf(i)), ReasonsOf(i)))],
        Facts, Basis, Execution, DateIn(ExecuteBy))
    {
        Changed = Changed,
        Revoked = Revoked?.Opinion,
    };
}
