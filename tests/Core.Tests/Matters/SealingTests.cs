using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Core.Regulation;
using Xunit;

namespace Xinqiao.Core.Tests.Matters;

public class SealingTests
{
    private static readonly Article Article30 = Register.Article30.InParagraph(3);

    private static Given Accusation() => Given.Filed(Some.Filing(Purpose.Accusation));
    private static Given Mixed() => Given.Filed(Some.Filing(Purpose.Mixed));

    private static Decision Seal(Given given, Actor by, string? reason = "反映干部收受财物") => Sealing.Seal(given.Matter, reason, given.ActOf(by));

    private static Decision Unseal(Given given, Purpose? purpose = Purpose.Request, string? reason = "不涉及检举控告", Actor? by = null) =>
        Sealing.Unseal(given.Matter, purpose, reason, given.ActOf(by ?? Some.Liaison));

    private static Decision Send(Given given, Actor? by = null) =>
        PassingOn.Pass(given.Matter, Some.Extract, Some.Discipline, Some.Office, given.ActOf(by ?? Some.Liaison));

    [Theory]
    [InlineData(Purpose.Accusation)]
    [InlineData(Purpose.Mixed)]
    public void An_accusation_is_sealed_from_its_first_moment(Purpose purpose) =>
        Assert.Equal(Stage.Sealed, Given.Filed(Some.Filing(purpose)).Matter.Stage);

    [Fact]
    public void A_sealed_matter_is_refused_by_every_act_but_the_liaisons()
    {
        var given = Accusation();
        (string Act, Func<Act, Decision> Try)[] acts =
        [
            ("register", act => Registration.Register(given.Matter, Some.Registering, act, Categories.Brought, Some.Places)),
            ("forward", act => Dispatch.Forward(given.Matter, Some.Housing, null, Some.Office, act)),
            ("receive", act => Dispatch.Receive(given.Matter, act)),
            ("notice", act => Notice.Issue(given.Matter, Route.Litigation, "说明", Some.Housing, act)),
            ("accept", act => Acceptance.Accept(given.Matter, "陆晓峰", "范围", Some.Housing, act)),
            ("extend", act => HandlingTerm.Extend(given.Matter, 30, "理由", "钱卫东", Some.Housing, act)),
            ("submit", act => Opinion.Submit(given.Matter, Some.Draft, act)),
            ("return", act => Opinion.Return(given.Matter, "退回", act)),
            ("approve", act => Opinion.Approve(given.Matter, "钱卫东", Some.Housing, null, act)),
            ("review", act => Review.Ask(given.Matter, Some.Asking, true, act)),
            ("serve", act => Service.Serve(given.Matter, Some.Serving(DocumentKind.Notice, given.Today), act)),
            ("rate", act => Rating.Rate(given.Matter, Satisfaction.Satisfied, Satisfaction.Satisfied, null, true, act)),
        ];
        foreach (var (name, attempt) in acts)
            foreach (var actor in Some.Everybody)
                Assert.True(attempt(given.ActOf(actor)) is Decision.Refused, $"{name} by {actor.Role}");
        Dispatch.Forward(given.Matter, Some.Housing, null, Some.Office, given.ActOf(Some.Router)).Refused("sealed", Article30);
        Registration.Register(given.Matter, Some.Registering, given.ActOf(Some.Registrar), Categories.Brought, Some.Places)
            .Refused("sealed", Article30);
    }

    [Fact]
    public void Whoever_suspects_an_accusation_in_the_petition_department_seals_at_once()
    {
        foreach (var actor in new[] { Some.Registrar, Some.Router, Some.Supervisor })
            Assert.Equal(Purpose.Mixed, Seal(Given.Registered(), actor).Event<MatterSealed>().Purpose);
        foreach (var actor in new[] { Some.Handler, Some.Head, Some.Administrator, Some.Liaison, Actor.Petitioner })
            Seal(Given.Registered(), actor).Refused("not-your-role");
    }

    [Fact]
    public void A_suspicion_needs_its_reason() => Seal(Given.Filed(), Some.Registrar, " ").Refused("missing", Article30);

    [Fact]
    public void A_sealed_matter_is_not_sealed_again() => Seal(Accusation(), Some.Router).Refused("already-sealed", Article30);

    private static Given TakenBack(Given given) => given.When(Some.Supervisor, (m, act) => Sealing.Seal(m, "材料里称局长收钱", act));

