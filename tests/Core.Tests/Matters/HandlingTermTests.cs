using Xinqiao.Core.Matters;
using Xinqiao.Core.Regulation;
using Xunit;

namespace Xinqiao.Core.Tests.Matters;

public class HandlingTermTests
{
    private static readonly DateOnly AcceptedOn = new(2026, 8, 3);
    private static readonly DateOnly Approved = new(2026, 9, 28);

    private static Given Accepted() => Given.Filed(on: AcceptedOn).Register().Forward().Receive().GiveNotice().Accept();

    private static Decision Extend(Given given, int? days = 30, string? reason = "需委托鉴定", Actor? by = null, string approver = "钱卫东") =>
        HandlingTerm.Extend(given.Matter, days, reason, approver, Some.Housing, given.ActOf(by ?? Some.Head));

    [Fact]
    public void Thirty_days_are_added_to_the_nominal_date_and_not_to_a_rolled_one()
    {
        var extended = Extend(Accepted().On(Approved)).Event<HandlingExtended>();
        Assert.Equal((new DateOnly(2026, 10, 2), new DateOnly(2026, 11, 1)), (extended.WasDueOn, extended.DueOn));
    }

    [Fact]
    public void An_extension_on_the_last_day_is_in_time() =>
        Assert.Equal(30, Extend(Accepted().On(new(2026, 10, 2))).Event<HandlingExtended>().Days);

    [Theory]
    [InlineData("2026-10-03")]
    [InlineData("2026-10-09")]
    public void An_extension_after_expiry_is_refused_under_article_34(string day) =>
        Extend(Accepted().On(DateOnly.Parse(day))).Refused("after-expiry", Register.Article34);

    [Theory]
    [InlineData(31)]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    public void An_extension_longer_than_thirty_days_is_refused_under_article_34(int days) =>
        Assert.Equal("days", Extend(Accepted().On(Approved), days).Refused("days-out-of-range", Register.Article34).Field);

    [Fact]
    public void A_second_extension_of_fifteen_after_twenty_days_is_refused() =>
        Extend(Accepted().On(Approved).Extend(20), 15).Refused("already-extended", HandlingTerm.Once);

    [Fact]
    public void The_days_must_be_given() => Extend(Accepted(), days: null).Refused("days-missing", Register.Article34);

    [Fact]
    public void The_petitioner_is_owed_the_reason_under_article_34() =>
        Extend(Accepted(), reason: "").Refused("missing", Register.Article34);

    [Fact]
    public void Only_the_units_own_head_approves_under_article_34()
    {
        foreach (var actor in Some.Everybody.Where(a => a != Some.Head))
            Assert.Equal(Register.Article34, Assert.Single(
                Assert.IsType<Decision.Refused>(Extend(Accepted(), by: actor)).Refusals).Basis);
    }

    [Fact]
    public void What_was_not_accepted_has_no_term_to_extend() =>
        Extend(Given.Noticed()).Refused("not-accepted", Register.Article34);

    [Fact]
    public void After_the_opinion_there_is_nothing_to_extend() =>
        Extend(Given.Approved()).Refused("opinion-issued", Register.Article34);

    [Fact]
    public void The_approver_stands_on_the_notice() =>
        Assert.Equal("批准人", Extend(Accepted(), approver: "").Refused("content-missing", Letter.Source).Field);
}
