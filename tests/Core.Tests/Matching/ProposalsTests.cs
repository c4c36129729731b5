using CsCheck;
using Xinqiao.Core.Matching;
using Xunit;

namespace Xinqiao.Core.Tests.Matching;

/// <summary>What is put before the person who registers or routes.</summary>
public sealed class ProposalsTests
{
    private static readonly DomainModel Model = ModelTrial.Of(
        DecidedByAnOffice.Make(600, until: DecidedByAnOffice.Today.AddDays(-30)), SuggestionKind.Unit, null, DecidedByAnOffice.Today)!.Model;

    private static IReadOnlyList<Proposal> Of(string? title, string? detail = null, Func<string, bool>? isOpen = null, int most = 3) =>
        Proposals.Of(Model, LearntText.Of(new MatterText(title, detail)), isOpen ?? (_ => true), most);

    [Fact]
    public void What_is_proposed_comes_with_words_of_the_text_that_speak_for_it()
    {
        var first = Of("公交车绕行不停站", "公交车绕行不停站，客运班车取消。")[0];
        Assert.Equal(("JT", Sureness.Sure), (first.Label, first.Sureness));
        Assert.NotEmpty(first.Words);
        Assert.All(first.Words, word => Assert.Contains(word, "公交车绕行不停站，客运班车取消。", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("甲乙丙丁")]
    [InlineData("qwerty 12345 ☃")]
    public void Below_even_odds_or_without_a_reason_nothing_is_proposed(string? title) => Assert.Empty(Of(title));

    [Fact]
    public void What_is_not_open_is_never_proposed_and_nothing_moves_into_its_place_without_being_likely()
    {
        const string text = "公交车绕行不停站，客运班车取消。";
        Assert.Empty(Of(text, text, label => label != "JT"));
        Assert.Empty(Of(text, text, _ => false));
    }

    [Fact]
    public void Of_any_text_the_proposals_are_open_distinct_few_reasoned_and_only_the_likely_are_called_sure() =>
        Gen.Select(Gen.String, Gen.String, Gen.Bool.Array[3], Gen.Int[1, 3]).Sample((title, detail, open, most) =>
        {
            bool IsOpen(string label) => open[Model.Labels.Index().First(l => l.Item == label).Index];
            var proposals = Of(title, detail, IsOpen, most);
            Assert.InRange(proposals.Count, 0, most);
            Assert.All(proposals, p => Assert.True(IsOpen(p.Label) && p.Words.Count is > 0 and <= 5));
            Assert.Equal(proposals.Count, proposals.Select(p => p.Label).Distinct().Count());
            Assert.InRange(proposals.Count(p => p.Sureness == Sureness.Sure), 0, 1);
        });

    [Fact]
    public void Only_the_beginning_of_a_very_long_text_is_read()
    {
        var far = new string('水', 2_000_000) + "公交车绕行不停站";
        Assert.Empty(Of(far, far));
        Assert.Equal("JT", Of("公交车绕行不停站" + new string('，', 2_000_000))[0].Label);
    }
}
