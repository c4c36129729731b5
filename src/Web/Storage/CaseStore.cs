using Dapper;
using Xinqiao.Core;
using Xinqiao.Core.Furniture;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Ledger;

namespace Xinqiao.Web.Storage;

/// <summary>
/// Where acts become record. <see cref="Act"/> decides under the head lock, appends the events, integrates and signs the log,
/// rewrites the rows that lists read, all in one durable transaction, and answers after it.
/// </summary>
public sealed class CaseStore : IDisposable
{
    private readonly Writer writer;
    private readonly Rules brought;
    private readonly Lock reading = new();
    private readonly RestoreHold? hold;

    /// <param name="rules">What the program brings. Years that were loaded and values that were set are read from the database.</param>
    /// <exception cref="DatabaseUnusableException">The database was not founded, or is not usable.</exception>
    public CaseStore(IDatabase database, KeyFolder keys, TimeProvider clock, Rules rules)
    {
        (Database, Keys, Clock, brought) = (database, keys, clock, rules);
        RulesInForce = StoredRules.Read(database, rules);
        Vault = new Vault(keys);
        Stamp = ReadStamp(database) ?? throw new DatabaseUnusableException(WriteBatch.NotFounded);
        LogKey = LogKey.Of(database, Stamp.Origin, keys);
        hold = RestoreHold.Of(database);
        writer = new Writer(() => new WriteBatch(Database.BeginBatch(), this));
    }

    /// <summary>As a restored log goes on under a new name, with the key that begins it.</summary>
    internal CaseStore(CaseStore restored, KeyFolder keys, LogKey next)
    {
        (Database, Keys, Clock, brought, Stamp) = (restored.Database, keys, restored.Clock, restored.brought, restored.Stamp);
        (RulesInForce, Vault, LogKey) = (restored.RulesInForce, new Vault(keys), next);
        writer = new Writer(() => new WriteBatch(Database.BeginBatch(), this));
    }

    private CaseStore(IDatabase database, KeyFolder keys, TimeProvider clock, Rules rules, DatabaseStamped stamp)
    {
        (Database, Keys, Clock, brought, Stamp) = (database, keys, clock, rules, stamp);
        RulesInForce = new RulesInForce(rules, -1);
        Vault = new Vault(keys);
        LogKey = LogKey.Of(database, stamp.Origin, keys);
        writer = new Writer(() => new WriteBatch(Database.BeginBatch(), this));
    }

    public IDatabase Database { get; }
    public KeyFolder Keys { get; }
    public TimeProvider Clock { get; }
    public Vault Vault { get; }
    public LogKey LogKey { get; }

    /// <summary>The first event: what this database is for. It cannot change.</summary>
    public DatabaseStamped Stamp { get; }

    /// <summary>What terms are reckoned with. A year that was loaded or a value that was set takes its place here.</summary>
    public Rules Rules
    {
        get => RulesInForce.Rules;
        set => RulesInForce = RulesInForce with { Rules = value };
    }

    /// <summary>The rules with the position of their last change, which belong together.</summary>
    internal RulesInForce RulesInForce { get; private set; }

    public Calendar Calendar => Rules.Calendar;

    /// <summary>The rules that came with the program.</summary>
    internal Rules Brought => brought;

    private readonly RefusedActs refusedActs = new();

    internal StateMemory Memory { get; } = new(capacity: 20_000);

