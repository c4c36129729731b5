using CsCheck;
using Xinqiao.Core.Matching;
using Xunit;

namespace Xinqiao.Core.Tests.Matching;

public sealed class SimilarTextsTests
{
    private static readonly MatterText[] District =
    [
        new("望江苑小区楼下烧烤店油烟扰民", "望江苑小区一楼的烧烤店没有烟道，油烟直排，每天营业到凌晨，住在楼上的居民不敢开窗。"),
        new("望江苑底商深夜噪音", "我是望江苑的业主，楼下店铺凌晨还在营业，吵得人睡不着，油烟也很重。"),
        new("柳河路什么时候修好", "柳河路从去年开始施工，到现在还是坑坑洼洼，下雨天积水很深，请问什么时候完工？"),
        new("柳河路积水严重", "每次下雨柳河路都积水，电动车过不去，请有关部门尽快把柳河路修好。"),
        new("咨询养老保险转移", "我从外地回来工作，想把养老保险关系转回来，请问需要哪些材料？"),
        new("希望增开公交", "我们这里上下班很不方便，希望增开一条公交线路，请有关部门考虑。"),
    ];

    [Fact]
    public void The_nearest_text_is_one_that_names_the_same_place()
    {
        var texts = SimilarTexts.Of(District);
        int[] nearest = [.. Enumerable.Range(0, 4).Select(i => texts.FindLike(i, 1)[0].Text)];
        Assert.Equal([1, 0, 3, 2], nearest);
    }

    [Fact]
    public void A_text_that_was_added_is_found_by_the_next_question()
    {
        var texts = SimilarTexts.Of(District);
        var added = texts.Add(new("望江苑油烟", "望江苑小区楼下的烧烤店又开了，油烟熏得没法住。"));
        Assert.Equal(District.Length, added);
        Assert.Contains(texts.Find(District[0], 3), n => n.Text == added);
        Assert.Equal(added, texts.Find(new("望江苑油烟", "望江苑小区楼下的烧烤店又开了，油烟熏得没法住。"), 1)[0].Text);
    }

    [Fact]
    public void A_forgotten_text_is_found_by_no_question_and_the_others_are_as_before()
    {
        var texts = SimilarTexts.Of(District);
        texts.Forget(1);
        Assert.Equal([0], texts.Find(District[1], 9).Where(n => n.Score > 0.1).Select(n => n.Text));
        Assert.DoesNotContain(texts.FindExactly(District[1], 9), n => n.Text == 1);
        Assert.Empty(texts.FindLike(1, 9));
        Assert.Equal(new Neighbour(0, 1), texts.Find(District[0], 1)[0]);
        Assert.Equal(District.Length, texts.Add(District[1]));
        Assert.Equal(new Neighbour(District.Length, 1), texts.Find(District[1], 1)[0]);
    }

    [Theory]
    [InlineData("楼下烧烤店，油烟直排，每天营业到凌晨！！", "楼下烧烤店 油烟直排 每天营业到凌晨")]
    [InlineData("ＡＢＣ广场一期２栋楼道长期漏水没有人管", "abc广场一期2栋楼道长期漏水没有人管")]
    [InlineData("伊江·园业主反映车位捆绑销售的问题至今没有解决", "伊江园业主反映车位捆绑销售的问题至今没有解决")]
    public void A_copy_scores_one_however_its_marks_and_widths_are_written(string one, string other)
    {
        var texts = SimilarTexts.Of([.. District, new("甲", one)]);
        Assert.Equal(new Neighbour(District.Length, 1), texts.Find(new("乙", other), 1)[0]);
    }

    [Fact]
    public void A_short_detail_that_many_write_makes_no_copy_of_another_title()
    {
        var texts = SimilarTexts.Of([new("望江苑停水", "请尽快处理。"), new("柳河路停电", "请尽快处理！")]);
        Assert.True(texts.Score(0, 1) < 1);
    }

    [Fact]
    public void Every_copy_among_many_is_found()
    {
        var copy = new MatterText("停水", "柳河路十二号院已经连续停水三天，物业说不清楚原因。");
        var texts = SimilarTexts.Of([.. District, .. Enumerable.Repeat(copy, 300)]);
        var found = texts.FindLike(District.Length, 299);
        Assert.Equal(299, found.Count);
        Assert.All(found, n => Assert.Equal(1, n.Score));
    }

