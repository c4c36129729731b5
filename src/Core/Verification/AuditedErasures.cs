using Xinqiao.Core.Furniture;

namespace Xinqiao.Core.Verification;

/// <summary>
/// Private texts that are no longer there, held against the erasures that the log records: each erased text has its basis, and each
/// recorded erasure was carried out.
/// </summary>
internal sealed class AuditedErasures
{
    private readonly HashSet<(long Position, string Field)> missing = [];
    private readonly Dictionary<(long Position, string Field), (long Leaf, string Basis)> recorded = [];

    /// <summary>How many private texts are gone with their basis.</summary>
    public long Count => missing.Count(recorded.ContainsKey);

    public void Missing(long position, string field) => missing.Add((position, field));

    public void Note(Recorded e)
    {
        if (e.Event is TextErased erased) recorded[(erased.Position, erased.Field)] = (e.Position, erased.Basis);
    }

    public IEnumerable<Finding> Findings()
    {
        foreach (var place in missing.OrderBy(m => m.Position).ThenBy(m => m.Field, StringComparer.Ordinal))
        {
            yield return recorded.TryGetValue(place, out var erasure)
                ? new(Verdict.Redacted, place.Position, $"“{place.Field}”已依{erasure.Basis}删除，记在第{erasure.Leaf}号 (erased, recorded as leaf {erasure.Leaf})")
                : new(Verdict.Broken, place.Position, $"“{place.Field}”不在了，也没有删除的记录 (a private text is missing, and no erasure is recorded)");
        }

        foreach (var (place, erasure) in recorded)
            if (!missing.Contains(place))
                yield return new(Verdict.Broken, erasure.Leaf, $"第{place.Position}号的“{place.Field}”记为已删除，却还在 (recorded as erased, and still there)");
    }
}
