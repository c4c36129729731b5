using CsCheck;
using Xinqiao.Core.Matching;
using Xunit;

namespace Xinqiao.Core.Tests.Matching;

public sealed class DomainTrainerTests
{
    [Fact]
    public void Training_twice_gives_the_same_bytes()
    {
        var messages = MadeUpMessages.Make(150);
        Assert.Equal(
            DomainModelFile.Write(DomainTrainer.Train(messages, seed: 7).Model), DomainModelFile.Write(DomainTrainer.Train(messages, seed: 7).Model));
    }

    [Fact]
    public void Messages_it_has_not_seen_are_told_apart()
    {
        var trained = DomainTrainer.Train(MadeUpMessages.Make(300));
        Assert.InRange(trained.TitleF1, 0.95, 1);
        Assert.InRange(trained.DetailF1, 0.95, 1);
        var unseen = MadeUpMessages.Make(100, seed: 2);
        var features = new Features();
        Assert.InRange(
            unseen.Count(m => trained.Model.Classify(m.Title, m.Detail, features).Suggestions[0].Label == m.Labels[0]), 95, 100);
    }

    [Fact]
    public void A_label_that_no_message_bears_is_never_suggested() =>
        Gen.Select(Gen.Int[1, 60], Gen.Int[1, 1_000], Gen.String).Sample((count, seed, text) =>
        {
            var messages = MadeUpMessages.Make(count, seed);
            var model = DomainTrainer.Train(messages, seed).Model;
            Assert.Equal(
                messages.SelectMany(m => m.Labels).Distinct().Order(StringComparer.Ordinal),
                model.Classify(text, text, new Features()).Suggestions.Select(s => s.Label).Order(StringComparer.Ordinal));
        }, iter: 30);

    [Fact]
    public void Of_one_label_nothing_else_can_be_suggested()
    {
        var model = DomainTrainer.Train([new LabelledMessage("公交", null, ["交通运输"]), new LabelledMessage("公交车", null, ["交通运输"])]).Model;
        var answer = model.Classify("医院", null, new Features());
        Assert.Equal(new Suggestion("交通运输", 1), Assert.Single(answer.Suggestions));
        Assert.False(answer.IsSure);
    }

    [Fact]
    public void A_message_filed_under_two_labels_speaks_for_both()
    {
        var messages = MadeUpMessages.Make(100);
        messages.AddRange(Enumerable.Range(0, 6).Select(i => new LabelledMessage($"{(char)('甲' + i)}校车司机酒驾", null, [MadeUpMessages.School, MadeUpMessages.Bus])));
        var first = DomainTrainer.Train(messages).Model.Classify("校车司机酒驾", null, new Features()).Suggestions;
        Assert.Equal([MadeUpMessages.Bus, MadeUpMessages.School], first.Take(2).Select(s => s.Label).Order(StringComparer.Ordinal));
        Assert.True(first[1].Score > 3 * first[2].Score);
    }

    // Each text comes twice, in other figures and marks, under a label that was drawn by lot: whoever has seen the one knows the other.
    [Fact]
    public void What_says_the_same_is_never_learnt_from_and_asked_about_at_once()
    {
        var random = new Random(5);
        var messages = new List<LabelledMessage>();
        for (var i = 0; i < 200; i++)
        {
            var text = new string([.. Enumerable.Range(0, 8).Select(_ => (char)random.Next('\u4e00', '\u9fa5'))]);
            string[] label = [random.Next(2) == 0 ? "甲" : "乙"];
            messages.Add(new LabelledMessage(text + "1。", null, label));
            messages.Add(new LabelledMessage("“" + text + "”", null, label));
        }

        Assert.InRange(DomainTrainer.Train(messages).TitleF1, 0.3, 0.7);
    }

    [Fact]
    public void What_cannot_be_learnt_from_is_refused()
    {
        Assert.Throws<ArgumentException>(() => DomainTrainer.Train([]));
        Assert.Throws<ArgumentException>(() => DomainTrainer.Train([new LabelledMessage(" ", null, ["甲"])]));
        Assert.Throws<ArgumentException>(() => DomainTrainer.Train([new LabelledMessage("甲", null, [])]));
        Assert.Throws<ArgumentException>(() => DomainTrainer.Train(
            [.. Enumerable.Range(0, DomainTrainer.MostLabels + 1).Select(i => new LabelledMessage("甲", null, [$"{i}"]))]));
    }

    [Fact]
    public void Texts_of_any_characters_can_be_learnt_from() =>
        Gen.Select(Gen.String, Gen.String, Gen.OneOf("甲", "乙", "丙"))
            .Where((title, detail, _) => !string.IsNullOrWhiteSpace(title + detail)).List[1, 40]
            .Sample(rows =>
            {
                var model = DomainTrainer.Train([.. rows.Select(r => new LabelledMessage(r.Item1, r.Item2, [r.Item3]))]).Model;
                Assert.All(
                    rows, r => Assert.All(model.Classify(r.Item1, r.Item2, new Features()).Suggestions, s => Assert.InRange(s.Score, 0, 1)));
            }, iter: 30);
}
