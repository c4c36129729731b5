using Xinqiao.Core.Ledger;
using Xinqiao.Core.Matters;

namespace Xinqiao.Core.Furniture;

/// <summary>What a database is for; written in its first event and never changed (decision 15).</summary>
public enum DatabaseKind
{
    [Word("demo", "演示")] Demo,
    [Word("replay", "回放")] Replay,
    [Word("real", "正式")] Real,
}

/// <summary>A change of reference data: evidenced in the log, never folded.</summary>
public abstract record FurnitureEvent(StreamId Subject) : CaseEvent(Subject);

/// <summary>What this database is for; its first event.</summary>
/// <param name="Origin">The log's origin: a scheme-less URL without spaces.</param>
public sealed record DatabaseStamped(DatabaseKind Kind, string District, string Origin)
    : FurnitureEvent(StreamId.Furniture("database"))
{
    public const string Stored = "database.stamped.v1";
    public override string StoredName => Stored;
    public override LeafKind LeafKind => LeafKind.Anchor;
    public override void Write(PayloadWriter to) => to.Fact("kind", Kind).Fact("district", District).Fact("origin", Origin);
    public static DatabaseStamped Read(PayloadReader from) =>
        new(from.Enum<DatabaseKind>("kind"), from.String("district"), from.String("origin"));
}

/// <summary>A unit exists from now on, with this name, organ, telephone and review organ.</summary>
public sealed record UnitEstablished(Unit Unit) : FurnitureEvent(StreamId.Furniture("unit:" + Unit.Code))
{
    public const string Stored = "unit.established.v1";
    public override string StoredName => Stored;
    public override void Write(PayloadWriter to) => UnitFacts.Write(Unit, to);
    public static UnitEstablished Read(PayloadReader from) => new(UnitFacts.Read(from));
}

/// <summary>A unit is called or reached otherwise from now on. What was written before stays as it was.</summary>
/// <param name="Unit">All of it, as it is now.</param>
public sealed record UnitChanged(Unit Unit) : FurnitureEvent(StreamId.Furniture("unit:" + Unit.Code))
{
    public const string Stored = "unit.changed.v1";
    public override string StoredName => Stored;
    public override void Write(PayloadWriter to) => UnitFacts.Write(Unit, to);
    public static UnitChanged Read(PayloadReader from) => new(UnitFacts.Read(from));
}

/// <summary>From that day on nothing goes to the unit and nobody is appointed there. It is never deleted.</summary>
public sealed record UnitEnded(string Code, DateOnly From) : FurnitureEvent(StreamId.Furniture("unit:" + Code))
{
    public const string Stored = "unit.ended.v1";
    public override string StoredName => Stored;
    public override void Write(PayloadWriter to) => to.Fact("code", Code).Fact("from", From);
    public static UnitEnded Read(PayloadReader from) => new(from.String("code"), from.Date("from"));
}

file static class UnitFacts
{
    public static void Write(Unit unit, PayloadWriter to) => to
        .Fact("code", unit.Code).Fact("name", unit.Name).Fact("organName", unit.OrganName).Fact("kind", unit.Kind)
        .Fact("word", unit.Word).Fact("parent", unit.Parent).Fact("phone", unit.Phone).Fact("address", unit.Address)
        .Fact("reviewOrgan", unit.ReviewOrgan);

    public static Unit Read(PayloadReader from) => new(
        from.String("code"), from.String("name"), from.String("organName"), from.Enum<UnitKind>("kind"), from.String("word"),
        from.StringOrNull("parent"), from.String("phone"), from.String("address"), from.String("reviewOrgan"));
}

/// <summary>A year's arrangement of rest days and make-up days is in force from now on; an earlier one of that year is not any more.</summary>
/// <param name="Arrangement">All of it with its notices, in the form that <see cref="Regulation.CalendarYear.Parse"/> reads.</param>
/// <param name="Reason">Why, where another arrangement of that year was in force.</param>
public sealed record CalendarLoaded(int Year, string Arrangement, PrivateText Reason)
    : FurnitureEvent(StreamId.Furniture("calendar:" + Year))
{
    public const string Stored = "calendar.loaded.v1";
    public override string StoredName => Stored;

    public override void Write(PayloadWriter to) =>
        to.Fact("year", Year).Fact("arrangement", Arrangement).Text("reason", Reason);

    public static CalendarLoaded Read(PayloadReader from) =>
        new(from.Int("year"), from.String("arrangement"), from.Text("reason"));
}

/// <summary>The office set a value that the law leaves open; terms that start on that day or later follow it.</summary>
public sealed record SettingMade(string Key, string Value, DateOnly From) : FurnitureEvent(StreamId.Furniture("setting:" + Key))
{
    public const string Stored = "setting.made.v1";
    public override string StoredName => Stored;
    public override void Write(PayloadWriter to) => to.Fact("key", Key).Fact("value", Value).Fact("from", From);
    public static SettingMade Read(PayloadReader from) => new(from.String("key"), from.String("value"), from.Date("from"));
}

/// <summary>Another key signs the log from now on, beside the one before it. The origin stays.</summary>
/// <param name="Key">Its public half, as a vkey.</param>
public sealed record LogKeyAdded(string Key) : FurnitureEvent(Keys)
{
    /// <summary>All keys of the log make one stream.</summary>
    public static readonly StreamId Keys = StreamId.Furniture("log-key");

    public const string Stored = "log.key-added.v1";
    public override string StoredName => Stored;
    public override LeafKind LeafKind => LeafKind.Anchor;
    public override void Write(PayloadWriter to) => to.Fact("key", Key);
    public static LogKeyAdded Read(PayloadReader from) => new(from.String("key"));
}

/// <summary>A key signs the log no more; what it signed before stays good.</summary>
/// <param name="Key">Its public half, as a vkey.</param>
public sealed record LogKeyRetired(string Key) : FurnitureEvent(LogKeyAdded.Keys)
{
    public const string Stored = "log.key-retired.v1";
    public override string StoredName => Stored;
    public override LeafKind LeafKind => LeafKind.Anchor;
    public override void Write(PayloadWriter to) => to.Fact("key", Key);
    public static LogKeyRetired Read(PayloadReader from) => new(from.String("key"));
}
