using Xinqiao.Core.Petitions;
using Xinqiao.Core.Tests.Matters;
using Xunit;

namespace Xinqiao.Core.Tests.Petitions;

public class NationalNumberTests
{
    private const string Number = "32061320260302000017";

    private static Decision Record(
        Given given, string? typed, string? reason = null, Actor? by = null, Func<string, StreamId?>? bearer = null) => given.Asks(
        by ?? Some.Registrar, (_, act) => NationalNumber.Record(given.Petition!, typed, reason, bearer ?? (_ => null), act));

    [Fact]
    public void It_can_be_recorded_after_the_petition_was_registered()
    {
        var given = Given.Registered();
        Record(given, Number);
        Assert.Equal(Number, given.Petition!.NationalNumber);
        Assert.Equal(Number, PetitionRow.Of(given.Petition).NationalNumber);
    }

    [Fact]
    public void No_two_petitions_bear_the_same()
    {
        var given = Given.Registered();
        var refusal = Record(given, Number, bearer: _ => StreamId.Petition(Guid.Empty)).Refused("national-number-taken", NationalNumber.Source);
        Assert.Equal("nationalNumber", refusal.Field);
        Record(given, Number, bearer: _ => given.Petition!.Id).Event<NationalNumberRecorded>();
    }

    [Fact]
    public void A_wrong_one_is_corrected_with_its_reason_and_the_same_is_not_recorded_twice()
    {
        var given = Given.Registered();
        Record(given, Number);
        Record(given, Number, "再登").Refused("already-recorded");
        Assert.Equal("reason", Record(given, "32061320260302000018").Refused("missing", NationalNumber.Source).Field);
        Assert.Equal("抄错末位", Record(given, "32061320260302000018", "抄错末位").Event<NationalNumberRecorded>().Reason.Value);
        Assert.Equal("32061320260302000018", given.Petition!.NationalNumber);
    }

    [Fact]
    public void Only_the_petition_department_records_it()
    {
        foreach (var other in Some.Everybody.Where(a => a.Role is not (Role.Registrar or Role.Router)))
            Record(Given.Registered(), Number, by: other).Refused("not-your-role", Authority.Source);
    }

    [Theory]
    [InlineData(" xf-3206 ２０２６－0001", "XF-32062026-0001")]
    [InlineData("3206132026", "3206132026")]
    [InlineData("320613202603020017", "320613202603020017")]
    public void It_is_read_without_blanks_in_capitals_and_narrow(string typed, string number) =>
        Assert.Equal(number, NationalNumber.Parse(typed));

    [Theory]
    [InlineData("")]
    [InlineData("12345")]
    [InlineData("ABCDEFGH")]
    [InlineData("崇信2026-0001")]
    [InlineData("3206/2026/1")]
    [InlineData("32061320260302000017\u0001")]
    public void What_cannot_be_one_is_none(string typed) => Assert.Null(NationalNumber.Parse(typed));

    [Fact]
    public void Our_own_number_is_none() => Assert.Null(NationalNumber.Parse(PetitionNumber.Of("XF", 2026, 1)));

    /// <summary>It stands in the log in clear.</summary>
    [Theory]
    [InlineData("13800000217")]
    [InlineData("32060219580101123X")]
    [InlineData("320602198007151234")]
    public void A_telephone_or_an_identity_number_is_none(string typed) => Assert.Null(NationalNumber.Parse(typed));
}
