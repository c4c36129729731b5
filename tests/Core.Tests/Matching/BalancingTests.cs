using Xinqiao.Core.Matching;
using Xunit;

namespace Xinqiao.Core.Tests.Matching;

public sealed class BalancingTests
{
    private static readonly Balance Title = new(1, 0, 0.9f), Detail = new(0, 1, 0.8f);

    [Fact]
    public void Without_a_message_that_has_both_title_and_detail_count_as_is_usual()
    {
        var both = Balancing.Together([], Title, Detail, 0.98);
        Assert.Equal((0.5f, 0.75f, 0.9f), (both.Title, both.Detail, both.SureAt));
    }

    // The titles say nothing; of ten details eight are right.
    [Theory]
    [InlineData(20, 0.4, 0.6)]
    [InlineData(20_000, 0.05, 0.3)]
    public void The_more_messages_have_both_the_more_they_decide(int messages, double least, double most)
    {
        var random = new Random(1);
        var unseen = Enumerable.Range(0, messages).Select(i => new UnseenScores(
            [i % 2], [4 * (random.NextSingle() - 0.5f), 0], (i % 2 == 0) == (i % 10 < 8) ? [1, -1] : [-1, 1])).ToList();
        Assert.InRange(Balancing.Together(unseen, Title, Detail, 0.98).Title, least, most);
    }

    [Fact]
    public void Of_few_messages_with_both_none_is_called_sure_that_would_not_be_of_either_alone()
    {
        var unseen = Enumerable.Range(0, 60).Select(i => new UnseenScores([i % 2], [2 * (i % 2 == 0 ? 1 : -1), 0], [0, 0])).ToList();
        Assert.Equal(0.9f, Balancing.Together(unseen, Title, Detail, 0.98).SureAt);
    }
}
