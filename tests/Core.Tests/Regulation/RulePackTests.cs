using Xinqiao.Core.Regulation;
using Xunit;

namespace Xinqiao.Core.Tests.Regulation;

public class RulePackTests
{
    [Fact]
    public void A_matter_from_before_the_act_in_force_is_told_which_act_its_terms_follow()
    {
        Assert.Contains("《信访条例》（2005年）", RulePack.NoteOn(new(2022, 4, 30))?.ToString(), StringComparison.Ordinal);
        Assert.Null(RulePack.NoteOn(new(2022, 5, 1)));
    }

    [Fact]
    public void A_term_follows_the_regulation_in_force_on_its_own_start_date()
    {
        Assert.Same(RulePack.Of2005, RulePack.On(new(2022, 4, 30)));
        Assert.Same(RulePack.Of2022, RulePack.On(new(2022, 5, 1)));
        Assert.Same(RulePack.Of2005, RulePack.On(new(2005, 5, 1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => RulePack.On(new(2005, 4, 30)));
    }

    [Fact]
    public void The_table_of_2022_is_complete()
    {
        string[] all =
        [
            "CLK-01", "CLK-02", "CLK-03", "CLK-04", "CLK-05", "CLK-06", "CLK-07", "CLK-08", "CLK-09", "CLK-10", "CLK-11",
            "CLK-12a", "CLK-12b", "CLK-12c", "CLK-13", "CLK-14", "CLK-15", "CLK-16", "CLK-17",
        ];
        Assert.Equal(all, RulePack.Of2022.Clocks.Select(c => c.Id).Except(Own));
        Assert.All(RulePack.Of2022.Clocks, c => Assert.Equal("2022", c.Pack));
    }

    /// <summary>Not in any table of the law: signing, deciding on an objection, opening on the platform, carrying out, passing a report of retaliation on, answering about personal data, answering anew, dealing with what was taken back from a unit.</summary>
    private static readonly string[] Own =
        [ClockId.Signing, ClockId.ObjectionDecision, ClockId.PortalOpening, ClockId.Execution, ClockId.Retaliation, ClockId.InformationRequest, ClockId.Redo, ClockId.TakenBack];

    [Fact]
    public void The_houses_own_terms_hold_under_either_regulation_and_none_of_their_lengths_passes_for_law() =>
        Assert.All([RulePack.Of2022, RulePack.Of2005], pack =>
        {
            Assert.Equal(Own, pack.Clocks.Select(c => c.Id).Where(id => id.StartsWith("XQ-", StringComparison.Ordinal)));
            Assert.All(Own.Select(id => pack[id]), c => Assert.True(c.Length is null || c.Provenance == Provenance.Project));
            Assert.All(Own.Select(id => pack[id]), c => Assert.Null(c.Extension));
        });

    [Fact]
    public void Only_the_objection_and_simplified_handling_are_in_working_days() =>
        Assert.Equal(
            [ClockId.Objection, ClockId.SimplifiedForward, ClockId.SimplifiedAcceptance, ClockId.SimplifiedOpinion],
            RulePack.Of2022.Clocks.Where(c => c.Unit == ClockUnit.WorkingDays).Select(c => c.Id).Except(Own));

    [Fact]
    public void Only_the_requests_for_review_are_petitioners_rights() =>
        Assert.Equal(
            [ClockId.ReviewRequest, ClockId.FinalReviewRequest],
            RulePack.Of2022.Clocks.Where(c => c.IsPetitionersRight).Select(c => c.Id));

    [Fact]
    public void Hearing_time_is_excluded_in_the_final_review_alone() =>
        Assert.All([RulePack.Of2022, RulePack.Of2005], pack => Assert.Equal(
            [ClockId.FinalReview], pack.Clocks.Where(c => c.HearingExcludedBy is not null).Select(c => c.Id)));

    [Fact]
    public void The_regulation_of_2005_knew_no_objection_and_fixed_thirty_days_for_feedback()
    {
        Assert.Null(RulePack.Of2005.Find(ClockId.Objection));
        Assert.Null(RulePack.Of2005.Find(ClockId.DeemedAcceptance));
        var feedback = RulePack.Of2005[ClockId.SuggestionFeedback];
        Assert.Equal((30, Provenance.Law, "《信访条例》第三十六条第二款"), (feedback.Length, feedback.Provenance, feedback.Article.ToString()));
        Assert.Equal(Provenance.Project, RulePack.Of2022[ClockId.SuggestionFeedback].Provenance);
    }

    [Fact]
    public void Packs_are_found_by_name()
    {
        Assert.Same(RulePack.Of2022, RulePack.Named("2022"));
        Assert.Same(RulePack.Of2005, RulePack.Named("2005"));
        Assert.Null(RulePack.Named("1995"));
    }

    [Fact]
    public void Jiangsus_overlay_is_listed_and_invents_nothing() =>
        Assert.Empty(Assert.Single(RulePack.Overlays, o => o.Id == "CN-JS").Clocks);

    [Fact]
    public void A_length_that_is_not_law_follows_the_setting_of_the_terms_start_date()
    {
        var key = RulePack.Of2022[ClockId.SuggestionFeedback].SettingKey;
        var settings = new Settings([new(key, "45", new(2026, 6, 1)), new(key, "20", new(2026, 1, 1))]);
        Assert.Equal(30, RulePack.On(new(2025, 12, 31), settings)[ClockId.SuggestionFeedback].Length);
        Assert.Equal(20, RulePack.On(new(2026, 5, 31), settings)[ClockId.SuggestionFeedback].Length);
        Assert.Equal(45, RulePack.On(new(2026, 6, 1), settings)[ClockId.SuggestionFeedback].Length);
        Assert.Equal(60, RulePack.On(new(2026, 6, 1), settings)[ClockId.Handling].Length);
        Assert.Equal(AgencyRoll.None, settings.AgencyRollOn(new(2026, 6, 1)));
    }

    [Fact]
    public void How_an_agencys_last_day_rolls_is_a_dated_setting()
    {
        var settings = new Settings([new(Settings.AgencyRollKey, "NextWorkingDay", new(2026, 1, 1))]);
        Assert.Equal(AgencyRoll.None, settings.AgencyRollOn(new(2025, 12, 31)));
        Assert.Equal(AgencyRoll.NextWorkingDay, settings.AgencyRollOn(new(2026, 1, 1)));
    }

    [Theory]
    [InlineData("clock.CLK-05.length", "90", "2026-01-01", "setting-is-law")]
    [InlineData("clock.CLK-13.length", "45", "2010-01-01", "setting-is-law")]
    [InlineData("clock.CLK-99.length", "45", "2026-01-01", "setting-unknown")]
    [InlineData("clock.CLK-13.length", "0", "2026-01-01", "setting-value")]
    [InlineData("clock.CLK-13.length", "一月", "2026-01-01", "setting-value")]
    [InlineData("term.agency-roll", "Sometimes", "2026-01-01", "setting-value")]
    public void What_is_law_or_no_sense_cannot_be_set(string key, string value, string from, string code)
    {
        var setting = new Setting(key, value, DateOnly.Parse(from));
        Assert.Equal(code, Settings.Refuse(setting)?.Code);
        Assert.Throws<ArgumentException>(() => new Settings([setting]));
    }
}
