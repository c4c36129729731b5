using Xinqiao.Core.Matters;

namespace Xinqiao.Core.Tests.Matters;

/// <summary>Events as they come back from the store.</summary>
internal static class Stored
{
    public static Matter Fold(IEnumerable<Recorded> events, bool erased) =>
        events.Select(e => Again(e, erased)).Aggregate((Matter?)null, Matter.Apply)!;

    /// <summary>Version of the event that last asked who accuses; null where none did.</summary>
    public static int? LastAsked(Matter matter) => matter.Disclosures is [.., var last] ? last.Version : null;

    /// <param name="erased">Without the private texts.</param>
    public static Recorded Again(Recorded recorded, bool erased)
    {
        var payload = new PayloadWriter();
        recorded.Event.Write(payload);
        return recorded with
        {
            Event = EventCatalogue.Read(recorded.Event.StoredName, new PayloadReader(
                recorded.Event.Stream, payload.Facts.ToDictionary(), erased ? null : payload.Texts.ToDictionary())),
        };
    }
}
