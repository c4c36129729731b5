using Xinqiao.Core.Matching;
using Xinqiao.Core.Search;
using Xunit;

namespace Xinqiao.Core.Tests.Search;

public sealed class SearchQueryTests
{
    private static SearchQuery Read(string typed)
    {
        var query = SearchQuery.Read(typed, out var refusals);
        Assert.Empty(refusals);
        return query!;
    }

    private static HashSet<string> Grams(string text)
    {
        var grams = new HashSet<string>();
        SearchGrams.Read(text, grams);
        return grams;
    }

    [Theory]
    [InlineData("水管", "水管")]
    [InlineData(" 水管　漏水 ", "水管|漏水")]
    [InlineData("水管，漏水。水管", "水管|漏水")]
    [InlineData("ＡＢＣ小区", "abc小区")]
    [InlineData("“供暖不足”", "供暖不足")]
    [InlineData("「供暖不足，物业」漏水", "供暖不足\0物业|漏水")]
    [InlineData("\"供暖 不足\" 漏水", "供暖\0不足|漏水")]
    [InlineData("漏水“供暖 不足", "漏水|供暖\0不足")]
    public void Words_stand_anywhere_and_a_phrase_in_quotation_marks_stays_together(string typed, string terms) =>
        Assert.Equal(terms.Split('|'), Read(typed).Terms);

    [Theory]
    [InlineData(null, "missing")]
    [InlineData(" 　", "missing")]
    [InlineData("水", "too-short")]
    [InlineData("水管 漏", "too-short")]
    [InlineData("“水 管”", "too-short")]
    [InlineData("A", "too-short")]
    [InlineData("，。“”", "no-letter")]
    [InlineData("13800000217", "long-number")]
    [InlineData("电话138-0000-0217", "long-number")]
    [InlineData("３２０６０２１９８００１０１００１Ｘ", "long-number")]
    [InlineData("水管\u0001", "control-character")]
    public void What_cannot_be_looked_for_is_refused_with_the_field_and_what_to_type(string? typed, string code)
    {
        Assert.Null(SearchQuery.Read(typed, out var refusals));
        Assert.Equal((code, SearchQuery.Field), (Assert.Single(refusals).Code, refusals[0].Field));
    }

    [Fact]
    public void A_text_longer_than_a_sentence_is_refused() =>
        Assert.Equal("too-long", RefusalOf(new string('水', SearchQuery.Longest + 1)));

    private static string RefusalOf(string typed)
    {
        Assert.Null(SearchQuery.Read(typed, out var refusals));
        return Assert.Single(refusals).Code;
    }

    [Theory]
    [InlineData("XF2026-000001-7", "XF2026-000001-7", null, null)]
    [InlineData(" xf2026－0001", "XF2026-0001", null, null)]
    [InlineData("000017", null, 17, null)]
    [InlineData("17", null, 17, null)]
    [InlineData("崇信〔2026〕3号", null, null, "崇信〔2026〕3")]
    [InlineData("崇信[2026]03", null, null, "崇信〔2026〕3")]
    [InlineData("（２０２６）第３号", null, null, "〔2026〕3")]
    public void A_number_is_known_whole_or_in_part(string typed, string? prefix, int? serial, string? document) =>
        Assert.Equal(new TypedNumber(prefix, serial, document), Read(typed).Number);

    [Theory]
    [InlineData("水管")]
    [InlineData("2026年3月")]
    [InlineData("XF")]
    public void Words_are_no_number(string typed) => Assert.Null(Read(typed).Number);

    [Fact]
    public void A_document_number_is_found_with_and_without_the_organs_word() =>
        Assert.Equal(["崇信〔2026〕3", "〔2026〕3"], TypedNumber.KeysOf("崇信〔2026〕3号"));

    [Fact]
    public void Characters_are_indexed_in_pairs_and_latin_words_whole() => Assert.Equal(
        new HashSet<string> { "12", "2幢", "幢水", "水管", "管漏", "漏水", "wifi", "故障" }, Grams("12幢水管漏水；Wi-Fi 故障"));

    [Theory]
    [InlineData("请打13800000217联系")]
    [InlineData("身份证32060219800101001X")]
    public void A_long_number_in_a_text_stands_in_no_index(string text) =>
        Assert.DoesNotContain(Grams(text), gram => gram.Count(char.IsAsciiDigit) > 1);

    [Fact]
    public void The_index_is_asked_for_a_dozen_grams_at_most() =>
        Assert.InRange(Read("入冬以来室温一直低于十六度多次向物业反映没有结果请派人查看").Grams.Count, 2, 12);

    [Theory]
    [InlineData("供暖不足", "小区[供暖不足]，无人管")]
    [InlineData("供暖不足 小区", "[小区][供暖不足]，无人管")]
    [InlineData("“不足 无人”", "小区供暖[不足，无人]管")]
    [InlineData("不足供暖", null)]
    public void A_phrase_is_found_as_it_stands_and_in_no_other_order(string typed, string? marked)
    {
        var query = Read(typed);
        var excerpt = new Excerpt("小区供暖不足，无人管", query.Terms);
        Assert.Equal(marked is not null, query.Terms.All(excerpt.Found.Contains));
        if (marked is not null) Assert.Equal(marked, Marked(excerpt.Whole));
    }

    [Theory]
    [InlineData("13", "2013年", false)]
    [InlineData("2013", "2013年", true)]
    [InlineData("12幢", "在112幢", false)]
    [InlineData("wifi", "Wi-Fi故障", true)]
    public void A_latin_word_is_found_whole(string typed, string text, bool isFound) =>
        Assert.Equal(isFound, new Excerpt(text, Read(typed).Terms).Found.Count == 1);

    [Fact]
    public void A_long_text_is_cut_around_the_first_hit_and_no_character_is_halved()
    {
        var text = string.Concat(Enumerable.Repeat("𠮷", 40)) + "水管漏水" + string.Concat(Enumerable.Repeat("𠮷", 100));
        var parts = new Excerpt(text, ["水管"]).Short;
        Assert.Equal(["…", "水管", "…"], [parts[0].Text, parts.Single(p => p.IsHit).Text, parts[^1].Text]);
        Assert.InRange(parts.Sum(p => p.Text.Length), 20, 120);
        foreach (var part in parts) Assert.DoesNotContain('\uFFFD', System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(part.Text)));
    }

    [Fact]
    public void A_beginning_marks_what_another_text_has_too_and_halves_no_character()
    {
        var text = "河边😀路灯不亮，夜里看不见" + string.Concat(Enumerable.Repeat("𠮷", 100));
        SharedPhrase[] shared = [new("路灯不亮", InTitle: false, Start: 4, IsName: false), new("边\ud83d", InTitle: false, Start: 1, IsName: false)];
        var beginning = new Excerpt(text, shared).Beginning;
        Assert.StartsWith("河[边😀][路灯不亮]，夜里看不见𠮷", Marked(beginning), StringComparison.Ordinal);
        Assert.Equal("…", beginning[^1].Text);
        Assert.All(beginning, part => Assert.True(part.Text.IsNormalized()));
        Assert.Equal("路灯不亮", Marked(new Excerpt("路灯不亮", Array.Empty<SharedPhrase>()).Beginning));
    }

    private static string Marked(IEnumerable<ExcerptPart> parts) =>
        string.Concat(parts.Select(p => p.IsHit ? $"[{p.Text}]" : p.Text));
}
