using Xinqiao.Core.Matching;
using Xunit;

namespace Xinqiao.Core.Tests.Matching;

public sealed class HouseholdsTests
{
    [Fact]
    public void Petitions_that_nobody_linked_are_a_household_each() => Assert.Equal(3, Households.Count(["a", "b", "c"], []));

    [Fact]
    public void Repeats_and_supplements_are_counted_with_what_they_were_linked_to() =>
        Assert.Equal(2, Households.Count(["a", "b", "c", "d"], [("b", "a"), ("d", "b")]));

    [Fact]
    public void Two_repeats_of_one_petition_that_is_not_counted_are_one_household() =>
        Assert.Equal(1, Households.Count(["b", "c"], [("b", "a"), ("c", "a")]));

    [Fact]
    public void A_pair_that_is_named_twice_or_leads_round_ends_nowhere_else() =>
        Assert.Equal(1, Households.Count(["a", "b", "c"], [("b", "a"), ("b", "a"), ("c", "b"), ("c", "a")]));
}
