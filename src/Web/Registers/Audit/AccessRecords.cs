using Dapper;
using Xinqiao.Core;
using Xinqiao.Core.Furniture;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Identity;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Registers.Audit;

/// <summary>One record of access, as the page tells it.</summary>
public sealed record ToldAccess(long Position, DateTimeOffset At, string Who, Phrase Post, Phrase What, bool IsRefusal);

/// <summary>登录和访问记录, read from the log: staff's sign-ins, locked accounts, pages that did not open to somebody, and acts that were not theirs.</summary>
public sealed class AccessRecords(CaseStore store, People people)
{
    private static readonly string[] Refusals = [AccountLocked.Stored, PasskeyCountFell.Stored, PageRefused.Stored, ActRefused.Stored];

    /// <summary>The newest first.</summary>
    /// <param name="before">Only earlier ones than at this position.</param>
    /// <param name="refusalsOnly">Locked accounts and pages that did not open.</param>
    public async Task<IReadOnlyList<ToldAccess>> Page(long? before, bool refusalsOnly, int limit)
    {
        await using var connection = store.Database.OpenToRead();
        var rows = await connection.QueryAsync<(long Position, string Event)>(
            $"""
            SELECT position, event FROM events WHERE stream >= 's:' AND stream < 's;' AND position < @before
              AND (@all = 1 OR {store.Database.Among("name", "@refusals")})
            ORDER BY position DESC LIMIT @limit
            """, new { before = before ?? long.MaxValue, all = refusalsOnly ? 0 : 1, refusals = Refusals, limit });
        var everybody = (await people.Ever()).ToDictionary(p => p.Id);
        return [.. rows.Select(r => StoredEvent.Read(r.Position, r.Event, texts: null)).Select(r => Tell(r, everybody))];
    }

    /// <summary>How many refusals there were since a day.</summary>
    public async Task<int> RefusalsSince(DateOnly day)
    {
        await using var connection = store.Database.OpenToRead();
        return await connection.ExecuteScalarAsync<int>(
            $"""
            SELECT count(*) FROM events WHERE stream >= 's:' AND stream < 's;' AND {store.Database.Among("name", "@refusals")} AND recorded_at >= @since
            """,
            new { refusals = Refusals, since = Shanghai.StartOf(day).ToUnixTimeMilliseconds() });
    }

    private static ToldAccess Tell(Recorded r, Dictionary<string, Person> everybody)
    {
        var account = ((AccessEvent)r.Event).Person;
        var person = everybody.GetValueOrDefault(account);
        Phrase what = r.Event switch
        {
            SignedIn { WrongBefore: > 0 } e => (Phrase)$"登录，此前连续输错{e.WrongBefore}次",
            SignedIn { Way: SignInWay.Passkey } => "登录（通行密钥）",
            SignedIn { Way: SignInWay.Provider, SecondFactor: true } => "登录（统一身份认证和动态口令）",
            SignedIn { Way: SignInWay.Provider } => "登录（统一身份认证）",
            SignedIn { SecondFactor: true } => "登录（密码和动态口令）",
            SignedIn => "登录",
            SignedOut => "退出",
            SignInFailed => "输错密码、动态口令或者通行密钥",
            AccountLocked e => (Phrase)$"连续输错，锁定{e.Minutes}分钟",
            PasskeyCountFell => "通行密钥的使用次数倒退，没有承认；它可能被复制过",
            ActRefused { Rule: "not-your-role" } => "办理被退回：不是本岗位的事",
            ActRefused { Rule: "not-your-unit" } => "办理被退回：不是本单位的事",
            ActRefused => "办理被退回：不能由本人决定的事",
            PageRefused e => (Phrase)$"打不开：{e.Page}",
            _ => r.Event.StoredName,
        };
        var post = person is null ? "" : Words.Label(Words.Parse<Role>(person.Role));
        return new ToldAccess(r.Position, r.RecordedAt, person?.Name ?? account, post, what, r.Event is AccountLocked or PasskeyCountFell or PageRefused or ActRefused);
    }
}
