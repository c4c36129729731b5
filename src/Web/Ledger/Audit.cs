using System.Data;
using System.Data.Common;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using Xinqiao.Core;
using Xinqiao.Core.Ledger;
using Xinqiao.Core.Verification;
using Xinqiao.Encryption;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Ledger;

/// <summary>Checks this office's own database, with its keys: <see cref="DatabaseAudit"/> on one moment of it.</summary>
internal static class Audit
{
    /// <param name="progress">Told how many events were checked so far.</param>
    public static AuditResult Of(CaseStore store, Action<long> progress)
    {
        using var connection = store.Database.OpenToRead();
        // One moment for everything, while the site goes on writing.
        using var snapshot = connection is SqliteConnection sqlite
            ? sqlite.BeginTransaction(deferred: true)
            : connection.BeginTransaction(IsolationLevel.RepeatableRead);
        return Of(store, connection, snapshot, progress);
    }

    /// <summary>As one transaction sees it.</summary>
    internal static AuditResult Of(CaseStore store, DbConnection connection, DbTransaction snapshot, Action<long> progress) =>
        DatabaseAudit.Of(Of(store, connection, snapshot), progress);

    /// <summary>The rows that follow from the log, as one transaction sees it.</summary>
    internal static IReadOnlyList<FollowingTable> Following(CaseStore store, DbConnection connection, DbTransaction snapshot) =>
        DatabaseAudit.Following(Of(store, connection, snapshot));

    private static AuditedDatabase Of(CaseStore store, DbConnection connection, DbTransaction snapshot) => new(
        (table, range) => Rows(connection, snapshot, table, range), store.LogKey.Origin, store.LogKey.InForce, LogKey.Verify)
    {
        Policy = PublishedPolicy.Of(store),
        Texts = new TextOpener((compartment, stream, kek, wrapped) => Unwrap(store, compartment, stream, kek, wrapped), Envelope.OpenField, Envelope.Open)
        {
            HasIdentityKeys = store.Vault.Splits,
        },
        Brought = store.Brought,
    };

    // A key's number that was changed names no key; to the audit that is the same as a key that does not fit.
    private static byte[] Unwrap(CaseStore store, Compartment compartment, string stream, long kek, byte[] wrapped)
    {
        try
        {
            return store.Vault.Unwrap(compartment, stream, kek, wrapped);
        }
        catch (DatabaseUnusableException e)
        {
            throw new CryptographicException(e.Message, e);
        }
    }

    private static IEnumerable<object?[]> Rows(DbConnection connection, DbTransaction snapshot, TableShape table, KeyRange range)
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
}
