using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Core.Regulation;
using Xinqiao.Core.Tests.Matters;
using Xunit;

namespace Xinqiao.Core.Tests.Petitions;

/// <summary>What the counter does with whatever comes to it: one act from envelope to registered matter.</summary>
public class FileAndRegisterTests
{
    private static readonly FilePetition Letter = Some.Filing() with
    {
        Channel = Channel.Letter,
        Received = new LegalDay(Given.Monday, null, null),
        CodeHandedOver = CodeHandedOver.CounterSlip,
    };

    private static Decision Ask(Given given, FilePetition filing, RegisterMatter registering, Actor? by = null) => given.Asks(
        by ?? Some.Registrar,
        (_, act) => Registration.FileAndRegister(filing, registering, act, "XF", Categories.Brought, Some.Places, Some.Units,
            number => number == "TAKEN-0001" ? StreamId.Petition(Guid.Empty) : null));

    [Fact]
    public void A_letter_is_filed_and_registered_in_one_act()
    {
        var given = Given.Nothing;
        var decision = Assert.IsType<Decision.Accepted>(Ask(given, Letter, Some.Registering));
        Assert.Equal(
            ["petition.filed.v1", "petition.query-code-issued.v1", "matter.raised.v1", "matter.registered.v1"],
            decision.Events.Select(e => e.StoredName));
        Assert.Equal((Stage.ToForward, 2, 1), (given.Matter.Stage, given.Matter.Requests, given.Petition!.CodesIssued));
    }

    [Fact]
    public void The_purpose_and_the_place_are_the_petitions_own()
    {
        var given = Given.Nothing;
        Ask(given, Letter with { Purpose = Purpose.Suggestion, Place = "320613002" }, Some.Registering);
        Assert.Equal((Purpose.Suggestion, "320613002"), (given.Matter.Purpose, given.Matter.Place));
    }

    [Theory]
    [InlineData(Purpose.Accusation, false, Purpose.Accusation)]
    [InlineData(Purpose.Mixed, false, Purpose.Mixed)]
    [InlineData(Purpose.Request, true, Purpose.Mixed)]
    [InlineData(Purpose.Suggestion, true, Purpose.Mixed)]
    public void An_accusation_marked_or_suspected_is_sealed_in_the_same_act_under_article_30(
        Purpose purpose, bool suspected, Purpose sealedAs)
    {
        var given = Given.Nothing;
        Ask(given, Letter with { Purpose = purpose },
            Some.Registering with { SuspectedAccusation = suspected, SuspicionReason = suspected ? "称局长收钱" : null });
        Assert.Equal((true, sealedAs, Stage.Sealed), (given.Matter.Sealed, given.Matter.Purpose, given.Matter.Stage));
    }

    [Fact]
    public void A_form_gets_the_errors_of_both_halves_at_once_and_none_twice()
    {
        var decision = Ask(
            Given.Nothing, Letter with { Title = null, Purpose = null, Place = "nirgends" },
            Some.Registering with { Domain = null, Summary = " ", SuspectedAccusation = true });
        var refusals = Assert.IsType<Decision.Refused>(decision).Refusals;
        Assert.Equal(
            ["domain", "place", "purpose", "summary", "suspicionReason", "title"], refusals.Select(r => r.Field!).Order());
    }

    [Fact]
    public void A_refused_letter_uses_up_no_number()
    {
        var given = Given.Nothing;
        Ask(given, Letter with { Title = null }, Some.Registering);
        Ask(given, Letter, Some.Registering);
        Assert.Equal("XF2026-000001-", given.Petition!.Number[..^1]);
    }

    [Fact]
    public void Only_the_petition_department_registers()
    {
        foreach (var other in Some.Everybody.Where(a => a.Role is not (Role.Registrar or Role.Router)))
            Ask(Given.Nothing, Letter, Some.Registering, other).Refused("not-your-role");
    }

    [Fact]
    public void What_is_filed_online_is_not_registered_at_the_counter() => Assert.Equal(
        "channel", Ask(Given.Nothing, Letter with { Channel = Channel.Portal }, Some.Registering)
            .Refused("not-at-the-counter", Register.Article17).Field);

    [Fact]
    public void Every_other_channel_comes_to_the_counter() =>
        Assert.Equal(Words.All<Channel>().Except([Channel.Portal]), Registration.AtCounter);

    [Fact]
    public void The_number_in_the_national_system_is_recorded_in_the_same_act()
    {
        var given = Given.Nothing;
        var decision = Ask(given, Letter with { NationalNumber = " ３２０６-2026-000012 " }, Some.Registering);
        Assert.Equal("3206-2026-000012", decision.Event<NationalNumberRecorded>().Number);
        Assert.Equal("3206-2026-000012", given.Petition!.NationalNumber);
    }

    [Theory]
    [InlineData("TAKEN-0001", "national-number-taken")]
    [InlineData("nonsense", "national-number-malformed")]
    public void A_number_that_another_petition_bears_or_that_cannot_be_one_is_refused_at_its_field(string typed, string code)
    {
        var given = Given.Nothing;
        var refusal = Ask(given, Letter with { NationalNumber = typed }, Some.Registering).Refused(code, NationalNumber.Source);
        Assert.Equal("nationalNumber", refusal.Field);
        Assert.Null(given.Petition);
    }

    [Fact]
    public void No_message_speaks_to_the_clerk_as_to_the_petitioner()
    {
        var decision = Ask(
            Given.Nothing, Letter with { Purpose = null, Title = null, Narrative = null, Request = null, Name = null }, Some.Registering);
        Assert.All(Assert.IsType<Decision.Refused>(decision).Refusals, r => Assert.DoesNotContain("您", r.Reason.ToString(), StringComparison.Ordinal));
    }
}
