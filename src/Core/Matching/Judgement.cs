namespace Xinqiao.Core.Matching;

/// <summary>How a model fares on matters that it has not seen: each a number of matters.</summary>
/// <param name="First">Of which the likeliest label was right.</param>
/// <param name="AmongThree">Of which one of the three likeliest was.</param>
/// <param name="Proposed">Of which a label was likely enough to be proposed, and in how many of them it was right.</param>
/// <param name="Sure">Of which it was called sure, and in how many of them it was right.</param>
/// <param name="Commonest">Of which the commonest label of those learnt from was right: what whoever knows nothing would say.</param>
public sealed record Judgement(
    int Judged, int First, int AmongThree, int Proposed, int ProposedRight, int Sure, int SureRight, int Commonest)
{
    public static Judgement Of(DomainModel model, SuggestionKind kind, IReadOnlyList<DecidedMatter> unseen, string commonest)
    {
        ArgumentNullException.ThrowIfNull(model);
        var features = new Features();
        var judged = new Judgement(unseen.Count, 0, 0, 0, 0, 0, 0, 0);
        foreach (var matter in unseen)
        {
            var (label, answer) = (matter.Label(kind), model.Classify(matter.Text.Title, matter.Text.Detail, features));
            var (right, proposed) = (answer.Suggestions[0].Label == label, answer.IsSure || answer.Suggestions[0].Score >= Proposals.LeastLikely);
            judged = judged with
            {
                First = judged.First + (right ? 1 : 0),
                AmongThree = judged.AmongThree + (answer.Suggestions.Take(3).Any(s => s.Label == label) ? 1 : 0),
                Proposed = judged.Proposed + (proposed ? 1 : 0),
                ProposedRight = judged.ProposedRight + (proposed && right ? 1 : 0),
                Sure = judged.Sure + (answer.IsSure ? 1 : 0),
                SureRight = judged.SureRight + (answer.IsSure && right ? 1 : 0),
                Commonest = judged.Commonest + (commonest == label ? 1 : 0),
            };
        }

        return judged;
    }

    /// <summary>How many of a hundred: 87.5%; a dash where there were none.</summary>
    public static Phrase Share(int part, int whole) => whole == 0 ? "—" : (Phrase)$"{100.0 * part / whole:0.0}%";
}
