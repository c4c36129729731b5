using System.Text;
using System.Text.Json;
using CsCheck;
using Xinqiao.Core.Ledger;
using Xunit;

namespace Xinqiao.Core.Tests.Ledger;

public class CanonicalJsonTests
{
    private const long Largest = (1L << 53) - 1;

    // Valid text with what is hard: quotes, control characters, Chinese, and pairs of surrogates.
    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.Char[' ', '~'].Select(c => c.ToString()),
        Gen.Char['\0', '\u001f'].Select(c => c.ToString()),
        Gen.OneOf([.. "\"\\/\u007f\u2028\ufb33\ufeff\uffff".Select(c => Gen.Const(c.ToString()))]),
        Gen.Char['一', '龥'].Select(c => c.ToString()),
        Gen.Int[0x10000, 0x10ffff].Select(char.ConvertFromUtf32)).Array[0, 12].Select(string.Concat);

    [Fact]
    public void Text_is_escaped_as_the_example_of_rfc_8785_section_3_2_2_shows()
    {
        var value = new CanonicalObject { { "string", "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"/" } };
        Assert.Equal("{\"string\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}", value.ToString());
    }

    [Fact]
    public void Every_control_character_has_its_one_spelling()
    {
        Assert.Equal("\"\\b\\t\\n\\f\\r\\u0000\\u001f\u007f\"", CanonicalJson.ToText("\b\t\n\f\r\0\u001f\u007f"));
    }

    [Fact]
    public void Keys_are_ordered_by_utf_16_code_units_as_the_example_of_rfc_8785_section_3_2_3_shows()
    {
        var value = new CanonicalObject
        {
            { "\u20ac", "Euro Sign" }, { "\r", "Carriage Return" }, { "\ufb33", "Hebrew Letter Dalet With Dagesh" }, { "1", "One" },
            { "\ud83d\ude00", "Emoji: Grinning Face" }, { "\u0080", "Control" }, { "\u00f6", "Latin Small Letter O With Diaeresis" },
        };
        Assert.Equal(["\r", "1", "\u0080", "\u00f6", "\u20ac", "\ud83d\ude00", "\ufb33"], value.Select(member => member.Key));
        Assert.Equal(value.ToString(), CanonicalJson.Read(value.ToString()).ToString());
    }

    [Fact]
    public void Chinese_is_written_as_utf_8_and_not_escaped()
    {
        Assert.Equal("{\"诉求\":\"请求核实拖欠工资\"}"u8.ToArray(), new CanonicalObject { { "诉求", "请求核实拖欠工资" } }.ToUtf8());
    }

    [Fact]
    public void Text_is_not_normalised()
    {
        Assert.NotEqual(CanonicalJson.ToText("\u00e9"), CanonicalJson.ToText("e\u0301"));
    }

    [Fact]
    public void Every_kind_of_value_is_written_and_read()
    {
        var value = new CanonicalObject
        {
            { "z", CanonicalValue.Array(1, "二", true, CanonicalValue.Array(), new CanonicalObject()) },
            { "n", -Largest }, { "m", Largest }, { "f", false }, { "t", "" }, { "o", new CanonicalObject { { "a", 0 } } },
        };
        const string text = """{"f":false,"m":9007199254740991,"n":-9007199254740991,"o":{"a":0},"t":"","z":[1,"二",true,[],{}]}""";
        Assert.Equal(text, value.ToString());

        var read = CanonicalJson.Read(text).Object;
        Assert.Equal(-Largest, read["n"].Number);
        Assert.False(read["f"].Flag);
        Assert.Equal("二", read["z"].Items[1].Text);
        Assert.Equal(0, read["o"].Object["a"].Number);
        Assert.Equal(text, read.ToString());
    }

    [Fact]
    public void What_is_written_reads_back_the_same_and_is_read_alike_by_another_reader() =>
        Values(3).Sample(value =>
        {
            var text = value.ToString();
            Assert.Equal(text, CanonicalJson.Read(text).ToString());
            Assert.Equal(text, CanonicalJson.ReadStrict(Encoding.UTF8.GetBytes(text)).ToString());
            using var other = JsonDocument.Parse(text);
            AssertSame(other.RootElement, value);
        });

    [Fact]
    public void The_order_in_which_members_are_added_does_not_matter() =>
        Gen.Select(Text.HashSet[0, 20], Gen.Int).Sample((keys, seed) =>
        {
            var shuffled = keys.ToArray();
            new Random(seed).Shuffle(shuffled);
            var (one, other) = (new CanonicalObject(), new CanonicalObject(0));
            foreach (var key in keys) one.Add(key, key.Length);
            foreach (var key in shuffled) other.Add(key, key.Length);
            Assert.Equal(one.ToString(), other.ToString());
            Assert.All(keys, key => Assert.Equal(key.Length, one[key].Number));
        });

    [Fact]
    public void Long_text_is_written_whole()
    {
        var text = string.Concat(Enumerable.Repeat("拖欠工资\n\"", 20_000));
        Assert.Equal(text, CanonicalJson.Read(CanonicalJson.ToUtf8(text)).Text);
    }

    [Fact]
    public void A_duplicate_key_is_refused_by_name()
    {
        AssertRefused("duplicate key \"诉求\"", () => new CanonicalObject { { "诉求", 1 }, { "a", 1 }, { "诉求", 2 } });
        AssertRefused("duplicate key \"a\"", () => CanonicalJson.Read("""{"a":1,"\u0061":2}"""));
    }

    [Fact]
    public void A_lone_surrogate_is_refused_with_the_key_that_holds_it()
    {
        // Not a theory: attributes are stored as UTF-8, which a lone surrogate does not survive.
        foreach (var (text, surrogate) in new[] { ("\ud800", "D800"), ("a\udc00b", "DC00"), ("\ud83d\n\ude00", "D83D") })
        {
            AssertRefused($"\"诉求\": lone surrogate U+{surrogate}", () => new CanonicalObject { { "诉求", text } }.ToUtf8());
            AssertRefused("lone surrogate", () => new CanonicalObject { { text, 1 } }.ToUtf8());
            AssertRefused("lone surrogate", () => CanonicalJson.Read($"\"{text.Replace("\n", "\\n", StringComparison.Ordinal)}\""));
        }
    }

    [Theory]
    [InlineData(Largest + 1)]
    [InlineData(-Largest - 1)]
    [InlineData(long.MinValue)]
    public void An_integer_beyond_two_to_the_53_is_refused_with_its_key(long number)
    {
        AssertRefused("\"n\": ", () => new CanonicalObject { { "n", number } }.ToUtf8());
        AssertRefused("no integer", () => CanonicalJson.Read($"[{number}]"));
    }

    [Fact]
    public void Null_is_refused()
    {
        AssertRefused("\"a\" has no value", () => new CanonicalObject { { "a", (string?)null } });
        AssertRefused("no value", () => CanonicalJson.ToUtf8(CanonicalValue.Array(1, default)));
        AssertRefused("Null", () => CanonicalJson.Read("""{"a":null}"""));
    }

    [Fact]
    public void Nesting_beyond_the_limit_is_refused_when_written_and_when_read()
    {
        CanonicalValue deep = 1;
        for (var i = 0; i < CanonicalJson.MaxDepth; i++) deep = CanonicalValue.Array(deep);
        Assert.Equal(deep.ToString(), CanonicalJson.Read(deep.ToString()).ToString());
        AssertRefused("nested deeper than", () => CanonicalJson.ToUtf8(CanonicalValue.Array(deep)));
        AssertRefused("canonical JSON", () => CanonicalJson.Read(new string('[', 1_000_000)));
    }

    [Fact]
    public void A_document_beyond_the_limit_is_refused_when_written_and_when_read()
    {
        var text = new string('a', CanonicalJson.MaxBytes);
        AssertRefused("longer than", () => CanonicalJson.ToUtf8(text));
        AssertRefused("longer than", () => CanonicalJson.Read($"\"{text}\""));
        AssertRefused("longer than", () => CanonicalJson.Read(new byte[CanonicalJson.MaxBytes + 1]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("1.5")]
    [InlineData("1e2")]
    [InlineData("01")]
    [InlineData("NaN")]
    [InlineData("{} {}")]
    [InlineData("{\"a\":1,}")]
    [InlineData("[1,]")]
    [InlineData("/* */1")]
    [InlineData("\"\\ud800\"")]
    [InlineData("{\"\\udc00\":1}")]
    [InlineData("\"\n\"")]
    [InlineData("\ufeff1")]
    public void What_is_not_json_of_the_subset_is_refused(string text) => AssertRefused("canonical JSON", () => CanonicalJson.Read(text));

    [Fact]
    public void Broken_utf_8_is_refused() => AssertRefused("not valid Unicode", () => CanonicalJson.Read([(byte)'"', 0xc3, 0x28, (byte)'"']));

    [Theory]
    [InlineData("""{"b":1,"a":2}""", 2)]
    [InlineData("""{"a": 1}""", 5)]
    [InlineData("""{"a":"\u4e00"}""", 6)]
    [InlineData("""{"a":-0}""", 5)]
    [InlineData("""{"a":"\/"}""", 6)]
    [InlineData("{}\n", 2)]
    public void The_strict_reader_refuses_another_spelling_and_names_the_byte(string text, int at)
    {
        CanonicalJson.Read(text);
        AssertRefused($"not in canonical form from byte {at}", () => CanonicalJson.ReadStrict(Encoding.UTF8.GetBytes(text)));
    }

    [Fact]
    public void Damaged_documents_are_read_or_refused_and_never_crash()
    {
        var original = new CanonicalObject { { "姓名", "张三\n😀" }, { "d", CanonicalValue.Array(1, -2, true, "\u0001") } }.ToUtf8();
        Mutation.Of(original).Sample(bytes =>
        {
            if (Mutation.ReadOrRefused(() => CanonicalJson.Read(bytes).ToString()) is { } read)
                Assert.Equal(read, CanonicalJson.Read(read).ToString());
        });
    }

    private static Gen<CanonicalValue> Values(int depth)
    {
        var plain = Gen.OneOf(
            Text.Select(text => (CanonicalValue)text), Gen.Bool.Select(flag => (CanonicalValue)flag),
            Gen.Long[-Largest, Largest].Select(number => (CanonicalValue)number));
        if (depth == 0) return plain;
        var inner = Values(depth - 1);
        return Gen.OneOf(
            plain,
            inner.Array[0, 5].Select(items => CanonicalValue.Array(items)),
            Gen.Select(Text, inner).Array[0, 8].Select(members => (CanonicalValue)members.DistinctBy(m => m.Item1)
                .Aggregate(new CanonicalObject(), (all, member) => all.Add(member.Item1, member.Item2))));
    }

    private static void AssertSame(JsonElement other, CanonicalValue value)
    {
        switch (value.Kind)
        {
            case CanonicalKind.Text: Assert.Equal(other.GetString(), value.Text); break;
            case CanonicalKind.Number: Assert.Equal(other.GetInt64(), value.Number); break;
            case CanonicalKind.Flag: Assert.Equal(other.GetBoolean(), value.Flag); break;
            case CanonicalKind.Array:
                Assert.Equal(other.GetArrayLength(), value.Items.Length);
                for (var i = 0; i < value.Items.Length; i++) AssertSame(other[i], value.Items[i]);
                break;
            case CanonicalKind.Object:
                var keys = value.Object.Select(member => member.Key).ToArray();
                Assert.Equal(other.EnumerateObject().Select(member => member.Name), keys);
                Assert.Equal(keys.Order(StringComparer.Ordinal), keys);
                foreach (var (key, member) in value.Object) AssertSame(other.GetProperty(key), member);
                break;
            default: Assert.Fail($"{value.Kind}"); break;
        }
    }

    private static void AssertRefused(string why, Func<object> act) =>
        Assert.Contains(why, Assert.Throws<LedgerFormatException>(act).Message, StringComparison.Ordinal);
}
