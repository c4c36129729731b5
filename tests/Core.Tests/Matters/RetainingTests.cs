using CsCheck;
using Xinqiao.Core.Furniture;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Core.Regulation;
using Xunit;

namespace Xinqiao.Core.Tests.Matters;

public class RetainingTests
{
    private static readonly Actor System = new("system", Role.System, "", "");
    private static readonly Actor OtherLiaison = new("s-77", Role.DisciplineLiaison, "JW", "崇川区纪委监委");
    private static readonly DateOnly LongAfter = Given.Monday.AddYears(10).AddDays(1);

    /// <summary>Answered and carried out long ago, with nothing owed any more.</summary>
    private static Given Ended() => Given.Accepted().Withdraw();

    private static KeptPetition Kept(Given given, params Matter[] linked) => new(given.Petition!, [given.Matter], linked);

    private static IReadOnlyList<TextPlace> Texts(Given given) => [.. ErasableTexts.Of(given.Matter.Id, given.OfPetition, given.OfMatter).Places()];

    private static KeptBecause? Keeps(Given given, DateOnly today, RetentionKind kind = RetentionKind.Ordinary, Rules? rules = null, params Matter[] linked) =>
        Retaining.Keeps(Kept(given, linked), kind, rules ?? given.Rules, today);

    private static Decision Ask(Given given, Actor by, IReadOnlyList<KeptPetition>? listed = null, string? reason = "鉴定记录1号", RetentionKind? kind = RetentionKind.Ordinary) =>
        Retaining.Ask(kind, "b1", listed ?? [Kept(given)], reason, given.ActOf(by));

    private static RetentionBatch BatchOf(Given given, Actor by, bool approved = true, RetentionKind kind = RetentionKind.Ordinary)
    {
        var batch = new RetentionBatch("b1", kind, [Kept(given).Listed], by.Id, given.ActOf(by).RecordedAt, "鉴定记录1号");
        return approved ? batch with { DecidedAt = batch.AskedAt, DocumentNumber = "崇信〔2036〕1号" } : batch;
    }

    [Fact]
    public void What_ended_ten_years_ago_may_go_and_the_day_before_it_stays()
    {
        var given = Ended();
        Assert.Equal(Given.Monday.AddYears(10), Retaining.EndsOn(Kept(given), Settings.None));
        Assert.Equal(KeptBecause.TermRunning, Keeps(given, Given.Monday.AddYears(10)));
        Assert.Null(Keeps(given, LongAfter));
    }

    [Fact]
    public void An_accusation_is_kept_for_thirty_years_and_makes_its_whole_petition_one()
    {
        var given = Given.Filed(Some.Filing(Purpose.Accusation)).When(
            Some.Liaison, (m, act) => PassingOn.Pass(m, Some.Extract, Some.Discipline, Some.Office, act));
        Assert.Equal(KeptBecause.OtherKind, Keeps(given, Given.Monday.AddYears(40)));
        Assert.Equal(KeptBecause.TermRunning, Keeps(given, Given.Monday.AddYears(30), RetentionKind.Accusation));
        Assert.Null(Keeps(given, Given.Monday.AddYears(30).AddDays(1), RetentionKind.Accusation));
        var mixed = Kept(given) with { Matters = [Ended().Matter, given.Matter] };
        Assert.Equal(RetentionKind.Accusation, mixed.Kind);
    }

    [Fact]
    public void The_years_are_those_in_force_on_the_day_of_the_last_event()
    {
        var given = Ended();
        var later = new Rules(Calendar.Embedded, new Settings([new Setting("retention.ordinary.years", "3", Given.Monday.AddDays(1))]));
        Assert.Equal(KeptBecause.TermRunning, Keeps(given, Given.Monday.AddYears(4), rules: later));
        var then = new Rules(Calendar.Embedded, new Settings([new Setting("retention.ordinary.years", "3", Given.Monday)]));
        Assert.Null(Keeps(given, Given.Monday.AddYears(3).AddDays(1), rules: then));
        Assert.Equal(LongAfter.AddDays(-1).AddYears(-3), Retaining.LatestBeginning(RetentionKind.Ordinary, LongAfter.AddDays(-1), then.Settings));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("101")]
    [InlineData("十")]
    [InlineData("-1")]
    public void Years_that_are_none_cannot_be_set(string value) =>
        Assert.Equal("setting-value", Settings.Refuse(new Setting("retention.accusation.years", value, Given.Monday))!.Code);

    [Fact]
    public void An_administrator_sets_the_years_as_any_length_that_is_not_law()
    {
        var act = Given.Nothing.ActOf(Some.Administrator);
        var made = TermSettings.Make("retention.accusation.years", "50", act.Today, act).Event<SettingMade>();
        Assert.Equal(("retention.accusation.years", "50"), (made.Key, made.Value));
        TermSettings.Make("retention.accusation.years", "30", act.Today, act).Refused("setting-unchanged");
        TermSettings.Make("retention.other.years", "30", act.Today, act).Refused("setting-unknown");
    }

