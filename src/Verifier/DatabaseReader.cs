using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using Xinqiao.Core;
using Xinqiao.Core.Furniture;
using Xinqiao.Core.Ledger;
using Xinqiao.Core.Verification;

namespace Xinqiao.Verifier;

/// <summary>Reads one moment of a database, and never writes to it.</summary>
internal sealed class DatabaseReader : IDisposable
{
    private readonly DbConnection connection;
    private readonly DbTransaction snapshot;
    private List<(VerifierKey Key, long Until)>? retired;

    /// <param name="address">A connection string is PostgreSQL, a path is SQLite.</param>
    public DatabaseReader(string address)
    {
        if (address.Contains('=', StringComparison.Ordinal))
        {
            connection = new NpgsqlConnection(address);
            connection.Open();
            snapshot = connection.BeginTransaction(IsolationLevel.RepeatableRead);
            return;
        }

        if (!File.Exists(address)) throw new BadUseException($"没有数据库文件 {address}。 There is no such file.");
        var sqlite = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = address,
            Mode = SqliteOpenMode.ReadOnly,
            Pooling = false,
        }.ToString());
        connection = sqlite;
        connection.Open();
        snapshot = sqlite.BeginTransaction(deferred: true);
    }

    /// <summary>Keys that the log itself says are retired, and that may have signed the checkpoint of this size.</summary>
    public IEnumerable<VerifierKey> RetiredKeys(long size) => (retired ??= [.. Retired()]).Where(r => size <= r.Until).Select(r => r.Key);

    private IEnumerable<(VerifierKey Key, long Until)> Retired()
    {
        using var command = connection.CreateCommand();
        command.Transaction = snapshot;
        command.CommandText = $"SELECT position, event FROM events WHERE stream = '{LogKeyAdded.Keys}' AND name = '{LogKeyRetired.Stored}'";
        using var reader = command.ExecuteReader();
        while (reader.Read())
            if (Read(reader.GetInt64(0), reader.GetString(1)) is { } key) yield return (key, reader.GetInt64(0));
    }

    // One that cannot be read retires no key; the audit tells of it.
    private static VerifierKey? Read(long position, string text)
    {
        try
        {
            return StoredEvent.Read(position, text, texts: null).Event is LogKeyRetired retired ? VerifierKey.Parse(retired.Key) : null;
        }
        catch (Exception e) when (e is FormatException or InvalidDataException or InvalidCastException)
        {
            return null;
        }
    }

    /// <summary>The name under which the log goes on; null where it kept its first.</summary>
    public string? NewestOrigin()
    {
        using var command = connection.CreateCommand();
        command.Transaction = snapshot;
        command.CommandText = $"SELECT event FROM events WHERE stream = '{LogKeyAdded.Keys}' AND name = '{OriginBegun.Stored}' ORDER BY version DESC LIMIT 1";
        return command.ExecuteScalar() is string text ? (StoredEvent.Read(0, text, texts: null).Event as OriginBegun)?.Origin : null;
    }

    public IEnumerable<object?[]> Rows(TableShape table, KeyRange range)
    {
        using var command = connection.CreateCommand();
        command.Transaction = snapshot;
        command.CommandText = table.Select(range);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var row = new object?[reader.FieldCount];
            for (var i = 0; i < row.Length; i++) row[i] = reader.IsDBNull(i) ? null : reader.GetValue(i);
            yield return row;
        }
    }

    public void Dispose()
    {
        snapshot.Dispose();
        connection.Dispose();
    }
}
