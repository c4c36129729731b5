using Xinqiao.Core.Petitions;
using Xinqiao.Core.Regulation;
using Xunit;

namespace Xinqiao.Core.Tests;

public class PhraseTests
{
    [Fact]
    public void A_phrase_keeps_what_was_put_into_its_holes()
    {
        var on = new DateOnly(2026, 3, 2);
        Phrase phrase = $"还有{3}日，{ChineseDate.Write(on)}（{on:yyyy-MM-dd}）到期";
        Assert.Equal("还有{0}日，{1}（{2:yyyy-MM-dd}）到期", phrase.Template);
        Assert.Equal("还有3日，2026年3月2日（2026-03-02）到期", phrase.ToString());
        Assert.Equal([3, ChineseDate.Write(on), on], phrase.Arguments);
    }

    [Fact]
    public void Braces_of_the_text_are_no_holes()
    {
        Phrase phrase = $"集合{{{1}}}";
        Assert.Equal("集合{1}", phrase.ToString());
        Assert.Equal("{x}", ((Phrase)"{x}").ToString());
    }

    [Fact]
    public void Parts_written_one_after_the_other_are_one_phrase_or_keep_their_own_templates()
    {
        var n = 5;
        Phrase one = $"第{n}日，" + $"共{n + 1}日";
        Assert.Equal("第{0}日，共{1}日", one.Template);
        var two = Words.Label(Purpose.Request) + "，急";
        Assert.Equal("{0}{1}", two.Template);
        Assert.Equal($"{Words.Label(Purpose.Request)}，急", two.ToString());
        Assert.Equal("甲或乙", Phrase.Join("或", ["甲", "乙"]).ToString());
    }

    [Fact]
    public void Phrases_that_read_the_same_are_equal()
    {
        static Phrase Left(int days) => $"还剩{days}日";
        Assert.Equal(Left(3), Left(3));
        Assert.Equal("还剩3日", Left(3));
        Assert.NotEqual(Left(3), Left(4));
        Assert.Equal(Left(3).GetHashCode(), Left(3).GetHashCode());
    }

    [Fact]
    public void A_citation_asks_for_its_numbers_in_the_readers_digits()
    {
        var article = new Article("信访工作条例", 23, 3, 1);
        Assert.Equal("《信访工作条例》第二十三条第三款第（一）项", article.ToString());
        Assert.Equal("Art. 23(3)(1)", string.Format(
            System.Globalization.CultureInfo.InvariantCulture, "Art. {1:d}({2:d})({3:d})", [.. article.Told.Arguments]));
    }
}
