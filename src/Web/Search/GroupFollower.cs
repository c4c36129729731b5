using Dapper;
using Xinqiao.Core.Matching;
using Xinqiao.Core.Matters;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Search;

/// <summary>Groups of the latest matters, by their ids; no word of what they say is kept.</summary>
/// <param name="Groups">Matters of each group, in the order in which they were raised.</param>
/// <param name="Compared">So many matters were compared.</param>
/// <param name="AsOf">Whatever was recorded at this moment has been compared.</param>
public sealed record GroupsAsOf(IReadOnlyList<IReadOnlyList<string>> Groups, int Compared, DateTimeOffset AsOf);

/// <summary>
/// Keeps the groups of likely one matter (<see cref="MatterGroups"/>) a little behind the index of similar matters, outside of any request. They
/// are computed whole, from the latest matters, whenever one came or left; they last as long as the program runs and are computed anew at the
/// next start, so there is nothing to repair.
/// </summary>
public sealed partial class GroupFollower(CaseStore store, SimilarIndex index, ILogger<GroupFollower> log) : BackgroundService
{
    /// <summary>So many of the latest matters are compared.</summary>
    public const int MostCompared = 10_000;

    private const int PageLength = 1_000;

    // A comparison takes a tenth of the time at most, however large the office is.
    private const int RestsFor = 10;

    private static readonly TimeSpan AtStart = TimeSpan.FromSeconds(2), ShortestRest = TimeSpan.FromMinutes(1);

    private readonly IndexedMatters matters = new(store);
    private readonly SemaphoreSlim oneAtATime = new(1);
    private long compared = -1;

    /// <summary>The last comparison; null before the first.</summary>
    public GroupsAsOf? Latest { get; private set; }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var began = store.Clock.GetTimestamp();
            try
            {
                await Follow(stoppingToken);
            }
            // The database may be away for a while; the next look finds what this one did not do.
#pragma warning disable CA1031
            catch (Exception e)
#pragma warning restore CA1031
            {
                if (stoppingToken.IsCancellationRequested) return;
                Failed(e);
            }

            var rest = RestsFor * store.Clock.GetElapsedTime(began);
            if (rest < ShortestRest) rest = Latest is null ? AtStart : ShortestRest;
            await Task.Delay(rest, store.Clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Compares anew if a matter came or left; before the index has read the log once, does nothing.</summary>
    public async Task Follow(CancellationToken cancel = default)
    {
        await oneAtATime.WaitAsync(cancel);
        try
        {
            var (revision, asOf) = index.State;
            if (asOf is not { } moment) return;
            Latest = revision == compared && Latest is { } last ? last with { AsOf = moment } : await Compare(moment, cancel);
            compared = revision;
        }
        finally
        {
            oneAtATime.Release();
        }
    }

    private async Task<GroupsAsOf> Compare(DateTimeOffset asOf, CancellationToken cancel)
    {
        await using var connection = store.Database.OpenToRead();
        var latest = (await connection.QueryAsync<(string Id, string Petition)>(
            "SELECT m.id, m.petition FROM matters m WHERE m.sealed = @ordinary ORDER BY m.id DESC LIMIT @MostCompared",
            new { ordinary = (int)Secrecy.Ordinary, MostCompared })).Reverse().Where(m => index.Holds(m.Id));
        var written = new List<(string Id, MatterText Text)>();
        foreach (var page in latest.Chunk(PageLength))
        {
            cancel.ThrowIfCancellationRequested();
            written.AddRange((await matters.Written(connection, page)).Where(w => w.Text is not { Title: null, Detail: "" })); // erased
        }

        var groups = await Task.Run(() => MatterGroups.Of([.. written.Select(w => w.Text)]), cancel).WaitAsync(cancel);
        return new GroupsAsOf([.. groups.Select(g => (IReadOnlyList<string>)[.. g.Select(i => written[i].Id)])], written.Count, asOf);
    }

    public override void Dispose()
    {
        oneAtATime.Dispose();
        base.Dispose();
    }

    [LoggerMessage(LogLevel.Warning, "Groups of matters could not be compared; tried again soon.")]
    private partial void Failed(Exception e);
}
