using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Core.Regulation;
using Xunit;

namespace Xinqiao.Core.Tests.Matters;

/// <summary>筛重 (Art. 22(1), rules 2.8): a link names two matters and does nothing else to either.</summary>
public class LinkingTests
{
    private static readonly Article Article22 = Register.Article22.InParagraph(1);

    /// <summary>A matter that was raised the day before.</summary>
    internal static Matter Earlier(Matter of) => of with
    {
        Id = StreamId.Matter(Guid.Parse("00000000-0000-7000-8000-0000000000aa")),
        Petition = StreamId.Petition(Guid.Parse("00000000-0000-7000-8000-0000000000ab")),
        PetitionNumber = "XF202600000",
        Purpose = Purpose.Request,
        Sealed = false,
        RaisedAt = of.RaisedAt.AddDays(-1),
        Links = [],
    };

    private static Decision Link(Given given, Matter? earlier, LinkKind? kind = LinkKind.Repeat, Actor? by = null) =>
        Linking.Link(given.Matter, earlier, kind, given.ActOf(by ?? Some.Registrar));

    private static Given Linked(Given given) =>
        given.When(Some.Registrar, (m, act) => Linking.Link(m, Earlier(m), LinkKind.Repeat, act));

    [Theory]
    [InlineData(LinkKind.Repeat)]
    [InlineData(LinkKind.SameCause)]
    [InlineData(LinkKind.Supplement)]
    public void A_link_changes_no_stage_no_term_and_nothing_but_itself(LinkKind kind)
    {
        foreach (var given in (Given[])[Given.Filed(), Given.Registered(), Given.Received(), Given.Accepted(), Given.Served()])
        {
            var (before, terms) = (given.Matter, DeadlineRow.Of(given.Matter, given.Rules));
            given.When(Some.Registrar, (m, act) => Linking.Link(m, Earlier(m), kind, act));
            Assert.Equal(before with { Links = given.Matter.Links, Version = given.Matter.Version, Hands = given.Matter.Hands }, given.Matter);
            Assert.Equal(terms, DeadlineRow.Of(given.Matter, given.Rules));
        }
    }

    [Fact]
    public void A_repeat_is_never_refused_for_being_one_that_takes_a_document_of_its_own()
    {
        var given = Linked(Given.Received());
        Assert.Null(given.Matter.NotAcceptedOn);
        Assert.Equal(Stage.NotAccepted, given.RefuseAcceptance().Matter.Stage);
    }

    [Fact]
    public void What_is_closed_to_whoever_acts_is_answered_like_what_there_is_not()
    {
        var given = Given.Registered();
        var none = Link(given, null).Refused("no-such-matter", Article22);
        var earlier = Earlier(given.Matter);
        foreach (var closed in (Matter[])
                 [
                     earlier with { Sealed = true, Purpose = Purpose.Accusation }, earlier with { Purpose = Purpose.Mixed },
                     earlier with { Barred = [new Barred(Some.Registrar.Id, Relation.Interested)] },
                     earlier with { Barred = [new Barred(Some.Registrar.Unit, Relation.ComplainedOf)] },
                 ])
            Assert.Equal(none, Link(given, closed).Refused("no-such-matter", Article22));
        Link(given, earlier).Event<MatterLinked>();
    }

    [Fact]
    public void Only_the_petition_department_links_and_nothing_that_is_sealed_or_withdrawn()
    {
        var given = Given.Registered();
        foreach (var actor in Some.Everybody.Except([Some.Registrar, Some.Router]))
            Link(given, Earlier(given.Matter), by: actor).Refused("not-your-role");
        var accusation = Given.Filed(Some.Filing(Purpose.Accusation));
        foreach (var actor in (Actor[])[Some.Registrar, Some.Router]) Link(accusation, Earlier(accusation.Matter), by: actor).Refused("sealed");
        var withdrawn = Given.Received().Withdraw();
        Link(withdrawn, Earlier(withdrawn.Matter)).Refused("withdrawn");
    }

    [Fact]
    public void A_link_leads_back_in_time_to_another_petition_once()
    {
        var given = Linked(Given.Registered());
        var earlier = Earlier(given.Matter);
        Link(given, earlier, kind: null).Refused("kind-missing", Article22);
        Link(given, earlier with { RaisedAt = given.Matter.RaisedAt.AddDays(1) }).Refused("not-earlier", Article22);
        Link(given, given.Matter).Refused("same-petition", Article22);
        Link(given, earlier with { Petition = given.Matter.Petition }).Refused("same-petition", Article22);
        Link(given, earlier, LinkKind.SameCause).Refused("already-linked", Article22);
        // Of two at one moment the numbers tell which came first.
        var twin = earlier with { Id = StreamId.Matter(Guid.CreateVersion7()), RaisedAt = given.Matter.RaisedAt };
        Link(given, twin with { Number = "0" }).Event<MatterLinked>();
        Link(given, twin with { Number = "\uffff" }).Refused("not-earlier");
    }

    [Fact]
    public void A_wrong_link_is_withdrawn_with_a_reason_and_can_be_made_anew()
    {
        var given = Linked(Given.Registered());
        var earlier = Earlier(given.Matter);
        Linking.Withdraw(given.Matter, earlier, " ", given.ActOf(Some.Router)).Refused("missing", Linking.Withdrawing);
        Linking.Withdraw(given.Matter, earlier, "不是同一信访人", given.ActOf(Some.Handler)).Refused("not-your-role");
        given.DaysLater(1).When(Some.Router, (m, act) => Linking.Withdraw(m, earlier, "不是同一信访人", act));
        foreach (var none in (Matter?[])[earlier, null, earlier with { Sealed = true }])
            Linking.Withdraw(given.Matter, none, "不是同一信访人", given.ActOf(Some.Router)).Refused("not-linked", Linking.Withdrawing);
        given.When(Some.Registrar, (m, act) => Linking.Link(m, earlier, LinkKind.SameCause, act));

        Assert.Equal(
            ["1 repeat 2026-03-02 2026-03-03", "2 same-cause 2026-03-03 "],
            MatterLinkRow.Of(given.Matter).Select(r => $"{r.Serial} {r.Kind} {r.LinkedOn} {r.WithdrawnOn}"));
    }

    [Fact]
    public void In_the_act_of_the_counter_a_link_that_cannot_be_made_falls_away_and_the_registration_stands()
    {
        var given = Given.Registered();
        var (earlier, act) = (Earlier(given.Matter), given.ActOf(Some.Registrar));
        CaseEvent[] registered = [.. given.Events.Select(r => r.Event)];
        List<MatterLinked> Made(IReadOnlyList<CaseEvent> events, params LinkTo[] links) => [.. Linking.OfNew(events, links, act).Cast<MatterLinked>()];

        var made = Assert.Single(Made(registered, new(null, LinkKind.Repeat), new(earlier, LinkKind.Repeat), new(earlier, LinkKind.SameCause),
            new(earlier with { Id = new StreamId("mx"), Sealed = true }, LinkKind.SameCause)));
        Assert.Equal((given.Matter.Id, earlier.Id, "XF202600000", LinkKind.Repeat), (made.Matter, made.Earlier, made.EarlierNumber, made.Kind));

        // What is sealed in the same act stands beside nothing.
        Assert.Empty(Made([.. registered, new MatterSealed(given.Matter.Id, Purpose.Mixed, "疑似")], new LinkTo(earlier, LinkKind.Repeat)));
        var accusation = Given.Filed(Some.Filing(Purpose.Accusation));
        Assert.Empty(Made([.. accusation.Events.Select(r => r.Event)], new LinkTo(earlier, LinkKind.Repeat)));
    }
}
