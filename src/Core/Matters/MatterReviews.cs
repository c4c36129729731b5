namespace Xinqiao.Core.Matters;

/// <summary>What reviews change.</summary>
public sealed partial record Matter
{
    private Matter Review(Recorded recorded) => recorded.Event switch
    {
        ReviewAsked e => this with
        {
            Reviews =
            [
                .. Reviews,
                new Reviewing(e.Level, e.Opinion, e.Organ, e.Unit, e.ReceivedOn, e.InTime, recorded.Version) { MadeOn = e.PostedOn ?? e.ReceivedOn },
            ],
        },
        ReviewTaken => Open(r => r with { TakenOn = r.TakenOn ?? recorded.Day, Reviewer = recorded.By, SubmittedVersion = null }),
        ReviewRefused e => Open(r => r with { DocumentNumber = e.DocumentNumber, SubmittedVersion = null, Effect = null }) with
        {
            Documents = Issue(recorded, (DocumentKind.ReviewRefusal, e.DocumentNumber)),
        },
        ReviewSubmitted e => Open(r => r with { SubmittedVersion = recorded.Version, Effect = e.Effect }),
        ReviewWithdrawn => Open(r => r with { WithdrawnOn = recorded.Day, EndedOn = recorded.Day, SubmittedVersion = null, Effect = null }),
        HearingNoticed e => Open(r => r with { HearingFrom = e.ServedOn }),
        HearingCancelled => Open(r => r with { HearingFrom = null }),
        HearingReported e => Open(r => r with { HearingUntil = e.SignedOn }),
        ReviewReturned => Open(r => r with { SubmittedVersion = null, Effect = null }),
        ReviewApproved e => Open(r => r with
        {
            DocumentNumber = e.DocumentNumber,
            Onward = e.FinalOrgan is { } organ ? new ReviewRoute(organ, e.FinalUnit) : null,
        }) with
        {
            Documents = Issue(recorded, (ReviewWork.DocumentOf(e.Level), e.DocumentNumber)),
        },
        ReviewRecorded e => (this with
        {
            Reviews =
            [
                .. Reviews,
                new Reviewing(e.Level, e.Opinion, e.Organ, null, e.ServedOn, InTime: true, recorded.Version)
                {
                    DocumentNumber = e.Number,
                    Effect = e.Effect,
                    Onward = e.FinalOrgan is { } organ ? new ReviewRoute(organ, null) : null,
                },
            ],
        }).End(e.Number, e.ServedOn, recorded),
        _ => throw Misfit(recorded),
    };

    private Matter Serve(DocumentServed e, Recorded recorded) => (this with
    {
        Documents = [.. Documents.Select(d => d.Number == e.DocumentNumber ? d with { ServedOn = e.ServedOn } : d)],
    }).End(e.DocumentNumber, e.ServedOn, recorded);

    // What was decided holds from the day it was served.
    private Matter End(string number, DateOnly on, Recorded recorded)
    {
        if (Reviews.FirstOrDefault(r => r.IsOpen && r.DocumentNumber == number) is not { } ending) return this;
        var m = this with { Reviews = [.. Reviews.Select(r => r == ending ? r with { EndedOn = on } : r)] };
        return ending switch
        {
            { Outcome: ReviewOutcome.Revoke, Effect.RedoDays: { } days } => m.WithoutExecution().TakenDown(recorded) with
            {
                Documents = [.. m.Documents.Select(d => d.Number == ending.Opinion ? d with { RevokedOn = on } : d)],
                Redo = new Redo(on, on.AddDays(days), ending.Organ, ending.Opinion, ending.Level),
                SubmittedVersion = null,
                OpinionRoute = null,
                IsRated = false,
                RatedOn = null,
            },
            { Outcome: ReviewOutcome.Change, Effect: { } effect } => m.WithoutExecution().TakenDown(recorded) with
            {
                Supports = effect.Supports,
                ExecuteBy = effect.ExecuteBy,
            },
            _ => m,
        };
    }

    private Matter WithoutExecution() => this with
    {
        FormerExecution = this is { ClosedOn: { } closed, Supports: true, ExecuteBy: { } by } ? new FormerExecution(closed, by, ExecutedOn) : FormerExecution,
        Supports = false,
        ExecuteBy = null,
        ExecutedOn = null,
    };

    private Matter Open(Func<Reviewing, Reviewing> change) => this with { Reviews = [.. Reviews.Select(r => r.IsOpen ? change(r) : r)] };
}
