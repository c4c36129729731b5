using System.Text;
using CsCheck;
using Xinqiao.Core.Ledger;
using Xunit;
using Hash = Xinqiao.Core.Ledger.Hash;

namespace Xinqiao.Core.Tests.Ledger;

public class CommitmentTests
{
    private static readonly byte[] NameSalt = Salt(0x00), TextSalt = Salt(0x20), EventSalt = Salt(0x40);

    private static readonly CanonicalObject Registered = new()
    {
        { "no", "XF2026-000001-7" }, { "seq", 1 }, { "prev", "" }, { "k", LeafKind.Register.Word() }, { "at", 1795400000 },
        { "by", "s-07" }, { "org", "u-01" },
        {
            "d", new CanonicalObject
            {
                { "诉求", Commitment.OfField("诉求", TextSalt, "请求核实拖欠工资").ToString() },
                { "姓名", Commitment.OfField("姓名", NameSalt, "张三").ToString() },
            }
        },
    };

    [Fact]
    public void The_worked_example_of_an_event_comes_out_to_the_byte()
    {
        const string expected =
            """{"at":1795400000,"by":"s-07","d":{"姓名":"x8p+Jz0cpo6MwS7AxYslLspsxAvDfPTDh/dB1CgHEWM=","诉求":"oZbXw6D43jK02nP7crpoFE3co2Z4ArlfvPKzdFNJ8Rk="},"k":"reg","no":"XF2026-000001-7","org":"u-01","prev":"","seq":1}""";
        Assert.Equal(expected, Registered.ToString());
        Assert.Equal(211, Registered.ToUtf8().Length);
    }

    [Fact]
    public void The_worked_example_of_a_leaf_comes_out_to_the_byte()
    {
        var leaf = new Leaf(Commitment.OfEvent(EventSalt, Registered.ToUtf8()), LeafKind.Register);
        Assert.Equal("eb2d17b25b65c2dd6e089e7cac65a8cee654caac968de602f4eaefe359075c1d", leaf.Commitment.ToHex());
        Assert.Equal("""{"c":"6y0Xsltlwt1uCJ58rGWozuZUyqyWjeYC9Orv41kHXB0=","k":"reg","v":1}""", leaf.ToString());
        Assert.Equal(68, leaf.ToUtf8().Length);
        Assert.Equal("2745675a5c65600ef577182bc54008c081e23834b96169cd9f5421378d931dfd", leaf.LeafHash().ToHex());
        Assert.Equal([0x00, 0x44, 0x7b, 0x22], EntryBundle.Encode([leaf.ToUtf8()])[..4]);
        Assert.Equal(leaf.LeafHash(), Frontier.Empty.Append(leaf.LeafHash()).Root());
    }

    [Fact]
    public void A_leaf_is_canonical_json()
    {
        var leaf = new Leaf(Hash.Of("x"u8), LeafKind.Redact);
        var read = CanonicalJson.ReadStrict(leaf.ToUtf8()).Object;
        Assert.Equal(["c", "k", "v"], read.Select(member => member.Key));
        Assert.Equal(1, read["v"].Number);
    }

    [Theory]
    [InlineData(LeafKind.Register, "reg")]
    [InlineData(LeafKind.Flow, "flow")]
    [InlineData(LeafKind.Reply, "reply")]
    [InlineData(LeafKind.Rate, "rate")]
    [InlineData(LeafKind.Review, "review")]
    [InlineData(LeafKind.Close, "close")]
    [InlineData(LeafKind.Access, "access")]
    [InlineData(LeafKind.Redact, "redact")]
    [InlineData(LeafKind.Anchor, "anchor")]
    public void Each_kind_of_leaf_has_its_word_and_is_read_back(LeafKind kind, string word)
    {
        Assert.Equal(word, kind.Word());
        var leaf = new Leaf(Hash.Of(Encoding.UTF8.GetBytes(word)), kind);
        Assert.Equal(leaf, Leaf.Parse(leaf.ToUtf8()));
    }

    [Fact]
    public void Every_kind_has_a_word() => Assert.All(Enum.GetValues<LeafKind>(), kind => Assert.Equal(kind, LeafKinds.Parse(kind.Word())));

    [Fact]
    public void A_damaged_leaf_is_refused_or_is_another_leaf()
    {
        var leaf = new Leaf(Hash.Of("x"u8), LeafKind.Flow);
        var original = leaf.ToUtf8();
        Mutation.Of(original).Sample(bytes =>
        {
            if (Mutation.ReadOrRefused(() => Leaf.Parse(bytes).ToUtf8()) is { } read) Assert.Equal(bytes, read);
        });
    }

    [Theory]
    [InlineData("""{"c":"6y0Xsltlwt1uCJ58rGWozuZUyqyWjeYC9Orv41kHXB0=","k":"reg","v":2}""")]
    [InlineData("""{"c":"6y0Xsltlwt1uCJ58rGWozuZUyqyWjeYC9Orv41kHXB0=","k":"销号","v":1}""")]
    [InlineData("""{"c":"6y0Xsltlwt1uCJ58rGWozuZUyqyWjeYC9Orv41kHXB1=","k":"reg","v":1}""")]
    [InlineData("""{"k":"reg","c":"6y0Xsltlwt1uCJ58rGWozuZUyqyWjeYC9Orv41kHXB0=","v":1}""")]
    [InlineData("")]
    public void What_is_no_leaf_of_version_one_is_refused(string text) =>
        Assert.Throws<LedgerFormatException>(() => Leaf.Parse(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void Another_salt_name_or_value_makes_another_digest()
    {
        var digest = Commitment.OfField("姓名", NameSalt, "张三");
        Assert.NotEqual(digest, Commitment.OfField("姓名", TextSalt, "张三"));
        Assert.NotEqual(digest, Commitment.OfField("曾用名", NameSalt, "张三"));
        Assert.NotEqual(digest, Commitment.OfField("姓名", NameSalt, "张叁"));
        Assert.NotEqual(Commitment.OfField("年龄", NameSalt, 7), Commitment.OfField("年龄", NameSalt, "7"));
    }

    [Fact]
    public void A_field_that_cannot_be_written_is_refused_by_its_name()
    {
        var refusal = Assert.Throws<LedgerFormatException>(() => Commitment.OfField("诉求", TextSalt, "\ud800"));
        Assert.Contains("诉求", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("U+D800", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_salt_of_another_length_is_a_mistake_of_the_caller()
    {
        Assert.Throws<ArgumentException>(() => Commitment.OfField("姓名", new byte[31], "张三"));
        Assert.Throws<ArgumentException>(() => Commitment.OfEvent([], "{}"u8));
    }

    private static byte[] Salt(int first) => [.. Enumerable.Range(first, Commitment.SaltLength).Select(b => (byte)b)];
}
