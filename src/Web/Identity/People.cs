using System.Globalization;
using System.Security.Cryptography;
using Dapper;
using Xinqiao.Core;
using Xinqiao.Core.Furniture;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Identity;

/// <summary>Accounts and posts of the office's people. Passwords are kept as <see cref="PasswordDigests"/>.</summary>
public sealed class People(CaseStore store)
{
    /// <summary>Wrong passwords in a row before an account is locked, and for how many minutes.</summary>
    public const int FailuresAllowed = 5, LockMinutes = 30;

    private static readonly Table Table = new(
        "people", "id", "id login name role unit password stamp failures:i locked_until:i ended:i must_change:i first_until", OnConflict.Replace);

    private readonly PasswordDigests digests = PasswordDigests.For(store.Stamp.Kind);

    private static readonly Actor System = new("system", Core.Role.System, "", "");

    private const string Select =
        """
        SELECT p.id, p.login, p.name, p.role, p.unit, u.name AS unitName, p.password, p.stamp, p.failures,
          p.locked_until AS lockedUntil, p.ended, p.must_change AS mustChange, p.first_until AS firstUntil,
          CASE WHEN coalesce(f.enrolled_at, 0) > 0 THEN 1 ELSE 0 END AS hasFactor, r.required AS factorChosen,
          (SELECT count(*) FROM passkeys k WHERE k.account = p.id AND k.removed_at = 0) AS passkeys
        FROM people p JOIN units u ON u.code = p.unit
        LEFT JOIN second_factors f ON f.account = p.id LEFT JOIN second_factor_posts r ON r.role = p.role
        """;

    public async Task<Person?> Find(string id) => await Single($"{Select} WHERE p.id = @id AND p.ended = 0", new { id });

    public async Task<Person?> FindLogin(string login) =>
        await Single($"{Select} WHERE p.login = @login AND p.ended = 0", new { login });

    public async Task<IReadOnlyList<Person>> All()
    {
        await using var connection = store.Database.OpenToRead();
        return (await connection.QueryAsync<Person>($"{Select} WHERE p.ended = 0 ORDER BY p.id")).Select(WithDuty).ToList();
    }

    /// <summary>The person whose password this is; null for a wrong name, a wrong password, or a locked account, alike.</summary>
    public async Task<Person?> Check(string login, string password)
    {
        var person = await FindLogin(login.Trim());
        // An unknown name takes as long as a wrong password.
        var (matches, isWeak) = digests.Check(person?.Password, password);
        if (person is null) return null;
        var now = store.Clock.GetUtcNow();
        if (now.ToUnixTimeMilliseconds() < person.LockedUntil) return null;
        // One that ended is simply a wrong one: the page does not tell that there is such an account.
        matches &= !person.IsFirstOver(Today);
        if (matches && isWeak) await Strengthen(person, password);
        // Whoever knows the password alone does not get new tries at the second factor by it.
        if (matches && (person.Failures == 0 || person.HasSecond)) return person;
        await Count(person, matches);
        return matches ? person : null;
    }

    // By more rounds than when it was set; the password is the same, and what is signed in stays so.
    private async Task Strengthen(Person person, string password)
    {
        var digest = digests.Of(password);
        await store.Write(batch => batch.Connection.Execute(
            "UPDATE people SET password = @digest WHERE id = @id AND password = @former",
            new { digest, id = person.Id, former = person.Password }, batch.Transaction));
    }

    /// <summary>A right proof begins the count of failures anew; too many wrong ones lock the account.</summary>
    public async Task Count(Person person, bool right)
    {
        if (right && person.Failures == 0) return;
        var now = store.Clock.GetUtcNow();
        var failures = right ? 0 : person.Failures + 1;
        var lockedUntil = failures >= FailuresAllowed ? now.AddMinutes(LockMinutes).ToUnixTimeMilliseconds() : 0;
        await store.Write(batch => batch.Connection.Execute(
            "UPDATE people SET failures = @failures, locked_until = @lockedUntil WHERE id = @id",
            new { failures = lockedUntil > 0 ? 0 : failures, lockedUntil, id = person.Id }, batch.Transaction));
        if (right) return;
        AccessEvent told = lockedUntil > 0 ? new AccountLocked(person.Id, LockMinutes) : new SignInFailed(person.Id);
        await store.Act(new Intent(System, (_, _) => Decision.Accept(told)));
    }

