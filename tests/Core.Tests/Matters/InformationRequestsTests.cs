using CsCheck;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Core.Regulation;
using Xunit;

namespace Xinqiao.Core.Tests.Matters;

public class InformationRequestsTests
{
    private static readonly Actor OtherRegistrar = new("s-21", Role.Registrar, "XF", "崇川区信访局");

    private static readonly PartyChange Nothing = new(null, null, null, null);

    private static Decision Ask(Given given, InformationRight? right = InformationRight.Correct, string? text = "电话改成13900000001", bool ownHand = true, Actor? by = null) =>
        given.Asks(by ?? Actor.Petitioner, (m, act) => InformationRequests.Ask(m, right, text, ownHand, act));

    private static Decision Take(
        Given given, Actor by, InformationRight? right = InformationRight.Correct, InformationAsker? asker = InformationAsker.Counter, LegalDay? day = null,
        string? check = "身份证，姓名住址相符") => given.Asks(by, (m, act) => InformationRequests.Record(
        m, new TakenRequest(right, asker, day ?? new LegalDay(act.Today, null, null), "电话改成13900000001", check), act));

    private static Decision Answer(
        Given given, Actor by, InformationResult? result = InformationResult.Refused, string? reply = "保存期限未届满", PartyChange? change = null, bool anonymous = false) =>
        given.Asks(by, (m, act) => InformationRequests.Answer(
            m, new InformationReply(InformationRequests.Next(m)?.Version, result, reply, change ?? Nothing), anonymous, Some.Office, act));

    private static DeadlineRow? Row(Given given) => DeadlineRow.Of(given.Matter, given.Rules).SingleOrDefault(r => r.Clock == ClockId.InformationRequest);

    [Theory]
    [InlineData(InformationRight.Copy, "《个人信息保护法》第四十五条第一款")]
    [InlineData(InformationRight.Transfer, "《个人信息保护法》第四十五条第三款")]
    [InlineData(InformationRight.Correct, "《个人信息保护法》第四十六条第一款")]
    [InlineData(InformationRight.Delete, "《个人信息保护法》第四十七条第一款")]
    [InlineData(InformationRight.Explain, "《个人信息保护法》第四十八条")]
    [InlineData(InformationRight.Restrict, "《个人信息保护法》第四十四条")]
    public void Each_right_cites_its_article(InformationRight right, string article)
    {
        Assert.Equal(article, InformationRequests.Basis(right).ToString());
        Assert.Equal(Provenance.Memory, InformationRequests.Basis(right).Provenance);
    }

    [Fact]
    public void A_request_has_fifteen_working_days_and_stands_in_the_table_of_terms_under_no_unit()
    {
        var given = Given.Accepted();
        var asked = Ask(given).Event<InformationAsked>();
        Assert.Equal((InformationAsker.Portal, Given.Monday), (asked.By, asked.ReceivedOn));
        // Monday, 2 March 2026 and three weeks of five working days.
        Assert.Equal(("2026-03-23", true, null), (Row(given)!.Nominal, Row(given)!.Open, Row(given)!.Unit));
        Assert.Equal(new DateOnly(2026, 3, 23), InformationRequests.DueOn(given.Matter.InformationRequests[0], given.Rules));
        Answer(given.DaysLater(25), Some.Router).Event<InformationAnswered>();
        Assert.Equal(("2026-03-27", false), (Row(given)!.MetOn, Row(given)!.Open));
    }

    [Fact]
    public void An_office_may_set_the_term_for_the_law_names_no_days()
    {
        var settings = new Settings([new Setting("clock.XQ-06.length", "5", Given.Monday)]);
        var given = Given.Filed();
        Ask(given);
        var rules = new Rules(Calendar.Embedded, settings);
        Assert.Equal(new DateOnly(2026, 3, 9), InformationRequests.DueOn(given.Matter.InformationRequests[0], rules));
    }