    [Fact]
    public void What_is_not_over_or_still_owes_something_stays_however_old_it_is()
    {
        var day = Given.Monday.AddYears(60);
        Assert.Equal(KeptBecause.NotEnded, Keeps(Given.Accepted(), day));
        Assert.Equal(KeptBecause.OpenTerm, Keeps(Given.Served(), day));
        var asked = Ended();
        asked.When(Actor.Petitioner, (m, act) => InformationRequests.Ask(m, InformationRight.Explain, "为什么", ownHand: true, act));
        Assert.Equal(KeptBecause.OpenRequest, Keeps(asked, day));
        var erasing = Ended();
        erasing.When(Some.Router, (m, act) => Erasing.Ask(m, [Texts(erasing)[0]], [Texts(erasing)[0]], ErasureGround.OtherLaw, "依法", act));
        Assert.Equal(KeptBecause.OpenErasure, Keeps(erasing, day));
        Assert.Equal(KeptBecause.Linked, Keeps(Ended(), day, linked: [Given.Accepted().Matter]));
        Assert.Null(Keeps(Ended(), day, linked: [Ended().Matter]));
    }

    [Fact]
    public void Whatever_happens_begins_the_term_anew_to_the_petition_as_to_its_matter()
    {
        var given = Ended().DaysLater(2_000);
        given.When(Some.Registrar, (_, act) => CodeReissue.AtCounter(given.Petition!, holdsSealed: false, "身份证，姓名住址相符", act));
        Assert.Equal(KeptBecause.TermRunning, Keeps(given, LongAfter));
        Assert.Equal(Given.Monday.AddDays(2_000), Kept(given).LastOn);
    }

    [Fact]
    public void Property_no_petition_with_an_event_newer_than_its_term_is_ever_in_a_list() =>
        Gen.Select(Walk.Any, Gen.Int[0, 20_000], Gen.Int[1, 40]).Sample((walk, days, years) =>
        {
            var given = walk.Go().Given;
            var rules = new Rules(Calendar.Embedded, new Settings([new Setting("retention.ordinary.years", $"{years}", Given.Monday)]));
            var today = given.Today.AddDays(days);
            foreach (var kind in Words.All<RetentionKind>())
            {
                if (Retaining.Keeps(Kept(given), kind, rules, today) is not null) continue;
                var last = given.Events.Max(e => e.Day);
                Assert.True(last.AddYears(kind == RetentionKind.Ordinary ? years : 30) < today);
                Assert.True(last <= Retaining.LatestBeginning(kind, today, rules.Settings));
                Assert.DoesNotContain(Deadlines.Of(given.Matter, rules), d => d.IsOpen);
                Assert.Equal(kind == RetentionKind.Accusation, given.Matter.Sealed);
            }
        }, iter: Walk.Count);

    [Theory]
    [InlineData("s-1", false, false)]
    [InlineData("s-2", true, false)]
    [InlineData("s-3", false, false)]
    [InlineData("s-4", false, false)]
    [InlineData("s-5", false, true)]
    [InlineData("s-6", false, false)]
    [InlineData("s-7", false, false)]
    [InlineData("petitioner", false, false)]
    public void The_router_lists_and_the_supervisor_approves(string who, bool lists, bool approves)
    {
        var (actor, given) = (Some.Everybody.Single(a => a.Id == who), Ended().On(LongAfter));
        Assert.Equal(lists, Ask(given, actor) is Decision.Accepted);
        Assert.Equal(approves, Retaining.Approve(BatchOf(given, Some.Router, approved: false), Some.Office, given.ActOf(actor)) is Decision.Accepted);
    }

    [Fact]
    public void Of_accusations_one_liaison_lists_and_another_approves_and_nobody_approves_their_own()
    {
        var given = Given.Filed(Some.Filing(Purpose.Accusation)).When(
            Some.Liaison, (m, act) => PassingOn.Pass(m, Some.Extract, Some.Discipline, Some.Office, act)).On(Given.Monday.AddYears(31));
        Ask(given, Some.Router, kind: RetentionKind.Accusation).Refused("not-your-role");
        Assert.IsType<Decision.Accepted>(Ask(given, Some.Liaison, kind: RetentionKind.Accusation));
        var batch = BatchOf(given, Some.Liaison, approved: false, RetentionKind.Accusation);
        Retaining.Approve(batch, Some.Office, given.ActOf(Some.Liaison)).Refused("own-batch", Retaining.Source);
        Retaining.Approve(batch, Some.Office, given.ActOf(Some.Supervisor)).Refused("not-your-role");
        Retaining.Approve(batch, Some.Office, given.ActOf(OtherLiaison)).Event<RetentionApproved>();
    }

