using System.Collections.Concurrent;
using Xinqiao.Core;

namespace Xinqiao.Web.Storage;

/// <summary>Something that waits for the writer: an act, or a write that is no act.</summary>
internal abstract class Waiting
{
    /// <summary>The cases it is about and its key, read for the whole batch at once.</summary>
    public virtual IReadOnlyList<StreamId> Streams => [];

    public virtual IdempotencyKey? Key => null;

    public abstract void Decide(WriteBatch batch);

    /// <summary>After the commit: tell who waits.</summary>
    public abstract void Answer(WriteBatch batch);

    public abstract void Fail(Exception reason);
}

/// <summary>
/// The one writer of a node: a thread that takes whatever waits, decides it under the head lock, and commits it as one durable
/// transaction. Nobody is answered before the commit. If a batch fails, each of its acts is tried alone, so that one that cannot
/// be written does not take others with it.
/// </summary>
internal sealed class Writer : IDisposable
{
    // More would lengthen the wait of the first without saving further commits.
    private const int LargestBatch = 512;

    private readonly BlockingCollection<Waiting> queue = [];
    private readonly Func<WriteBatch> begin;
    private readonly Thread thread;

    public Writer(Func<WriteBatch> begin)
    {
        this.begin = begin;
        thread = new Thread(Run) { Name = "writer", IsBackground = true };
        thread.Start();
    }

    public void Enqueue(Waiting waiting) => queue.Add(waiting);

    private void Run()
    {
        var batch = new List<Waiting>(LargestBatch);
        foreach (var first in queue.GetConsumingEnumerable())
        {
            batch.Clear();
            batch.Add(first);
            while (batch.Count < LargestBatch && queue.TryTake(out var next)) batch.Add(next);
            Write(batch);
        }
    }

    private void Write(List<Waiting> waiting)
    {
        var (reason, mayBeDurable) = TryWrite(waiting);
        if (reason is null) return;
        if (waiting.Count == 1 || mayBeDurable)
            foreach (var one in waiting) one.Fail(reason);
        else
            foreach (var one in waiting) Write([one]);
    }

    private (Exception? Reason, bool MayBeDurable) TryWrite(List<Waiting> waiting)
    {
        WriteBatch? write = null;
        try
        {
            using (write = begin())
            {
                write.Load(waiting);
                foreach (var one in waiting) one.Decide(write);
                write.Commit();
            }
        }
        // Whatever went wrong belongs to the callers, who are told; the writer goes on with the next batch.
#pragma warning disable CA1031
        catch (Exception reason)
#pragma warning restore CA1031
        {
            return (reason, write?.IsCommitting == true);
        }

        foreach (var one in waiting) one.Answer(write);
        return (null, false);
    }

    public void Dispose()
    {
        queue.CompleteAdding();
        thread.Join();
        queue.Dispose();
    }
}
