using Microsoft.AspNetCore.Mvc;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Matters.Staff;

/// <summary>异议 (Art. 23(3)): within five working days, with reasons; the unit stays owner until it is decided.</summary>
public sealed class ObjectModel(Casework casework) : MatterPage(casework)
{
    public override MatterAct Kind => MatterAct.Object;

    [BindProperty(Name = "reason")]
    public string? Reason { get; set; }

    [BindProperty(Name = "mandateBasis")]
    public string? MandateBasis { get; set; }

    [BindProperty(Name = "proposedOrgan")]
    public string? ProposedOrgan { get; set; }

    public DateOnly Received => Case.State.Dispatch!.CountsFrom;

    /// <summary>It was signed for too late, or not at all: the days counted before.</summary>
    public bool IsPresumed => Case.State.Dispatch!.ReceivedOn != Received;

    /// <summary>The five working days as the deadlines reckon them.</summary>
    public Term? Term => Deadlines.Of(Case.State, Case.Asked.Rules).FirstOrDefault(d => d.Clock.Id == ClockId.Objection)?.Term;

    protected override Decision Decide(Matter matter, Act act) =>
        Objection.File(matter, new FileObjection(Reason, MandateBasis, ProposedOrgan), Case.Lead!, act);

    protected override Phrase Done(Result.Done done) =>
        $"异议已提出，异议书{Case.Number(done, DocumentKind.Objection)}已制发。审核期间仍由本单位负责，告知期限照常计算。";
}
