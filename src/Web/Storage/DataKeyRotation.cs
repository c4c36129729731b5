using Dapper;
using Xinqiao.Core;
using Xinqiao.Core.Ledger;
using Xinqiao.Encryption;

namespace Xinqiao.Web.Storage;

/// <summary>How many data keys are wrapped by one key of the folder.</summary>
/// <param name="IsCurrent">New ones are wrapped by it.</param>
internal sealed record WrappedBy(Compartment Compartment, int Number, long DataKeys, bool IsCurrent);

/// <summary>What the next wrapping keys are.</summary>
/// <param name="Command">The program of a cipher machine, with its arguments; null for keys in files.</param>
internal sealed record NewWrapping(Cipher Cipher, IReadOnlyList<string>? Command = null)
{
    public static NewWrapping OfTheHouse { get; } = new(Cipher.Aes256Gcm);
}

/// <summary>
/// Change of the wrapping keys: a new one for each compartment, and every data key wrapped anew by it, a thousand a transaction, beside live
/// traffic. What was sealed under the data keys stays as it is. Cut off, it goes on where it was.
/// </summary>
internal static class DataKeyRotation
{
    private const int AtOnce = 1_000;

    /// <param name="progress">Told how many were wrapped anew.</param>
    public static async Task<long> Run(CaseStore store, NewWrapping next, Action<long> progress)
    {
        var done = 0L;
        foreach (var compartment in Words.All<Compartment>())
        {
            // Rows under an older key are the rest of a run that was cut off.
            if (!HasOlder(store, compartment)) store.Keys.AddWrapping(compartment, next.Cipher, next.Command);
            // What a program that runs beside it wrapped meanwhile by the old key is found by another look.
            while (HasOlder(store, compartment)) done = await Pass(store, compartment, done, progress);
        }

        return done;
    }

    private static async Task<long> Pass(CaseStore store, Compartment compartment, long done, Action<long> progress)
    {
        for (var after = ""; ;)
        {
            var (last, wrapped) = await store.Write(batch => Chunk(store, batch, compartment, after));
            done += wrapped;
            progress(done);
            if (last is null) return done;
            after = last;
        }
    }

    private static (string? Last, int Wrapped) Chunk(CaseStore store, IBatch batch, Compartment compartment, string after)
    {
        var (table, current, wrapped) = (compartment.Table(), store.Keys.Current(compartment), 0);
        var rows = batch.Connection.Query<(string Stream, long Kek, byte[] Wrapped)>(
            $"SELECT stream, kek, wrapped FROM {table} WHERE stream > @after ORDER BY stream LIMIT @AtOnce", new { after, AtOnce }, batch.Transaction).AsList();
        foreach (var (stream, kek, old) in rows.Where(r => r.Kek != current))
        {
            var row = store.Vault.Wrap(compartment, stream, store.Vault.Unwrap(compartment, stream, kek, old)).Values;
            wrapped += batch.Connection.Execute(
                $"UPDATE {table} SET kek = @kek, wrapped = @anew WHERE stream = @stream", new { stream, kek = row[1], anew = row[2] }, batch.Transaction);
        }

        return (rows.Count < AtOnce ? null : rows[^1].Stream, wrapped);
    }

    /// <summary>What each key of the folder, and each that a row names, is needed for.</summary>
    public static IReadOnlyList<WrappedBy> Status(CaseStore store)
    {
        using var connection = store.Database.OpenToRead();
        var all = new List<WrappedBy>();
        foreach (var compartment in Words.All<Compartment>())
        {
            var rows = connection.Query<(long Kek, long Rows)>($"SELECT kek, count(*) FROM {compartment.Table()} GROUP BY kek")
                .ToDictionary(r => (int)r.Kek, r => r.Rows);
            all.AddRange(store.Keys.Numbers(compartment).Union(rows.Keys).Order().Select(
                n => new WrappedBy(compartment, n, rows.GetValueOrDefault(n), n == store.Keys.Current(compartment))));
        }

        return all;
    }

    private static bool HasOlder(CaseStore store, Compartment compartment)
    {
        if (store.Keys.Current(compartment) is not { } current) return false;
        using var connection = store.Database.OpenToRead();
        return connection.ExecuteScalar<long>(
            $"SELECT count(*) FROM (SELECT stream FROM {compartment.Table()} WHERE kek <> @current LIMIT 1) k", new { current }) > 0;
    }
}
