namespace Xinqiao.Core.Matching;

/// <summary>How alike two texts are, in the words an officer is shown: a reason to look, and never a verdict.</summary>
public enum Likeness
{
    [Word("some", "有些像")] Some,
    [Word("great", "很像")] Great,
    [Word("copy", "几乎相同")] Copy,
}

/// <summary>Says in words what <see cref="SimilarTexts"/> says in numbers.</summary>
public static class Resemblance
{
    // Measured on real messages: from 0.6 on nearly all are of one matter; from 0.4 on most are, or are about the same place.
    private const float Great = 0.6f, Some = 0.4f;

    /// <param name="score">Of the two texts, as <see cref="Neighbour.Score"/>.</param>
    /// <returns>Null where they are not alike enough to be shown.</returns>
    public static Likeness? Between(in MatterText one, in MatterText other, float score) => score switch
    {
        < Some => null,
        < Great => Likeness.Some,
        _ => new NearCopy(one).Is(new NearCopy(other)) ? Likeness.Copy : Likeness.Great,
    };
}
