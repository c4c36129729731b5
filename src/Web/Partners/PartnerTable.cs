using System.Buffers.Text;
using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Xinqiao.Core;
using Xinqiao.Core.Partners;
using Xinqiao.Core.Petitions;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Partners;

/// <summary>The partners and their keys. A key is shown once; what is stored is its digest under a key outside the database.</summary>
public sealed class PartnerTable(CaseStore store)
{
    public static readonly Table Partners = new(
        "partners", "id", "id organ channel key_mac:b webhook webhook_since:i revoked:i position:i", OnConflict.Replace);

    private const string Prefix = "xinqiao_", Select =
        "SELECT id, organ, channel, webhook, webhook_since AS webhookSince, revoked, key_mac AS keyMac FROM partners";

    private const int SecretLength = 32, LongestKey = 200;

    private readonly byte[] under = store.Keys.KeyFor("partner-key");

    /// <summary>All there ever were, revoked ones too, in the order they came.</summary>
    public async Task<IReadOnlyList<Partner>> All()
    {
        await using var connection = store.Database.OpenToRead();
        return await All(connection);
    }

    internal static async Task<IReadOnlyList<Partner>> All(DbConnection connection) =>
        [.. (await connection.QueryAsync<Stored>($"{Select} ORDER BY position")).Select(s => s.ToPartner())];

    public async Task<Partner?> Find(string id) => (await Row(id))?.ToPartner();

    /// <summary>The partner whose key this is; null for a wrong or a revoked one, alike.</summary>
    public async Task<Partner?> Holder(string? key)
    {
        if (key is null || key.Length > LongestKey || !key.StartsWith(Prefix, StringComparison.Ordinal)) return null;
        if (key[Prefix.Length..].Split('_', 2) is not [var id, _] || await Row("t-" + id) is not { Revoked: 0 } row) return null;
        return CryptographicOperations.FixedTimeEquals(row.KeyMac, Digest(key)) ? row.ToPartner() : null;
    }

    /// <summary>Issues a first key; the answer holds it in clear, this once.</summary>
    public async Task<(Result Result, string Key, string Id)> Issue(Actor by, string? organ, Channel? channel)
    {
        var id = "t-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6));
        var (key, present) = (NewKey(id), await All());
        var result = await store.Act(new Intent(by, (_, act) => PartnerKeys.Issue(id, organ, channel, present, act))
        {
            Beside = events => [RowOf(null, Digest(key), events)],
        });
        return (result, key, id);
    }

    public async Task<(Result Result, string Key)> Renew(Actor by, Partner partner)
    {
        var key = NewKey(partner.Id);
        var result = await store.Act(new Intent(by, (_, act) => PartnerKeys.Renew(partner, act))
        {
            Beside = events => [RowOf(partner, Digest(key), events)],
        });
        return (result, key);
    }

    /// <summary>An act that leaves the key as it is.</summary>
    public async Task<Result> Act(Actor by, Partner partner, Func<Act, Decision> decide)
    {
        var mac = (await Row(partner.Id))!.KeyMac;
        return await store.Act(new Intent(by, (_, act) => decide(act)) { Beside = events => [RowOf(partner, mac, events)] });
    }

    /// <summary>
    /// What the partner's messages are signed with, in the form of Standard Webhooks. It is another one each time the address is set, and
    /// comes from the key folder, so that it stands in no database.
    /// </summary>
    public string SecretOf(Partner partner) =>
        "whsec_" + Convert.ToBase64String(store.Keys.KeyFor($"webhook\n{partner.Id}\n{partner.WebhookSince}"));

    private byte[] Digest(string key) => HMACSHA256.HashData(under, Encoding.UTF8.GetBytes(key));

    private static string NewKey(string id) =>
        $"{Prefix}{id["t-".Length..]}_{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretLength))}";

    private static Row RowOf(Partner? before, byte[] mac, IReadOnlyList<Recorded> events)
    {
        var partner = events.Aggregate(before, Partner.Apply)!;
        var values = PartnerRow.Values(partner, events[^1].Position).ToList();
        values.Insert(PartnerRow.Shape.Place("webhook"), mac);
        return new Row(Partners, [.. values]);
    }

    private async Task<Stored?> Row(string id)
    {
        await using var connection = store.Database.OpenToRead();
        return (await connection.QueryAsync<Stored>($"{Select} WHERE id = @id", new { id })).SingleOrDefault();
    }

    private sealed class Stored
    {
        public string Id { get; init; } = "";
        public string Organ { get; init; } = "";
        public string Channel { get; init; } = "";
        public string? Webhook { get; init; }
        public long WebhookSince { get; init; }
        public long Revoked { get; init; }
        public byte[] KeyMac { get; init; } = [];

        public Partner ToPartner() => new(Id, Organ, Words.Parse<Channel>(Channel), Webhook, WebhookSince, Revoked == 1);
    }
}
