using System.Security.Claims;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Citizens;
using Xinqiao.Web.Language;
using Xinqiao.Web.Notices;
using Xinqiao.Web.Petitions;
using Xinqiao.Web.Storage;
using Xinqiao.Web.Units;

namespace Xinqiao.Web.Matters.Staff;

/// <summary>A matter as a page shows it, to somebody whom the gate let in.</summary>
/// <param name="Lead">The unit it was forwarded to, as it is today; null before.</param>
public sealed record OpenCase(
    Identity.Staff Staff, ListedMatter Listed, History<Matter> History, Unit Office, Unit? Lead, Act Asked)
{
    public StreamId Id => State.Id;
    public Matter State => History.State;
    public DateOnly Today => Asked.Today;
    public Phrase Title => Written.Title(Listed.Title);
    public string Path => $"/staff/matters/{Id}";

    /// <summary>Its own page, to whoever may see it: of what is sealed the liaison's.</summary>
    public string Page => State.Sealed ? $"/sealed/{Id}" : Path;

    /// <summary>What of who petitions is open to whoever looks, at this moment.</summary>
    public IdentityView Identity => IdentityView.Granted(State, Staff.Viewer, Asked.RecordedAt);

    /// <summary>Whether the gate opens a part of it to whoever looks.</summary>
    public bool Shows(Part part) => Gate.Opens(Staff.Viewer, State, part);

    public PossibleAct Possible(MatterAct act) => PossibleActs.Of(act, State, Office, Lead, Asked);

    public IReadOnlyList<PossibleAct> Acts => PossibleActs.For(State, Office, Lead, Asked);

    /// <summary>文号 of a document that an act has just issued.</summary>
    public string Number(Result.Done done, DocumentKind kind) =>
        done.Events.Aggregate(State, Matter.Apply).Document(kind)?.Number ?? "";

    /// <summary>The requests as they were registered; each must be answered.</summary>
    public IReadOnlyList<Phrase> Requests =>
        [.. (History.Last<MatterRegistered>()?.Requests ?? []).Select(Written.Of)];
}

/// <summary>The way from a reader to a case and from a form to an act: the gate first, then the case, then the decider.</summary>
public sealed class Casework(CaseStore store, CaseReader reader, MatterQueries queries, UnitQueries units, CategoryQueries categories, Outbox outbox)
{
    public DateOnly Today => Shanghai.DateOf(store.Clock.GetUtcNow());

    public Calendar Calendar => store.Calendar;

    public MatterRows List(IReadOnlyList<ListedMatter> rows) => new(rows, Today, Calendar, categories.Now());

    /// <summary>Null where there is no such matter or the gate is closed: alike, so that nobody learns which.</summary>
    public async Task<OpenCase?> Open(ClaimsPrincipal user, string id)
    {
        var staff = Identity.Staff.Of(user);
        var matter = new StreamId(id);
        if (await queries.Find(staff.Viewer, matter) is not { } listed) return null;
        if (await reader.Matter(matter) is not { } history || !Gate.Opens(staff.Viewer, history.State, Part.Existence)) return null;
        var all = await units.Ever();
        // As the store reckons: a clock that was put back does not undo what is recorded.
        var now = store.Clock.GetUtcNow();
        if (now < history.State.LastAt) now = history.State.LastAt;
        if (IdentityView.Granted(history.State, staff.Viewer, now) is { IsEmpty: false } view) history = (await reader.Matter(matter, view))!;
        return new OpenCase(
            staff, listed, history, all.First(u => u.Kind == UnitKind.PetitionOffice),
            all.FirstOrDefault(u => u.Code == history.State.Dispatch?.Unit),
            new Act(staff.Actor, now, PrivateText.Absent, store.Rules, static _ => 0));
    }

    public Task<Result> Act(OpenCase open, Func<Matter, Act, Decision> decide) => Act(open, null, (matter, _, act) => decide(matter, act));

    /// <param name="other">Another matter that the act looks at; the decider gets null where there is none of that id.</param>
    public async Task<Result> Act(OpenCase open, StreamId? other, Func<Matter, Matter?, Act, Decision> decide)
    {
        var result = await store.Act(
            new Intent(open.Staff.Actor, (cases, act) =>
            {
                // Asked again of the matter as it is under the lock: it may have been closed since the page was opened.
                var matter = cases.Matter(open.Id);
                return Gate.Opens(open.Staff.Viewer, matter, Part.Existence)
                    ? decide(matter, other is { } id ? cases.Find(id)?.Matter : null, act)
                    : Sealing.Refuse();
            })
            {
                Streams = other is { } also ? [open.Id, also] : [open.Id],
            });
        if (result is Result.Done done) await TellWhatWaits(open, done);
        return result;
    }

    // A document was laid on the platform, or a request answered: the petitioner is told that something waits, never what.
    private async Task TellWhatWaits(OpenCase open, Result.Done done)
    {
        var events = done.Events.Where(e => e.Event.Stream == open.Id).ToList();
        var after = events.Aggregate(open.State, Matter.Apply);
        var answered = events.Any(e => e.Event is InformationAnswered);
        if (!answered && !PortalOpening.Waiting(after).Any(d => events.Any(e => e.Version == d.Version))) return;
        var (petition, now) = ((await reader.Petition(open.State.Petition, IdentityView.OfPlatform))!.Events, store.Clock.GetUtcNow());
        var contact = Contact.Of(petition.AsItStands().Party);
        if (contact is not null) await outbox.Put(answered ? Messages.AnswerWaits(contact, now) : Messages.SomethingWaits(contact, now));
        if (done.Events.FirstOrDefault(e => e.Event is PartyCorrected) is not { } corrected) return;
        // Whoever had the old number or address learns of it there: that it was changed by somebody else does not stay unnoticed.
        var former = Contact.Of(petition.Where(e => e.Position < corrected.Position).AsItStands().Party);
        if (former is not null && former != contact) await outbox.Put(Messages.ContactCorrected(former, now));
    }
}
