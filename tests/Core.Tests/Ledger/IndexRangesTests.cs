using CsCheck;
using Xinqiao.Core.Ledger;
using Xunit;

namespace Xinqiao.Core.Tests.Ledger;

public sealed class IndexRangesTests
{
    [Fact]
    public void Neighbours_are_one_range() => Assert.Equal("3-5 7 9-10", IndexRanges.Write([3, 4, 5, 7, 9, 10]));

    [Fact]
    public void What_is_written_is_read_again() => Gen.Long[0, 200].Array[0, 60].Select(all => all.Distinct().Order().ToArray()).Sample(indexes =>
        indexes.SequenceEqual(IndexRanges.Read(IndexRanges.Write(indexes)).SelectMany(r => Enumerable.Range((int)r.From, (int)(r.Until - r.From)).Select(i => (long)i))));

    [Theory]
    [InlineData("5-3")]
    [InlineData("3-5 4")]
    [InlineData("-3")]
    [InlineData("3--4")]
    [InlineData("a")]
    [InlineData("9223372036854775807")]
    public void Anything_else_is_refused(string text) => Assert.Throws<LedgerFormatException>(() => IndexRanges.Read(text));
}
