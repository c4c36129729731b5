using System.CommandLine;
using Microsoft.Extensions.Logging.Abstractions;
using Xinqiao.Core.Furniture;
using Xinqiao.Web.Search;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Commands;

/// <summary>Makes the rows that lists read, and the search index, anew from the log, beside live traffic.</summary>
internal static class RebuildVerb
{
    // A line of progress after so many streams.
    private const long Step = 10_000;

    public static Command Make(Terminal terminal)
    {
        var database = Options.Database();
        var keys = Options.Keys();
        var verb = new Command(
            "rebuild",
            "从登记账重建列表数据和查找索引，不影响正在进行的业务 / makes the rows of lists and the search index anew from the log, beside live traffic")
        {
            database, keys,
        };
        verb.SetAction((parsed, stop) =>
        {
            var address = parsed.Require(database);
            return Opening.Founded(
                address, Options.KeysFor(address, parsed.GetValue(keys)), terminal.Clock,
                [DatabaseKind.Demo, DatabaseKind.Replay, DatabaseKind.Real], async store =>
                {
                    var progress = new Told(terminal.Error);
                    await Rebuild.Run(store, progress, stop);
                    await terminal.Out.WriteLineAsync(
                        $"重建完成：{progress.Last.Total:N0} 个信访件、事项和基础数据流。 Rebuilt {progress.Last.Total} streams.");
                    using var follower = new SearchFollower(store, NullLogger<SearchFollower>.Instance);
                    await follower.Rebuild(progress, stop);
                    await terminal.Out.WriteLineAsync("查找索引已重建。 Rebuilt the search index.");
                    return 0;
                });
        });
        return verb;
    }

    private sealed class Told(TextWriter to) : IProgress<RebuildProgress>, IProgress<IndexProgress>
    {
        private long indexed;

        public RebuildProgress Last { get; private set; }

        public void Report(RebuildProgress value)
        {
            if (value.Done / Step > Last.Done / Step) to.WriteLine($"{value.Done:N0}/{value.Total:N0}");
            Last = value;
        }

        public void Report(IndexProgress value)
        {
            if (value.Position / Step > indexed / Step) to.WriteLine($"{value.Position:N0}/{value.Size:N0}");
            indexed = value.Position;
        }
    }
}
