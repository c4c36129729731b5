using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Core.Regulation;
using Xunit;

namespace Xinqiao.Core.Tests.Matters;

public class DeadlinesTests
{
    private static Deadline Of(Given given, string clock) =>
        Assert.Single(Deadlines.Of(given.Matter, given.Rules), d => d.Clock.Id == clock);

    private static TermState State(Given given, string clock) => Of(given, clock).State(given.Today);

    [Fact]
    public void A_filed_petition_has_fifteen_days_to_be_forwarded_and_two_terms_that_wait()
    {
        var given = Given.Filed(on: new(2026, 1, 20));
        var term = Of(given, ClockId.Dispatch).Term!.Value;
        Assert.Equal((new DateOnly(2026, 2, 4), new DateOnly(2026, 2, 4), new DateOnly(2026, 2, 4)),
            (term.Nominal!.Value, term.Rolled!.Value, term.Control!.Value));
        Assert.Equal(new TermState.Running(15, ControlPassed: false), State(given, ClockId.Dispatch));
        Assert.IsType<TermState.NotStarted>(State(given, ClockId.ForwardedNotice));
        Assert.IsType<TermState.NotStarted>(State(given, ClockId.Handling));
    }

    [Fact]
    public void A_letter_that_came_earlier_is_counted_from_the_day_it_came()
    {
        var letter = Some.Filing() with { Channel = Channel.Letter, Received = new LegalDay(new(2026, 2, 25), "邮戳", "邮件昨日送达") };
        Assert.Equal(new DateOnly(2026, 3, 12), Of(Given.Filed(letter, Some.Registrar), ClockId.Dispatch).Term!.Value.Nominal);
    }

    [Fact]
    public void Forwarding_meets_the_first_term() =>
        Assert.Equal(new TermState.Met(new(2026, 3, 5)), State(Given.Registered().DaysLater(3).Forward(), ClockId.Dispatch));

    [Fact]
    public void Forwarding_on_the_sixteenth_day_is_late_by_one()
    {
        var given = Given.Registered().DaysLater(16);
        Assert.Equal(new TermState.Late(1, null), State(given, ClockId.Dispatch));
        Assert.Equal(new TermState.Late(1, new(2026, 3, 18)), State(given.Forward().DaysLater(5), ClockId.Dispatch));
    }

    [Fact]
    public void The_notice_runs_from_the_units_receipt_and_is_met_by_service_not_by_issue()
    {
        var given = Given.Forwarded().DaysLater(3).Receive().GiveNotice();
        Assert.Equal(new DateOnly(2026, 3, 20), Of(given, ClockId.ForwardedNotice).Term!.Value.Nominal);
        Assert.IsType<TermState.Running>(State(given, ClockId.ForwardedNotice));
        Assert.Equal(new TermState.Met(new(2026, 3, 6)),
            State(given.DaysLater(1).Serve(DocumentKind.Notice), ClockId.ForwardedNotice));
    }

    [Fact]
    public void Who_left_no_address_is_owed_no_notice_but_registration_and_handling_are_not_spared()
    {
        var given = Given.Filed(Some.Filing() with { Address = null }).Register().Forward().Receive();
        var exempt = Assert.IsType<TermState.Exempt>(State(given, ClockId.ForwardedNotice));
        Assert.Equal((23, 2), (exempt.Basis.Number, exempt.Basis.Paragraph));
        Assert.Null(Of(given, ClockId.ForwardedNotice).Due);
        Assert.IsType<TermState.Met>(State(given, ClockId.Dispatch));
        Assert.IsType<TermState.Running>(State(given.GiveNotice().Accept(), ClockId.Handling));
    }

    [Fact]
    public void A_notice_that_reached_an_exempt_petitioner_after_all_counts_as_given()
    {
        var given = Given.Filed(Some.Filing() with { Address = null }).Register().Forward().Receive().GiveNotice().Serve(DocumentKind.Notice);
        Assert.IsType<TermState.Met>(State(given, ClockId.ForwardedNotice));
    }

    [Fact]
    public void Sixty_days_run_from_acceptance_with_the_three_dates_apart()
    {
        var term = Of(Given.Accepted(), ClockId.Handling).Term!.Value;
        Assert.Equal((new DateOnly(2026, 5, 1), new DateOnly(2026, 5, 6), new DateOnly(2026, 4, 30)),
            (term.Nominal!.Value, term.Rolled!.Value, term.Control!.Value));
        Assert.Equal(new DateOnly(2026, 4, 30), Of(Given.Accepted(), ClockId.Handling).Due);
    }

    [Fact]
    public void An_extension_moves_the_nominal_date_and_names_who_approved_it()
    {
        var given = Given.Filed(on: new(2026, 8, 3)).Register().Forward().Receive().GiveNotice().Accept().On(new(2026, 9, 28)).Extend();
        var deadline = Of(given, ClockId.Handling);
        var term = deadline.Term!.Value;
        Assert.Equal((new DateOnly(2026, 11, 1), new DateOnly(2026, 11, 2), new DateOnly(2026, 10, 30)),
            (term.Nominal!.Value, term.Rolled!.Value, term.Control!.Value));
        Assert.Contains(term.Explain(extendedBy: deadline.ExtensionGrounds).Sentences,
            s => s.ToString().StartsWith("经本机关、单位负责人2026年9月28日批准，延长30日", StringComparison.Ordinal));
    }

