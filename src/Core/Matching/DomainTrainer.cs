namespace Xinqiao.Core.Matching;

/// <summary>A message whose domain is known.</summary>
/// <param name="Labels">At least one; more where the message was filed under several.</param>
public sealed record LabelledMessage(string? Title, string? Detail, IReadOnlyList<string> Labels);

/// <summary>A model and how it fared on messages it had not seen while it learnt.</summary>
/// <param name="Titles">Messages with a title that were read.</param>
/// <param name="TitleF1">Macro-F1 of suggestions from the title alone.</param>
/// <param name="DetailF1">Macro-F1 of suggestions from the detail alone.</param>
public sealed record TrainedDomains(DomainModel Model, int Titles, int Details, double TitleF1, double DetailF1);

/// <summary>
/// Trains a <see cref="DomainModel"/>. Titles and details are learnt from as texts of one kind, so messages may have either. The same
/// messages in the same order with the same seed give the same model.
/// </summary>
public static class DomainTrainer
{
    /// <summary>More labels than any table of domains has: then something else stands in their place.</summary>
    public const int MostLabels = 200;

    /// <summary>Parts of which each is scored by a model that learnt from the others.</summary>
    private const int Parts = 4;

    /// <exception cref="ArgumentException">There is no message, one is without text or label, or there are too many labels.</exception>
    /// <param name="leastMatters">In so many matters an n-gram must stand to be known; texts that belong together are one.</param>
    /// <param name="shareRight">Of the suggestions that are called sure, so many must be right.</param>
    public static TrainedDomains Train(
        IReadOnlyList<LabelledMessage> messages, int seed = 1, int leastMatters = 2, double shareRight = 0.98)
    {
        ArgumentNullException.ThrowIfNull(messages);
        if (messages.Count == 0 || messages.Any(m => m.Labels.Count == 0 || string.IsNullOrWhiteSpace(m.Title + m.Detail)))
            throw new ArgumentException("Each message needs a title or a detail, and a label.", nameof(messages));
        var labels = messages.SelectMany(m => m.Labels).Distinct().Order(StringComparer.Ordinal).ToArray();
        if (labels.Length > MostLabels) throw new ArgumentException($"{labels.Length} labels.", nameof(messages));
        var sample = TrainingSample.Of(messages, labels);
        var texts = ClassifierTexts.Read(sample, labels.Length, leastMatters);
        var raw = Raw(sample, texts, (ulong)seed);
        var blend = Blend.Learn(raw, labels.Length);
        var unseen = Unseen(sample, Array.ConvertAll(raw, blend.Of));
        var weights = blend.Of(ClassifierTraining.Learn(texts, [.. Enumerable.Range(0, texts.Count)], (ulong)seed));
        weights.Round();
        var (title, detail) = (Balancing.Alone(unseen, ofTitles: true, shareRight), Balancing.Alone(unseen, ofTitles: false, shareRight));
        return new TrainedDomains(
            new DomainModel(labels, weights, title, detail, Balancing.Together(unseen, title, detail, shareRight)),
            unseen.Count(u => u.Title is not null), unseen.Count(u => u.Detail is not null),
            F1(unseen.Where(u => u.Title is not null).Select(u => (u.Labels, u.Title!)), labels.Length),
            F1(unseen.Where(u => u.Detail is not null).Select(u => (u.Labels, u.Detail!)), labels.Length));
    }

    // Scores of every text, by weights that learnt from no text of its group. The blend alone sees them afterwards: three numbers a label.
    private static RawScores[] Raw(TrainingSample sample, ClassifierTexts texts, ulong seed)
    {
        var raw = new RawScores[texts.Count];
        for (var part = 0; part < Parts; part++)
        {
            var all = Enumerable.Range(0, texts.Count).ToLookup(text => sample.PartOf(text, Parts) == part);
            if (!all[true].Any()) continue;
            var learnt = ClassifierTraining.Learn(texts, [.. all[false]], seed);
            foreach (var text in all[true])
                raw[text] = new RawScores(
                    sample.Texts[text].Labels, learnt.Separators.Score(texts.RowsOf(text), texts.StrengthsOf(text)),
                    learnt.Ratios.Score(texts.RowsOf(text), texts.StrengthsOf(text)));
        }

        return raw;
    }

    private static List<UnseenScores> Unseen(TrainingSample sample, float[][] scores) =>
        [.. sample.Messages.Select(m => new UnseenScores(
            m.Labels, m.Title is { } title ? scores[title] : null, m.Detail is { } detail ? scores[detail] : null))];

    private static double F1(IEnumerable<(int[] Labels, float[] Scores)> answers, int labels) =>
        MacroF1.Of(labels, answers.Select(a => (a.Labels, Array.IndexOf(a.Scores, a.Scores.Max()))));
}
