using System.Threading.RateLimiting;
using Xinqiao.Web.Serving;

namespace Xinqiao.Web.Partners;

/// <summary>How many requests of one key a node answers in a minute; the setting <c>PartnerRequestsPerMinute</c>, 600 where it is missing.</summary>
public sealed class PartnerLimits(IConfiguration settings, TurnedAway turnedAway) : IDisposable
{
    public const string Setting = "PartnerRequestsPerMinute";

    private const int Seconds = 60, Usual = 600;

    private readonly PartitionedRateLimiter<string> limiter = PartitionedRateLimiter.Create<string, string>(partner =>
        RateLimitPartition.GetFixedWindowLimiter(partner, _ => new FixedWindowRateLimiterOptions
        {
            PermitLimit = settings.GetValue(Setting, Usual),
            Window = TimeSpan.FromSeconds(Seconds),
        }));

    /// <summary>Null where the request may go on; else in how many seconds it may.</summary>
    public int? Take(string partner)
    {
        using var lease = limiter.AttemptAcquire(partner);
        if (lease.IsAcquired) return null;
        turnedAway.Tell(TurnedAwayBy.PartnerRequests);
        return lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds))
            : Seconds;
    }

    public void Dispose() => limiter.Dispose();
}
