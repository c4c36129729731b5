using CsCheck;
using Xinqiao.Core.Matching;
using Xunit;

namespace Xinqiao.Core.Tests.Matching;

/// <summary>A model of what an office decided, tried on what it decided later.</summary>
public sealed class ModelTrialTests
{
    private static readonly DateOnly Today = DecidedByAnOffice.Today;

    private static ModelTrial Trial(IReadOnlyList<DecidedMatter> decided, SuggestionKind kind = SuggestionKind.Unit, DomainModel? inUse = null) =>
        ModelTrial.Of(decided, kind, inUse, Today)!;

    [Theory]
    [InlineData(SuggestionKind.Domain, "交通运输")]
    [InlineData(SuggestionKind.Unit, "JT")]
    public void It_learns_what_was_decided_until_a_month_ago_and_is_judged_by_the_month_since(SuggestionKind kind, string bus)
    {
        var decided = DecidedByAnOffice.Make(600);
        var trial = Trial(decided, kind);
        Assert.Equal(Today.AddDays(-30), trial.Through);
        Assert.Equal(decided.Count(m => m.On <= trial.Through), trial.Learnt);
        Assert.Equal(decided.Count(m => m.On > trial.Through), trial.Judgement.Judged);
        Assert.Equal(bus, trial.Model.Classify("公交车绕行不停站", null, new Features()).Suggestions[0].Label);
        Assert.True(trial.Judgement.First > trial.Judgement.Commonest);
        Assert.InRange(trial.Judgement.First, trial.Judgement.Judged * 9 / 10, trial.Judgement.Judged);
        Assert.Equal(trial.Judgement.Judged, trial.Judgement.AmongThree); // there are no more than three
        Assert.InRange(trial.Judgement.SureRight, 0, trial.Judgement.Sure);
        Assert.InRange(trial.Judgement.Sure, 0, trial.Judgement.Proposed);
        Assert.InRange(trial.Judgement.ProposedRight, trial.Judgement.SureRight, trial.Judgement.Proposed);
        Assert.True(trial.Replacement is { IsFirst: true, Replaces: false } == trial.Judgement.Judged < ClassifierReplacement.LeastMessages);
    }

    [Fact]
    public void What_was_decided_in_the_last_month_changes_nothing_of_what_is_learnt()
    {
        var decided = DecidedByAnOffice.Make(300);
        var otherwise = decided.Select(m => m.On > Today.AddDays(-30) ? m with { Unit = "JY", Text = new MatterText("甲乙丙丁戊己庚", null) } : m).ToList();
        Assert.Equal(DomainModelFile.Write(Trial(decided).Model), DomainModelFile.Write(Trial(otherwise).Model));
    }

    [Fact]
    public void Over_the_one_in_use_it_is_taken_only_if_it_is_better_and_both_figures_are_kept()
    {
        var month = DecidedByAnOffice.Make(150, seed: 3, until: Today).Select(m => m with { On = Today.AddDays(-3) }).ToList();
        var good = Trial([.. DecidedByAnOffice.Make(400, until: Today.AddDays(-40)), .. month]);
        Assert.True(good.Replacement is { IsFirst: true, Replaces: true });

        var same = Trial([.. DecidedByAnOffice.Make(400, until: Today.AddDays(-40)), .. month], inUse: good.Model);
        Assert.Equal((false, false), (same.Replacement.IsFirst, same.Replacement.Replaces));
        Assert.Equal(same.Replacement.OldF1, same.Replacement.NewF1);

        var few = Trial([.. DecidedByAnOffice.Make(24, seed: 8, until: Today.AddDays(-40)), .. month], inUse: good.Model);
        Assert.False(few.Replacement.Replaces);
        Assert.True(few.Replacement.NewF1 < few.Replacement.OldF1);
        Assert.True(Trial([.. DecidedByAnOffice.Make(400, until: Today.AddDays(-40)), .. month], inUse: few.Model).Replacement.Replaces);
    }

    [Fact]
    public void Where_there_is_nothing_to_tell_apart_there_is_no_model()
    {
        Assert.Null(ModelTrial.Of([], SuggestionKind.Unit, null, Today));
        Assert.Null(ModelTrial.Of(DecidedByAnOffice.Make(80), SuggestionKind.Unit, null, Today)); // all of the last month
        var one = DecidedByAnOffice.Make(300).Select(m => m with { Unit = "JY" }).ToList();
        Assert.Null(ModelTrial.Of(one, SuggestionKind.Unit, null, Today));
        Assert.NotNull(ModelTrial.Of(one, SuggestionKind.Domain, null, Today));
    }

    [Fact]
    public void A_unit_that_answered_for_fewer_than_three_matters_is_not_learnt()
    {
        var decided = DecidedByAnOffice.Make(300);
        (decided[0], decided[1]) = (decided[0] with { Unit = "NY" }, decided[1] with { Unit = "NY" });
        Assert.DoesNotContain("NY", Trial(decided).Model.Labels);
        decided[2] = decided[2] with { Unit = "NY" };
        Assert.Contains("NY", Trial(decided).Model.Labels);
    }

    /// <summary>Title and detail of a matter are one, and so are copies: what only they say is in no model.</summary>
    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(3, true)]
    public void What_fewer_than_three_matters_say_is_not_kept(int matters, bool kept)
    {
        var decided = DecidedByAnOffice.Make(300);
        string[] said = ["罕罕事", "罕罕声", "罕罕气"];
        for (var i = 0; i < matters; i++)
            decided[i] = decided[i] with { Text = new MatterText($"{said[i]}{decided[i].Text.Title}", $"{said[i]}{decided[i].Text.Detail}") };
        for (var i = 10; i < 15; i++) decided[i] = decided[0] with { Text = new MatterText($"{decided[0].Text.Title}！{i}", null) }; // copies
        var (model, features) = (Trial(decided).Model, new Features());
        IReadOnlyList<Suggestion> Of(string text) => model.Classify(text, null, features).Suggestions;
        // What it does not know moves nothing, whatever it is.
        Assert.Equal(kept, !Of("罕").SequenceEqual(Of("㐀")));
        Assert.Equal(Of("㐀"), Of("声"));
        Assert.NotEqual(Of("㐀"), Of("公"));
    }

    [Fact]
    public void Any_texts_can_be_learnt_from_and_judged() =>
        Gen.Select(Gen.String, Gen.String, Gen.OneOf("甲", "乙", "丙"), Gen.Int[0, 60])
            .Where((title, detail, _, _) => !string.IsNullOrWhiteSpace(title + detail)).List[0, 40]
            .Sample(rows =>
            {
                var decided = rows.Select(r => new DecidedMatter(LearntText.Of(new MatterText(r.Item1, r.Item2)), r.Item3, r.Item3, Today.AddDays(-r.Item4)))
                    .Where(m => !string.IsNullOrWhiteSpace(m.Text.Title + m.Text.Detail)).ToList();
                if (ModelTrial.Of(decided, SuggestionKind.Unit, null, Today) is not { } trial) return;
                Assert.InRange(trial.Judgement.First, 0, trial.Judgement.AmongThree);
                Assert.InRange(trial.Judgement.AmongThree, 0, trial.Judgement.Judged);
            }, iter: 30);
}