    /// <summary>Stamps an empty database with what it is for, in its first event (decision 15).</summary>
    /// <exception cref="DatabaseUnusableException">The database holds a log already.</exception>
    public static async Task<CaseStore> Found(
        IDatabase database, KeyFolder keys, TimeProvider clock, Rules rules, DatabaseStamped stamp, DateTimeOffset? at = null)
    {
        var store = new CaseStore(database, keys, clock, rules, stamp);
        try
        {
            await store.Act(new Intent(new Actor("system", Role.System, "", ""), (_, _) => Decision.Accept(stamp)) { At = at });
            return store;
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    // Asked at the opening: only a restore sets a hold, on a database that was empty, and whoever lifts it writes no more.
    private void RequireNoHold()
    {
        if (hold is not null) throw new DatabaseUnusableException(hold.Message);
    }

    /// <summary>Null where the database has no log yet.</summary>
    public static DatabaseStamped? ReadStamp(IDatabase database)
    {
        using var connection = database.OpenToRead();
        var text = connection.ExecuteScalar<string?>("SELECT event FROM events WHERE position = 0");
        return text is null ? null : (DatabaseStamped)StoredEvent.Read(0, text, texts: null).Event;
    }

    /// <summary>Decides and records. Answers only what is durable. Where staff tried what is not theirs, that is recorded too.</summary>
    /// <exception cref="NoSuchCaseException">The intent is about a case that does not exist.</exception>
    /// <exception cref="DatabaseUnusableException">The database was restored, and its log was not found whole.</exception>
    public async Task<Result> Act(Intent intent)
    {
        var result = await Decide(intent);
        if (result is Result.Refused { Refusals: var refusals }
            && refusedActs.Of(intent.Actor, refusals, Shanghai.DateOf(intent.At ?? Clock.GetUtcNow())) is { } overreach)
            await Decide(new Intent(intent.Actor, (_, _) => Decision.Accept(overreach)) { At = intent.At });
        return result;
    }

    private Task<Result> Decide(Intent intent)
    {
        if (intent.At is not null && Stamp.Kind == DatabaseKind.Real)
            throw new InvalidOperationException("A real database takes its times from the clock alone.");
        RequireNoHold();
        var waiting = new WaitingAct(intent);
        writer.Enqueue(waiting);
        return waiting.Done;
    }

    /// <summary>
    /// A write that is no act: attempts counted, a one-time code. It goes through the same writer, and is called again where the
    /// batch it was in could not be written.
    /// </summary>
    public Task<T> Write<T>(Func<IBatch, T> write)
    {
        RequireNoHold();
        var waiting = new WaitingWrite<T>(write);
        writer.Enqueue(waiting);
        return waiting.Done;
    }

    /// <summary>Takes over what this node or another changed in the rules since they were read last.</summary>
    public void ReadRules()
    {
        lock (reading)
        {
            using (var connection = Database.OpenToRead())
                if (StoredRules.Position(connection, null) == RulesInForce.Position) return;
            RulesInForce = StoredRules.Read(Database, brought);
        }
    }

    /// <summary>Erased texts may still stand where the engine keeps copies of its pages; <see cref="ErasedWipe"/> asks until they do not.</summary>
    internal bool IsWipeOwed { get; private set; }

    // The erasure is durable and recorded by now: whoever waits for it is answered, whatever becomes of the copies at first.
    internal void Erased()
    {
        IsWipeOwed = true;
        foreach (var step in (Action[])[() => Wipe(), () => KeptErasures.Bring(this)])
        {
            try
            {
                step();
            }
#pragma warning disable CA1031
            catch (Exception)
#pragma warning restore CA1031
            {
                // Asked again by its job, which tells of it.
            }
        }
    }

    /// <returns>Whether everything is gone.</returns>
    internal bool Wipe()
    {
        IsWipeOwed = true;
        IsWipeOwed = !Database.WipeErased();
        return !IsWipeOwed;
    }

    public void Dispose() => writer.Dispose();
}

/// <summary>An act that waits for the writer.</summary>
internal sealed class WaitingAct(Intent intent) : Waiting
{
    private readonly TaskCompletionSource<Result> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Result? result;
    private Exception? undecided;
    private IReadOnlyList<Recorded> recorded = [];
    private bool repeated;

    public Task<Result> Done => done.Task;

    public override IReadOnlyList<StreamId> Streams => intent.Streams;

    public override IdempotencyKey? Key => intent.Key;

    public override void Decide(WriteBatch batch)
    {
        (result, undecided, recorded, repeated) = (null, null, [], false);
        var known = intent.Key is { } key ? batch.Find(key) : null;
        if (known is { } earlier && !earlier.Body.AsSpan().SequenceEqual(intent.Key!.Body))
        {
            result = new Result.KeyReused();
            return;
        }

        repeated = known is not null;
        var act = batch.ActFor(intent);
        switch (Decide(batch, act, known?.Stream))
        {
            case Decision.Refused refused: result = new Result.Refused(refused.Refusals); break;
            case Decision.Accepted accepted: Record(batch, accepted, act); break;
        }
    }

    // Deciding touches nothing but memory, so a decider that throws fails its own act and no other.
    private Decision? Decide(WriteBatch batch, Act act, StreamId? earlier)
    {
        try
        {
            if (earlier is not { } stream) return batch.Decide(() => intent.Decide(batch.Cases, act));
            var again = intent.Again ?? throw new InvalidOperationException("A keyed intent says what to do again.");
            return batch.Decide(() => again(batch.Cases, act, stream));
        }
#pragma warning disable CA1031
        catch (Exception reason)
#pragma warning restore CA1031
        {
            undecided = reason;
            return null;
        }
    }

    private void Record(WriteBatch batch, Decision.Accepted accepted, Act act)
    {
        recorded = batch.Record(accepted, act);
        if (intent.Key is { } key && !repeated)
            batch.KeepKey(key, recorded[0].Event.Stream, act);
        foreach (var row in intent.Beside?.Invoke(recorded) ?? []) batch.Put(row.Table, row.Values);
    }

    public override void Answer(WriteBatch batch)
    {
        if (undecided is not null) done.SetException(undecided);
        else done.SetResult(result ?? new Result.Done(recorded, batch.Growth!, batch.Checkpoint!, repeated));
    }

    public override void Fail(Exception reason) => done.SetException(reason);
}

/// <summary>A write that is no act.</summary>
internal sealed class WaitingWrite<T>(Func<IBatch, T> write) : Waiting
{
    private readonly TaskCompletionSource<T> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T result = default!;

    public Task<T> Done => done.Task;

    public override void Decide(WriteBatch batch) => result = write(batch.Inner);
    public override void Answer(WriteBatch batch) => done.SetResult(result);
    public override void Fail(Exception reason) => done.SetException(reason);
}
