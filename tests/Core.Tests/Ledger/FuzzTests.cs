using System.Text;
using Xinqiao.Core.Attachments;
using Xinqiao.Core.Ledger;
using Xunit;

namespace Xinqiao.Core.Tests.Ledger;

/// <summary>
/// Every parser of bytes that come from outside reads them, or says that it cannot. The campaign <c>./test fuzz</c> tries hundreds of
/// thousands; here are some thousand.
/// </summary>
public sealed class FuzzTests
{
    private static readonly long Executions = long.Parse(Environment.GetEnvironmentVariable("XINQIAO_FUZZ") ?? "2000");

    private static readonly Dictionary<string, Action<byte[]>> Parsers = new()
    {
        ["checkpoint"] = bytes => _ = Checkpoint.Parse(Text(bytes)),
        ["signed-note"] = bytes => Written(bytes, SignedNote.Parse(bytes).ToString()),
        ["tlog-proof"] = bytes => Written(bytes, LogProof.Parse(Text(bytes)).ToString()),
        ["receipt-file"] = bytes => Written(bytes, ReceiptFile.Parse(Text(bytes)).ToString()),
        ["receipt-code"] = bytes => Again(ReceiptFile.ParseAny(Text(bytes))),
        ["canonical-json"] = bytes => Assert.Equal(bytes, CanonicalJson.ToUtf8(CanonicalJson.ReadStrict(bytes))),
        ["json"] = bytes => _ = CanonicalJson.ReadStrict(CanonicalJson.ToUtf8(CanonicalJson.Read(bytes))),
        ["policy"] = bytes => Same(LogPolicy.Parse(Text(bytes))),
        ["vkey"] = bytes => Written(bytes, VerifierKey.Parse(Text(bytes)).ToString()),
        ["entry-bundle"] = bytes => Assert.Equal(bytes, EntryBundle.Encode(EntryBundle.Decode(bytes, 3))),
        ["tile-path"] = bytes => Written(bytes, PathOf(Tile.Parse(Text(bytes)))),
        ["attachment"] = Attached,
        ["leaf"] = bytes => Written(bytes, Leaf.Parse(bytes).ToString()),
    };

    // A name that is no parser's fails as such.
    public static TheoryData<string> Names => Environment.GetEnvironmentVariable("XINQIAO_FUZZ_PARSER") is { Length: > 0 } one ? [one] : [.. Parsers.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Foreign_bytes_are_read_or_refused(string parser)
    {
        var seed = Environment.TickCount;
        var fuzzing = new Fuzzing(parser, Parsers[parser]);
        try
        {
            fuzzing.Run(Executions, seed);
        }
        catch (AggregateException e) when (e.InnerExceptions.OfType<FuzzedException>().FirstOrDefault() is { } fuzzed)
        {
            Assert.Fail($"seed {seed}: {fuzzed}");
        }

        Assert.True(fuzzing.Executions >= Executions);
        Assert.True(fuzzing.Accepted > 0, "The corpus holds nothing that is accepted.");
        TestContext.Current.SendDiagnosticMessage(
            $"{parser}: {fuzzing.Executions:N0} executions, {fuzzing.Accepted:N0} accepted, {fuzzing.Reasons} reasons, slowest {fuzzing.Slowest.TotalMilliseconds:0} ms; seed {seed}");
    }

    // Under the name that its first byte deserves: what is looked at is the structure.
    private static void Attached(byte[] bytes)
    {
        var name = bytes is [0xFF, ..] ? "a.jpg" : bytes is [0x89, ..] ? "a.png" : "a.pdf";
        if (FileRule.Inspect(name, bytes, out var refusal) is null) throw new LedgerFormatException(refusal!.Reason.ToString());
    }

    [Fact]
    public void Every_corpus_has_its_parser() => Assert.Equal(
        Parsers.Keys.Order(StringComparer.Ordinal),
        Directory.GetDirectories(House.Repository.Path("tests/corpus")).Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal));

    // As a file or a form brings it: what is no UTF-8 becomes U+FFFD.
    private static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);

    /// <summary>What was read is written as it was.</summary>
    private static void Written(byte[] bytes, string text)
    {
        if (Text(bytes) != text) throw new InvalidOperationException("It is written otherwise than it was read.");
    }

    private static void Again(ReceiptFile receipt)
    {
        if (ReceiptFile.ParseCode(receipt.ToCode()).ToString() != receipt.ForPaper().ToString())
            throw new InvalidOperationException("Its code is another receipt's.");
    }

    private static void Same(LogPolicy policy)
    {
        var text = policy.ToString();
        if (LogPolicy.Parse(text).ToString() != text) throw new InvalidOperationException("It is written otherwise than it is read.");
    }

    private static string PathOf((Tile Tile, bool Entries) parsed) => parsed.Entries ? parsed.Tile.EntriesPath : parsed.Tile.Path;
}
