namespace Xinqiao.Core.Matters;

/// <summary>A list of petitions whose term is over, and what became of it.</summary>
/// <param name="AskedBy">Pseudonym: nobody approves what they listed.</param>
public sealed record RetentionBatch(
    string Id, RetentionKind Kind, IReadOnlyList<ListedPetition> Listed, string AskedBy, DateTimeOffset AskedAt, PrivateText Reason)
{
    public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>Of the approval; null where it waits or was refused.</summary>
    public string? DocumentNumber { get; init; }
    public PrivateText WhyNot { get; init; }
    public DateTimeOffset? FinishedAt { get; init; }
    public int Destroyed { get; init; }

    /// <summary>Petitions that stay, by number, each with why.</summary>
    public IReadOnlyList<(string Number, KeptBecause Why)> LeftOut { get; init; } = [];

    public bool IsPending => DecidedAt is null;

    /// <summary>Approved, and not every petition of it was looked at yet.</summary>
    public bool IsUnderWay => DocumentNumber is not null && FinishedAt is null;

    /// <summary>Every list there was, the latest first.</summary>
    public static IReadOnlyList<RetentionBatch> Of(IEnumerable<Recorded> events)
    {
        var batches = new Dictionary<string, RetentionBatch>();
        foreach (var recorded in events)
        {
            if (recorded.Event is not RetentionEvent happened) continue;
            batches[happened.Batch] = Apply(batches.GetValueOrDefault(happened.Batch), happened, recorded);
        }

        return [.. batches.Values.OrderByDescending(b => b.AskedAt)];
    }

    private static RetentionBatch Apply(RetentionBatch? before, RetentionEvent happened, Recorded recorded) => (before, happened) switch
    {
        (null, RetentionAsked e) => new(
            e.Batch, e.Kind, [.. e.Listed.Select(ListedPetition.Parse)], recorded.By, recorded.RecordedAt, e.Reason),
        ({ } b, RetentionApproved e) => b with { DecidedAt = recorded.RecordedAt, DocumentNumber = e.DocumentNumber },
        ({ } b, RetentionRefused e) => b with { DecidedAt = recorded.RecordedAt, WhyNot = e.Reason },
        ({ } b, RetentionFinished e) => b with
        {
            FinishedAt = recorded.RecordedAt,
            Destroyed = e.Destroyed,
            LeftOut = [.. e.LeftOut.Select(l => (l[..l.IndexOf('=')], Words.Parse<KeptBecause>(l[(l.IndexOf('=') + 1)..])))],
        },
        _ => throw new InvalidDataException($"Event {happened.StoredName} at position {recorded.Position} does not fit the history of its list."),
    };
}