    [Fact]
    public void The_request_that_waits_longest_leads_and_after_it_the_next()
    {
        var given = Given.Accepted();
        Ask(given, InformationRight.Explain);
        Ask(given.DaysLater(3), InformationRight.Restrict);
        Assert.Equal("2026-03-23", Row(given)!.Nominal);
        Answer(given, Some.Registrar);
        Assert.Equal("2026-03-26", Row(given)!.Nominal);
        Assert.True(Row(given)!.Open);
    }

    [Fact]
    public void Whoever_withdrew_is_still_owed_an_answer_about_their_data()
    {
        var given = Given.Accepted();
        Ask(given);
        given.Withdraw();
        Assert.True(Row(given)!.Open);
        Ask(given, InformationRight.Delete).Event<InformationAsked>();
    }

    [Fact]
    public void On_the_platform_the_petitioner_alone_asks_with_their_own_hand_for_what_is_not_there_at_once()
    {
        var given = Given.Accepted();
        Ask(given, by: Some.Registrar).Refused("not-the-petitioner", InformationRequests.Source);
        Ask(given, ownHand: false).Refused("second-factor");
        Assert.Equal("right", Ask(given, right: null).Refused("right-missing").Field);
        Ask(given, InformationRight.Copy).Refused("right-missing");
        Assert.Equal("asked", Ask(given, text: " ").Refused("missing").Field);
    }

    [Fact]
    public void What_waits_is_not_asked_a_second_time_and_can_be_after_the_answer()
    {
        var given = Given.Accepted();
        Ask(given);
        Assert.Equal("right", Ask(given).Refused("request-pending").Field);
        Take(given, Some.Registrar).Refused("request-pending");
        Answer(given, Some.Router);
        Ask(given).Event<InformationAsked>();
    }

    [Theory]
    [InlineData("s-1", true)]
    [InlineData("s-2", true)]
    [InlineData("s-3", false)]
    [InlineData("s-4", false)]
    [InlineData("s-5", false)]
    [InlineData("s-6", false)]
    [InlineData("s-7", false)]
    [InlineData("petitioner", false)]
    public void The_petition_department_takes_requests_down_and_answers_them(string by, bool may)
    {
        var (actor, given) = (Some.Everybody.Single(a => a.Id == by), Given.Accepted());
        Assert.Equal(may, Take(given, actor, InformationRight.Copy) is Decision.Accepted);
        Ask(given);
        Assert.Equal(may, Answer(given, actor) is Decision.Accepted);
    }

    [Fact]
    public void Of_what_is_sealed_the_liaison_alone_takes_and_answers_requests()
    {
        var given = Given.Filed(Some.Filing(Purpose.Accusation));
        Ask(given).Event<InformationAsked>();
        foreach (var actor in Some.Everybody.Where(a => a != Some.Liaison))
        {
            Answer(given, actor).Refused("sealed");
            Take(given, actor, InformationRight.Copy).Refused("sealed");
        }

        Answer(given, Some.Liaison).Event<InformationAnswered>();
        Take(given, Some.Liaison, InformationRight.Copy).Event<InformationAsked>();
    }

    [Fact]
    public void The_gate_opens_requests_to_whoever_deals_with_them_and_to_no_unit()
    {
        var given = Given.Accepted();
        Actor[] expected = [Some.Registrar, Some.Router, Some.Supervisor];
        Assert.Equal(expected, Some.Everybody.Where(a => Gate.Opens(new Viewer(a.Role, a.Unit, a.Id), given.Matter, Part.Requests)));
    }

