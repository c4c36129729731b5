using Xinqiao.Core.Matters;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Matters;

/// <summary>
/// Stores the projections <see cref="MatterRow"/>, <see cref="DeadlineRow"/>, <see cref="ObjectionRow"/>, <see cref="ErasureRow"/>,
/// <see cref="BarredRow"/>, <see cref="MatterLinkRow"/>, <see cref="ExtractRow"/>,
/// <see cref="ReviewRow"/> and <see cref="PublicAnswerRow"/>.
/// </summary>
public static class MatterTable
{
    public static readonly Table Matters = new(MatterRow.Shape, OnConflict.Replace);

    public static readonly Table Deadlines = new(DeadlineRow.Shape, OnConflict.Replace);

    public static readonly Table Objections = new(ObjectionRow.Shape, OnConflict.Replace);

    public static readonly Table Erasures = new(ErasureRow.Shape, OnConflict.Replace);

    public static readonly Table Barred = new(BarredRow.Shape, OnConflict.Replace);

    public static readonly Table Links = new(MatterLinkRow.Shape, OnConflict.Replace);

    public static readonly Table Extracts = new(ExtractRow.Shape, OnConflict.Replace);

    public static readonly Table Reviews = new(ReviewRow.Shape, OnConflict.Replace);

    public static readonly Table Answers = new(PublicAnswerRow.Shape, OnConflict.Replace);

    /// <summary>The rows that differ after an act.</summary>
    public static IEnumerable<Row> Changes(Matter? before, Matter? after, Rules rules)
    {
        if (after is null) yield break;
        yield return new Row(Matters, MatterRow.Of(after).Values);
        var known = before is null ? [] : DeadlineRow.Of(before, rules);
        foreach (var row in DeadlineRow.Of(after, rules))
            if (!known.Contains(row)) yield return new Row(Deadlines, row.Values);
        var knownObjections = before is null ? [] : ObjectionRow.Of(before);
        foreach (var row in ObjectionRow.Of(after))
            if (!knownObjections.Contains(row)) yield return new Row(Objections, row.Values);
        var knownErasures = before is null ? [] : ErasureRow.Of(before);
        foreach (var row in ErasureRow.Of(after))
            if (!knownErasures.Contains(row)) yield return new Row(Erasures, row.Values);
        var knownBarred = before is null ? [] : BarredRow.Of(before);
        foreach (var row in BarredRow.Of(after))
            if (!knownBarred.Contains(row)) yield return new Row(Barred, row.Values);
        var knownLinks = before is null ? [] : MatterLinkRow.Of(before);
        foreach (var row in MatterLinkRow.Of(after))
            if (!knownLinks.Contains(row)) yield return new Row(Links, row.Values);
        var knownExtracts = before is null ? [] : ExtractRow.Of(before);
        foreach (var row in ExtractRow.Of(after))
            if (!knownExtracts.Contains(row)) yield return new Row(Extracts, row.Values);
        var knownReviews = before is null ? [] : ReviewRow.Of(before);
        foreach (var row in ReviewRow.Of(after))
            if (!knownReviews.Contains(row)) yield return new Row(Reviews, row.Values);
        var knownAnswers = before is null ? [] : PublicAnswerRow.Of(before);
        foreach (var row in PublicAnswerRow.Of(after))
            if (!knownAnswers.Contains(row)) yield return new Row(Answers, row.Values);
    }
}
