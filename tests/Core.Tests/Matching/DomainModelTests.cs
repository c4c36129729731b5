using CsCheck;
using Xinqiao.Core.Matching;
using Xunit;

namespace Xinqiao.Core.Tests.Matching;

public sealed class DomainModelTests
{
    private static readonly string[] Odd =
        ["", " ", "\ud800", "\udc00\ud800", "😀😀👨‍👩‍👧", "\0", "﻿", "無證行醫", "12345678", "ＡＢＣ", "\u202e倒", new('醫', 50_000)];

    private static readonly Gen<string?> AnyText = Gen.OneOf(
        Gen.String.Select(text => (string?)text), Gen.OneOf(Odd).Select(text => (string?)text), Gen.Const((string?)null),
        Gen.Int[0, 999].Select(i => MadeUpMessages.Make(1, i)[0].Title ?? "公交"));

    private static Classification Ask(string? title, string? detail = null) =>
        MadeUpMessages.Model.Classify(title, detail, new Features());

    [Theory]
    [InlineData("孩子学校补课", null, MadeUpMessages.School)]
    [InlineData(null, "公交车在红绿灯前堵车", MadeUpMessages.Bus)]
    [InlineData("医院没有医生", "住院要排队，药价偏高", MadeUpMessages.Clinic)]
    [InlineData("", "幼儿园老师收费", MadeUpMessages.School)]
    [InlineData("　", "幼儿园老师收费", MadeUpMessages.School)]
    public void The_likeliest_domain_stands_first(string? title, string? detail, string label) =>
        Assert.Equal(label, Ask(title, detail).Suggestions[0].Label);

    [Fact]
    public void Any_text_is_answered_with_every_label_best_first_and_scores_that_sum_to_one() =>
        Gen.Select(AnyText, AnyText).Sample((title, detail) =>
        {
            var suggestions = Ask(title, detail).Suggestions;
            Assert.Equal(MadeUpMessages.Model.Labels, suggestions.Select(s => s.Label).Order(StringComparer.Ordinal));
            Assert.All(suggestions, s => Assert.InRange(s.Score, 0, 1));
            Assert.Equal(1, suggestions.Sum(s => s.Score), 1e-4f);
            Assert.Equal(suggestions.Select(s => s.Score).OrderDescending(), suggestions.Select(s => s.Score));
        });

    [Fact]
    public void Where_no_word_is_known_it_is_not_sure() => Assert.False(Ask("呜呼", "噫吁嚱").IsSure);

    [Fact]
    public void Where_the_words_are_plain_it_is_sure() =>
        Assert.True(Ask(null, "小学老师有偿补习，学校食堂伙食差，班级人数太多").IsSure);

    [Theory]
    [InlineData("请尽快处理", "医院挂号排队，疫苗接种安排", MadeUpMessages.Clinic)]
    [InlineData("医院挂号排队，疫苗接种安排", "请尽快处理", MadeUpMessages.Clinic)]
    public void Where_one_of_title_and_detail_says_nothing_the_other_decides(string title, string detail, string label) =>
        Assert.Equal(label, Ask(title, detail).Suggestions[0].Label);

    [Fact]
    public void The_words_that_spoke_for_the_label_are_named_as_they_stand_in_the_text()
    {
        var (title, detail) = ("丙镇 学校食堂伙食差", "开学后，孩子们反映学校食堂伙食差，请尽快处理。");
        var reasons = DomainReasons.Of(MadeUpMessages.Model, title, detail, MadeUpMessages.School, 3, new Features());
        Assert.InRange(reasons.Count, 1, 3);
        Assert.All(reasons, r => Assert.True(title.Contains(r.Words, StringComparison.Ordinal) || detail.Contains(r.Words, StringComparison.Ordinal)));
        Assert.Equal(reasons.Select(r => r.Weight).OrderDescending(), reasons.Select(r => r.Weight));
        Assert.Contains(reasons, r => "学校食堂伙食孩子".Contains(r.Words[..2], StringComparison.Ordinal));
        Assert.DoesNotContain(reasons, r => r.Words.Contains("处理", StringComparison.Ordinal));
    }

    [Fact]
    public void Reasons_of_any_text_are_parts_of_it() =>
        Gen.Select(AnyText, AnyText).Sample((title, detail) =>
            Assert.All(
                DomainReasons.Of(MadeUpMessages.Model, title, detail, MadeUpMessages.Bus, 5, new Features()),
                r => Assert.Contains(r.Words, title + "\n" + detail, StringComparison.Ordinal)),
            iter: 30);
}