    [Fact]
    public void What_comes_by_letter_counts_from_the_day_it_came_and_its_evidence_is_named()
    {
        var given = Given.Accepted();
        Take(given.DaysLater(10), Some.Registrar, asker: InformationAsker.Letter, day: new LegalDay(Given.Monday.AddDays(8), null, null)).Refused("evidence-missing");
        var asked = Take(given, Some.Registrar, asker: InformationAsker.Letter, day: new LegalDay(Given.Monday.AddDays(8), "邮戳", "周末收到")).Event<InformationAsked>();
        Assert.Equal((Given.Monday.AddDays(8), "邮戳"), (asked.ReceivedOn, asked.Evidence));
        Take(given, Some.Registrar, InformationRight.Copy, day: new LegalDay(Given.Monday.AddDays(-3), "邮戳", "补录")).Refused("before-the-petition");
    }

    [Fact]
    public void A_relative_shows_that_somebody_died_and_whose_relative_they_are()
    {
        var given = Given.Accepted();
        Take(given, Some.Registrar, InformationRight.Copy, InformationAsker.Relative, check: "").Refused("missing", InformationRequests.Relatives);
        Take(given, Some.Registrar, InformationRight.Copy, InformationAsker.Portal).Refused("asker-missing");
        Assert.Equal(InformationAsker.Relative,
            Take(given, Some.Registrar, InformationRight.Copy, InformationAsker.Relative, check: "死亡证明、户口簿").Event<InformationAsked>().By);
    }

    [Fact]
    public void An_answer_says_what_was_done_or_why_not_and_bears_a_number()
    {
        var given = Given.Accepted();
        Answer(given, Some.Router).Refused("no-request");
        Ask(given, InformationRight.Explain);
        Assert.Equal("result", Answer(given, Some.Router, result: null).Refused("result-missing").Field);
        Assert.Equal("reply", Answer(given, Some.Router, reply: "").Refused("missing").Field);
        Assert.StartsWith("崇信〔2026〕", Answer(given, Some.Router).Event<InformationAnswered>().DocumentNumber, StringComparison.Ordinal);
    }

    [Fact]
    public void A_deletion_is_granted_after_two_persons_have_erased_and_not_by_the_answer()
    {
        var given = Given.Accepted();
        Ask(given, InformationRight.Delete);
        Answer(given, Some.Registrar, InformationResult.Granted).Refused("erasure-missing", Erasing.Source);
        Answer(given, Some.Registrar, InformationResult.Partly).Refused("erasure-missing", Erasing.Source);
        var texts = ErasableTexts.Of(given.Matter.Id, given.OfPetition, given.OfMatter);
        var title = texts.First(t => t.Place.Field == "title").Place;
        given.When(Some.Registrar, (m, act) => Erasing.Ask(m, [title], [title], ErasureGround.ConsentWithdrawn, "本人申请", act));
        Answer(given, Some.Registrar, InformationResult.Granted).Refused("erasure-missing");
        given.When(Some.Router, (m, act) => Erasing.Approve(m, [title], Some.Office, act));
        Answer(given, Some.Registrar, InformationResult.Granted, "已删除标题").Event<InformationAnswered>();
    }

    [Fact]
    public void An_erasure_of_before_the_request_does_not_grant_it()
    {
        var given = Given.Accepted();
        var title = ErasableTexts.Of(given.Matter.Id, given.OfPetition, given.OfMatter).First(t => t.Place.Field == "title").Place;
        given.When(Some.Registrar, (m, act) => Erasing.Ask(m, [title], [title], ErasureGround.ConsentWithdrawn, "本人申请", act));
        given.When(Some.Router, (m, act) => Erasing.Approve(m, [title], Some.Office, act));
        Ask(given.DaysLater(1), InformationRight.Delete);
        Answer(given, Some.Registrar, InformationResult.Granted).Refused("erasure-missing");
    }

