using CsCheck;
using Xinqiao.Core.Verification;
using Xunit;

namespace Xinqiao.Core.Tests.Verification;

public sealed class WitnessTimesTests
{
    // Witnesses saw 10 entries at minute 10 and 11, and 20 entries at minute 20.
    private static readonly WitnessTimes Times = new([new(20, Minutes(20), Minutes(20)), new(10, Minutes(10), Minutes(11))]);

    private static long Minutes(double minutes) => 1_795_400_000_000 + (long)(minutes * 60_000);

    [Theory]
    [InlineData(9, 5, true)]
    [InlineData(9, 11.9, true)]
    [InlineData(9, 12.1, false)]
    [InlineData(10, 9.1, true)]
    [InlineData(10, 8.9, false)]
    [InlineData(19, 20.9, true)]
    [InlineData(19, 21.1, false)]
    [InlineData(20, 19.1, true)]
    [InlineData(20, 18.9, false)]
    [InlineData(25, 500, true)]
    public void An_event_lies_between_the_witness_times_around_it_but_for_the_minute_a_checkpoint_takes(long position, double minute, bool holds) =>
        Assert.Equal(holds, Times.Fault(position, Minutes(minute)) is null);

    [Fact]
    public void Dating_back_by_more_than_the_time_between_checkpoints_is_always_found() =>
        Gen.Select(Gen.Int[1, 400], Gen.Int[0, 399], Gen.Int[121, 100_000]).Sample((count, place, seconds) =>
        {
            // A checkpoint a minute after each event, seen at once.
            var times = new WitnessTimes([.. Enumerable.Range(1, count).Select(n => new WitnessedSize(n, Minutes(n), Minutes(n)))]);
            var position = place % count;
            Assert.Null(times.Fault(position, Minutes(position + 1)));
            if (position > 0) Assert.NotNull(times.Fault(position, Minutes(position + 1) - seconds * 1_000L));
            Assert.NotNull(times.Fault(position, Minutes(position + 1) + seconds * 1_000L));
        });

    [Fact]
    public void Without_witnesses_nothing_is_said_of_times() => Assert.Null(new WitnessTimes([]).Fault(0, 0));
}
