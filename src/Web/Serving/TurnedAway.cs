using System.Collections.Concurrent;

namespace Xinqiao.Web.Serving;

/// <summary>Why a request was turned away before anything was looked at.</summary>
public enum TurnedAwayBy
{
    /// <summary>A form without the token of a page, with a stale one, or with that of another browser.</summary>
    FormToken,

    /// <summary>A field that was sent twice.</summary>
    DoubledField,

    /// <summary>A partner's requests in a minute.</summary>
    PartnerRequests,

    /// <summary>Tries of query codes, for a number or from an address.</summary>
    QueryCodeTries,

    /// <summary>Requests for a new query code, for a number or from an address.</summary>
    LostCodeRequests,

    /// <summary>One-time codes that were asked for.</summary>
    OneTimeCodes,

    /// <summary>Tries of a one-time code.</summary>
    OneTimeCodeTries,
}

/// <summary>
/// Says in the program's messages that a limit turned requests away: which, and how often, and nothing of who sent them or what. Once a minute for
/// each limit, so that nobody fills the journal by pressing a key.
/// </summary>
public sealed partial class TurnedAway(TimeProvider clock, ILogger<TurnedAway> logger)
{
    private static readonly TimeSpan Between = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<TurnedAwayBy, (DateTimeOffset Told, int Untold)> lines = new();

    public void Tell(TurnedAwayBy limit)
    {
        var now = clock.GetUtcNow();
        var (told, times) = (false, 0);
        lines.AddOrUpdate(
            limit,
            _ =>
            {
                (told, times) = (true, 1);
                return (now, 0);
            },
            (_, line) =>
            {
                told = now - line.Told >= Between;
                times = line.Untold + 1;
                return told ? (now, 0) : (line.Told, times);
            });
        if (told) LogTurnedAway(limit, times);
    }

    [LoggerMessage(LogLevel.Warning, "Turned away by {Kind}: {Times} since this was told last.")]
    private partial void LogTurnedAway(TurnedAwayBy kind, int times);
}
