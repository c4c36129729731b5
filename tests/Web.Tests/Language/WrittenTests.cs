using Xinqiao.Core;
using Xinqiao.Web.Language;
using Xunit;

namespace Xinqiao.Web.Tests.Language;

/// <summary>What people wrote stands as they wrote it, whatever the language of the page.</summary>
public class WrittenTests
{
    [Fact]
    public void A_text_that_reads_like_words_of_the_house_is_not_translated()
    {
        Assert.Equal("（已删除）", Reader.InEnglish(Written.Of(PrivateText.Of("（已删除）"))));
        Assert.Equal("{0}", Reader.InEnglish(Written.Title("{0}")));
    }

    [Fact]
    public void In_place_of_an_erased_text_stand_words_of_the_house()
    {
        Assert.Equal("（已删除）", Written.Of(PrivateText.Absent).ToString());
        Assert.Equal("(erased)", Reader.InEnglish(Written.Of(PrivateText.Absent)));
        Assert.Equal("(title erased)", Reader.InEnglish(Written.Title(null)));
    }

    [Fact]
    public void A_text_is_told_line_by_line()
    {
        Assert.Equal(["一", "二"], Written.Lines(PrivateText.Of("一\n二")).Select(line => line.ToString()));
        Assert.Single(Written.Lines(PrivateText.Absent));
    }
}