    [Theory]
    [InlineData(nameof(Given.Forwarded))]
    [InlineData(nameof(Given.Accepted))]
    [InlineData(nameof(Given.Served))]
    public void What_a_unit_has_already_is_sealed_away_from_it_and_the_liaison_has_five_working_days(string stage)
    {
        var given = stage switch { nameof(Given.Forwarded) => Given.Forwarded(), nameof(Given.Accepted) => Given.Accepted(), _ => Given.Served().AskReview() };
        var had = DeadlineRow.Of(given.Matter, given.Rules).Where(r => r.Open).Select(r => r.Clock).ToList();
        TakenBack(given);
        Assert.Equal(Stage.Sealed, given.Matter.Stage);
        foreach (var actor in Some.Everybody.Where(a => a != Some.Liaison))
            Assert.DoesNotContain(Words.All<Part>(), p => Gate.Opens(new Viewer(actor.Role, actor.Unit, actor.Id), given.Matter, p));
        var rows = DeadlineRow.Of(given.Matter, given.Rules);
        Assert.Equal([ClockId.TakenBack], rows.Where(r => r.Open).Select(r => r.Clock));
        Assert.Subset(rows.Select(r => r.Clock).ToHashSet(), had.ToHashSet());
        Assert.All(rows, r => Assert.Null(r.Unit));
        Assert.Equal(new DateOnly(2026, 3, 9), Deadlines.Of(given.Matter, given.Rules).Single(d => d.Clock.Id == ClockId.TakenBack).Term!.Value.Nominal);
        Assert.Null(MatterRow.Of(given.Matter).Unit);
        foreach (var attempt in new[]
                 {
                     Service.Serve(given.Matter, Some.Serving(DocumentKind.ForwardingLetter, given.Today), given.ActOf(Some.Handler)),
                     Execution.Execute(given.Matter, new LegalDay(given.Today, "1", null), "做了", given.ActOf(Some.Head)),
                     Objection.File(given.Matter, new FileObjection("不归我管", "清单", "城管"), Some.Housing, given.ActOf(Some.Handler)),
                 })
            attempt.Refused("sealed", Article30);
    }

    [Fact]
    public void What_the_liaison_finds_to_be_no_accusation_goes_back_to_its_unit_with_its_terms()
    {
        var given = Given.Accepted();
        var due = Deadlines.Of(given.Matter, given.Rules).Single(d => d.Clock.Id == ClockId.Handling).Term;
        TakenBack(given).DaysLater(2).When(Some.Liaison, (m, act) => Sealing.Unseal(m, Purpose.Request, "不涉及干部", act));
        Assert.Equal((Stage.InHand, "ZJ"), (given.Matter.Stage, given.Matter.Dispatch!.Unit));
        var handling = Deadlines.Of(given.Matter, given.Rules).Single(d => d.Clock.Id == ClockId.Handling);
        Assert.Equal((due, true), (handling.Term, handling.IsOpen));
        Assert.Equal(given.Today, Deadlines.Of(given.Matter, given.Rules).Single(d => d.Clock.Id == ClockId.TakenBack).MetOn);
        Assert.True(Gate.Opens(new Viewer(Role.Handler, "ZJ", "s-3"), given.Matter, Part.Text));
    }

    [Fact]
    public void What_turns_out_to_accuse_its_own_unit_is_named_so_and_never_goes_back_there()
    {
        var given = TakenBack(Given.Accepted()).When(Some.Liaison, (m, act) => Conflict.Name(
            m, [Some.Housing], [], "材料写明", [Some.Housing, Some.CityManagement], act));
        Assert.Equal(Relation.ComplainedOf, Gate.RelationOf(new Viewer(Role.UnitHead, "ZJ", "s-4"), given.Matter));
        given.Asks(Some.Liaison, (m, act) => Sealing.Unseal(m, Purpose.Request, "不涉及", act)).Refused("complained-of", Conflict.Source);
        given.When(Some.Liaison, (m, act) => Sealing.SetApart(m, null, true, act))
            .When(Some.Liaison, (m, act) => PassingOn.Pass(m, Some.Extract, Some.Discipline, Some.Office, act));
        Assert.Equal(Stage.WithDiscipline, given.Matter.Stage);
        Assert.DoesNotContain(DeadlineRow.Of(given.Matter, given.Rules), r => r.Open);
        PassingOn.Pass(given.Matter with { SentToDisciplineOn = null }, Some.Extract, Some.Housing, Some.Office, given.ActOf(Some.Liaison))
            .Refused("complained-of", Conflict.Source);
    }

    [Fact]
    public void A_review_by_an_organ_that_is_complained_of_does_not_go_on()
    {
        var given = TakenBack(Given.Served().AskReview());
        var named = given.Matter with { Barred = [new Barred("QU", Relation.ComplainedOf)] };
        Sealing.Unseal(named, Purpose.Request, "不涉及", given.ActOf(Some.Liaison)).Refused("complained-of", Conflict.Source);
        Sealing.Unseal(given.Matter, Purpose.Request, "不涉及", given.ActOf(Some.Liaison)).Event<MatterUnsealed>();
    }

