using System.Security.Cryptography;
using System.Text;
using Dapper;
using Xinqiao.Core;
using Xinqiao.Core.Attachments;
using Xinqiao.Encryption;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Attachments;

/// <summary>Pages from the scanner of which nobody has said yet where they belong.</summary>
/// <param name="Id">A keyed digest of the page.</param>
public sealed record UnsortedScan(string Id, string Name, FileType Type, DateTimeOffset TakenAt);

/// <summary>
/// What the office's scanner brought without a number. It lies sealed until an officer says which petition it belongs to; the same page
/// is here once, however often it is scanned or the program starts anew.
/// </summary>
public sealed class UnsortedScans(CaseStore store)
{
    private static readonly Table Table = new(
        "unsorted_scans", "id", "id taken_at:i type sealed_title:b sealed:b", OnConflict.Replace);

    private readonly byte[] key = store.Keys.KeyFor("unsorted scans");

    public async Task Keep(CheckedFile file)
    {
        var id = Convert.ToHexStringLower(HMACSHA256.HashData(key, file.Bytes))[..32];
        object?[] row =
        [
            id, store.Clock.GetUtcNow().ToUnixTimeMilliseconds(), Words.Of(file.Type),
            Envelope.Seal(key, Encoding.UTF8.GetBytes(file.Name), Place(id, "title")), Envelope.Seal(key, file.Bytes, Place(id, "file")),
        ];
        await store.Write(batch =>
        {
            batch.Put(Table, [row]);
            batch.Flush();
            return true;
        });
    }

    /// <summary>The oldest first.</summary>
    public async Task<IReadOnlyList<UnsortedScan>> List()
    {
        await using var connection = store.Database.OpenToRead();
        return [.. (await connection.QueryAsync<(string Id, long At, string Type, byte[] Title)>(
            "SELECT id, taken_at, type, sealed_title FROM unsorted_scans ORDER BY taken_at, id LIMIT 100"))
            .Select(r => new UnsortedScan(
                r.Id, Encoding.UTF8.GetString(Envelope.Open(key, r.Title, Place(r.Id, "title"))), Words.Parse<FileType>(r.Type),
                DateTimeOffset.FromUnixTimeMilliseconds(r.At)))];
    }

    public async Task<UnsortedScan?> Find(string? id) => (await List()).FirstOrDefault(s => s.Id == id);

    public async Task<byte[]?> Open(string id)
    {
        await using var connection = store.Database.OpenToRead();
        return await connection.ExecuteScalarAsync<byte[]?>("SELECT sealed FROM unsorted_scans WHERE id = @id", new { id }) is { } page
            ? Envelope.Open(key, page, Place(id, "file"))
            : null;
    }

    /// <summary>It lies with its petition now, or belongs to none and the log says why.</summary>
    public Task Sorted(string id) =>
        store.Write(batch => batch.Connection.Execute("DELETE FROM unsorted_scans WHERE id = @id", new { id }, batch.Transaction));

    private static string Place(string id, string part) => $"unsorted_scans|{id}|{part}";
}
