using System.Text;
using System.Text.RegularExpressions;
using Xinqiao.Core;
using Xinqiao.Core.Furniture;
using Xinqiao.Core.Regulation;
using Xinqiao.Core.Tests.House;
using Xinqiao.Web.Language;
using Xunit;

namespace Xinqiao.Web.Tests.Language;

/// <summary>Every word of the house has its English, and nobody else's words are touched.</summary>
public class EnglishTests
{
    private static readonly string Untranslated = Repository.Path("src/Web/Language/english/untranslated.po");

    // XINQIAO_REGENERATE=1 ./test Web writes what lacks into a file, for whoever translates.
    [Fact]
    public void Every_word_of_the_house_has_its_English()
    {
        var missing = WordsOfTheHouse.All().Where(found => string.IsNullOrEmpty(Catalogue.English.Find(found.Words))).ToList();
        if (Environment.GetEnvironmentVariable("XINQIAO_REGENERATE") == "1" && missing.Count > 0)
            File.WriteAllText(Untranslated, string.Concat(missing.Select(m => $"# {m.Where}\nmsgid \"{Quoted(m.Words)}\"\nmsgstr \"\"\n\n")), new UTF8Encoding(false));
        Assert.Empty(missing);
    }

    [Fact]
    public void The_title_of_a_page_is_a_phrase_and_never_a_string_that_stays_Chinese() => Assert.Empty(
        from file in Directory.EnumerateFiles(Repository.Path("src/Web"), "*.cshtml", SearchOption.AllDirectories)
        from line in File.ReadLines(file)
        where line.Contains("ViewData[\"Title\"] = \"", StringComparison.Ordinal) && Reader.HasHan(line)
        select $"{Path.GetFileName(file)}: {line.Trim()}");

    [Fact]
    public void No_translation_is_kept_of_words_that_are_no_longer_said()
    {
        var said = WordsOfTheHouse.All().Select(found => found.Words).ToHashSet();
        Assert.Empty(Catalogue.English.Entries.Keys.Except(said));
    }

    [Fact]
    public void A_translation_has_the_holes_of_its_original_and_no_Chinese()
    {
        foreach (var (chinese, english) in Catalogue.English.Entries)
        {
            Assert.False(Reader.HasHan(english), $"{chinese} → {english}");
            Assert.True(Holes(english).IsSubsetOf(Holes(chinese)), $"{chinese} → {english}");
        }
    }

    [Theory]
    [InlineData("<h1>查询</h1>", "<h1>Track</h1>")]
    [InlineData("\n  查询\n</p>", "\n  Track\n</p>")]
    [InlineData("\" class=\"x\">查询<b>", "\" class=\"x\">Track<b>")]
    [InlineData("<nav aria-label=\"主导航\"><a title=", "<nav aria-label=\"Main\"><a title=")]
    [InlineData("）</span>", ")</span>")]
    public void The_words_of_a_piece_of_markup_are_told_in_English_and_nothing_else_is_changed(string chinese, string english) =>
        Assert.Equal(english, Reader.MarkupInEnglish(chinese));

    [Fact]
    public void A_phrase_is_told_in_English_with_all_that_stands_in_it()
    {
        Phrase phrase = $"{ChineseDate.Write(new(2026, 3, 2))}：{new Article("信访工作条例", 34, 1)}；{"查询"}";
        Assert.Equal("2026-03-02: Regulations on Petition Work, Art. 34(1); 查询", Reader.InEnglish(phrase));
    }

    [Fact]
    public void A_refusal_names_posts_and_fields_in_English()
    {
        var act = new Act(new Actor("s-3", Role.Handler, "ZJ", "住建局"), new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero), PrivateText.Absent, Rules.Embedded, static _ => 1);
        Assert.Equal("This is done by: Registrar or Router. Your post: Handler.", Reader.InEnglish(Authority.PetitionDepartment(act)!.Reason));
        var rule = new TextRule();
        new LegalDay(act.Today.AddDays(1), null, null).Check(rule, act, "served", "送达日期");
        Assert.StartsWith("“Date of service” cannot be later than today", Reader.InEnglish(rule.Refusals[0].Reason), StringComparison.Ordinal);
    }

    [Fact]
    public void Why_an_arrangement_cannot_be_read_is_told_in_English()
    {
        var rule = new TextRule();
        Calendars.Read(rule, "{", new(2026, 3, 2), Calendar.Embedded);
        Assert.StartsWith("Near line 1: not valid JSON. Correct it", Reader.InEnglish(rule.Refusals[0].Reason), StringComparison.Ordinal);
    }

    private static HashSet<string> Holes(string template) =>
        [.. Regex.Matches(template.Replace("{{", "").Replace("}}", ""), @"\{(\d+)").Select(m => m.Groups[1].Value)];

    private static string Quoted(string text) => text.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n");
}
