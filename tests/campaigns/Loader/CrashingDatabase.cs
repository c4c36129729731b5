using System.Data.Common;
using System.Diagnostics;
using Xinqiao.Core.Matters;
using Xinqiao.Web.Storage;

namespace Xinqiao.Loader;

/// <summary>Where a program may die.</summary>
internal static class CrashPoint
{
    public const string AfterInsert = "after-insert", BeforeCommit = "before-commit", AfterCommit = "after-commit",
        BeforePublish = "before-publish", MidExport = "mid-export";

    public static readonly string[] All = [AfterInsert, BeforeCommit, AfterCommit, BeforePublish, MidExport];

    /// <summary>Signal 9: nothing is flushed, closed or told to anybody.</summary>
    public static void Die()
    {
        Process.GetCurrentProcess().Kill();
        Thread.Sleep(Timeout.Infinite);
    }
}

/// <summary>An engine that kills its own program at a named point of one of its batches.</summary>
/// <param name="batches">How many batches pass before.</param>
internal sealed class CrashingDatabase(IDatabase inner, string point, int batches) : IDatabase
{
    private int left = batches;

    public string Engine => inner.Engine;
    public void Prepare() => inner.Prepare();
    public DbConnection OpenToRead() => inner.OpenToRead();
    public DbConnection OpenFor(Viewer viewer) => inner.OpenFor(viewer);
    public string Among(string column, string parameter) => inner.Among(column, parameter);
    public string HasWords(string parameter) => inner.HasWords(parameter);
    public string Words(string parameter) => inner.Words(parameter);
    public string ForgetWords => inner.ForgetWords;
    public IBatch BeginBatch() => new Batch(this, inner.BeginBatch());
    public bool WipeErased() => inner.WipeErased();
    public string? Explain(Exception exception) => inner.Explain(exception);
    public void Dispose() => inner.Dispose();

    private void Reached(string at)
    {
        if (at == point && left <= 0) CrashPoint.Die();
    }

    private sealed class Batch(CrashingDatabase database, IBatch inner) : IBatch
    {
        public DbConnection Connection => inner.Connection;
        public DbTransaction Transaction => inner.Transaction;
        public Head Head => inner.Head;
        public void MakeEmptyCopy(Table table) => inner.MakeEmptyCopy(table);
        public void SwapIn(Table table) => inner.SwapIn(table);
        public void Dispose() => inner.Dispose();

        // SQLite writes a row when it is put, PostgreSQL all of them at the flush: between the events and the head, or after all.
        public void Put(Table table, IReadOnlyList<object?[]> rows)
        {
            inner.Put(table, rows);
            if (table == Tables.Events && inner.Connection is Microsoft.Data.Sqlite.SqliteConnection) database.Reached(CrashPoint.AfterInsert);
        }

        public void Flush()
        {
            inner.Flush();
            database.Reached(CrashPoint.AfterInsert);
        }

        public void Commit()
        {
            database.Reached(CrashPoint.BeforeCommit);
            inner.Commit();
            database.Reached(CrashPoint.AfterCommit);
            database.left--;
        }
    }
}
