using System.Security.Cryptography;
using Dapper;
using Xinqiao.Core;
using Xinqiao.Core.Furniture;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Identity;

/// <summary>A sign-in that holds: since when, and with which kind of browser. Nothing else of it is kept.</summary>
public sealed class SignIn
{
    public string Id { get; init; } = "";
    public long BegunAt { get; init; }
    public string Browser { get; init; } = "";

    public DateTimeOffset Begun => DateTimeOffset.FromUnixTimeMilliseconds(BegunAt);
}

/// <summary>
/// Sign-ins of staff, so that one can be ended from elsewhere. After half an hour without a page a browser is signed out by its cookie,
/// and after half a day in any case.
/// </summary>
public sealed class SignIns(CaseStore store)
{
    public const int LongestHours = 12;

    private static readonly Table Table = new("sessions", "id", "id account begun_at:i browser ended:i proven_at:i", OnConflict.Replace);

    private long Oldest => store.Clock.GetUtcNow().AddHours(-LongestHours).ToUnixTimeMilliseconds();

    /// <param name="wrongBefore">Wrong passwords, codes and passkeys in a row before it.</param>
    public async Task<string> Begin(Person person, SignInWay way, string? userAgent, int wrongBefore)
    {
        var hadTwo = way == SignInWay.Passkey || person.HasFactor;
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var (now, oldest) = (store.Clock.GetUtcNow().ToUnixTimeMilliseconds(), Oldest);
        await store.Write(batch => batch.Connection.Execute(
            "DELETE FROM sessions WHERE account = @id AND begun_at < @oldest", new { id = person.Id, oldest }, batch.Transaction));
        await store.Act(new Intent(person.ToStaff().Actor, (_, _) => Decision.Accept(new SignedIn(person.Id, wrongBefore, hadTwo, way)))
        {
            Beside = _ => [new Row(Table, [id, person.Id, now, BrowserKind.Of(userAgent), 0L, now])],
        });
        return id;
    }

    public async Task<bool> IsOpen(string id, string person)
    {
        await using var connection = store.Database.OpenToRead();
        return await connection.ExecuteScalarAsync<long>(
            "SELECT count(*) FROM sessions WHERE id = @id AND account = @person AND ended = 0 AND begun_at >= @oldest",
            new { id, person, oldest = Oldest }) > 0;
    }

    /// <summary>The newest first.</summary>
    public async Task<IReadOnlyList<SignIn>> Of(string person)
    {
        await using var connection = store.Database.OpenToRead();
        return (await connection.QueryAsync<SignIn>(
            """
            SELECT id, begun_at AS begunAt, browser FROM sessions
            WHERE account = @person AND ended = 0 AND begun_at >= @oldest ORDER BY begun_at DESC, id
            """, new { person, oldest = Oldest })).AsList();
    }

    /// <summary>Its holder leaves this browser: whoever kept its cookie finds nothing open behind it.</summary>
    public async Task Leave(Actor by, string id)
    {
        var left = await store.Write(batch => batch.Connection.Execute(
            "UPDATE sessions SET ended = 1 WHERE id = @id AND ended = 0", new { id }, batch.Transaction));
        if (left == 1) await store.Act(new Intent(by, (_, _) => Decision.Accept(new SignedOut(by.Id))));
    }

    /// <summary>Ends some sign-ins of an account, by its holder or by an administrator.</summary>
    public Task<Result> End(Actor by, string person, IReadOnlyList<SignIn> ended) => store.Act(
        new Intent(by, (_, act) => Posts.EndSessions(person, ended.Count, act))
        {
            Beside = _ => ended.Select(s => new Row(Table, [s.Id, person, s.BegunAt, s.Browser, 1L, 0L])),
        });
}

/// <summary>Which kind of browser somebody has, as far as a person would say it: 谷歌浏览器（Windows）.</summary>
public static class BrowserKind
{
    private static readonly (string Mark, string Name)[] Browsers =
    [
        ("Edg", "Edge浏览器"), ("QIHU", "360浏览器"), ("360SE", "360浏览器"), ("MicroMessenger", "微信"), ("Firefox", "火狐浏览器"),
        ("Chrome", "谷歌内核浏览器"), ("Safari", "Safari浏览器"),
    ];

    private static readonly (string Mark, string Name)[] Systems =
    [
        ("Windows", "Windows"), ("Android", "安卓"), ("iPhone", "苹果手机"), ("iPad", "苹果平板"), ("Mac OS", "苹果电脑"),
        ("UOS", "统信"), ("Kylin", "麒麟"), ("Linux", "Linux"),
    ];

    public static string Of(string? userAgent) => $"{Name(Browsers, userAgent, "其他浏览器")}（{Name(Systems, userAgent, "其他系统")}）";

    private static string Name((string Mark, string Name)[] known, string? userAgent, string otherwise) =>
        known.FirstOrDefault(k => userAgent?.Contains(k.Mark, StringComparison.Ordinal) is true).Name ?? otherwise;
}
