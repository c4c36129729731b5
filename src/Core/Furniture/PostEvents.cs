namespace Xinqiao.Core.Furniture;

/// <summary>Somebody holds a post from now on. The name is private text; the log knows the pseudonym.</summary>
public sealed record PersonAppointed(string Person, Role Role, string Unit, PrivateText Name)
    : FurnitureEvent(StreamId.Furniture("person:" + Person))
{
    public const string Stored = "person.appointed.v1";
    public override string StoredName => Stored;

    public override void Write(PayloadWriter to) =>
        to.Fact("person", Person).Fact("role", Role).Fact("unit", Unit).Text("name", Name);

    public static PersonAppointed Read(PayloadReader from) =>
        new(from.String("person"), from.Enum<Role>("role"), from.String("unit"), from.Text("name"));
}

/// <summary>A password was set or set anew; earlier sessions end.</summary>
public sealed record PasswordSet(string Person) : FurnitureEvent(StreamId.Furniture("person:" + Person))
{
    public const string Stored = "person.password-set.v1";
    public override string StoredName => Stored;
    public override void Write(PayloadWriter to) => to.Fact("person", Person);
    public static PasswordSet Read(PayloadReader from) => new(from.String("person"));
}

/// <summary>Somebody no longer holds the post; the account is closed.</summary>
public sealed record PostEnded(string Person, PrivateText Reason) : FurnitureEvent(StreamId.Furniture("person:" + Person))
{
    public const string Stored = "person.post-ended.v1";
    public override string StoredName => Stored;
    public override void Write(PayloadWriter to) => to.Fact("person", Person).Text("reason", Reason);
    public static PostEnded Read(PayloadReader from) => new(from.String("person"), from.Text("reason"));
}

/// <summary>
/// The account has a password that is there to be replaced, printed for its holder and shown once; earlier sessions end. Whoever signs in
/// with it sets another before anything else.
/// </summary>
public sealed record FirstPasswordIssued(string Person) : FurnitureEvent(StreamId.Furniture("person:" + Person))
{
    public const string Stored = "person.first-password-issued.v1";
    public override string StoredName => Stored;
    public override void Write(PayloadWriter to) => to.Fact("person", Person);
    public static FirstPasswordIssued Read(PayloadReader from) => new(from.String("person"));
}

/// <summary>The holder of the account set another password; all other sessions end.</summary>
public sealed record PasswordChanged(string Person) : FurnitureEvent(StreamId.Furniture("person:" + Person))
{
    public const string Stored = "person.password-changed.v1";
    public override string StoredName => Stored;
    public override void Write(PayloadWriter to) => to.Fact("person", Person);
    public static PasswordChanged Read(PayloadReader from) => new(from.String("person"));
}

/// <summary>Sign-ins of an account ended before their time: one, or all that there were.</summary>
/// <param name="Count">How many.</param>
public sealed record SessionsEnded(string Person, int Count) : FurnitureEvent(StreamId.Furniture("person:" + Person))
{
    public const string Stored = "person.sessions-ended.v1";
    public override string StoredName => Stored;
    public override void Write(PayloadWriter to) => to.Fact("person", Person).Fact("count", Count);
    public static SessionsEnded Read(PayloadReader from) => new(from.String("person"), from.Int("count"));
}

/// <summary>The open work of a post passes to somebody else of the same unit and post on that day.</summary>
public sealed record HandoverArranged(string Person, string To, DateOnly From, PrivateText Reason)
    : FurnitureEvent(StreamId.Furniture("person:" + Person))
{
    public const string Stored = "person.handover-arranged.v1";
    public override string StoredName => Stored;

    public override void Write(PayloadWriter to) =>
        to.Fact("person", Person).Fact("to", To).Fact("from", From).Text("reason", Reason);

    public static HandoverArranged Read(PayloadReader from) =>
        new(from.String("person"), from.String("to"), from.Date("from"), from.Text("reason"));
}

/// <summary>It passed: so many matters have another holder now, each by an event of its own.</summary>
public sealed record HandoverDone(string Person, string To, int Matters) : FurnitureEvent(StreamId.Furniture("person:" + Person))
{
    public const string Stored = "person.handover-done.v1";
    public override string StoredName => Stored;
    public override void Write(PayloadWriter to) => to.Fact("person", Person).Fact("to", To).Fact("matters", Matters);
    public static HandoverDone Read(PayloadReader from) => new(from.String("person"), from.String("to"), from.Int("matters"));
}

/// <summary>It is called off before its day.</summary>
public sealed record HandoverCalledOff(string Person, PrivateText Reason) : FurnitureEvent(StreamId.Furniture("person:" + Person))
{
    public const string Stored = "person.handover-called-off.v1";
    public override string StoredName => Stored;
    public override void Write(PayloadWriter to) => to.Fact("person", Person).Text("reason", Reason);
    public static HandoverCalledOff Read(PayloadReader from) => new(from.String("person"), from.Text("reason"));
}
