using System.Security.Cryptography;
using Dapper;
using Microsoft.AspNetCore.Identity;
using Xinqiao.Core;
using Xinqiao.Core.Furniture;
using Xinqiao.Core.Matters;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Identity;

/// <summary>An account with its post, as it is now.</summary>
public sealed class Person
{
    public string Id { get; init; } = "";
    public string Login { get; init; } = "";
    public string Name { get; init; } = "";
    public string Role { get; init; } = "";
    public string Unit { get; init; } = "";
    public string UnitName { get; init; } = "";
    public string Password { get; init; } = "";
    public string Stamp { get; init; } = "";
    public long Failures { get; init; }
    public long LockedUntil { get; init; }
    public bool Ended { get; init; }

    public Staff ToStaff() => new(Id, Name, Words.Parse<Role>(Role), Unit, UnitName);
}

/// <summary>Accounts and posts of the office's people. Passwords are hashed by ASP.NET Core Identity (PBKDF2).</summary>
public sealed class People(CaseStore store)
{
    /// <summary>Wrong passwords in a row before an account is locked, and for how many minutes.</summary>
    public const int FailuresAllowed = 5, LockMinutes = 30;

    private static readonly Table Table = new(
        "people", "id", "id login name role unit password stamp failures:i locked_until:i ended:i", OnConflict.Replace);

    private static readonly PasswordHasher<Person> Hasher = new();

    // Verified where there is no such login, so that an unknown name takes as long as a wrong password.
    private static readonly string Nobody = Hasher.HashPassword(new Person(), "nobody has this password");

    private const string Select =
        """
        SELECT p.id, p.login, p.name, p.role, p.unit, u.name AS unitName, p.password, p.stamp, p.failures,
          p.locked_until AS lockedUntil, p.ended
        FROM people p JOIN units u ON u.code = p.unit
        """;

    public async Task<Person?> Find(string id) => await Single($"{Select} WHERE p.id = @id AND p.ended = 0", new { id });

    public async Task<Person?> FindLogin(string login) =>
        await Single($"{Select} WHERE p.login = @login AND p.ended = 0", new { login });

    public async Task<IReadOnlyList<Person>> All()
    {
        await using var connection = store.Database.OpenToRead();
        return (await connection.QueryAsync<Person>($"{Select} WHERE p.ended = 0 ORDER BY p.id")).AsList();
    }

    /// <summary>The person whose password this is; null for a wrong name, a wrong password, or a locked account, alike.</summary>
    public async Task<Person?> Check(string login, string password)
    {
        var person = await FindLogin(login.Trim());
        var matches = Hasher.VerifyHashedPassword(person ?? new Person(), person?.Password ?? Nobody, password)
                      != PasswordVerificationResult.Failed;
        if (person is null) return null;
        var now = store.Clock.GetUtcNow();
        if (now.ToUnixTimeMilliseconds() < person.LockedUntil) return null;
        if (matches && person.Failures == 0) return person;
        var failures = matches ? 0 : person.Failures + 1;
        var lockedUntil = failures >= FailuresAllowed ? now.AddMinutes(LockMinutes).ToUnixTimeMilliseconds() : 0;
        await store.Write(batch => batch.Connection.Execute(
            "UPDATE people SET failures = @failures, locked_until = @lockedUntil WHERE id = @id",
            new { failures = lockedUntil > 0 ? 0 : failures, lockedUntil, id = person.Id }, batch.Transaction));
        return matches ? person : null;
    }

    /// <summary>Appoints somebody to a post and opens the account. The name is private text in the log.</summary>
    public static Task<Result> Appoint(
        CaseStore store, Actor by, string id, string login, string name, Role role, string unit, string password,
        DateTimeOffset? at = null)
    {
        var row = RowOf(new Person { Id = id, Login = login, Name = name, Role = Words.Of(role), Unit = unit }, password);
        return store.Act(new Intent(by, (_, _) => Decision.Accept(new PersonAppointed(id, role, unit, name), new PasswordSet(id)))
        {
            At = at,
            Beside = _ => [row],
        });
    }

    /// <summary>Appoints somebody whom an administrator chose, where the rules on posts allow it.</summary>
    public async Task<Result> Appoint(Actor by, Appointment command, IReadOnlyList<Unit> units)
    {
        var taken = command.Login is { Length: <= 100 } login && await IsLoginTaken(login);
        return await store.Act(new Intent(by, (_, act) => Posts.Appoint(command, units, taken, act))
        {
            Beside = _ =>
            [
                RowOf(new Person
                {
                    Id = command.Person, Login = command.Login!, Name = command.Name!.Trim(), Role = Words.Of(command.Role!.Value),
                    Unit = command.Unit!,
                }, command.Password!),
            ],
        });
    }

    /// <summary>Sets a password anew; sessions under the old one end.</summary>
    public Task<Result> ResetPassword(Actor by, Person person, string? password) => store.Act(
        new Intent(by, (_, act) => Posts.ResetPassword(person.Id, password, act)) { Beside = _ => [RowOf(person, password!)] });

    /// <summary>Ends a post; the account is closed at once.</summary>
    public Task<Result> EndPost(Actor by, Person person, string? reason) => store.Act(
        new Intent(by, (_, act) => Posts.End(person.Id, reason, act))
        {
            Beside = _ => [new Row(Table, [
                person.Id, person.Login, person.Name, person.Role, person.Unit, person.Password, NewStamp(), 0L, 0L, 1L,
            ])],
        });

    private async Task<bool> IsLoginTaken(string login)
    {
        await using var connection = store.Database.OpenToRead();
        return await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM people WHERE login = @login", new { login }) > 0;
    }

    private static Row RowOf(Person p, string password) => new(Table, [
        p.Id, p.Login, p.Name, p.Role, p.Unit, Hasher.HashPassword(p, password), NewStamp(), 0L, 0L, 0L,
    ]);

    private static string NewStamp() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    private async Task<Person?> Single(string sql, object parameters)
    {
        await using var connection = store.Database.OpenToRead();
        return (await connection.QueryAsync<Person>(sql, parameters)).SingleOrDefault();
    }
}