    /// <summary>Appoints somebody to a post and opens the account. The name is private text in the log.</summary>
    public static Task<Result> Appoint(
        CaseStore store, Actor by, string id, string login, string name, Role role, string unit, string password,
        DateTimeOffset? at = null, bool mustChange = false)
    {
        var person = new Person { Id = id, Login = login, Name = name, Role = Words.Of(role), Unit = unit };
        var row = Written(
            person, PasswordDigests.For(store.Stamp.Kind).Of(password), ended: false, mustChange, mustChange ? FirstFrom(store) : null);
        return store.Act(new Intent(by, (_, _) => Decision.Accept(new PersonAppointed(id, role, unit, name), new PasswordSet(id)))
        {
            At = at,
            Beside = _ => [row],
        });
    }

    /// <summary>Appoints somebody whom the system administrator chose, where the rules on posts allow it. Nobody can sign in with it yet.</summary>
    public async Task<Result> Appoint(Actor by, Appointment command, IReadOnlyList<Unit> units)
    {
        var ever = (await Ever()).Select(p => p.ToAccount()).ToList();
        var taken = ever.Any(a => a.Login == command.Login);
        return await store.Act(new Intent(by, (_, act) => Posts.Appoint(command, units, taken, ever, act))
        {
            Beside = _ =>
            [
                RowOfNew(new Account(command.Person, command.Login!, command.Name!.Trim(), command.Role!.Value, command.Unit!, Ended: false)),
            ],
        });
    }

    /// <summary>What the office asks of passwords; in a real database 等保 where it chose nothing.</summary>
    public PasswordProfile Profile =>
        store.Rules.Settings.On(Today, Passwords.Key) is { } chosen ? Words.Parse<PasswordProfile>(chosen)
        : store.Stamp.Kind == DatabaseKind.Real ? PasswordProfile.Dengbao : PasswordProfile.Asvs;

    /// <summary>Sets a password anew; sessions under the old one end.</summary>
    public Task<Result> ResetPassword(Actor by, Person person, string? password) => store.Act(
        new Intent(by, (_, act) => Posts.ResetPassword(person.Id, Typed(person, password), act)) { Beside = _ => [RowOf(person, password!, mustChange: true)] });

    /// <summary>Ends a post; the account is closed at once.</summary>
    /// <param name="held">How many open matters the person holds.</param>
    public Task<Result> EndPost(Actor by, Person person, string? reason, int held) => store.Act(
        new Intent(by, (_, act) => Posts.End(person.Id, reason, held, act)) { Beside = _ => [RowOfEnded(person)] });

    /// <summary>The holder sets another password; every other sign-in ends.</summary>
    public async Task<Result> ChangePassword(Actor by, string? current, string? next, string? again)
    {
        var person = (await Find(by.Id))!;
        var isRight = current is { Length: <= Passwords.Longest } && await Check(person.Login, current) is not null;
        return await store.Act(new Intent(by, (_, act) => Posts.ChangePassword(Typed(person, next), again, isRight, isRight && current == next, act))
        {
            Beside = _ => [RowOf(person, next!, mustChange: false)],
        });
    }

    /// <summary>Whether the password was set too long ago and has to be changed before anything else, by the office's rule.</summary>
    public async Task<bool> IsWorn(Person person)
    {
        await using var connection = store.Database.OpenToRead();
        var set = await connection.ExecuteScalarAsync<long?>(
            $"SELECT max(recorded_at) FROM events WHERE stream = @stream AND {store.Database.Among("name", "@types")}",
            new { stream = StreamId.Furniture("person:" + person.Id).Value, types = PasswordEvents });
        return set is { } at && Passwords.IsWorn(Profile, DateTimeOffset.FromUnixTimeMilliseconds(at), store.Clock.GetUtcNow());
    }

    /// <summary>The holder signs in with a password that is worn: nothing else opens before it was changed.</summary>
    public Task DemandChange(Person person) => store.Write(batch => batch.Connection.Execute(
        "UPDATE people SET must_change = 1 WHERE id = @id", new { id = person.Id }, batch.Transaction));

    private static readonly string[] PasswordEvents = [PasswordSet.Stored, PasswordChanged.Stored, FirstPasswordIssued.Stored];

    private TypedPassword Typed(Person person, string? password) =>
        new(password, Profile, [person.Login, person.Name, person.UnitName, store.Stamp.District]);

