using CsCheck;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Core.Regulation;
using Xinqiao.Core.Tests.Events;
using Xunit;

namespace Xinqiao.Core.Tests.Matters;

/// <summary>
/// Whatever anybody tries, in whatever order and on whatever day: refusals cite their article, a matter always has an owner who
/// can take it onward, and the recorded events alone tell its state.
/// </summary>
public class WalkTests
{
    private static void Always(Action<Walked> holds) => Walk.Any.Sample(walk => holds(walk.Go()), iter: Walk.Count);

    [Fact]
    public void Every_refusal_cites_an_article_and_says_why() => Always(walked =>
    {
        foreach (var decision in walked.Decisions)
            if (decision is Decision.Refused { Refusals: var refusals })
            {
                Assert.NotEmpty(refusals);
                Assert.All(refusals, r => Assert.True(
                    r.Basis.Law != "" && r.Code != "" && r.Code.All(c => char.IsAsciiLetterLower(c) || c == '-') && r.Reason.ToString().EndsWith('。'),
                    r.ToString()));
            }
    });

    [Fact]
    public void Every_stage_but_an_end_has_an_owner_who_can_take_the_matter_onward() => Always(walked =>
    {
        var given = walked.Given;
        for (var steps = 0; steps < 20; steps++)
        {
            if (Way.IsEnd(given.Matter)) return;
            // A rating is a right, not a duty; once its window is closed the matter rests.
            if (given.Matter.Stage == Stage.Served
                && given.Today > Rating.WindowCloses(given.Matter.ServedOn(DocumentKind.Opinion)!.Value)) return;
            var (was, version) = (given.Matter.Stage, given.Matter.Version);
            Way.Onward(given);
            Assert.True(given.Matter.Version > version, was.ToString());
        }

        Assert.Fail("The matter goes round in a circle.");
    });

    [Fact]
    public void A_dispatched_matter_always_has_exactly_one_unit_and_changes_it_only_with_a_consented_objection() => Always(walked =>
    {
        for (var i = 1; i < walked.States.Count; i++)
        {
            var (before, after) = (walked.States[i - 1], walked.States[i]);
            if (after.Sealed) Assert.NotEqual(Relation.Lead, Gate.RelationOf(new Viewer(Role.Handler, after.Dispatch?.Unit ?? "ZJ"), after));
            if (before.Dispatch is not { } was) continue;
            Assert.NotNull(after.Dispatch);
            if (after.Dispatch.Unit == was.Unit) continue;
            var events = Assert.IsType<Decision.Accepted>(walked.Decisions[i - 1]).Events;
            Assert.True(events is [ObjectionDecided { Consented: true }, MatterDispatched sent] && sent.Unit == after.Dispatch.Unit);
        }
    });

    [Fact]
    public void A_handover_changes_the_holder_and_nothing_else_and_leaves_nothing_without_one() => Always(walked =>
    {
        for (var i = 1; i < walked.States.Count; i++)
        {
            if (walked.Decisions[i - 1] is not Decision.Accepted { Events: [MatterHandedOver passed] }) continue;
            var (before, after) = (walked.States[i - 1], walked.States[i]);
            Assert.Equal((passed.From, passed.To), (before.Holder, after.Holder));
            Assert.Equal(before with { Holder = after.Holder, Version = after.Version, LastAt = after.LastAt, Hands = after.Hands }, after);
        }
    });

    [Fact]
    public void A_public_answer_is_of_an_ordinary_matter_that_was_answered_and_never_comes_back_by_itself() => Always(walked =>
    {
        for (var i = 1; i < walked.States.Count; i++)
        {
            var (before, after) = (walked.States[i - 1], walked.States[i]);
            if (after.Published is not { IsPublic: true }) continue;
            Assert.True(after is { Sealed: false, ClosedOn: not null, PendingObjection: null, WithdrawnOn: null, Purpose: Purpose.Request or Purpose.Suggestion });
            if (before.Published is { IsPublic: true }) continue;
            Assert.True(before.Published is not { PetitionerObjects: true });
            Assert.Single(Assert.IsType<Decision.Accepted>(walked.Decisions[i - 1]).Events.OfType<AnswerPublished>());
        }
    });

