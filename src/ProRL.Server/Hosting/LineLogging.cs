using Microsoft.Extensions.Logging;

namespace ProRL.Server.Hosting;

/// <summary>Writes each event as one plain line. The console logger of the framework writes two, and in colours.</summary>
internal sealed class LineLogging(TextWriter output) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new LineLogger(categoryName, TextWriter.Synchronized(output));

    public void Dispose()
    {
    }

    private sealed class LineLogger(string category, TextWriter output) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var level = logLevel >= LogLevel.Warning ? $"{logLevel.ToString().ToLowerInvariant()}: " : "";
            output.WriteLine($"{category}: {level}{formatter(state, exception)}{(exception is null ? "" : $" {exception}")}".ReplaceLineEndings(" "));
        }
    }
}
