using CsCheck;
using Xinqiao.Core.Matching;
using Xunit;

namespace Xinqiao.Core.Tests.Matching;

public sealed class ClassifierReplacementTests
{
    private static ComparedSuggestion[] Month(int bothRight, int onlyNew, int onlyOld) =>
    [
        .. Enumerable.Repeat(new ComparedSuggestion("甲", "甲", "甲"), bothRight / 2),
        .. Enumerable.Repeat(new ComparedSuggestion("乙", "乙", "乙"), bothRight - bothRight / 2),
        .. Enumerable.Repeat(new ComparedSuggestion("甲", "乙", "甲"), onlyNew),
        .. Enumerable.Repeat(new ComparedSuggestion("甲", "甲", "乙"), onlyOld),
    ];

    [Theory]
    [InlineData(100, 5, 2, true, "启用新模型")]
    [InlineData(100, 2, 5, false, "继续使用原模型")]
    [InlineData(100, 3, 3, false, "不高于")]
    [InlineData(100, 0, 0, false, "不高于")]
    [InlineData(90, 9, 0, false, "不足100件")]
    [InlineData(90, 10, 0, true, "启用新模型")]
    [InlineData(0, 0, 0, false, "三十日只有0件")]
    public void A_new_model_replaces_the_old_only_where_it_is_better_on_the_last_month(
        int bothRight, int onlyNew, int onlyOld, bool replaces, string because)
    {
        var replacement = ClassifierReplacement.Decide(Month(bothRight, onlyNew, onlyOld));
        Assert.Equal(replaces, replacement.Replaces);
        Assert.Contains(because, replacement.Reason.ToString(), StringComparison.Ordinal);
        Assert.EndsWith("。", replacement.Reason.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(100, 5, 2, true, "高于一律选最常见的")]
    [InlineData(100, 2, 5, false, "不启用")]
    [InlineData(90, 9, 0, false, "暂不启用")]
    public void The_first_model_has_to_be_better_than_whoever_always_says_the_commonest(
        int bothRight, int onlyNew, int onlyOld, bool replaces, string because)
    {
        var replacement = ClassifierReplacement.Decide(Month(bothRight, onlyNew, onlyOld), isFirst: true);
        Assert.Equal(replaces, replacement.Replaces);
        Assert.Contains(because, replacement.Reason.ToString(), StringComparison.Ordinal);
    }

    // More messages right, but a small domain lost: macro-F1 falls.
    [Fact]
    public void A_model_that_gives_up_a_small_domain_is_not_better()
    {
        ComparedSuggestion[] month =
        [
            .. Enumerable.Repeat(new ComparedSuggestion("甲", "甲", "甲"), 180), .. Enumerable.Repeat(new ComparedSuggestion("甲", "乙", "甲"), 12),
            .. Enumerable.Repeat(new ComparedSuggestion("丙", "丙", "甲"), 8),
        ];
        var replacement = ClassifierReplacement.Decide(month);
        Assert.False(replacement.Replaces);
        Assert.True(replacement.NewF1 < replacement.OldF1);
    }

    [Fact]
    public void Two_models_never_each_replace_the_other()
    {
        var label = Gen.OneOf("甲", "乙", "丙");
        Gen.Select(label, label, label).Array[90, 130].Sample(rows =>
        {
            var there = ClassifierReplacement.Decide([.. rows.Select(r => new ComparedSuggestion(r.Item1, r.Item2, r.Item3))]);
            var back = ClassifierReplacement.Decide([.. rows.Select(r => new ComparedSuggestion(r.Item1, r.Item3, r.Item2))]);
            Assert.False(there.Replaces && back.Replaces);
            Assert.Equal(there.NewF1, back.OldF1, 12);
        });
    }
}
