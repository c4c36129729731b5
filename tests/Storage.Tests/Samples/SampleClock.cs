namespace Xinqiao.Storage.Tests.Samples;

/// <summary>A clock that stands still until it is set.</summary>
public sealed class SampleClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}
