using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Core.Regulation;
using Xinqiao.Core.Tests.Matters;
using Xunit;

namespace Xinqiao.Core.Tests.Petitions;

public class RegistrationTests
{
    private static readonly Article Article19 = Register.Article19.InParagraph(1);
    private static readonly Article Article22 = Register.Article22.InParagraph(1);

    private static Decision File(FilePetition filing) =>
        Registration.File(filing, Given.Nothing.ActOf(Actor.Petitioner), "XF", Some.Places, Some.Units);

    private static Decision Officer(Given given, RegisterMatter command, Actor? by = null) =>
        Registration.Register(given.Matter, command, given.ActOf(by ?? Some.Registrar), Categories.Brought, Some.Places);

    [Fact]
    public void What_arrives_has_its_number_a_query_code_and_a_matter_at_once()
    {
        var given = Given.Filed();
        Assert.Equal(("XF2026-000001-", 1), (given.Petition!.Number[..^1], given.Petition.CodesIssued));
        Assert.Equal(given.Petition.Number + "-1", given.Matter.Number);
        Assert.Equal((Stage.ToRegister, given.Petition.Id), (given.Matter.Stage, given.Matter.Petition));
    }

    [Theory]
    [InlineData("purpose", "purpose-missing")]
    [InlineData("title", "missing")]
    [InlineData("narrative", "missing")]
    [InlineData("request", "missing")]
    [InlineData("name", "missing")]
    public void What_article_19_asks_for_is_asked_for_again_at_its_field(string field, string code)
    {
        var filing = field switch
        {
            "purpose" => Some.Filing(purpose: null),
            "title" => Some.Filing() with { Title = " " },
            "narrative" => Some.Filing() with { Narrative = null },
            "request" => Some.Filing() with { Request = "" },
            _ => Some.Filing() with { Name = null },
        };
        Assert.Equal(field, File(filing).Refused(code, Article19).Field);
    }

    [Fact]
    public void An_anonymous_petition_is_registered_without_name_or_address()
    {
        var filed = File(Some.Filing() with { Anonymous = true }).Event<PetitionFiled>();
        Assert.Equal((false, null, null), (filed.Contactable, filed.Party.Name.Value, filed.Party.Address.Value));
        Assert.Equal("13800000000", filed.Party.Phone.Value);
    }

    [Fact]
    public void Name_and_address_make_a_petitioner_contactable()
    {
        Assert.True(File(Some.Filing()).Event<PetitionFiled>().Contactable);
        Assert.False(File(Some.Filing() with { Address = "  " }).Event<PetitionFiled>().Contactable);
    }

    [Theory]
    [InlineData("place", "unknown-place")]
    [InlineData("unitNamed", "unknown-unit")]
    [InlineData("phone", "phone-malformed")]
    [InlineData("email", "email-malformed")]
    public void A_value_that_cannot_be_is_refused_at_its_field(string field, string code)
    {
        var filing = field switch
        {
            "place" => Some.Filing() with { Place = "110000" },
            "unitNamed" => Some.Filing() with { UnitNamed = "??" },
            "phone" => Some.Filing() with { Phone = "call me" },
            _ => Some.Filing() with { Email = "nobody" },
        };
        Assert.Equal(field, File(filing).Refused(code, TextRule.Source).Field);
    }

    // A second line would be a second line of the message's head.
    [Theory]
    [InlineData("zhou@example.cn\r\nBcc: another@example.cn")]
    [InlineData("zhou\n@example.cn")]
    [InlineData("zhou@example.cn, another@example.cn")]
    public void An_address_for_e_mail_is_one_address_on_one_line(string email) =>
        File(Some.Filing() with { Email = email }).Refused("email-malformed", TextRule.Source);

    [Fact]
    public void A_line_break_behind_an_address_for_e_mail_is_not_recorded() => Assert.Equal(
        "zhou@example.cn", File(Some.Filing() with { Email = "zhou@example.cn\n" }).Event<PetitionFiled>().Party.Email.Value);

