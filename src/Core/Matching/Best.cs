namespace Xinqiao.Core.Matching;

/// <summary>Keeps the best so many of what it is offered; of equals, the earlier text.</summary>
internal sealed class Best(int top)
{
    private readonly PriorityQueue<Neighbour, Neighbour> worstFirst = new(Comparer<Neighbour>.Create((a, b) => -Compare(a, b)));

    public void Offer(int text, float score)
    {
        if (score <= 0 || top == 0) return;
        var offered = new Neighbour(text, score);
        if (worstFirst.Count < top) worstFirst.Enqueue(offered, offered);
        else if (Compare(offered, worstFirst.Peek()) < 0) worstFirst.EnqueueDequeue(offered, offered);
    }

    public IReadOnlyList<Neighbour> Sorted()
    {
        var sorted = new Neighbour[worstFirst.Count];
        for (var i = sorted.Length - 1; i >= 0; i--) sorted[i] = worstFirst.Dequeue();
        return sorted;
    }

    private static int Compare(Neighbour a, Neighbour b) => a.Score != b.Score ? b.Score.CompareTo(a.Score) : a.Text.CompareTo(b.Text);
}
