using Xinqiao.Core.Matching;
using Xunit;

namespace Xinqiao.Core.Tests.Matching;

public sealed class ResemblanceTests
{
    private static readonly MatterText
        Letter = MatterText.Of("濠南新村化粪池外溢", "7幢化粪池每月外溢，污水流到幢前道路，气味很大，老人小孩出入不便。", "尽快疏通"),
        Changed = MatterText.Of("化粪池外溢", "7幢化粪池每月外溢，污水流到幢前道路，气味很大，老人孩子出入不便。", "尽快疏通"),
        Other = MatterText.Of("濠南新村污水", "小区里总有污水，请来看看。", "疏通");

    [Theory]
    [InlineData(0.39f, null)]
    [InlineData(0.4f, Likeness.Some)]
    [InlineData(0.6f, Likeness.Great)]
    [InlineData(0.9999f, Likeness.Great)]
    public void Texts_that_share_much_are_called_alike_and_those_that_share_little_are_not_shown(float score, Likeness? likeness) =>
        Assert.Equal(likeness, Resemblance.Between(Letter, Other, score));

    [Fact]
    public void A_text_sent_again_with_a_few_words_changed_is_nearly_the_same()
    {
        Assert.Equal(Likeness.Copy, Resemblance.Between(Letter, Changed, 0.8f));
        Assert.Equal(Likeness.Copy, Resemblance.Between(Letter, Letter, 1));
    }

    [Fact]
    public void A_short_phrase_that_many_write_makes_no_copy() =>
        Assert.Null(Resemblance.Between(MatterText.Of("望江苑停水", "请尽快处理。", null), MatterText.Of("柳河路停电", "请尽快处理！", null), 0.2f));

    [Fact]
    public void What_happened_and_what_is_asked_are_compared_as_one()
    {
        Assert.Equal(new MatterText("标题", "经过\n诉求"), MatterText.Of("标题", "经过", "诉求"));
        Assert.Equal(new MatterText(null, ""), MatterText.Of(null, null, " "));
    }
}