    /// <summary>One-time passwords for a printed sheet, in the order of the people. They are shown once and kept nowhere.</summary>
    public async Task<(Result Result, IReadOnlyList<string> Passwords)> IssueFirst(Actor by, IReadOnlyList<Person> people)
    {
        var passwords = people.Select(_ => NewPassword()).ToList();
        // The writer does not wait for it.
        var rows = new Row[people.Count];
        await Parallel.ForAsync(0, rows.Length, (i, _) =>
        {
            rows[i] = Written(people[i], PasswordDigests.OfMade(passwords[i]), ended: false, mustChange: true, FirstFrom(store));
            return ValueTask.CompletedTask;
        });
        var result = await store.Act(new Intent(by, (_, act) => Posts.IssueFirst([.. people.Select(p => p.Id)], act)) { Beside = _ => rows });
        return (result, passwords);
    }

    /// <summary>A password as it is printed: letters and digits that nobody takes for one another.</summary>
    public static string NewPassword() =>
        string.Join('-', Enumerable.Range(0, 4).Select(_ => RandomNumberGenerator.GetString("abcdefghijkmnpqrstuvwxyz23456789", 5)));

    /// <summary>Everybody there ever was: accounts are never used again.</summary>
    public async Task<IReadOnlyList<Person>> Ever()
    {
        await using var connection = store.Database.OpenToRead();
        return (await connection.QueryAsync<Person>($"{Select} ORDER BY p.id")).Select(WithDuty).ToList();
    }

    /// <summary>The row of an account that was opened: nobody can sign in before a password was issued.</summary>
    public static Row RowOfNew(Account account) => Written(new Person
    {
        Id = account.Id,
        Login = account.Login,
        Name = account.Name,
        Role = Words.Of(account.Role),
        Unit = account.Unit,
    }, "", ended: false, mustChange: true, firstUntil: null);

    /// <summary>The row of an account whose name, post or unit is another now.</summary>
    public static Row RowOfChanged(Person person, Account account) => Written(new Person
    {
        Id = person.Id,
        Login = person.Login,
        Name = account.Name,
        Role = Words.Of(account.Role),
        Unit = account.Unit,
    }, person.Password, ended: false, person.MustChange, person.FirstUntil);

    public static Row RowOfEnded(Person person) => Written(person, person.Password, ended: true, person.MustChange, person.FirstUntil);

    /// <summary>The row of an account all of whose sign-ins end.</summary>
    public static Row RowOfSignedOut(Person person) => Written(person, person.Password, ended: false, person.MustChange, person.FirstUntil);

    private Row RowOf(Person p, string password, bool mustChange) =>
        Written(p, digests.Of(password), ended: false, mustChange, mustChange ? FirstFrom(store) : null);

    // A new stamp each time: what was signed in under the old one is not any more.
    private static Row Written(Person p, string hash, bool ended, bool mustChange, string? firstUntil) => new(Table, [
        p.Id, p.Login, p.Name, p.Role, p.Unit, hash, NewStamp(), 0L, 0L, ended ? 1L : 0L, mustChange ? 1L : 0L, firstUntil,
    ]);

    private DateOnly Today => Shanghai.DateOf(store.Clock.GetUtcNow());

    private static string FirstFrom(CaseStore store) => Passwords.LastOfFirst(Shanghai.DateOf(store.Clock.GetUtcNow()))
        .ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Posts that need the second factor in a real database where the office chose nothing else (decisions 18 and 31).</summary>
    public static bool NeedsFactorByDefault(DatabaseKind kind, Role role) =>
        kind == DatabaseKind.Real && (role == Core.Role.DisciplineLiaison || Posts.Administrators.Contains(role));

    private Person WithDuty(Person person)
    {
        var needed = person.FactorChosen is { } chosen
            ? chosen == 1
            : NeedsFactorByDefault(store.Stamp.Kind, Words.Parse<Role>(person.Role));
        person.Duty = person.MustChange ? FirstDuty.Password : needed && !person.HasSecond ? FirstDuty.SecondFactor : null;
        return person;
    }

    private static string NewStamp() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    private async Task<Person?> Single(string sql, object parameters)
    {
        await using var connection = store.Database.OpenToRead();
        return (await connection.QueryAsync<Person>(sql, parameters)).Select(WithDuty).SingleOrDefault();
    }
}
