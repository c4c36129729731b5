using System.Data.Common;
using System.Diagnostics;
using Xinqiao.Core.Matters;
using Xinqiao.Web.Storage;

namespace Xinqiao.Bench;

/// <summary>The rows of one transaction, table by table, in the order the store put them.</summary>
internal sealed record RecordedBatch(List<(Table Table, IReadOnlyList<object?[]> Rows)> Puts);

/// <summary>Ticks of <see cref="Stopwatch"/> that the writer of one store spent, and in how many batches.</summary>
internal readonly record struct Phases(
    long Batches, long Between, long Begin, long Load, long Decide, long Record, long Write, long Commit)
{
    public static Phases operator -(Phases a, Phases b) => new(
        a.Batches - b.Batches, a.Between - b.Between, a.Begin - b.Begin, a.Load - b.Load, a.Decide - b.Decide,
        a.Record - b.Record, a.Write - b.Write, a.Commit - b.Commit);

    public static Phases operator +(Phases a, Phases b) => new(
        a.Batches + b.Batches, a.Between + b.Between, a.Begin + b.Begin, a.Load + b.Load, a.Decide + b.Decide,
        a.Record + b.Record, a.Write + b.Write, a.Commit + b.Commit);

    public long Total => Between + Begin + Load + Decide + Record + Write + Commit;
}

/// <summary>
/// An engine with a stopwatch at its seams, so that the store itself needs none. Only the writer's thread touches it.
/// </summary>
internal sealed class ObservedDatabase(IDatabase inner) : IDatabase
{
    private long committedAt = Stopwatch.GetTimestamp(), beganAt, firstDecision, decided;

    public Phases Phases { get; private set; }

    /// <summary>Where the rows of each batch are kept; null while nobody needs them.</summary>
    public List<RecordedBatch>? Recording { get; set; }

    public string Engine => inner.Engine;
    public void Prepare() => inner.Prepare();
    public DbConnection OpenToRead() => inner.OpenToRead();
    public DbConnection OpenFor(Viewer viewer) => inner.OpenFor(viewer);
    public string Among(string column, string parameter) => inner.Among(column, parameter);
    public string HasWords(string parameter) => inner.HasWords(parameter);
    public string Words(string parameter) => inner.Words(parameter);
    public string ForgetWords => inner.ForgetWords;
    public bool WipeErased() => inner.WipeErased();
    public string? Explain(Exception exception) => inner.Explain(exception);
    public void Dispose() => inner.Dispose();

    /// <summary>The same intent, its decider timed.</summary>
    public Intent Timed(Intent intent) => intent with
    {
        Decide = (cases, act) =>
        {
            var start = Stopwatch.GetTimestamp();
            if (firstDecision == 0) firstDecision = start;
            var decision = intent.Decide(cases, act);
            decided += Stopwatch.GetTimestamp() - start;
            return decision;
        },
    };

    public IBatch BeginBatch()
    {
        var start = Stopwatch.GetTimestamp();
        var batch = inner.BeginBatch();
        beganAt = Stopwatch.GetTimestamp();
        Phases += new Phases(1, start - committedAt, beganAt - start, 0, 0, 0, 0, 0);
        (firstDecision, decided) = (0, 0);
        return new Batch(this, batch);
    }

    private void Committed(long start, long writing)
    {
        committedAt = Stopwatch.GetTimestamp();
        var load = firstDecision == 0 ? 0 : firstDecision - beganAt;
        Phases += new Phases(
            0, 0, 0, load, decided, start - beganAt - load - decided - writing, writing, committedAt - start);
    }

    private sealed class Batch(ObservedDatabase database, IBatch inner) : IBatch
    {
        private readonly RecordedBatch? recorded = database.Recording is null ? null : new RecordedBatch([]);
        private long writing;

        public DbConnection Connection => inner.Connection;
        public DbTransaction Transaction => inner.Transaction;
        public Head Head => inner.Head;
        public void MakeEmptyCopy(Table table) => inner.MakeEmptyCopy(table);
        public void SwapIn(Table table) => inner.SwapIn(table);
        public void Dispose() => inner.Dispose();

        public void Put(Table table, IReadOnlyList<object?[]> rows)
        {
            var start = Stopwatch.GetTimestamp();
            inner.Put(table, rows);
            writing += Stopwatch.GetTimestamp() - start;
            recorded?.Puts.Add((table, rows));
        }

        public void Flush()
        {
            var start = Stopwatch.GetTimestamp();
            inner.Flush();
            writing += Stopwatch.GetTimestamp() - start;
        }

        public void Commit()
        {
            var start = Stopwatch.GetTimestamp();
            inner.Commit();
            database.Committed(start, writing);
            if (recorded is not null) database.Recording?.Add(recorded);
        }
    }
}