    [Fact]
    public void Nobody_reviews_what_they_had_in_hand_before_and_nobody_signs_what_they_drafted() => Always(walked =>
    {
        var reviews = walked.Given.Matter.Reviews;
        foreach (var recorded in walked.Given.OfMatter.Where(r => r.Event is ReviewTaken or ReviewSubmitted or ReviewApproved or ReviewRefused or ReviewReturned))
        {
            var asked = reviews.Last(r => r.Version < recorded.Version);
            Assert.DoesNotContain(walked.Given.OfMatter, r => r.By == recorded.By && r.Version < recorded.Version
                && (r.Role is not (Role.Reviewer or Role.ReviewHead) || reviews.Last(x => x.Version < r.Version && x.Unit == r.Office).Level != asked.Level));
            Assert.Equal(asked.Unit, recorded.Office);
            if (recorded.Event is ReviewApproved e) Assert.NotEqual(recorded.By, walked.Given.OfMatter.Single(r => r.Version == e.SubmittedVersion).By);
        }
    });

    [Fact]
    public void An_opinion_counts_until_a_review_that_revoked_it_was_served_and_the_unit_answers_anew() => Always(walked =>
    {
        for (var i = 1; i < walked.States.Count; i++)
        {
            var (before, after) = (walked.States[i - 1], walked.States[i]);
            if (before.ClosedOn is null || after.ClosedOn is not null) continue;
            var last = after.Reviews[^1];
            Assert.Equal((ReviewOutcome.Revoke, false), (last.Outcome, last.IsOpen));
            Assert.Equal((last.EndedOn, last.Opinion), (after.Redo?.On, after.Redo?.Opinion));
            Assert.Equal(Stage.InHand, after.Stage);
            Assert.Contains(Deadlines.Of(after, walked.Given.Rules), d => d is { Clock.Id: ClockId.Redo, IsOpen: true });
            Assert.Equal(before.FirstClosedOn, after.FirstClosedOn);
        }
    });

    // Otherwise the properties would hold of nothing but the first stages. A rare turn may need many walks to be seen.
    [Fact]
    public void The_walks_come_to_every_stage_and_every_event()
    {
        var stages = new System.Collections.Concurrent.ConcurrentDictionary<Stage, int>();
        var events = new System.Collections.Concurrent.ConcurrentDictionary<Type, int>();
        // An erasure is no turn of a matter's, nor is a reading or a disclosure, and a report of retaliation begins one; they have histories of their
        // own; what is destroyed has ended long before (RetainingTests, ErasingTests, IdentityAccessTests, PassingOnTests, RetaliationTests).
        Type[] beside =
        [
            typeof(ErasureAsked), typeof(ErasureApproved), typeof(ErasureRefused), typeof(IdentityOpened), typeof(DisclosureAsked),
            typeof(DisclosureApproved), typeof(DisclosureRefused), typeof(IdentityDisclosed), typeof(RetaliationReported), typeof(MatterDestroyed),
        ];
        var everyEvent = SampleEvents.Types.Where(t => t.IsSubclassOf(typeof(MatterEvent))).Except(beside).ToList();
        for (var round = 0; round < 500 && (stages.Count < Words.All<Stage>().Count() || events.Count < everyEvent.Count); round++)
        {
            Walk.Any.Sample(walk =>
            {
                var walked = walk.Go();
                foreach (var s in walked.States) stages.AddOrUpdate(s.Stage, 1, (_, n) => n + 1);
                foreach (var e in walked.Given.OfMatter) if (!beside.Contains(e.Event.GetType())) events.AddOrUpdate(e.Event.GetType(), 1, (_, n) => n + 1);
            }, iter: 2_000);
        }

        Assert.Equal(Words.All<Stage>().Order(), stages.Keys.Order());
        Assert.Equal(everyEvent.Select(t => t.Name).Order(), events.Keys.Select(t => t.Name).Order());
    }

    [Fact]
    public void Refused_acts_record_nothing_and_use_up_no_number() => Always(walked =>
    {
        var (given, decisions, states) = walked;
        Assert.Equal(
            decisions.OfType<Decision.Accepted>().Sum(d => d.Events.Count), given.OfMatter.Count - states[0].Version);
        var numbers = given.Matter.Documents.Select(d => d.Number)
            .Concat(given.OfMatter.Select(r => r.Event).OfType<InformationAnswered>().Select(e => e.DocumentNumber))
            .Concat(given.OfMatter.Select(r => r.Event).OfType<ExtractPassed>().Select(e => e.DocumentNumber)).ToList();
        Assert.Distinct(numbers);
        foreach (var organ in numbers.GroupBy(n => n[..(n.IndexOf('〕') + 1)]))
            Assert.Equal(Enumerable.Range(1, organ.Count()), organ.Select(n => int.Parse(n[(n.IndexOf('〕') + 1)..^1])).Order());
    });

