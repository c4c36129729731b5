using Dapper;
using Xinqiao.Core;
using Xinqiao.Core.Furniture;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Identity;
using Xinqiao.Web.Matters;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Administration;

/// <summary>A handover that waits for its day.</summary>
public sealed record ArrangedHandover(string Account, string Successor, DateOnly From, long Position);

/// <summary>
/// Handovers as arranged, and as done once their day has come: all matters in one act, so that none is between two people. A crash in
/// between leaves the row, and the next round does it.
/// </summary>
public sealed class Handovers(CaseStore store, CaseReader reader, People people, MatterQueries matters)
{
    private static readonly Table Table = new(HandoverRow.Shape, OnConflict.Replace);

    private static readonly Actor System = new("system", Role.System, "", "");

    public async Task<IReadOnlyList<ArrangedHandover>> Waiting()
    {
        await using var connection = store.Database.OpenToRead();
        return [.. (await connection.QueryAsync<(string Account, string Successor, string From, long Position)>(
            "SELECT account, successor, from_day, position FROM handovers WHERE done = 0 ORDER BY position"))
            .Select(h => new ArrangedHandover(h.Account, h.Successor, DateOnly.ParseExact(h.From, "yyyy-MM-dd"), h.Position))];
    }

    public async Task<ArrangedHandover?> Of(string person) => (await Waiting()).FirstOrDefault(h => h.Account == person);

    /// <summary>How many open matters somebody holds.</summary>
    public async Task<int> Held(string person) => (await matters.OpenHeldBy(person)).Count;

    /// <summary>Arranges it; what is for today is done at once.</summary>
    public async Task<Result> Arrange(Actor by, Person who, Person? to, DateOnly? from, string? reason)
    {
        var result = await store.Act(new Intent(by, (_, act) => Handover.Arrange(HolderOf(who), to is null ? null : HolderOf(to), from, reason, act))
        {
            Beside = events => [RowOf(events[0], done: false)],
        });
        if (result is Result.Done) await Round();
        return result;
    }

    public async Task<Result> CallOff(Actor by, string person, string? reason)
    {
        var arranged = await Of(person) is { } waiting ? await Event(waiting) : null;
        return await store.Act(new Intent(by, (_, act) => Handover.CallOff(person, arranged is not null, reason, act))
        {
            Beside = _ => [RowOf(arranged!, done: true)],
        });
    }

    /// <summary>Does every handover whose day has come.</summary>
    public async Task Round()
    {
        var today = Shanghai.DateOf(store.Clock.GetUtcNow());
        foreach (var due in (await Waiting()).Where(h => h.From <= today))
            if (await Event(due) is { } arranged) await Pass(due, arranged);
    }

    // By whoever arranged it, in the capacity of that day.
    private async Task Pass(ArrangedHandover due, Recorded arranged)
    {
        var said = (HandoverArranged)arranged.Event;
        var held = await matters.OpenHeldBy(due.Account);
        // Somebody who left meanwhile takes nothing over: it stays with whom it is, and the page says so.
        if (await people.Find(due.Successor) is null) return;
        var who = await people.Find(due.Account);
        await store.Act(new Intent(System with { Unit = arranged.Office }, (cases, act) =>
            Handover.Pass(due.Account, due.Successor, said.Reason.Value, held.Select(cases.Matter), act))
        {
            Streams = held,
            Why = $"{arranged.RecordedAt.ToOffset(Shanghai.Offset):yyyy-MM-dd HH:mm}安排的岗位移交",
            // What the leaver has open in a browser ends with it.
            Beside = _ => who is null ? [RowOf(arranged, done: true)] : [RowOf(arranged, done: true), People.RowOfSignedOut(who)],
        });
    }

    private async Task<Recorded?> Event(ArrangedHandover waiting) =>
        (await reader.Events(StreamId.Furniture("person:" + waiting.Account))).LastOrDefault(e => e.Position == waiting.Position);

    private static Row RowOf(Recorded arranged, bool done) =>
        new(Table, HandoverRow.Values((HandoverArranged)arranged.Event, arranged, done));

    private static PostHolder HolderOf(Person p) => new(p.Id, p.Name, Words.Parse<Role>(p.Role), p.Unit);
}

/// <summary>Every minute does what is due: a handover for Monday is done when Monday has begun.</summary>
public sealed partial class HandoverRounds(Handovers handovers, TimeProvider clock, ILogger<HandoverRounds> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await handovers.Round();
            }
            // The row waits; the next minute tries again.
#pragma warning disable CA1031
            catch (Exception e)
#pragma warning restore CA1031
            {
                NotDone(e);
            }

            await Task.Delay(Interval, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Handovers that are due were not done; tried again in a minute.")]
    private partial void NotDone(Exception e);
}
