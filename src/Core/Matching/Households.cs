namespace Xinqiao.Core.Matching;

/// <summary>
/// How many households raise a matter, as far as officers found out: what was linked as a repeat or as a supplement is the same household's as
/// what it was linked to. Links between petitions are all that is asked; who petitions is neither compared nor known here.
/// </summary>
public static class Households
{
    /// <param name="ofSame">Pairs of petitions of one household; the earlier may be one that is not counted.</param>
    public static int Count(IEnumerable<string> petitions, IEnumerable<(string Later, string Earlier)> ofSame)
    {
        var earlier = new Dictionary<string, string>();
        foreach (var pair in ofSame)
        {
            var (one, other) = (First(pair.Later), First(pair.Earlier));
            if (one != other) earlier[one] = other;
        }

        return petitions.Select(First).Distinct().Count();

        string First(string petition)
        {
            while (earlier.TryGetValue(petition, out var before)) petition = before;
            return petition;
        }
    }
}