    [Fact]
    public void The_stored_events_alone_tell_the_state() => Always(walked =>
    {
        var given = walked.Given;
        var folded = Stored.Fold(given.OfMatter, erased: false);
        Assert.Equal(given.Matter.Documents, folded.Documents);
        Assert.Equal(given.Matter.Objections, folded.Objections);
        Assert.Equal(given.Matter.Barred, folded.Barred);
        Assert.Equal(given.Matter.Links, folded.Links);
        Assert.Equal(given.Matter.SamenessQuestions, folded.SamenessQuestions);
        Assert.Equal(given.Matter.Passed, folded.Passed);
        Assert.Equal(given.Matter.InformationRequests, folded.InformationRequests);
        Assert.Equal(given.Matter.Reviews, folded.Reviews);
        Assert.Equal(given.Matter.Hands, folded.Hands);
        Assert.Equal(Bare(given.Matter), Bare(folded));
        Assert.Equal(given.Petition, given.OfPetition.Select(r => Stored.Again(r, erased: false)).Aggregate((Petition?)null, Petition.Apply));
    });

    // Lists are compared by what they hold, which a record does not do.
    private static Matter Bare(Matter m) => m with { Documents = [], Objections = [], Barred = [], Passed = [], Disclosures = [], Links = [], SamenessQuestions = [], InformationRequests = [], Reviews = [], Hands = [] };

    [Fact]
    public void Erased_texts_change_no_state() => Always(walked =>
    {
        var given = walked.Given;
        var folded = Stored.Fold(given.OfMatter, erased: true);
        Assert.Equal(MatterRow.Of(given.Matter), MatterRow.Of(folded));
        Assert.Equal(ObjectionRow.Of(given.Matter), ObjectionRow.Of(folded));
        Assert.Equal(BarredRow.Of(given.Matter), BarredRow.Of(folded));
        Assert.Equal(MatterLinkRow.Of(given.Matter), MatterLinkRow.Of(folded));
        Assert.Equal(ExtractRow.Of(given.Matter), ExtractRow.Of(folded));
        Assert.Equal(ReviewRow.Of(given.Matter), ReviewRow.Of(folded));
        Assert.Equal(PublicAnswerRow.Of(given.Matter), PublicAnswerRow.Of(folded));
        Assert.Equal(DeadlineRow.Of(given.Matter, given.Rules), DeadlineRow.Of(folded, given.Rules));
    });

    [Fact]
    public void Every_term_has_a_state_on_every_day_of_the_walk_and_after() => Always(walked =>
    {
        foreach (var state in walked.States.Where((_, i) => i % 7 == 0).Append(walked.Given.Matter))
            foreach (var deadline in Deadlines.Of(state, walked.Given.Rules))
                foreach (var later in new[] { -20, 0, 1, 30, 400 }) Assert.NotNull(deadline.State(walked.Given.Today.AddDays(later)));
    });

    [Fact]
    public void A_clock_that_once_had_a_row_keeps_one_through_any_later_act() => Always(walked =>
    {
        HashSet<string> had = [];
        foreach (var state in walked.States)
        {
            var rows = DeadlineRow.Of(state, walked.Given.Rules).Select(r => r.Clock).ToList();
            Assert.Distinct(rows);
            Assert.Subset(rows.ToHashSet(), had);
            had.UnionWith(rows);
        }
    });

    [Fact]
    public void A_term_brought_up_to_date_after_every_event_equals_one_reckoned_from_the_beginning() => Always(walked =>
    {
        Matter? matter = null;
        var rows = new List<DeadlineRow>();
        for (var i = 0; i < walked.Given.OfMatter.Count; i++)
        {
            matter = Matter.Apply(matter, walked.Given.OfMatter[i]);
            rows = [.. DeadlineRow.Of(matter, walked.Given.Rules)];
        }

        Assert.Equal(rows, DeadlineRow.Of(Stored.Fold(walked.Given.OfMatter, erased: false), walked.Given.Rules));
    });

    [Fact]
    public void Nothing_binds_anybody_after_a_withdrawal_but_an_answer_about_personal_data() => Always(walked =>
    {
        foreach (var state in walked.States.Where(s => s.WithdrawnOn is not null))
        {
            Assert.Equal(Stage.Withdrawn, state.Stage);
            Assert.DoesNotContain(Deadlines.Of(state, walked.Given.Rules), d => d.IsOpen && d.Clock.Id != ClockId.InformationRequest);
            Assert.DoesNotContain(DeadlineRow.Of(state, walked.Given.Rules), r => r.Open && r.Clock != ClockId.InformationRequest);
        }
    });

    [Fact]
    public void Every_open_row_has_a_day_to_count_down_to_or_a_year_that_is_not_loaded() => Always(walked =>
    {
        foreach (var state in walked.States)
            foreach (var deadline in Deadlines.Of(state, walked.Given.Rules).Where(d => d.IsOpen))
                Assert.True(deadline.Due is not null || deadline.Term!.Value.IsUnknown, deadline.Clock.Id);
    });
}
