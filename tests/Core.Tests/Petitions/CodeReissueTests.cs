using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Core.Tests.Matters;
using Xunit;

namespace Xinqiao.Core.Tests.Petitions;

public class CodeReissueTests
{
    private static Decision AtCounter(Given given, string? check = "身份证，姓名住址相符", Actor? by = null, bool holdsSealed = false) =>
        CodeReissue.AtCounter(given.Petition!, holdsSealed, check, given.ActOf(by ?? Some.Registrar));

    [Fact]
    public void The_counter_records_how_the_identity_was_checked()
    {
        var issued = AtCounter(Given.Filed()).Event<QueryCodeIssued>();
        Assert.Equal((CodeHandedOver.ReissuedAtCounter, "身份证，姓名住址相符"), (issued.How, issued.Check.Value));
    }

    [Theory]
    [InlineData(null, "missing")]
    [InlineData("  ", "missing")]
    [InlineData("身份证32060219500101123X", "identity-number")]
    [InlineData("看过\u0001证件", "control-character")]
    public void Without_a_check_that_can_be_recorded_no_code_is_issued(string? check, string code) =>
        AtCounter(Given.Filed(), check).Refused(code);

    // An attribute cannot hold half a character, so this one is made here.
    [Fact]
    public void A_half_character_is_refused_too() => AtCounter(Given.Filed(), "看过" + '\ud800' + "证件").Refused("lone-surrogate");

    [Fact]
    public void Neither_a_unit_nor_the_petitioner_issues_one_at_the_counter()
    {
        foreach (var actor in Some.Everybody.Where(a => a.Role is not (Role.Registrar or Role.Router)))
            AtCounter(Given.Filed(), by: actor).Refused("not-your-role");
    }

    [Fact]
    public void A_petition_that_holds_a_sealed_matter_is_not_opened_to_the_counter_by_a_new_code() =>
        AtCounter(Given.Filed(), holdsSealed: true).Refused("sealed", Sealing.Source);

    [Fact]
    public void An_anonymous_petitioner_has_no_identity_to_check()
    {
        var given = Given.Filed(Some.Filing() with { Anonymous = true, Name = null, Address = null });
        AtCounter(given).Refused("anonymous", CodeReissue.Source);
        CodeReissue.ByContact(given.Petition!, oneTimeCode: true, given.ActOf(Actor.Petitioner)).Event<QueryCodeIssued>();
    }

    [Fact]
    public void Through_the_contact_only_the_petitioner_with_the_right_one_time_code_gets_one()
    {
        var given = Given.Filed();
        CodeReissue.ByContact(given.Petition!, oneTimeCode: false, given.ActOf(Actor.Petitioner)).Refused("one-time-code", CodeReissue.Source);
        CodeReissue.ByContact(given.Petition!, oneTimeCode: true, given.ActOf(Some.Registrar)).Refused("not-the-petitioner", CodeReissue.Source);
        var issued = CodeReissue.ByContact(given.Petition!, oneTimeCode: true, given.ActOf(Actor.Petitioner)).Event<QueryCodeIssued>();
        Assert.Equal(CodeHandedOver.ReissuedByContact, issued.How);
    }
}