    [Fact]
    public void A_correction_puts_right_what_is_read_and_keeps_what_was_registered()
    {
        var given = Given.Accepted();
        Ask(given);
        Answer(given, Some.Registrar, InformationResult.Granted, "已核实").Refused("correction-missing", PartyCorrection.Source);
        var change = Nothing with { Phone = "13900000001", Address = "濠西新村15幢" };
        Answer(given, Some.Registrar, InformationResult.Refused, change: change).Refused("correction-unasked");
        var accepted = Assert.IsType<Decision.Accepted>(Answer(given, Some.Registrar, InformationResult.Granted, "已核实", change)).Events;
        Assert.Equal(["phone", "address"], Assert.IsType<PartyCorrected>(accepted[1]).Fields);
        var party = given.OfPetition.AsItStands().Party;
        Assert.Equal(("周桂兰", "13900000001", "濠西新村15幢", "zhou@example.cn"), (party.Name.Value, party.Phone.Value, party.Address.Value, party.Email.Value));
        Assert.Equal("13800000000", given.OfPetition.Select(r => r.Event).OfType<PetitionFiled>().Single().Party.Phone.Value);
    }

    [Theory]
    [InlineData("phone", "123", "phone-malformed")]
    [InlineData("email", "not an address", "email-malformed")]
    [InlineData("name", "一\0", "control-character")]
    public void A_correction_is_checked_like_what_is_registered(string field, string value, string code)
    {
        var given = Given.Accepted();
        Ask(given);
        var change = field switch { "phone" => Nothing with { Phone = value }, "email" => Nothing with { Email = value }, _ => Nothing with { Name = value } };
        Assert.Equal(field, Answer(given, Some.Registrar, InformationResult.Granted, "已核实", change).Refused(code).Field);
    }

    [Fact]
    public void An_anonymous_petition_gets_no_name_by_a_correction()
    {
        var given = Given.Filed(Some.Filing() with { Anonymous = true });
        Ask(given);
        Answer(given, Some.Registrar, InformationResult.Granted, "已核实", Nothing with { Name = "周桂兰" }, anonymous: true).Refused("anonymous");
        Answer(given, Some.Registrar, InformationResult.Granted, "已核实", Nothing with { Phone = "13900000001" }, anonymous: true).Event<PartyCorrected>();
    }

    [Fact]
    public void Who_takes_down_at_the_counter_that_something_is_to_be_corrected_does_not_correct_it()
    {
        var given = Given.Accepted();
        Take(given, Some.Registrar);
        var change = Nothing with { Phone = "13900000001" };
        Answer(given, Some.Registrar, InformationResult.Granted, "已核实", change).Refused("own-request", InformationRequests.TwoPersons);
        Answer(given, OtherRegistrar, InformationResult.Granted, "已核实", change).Event<PartyCorrected>();
    }

    [Fact]
    public void However_it_goes_no_contact_is_changed_but_for_the_petitioner_or_by_two_persons()
    {
        Actor[] anybody = [.. Some.Everybody, OtherRegistrar];
        Gen.Select(Gen.Int[0, anybody.Length - 1], Gen.Int[0, 2]).Array[1, 14].Sample(steps =>
        {
            var given = Given.Accepted();
            foreach (var (who, what) in steps)
            {
                var before = InformationRequests.Next(given.Matter);
                var decision = what switch
                {
                    0 => Ask(given, by: anybody[who]),
                    1 => Take(given, anybody[who]),
                    _ => Answer(given, anybody[who], InformationResult.Granted, "已核实", Nothing with { Phone = "13900000001" }),
                };
                if (decision is not Decision.Accepted { Events: var events } || !events.OfType<PartyCorrected>().Any()) continue;
                Assert.NotNull(before);
                Assert.NotEqual(before.RecordedBy, anybody[who].Id);
                Assert.Contains(anybody[who].Role, new[] { Role.Registrar, Role.Router });
            }
        }, iter: 2_000);
    }

    [Fact]
    public void What_is_marked_in_an_extract_is_who_petitions_before_and_after_a_correction()
    {
        var given = Given.Accepted();
        Ask(given);
        Answer(given, Some.Registrar, InformationResult.Granted, "已核实", Nothing with { Phone = "13900000001" });
        Assert.Equal(["13800000000", "13900000001"], ExtractSource.PartyOf(given.OfPetition).Phones.Order());
    }
}
