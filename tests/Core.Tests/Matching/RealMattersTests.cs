using System.IO.Compression;
using System.Text.Json;
using Xinqiao.Core.Matching;
using Xunit;

namespace Xinqiao.Core.Tests.Matching;

/// <summary>What real public messages, of which some were marked by matter, say about ranking and grouping.</summary>
public sealed class RealMattersTests
{
    private sealed record Message(string? Matter, string? Copy, MatterText Text);

    private static List<Message> Messages()
    {
        var file = Path.GetFullPath("../../../../../shared/data/messages/same_matter.jsonl.gz", AppContext.BaseDirectory);
        Assert.SkipUnless(File.Exists(file), "same_matter.jsonl.gz is not here.");
        using var reader = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
        var messages = new List<Message>();
        while (reader.ReadLine() is { } line)
        {
            var root = JsonDocument.Parse(line).RootElement;
            messages.Add(new(
                root.GetProperty("matter").GetString(), root.GetProperty("exact_dup_group").GetString(),
                new(root.GetProperty("title").GetString(), root.GetProperty("detail").GetString())));
        }

        return messages;
    }

    [Fact]
    public void Of_real_messages_those_of_one_matter_rank_first_and_copies_score_one()
    {
        var messages = Messages();
        var texts = SimilarTexts.Of([.. messages.Select(m => m.Text)]);
        var (precision, firstFive, queries) = (0.0, 0.0, 0);
        for (var i = 0; i < messages.Count; i++)
        {
            if (messages[i].Copy is { } copy)
            {
                var copies = texts.FindLike(i, 20).Where(n => n.Score == 1).Select(n => n.Text).ToHashSet();
                Assert.All(
                    Enumerable.Range(0, messages.Count).Where(other => other != i && messages[other].Copy == copy), other => Assert.Contains(other, copies));
            }

            if (messages[i].Matter is not { } matter) continue;
            var ranked = texts.FindLike(i, messages.Count).Select(n => messages[n.Text].Matter == matter).ToList();
            var relevant = messages.Count(m => m.Matter == matter) - 1;
            precision += ranked.Index().Where(r => r.Item).Select((r, hits) => (hits + 1.0) / (r.Index + 1)).Sum() / relevant;
            firstFive += ranked.Take(5).Count(isRelevant => isRelevant) / 5.0;
            queries++;
        }

        Assert.Equal(116, queries);
        Assert.True(precision / queries >= 0.92, $"mean average precision {precision / queries:0.000}");
        Assert.True(firstFive / queries >= 0.95, $"precision of the first five {firstFive / queries:0.000}");
    }

    [Fact]
    public void Of_real_messages_those_called_alike_are_about_one_matter()
    {
        var messages = Messages();
        var texts = new SimilarTexts();
        foreach (var message in messages) texts.Add(message.Text);
        var called = (
            from i in Enumerable.Range(0, messages.Count)
            where messages[i].Matter is not null
            from n in texts.FindLike(i, 5)
            let likeness = Resemblance.Between(messages[i].Text, messages[n.Text].Text, n.Score)
            where likeness is not null
            select (likeness, IsSame: messages[n.Text].Matter == messages[i].Matter)).ToLookup(c => c.likeness!.Value, c => c.IsSame);

        Assert.All(called[Likeness.Copy], Assert.True);
        Assert.True(called[Likeness.Great].Average(same => same ? 1 : 0) >= 0.97);
        Assert.True(called[Likeness.Some].Average(same => same ? 1 : 0) >= 0.85);
    }

    [Fact]
    public void Real_groups_hold_a_matter_together_and_no_two_matters()
    {
        var messages = Messages();
        var groups = MatterGroups.Of([.. messages.Select(m => m.Text)]);
        Assert.All(groups, g => Assert.InRange(g.Select(i => messages[i].Matter).OfType<string>().Distinct().Count(), 0, 1));

        static long Pairs(IEnumerable<IEnumerable<string>> sets) => sets.Sum(s => (long)s.Count() * (s.Count() - 1) / 2);
        var together = Pairs(groups.Select(g => g.Select(i => messages[i].Matter).OfType<string>()));
        var marked = Pairs(messages.Select(m => m.Matter).OfType<string>().GroupBy(m => m));
        Assert.True(2.0 * together / (together + marked) >= 0.85, $"F1 of pairs {2.0 * together / (together + marked):0.000}");
    }
}
