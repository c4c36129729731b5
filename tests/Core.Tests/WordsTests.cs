using Xinqiao.Core.Matters;
using Xunit;

namespace Xinqiao.Core.Tests;

public class WordsTests
{
    /// <summary>Every enumeration of Core whose members are stored by a word.</summary>
    public static TheoryData<Type> Worded { get; } =
        [.. typeof(Words).Assembly.GetTypes().Where(t => t.IsEnum && t.GetFields().Any(f => f.IsDefined(typeof(WordAttribute), false)))];

    [Theory]
    [MemberData(nameof(Worded))]
    public void Every_member_has_its_own_stored_word_and_label(Type type)
    {
        var words = type.GetFields().Where(f => f.IsLiteral)
            .Select(f => Assert.IsType<WordAttribute>(Assert.Single(f.GetCustomAttributes(typeof(WordAttribute), false)))).ToList();
        Assert.Distinct(words.Select(w => w.Stored));
        Assert.Distinct(words.Select(w => w.Label));
        Assert.All(words, w => Assert.Matches("^[a-z0-9]+(-[a-z0-9]+)*$", w.Stored));
    }

    [Fact]
    public void A_word_leads_back_to_its_member() =>
        Assert.All(Words.All<Stage>(), stage => Assert.Equal(stage, Words.Parse<Stage>(Words.Of(stage))));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("ToServe")]
    [InlineData("0")]
    public void A_word_nobody_stored_is_no_member(string? word) => Assert.Null(Words.TryParse<Stage>(word));

    [Fact]
    public void A_damaged_word_is_named_when_it_must_be_read() =>
        Assert.Contains("nonsense", Assert.Throws<InvalidDataException>(() => Words.Parse<Stage>("nonsense")).Message);
}
