using CsCheck;
using Xinqiao.Core.Matching;
using Xunit;

namespace Xinqiao.Core.Tests.Matching;

public sealed class BlendTests
{
    private const int Labels = 3;

    private static readonly Gen<RawScores> AnyText =
        Gen.Select(Gen.Float[-2, 2].Array[Labels], Gen.Float[-2, 2].Array[Labels], Gen.Int[0, Labels - 1])
            .Select((separators, ratios, label) => new RawScores([label], separators, ratios));

    [Fact]
    public void Whatever_the_texts_the_blend_finds_them_no_less_likely_than_the_usual_numbers_do() =>
        AnyText.List[0, 200].Sample(texts => Assert.True(Likelihood(texts, Blend.Learn(texts, Labels).Of) >= Likelihood(texts, Usual) - 1e-3));

    [Fact]
    public void Before_anything_is_known_a_score_is_three_times_the_separators() =>
        AnyText.Sample(text => Assert.Equal(Usual(text), Blend.Learn([], Labels).Of(text)));

    [Fact]
    public void A_single_text_moves_the_numbers_little() =>
        AnyText.Sample(text => Assert.All(
            Blend.Learn([text], Labels).Of(text).Zip(Usual(text)), pair => Assert.InRange(pair.First - pair.Second, -0.6f, 0.6f)));

    // The separators were drawn by lot, the ratios are right: the blend goes by the ratios.
    [Fact]
    public void Where_separators_say_nothing_it_goes_by_the_ratios()
    {
        var random = new Random(3);
        var texts = Enumerable.Range(0, 2_000).Select(i => new RawScores(
            [i % Labels], [.. Enumerable.Range(0, Labels).Select(_ => random.NextSingle() - 0.5f)],
            [.. Enumerable.Range(0, Labels).Select(label => label == i % Labels ? 0.5f : -0.5f)])).ToList();
        var blend = Blend.Learn(texts, Labels);
        Assert.All(texts, text => Assert.Equal(text.Labels[0], First(blend.Of(text))));
    }

    // Of the third label half of the texts get a score that is a little below another's, and nothing else is ever near it.
    [Fact]
    public void A_label_that_comes_second_where_it_is_right_is_suggested_more_readily()
    {
        var texts = Enumerable.Range(0, 900).Select(i => (i % 3) switch
        {
            0 => new RawScores([0], [0.8f, -0.8f, -0.9f], new float[Labels]),
            1 => new RawScores([1], [-0.8f, 0.8f, -0.9f], new float[Labels]),
            _ => new RawScores([2], i % 2 == 0 ? [-0.1f, -0.8f, -0.2f] : [-0.8f, -0.1f, -0.2f], new float[Labels]),
        }).ToList();
        var blend = Blend.Learn(texts, Labels);
        Assert.All(texts, text => Assert.Equal(text.Labels[0], First(blend.Of(text))));
        Assert.Equal(300, texts.Count(text => text.Labels[0] != First(Usual(text))));
    }

    [Fact]
    public void One_table_of_weights_scores_as_the_two_did_blended()
    {
        var (labels, messages) = (new[] { MadeUpMessages.Bus, MadeUpMessages.Clinic, MadeUpMessages.School }, MadeUpMessages.Make(200));
        var texts = ClassifierTexts.Read(TrainingSample.Of(messages, [.. labels.Order(StringComparer.Ordinal)]), labels.Length, 2);
        var learnt = ClassifierTraining.Learn(texts, [.. Enumerable.Range(0, texts.Count)], 1);
        RawScores Raw(int text) => new(
            [], learnt.Separators.Score(texts.RowsOf(text), texts.StrengthsOf(text)), learnt.Ratios.Score(texts.RowsOf(text), texts.StrengthsOf(text)));
        var blend = Blend.Learn([.. Enumerable.Range(0, texts.Count).Select(text => Raw(text) with { Labels = [text % labels.Length] })], labels.Length);
        var blended = blend.Of(learnt);
        for (var text = 0; text < texts.Count; text++)
            Assert.All(
                blended.Score(texts.RowsOf(text), texts.StrengthsOf(text)).Zip(blend.Of(Raw(text))),
                pair => Assert.Equal(pair.Second, pair.First, 1e-4f));
    }

    // As the numbers are before anything is known.
    private static float[] Usual(RawScores text) => Array.ConvertAll(text.Separators, score => 3 * score);

    private static int First(float[] scores) => Array.IndexOf(scores, scores.Max());

    private static double Likelihood(IReadOnlyList<RawScores> texts, Func<RawScores, float[]> score) => texts.Sum(text =>
    {
        var likely = score(text);
        DomainModel.Softmax(likely);
        return Math.Log(likely[text.Labels[0]]);
    });
}