    [Fact]
    public void A_matter_the_liaison_opened_goes_the_ordinary_way()
    {
        var given = Mixed().When(Some.Liaison, (m, act) => Sealing.Unseal(m, Purpose.Request, "不涉及", act));
        Assert.Equal((Stage.ToRegister, Purpose.Request), (given.Matter.Stage, given.Matter.Purpose));
        Assert.Equal(Stage.ToReceive, given.Register().Forward().Matter.Stage);
    }

    [Fact]
    public void Only_the_liaison_opens_or_sends()
    {
        foreach (var actor in Some.Everybody.Where(a => a != Some.Liaison))
        {
            Unseal(Accusation(), by: actor).Refused("not-your-role");
            Send(Accusation(), actor).Refused("not-your-role");
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData(Purpose.Accusation)]
    [InlineData(Purpose.Mixed)]
    public void Opening_names_an_ordinary_purpose(Purpose? purpose) => Unseal(Accusation(), purpose).Refused("purpose-missing", Article30);

    [Fact]
    public void Opening_needs_a_reason() => Unseal(Accusation(), reason: null).Refused("missing", Article30);

    [Fact]
    public void An_open_matter_has_no_seal_to_lift()
    {
        Unseal(Given.Filed()).Refused("not-sealed", Article30);
        Send(Given.Filed()).Refused("not-sealed", Article30);
    }

    [Fact]
    public void A_whole_accusation_goes_to_the_discipline_organ_once()
    {
        var given = Accusation().When(Some.Liaison, (m, act) => PassingOn.Pass(m, Some.Extract, Some.Discipline, Some.Office, act));
        Assert.Equal(Stage.WithDiscipline, given.Matter.Stage);
        Send(given).Refused("already-sent", Register.Article22.InParagraph(2));
        Unseal(given).Refused("already-sent", Register.Article22.InParagraph(2));
    }

    private static Decision SetApart(Given given, Matter? ordinary, bool isWhole = false, Actor? by = null) =>
        Sealing.SetApart(given.Matter, ordinary, isWhole, given.ActOf(by ?? Some.Liaison));

    [Fact]
    public void A_letter_whose_request_has_a_petition_of_its_own_is_an_accusation_and_goes_on()
    {
        var given = Mixed();
        var ordinary = LinkingTests.Earlier(given.Matter);
        Assert.Equal(ordinary.PetitionNumber, SetApart(given, ordinary).Event<MatterSetApart>().Ordinary.Value);
        given = given.When(Some.Liaison, (m, act) => Sealing.SetApart(m, ordinary, false, act));
        Assert.Equal((Stage.Sealed, Purpose.Accusation), (given.Matter.Stage, given.Matter.Purpose));
        Assert.IsType<Decision.Accepted>(Send(given));
        SetApart(given, ordinary).Refused("not-mixed", Article30);
    }

    [Fact]
    public void A_letter_in_which_the_liaison_finds_no_request_goes_on_too()
    {
        var given = Mixed();
        Assert.Null(SetApart(given, null, isWhole: true).Event<MatterSetApart>().Ordinary.Value);
        Assert.IsType<Decision.Accepted>(Send(given.When(Some.Liaison, (m, act) => Sealing.SetApart(m, null, true, act))));
    }

    [Fact]
    public void A_request_stands_in_another_petition_that_is_open_and_ordinary()
    {
        var given = Mixed();
        var ordinary = LinkingTests.Earlier(given.Matter);
        SetApart(given, null).Refused("no-such-petition", Article30);
        SetApart(given, ordinary with { Sealed = true }).Refused("no-such-petition", Article30);
        SetApart(given, ordinary with { Purpose = Purpose.Mixed }).Refused("no-such-petition", Article30);
        SetApart(given, ordinary with { WithdrawnOn = given.Today }).Refused("no-such-petition", Article30);
        SetApart(given, ordinary with { Petition = given.Matter.Petition }).Refused("same-petition", Article30);
        SetApart(given, ordinary, isWhole: true).Refused("both", Article30);
        SetApart(Given.Filed(), ordinary).Refused("not-sealed", Article30);
        foreach (var actor in Some.Everybody.Where(a => a != Some.Liaison)) SetApart(given, ordinary, by: actor).Refused("not-your-role");
    }

    [Fact]
    public void A_letter_that_also_holds_a_request_waits_until_it_is_split() => Send(Mixed()).Refused("mixed", Article30);
}
