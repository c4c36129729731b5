using Xinqiao.Core.Matching;
using Xunit;

namespace Xinqiao.Core.Tests.Matching;

public sealed class MacroF1Tests
{
    [Fact]
    public void It_is_the_mean_of_the_F1_of_each_label()
    {
        // Label 0: 2 right of 3 borne, 2 given: 4/5. Label 1: 1 right of 1 borne, 2 given: 2/3. Label 2 does not occur.
        (int[], int)[] answers = [([0], 0), ([0], 0), ([0], 1), ([1], 1)];
        Assert.Equal((0.8 + 2.0 / 3) / 2, MacroF1.Of(3, answers), 12);
    }

    [Fact]
    public void Any_of_several_labels_is_right() => Assert.Equal(1, MacroF1.Of(2, [([0, 1], 1), ([0, 1], 0)]), 12);

    [Fact]
    public void Of_no_answers_it_is_zero() => Assert.Equal(0, MacroF1.Of(2, []));
}
