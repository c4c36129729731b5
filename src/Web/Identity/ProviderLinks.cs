using System.Security.Cryptography;
using System.Text;
using Dapper;
using Xinqiao.Core.Furniture;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Identity;

/// <summary>
/// Which identity at the provider is which account. Of the identity a keyed digest is kept: whoever has the database alone cannot tell who it is
/// there. One identity is one account.
/// </summary>
public sealed class ProviderLinks(CaseStore store, SignIns signIns, People people)
{
    private static readonly Table Table = new("provider_links", "link", "link account linked_at:i", OnConflict.Replace);

    /// <summary>Whose identity it is; null where nobody linked it.</summary>
    public async Task<Person?> Find(SignInProvider provider, string subject)
    {
        await using var connection = store.Database.OpenToRead();
        return await connection.ExecuteScalarAsync<string?>(
            "SELECT account FROM provider_links WHERE link = @link AND linked_at > 0", new { link = Identity(provider, subject) }) is { } account
            ? await people.Find(account)
            : null;
    }

    /// <summary>Since when an account is linked; null where it is not.</summary>
    public async Task<DateTimeOffset?> Since(string account)
    {
        await using var connection = store.Database.OpenToRead();
        return await connection.ExecuteScalarAsync<long?>("SELECT max(linked_at) FROM provider_links WHERE account = @account AND linked_at > 0", new { account }) is { } at
            ? DateTimeOffset.FromUnixTimeMilliseconds(at)
            : null;
    }

    /// <summary>Links the account whose holder asked for it in a sign-in that still holds.</summary>
    /// <returns>Null where that sign-in is over.</returns>
    public async Task<Result?> Link(SignInProvider provider, Confirmed confirmed)
    {
        if (confirmed is not { LinkOf: { } account, Session: { } session } || !await signIns.IsOpen(session, account)
            || await people.Find(account) is not { } person) return null;
        return await Link(person, Identity(provider, confirmed.Subject));
    }

    internal async Task<Result> Link(Person person, string identity)
    {
        var hasOne = await Since(person.Id) is not null;
        var isTaken = !hasOne && !await Claim(person.Id, identity);
        return await store.Act(new Intent(person.ToStaff().Actor, (_, act) => ProviderLink.Link(person.Id, hasOne, isTaken, act))
        {
            Beside = events => [new Row(Table, [identity, person.Id, events[0].RecordedAt.ToUnixTimeMilliseconds()])],
        });
    }

    // Two who come with one identity in the same moment: the first one has it. It counts for nothing before the act is recorded.
    private async Task<bool> Claim(string account, string identity) => await store.Write(batch => batch.Connection.Execute(
        """
        INSERT INTO provider_links (link, account, linked_at) VALUES (@identity, @account, 0)
        ON CONFLICT (link) DO UPDATE SET account = excluded.account WHERE provider_links.account IN ('', excluded.account)
        """, new { identity, account }, batch.Transaction)) == 1;

    public async Task<Result> Unlink(Staff staff)
    {
        await using var connection = store.Database.OpenToRead();
        var held = (await connection.QueryAsync<string>(
            "SELECT link FROM provider_links WHERE account = @account AND linked_at > 0", new { account = staff.Id })).AsList();
        return await store.Act(new Intent(staff.Actor, (_, act) => ProviderLink.Unlink(held.Count > 0, act))
        {
            Beside = _ => held.Select(identity => new Row(Table, [identity, "", 0L])),
        });
    }

    internal string Identity(SignInProvider provider, string subject) => Convert.ToHexStringLower(
        HMACSHA256.HashData(store.Keys.KeyFor("provider-links"), Encoding.UTF8.GetBytes($"{provider.Issuer}\n{subject}")));
}
