using Xinqiao.Core.Matching;

namespace Xinqiao.Web.Search;

/// <summary>
/// Which matters say nearly the same, in memory: hashed pairs of characters and ids of matters; no word, and nothing of who petitions.
/// It lasts as long as the program runs and is made anew at the next start.
/// </summary>
public sealed class SimilarIndex
{
    // The index itself is for one caller at a time.
    private readonly Lock door = new();
    private readonly SimilarTexts texts = new();
    private readonly List<string> matters = [];
    private readonly Dictionary<string, int> ordinals = [];
    private long position, revision;
    private DateTimeOffset? asOf;

    /// <summary>How far it has followed the log.</summary>
    public long Position
    {
        get
        {
            lock (door) return position;
        }
    }

    /// <summary>Grows with everything that is added or leaves; and the moment whose log it holds whole, null before it first did.</summary>
    public (long Revision, DateTimeOffset? AsOf) State
    {
        get
        {
            lock (door) return (revision, asOf);
        }
    }

    /// <summary>Says that whatever was recorded at a moment has been followed.</summary>
    public void HasAll(DateTimeOffset moment)
    {
        lock (door)
            if (!(asOf >= moment)) asOf = moment;
    }

    public bool Holds(string matter)
    {
        lock (door) return ordinals.ContainsKey(matter);
    }

    /// <summary>Moves on by compare and set: of two who have read the same piece of the log, one adds it.</summary>
    /// <param name="written">Matters with their texts as they are now, in place of older ones.</param>
    /// <param name="gone">Matters that leave.</param>
    public void MoveOn(long from, long until, IReadOnlyCollection<(string Matter, MatterText Text)> written, IEnumerable<string> gone)
    {
        lock (door)
        {
            if (position != from) return;
            position = until;
            foreach (var matter in gone.Concat(written.Select(w => w.Matter)))
                if (ordinals.Remove(matter, out var old))
                {
                    texts.Forget(old);
                    revision++;
                }

            foreach (var (matter, text) in written)
            {
                ordinals[matter] = texts.Add(text);
                matters.Add(matter);
                revision++;
            }
        }
    }

    /// <summary>The matters most like a text, best first, and how alike.</summary>
    public IReadOnlyList<(string Matter, float Score)> Find(in MatterText text, int top)
    {
        lock (door) return [.. texts.Find(text, top).Select(n => (matters[n.Text], n.Score))];
    }

    /// <summary>The phrases of one text that another has too, those that tell most first.</summary>
    public IReadOnlyList<SharedPhrase> Explain(in MatterText one, in MatterText other, int most)
    {
        lock (door) return texts.Explain(one, other, most);
    }
}
