namespace Xinqiao.Core.Furniture;

/// <summary>The account asks for a code of the holder's authenticator from now on, beside the password.</summary>
public sealed record SecondFactorEnrolled(string Person) : FurnitureEvent(StreamId.Furniture("person:" + Person))
{
    public const string Stored = "person.second-factor-enrolled.v1";
    public override string StoredName => Stored;
    public override void Write(PayloadWriter to) => to.Fact("person", Person);
    public static SecondFactorEnrolled Read(PayloadReader from) => new(from.String("person"));
}

/// <summary>A recovery code was used up in place of the authenticator.</summary>
/// <param name="Left">How many there still are.</param>
public sealed record RecoveryCodeUsed(string Person, int Left) : FurnitureEvent(StreamId.Furniture("person:" + Person))
{
    public const string Stored = "person.recovery-code-used.v1";
    public override string StoredName => Stored;
    public override void Write(PayloadWriter to) => to.Fact("person", Person).Fact("left", Left);
    public static RecoveryCodeUsed Read(PayloadReader from) => new(from.String("person"), from.Int("left"));
}

/// <summary>One administrator asked that a lost authenticator be reset; another one has to agree.</summary>
public sealed record SecondFactorResetAsked(string Person, PrivateText Reason) : FurnitureEvent(StreamId.Furniture("person:" + Person))
{
    public const string Stored = "person.second-factor-reset-asked.v1";
    public override string StoredName => Stored;
    public override void Write(PayloadWriter to) => to.Fact("person", Person).Text("reason", Reason);
    public static SecondFactorResetAsked Read(PayloadReader from) => new(from.String("person"), from.Text("reason"));
}

/// <summary>The authenticator of an account counts no more, nor do its recovery codes; the holder enrols another.</summary>
/// <param name="AskedBy">The administrator who asked; null where it was done on the server itself.</param>
public sealed record SecondFactorReset(string Person, string? AskedBy) : FurnitureEvent(StreamId.Furniture("person:" + Person))
{
    public const string Stored = "person.second-factor-reset.v1";
    public override string StoredName => Stored;
    public override void Write(PayloadWriter to) => to.Fact("person", Person).Fact("askedBy", AskedBy);
    public static SecondFactorReset Read(PayloadReader from) => new(from.String("person"), from.StringOrNull("askedBy"));
}

/// <summary>Whether a post needs the second factor from now on.</summary>
public sealed record SecondFactorSet(Role Role, bool Required) : FurnitureEvent(StreamId.Furniture("post:" + Words.Of(Role)))
{
    public const string Stored = "post.second-factor-set.v1";
    public override string StoredName => Stored;
    public override void Write(PayloadWriter to) => to.Fact("role", Role).Fact("required", Required);
    public static SecondFactorSet Read(PayloadReader from) => new(from.Enum<Role>("role"), from.Bool("required"));
}
