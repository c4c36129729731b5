using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Xinqiao.Core.Ledger;
using Xinqiao.Core.Tests.House;

namespace Xinqiao.Core.Tests.Ledger;

/// <summary>
/// Gives a parser what nobody would write on purpose: inputs of its corpus (tests/corpus), changed at random. A changed input that is
/// refused for a reason not met before, or is accepted, is changed further, so that the search goes where the parser goes.
/// </summary>
internal sealed partial class Fuzzing
{
    /// <summary>Longer inputs are cut; every parser bounds its own, and most of a time budget would go into their copying.</summary>
    private const int MaxLength = 20_000, MaxKept = 2_000;

    private static readonly string[] Words =
    [
        "\n\n", "\n", "\r\n", "\u2014 ", " ", "\t", "+", "=", "==", "AAAA", "\0", "\u00ff", "\ud83d\ude00", "extra ", "index ", "index 0", "-1", "0", "00",
        "9223372036854775807", "9223372036854775808", "9007199254740991", "9007199254740992", "1e5", "0.5", "null", "true", "{}", "[]", "{\"a\":", "[[[[", "\"",
        "\\u0000", "\\ud800", "log ", "witness ", "group ", "quorum ", "none", "any", "all", "#", "c2sp.org/tlog-proof@v1", "XQ1:", ".", ":", "x001", ".p/1", "tile/",
    ];

    private readonly string name;
    private readonly Action<byte[]> parse;
    private readonly List<byte[]> corpus;
    private readonly int seeds;
    private readonly HashSet<string> reasons = [];
    private readonly Lock adding = new();

    /// <param name="parse">Reads, or throws <see cref="LedgerFormatException"/>; whatever else it throws is a defect.</param>
    public Fuzzing(string name, Action<byte[]> parse)
    {
        (this.name, this.parse) = (name, parse);
        corpus = [.. Directory.GetFiles(Folder(name)).Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];
        seeds = corpus.Count;
        if (seeds == 0) throw new InvalidOperationException($"tests/corpus/{name} is empty.");
    }

    public long Executions { get; private set; }

    public long Accepted { get; private set; }

    public int Reasons => reasons.Count;

    public TimeSpan Slowest { get; private set; }

    public static string Folder(string name) => Repository.Path($"tests/corpus/{name}");

    /// <summary>Every input of the corpus as it is, then so many changed ones.</summary>
    /// <exception cref="FuzzedException">The parser failed; the message brings the input.</exception>
    public void Run(long executions, int seed)
    {
        foreach (var input in corpus.ToArray()) Try(input);
        var threads = executions < 50_000 ? 1 : Environment.ProcessorCount;
        Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, thread =>
        {
            var random = new Random(seed + thread);
            for (var i = thread; i < executions; i += threads) Try(Changed(random));
        });
    }

    private void Try(byte[] input)
    {
        var (reason, start) = ("accepted", Stopwatch.GetTimestamp());
        try
        {
            parse(input);
        }
        catch (LedgerFormatException e)
        {
            // What a message quotes of the input makes no new reason.
            reason = Numbers().Replace(e.Message.Split('"', '\'', '{', '“')[0], "*");
        }
        catch (Exception e)
        {
            throw new FuzzedException($"{name}: {e.GetType().Name}: {e.Message}\ninput (base64): {Convert.ToBase64String(input)}", e);
        }

        var took = Stopwatch.GetElapsedTime(start);
        lock (adding)
        {
            Executions++;
            if (took > Slowest) Slowest = took;
            if (reason == "accepted") Accepted++;
            if ((reasons.Add(reason) || reason == "accepted" && Accepted % 500 == 0) && corpus.Count < MaxKept && input.Length <= MaxLength) corpus.Add(input);
        }
    }

    private byte[] Changed(Random random)
    {
        byte[] input, other;
        lock (adding)
        {
            // Half of them from what is kept in the repository: a few changes of what holds go deepest.
            input = corpus[random.Next(random.Next(2) == 0 ? seeds : corpus.Count)];
            other = corpus[random.Next(corpus.Count)];
        }

        var bytes = new List<byte>(input.Length > MaxLength ? input[..MaxLength] : input);
        for (var times = 1 + random.Next(random.Next(8) + 1); times > 0; times--) Change(bytes, other, random);
        return bytes.Count > MaxLength ? [.. bytes.Take(MaxLength)] : [.. bytes];
    }

    private static void Change(List<byte> bytes, byte[] other, Random random)
    {
        var at = random.Next(bytes.Count + 1);
        var length = Math.Min(bytes.Count - at, random.Next(1, 40));
        switch (random.Next(9))
        {
            case 0 when at < bytes.Count: bytes[at] ^= (byte)(1 << random.Next(8)); break;
            case 1 when at < bytes.Count: bytes[at] = (byte)random.Next(256); break;
            case 2: bytes.Insert(at, (byte)random.Next(256)); break;
            case 3: bytes.RemoveRange(at, length); break;
            case 4: bytes.InsertRange(at, Encoding.UTF8.GetBytes(Words[random.Next(Words.Length)])); break;
            case 5: bytes.InsertRange(at, bytes.GetRange(at, length)); break;
            case 6 when other.Length > 0:
                var from = random.Next(other.Length);
                bytes.InsertRange(at, other[from..Math.Min(other.Length, from + random.Next(1, 200))]);
                break;
            case 7: bytes.RemoveRange(at, bytes.Count - at); break;
            case 8 when at + length < bytes.Count:
                var moved = bytes.GetRange(at, length);
                bytes.RemoveRange(at, length);
                bytes.InsertRange(random.Next(bytes.Count + 1), moved);
                break;
        }
    }

    [GeneratedRegex("[0-9A-F]+")]
    private static partial Regex Numbers();
}

/// <summary>A parser threw what it must not throw.</summary>
internal sealed class FuzzedException(string message, Exception cause) : Exception(message, cause);
