namespace Xinqiao.Core.Matching;

/// <summary>A message among others to learn from: the numbers of its labels, and of its texts in the sample.</summary>
internal sealed record SampleMessage(int[] Labels, int? Title, int? Detail);

/// <summary>
/// What is learnt from: each text once, though several messages have it; and which texts belong together, because one message has both
/// or because they say the same in other letters. What belongs together is never on both sides of a split.
/// </summary>
internal sealed class TrainingSample
{
    private readonly List<(string Text, int[] Labels)> texts = [];
    private readonly Dictionary<(string Text, string Labels), int> numbers = [];
    private readonly Dictionary<string, int> skeletons = [];
    private readonly List<int> parents = [];

    public IReadOnlyList<(string Text, int[] Labels)> Texts => texts;
    public IReadOnlyList<SampleMessage> Messages { get; private init; } = [];

    /// <param name="labels">Every label, in the order of their numbers.</param>
    public static TrainingSample Of(IReadOnlyList<LabelledMessage> messages, string[] labels)
    {
        var numberOf = labels.Index().ToDictionary(l => l.Item, l => l.Index);
        var list = new List<SampleMessage>();
        var sample = new TrainingSample { Messages = list };
        var seen = new HashSet<(int?, int?)>();
        foreach (var message in messages)
        {
            int[] own = [.. message.Labels.Select(l => numberOf[l]).Distinct().Order()];
            var (title, detail) = (sample.Add(message.Title, own), sample.Add(message.Detail, own));
            if (title is { } t && detail is { } d) sample.Join(t, d);
            if (seen.Add((title, detail))) list.Add(new SampleMessage(own, title, detail));
        }

        return sample;
    }

    /// <summary>Into which of so many parts a text and all that belong to it fall.</summary>
    public int PartOf(int text, int parts) => (int)((uint)(Root(text) * 0x9E3779B1u) >> 8) % parts;

    /// <summary>A number that all texts which belong together have in common, and no other.</summary>
    public int MatterOf(int text) => Root(text);

    private int? Add(string? text, int[] labels)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        var key = (text.Trim(), string.Join(',', labels));
        if (numbers.TryGetValue(key, out var number)) return number;
        numbers.Add(key, number = texts.Count);
        texts.Add((key.Item1, labels));
        parents.Add(number);
        if (!skeletons.TryAdd(Skeleton(key.Item1), number)) Join(skeletons[Skeleton(key.Item1)], number);
        return number;
    }

    private static string Skeleton(string text)
    {
        var letters = new string([.. text.Where(unit => unit >= '\u3400' && char.IsLetter(unit))]);
        return letters.Length > 1 ? letters : text;
    }

    private int Root(int text)
    {
        while (parents[text] != text) text = parents[text] = parents[parents[text]];
        return text;
    }

    private void Join(int one, int other)
    {
        var (a, b) = (Root(one), Root(other));
        parents[Math.Max(a, b)] = Math.Min(a, b);
    }
}
