namespace Xinqiao.Core.Matching;

/// <summary>
/// Inside one group: which texts are one text sent again by one petitioner. The question is answered yes or no for texts of one
/// matter; nothing is kept, and nothing else a petitioner wrote is looked at.
/// </summary>
public static class Repeats
{
    /// <param name="petitioner">Who wrote the text at an index; null where nobody knows, which contradicts nobody.</param>
    /// <returns>Indexes of the texts, two or more in each set.</returns>
    public static IReadOnlyList<IReadOnlyList<int>> Among(IReadOnlyList<MatterText> texts, Func<int, string?> petitioner)
    {
        var sets = new List<Sent>();
        for (var i = 0; i < texts.Count; i++)
        {
            var (copy, by) = (new NearCopy(texts[i]), petitioner(i));
            if (sets.Find(set => set.MayBe(by) && set.First.Is(copy)) is { } known)
            {
                known.Texts.Add(i);
                known.By ??= by;
            }
            else
            {
                sets.Add(new Sent(copy, [i]) { By = by });
            }
        }

        return [.. sets.Where(set => set.Texts.Count > 1).Select(set => set.Texts)];
    }

    private sealed record Sent(NearCopy First, List<int> Texts)
    {
        public string? By { get; set; }

        public bool MayBe(string? petitioner) => By is null || petitioner is null || By == petitioner;
    }
}
