using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Xinqiao.Web.Tests;

/// <summary>Keeps what the program logs.</summary>
internal sealed class LogLines : ILoggerProvider, ILogger
{
    public ConcurrentBag<(LogLevel Level, string Text)> Written { get; } = [];

    public ILogger CreateLogger(string categoryName) => this;
    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;
    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Written.Add((logLevel, formatter(state, exception) + exception));

    public void Dispose() { }
}
