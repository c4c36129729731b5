using Xinqiao.Core.Matching;
using Xunit;

namespace Xinqiao.Core.Tests.Matching;

public class RisingTopicsTests
{
    private static readonly DateOnly Today = new(2026, 11, 30);

    // Cells of very different size, as topics are, over two years; in winter there are more of all of them and of heating most of all.
    private static List<CellDay> District(Random random, int matters, int days = 730)
    {
        var made = new List<CellDay>();
        while (made.Count < matters)
        {
            var topic = (int)(20 * random.NextDouble() * random.NextDouble());
            var day = Today.AddDays(-random.Next(days));
            if (day.Month is > 3 and < 11 && random.Next(topic == 0 ? 5 : 2) > 0) continue;
            made.Add(new(new TopicCell($"{topic:00}", $"street{random.Next(4)}", random.Next(3) == 0 ? "ZJ" : "CG"), day, 1));
        }

        return made;
    }

    private static TopicCell Cell(string topic) => new(topic, "DJ", "ZJ");

    private static CellDay Times(int count, TopicCell cell, int ago) => new(cell, Today.AddDays(-ago), count);

    /// <summary>With a past of one kind, and with the season of an earlier year beside it, which makes false alarms rarer still.</summary>
    [Theory]
    [InlineData(340)]
    [InlineData(730)]
    public void On_shuffled_time_no_more_looks_show_something_than_is_stated(int history)
    {
        const int looks = 500;
        var alarms = 0;
        for (var seed = 0; seed < looks; seed++)
        {
            var random = new Random(seed);
            var counts = District(random, 1_500, history);
            var days = counts.Select(c => c.Day).ToArray();
            random.Shuffle(days);
            if (RisingTopics.Among([.. counts.Select((c, i) => c with { Day = days[i] })], Today).Count > 0) alarms++;
        }

        TestContext.Current.SendDiagnosticMessage($"{history} days: {alarms} of {looks} looks at shuffled time showed something; stated: {RisingTopics.FalseAlarms:P0}.");
        Assert.True((double)alarms / looks <= RisingTopics.FalseAlarms, $"{alarms} of {looks}");
    }

    [Fact]
    public void A_cell_that_trebles_is_found_among_the_others_and_says_how_many_were_expected()
    {
        var found = 0;
        for (var seed = 0; seed < 50; seed++)
        {
            var random = new Random(seed);
            var counts = District(random, 2_000);
            counts.AddRange(Enumerable.Range(0, 120).Select(_ => Times(1, Cell("rise"), random.Next(730))));
            counts.AddRange(Enumerable.Range(0, 20).Select(_ => Times(1, Cell("rise"), random.Next(RisingTopics.Window))));
            var rising = RisingTopics.Among(counts, Today).Where(r => r.Cell == Cell("rise")).ToList();
            if (rising is [{ } one] && one.Recent >= 20 && one.Expected < one.Recent && one.Chance < RisingTopics.FalseAlarms) found++;
        }

        Assert.True(found >= 45, $"{found} of 50");
    }

    [Fact]
    public void What_comes_every_winter_does_not_rise_in_winter_and_what_comes_anew_does()
    {
        List<CellDay> counts =
            [Times(30, Cell("heating"), 10), Times(30, Cell("heating"), 375), Times(400, Cell("other"), 200), Times(40, Cell("other"), 10), Times(40, Cell("other"), 375)];
        Assert.Empty(RisingTopics.Among(counts, Today));
        counts.Add(Times(30, Cell("flood"), 5));
        Assert.Equal("flood", Assert.Single(RisingTopics.Among(counts, Today)).Cell.Topic);
    }

    [Fact]
    public void What_was_expected_is_the_share_of_the_past()
    {
        var rising = Assert.Single(RisingTopics.Among(
            [Times(20, Cell("rise"), 3), Times(10, Cell("rise"), 100), Times(90, Cell("other"), 100), Times(30, Cell("other"), 3)], Today));
        Assert.Equal((20, 5.0), (rising.Recent, rising.Expected)); // a tenth of the fifty that came
    }

    [Fact]
    public void Cells_below_five_are_never_shown_however_unlikely_they_are() => Assert.Empty(RisingTopics.Among(
        [Times(4, Cell("rare"), 1), Times(1, Cell("rare"), 100), Times(50_000, Cell("other"), 100), Times(4, Cell("other"), 1)], Today));

    [Fact]
    public void Where_there_is_no_past_nothing_rises()
    {
        Assert.Empty(RisingTopics.Among([], Today));
        Assert.Empty(RisingTopics.Among([Times(500, Cell("new"), 3)], Today));
        Assert.Empty(RisingTopics.Among([Times(500, Cell("later"), -3), Times(500, Cell("older"), 5_000)], Today));
    }

    [Fact]
    public void That_the_whole_district_petitions_more_makes_no_cell_rise() => Assert.Empty(RisingTopics.Among(
        [.. Enumerable.Range(0, 20).SelectMany(t => (CellDay[])[Times(10, Cell($"{t}"), 100), Times(100, Cell($"{t}"), 10)])], Today));

    [Fact]
    public void Nothing_before_the_first_day_that_counts_changes_the_answer()
    {
        var (first, counts) = (RisingTopics.Since(Today), District(new Random(7), 2_000, 2_000));
        Assert.Contains(counts, c => c.Day < first);
        counts.AddRange([Times(40, Cell("rise"), 2), Times(10, Cell("rise"), 300)]);
        var all = RisingTopics.Among(counts, Today).Single(r => r.Cell == Cell("rise"));
        Assert.Equal(all, RisingTopics.Among([.. counts.Where(c => c.Day >= first)], Today).Single(r => r.Cell == Cell("rise")));
    }
}
