using CsCheck;
using Xinqiao.Core.Ledger;
using Xunit;

namespace Xinqiao.Core.Tests.Ledger;

public class LogPolicyTests
{
    private static readonly byte[][] Seeds = [.. Enumerable.Range(1, 8).Select(n => Enumerable.Repeat((byte)n, 32).ToArray())];
    private static readonly VerifierKey Log = new("xf.test/log", NoteKeyType.Ed25519, Ed25519.PublicKey(Seeds[0]));
    private static readonly VerifierKey NextLog = new("xf.test/log", NoteKeyType.Ed25519, Ed25519.PublicKey(Seeds[7]));

    private static readonly PolicyWitness[] Witnesses =
    [
        .. Enumerable.Range(1, 6).Select(n => new PolicyWitness(
            n <= 3 ? $"X{n}" : $"Y{n - 3}", new VerifierKey($"w{n}.test/w", NoteKeyType.Cosignature, Ed25519.PublicKey(Seeds[n])))),
    ];

    private static string Lines(params string[] more) => string.Join('\n', [
        $"log {Log} https://xf.test/log/", "", "  # 见证方", .. Witnesses.Select(w => $"witness {w.Name} {w.Key}"), .. more,
    ]);

    private static readonly string TwoLevels = Lines(
        "group X-witnesses 2 X1 X2 X3", "group Y-witnesses any Y1 Y2 Y3", "group X-and-Y all X-witnesses Y-witnesses", "quorum X-and-Y", "");

    private static SignedNote Signed(params IEnumerable<int> witnesses) => witnesses.Aggregate(
        new Checkpoint("xf.test/log", 3, MerkleTree.LeafHash([1])).Sign(Log, Ed25519.Signer(Seeds[0])),
        (note, n) => note.Cosign(Witnesses[n].Key, 1795400000 + n, Ed25519.Signer(Seeds[n + 1])));

    [Fact]
    public void The_example_of_the_specification_is_read_and_its_quorum_is_two_and_one()
    {
        var policy = LogPolicy.Parse(TwoLevels);
        Assert.Equal("https://xf.test/log/", Assert.Single(policy.Logs).Url);
        Assert.True(policy.AsksWitnesses);
        for (var subset = 0; subset < 64; subset++)
        {
            var names = Witnesses.Where((_, n) => (subset >> n & 1) == 1).Select(w => w.Name).ToList();
            Assert.Equal(
                names.Count(n => n[0] == 'X') >= 2 && names.Any(n => n[0] == 'Y'), policy.IsQuorum(names));
        }
    }

    [Fact]
    public void A_checkpoint_is_good_with_the_log_and_its_quorum_and_never_without_either()
    {
        var policy = LogPolicy.Parse(TwoLevels);
        var check = policy.Check(Signed(0, 2, 4), Ed25519.Verify);
        Assert.True(check.IsMet);
        Assert.Equal([("X1", 1795400000L), ("X3", 1795400002L), ("Y2", 1795400004L)], check.Witnesses.Select(w => (w.Witness.Name, w.UnixTime)));
        Assert.False(policy.Check(Signed(0, 2), Ed25519.Verify).IsMet);
        Assert.False(policy.Check(Signed(0, 4, 5), Ed25519.Verify).IsMet);

        // Cosigned by everybody, but the log's own line taken away, or that of another log.
        var cosigned = Signed(0, 1, 2, 3);
        var alone = SignedNote.Parse(string.Join('\n', cosigned.ToString().Split('\n').Where(line => !line.StartsWith("\u2014 xf.test", StringComparison.Ordinal))));
        Assert.False(policy.Check(alone, Ed25519.Verify).IsMet);
        Assert.False(policy.For([new PolicyLog(NextLog)]).Check(cosigned, Ed25519.Verify).IsMet);
    }

