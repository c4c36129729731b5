namespace Xinqiao.Core.Ledger;

/// <summary>
/// What a leaf is about. Public, so that anyone can count registrations, closures and redactions against the published statistics.
/// </summary>
public enum LeafKind
{
    /// <summary>A petition was registered.</summary>
    Register,

    /// <summary>A matter moved: forwarded, assigned, accepted, extended.</summary>
    Flow,

    /// <summary>A reply or an opinion.</summary>
    Reply,

    /// <summary>The petitioner rated how it was handled.</summary>
    Rate,

    /// <summary>Review or final review.</summary>
    Review,

    /// <summary>Closed.</summary>
    Close,

    /// <summary>Somebody read a protected field.</summary>
    Access,

    /// <summary>A field value was erased on a legal basis.</summary>
    Redact,

    /// <summary>Everything else that must stand in the log: settings, keys, the stamp of the database.</summary>
    Anchor,
}

/// <summary>The words of <see cref="LeafKind"/> on the wire.</summary>
public static class LeafKinds
{
    private static readonly string[] Words = ["reg", "flow", "reply", "rate", "review", "close", "access", "redact", "anchor"];

    /// <summary>The word in a leaf and in an event.</summary>
    public static string Word(this LeafKind kind) => Words[(int)kind];

    /// <exception cref="LedgerFormatException">No kind has this word.</exception>
    public static LeafKind Parse(string word)
    {
        var place = Array.IndexOf(Words, word);
        return place >= 0 ? (LeafKind)place : throw new LedgerFormatException($"leaf: unknown kind \"{word}\"");
    }
}
