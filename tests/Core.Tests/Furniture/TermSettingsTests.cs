using CsCheck;
using Xinqiao.Core.Furniture;
using Xinqiao.Core.Regulation;
using Xinqiao.Core.Tests.Matters;
using Xunit;

namespace Xinqiao.Core.Tests.Furniture;

public class TermSettingsTests
{
    private static readonly DateOnly Today = Given.Monday;
    private static readonly string Deemed = RulePack.Of2022[ClockId.DeemedAcceptance].SettingKey;

    private static Decision Make(
        string? key, string? value, DateOnly? from, Actor? by = null, params IReadOnlyList<Setting> before) => TermSettings.Make(
        key, value, from, new Given { Rules = new Rules(Calendar.Embedded, new Settings(before)) }.ActOf(by ?? Some.Administrator));

    [Fact]
    public void A_length_that_is_not_law_is_set_from_a_day_on()
    {
        Assert.Equal(new SettingMade(Deemed, "20", Today), Make(Deemed, " 20 ", Today).Event<SettingMade>());
        Assert.Equal(new SettingMade(Deemed, "20", Today.AddYears(5)), Make(Deemed, "020", Today.AddYears(5)).Event<SettingMade>());
    }

    [Fact]
    public void Nobody_else_sets_a_length()
    {
        foreach (var other in Some.Everybody.Where(a => a.Role != Role.Administrator)) Make(Deemed, "20", Today, other).Refused("not-your-role");
    }

    [Fact]
    public void Nothing_changes_backwards()
    {
        Assert.Equal("from", Make(Deemed, "20", Today.AddDays(-1)).Refused("setting-backwards", TermSettings.Source).Field);
        Make(Deemed, "20", new DateOnly(1990, 1, 1)).Refused("setting-backwards");
        Make(Deemed, "20", Today.AddYears(5).AddDays(1)).Refused("setting-too-far");
        Make(Deemed, "20", null).Refused("setting-day-missing");
    }

    [Fact]
    public void What_is_law_cannot_be_set_and_the_refusal_cites_its_article()
    {
        foreach (var clock in RulePack.Of2022.Clocks.Where(c => c.Provenance == Provenance.Law))
            Assert.Equal("key", Make(clock.SettingKey, "20", Today).Refused("setting-is-law", clock.Article).Field);
    }

    [Theory]
    [InlineData("clock.CLK-99.length")]
    [InlineData("term.agency")]
    [InlineData("banana")]
    public void What_no_rule_reads_cannot_be_set(string key) => Make(key, "20", Today).Refused("setting-unknown");

    [Theory]
    [InlineData("0")]
    [InlineData("-3")]
    [InlineData("367")]
    [InlineData("1.5")]
    [InlineData("十")]
    [InlineData("99999999999999999999")]
    public void A_length_is_a_whole_number_of_days_within_a_year(string value) =>
        Assert.Equal("value", Make(Deemed, value, Today).Refused("setting-value").Field);

    [Fact]
    public void What_is_missing_is_asked_for_at_its_field()
    {
        Assert.Equal("key", Make("", "20", Today).Refused("missing").Field);
        Assert.Equal("value", Make(Deemed, " ", Today).Refused("missing").Field);
    }

    [Fact]
    public void What_would_change_nothing_is_not_recorded()
    {
        Make(Deemed, "15", Today).Refused("setting-unchanged");
        var planned = new Setting(Deemed, "20", Today.AddDays(10));
        Make(Deemed, "20", Today.AddDays(10), null, planned).Refused("setting-unchanged");
        Make(Deemed, "15", Today.AddDays(10), null, planned).Event<SettingMade>();
        Make(Deemed, "20", Today.AddDays(9), null, planned).Event<SettingMade>();
    }

    [Fact]
    public void A_term_that_started_before_the_day_keeps_its_length_and_one_after_has_the_new_one() =>
        Gen.Select(Gen.Int[0, 400], Gen.Int[1, 366], Gen.Int[-300, 800]).Sample((ahead, length, start) =>
        {
            if (Make(Deemed, $"{length}", Today.AddDays(ahead)) is not Decision.Accepted { Events: [SettingMade made] }) return length == 15;
            var rules = new Rules(Calendar.Embedded, new Settings([new(made.Key, made.Value, made.From)]));
            return rules.On(Today.AddDays(start))[ClockId.DeemedAcceptance].Length == (start < ahead ? 15 : length);
        });

    [Fact]
    public void Every_clock_that_can_be_set_is_ours_or_from_memory_and_none_of_2005_is() => Assert.Equal(
        ["CLK-12a", "CLK-12b", "CLK-12c", "CLK-13", "CLK-14", "CLK-17", "XQ-01", "XQ-02", "XQ-03", "XQ-05", "XQ-06", "XQ-08"], TermSettings.Settable(RulePack.Of2022).Select(c => c.Id));
}