    [Fact]
    public void Only_the_served_opinion_ends_the_sixty_days()
    {
        var given = Given.Approved().DaysLater(61);
        Assert.Equal(new TermState.Late(1, null), State(given, ClockId.Handling));
        Assert.Equal(new TermState.Late(1, new(2026, 5, 2)), State(given.Serve(DocumentKind.Opinion), ClockId.Handling));
    }

    [Theory]
    [InlineData(Route.Litigation)]
    [InlineData(Route.Arbitration)]
    [InlineData(Route.PartyAppeal)]
    [InlineData(Route.AdministrativeProcedure)]
    [InlineData(Route.StatutoryDuty)]
    public void On_the_other_routes_the_sixty_days_that_would_have_counted_fall_away(Route route)
    {
        var given = Given.Noticed(route);
        Assert.Contains(Words.Label(route).ToString(), Assert.IsType<TermState.FellAway>(State(given, ClockId.Handling)).Why.ToString(), StringComparison.Ordinal);
        Assert.False(Of(given, ClockId.Handling).IsOpen);
    }

    [Fact]
    public void A_suggestion_never_had_sixty_days_so_nothing_can_fall_away() =>
        Assert.DoesNotContain(
            Deadlines.Of(Given.Suggested().Forward().Receive().GiveNotice(Route.StatutoryDuty).Matter, Rules.Embedded),
            d => d.Clock.Id == ClockId.Handling);

    [Fact]
    public void With_the_discipline_organ_only_the_forwarding_term_remains_and_is_met()
    {
        var given = Given.Filed(Some.Filing(Purpose.Accusation))
            .When(Some.Liaison, (m, act) => PassingOn.Pass(m, Some.Extract, Some.Discipline, Some.Office, act));
        Assert.Equal(new TermState.Met(Given.Monday), Assert.Single(Deadlines.Of(given.Matter, Rules.Embedded)).State(given.Today));
    }

    [Fact]
    public void The_forwarding_term_of_a_sealed_matter_keeps_running() =>
        Assert.IsType<TermState.Running>(State(Given.Filed(Some.Filing(Purpose.Mixed)), ClockId.Dispatch));

    [Fact]
    public void Each_term_follows_the_regulation_in_force_when_it_began()
    {
        var given = Given.Filed(on: new(2022, 4, 28)).Register().On(new(2022, 5, 5)).Forward().Receive();
        Assert.Equal(("2005", "信访条例"), (Of(given, ClockId.Dispatch).Clock.Pack, Of(given, ClockId.Dispatch).Clock.Article.Law));
        Assert.Equal(("2022", "信访工作条例"), (Of(given, ClockId.ForwardedNotice).Clock.Pack, Of(given, ClockId.ForwardedNotice).Clock.Article.Law));
    }

    [Fact]
    public void The_regulation_of_2005_exempted_nobody_from_the_notice_on_a_forwarded_petition()
    {
        var given = Given.Filed(Some.Filing() with { Anonymous = true }, on: new(2022, 4, 25)).Register().Forward().Receive();
        Assert.IsType<TermState.Running>(State(given, ClockId.ForwardedNotice));
    }

    [Fact]
    public void Where_next_years_arrangement_is_missing_the_nominal_date_stands_and_the_others_are_not_guessed()
    {
        var given = Given.Filed(on: new(2026, 12, 1)).Register().Forward().Receive().GiveNotice().Accept();
        var term = Of(given, ClockId.Handling).Term!.Value;
        Assert.Equal((new DateOnly(2027, 1, 30), (DateOnly?)null, (DateOnly?)null), (term.Nominal!.Value, term.Rolled, term.Control));
        Assert.Equal(new DateOnly(2027, 1, 30), Of(given, ClockId.Handling).Due);
        Assert.Equal(new TermState.Running(60, ControlPassed: false), State(given, ClockId.Handling));
    }

    [Fact]
    public void Rows_hold_the_terms_that_run_and_nothing_that_depends_on_today()
    {
        var given = Given.Received();
        var rows = DeadlineRow.Of(given.Matter, given.Rules);
        Assert.Equal(["CLK-01", "XQ-01", "CLK-03", "CLK-05"], rows.Select(r => r.Clock));
        Assert.Equal([false, false, true, true], rows.Select(r => r.Open));
        Assert.Equal(("2026-03-17", "2026-03-17", "2026-03-02"), (rows[0].Nominal, rows[0].Due, rows[0].MetOn));
        Assert.Equal(rows, DeadlineRow.Of(given.DaysLater(100).Matter, given.Rules));
    }

    [Fact]
    public void A_term_that_does_not_bind_has_no_row() =>
        Assert.Equal(["CLK-01", "XQ-01", "CLK-05"], DeadlineRow.Of(
            Given.Filed(Some.Filing() with { Name = "", Anonymous = true }).Register().Forward().Receive().Matter, Rules.Embedded)
            .Select(r => r.Clock));
}
