using System.Text.RegularExpressions;
using Xunit;

namespace Xinqiao.Core.Tests.House;

/// <summary>docs/security follows two standards item by item. What it says must be so: no test that is not there, no item left out.</summary>
public sealed partial class TracedTests
{
    private const string Asvs = "docs/security/asvs.md", Dengbao = "docs/security/dengbao.md", Measures = "docs/security/measures.md",
        Summary = "docs/security/README.md";

    private const string Opening = "<!-- counts: written by the tests with XINQIAO_REGENERATE=1 -->\n", Closing = "<!-- /counts -->";

    private static readonly HashSet<string> Tests = [.. Repository.Files("tests", "*.cs").SelectMany(TestsIn)];

    private static readonly string[] Traced = [Asvs, Dengbao];

    public static TheoryData<string> Documents => [.. Traced];

    [Fact]
    public void The_list_of_numbers_has_as_many_items_of_each_level_as_the_standard()
    {
        Assert.Equal(345, AsvsList.All.Count);
        Assert.Equal((70, 183, 92), (Of("1"), Of("2"), Of("3")));

        static int Of(string level) => AsvsList.All.Count(item => item.Level == level);
    }

    [Fact]
    public void Every_item_of_levels_one_and_two_stands_once_and_in_order() => Assert.Equal(
        AsvsList.All.Where(item => item.Level != "3"), TracedItem.Of(Asvs).Select(item => (item.Number, Level: item.Weight)));

    [Fact]
    public void No_item_of_the_other_standard_stands_twice()
    {
        var items = TracedItem.Of(Dengbao);

        Assert.True(items.Count > 50);
        Assert.Distinct(items.Select(item => item.Number));
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_answer_says_by_what(string document)
    {
        foreach (var item in TracedItem.Of(document))
        {
            Assert.True(TracedItem.Answers.Contains(item.Answer) && item.Asks != "" && item.By != "", $"{item}");
            if (item.Answer == TracedItem.Test) Assert.True(Named().IsMatch(item.By), $"{item} names no test");
            if (item.Answer == TracedItem.Office) Assert.True(Link().IsMatch(item.By), $"{item} leads to no document");
            if (item.Answer == TracedItem.Build) Assert.True(Place().IsMatch(item.By), $"{item} names no place");
        }
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_test_that_is_named_is_there(string document) => Assert.DoesNotContain(
        TracedItem.Of(document).SelectMany(item => Named().Matches(item.By).Select(m => m.Groups[1].Value)), test => !Tests.Contains(test));

    [Theory]
    [InlineData(Asvs)]
    [InlineData(Dengbao)]
    [InlineData(Measures)]
    [InlineData(Summary)]
    public void Every_place_that_is_named_is_there(string document)
    {
        var text = File.ReadAllText(Repository.Path(document));
        var places = Place().Matches(text).Select(m => m.Groups[1].Value)
            .Concat(Link().Matches(text).Select(m => Path.Combine(Path.GetDirectoryName(document)!, m.Groups[1].Value)));

        Assert.DoesNotContain(places, place => !Path.Exists(Repository.Path(place)));
    }

    [Fact]
    public void Every_figure_of_the_measures_stands_in_the_code()
    {
        var figures = Figure().Matches(File.ReadAllText(Repository.Path(Measures))).Select(m => (Text: m.Groups[1].Value, File: m.Groups[2].Value)).ToList();

        Assert.True(figures.Count > 20);
        Assert.DoesNotContain(figures, figure => !File.ReadAllText(Repository.Path(figure.File)).Contains(figure.Text, StringComparison.Ordinal));
    }

    [Fact]
    public void The_counts_are_those_of_the_tables()
    {
        var text = File.ReadAllText(Repository.Path(Summary));
        var start = text.IndexOf(Opening, StringComparison.Ordinal) + Opening.Length;
        var end = text.IndexOf(Closing, start, StringComparison.Ordinal);

        if (Environment.GetEnvironmentVariable("XINQIAO_REGENERATE") == "1")
            File.WriteAllText(Repository.Path(Summary), text[..start] + Counts() + text[end..]);
        else
            Assert.Equal(Counts(), text[start..end]);
    }

    private static string Counts()
    {
        var head = $"| document | items | {string.Join(" | ", TracedItem.Answers)} |\n|---|{string.Concat(TracedItem.Answers.Select(_ => "---|"))}---|\n";
        return head + string.Concat(Traced.Select(Row));
    }

    private static string Row(string document)
    {
        var items = TracedItem.Of(document);
        var file = Path.GetFileName(document);
        return $"| [{file}]({file}) | {items.Count} | {string.Join(" | ", TracedItem.Answers.Select(a => items.Count(item => item.Answer == a)))} |\n";
    }

    private static IEnumerable<string> TestsIn(string file)
    {
        var text = File.ReadAllText(Repository.Path(file));
        var methods = Method().Matches(text).Select(m => m.Groups[1].Value).ToList();
        return Class().Matches(text).SelectMany(c => methods.Select(method => $"{c.Groups[1].Value}.{method}"));
    }

    // `SigningInTests.An_unknown_address_is_told_so`
    [GeneratedRegex(@"`(\w+\.\w+_\w+)`")]
    private static partial Regex Named();

    // `src/Web/Serving/Front.cs`, `test`
    [GeneratedRegex(@"`((?:src|tests|docs|scripts|bench)/[\w./-]+|[A-Z][\w-]+(?:\.\w+)*\.(?:props|md|json|config)|nuget\.config|\.editorconfig|test)`")]
    private static partial Regex Place();

    // [measures](measures.md#keys); an address elsewhere is not looked up.
    [GeneratedRegex(@"\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)")]
    private static partial Regex Link();

    // | wrong passwords | `FailuresAllowed = 5` | `src/Web/Identity/People.cs` |
    [GeneratedRegex(@"^\| [^|]+ \| `([^`]+)` \| `([^`]+)` \|$", RegexOptions.Multiline)]
    private static partial Regex Figure();

    [GeneratedRegex(@"\bclass (\w+)")]
    private static partial Regex Class();

    // Attributes of data may stand between.
    [GeneratedRegex(@"\[\w*(?:Fact|Theory)\b(?s:.*?)\b(?:void|Task) (\w+)\(")]
    private static partial Regex Method();
}
