using Xinqiao.Core.Ledger;

namespace Xinqiao.Core;

/// <summary>Identity of a stream of events: what arrived (<c>p…</c>), a matter (<c>m…</c>), or reference data (<c>f…</c>).</summary>
public readonly record struct StreamId(string Value) : IComparable<StreamId>
{
    public bool IsPetition => Value.StartsWith('p');
    public bool IsMatter => Value.StartsWith('m');

    /// <param name="id">A version 7 identifier, made by whoever makes the command.</param>
    public static StreamId Petition(Guid id) => new("p" + id.ToString("N"));
    public static StreamId Matter(Guid id) => new("m" + id.ToString("N"));
    public static StreamId Furniture(string subject) => new("f:" + subject);

    /// <summary>Sign-ins of one account, apart from what was decided about it.</summary>
    public static StreamId Access(string person) => new("s:" + person);

    public int CompareTo(StreamId other) => string.CompareOrdinal(Value, other.Value);
    public override string ToString() => Value;
    public static bool operator <(StreamId left, StreamId right) => left.CompareTo(right) < 0;
    public static bool operator >(StreamId left, StreamId right) => left.CompareTo(right) > 0;
    public static bool operator <=(StreamId left, StreamId right) => left.CompareTo(right) <= 0;
    public static bool operator >=(StreamId left, StreamId right) => left.CompareTo(right) >= 0;
}

/// <summary>Something that happened, in the office's words. The stored name is declared, never reflected.</summary>
public abstract record CaseEvent(StreamId Stream)
{
    /// <summary>For example <c>matter.handling-extended.v1</c>; it outlives every renaming of the class.</summary>
    public abstract string StoredName { get; }

    /// <summary>The public word in the leaf, so that anyone can count registrations, replies and redactions.</summary>
    public virtual LeafKind LeafKind => LeafKind.Flow;

    /// <summary>Writes facts in clear and private texts under their stored field names.</summary>
    public abstract void Write(PayloadWriter to);
}

/// <summary>An event as it stands in the log.</summary>
/// <param name="Position">Zero-based; equal to the leaf's index.</param>
/// <param name="Version">One-based within its stream.</param>
/// <param name="RecordedAt">Set by the store alone; never earlier than its predecessor's.</param>
/// <param name="By">Pseudonym of who acted.</param>
/// <param name="Role">In which capacity.</param>
/// <param name="Office">For which unit.</param>
/// <param name="Why">The reason given for the act, where one was given.</param>
public sealed record Recorded(
    long Position, int Version, DateTimeOffset RecordedAt, string By, Role Role, string Office, PrivateText Why, CaseEvent Event)
{
    public DateOnly Day => Regulation.Shanghai.DateOf(RecordedAt);
}