    [Fact]
    public void A_list_holds_what_is_over_says_why_and_is_decided_once()
    {
        var given = Ended().On(LongAfter);
        Ask(given, Some.Router, []).Refused("nothing-listed");
        Assert.Equal("reason", Ask(given, Some.Router, reason: " ").Refused("missing").Field);
        Ask(given, Some.Router, kind: null).Refused("kind-missing");
        Ask(given, Some.Router, [Kept(Given.Accepted())]).Refused("kept");
        var decided = BatchOf(given, Some.Router);
        Retaining.Approve(decided, Some.Office, given.ActOf(Some.Supervisor)).Refused("no-batch");
        Retaining.Approve(null, Some.Office, given.ActOf(Some.Supervisor)).Refused("no-batch");
        Assert.Equal("reason", Retaining.Refuse(BatchOf(given, Some.Router, approved: false), "", given.ActOf(Some.Supervisor)).Refused("missing").Field);
        Retaining.Refuse(BatchOf(given, Some.Router, approved: false), "还要用", given.ActOf(Some.Supervisor)).Event<RetentionRefused>();
        Retaining.On(false, () => Decision.Accept()).Refused("lists-changed");
    }

    [Fact]
    public void What_is_approved_goes_text_by_text_with_the_ground_that_its_term_is_over()
    {
        var given = Ended().On(LongAfter);
        var (batch, listed) = (BatchOf(given, Some.Router), Kept(given).Listed);
        Retaining.Destroy(BatchOf(given, Some.Router, approved: false), listed, Kept(given), Texts(given), given.ActOf(System)).Refused("not-approved");
        Retaining.Destroy(batch, listed, Kept(given), Texts(given), given.ActOf(Some.Supervisor)).Refused("not-your-role");
        var texts = Texts(given);
        var events = Assert.IsType<Decision.Accepted>(given.Asks(System, (m, act) => Retaining.Destroy(batch, listed, Kept(given), texts, act))).Events;
        var destroyed = Assert.IsType<MatterDestroyed>(events[0]);
        Assert.Equal((10, Given.Monday.AddYears(10), "崇信〔2036〕1号"), (destroyed.Years, destroyed.EndedOn, destroyed.DocumentNumber));
        Assert.Equal(texts.Count, events.OfType<TextErased>().Count());
        Assert.All(events.OfType<TextErased>(), e => Assert.Equal("《个人信息保护法》第四十七条第一款第（二）项", e.Basis));
        Assert.Equal(("b1", LongAfter), (given.Matter.DestroyedBy, given.Matter.DestroyedOn));
        Retaining.Destroy(batch, listed, Kept(given), [], given.ActOf(System)).Refused(Retaining.DoneAlready);
        Assert.Equal(KeptBecause.Destroyed, Keeps(given, LongAfter.AddYears(50)));
    }

    [Fact]
    public void What_had_an_event_since_the_list_was_drawn_is_left_out_even_if_its_term_is_over_again()
    {
        var given = Ended().On(LongAfter);
        var (batch, listed) = (BatchOf(given, Some.Router), Kept(given).Listed);
        given.When(Some.Router, (m, act) => IdentityAccess.Open(m, AccessPurpose.Contact, null, act));
        Retaining.Destroy(batch, listed, Kept(given), Texts(given), given.ActOf(System)).Refused("term-running");
        given.On(LongAfter.AddYears(11));
        Retaining.Destroy(batch, listed, Kept(given), Texts(given), given.ActOf(System)).Refused("new-event");
    }

    [Fact]
    public void A_list_reads_from_its_events_as_it_was_written()
    {
        var given = Ended().On(LongAfter);
        var listed = Kept(given).Listed;
        Assert.Equal(listed.ToString(), ListedPetition.Parse(listed.ToString()).ToString());
        CaseEvent[] events =
        [
            Ask(given, Some.Router).Event<RetentionAsked>(), new RetentionApproved("b1", "崇信〔2036〕1号"),
            new RetentionFinished("b1", 0, [$"{given.Petition!.Number}=new-event"]),
        ];
        var batch = Assert.Single(RetentionBatch.Of(events.Select((e, i) => new Recorded(
            i, i + 1, given.ActOf(Some.Router).RecordedAt, "s-2", Role.Router, "XF", PrivateText.Absent, e))));
        Assert.Equal((given.Petition!.Number, KeptBecause.NewEvent), Assert.Single(batch.LeftOut));
        Assert.True(batch is { IsPending: false, IsUnderWay: false, DocumentNumber: "崇信〔2036〕1号" });
        Assert.Equal(listed.ToString(), Assert.Single(batch.Listed).ToString());
    }
}
