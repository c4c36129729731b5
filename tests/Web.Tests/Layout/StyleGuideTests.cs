using System.Text.RegularExpressions;
using AngleSharp.Html.Parser;
using Xinqiao.Core.Tests.House;
using Xunit;

namespace Xinqiao.Web.Tests.Layout;

/// <summary>Whoever writes a page copies from docs/style-guide.html, so everything that the stylesheet has must be found there.</summary>
public sealed partial class StyleGuideTests
{
    private static readonly HashSet<string> Known =
        [.. Class().Matches(Selectors(File.ReadAllText(Repository.Path("src/Web/wwwroot/xinqiao.css")))).Select(m => m.Groups[1].Value)];

    [Fact]
    public void Each_class_of_the_stylesheet_is_shown_in_the_style_guide()
    {
        var shown = new HtmlParser().ParseDocument(File.ReadAllText(Repository.Path("docs/style-guide.html"))).All.SelectMany(e => e.ClassList).ToHashSet();

        Assert.True(Known.Count > 80);
        Assert.Empty(Known.Except(shown));
    }

    // An alarm of a kind that is not there looks like any other note.
    [Fact]
    public void A_notice_a_tag_and_a_card_are_of_a_kind_that_the_stylesheet_has() => Assert.Empty(
        from file in Repository.Files("src/Web", "*.cshtml")
        from kinds in Kinds().Matches(File.ReadAllText(Repository.Path(file)))
        from kind in kinds.Groups[1].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        where !Known.Contains(kind)
        select $"{file}: {kind}");

    // Neither what a rule says nor what is said of it.
    private static string Selectors(string stylesheet) => Declarations().Replace(Comment().Replace(stylesheet, ""), " ");

    [GeneratedRegex(@"\.([a-z][a-z-]*)")]
    private static partial Regex Class();

    [GeneratedRegex("class=\"(?:notice|tag|card) ([a-z -]*)\"")]
    private static partial Regex Kinds();

    [GeneratedRegex(@"/\*.*?\*/", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"\{[^{}]*\}")]
    private static partial Regex Declarations();
}
