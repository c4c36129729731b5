using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Web.Citizens;
using Xinqiao.Web.Demo;
using Xinqiao.Web.Storage;
using Xinqiao.Web.Units;

namespace Xinqiao.Bench;

/// <summary>A store as a node has it, with its stopwatch.</summary>
internal sealed record Node(CaseStore Store, ObservedDatabase Database, PlainPath Path);

/// <summary>What callers saw. Latencies are ticks of <see cref="Stopwatch"/>, sorted.</summary>
/// <param name="Processor">Time of this process on all cores; it depends less than the rest on who else uses the machine.</param>
internal sealed record Run(long Acts, TimeSpan Took, TimeSpan Processor, long[] Latencies)
{
    public double PerSecond => Acts / Took.TotalSeconds;

    /// <param name="share">0.99 for the 99th percentile.</param>
    public TimeSpan Percentile(double share) =>
        Stopwatch.GetElapsedTime(0, Latencies[Math.Min(Latencies.Length - 1, (int)(share * Latencies.Length))]);
}

/// <summary>
/// One registration of 300 characters to six further acts: register, forward, receive, give notice, serve it, accept. Each caller
/// sends the next act when it has the answer of the last; with several nodes each act goes to any of them.
/// </summary>
internal sealed class ReplayMix(IReadOnlyList<Node> nodes)
{
    public const int ActsPerPetition = 7, NarrativeLength = 300;

    private const string Unit = "ZJ", Title = "小区供暖不足，请求尽快维修";

    private static readonly string[] Phrases =
    [
        "入冬以来室温一直偏低，", "多次向物业反映没有结果，", "楼上漏水已经三个月，", "老人和孩子夜里难以入睡，", "维修基金已经缴纳，",
        "社区来看过一次，", "承诺的日期已经过去，", "希望有关部门到现场查看，", "邻居们也有同样的情况，", "施工从清晨六点开始，",
    ];

    public static async Task<Node> NodeOf(CaseStore store, ObservedDatabase database) => new(
        store, database, new PlainPath(await new UnitQueries(store).All(), new QueryCodes(store), PrivateText.Absent));

    /// <summary>Whole petitions, as fast as it goes.</summary>
    public Task<Run> Fill(int petitions, int callers)
    {
        var left = petitions;
        return Together(callers, () => Interlocked.Decrement(ref left) >= 0, () => true);
    }

    /// <summary>Until the time is over; what was begun then stays unfinished.</summary>
    public Task<Run> For(TimeSpan time, int callers)
    {
        var start = Stopwatch.GetTimestamp();
        bool More() => Stopwatch.GetElapsedTime(start) < time;
        return Together(callers, More, More);
    }

    private async Task<Run> Together(int callers, Func<bool> nextPetition, Func<bool> nextAct)
    {
        var (start, processor) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        var latencies = await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(() => Call(nextPetition, nextAct))));
        var (took, worked) = (Stopwatch.GetElapsedTime(start), Environment.CpuUsage.TotalTime - processor);
        var all = latencies.SelectMany(l => l).ToArray();
        Array.Sort(all);
        return new Run(all.Length, took, worked, all);
    }

    private async Task<List<long>> Call(Func<bool> nextPetition, Func<bool> nextAct)
    {
        var latencies = new List<long>();
        while (nextPetition())
        {
            foreach (var act in Petition())
            {
                if (!nextAct()) return latencies;
                var node = nodes[Random.Shared.Next(nodes.Count)];
                var start = Stopwatch.GetTimestamp();
                var result = await node.Store.Act(node.Database.Timed(act(node.Path)));
                latencies.Add(Stopwatch.GetTimestamp() - start);
                if (result is not Result.Done)
                    throw new InvalidOperationException($"An act was not recorded: {string.Join(' ', (result as Result.Refused)?.Refusals ?? [])}");
            }
        }

        return latencies;
    }

    private static Func<PlainPath, Intent>[] Petition()
    {
        var id = Guid.CreateVersion7();
        var c = new PlainCase(StreamId.Petition(id), StreamId.Matter(id), Unit);
        return
        [
            p => File(p, c, id),
            p => p.Register(c, new RegisterMatter(Purpose.Request, "other", null, Title, ["查明原因", "恢复供暖"], false, null)),
            p => p.Forward(c, "请依法按时处理。"),
            p => p.Receive(c),
            p => p.GiveNotice(c, "经审查属于本机关职权范围，按信访程序办理。"),
            p => p.Serve(c, DocumentKind.Notice, ServiceMethod.Electronic, "平台送达记录 1001", "登记的手机，系统显示已到达"),
            p => p.Accept(c, "供暖不足的原因和整改"),
        ];
    }

    private static Intent File(PlainPath path, PlainCase c, Guid id)
    {
        var narrative = Narrative();
        var command = new FilePetition(
            c.Petition, c.Matter, Channel.Portal, Received: null, Purpose.Request, Title, narrative, "一、查明原因\n二、恢复供暖",
            Place: null, "三号楼", UnitNamed: null, Anonymous: false, "张三", "13800000000", "崇川区东街2号", Email: null,
            ElectronicConsent: true, CodeHandedOver.ShownOnline);
        return path.File(command, QueryCodes.NewCode()) with
        {
            Key = new IdempotencyKey("portal", id.ToString("N"), SHA256.HashData(Encoding.UTF8.GetBytes(narrative))),
            Again = (_, _, _) => throw new InvalidOperationException("No key is used twice here."),
        };
    }

    /// <summary>300 characters, of a few sentences in any order.</summary>
    public static string Narrative()
    {
        var text = new StringBuilder(NarrativeLength + 20);
        while (text.Length < NarrativeLength) text.Append(Phrases[Random.Shared.Next(Phrases.Length)]);
        return text.ToString(0, NarrativeLength);
    }
}
