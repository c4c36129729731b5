using System.IO.Compression;
using System.Text.Json;
using Xinqiao.Core.Matching;
using Xunit;

namespace Xinqiao.Web.Tests.Commands;

/// <summary>What the verbs make of real public titles, a fifth of which the model has not seen.</summary>
public sealed class RealDomainsTests : IDisposable
{
    private readonly Scratch scratch = new();

    public void Dispose() => scratch.Dispose();

    [Fact]
    public async Task Unseen_real_titles_get_the_right_domain_as_well_as_a_published_classifier_finds_it()
    {
        const string Name = "../../../../../shared/data/messages/domain_titles.jsonl.gz";
        var file = Path.GetFullPath(Name, AppContext.BaseDirectory);
        Assert.SkipUnless(File.Exists(file), "domain_titles.jsonl.gz is not here.");
        List<(string Title, string Label)> rows = [];
        using (var reader = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress)))
            while (await reader.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
            {
                var row = JsonDocument.Parse(line).RootElement;
                rows.Add((row.GetProperty("title").GetString()!, row.GetProperty("label").GetString()!));
            }

        // Titles of the same letters are on the same side.
        var sides = rows.ToLookup(r => r.Title.Where(char.IsLetter).Aggregate(7u, (hash, unit) => hash * 31 + unit) % 5 == 0);
        await File.WriteAllLinesAsync(
            scratch["seen"], sides[false].Select(r => JsonSerializer.Serialize(new { title = r.Title, label = r.Label })),
            TestContext.Current.CancellationToken);
        (await Typed.Run("train", "domain", "--in", scratch["seen"], "--out", scratch["model"])).Ok();
        var unseen = sides[true].ToList();
        var typed = (await Typed.Run(
            string.Join('\n', unseen.Select((r, i) => JsonSerializer.Serialize(new { id = i, title = r.Title }))), TimeProvider.System,
            "classify", "--model", scratch["model"])).Ok();
        var given = typed.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("suggestions")[0].GetProperty("label").GetString()!).ToList();
        var labels = rows.Select(r => r.Label).Distinct().ToList();
        Assert.Equal(unseen.Count, given.Count);
        Assert.InRange(MacroF1.Of(labels.Count, unseen.Zip(given, (r, g) => ((int[])[labels.IndexOf(r.Label)], labels.IndexOf(g)))), 0.863, 1);
    }
}
