using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Xinqiao.Core.Matching;

namespace Xinqiao.Bench;

/// <summary>
/// As many texts as wanted from a few thousand real ones. Each takes a title and three quarters of the clauses of one message, up to four
/// clauses of another, in another order, changes one character in twenty-five for one that stands somewhere in the messages, and speaks
/// of a made-up place, in the title and twice in the detail. One place in twenty texts on average, some places in many more.
/// A text follows from its number alone, so none has to be kept.
/// </summary>
internal sealed class RecombinedTexts
{
    private const string Endings = "小区|花园|路|村|社区|大道|苑|新城|中学|医院|广场|公司";

    private readonly (string Title, string[] Clauses)[] messages;
    private readonly string letters;
    private readonly string[] endings = Endings.Split('|');
    private readonly int places;

    public RecombinedTexts(IEnumerable<FileInfo> files, int count)
    {
        messages = [.. files.SelectMany(Read)];
        letters = string.Concat(messages.SelectMany(m => m.Clauses)).Replace(" ", "", StringComparison.Ordinal);
        places = Math.Max(1, count / 20);
    }

    public int Messages => messages.Length;

    public MatterText Text(int number)
    {
        var random = new Numbers((ulong)number);
        var (title, own) = messages[random.Below(messages.Length)];
        var (_, others) = messages[random.Below(messages.Length)];
        var clauses = own.Where(_ => random.Below(4) != 0).ToList();
        for (var more = random.Below(5); more > 0 && others.Length > 0; more--) clauses.Add(others[random.Below(others.Length)]);
        var place = Place(random.Skewed(places));
        for (var times = 0; times < 2; times++) clauses.Insert(random.Below(clauses.Count + 1), place + (times == 0 ? "附近" : "的情况"));
        return new(Noisy($"{place}{title}", random, 25), Noisy(string.Join('，', clauses), random, 25));
    }

    /// <summary>The text with this number as somebody else might send it: a fifth of its clauses left out, the rest shuffled, one character in twenty changed.</summary>
    public MatterText Variant(int number)
    {
        var random = new Numbers(~(ulong)number);
        var text = Text(number);
        var clauses = text.Detail!.Split('，').Where(_ => random.Below(5) != 0).ToArray();
        for (var i = clauses.Length - 1; i > 0; i--)
        {
            var j = random.Below(i + 1);
            (clauses[i], clauses[j]) = (clauses[j], clauses[i]);
        }

        return new(Noisy(text.Title!, random, 20), Noisy(string.Join('，', clauses), random, 20));
    }

    private string Place(int place)
    {
        var random = new Numbers((ulong)place << 32);
        var name = new StringBuilder();
        for (var length = 2 + random.Below(2); length > 0; length--) name.Append(letters[random.Below(letters.Length)]);
        return name.Append(endings[random.Below(endings.Length)]).ToString();
    }

    private string Noisy(string text, Numbers random, int oneIn) => string.Create(text.Length, (text, random, oneIn, letters), (chars, given) =>
    {
        for (var i = 0; i < chars.Length; i++)
            chars[i] = given.random.Below(given.oneIn) == 0 ? given.letters[given.random.Below(given.letters.Length)] : given.text[i];
    });

    private static IEnumerable<(string, string[])> Read(FileInfo file)
    {
        using var stream = file.OpenRead();
        using var reader = new StreamReader(file.Extension == ".gz" ? new GZipStream(stream, CompressionMode.Decompress) : stream);
        while (reader.ReadLine() is { } line)
        {
            var root = JsonDocument.Parse(line).RootElement;
            yield return (
                root.GetProperty("title").GetString()!,
                root.GetProperty("detail").GetString()!.Split(['，', '。', '；', '！', '？', ',', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        }
    }

    /// <summary>SplitMix64.</summary>
    private sealed class Numbers(ulong seed)
    {
        private ulong state = seed * 0xD134_2543_DE82_EF95;

        public int Below(int limit) => (int)((Next() >> 32) * (ulong)limit >> 32);

        /// <summary>Small numbers often, large ones rarely.</summary>
        public int Skewed(int limit)
        {
            var share = (Next() >> 11) / (double)(1L << 53);
            return (int)(limit * share * share * share);
        }

        private ulong Next()
        {
            state += 0x9E37_79B9_7F4A_7C15;
            var x = state;
            x = (x ^ x >> 30) * 0xBF58_476D_1CE4_E5B9;
            x = (x ^ x >> 27) * 0x94D0_49BB_1331_11EB;
            return x ^ x >> 31;
        }
    }
}
