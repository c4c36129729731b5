namespace Xinqiao.Core.Furniture;

/// <summary>
/// 登录和访问记录: who of the staff came in, and where somebody was not let in (GB/T 22239—2019 8.1.4.3). Of petitioners there is none, and
/// no address of a machine stands in it.
/// </summary>
public abstract record AccessEvent(string Person) : CaseEvent(StreamId.Access(Person));

/// <summary>By which way somebody came in.</summary>
public enum SignInWay
{
    [Word("password", "密码")] Password,
    [Word("passkey", "通行密钥")] Passkey,
    [Word("provider", "统一身份认证")] Provider,
}

/// <summary>Somebody signed in.</summary>
/// <param name="WrongBefore">Wrong passwords, codes and passkeys in a row before it.</param>
/// <param name="SecondFactor">There were two factors: a code that was right, or a passkey.</param>
/// <param name="Way">By the password where nothing is stored.</param>
public sealed record SignedIn(string Person, int WrongBefore, bool SecondFactor, SignInWay Way = SignInWay.Password) : AccessEvent(Person)
{
    public const string Stored = "access.signed-in.v1";
    public override string StoredName => Stored;

    public override void Write(PayloadWriter to) =>
        to.Fact("person", Person).Fact("wrongBefore", WrongBefore).Fact("secondFactor", SecondFactor)
            .Fact("way", Way == SignInWay.Password ? null : Words.Of(Way));

    public static SignedIn Read(PayloadReader from) => new(
        from.String("person"), from.Int("wrongBefore"), from.Bool("secondFactor"), from.EnumOrNull<SignInWay>("way") ?? SignInWay.Password);
}

/// <summary>A passkey was shown whose count of signatures went backwards: another device may have a copy of it. It was not accepted.</summary>
public sealed record PasskeyCountFell(string Person) : AccessEvent(Person)
{
    public const string Stored = "access.passkey-count-fell.v1";
    public override string StoredName => Stored;
    public override void Write(PayloadWriter to) => to.Fact("person", Person);
    public static PasskeyCountFell Read(PayloadReader from) => new(from.String("person"));
}

/// <summary>The holder left.</summary>
public sealed record SignedOut(string Person) : AccessEvent(Person)
{
    public const string Stored = "access.signed-out.v1";
    public override string StoredName => Stored;
    public override void Write(PayloadWriter to) => to.Fact("person", Person);
    public static SignedOut Read(PayloadReader from) => new(from.String("person"));
}

/// <summary>
/// A wrong password, code or passkey for an account there is. The one that locks it is told by that, and while it is locked none is told: nobody fills the
/// log by guessing.
/// </summary>
public sealed record SignInFailed(string Person) : AccessEvent(Person)
{
    public const string Stored = "access.sign-in-failed.v1";
    public override string StoredName => Stored;
    public override void Write(PayloadWriter to) => to.Fact("person", Person);
    public static SignInFailed Read(PayloadReader from) => new(from.String("person"));
}

/// <summary>So many wrong passwords or codes in a row that the account is locked for a while.</summary>
public sealed record AccountLocked(string Person, int Minutes) : AccessEvent(Person)
{
    public const string Stored = "access.account-locked.v1";
    public override string StoredName => Stored;
    public override void Write(PayloadWriter to) => to.Fact("person", Person).Fact("minutes", Minutes);
    public static AccountLocked Read(PayloadReader from) => new(from.String("person"), from.Int("minutes"));
}

/// <summary>
/// Somebody tried an act that is not their post's, not their unit's, or may not be their own to agree to. Once a day and rule, however often it
/// was tried.
/// </summary>
/// <param name="Rule">The code of the rule that refused it: no number of a matter stands in it.</param>
public sealed record ActRefused(string Person, string Rule) : AccessEvent(Person)
{
    public const string Stored = "access.act-refused.v1";
    public override string StoredName => Stored;
    public override void Write(PayloadWriter to) => to.Fact("person", Person).Fact("rule", Rule);
    public static ActRefused Read(PayloadReader from) => new(from.String("person"), from.String("rule"));
}

/// <summary>
/// A page did not open to somebody who signed in: their post has no business there, or there is no such thing for them. Once for a sign-in
/// and page, however often it was tried.
/// </summary>
/// <param name="Page">The page's address with names in place of values: no number of a matter stands in it.</param>
public sealed record PageRefused(string Person, string Page) : AccessEvent(Person)
{
    public const string Stored = "access.page-refused.v1";
    public override string StoredName => Stored;
    public override void Write(PayloadWriter to) => to.Fact("person", Person).Fact("page", Page);
    public static PageRefused Read(PayloadReader from) => new(from.String("person"), from.String("page"));
}