    [Fact]
    public void The_oldest_texts_are_found_behind_twelve_thousand_newer_ones_about_the_same_place()
    {
        var texts = new SimilarTexts(18);
        for (var i = 0; i < 12_000; i++) texts.Add(AboutOnePlace(i, words: i < 10 ? 1 : 20));
        Assert.Equal(Enumerable.Range(0, 10), texts.Find(new("望江苑", "望江苑，望江苑。"), 10).Select(n => n.Text).Order());
    }

    [Fact]
    public void Where_thousands_share_one_name_alone_the_tenth_is_as_near_as_can_be()
    {
        var texts = new SimilarTexts(18);
        for (var i = 0; i < 9_000; i++) texts.Add(AboutOnePlace(i, words: 1 + i * 7 % 20));
        var asked = new MatterText("望江苑", "望江苑，望江苑。");
        var (exact, found) = (texts.FindExactly(asked, 10), texts.Find(asked, 10));
        Assert.Equal(10, found.Count);
        Assert.Equal(exact[^1].Score, found[^1].Score, 1e-5f);
    }

    private static MatterText AboutOnePlace(int number, int words) =>
        new("望江苑", $"望江苑，{string.Join('，', Enumerable.Range(0, words).Select(word => Word(31 * number + word)))}，望江苑");

    // Four characters that few other words share.
    private static string Word(int number) =>
        string.Create(4, (uint)number * 2_654_435_761u, (word, hash) =>
        {
            for (var i = 0; i < word.Length; i++) word[i] = (char)('一' + (hash >> 8 * i & 0xFF) * 7 + i);
        });

    [Fact]
    public void What_shares_nothing_is_no_neighbour()
    {
        var texts = SimilarTexts.Of([new("甲乙丙丁", null), new("戊己庚辛", null), new(null, "。，！"), new("", null), default]);
        Assert.All(Enumerable.Range(0, 5), i => Assert.Empty(texts.FindLike(i, 10)));
        Assert.Empty(new SimilarTexts(8).Find(District[0], 10));
        Assert.Empty(texts.Find(District[0], 0));
    }

    [Fact]
    public void Two_texts_are_as_alike_one_way_as_the_other()
    {
        var texts = SimilarTexts.Of(District);
        Gen.Int[0, District.Length - 1].Array[2].Sample(pair =>
            Assert.Equal(texts.Score(pair[0], pair[1]), texts.Score(pair[1], pair[0]), 1e-5f), threads: 1); // one caller at a time
    }

    [Fact]
    public void The_reason_names_the_place_and_the_phrase_both_have()
    {
        var texts = SimilarTexts.Of(District);
        var phrases = texts.Explain(District[0], District[1], 5);
        Assert.Equal(new SharedPhrase("望江苑", InTitle: true, Start: 0, IsName: true), phrases[0]);
        Assert.Contains(phrases, p => p is { Text: "油烟", IsName: false });
        Assert.All(phrases, p => Assert.Equal(p.Text, (p.InTitle ? District[0].Title! : District[0].Detail!).Substring(p.Start, p.Text.Length)));
    }

    [Fact]
    public void A_reason_is_quoted_as_it_was_written()
    {
        var phrases = new SimilarTexts(8).Explain(new("ＡＢ．Ｃ广场漏水", null), new(null, "在abc广场，漏水"), 1);
        Assert.Equal("ＡＢ．Ｃ广场漏水"[..6], phrases[0].Text);
    }

    private static readonly string[] Oddities =
        ["😀", "👨‍👩‍👧", "信訪辦", "请尽快处理", "\uD83D", "\uDE00", "བོད", "ئۇيغۇر", "　", "A7县", "\r\n", "园·苑"];

    /// <summary>Any sequence of chars: halves of characters, emoji, traditional writing, other scripts, controls.</summary>
    internal static readonly Gen<string> AnyText = Gen.OneOf(
        Gen.Char.Array[0, 60].Select(c => new string(c)),
        Gen.OneOf(Gen.Char['\uD800', '\uDFFF'], Gen.Char['一', '龥'], Gen.Char['\0', '\u2FFF']).Array[0, 60].Select(c => new string(c)),
        Gen.Int[0, Oddities.Length - 1].Array[0, 20].Select(which => string.Concat(which.Select(i => Oddities[i]))));