    [Fact]
    public void A_witness_that_signs_twice_counts_once_and_a_forged_line_of_a_known_key_spoils_the_note()
    {
        var policy = LogPolicy.Parse(Lines("group two 2 X1 X2", "quorum two"));
        Assert.False(policy.Check(Signed(0, 0), Ed25519.Verify).IsMet);
        var note = Signed(0, 1);
        Assert.True(policy.Check(note, Ed25519.Verify).IsMet);
        var forged = note.Signatures[1].Signature.ToArray();
        forged[^1] ^= 1;
        Assert.False(policy.Check(note.With(note.Signatures[1] with { Signature = forged }), Ed25519.Verify).IsMet);
    }

    [Fact]
    public void While_keys_change_a_note_with_either_signature_is_good()
    {
        var both = LogPolicy.Parse(Lines($"log {NextLog}", "quorum none"));
        var note = new Checkpoint("xf.test/log", 3, MerkleTree.LeafHash([1])).Sign(Log, Ed25519.Signer(Seeds[0]));
        var twice = note.AlsoSign(NextLog, Ed25519.Signer(Seeds[7]));
        Assert.Equal(2, twice.Signatures.Count);
        Assert.True(both.Check(note, Ed25519.Verify).IsMet);
        Assert.True(both.Check(twice, Ed25519.Verify).IsMet);
        Assert.True(LogPolicy.OfLog(NextLog).Check(twice, Ed25519.Verify).IsMet);
        Assert.False(LogPolicy.OfLog(NextLog).Check(note, Ed25519.Verify).IsMet);
    }

    [Fact]
    public void What_is_written_is_read_back()
    {
        var policy = LogPolicy.Parse(TwoLevels);
        var again = LogPolicy.Parse(policy.ToString());
        Assert.Equal(policy.ToString(), again.ToString());
        Assert.Equal($"log {Log} https://xf.test/log/", policy.ToString().Split('\n')[0]);
        Assert.EndsWith("group X-and-Y 2 X-witnesses Y-witnesses\nquorum X-and-Y\n", policy.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("quorum")]
    [InlineData("quorum none none")]
    [InlineData("quorum none\nquorum none")]
    [InlineData("quorum X9")]
    [InlineData("quorum g\ngroup g any X1")]
    [InlineData("group g any X9\nquorum g")]
    [InlineData("group g any\nquorum g")]
    [InlineData("group g 0 X1\nquorum g")]
    [InlineData("group g 2 X1\nquorum g")]
    [InlineData("group g 01 X1\nquorum g")]
    [InlineData("group g some X1\nquorum g")]
    [InlineData("group g any X1 X1\nquorum g")]
    [InlineData("group g any X1\ngroup h any X1\nquorum h")]
    [InlineData("group none any X1\nquorum none")]
    [InlineData("group X1 any X2\nquorum X1")]
    [InlineData("group g any none\nquorum g")]
    [InlineData("quorum none\r")]
    [InlineData("logs x\nquorum none")]
    [InlineData("log x\nquorum none")]
    public void What_is_no_policy_is_refused(string end) => Assert.Throws<LedgerFormatException>(() => LogPolicy.Parse(Lines(end)));

    [Fact]
    public void A_key_stands_for_one_log_or_witness_only_and_is_of_the_right_type()
    {
        Assert.Throws<LedgerFormatException>(() => LogPolicy.Parse(Lines($"witness Z {Witnesses[0].Key}", "quorum none")));
        Assert.Throws<LedgerFormatException>(() => LogPolicy.Parse(Lines($"log {Log}", "quorum none")));
        Assert.Throws<LedgerFormatException>(() => LogPolicy.Parse(Lines($"log {Witnesses[0].Key}", "quorum none")));
        Assert.Throws<LedgerFormatException>(() => LogPolicy.Parse(Lines($"witness Z {Log}", "quorum none")));
    }

    [Fact]
    public void Whatever_is_changed_in_a_policy_is_read_or_refused_and_nothing_else() =>
        Mutation.Of(System.Text.Encoding.Latin1.GetBytes(TwoLevels)).Sample(bytes =>
            Mutation.ReadOrRefused(() => LogPolicy.Parse(System.Text.Encoding.Latin1.GetString(bytes))), iter: 2_000);
}
