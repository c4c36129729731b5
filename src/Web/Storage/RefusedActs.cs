using System.Collections.Concurrent;
using Xinqiao.Core;
using Xinqiao.Core.Furniture;

namespace Xinqiao.Web.Storage;

/// <summary>
/// Which refused acts are recorded: those of staff that are not theirs (<see cref="Authority.Concerns"/>), once a day, person and rule, so that nobody
/// fills the log by pressing a key. Of petitioners there is none.
/// </summary>
internal sealed class RefusedActs
{
    private const int Remembered = 20_000;

    private readonly ConcurrentDictionary<(string Person, string Rule, DateOnly Day), bool> told = new();

    /// <summary>What is to be recorded of a refusal; null where it is nobody's overreach, or was recorded today.</summary>
    public ActRefused? Of(Actor actor, IReadOnlyList<Refusal> refusals, DateOnly today)
    {
        if (actor.Role is Role.Petitioner or Role.Partner or Role.System || refusals.FirstOrDefault(Authority.Concerns) is not { } refusal) return null;
        // What is forgotten is told once more, and nothing grows without end.
        if (told.Count > Remembered) told.Clear();
        return told.TryAdd((actor.Id, refusal.Code, today), true) ? new ActRefused(actor.Id, refusal.Code) : null;
    }
}
