namespace Xinqiao.Core.Matching;

/// <summary>
/// Groups of texts about one matter. Two groups join only where some two of their texts are near and, on average, each text of the one
/// is like each of the other: a chain of neighbours, each a little like the next, does not make a group.
/// </summary>
public sealed class MatterGroups
{
    /// <summary>Some two texts must be as near as this.</summary>
    private const float Near = 0.45f;

    /// <summary>All pairs between two groups must be as alike as this on average; a pair below <see cref="Faint"/> counts nothing.</summary>
    private const float Average = 0.2f, Faint = 0.05f;

    /// <summary>So many neighbours of each text are looked at.</summary>
    private const int Neighbours = 100;

    private readonly Dictionary<int, Tie>[] ties;
    private readonly List<int>?[] members;
    private readonly PriorityQueue<Pair, (float LessAverage, int A, int B)> nearest = new();

    private MatterGroups(int count)
    {
        ties = new Dictionary<int, Tie>[count];
        members = new List<int>?[count];
        for (var i = 0; i < count; i++) (ties[i], members[i]) = ([], [i]);
    }

    /// <summary>The groups of two or more, each in the order of its texts, ordered by their first one.</summary>
    public static IReadOnlyList<IReadOnlyList<int>> Of(IReadOnlyList<MatterText> texts)
    {
        // Copies stand together from the start: a text sent by a thousand people has room for others beside its copies.
        var copies = texts.Select((text, i) => (Digest: FoldedText.Digest(text), i))
            .GroupBy(t => t.Digest == 0 ? (0, t.i) : (t.Digest, -1), t => t.i).Select(same => same.ToList()).ToList();
        return
        [
            .. OfDifferent(SimilarTexts.Of([.. copies.Select(same => texts[same[0]])]))
                .Select(group => group.SelectMany(different => copies[different]).Order().ToList())
                .Where(group => group.Count > 1).OrderBy(group => group[0]),
        ];
    }

    private static IEnumerable<List<int>> OfDifferent(SimilarTexts texts)
    {
        var groups = new MatterGroups(texts.Count);
        for (var text = 0; text < texts.Count; text++)
            foreach (var neighbour in texts.FindLike(text, Neighbours))
                if (neighbour.Score >= Faint) groups.TieTexts(text, neighbour);
        groups.JoinAll();
        return groups.members.OfType<List<int>>();
    }

    // Often both name each other, and the score is the same but for rounding.
    private void TieTexts(int text, Neighbour neighbour)
    {
        var tie = new Tie(neighbour.Score, neighbour.Score);
        if (!ties[text].TryAdd(neighbour.Text, tie)) return;
        ties[neighbour.Text][text] = tie;
        Offer(text, neighbour.Text, tie);
    }

    private void JoinAll()
    {
        while (nearest.TryDequeue(out var pair, out _))
            if (members[pair.A]?.Count == pair.SizeOfA && members[pair.B]?.Count == pair.SizeOfB) Join(pair.A, pair.B);
    }

    private void Join(int into, int from)
    {
        if (ties[into].Count < ties[from].Count) (into, from) = (from, into);
        ties[into].Remove(from);
        foreach (var (other, tie) in ties[from])
        {
            if (other == into) continue;
            ties[other].Remove(from);
            ties[other][into] = ties[into][other] = ties[into].GetValueOrDefault(other).And(tie);
        }

        members[into]!.AddRange(members[from]!);
        (members[from], ties[from]) = (null, []);
        foreach (var (other, tie) in ties[into]) Offer(into, other, tie);
    }

    private void Offer(int a, int b, Tie tie)
    {
        var (sizeOfA, sizeOfB) = (members[a]!.Count, members[b]!.Count);
        var average = tie.Sum / ((float)sizeOfA * sizeOfB);
        if (tie.Highest >= Near && average >= Average)
            nearest.Enqueue(new Pair(a, b, sizeOfA, sizeOfB), (-average, Math.Min(a, b), Math.Max(a, b)));
    }

    /// <summary>What ties two groups: the likeness of all pairs, added up, and the highest.</summary>
    private readonly record struct Tie(float Sum, float Highest)
    {
        public Tie And(Tie other) => new(Sum + other.Sum, Math.Max(Highest, other.Highest));
    }

    /// <summary>Two groups that may join, as large as they were; a group that has grown since has newer pairs.</summary>
    private readonly record struct Pair(int A, int B, int SizeOfA, int SizeOfB);
}
