using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Dapper;
using Xinqiao.Encryption;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Petitions.Citizen;

/// <summary>A draft that the browser's cookie opened.</summary>
/// <param name="Until">The last moment it can be opened.</param>
public sealed record Draft(IReadOnlyDictionary<string, string> Values, DateTimeOffset Until);

/// <summary>
/// Petitions begun and not sent. A draft is no petition: it has no event and no number, and no term runs. It is sealed with a key
/// that only the browser's cookie holds; whoever has the database and every key of the office cannot read it, and cannot tell whose it is.
/// </summary>
public sealed class Drafts(CaseStore store)
{
    /// <summary>Days that a draft is kept after it was saved last.</summary>
    public const int Days = 7;

    private const string CookieName = "xinqiao-draft";
    private const int SecretLength = 32;

    private static readonly Table Table = new("drafts", "id", "id sealed:b expires_at:i", OnConflict.Replace);

    /// <summary>Keeps what was typed, in the place of this browser's draft before.</summary>
    /// <returns>Until when.</returns>
    public async Task<DateTimeOffset> Keep(HttpContext context, IReadOnlyDictionary<string, string> values)
    {
        var secret = SecretOf(context) ?? RandomNumberGenerator.GetBytes(SecretLength);
        var until = store.Clock.GetUtcNow().AddDays(Days);
        var row = new Row(Table, [IdOf(secret), Seal(secret, values), until.ToUnixTimeMilliseconds()]);
        await store.Write(batch =>
        {
            batch.Put(row.Table, [row.Values]);
            batch.Flush();
            return true;
        });
        context.Response.Cookies.Append(CookieName, Convert.ToHexStringLower(secret), CookieOf(context, TimeSpan.FromDays(Days)));
        return until;
    }

    /// <summary>This browser's draft; null where it has none, or it is gone.</summary>
    public async Task<Draft?> Open(HttpContext context)
    {
        if (SecretOf(context) is not { } secret) return null;
        await using var connection = store.Database.OpenToRead();
        var (sealedValues, expires) = await connection.QuerySingleOrDefaultAsync<(byte[]?, long)>(
            "SELECT sealed, expires_at FROM drafts WHERE id = @id AND expires_at > @now",
            new { id = IdOf(secret), now = store.Clock.GetUtcNow().ToUnixTimeMilliseconds() });
        return sealedValues is null ? null : new Draft(Unseal(secret, sealedValues), DateTimeOffset.FromUnixTimeMilliseconds(expires));
    }

    /// <summary>Forgets this browser's draft: it was sent, or is not wanted any more.</summary>
    public async Task Discard(HttpContext context)
    {
        if (SecretOf(context) is not { } secret) return;
        await store.Write(batch => batch.Connection.Execute("DELETE FROM drafts WHERE id = @id", new { id = IdOf(secret) }, batch.Transaction));
        context.Response.Cookies.Delete(CookieName, CookieOf(context, null));
    }

    /// <summary>Deletes what is over.</summary>
    /// <returns>How many there were.</returns>
    public Task<int> Sweep()
    {
        var now = store.Clock.GetUtcNow().ToUnixTimeMilliseconds();
        return store.Write(batch => batch.Connection.Execute("DELETE FROM drafts WHERE expires_at <= @now", new { now }, batch.Transaction));
    }

    private static CookieOptions CookieOf(HttpContext context, TimeSpan? age) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = context.Request.IsHttps,
        Path = "/petition",
        MaxAge = age,
    };

    // A cookie that is none of ours opens nothing.
    private static byte[]? SecretOf(HttpContext context) =>
        context.Request.Cookies[CookieName] is { Length: 2 * SecretLength } text && text.All(char.IsAsciiHexDigitLower)
            ? Convert.FromHexString(text)
            : null;

    private static string IdOf(byte[] secret) => Convert.ToHexStringLower(Derive(secret, "id"));

    private static byte[] Derive(byte[] secret, string use) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, SecretLength, info: Encoding.UTF8.GetBytes("xinqiao draft " + use));

    private static byte[] Seal(byte[] secret, IReadOnlyDictionary<string, string> values) =>
        Envelope.Seal(Derive(secret, "key"), JsonSerializer.SerializeToUtf8Bytes(values), PlaceOf(secret));

    private static Dictionary<string, string> Unseal(byte[] secret, byte[] whole) =>
        JsonSerializer.Deserialize<Dictionary<string, string>>(Envelope.Open(Derive(secret, "key"), whole, PlaceOf(secret)))!;

    private static string PlaceOf(byte[] secret) => "drafts|" + IdOf(secret);
}
