namespace Xinqiao.Core.Matching;

/// <summary>The scores of one message, by weights that had not seen it; null where it has no such text.</summary>
internal sealed record UnseenScores(int[] Labels, float[]? Title, float[]? Detail);

/// <summary>
/// Turns scores into likelihoods that hold on unseen messages: by what they are multiplied, and from which likelihood on the first
/// label is right often enough to be called sure: <c>shareRight</c> of those that are must be right.
/// </summary>
internal static class Balancing
{
    /// <summary>From fewer messages nothing is concluded.</summary>
    private const int Enough = 50, EnoughOfBoth = 200;

    /// <summary>Before anything is known: the scores are logarithms of likelihoods; title and detail say much the same.</summary>
    private const float PlainScale = 1, ShareOfTitle = 0.5f, ShareOfDetail = 0.75f;

    /// <summary>How hard title and detail are held to those shares: some hundreds of messages with both outweigh it.</summary>
    private const double Hold = 100;

    /// <summary>No likelihood reaches it.</summary>
    private const float Never = 2;

    public static Balance Alone(IReadOnlyList<UnseenScores> unseen, bool ofTitles, double shareRight)
    {
        var own = unseen.Where(u => (ofTitles ? u.Title : u.Detail) is not null).ToList();
        var scale = own.Count < Enough ? PlainScale : Best(scale => Likelihood(own, ofTitles ? scale : 0, ofTitles ? 0 : scale));
        var balance = ofTitles ? new Balance(scale, 0, Never) : new Balance(0, scale, Never);
        return balance with { SureAt = SureAt(own, balance, shareRight) };
    }

    public static Balance Together(IReadOnlyList<UnseenScores> unseen, Balance title, Balance detail, double shareRight)
    {
        var own = unseen.Where(u => u is { Title: not null, Detail: not null }).ToList();
        var (usualFirst, usualSecond) = (title.Title * ShareOfTitle, detail.Detail * ShareOfDetail);
        double Held(float first, float second) =>
            Likelihood(own, first, second) - Hold * (Squared(MathF.Log(first / usualFirst)) + Squared(MathF.Log(second / usualSecond)));
        // Each in turn while the other stays, from the usual shares on.
        var (first, second) = (usualFirst, usualSecond);
        for (var round = 0; round < 6; round++)
        {
            first = Best(scale => Held(scale, second));
            second = Best(scale => Held(first, scale));
        }

        var balance = new Balance(first, second, Never);
        return balance with { SureAt = own.Count < EnoughOfBoth ? Math.Max(title.SureAt, detail.SureAt) : SureAt(own, balance, shareRight) };
    }

    private static double Squared(double number) => number * number;

    // The likelihood has one peak; the interval is narrowed around it by thirds.
    private static float Best(Func<float, double> likelihood)
    {
        var (low, high) = (MathF.Log(0.05f), MathF.Log(30));
        for (var i = 0; i < 24; i++)
        {
            var (a, b) = (low + (high - low) / 3, high - (high - low) / 3);
            if (likelihood(MathF.Exp(a)) < likelihood(MathF.Exp(b))) low = a;
            else high = b;
        }

        return (float)(Half)MathF.Exp((low + high) / 2);
    }

    private static double Likelihood(List<UnseenScores> messages, float title, float detail)
    {
        var sum = 0.0;
        foreach (var message in messages)
        {
            var likely = Likely(message, title, detail);
            sum += Math.Log(Math.Max(message.Labels.Sum(label => likely[label]), 1e-12));
        }

        return sum;
    }

    private static float[] Likely(UnseenScores message, float title, float detail)
    {
        var likely = new float[(message.Title ?? message.Detail)!.Length];
        for (var label = 0; label < likely.Length; label++)
            likely[label] = title * (message.Title?[label] ?? 0) + detail * (message.Detail?[label] ?? 0);
        DomainModel.Softmax(likely);
        return likely;
    }

    private static float SureAt(List<UnseenScores> messages, Balance balance, double shareRight)
    {
        var answers = messages.Select(m => (Likely: Likely(m, balance.Title, balance.Detail), m.Labels))
            .Select(a => (Score: a.Likely.Max(), Right: a.Labels.Contains(Array.IndexOf(a.Likely, a.Likely.Max()))))
            .OrderByDescending(a => a.Score).ToList();
        var (right, sureAt) = (0, Never);
        for (var i = 0; i < answers.Count; i++)
        {
            if (answers[i].Right) right++;
            if (i + 1 >= Enough && right >= shareRight * (i + 1)) sureAt = answers[i].Score;
        }

        return sureAt;
    }
}
