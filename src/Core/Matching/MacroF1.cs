namespace Xinqiao.Core.Matching;

/// <summary>The mean over the labels of F1, so that a small domain counts as much as a large one.</summary>
public static class MacroF1
{
    /// <param name="labels">How many labels there are, numbered from zero; those that nobody bears and nobody was given do not count.</param>
    /// <param name="answers">The labels a message bears, any of which is right, and the one it was given.</param>
    public static double Of(int labels, IEnumerable<(int[] Truth, int Given)> answers)
    {
        ArgumentNullException.ThrowIfNull(answers);
        var (right, given, borne) = (new int[labels], new int[labels], new int[labels]);
        foreach (var (truth, label) in answers)
        {
            given[label]++;
            var counted = truth.Contains(label) ? label : truth[0];
            borne[counted]++;
            if (counted == label) right[label]++;
        }

        var present = Enumerable.Range(0, labels).Where(label => given[label] + borne[label] > 0).ToList();
        return present.Count == 0 ? 0 : present.Average(label => 2.0 * right[label] / (given[label] + borne[label]));
    }
}