    private static readonly Gen<MatterText> AnyMatter =
        Gen.Select(Gen.Null(AnyText), Gen.Null(AnyText), (title, detail) => new MatterText(title, detail));

    [Fact]
    public void Whatever_is_written_is_kept_found_and_explained() =>
        Gen.Select(AnyMatter.Array[0, 30], AnyMatter).Sample((texts, asked) =>
        {
            var index = new SimilarTexts(10);
            foreach (var text in texts) index.Add(text);
            var (found, exact) = (index.Find(asked, 5), index.FindExactly(asked, texts.Length));
            Assert.Subset(exact.ToHashSet(), found.ToHashSet());
            // Every bigram of a short text is posted; of a long one only the weightiest are, and where all weigh alike it may be missed.
            Assert.All(
                exact.Take(5).Where(n => n.Score > 0.5 && IsWhollyPosted(texts[n.Text])), n => Assert.Contains(n, found));
            Assert.All(found, n => Assert.InRange(n.Score, float.Epsilon, 1));
            Assert.Equal(found.OrderByDescending(n => n.Score).ThenBy(n => n.Text), found);
            foreach (var text in texts)
                Assert.All(index.Explain(asked, text, 3), p => Assert.NotEqual("", p.Text));
        }, iter: 300);

    private static bool IsWhollyPosted(MatterText text) => (text.Title?.Length ?? 0) + (text.Detail?.Length ?? 0) <= 32;

    [Fact]
    public void Among_texts_of_any_kind_a_text_with_a_letter_finds_itself() =>
        Gen.Select(AnyMatter.Array[1, 20], Gen.Int[0, 19]).Sample((texts, i) =>
        {
            var asked = texts[i % texts.Length];
            var index = new SimilarTexts(10);
            foreach (var text in texts) index.Add(text);
            var found = index.Find(asked, texts.Length);
            var hasLetter = (asked.Title + asked.Detail).Any(c => char.IsLetterOrDigit(c) || char.IsSurrogate(c));
            if (hasLetter) Assert.Contains(found, n => n.Text == i % texts.Length && n.Score == 1);
        }, iter: 300);

    [Fact]
    public void A_forgotten_copy_stands_before_no_other_text()
    {
        var copy = new MatterText("停水", "柳河路十二号院已经连续停水三天，物业说不清楚原因。");
        var texts = SimilarTexts.Of([copy, .. District, copy]);
        texts.Forget(0);
        Assert.Equal(new Neighbour(District.Length + 1, 1), texts.Find(copy, 1)[0]);
        Assert.DoesNotContain(texts.Find(copy, 9), n => n.Text == 0);
    }

    [Fact]
    public void A_text_of_a_million_characters_is_compared_by_its_beginning()
    {
        var index = SimilarTexts.Of(District);
        var endless = new MatterText(new string('望', 1_000_000), string.Concat(Enumerable.Repeat("望江苑小区楼下烧烤店油烟扰民", 80_000)));
        var added = index.Add(endless);
        Assert.Equal(added, index.Find(endless, 1)[0].Text);
        Assert.Equal(added, index.Find(District[0], 2)[1].Text);
        Assert.NotEmpty(index.Explain(endless, endless, 3));
        Assert.True(new NearCopy(endless).Is(new NearCopy(endless)));
    }

    [Fact]
    public void Lengths_are_weighed_anew_as_the_collection_grows()
    {
        var index = new SimilarTexts(16);
        for (var i = 0; i < 1_500; i++) index.Add(new($"第{i}号事项", $"某某路{i}号门前的路灯坏了{i % 7}盏，请尽快修理。"));
        // Of all texts but this one the bigrams were counted when it came; a copy in other words still is nearest to it.
        Assert.Equal(3, index.Find(new("第3号", "某某路3号门前路灯坏了"), 1)[0].Text);
        foreach (var i in new[] { 3, 700, 1_499 }) Assert.Equal(1, index.Score(i, i));
    }
}