    [Fact]
    public void Electronic_service_needs_somewhere_to_send_it() =>
        File(Some.Filing() with { Phone = null, Email = "" }).Refused("consent-without-contact", Service.Source);

    [Fact]
    public void More_than_twenty_requests_are_too_many() =>
        File(Some.Filing() with { Request = string.Join('\n', Enumerable.Repeat("诉求", 21)) }).Refused("too-many-requests", TextRule.Source);

    [Fact]
    public void A_letter_received_tomorrow_is_refused() =>
        File(Some.Filing() with { Received = new LegalDay(new(2026, 3, 3), "邮戳", null) }).Refused("after-recording", LegalDay.Source);

    [Fact]
    public void A_letter_counts_from_the_day_it_arrived() =>
        Assert.Equal(new DateOnly(2026, 2, 27), File(Some.Filing() with
        {
            Channel = Channel.Letter,
            Received = new LegalDay(new(2026, 2, 27), "邮戳2月27日", "周五下班后送达"),
        }).Event<MatterRaised>().ReceivedOn);

    [Theory]
    [InlineData(Purpose.Accusation, true)]
    [InlineData(Purpose.Mixed, true)]
    [InlineData(Purpose.Request, false)]
    [InlineData(Purpose.Suggestion, false)]
    public void What_holds_an_accusation_is_sealed_as_it_arrives(Purpose purpose, bool isSealed) =>
        Assert.Equal(isSealed, File(Some.Filing(purpose)).Event<MatterRaised>().Sealed);

    [Fact]
    public void An_officer_registers_domain_summary_and_every_request()
    {
        var registered = Officer(Given.Filed(), Some.Registering).Event<MatterRegistered>();
        Assert.Equal(("construction", 2), (registered.Domain, registered.Requests.Count));
    }

    [Fact]
    public void Only_the_petition_department_registers()
    {
        foreach (var actor in Some.Everybody.Where(a => a.Role is not (Role.Registrar or Role.Router)))
            Officer(Given.Filed(), Some.Registering, actor).Refused("not-your-role", Authority.Source);
        Officer(Given.Filed(), Some.Registering, Some.Router).Event<MatterRegistered>();
    }

    [Fact]
    public void A_matter_is_registered_once_under_article_22() =>
        Officer(Given.Registered(), Some.Registering).Refused("already-registered", Article22);

    [Fact]
    public void A_form_of_registration_gets_all_its_errors_at_once()
    {
        var refused = Assert.IsType<Decision.Refused>(Officer(Given.Filed(), new(null, "nonsense", "110000", "", [], false, null)));
        Assert.Equal(["purpose-missing", "domain-missing", "unknown-place", "missing", "requests-missing"],
            refused.Refusals.Select(r => r.Code));
    }

    [Fact]
    public void A_suspicion_at_registration_seals_the_matter()
    {
        var given = Given.Filed().When(Some.Registrar, (m, act) => Registration.Register(
            m, Some.Registering with { SuspectedAccusation = true, SuspicionReason = "提到收受财物" }, act, Categories.Brought, Some.Places));
        Assert.Equal((Stage.Sealed, Purpose.Mixed), (given.Matter.Stage, given.Matter.Purpose));
    }

    [Fact]
    public void A_suspicion_without_its_reason_is_refused_as_at_any_other_time() =>
        Assert.Equal("suspicionReason", Officer(Given.Filed(), Some.Registering with { SuspectedAccusation = true })
            .Refused("suspicion-reason-missing", Sealing.Source).Field);

    [Theory]
    [InlineData("1. 修路\n2、赔偿\r\n\n（3）道歉\n四、公开", new[] { "修路", "赔偿", "道歉", "公开" })]
    [InlineData("只有一条", new[] { "只有一条" })]
    [InlineData(null, new string[0])]
    [InlineData("3.5万元工资没有发", new[] { "3.5万元工资没有发" })]
    public void Requests_are_told_apart_by_lines_and_lose_their_list_marks(string? text, string[] requests) =>
        Assert.Equal(requests, Registration.RequestsIn(text));
}
