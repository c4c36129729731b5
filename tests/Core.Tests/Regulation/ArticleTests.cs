using Xinqiao.Core.Regulation;
using Xunit;

namespace Xinqiao.Core.Tests.Regulation;

public class ArticleTests
{
    [Fact]
    public void An_article_reads_as_an_office_cites_it()
    {
        Assert.Equal("《信访工作条例》第三十四条", Register.Article34.ToString());
        Assert.Equal("《信访工作条例》第二十三条第三款", Register.Article23.InParagraph(3).ToString());
        Assert.Equal("《信访工作条例》第二十二条第一款第（三）项", Register.Article22.InParagraph(1).InItem(3).ToString());
        Assert.Equal("《信访条例》第三十三条", Register.Of2005(33).ToString());
        Assert.Equal("《民法典》第二百零一条第一款", Register.CivilCode201.ToString());
    }

    [Fact]
    public void Provisions_in_a_row_name_their_act_once()
    {
        Assert.Equal(
            "《信访工作条例》第二十三条第三款、第三十四条、《民法典》第二百零一条第一款",
            Article.Cite(Register.Article23.InParagraph(3), Register.Article34, Register.CivilCode201));
        Assert.Equal("本平台规定“甲”、本平台规定“乙”", Article.Cite(Article.House("甲"), Article.House("乙")));
        Assert.Equal("", Article.Cite());
    }

    [Fact]
    public void A_rule_of_the_house_does_not_pretend_to_be_law() =>
        Assert.Equal("本平台规定“逾期不告知视为受理”", Article.House("逾期不告知视为受理").ToString());

    [Fact]
    public void An_act_whose_text_was_not_read_says_so() =>
        Assert.Equal("《信访事项简易办理办法》（条文未核）", Register.SimplifiedHandling.ToString());

    [Theory]
    [InlineData(1, "一")]
    [InlineData(10, "十")]
    [InlineData(19, "十九")]
    [InlineData(20, "二十")]
    [InlineData(50, "五十")]
    [InlineData(100, "一百")]
    [InlineData(101, "一百零一")]
    [InlineData(110, "一百一十")]
    [InlineData(115, "一百一十五")]
    [InlineData(203, "二百零三")]
    [InlineData(254, "二百五十四")]
    [InlineData(999, "九百九十九")]
    public void Article_numbers_are_written_in_Chinese(int number, string expected) =>
        Assert.Equal($"《民法典》第{expected}条", new Article("民法典", number).ToString());
}
