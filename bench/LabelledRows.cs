using Xinqiao.Core.Matching;
using Xinqiao.Web.Commands;

namespace Xinqiao.Bench;

/// <summary>A labelled message, the group of messages that say the same, and the fold all of them are in.</summary>
/// <param name="Learnt">It may be learnt from; a title and a text that were matched to each other are only asked about.</param>
internal sealed record Row(LabelledMessage Message, bool Learnt)
{
    public int Group { get; set; }
    public int Fold { get; set; }
    public bool HasBoth => Message is { Title: not null, Detail: not null };
    public string Text => HasBoth ? $"{Message.Title}。{Message.Detail}" : Message.Title ?? Message.Detail!;
}

/// <summary>
/// The public messages: titles, texts, and messages with both. Rows of one group are never on both sides of a split: titles that
/// share seven tenths of their pairs of characters, texts that share four tenths of the shorter one's runs of eight, and all that are
/// joined by a message with both.
/// </summary>
internal static class LabelledRows
{
    public const int Folds = 5;

    public static async Task<List<Row>> Read(string folder)
    {
        async Task<List<Row>> Of(string file)
        {
            var rows = new List<Row>();
            await foreach (var line in LabelledLines.Read(Path.Combine(folder, file), CancellationToken.None))
                if (line.Message is { } message) rows.Add(new Row(message, Learnt: true));
            return rows;
        }

        var (titles, texts, full) = (await Of("domain_titles.jsonl.gz"), await Of("domain_texts.jsonl.gz"), await Of("domain_full.jsonl.gz"));
        var known = full.Select(r => Letters(r.Message.Detail!)).ToHashSet();
        var matched = TitlesOfTexts.Match(titles.ConvertAll(r => r.Message), texts.ConvertAll(r => r.Message))
            .Where(m => m.Labels.Count == 1 && !known.Contains(Letters(m.Detail!))).Select(m => new Row(m, Learnt: false));
        List<Row> rows = [.. titles, .. texts, .. full, .. matched];
        Group(rows);
        Divide(rows);
        return rows;
    }

    /// <summary>The Chinese characters of a text; the text itself where it has next to none.</summary>
    public static string Letters(string text)
    {
        var letters = new string([.. text.Where(unit => unit is >= '\u3400' and < '\ua000')]);
        return letters.Length < 2 ? text : letters;
    }

    private static void Group(List<Row> rows)
    {
        var parents = Enumerable.Range(0, rows.Count).ToArray();
        int Root(int row)
        {
            while (parents[row] != row) row = parents[row] = parents[parents[row]];
            return row;
        }

        void Join(int one, int other)
        {
            var (a, b) = (Root(one), Root(other));
            parents[Math.Max(a, b)] = Math.Min(a, b);
        }

        JoinAlike(rows.ConvertAll(r => r.Message.Title), 2, (shared, one, other) => shared >= 2 && shared >= 0.7 * (one + other - shared), Join);
        JoinAlike(rows.ConvertAll(r => r.Message.Detail), 8, (shared, one, other) => shared >= 3 && shared >= 0.4 * Math.Min(one, other), Join);
        for (var row = 0; row < rows.Count; row++) rows[row].Group = Root(row);
    }

    private static void JoinAlike(List<string?> texts, int run, Func<int, int, int, bool> alike, Action<int, int> join)
    {
        // Runs that stand in more rows are turns of speech.
        const int common = 300;
        var (holders, sizes, same) = (new Dictionary<string, List<int>>(), new int[texts.Count], new Dictionary<string, int>());
        for (var row = 0; row < texts.Count; row++)
        {
            if (texts[row] is not { } text) continue;
            var letters = Letters(text);
            if (!same.TryAdd(letters, row)) join(same[letters], row);
            var runs = Enumerable.Range(0, Math.Max(letters.Length - run + 1, 0)).Select(i => letters.Substring(i, run)).ToHashSet();
            // Of the long ones a third is enough, chosen by the characters themselves.
            if (run > 2) runs.RemoveWhere(r => (r[0] * 31 + r[3] * 17 + r[7]) % 3 != 0);
            sizes[row] = runs.Count;
            var shared = new Dictionary<int, int>();
            foreach (var piece in runs)
            {
                if (!holders.TryGetValue(piece, out var others)) holders[piece] = others = [];
                if (others.Count < common)
                    foreach (var other in others) shared[other] = shared.GetValueOrDefault(other) + 1;
                others.Add(row);
            }

            foreach (var (other, count) in shared)
                if (alike(count, sizes[row], sizes[other])) join(other, row);
        }
    }

    // Groups of one label are dealt in turn, so that the folds have alike shares of each.
    private static void Divide(List<Row> rows)
    {
        var random = new Random(1);
        foreach (var label in rows.GroupBy(r => r.Group).GroupBy(g => g.First().Message.Labels[0]).OrderBy(l => l.Key, StringComparer.Ordinal))
        {
            var groups = label.ToArray();
            random.Shuffle(groups);
            for (var i = 0; i < groups.Length; i++)
                foreach (var row in groups[i]) row.Fold = i % Folds;
        }
    }
}
