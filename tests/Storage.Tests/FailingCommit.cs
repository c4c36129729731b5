using System.Data.Common;
using Xinqiao.Core.Matters;
using Xinqiao.Web.Storage;

namespace Xinqiao.Storage.Tests;

/// <summary>An engine whose commit can be made to end in an error, before or after it was durable: nobody can tell which.</summary>
internal sealed class FailingCommit(IDatabase inner) : IDatabase
{
    /// <summary>Null: commits are as ever. True: the batch is durable and the answer is lost. False: it is not durable.</summary>
    public bool? IsDurable { get; set; }

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

    private sealed class Batch(FailingCommit database, IBatch inner) : IBatch
    {
        public DbConnection Connection => inner.Connection;
        public DbTransaction Transaction => inner.Transaction;
        public Head Head => inner.Head;
        public void Put(Table table, IReadOnlyList<object?[]> rows) => inner.Put(table, rows);
        public void Flush() => inner.Flush();
        public void MakeEmptyCopy(Table table) => inner.MakeEmptyCopy(table);
        public void SwapIn(Table table) => inner.SwapIn(table);
        public void Dispose() => inner.Dispose();

        public void Commit()
        {
            if (database.IsDurable != false) inner.Commit();
            if (database.IsDurable is not null) throw new IOException("the answer to the commit was lost");
        }
    }
}
