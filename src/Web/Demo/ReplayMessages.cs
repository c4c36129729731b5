using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Commands;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Demo;

/// <summary>A real public message with the answer it got.</summary>
/// <param name="Line">Where it stands in its file, from one.</param>
/// <param name="Unit">Code of the unit that answered; null where the line does not say.</param>
internal sealed record ReplayMessage(
    int Line, string Id, string Title, string Detail, DateTimeOffset At, string Reply, DateTimeOffset RepliedAt, string? Unit = null)
{
    /// <summary>SHA-256 of everything in it, so that another message under the same id is noticed.</summary>
    public byte[] Digest => SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(
        (string[])[Id, Title, Detail, $"{At:O}", Reply, $"{RepliedAt:O}", .. Unit is null ? [] : new[] { Unit }])));
}

/// <summary>A line that holds no such message.</summary>
internal sealed record ReplayBadLine(int Line, string Reason);

/// <summary>Reads messages, one JSON object a line, plain or gzip; local times are those of Asia/Shanghai.</summary>
internal static class ReplayMessages
{
    private const string TimeFormat = "yyyy-MM-dd HH:mm:ss";

    /// <returns>A <see cref="ReplayMessage"/> or a <see cref="ReplayBadLine"/> for each line that is not blank.</returns>
    public static async IAsyncEnumerable<object> Read(string file, [EnumeratorCancellation] CancellationToken stop)
    {
        await foreach (var (number, line) in LineFile.Read(file, stop)) yield return Parse(number, line);
    }

    private static object Parse(int number, string line)
    {
        try
        {
            using var document = JsonLines.Parse(line);
            var root = document.RootElement;
            var id = root.GetProperty("id");
            var message = new ReplayMessage(
                number, id.ValueKind == JsonValueKind.String ? JsonLines.Text(root, "id")! : id.GetRawText(),
                JsonLines.Text(root, "title")!.Trim(), JsonLines.Text(root, "detail")!.Trim(), Time(root, "time"),
                JsonLines.Text(root, "reply")!.Trim(), Time(root, "reply_time"),
                JsonLines.Text(root, "unit", optional: true));
            if (message.RepliedAt < message.At) throw new BadLineException("答复早于来信 (answered before it was written)");
            if (Shanghai.DateOf(message.At) < RulePack.EarliestStart)
                throw new BadLineException($"早于{RulePack.EarliestStart:yyyy-MM-dd}，没有当时的期限规则 (before the first rule pack)");
            return message;
        }
        catch (BadLineException e)
        {
            return new ReplayBadLine(number, e.Message);
        }
    }

    private static DateTimeOffset Time(JsonElement line, string name) =>
        DateTime.TryParseExact(JsonLines.Text(line, name), TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
            ? new DateTimeOffset(local, Shanghai.Offset)
            : throw new BadLineException($"{name} 应为 2019-04-25 09:32:09 这样的时间 ({name} is no time)");
}

/// <summary>
/// A message as the acts of the plain path. True are the times of filing and of the answer; what lies between is assumed, spread
/// between the two, and says so.
/// </summary>
internal static class ReplayActs
{
    /// <summary>The reason that stands on every act of a replay.</summary>
    public const string Why = "回放假定";

    /// <summary>The unit they are sent to where they do not say who was competent.</summary>
    private const string Unit = "ZJ";

    private const string Email = "replay@example.invalid";

    // Where each step lies: a share of the time between filing and answer, but no later than so many days after the filing.
    private static readonly (double Share, double LatestDays)[] FromFiling =
        [(0.05, 1), (0.10, 3), (0.15, 5), (0.20, 8), (0.22, 8.1), (0.30, 10), (0.32, 10.1)];

    // Counted back from the answer in the same way: submitted, approved.
    private static readonly (double Share, double EarliestDays)[] BeforeAnswer = [(0.10, 2), (0.05, 1)];

    public static PlainCase CaseOf(ReplayMessage m) => new(
        StreamId.Petition(PlainPath.Identifier(m.At, "replay-petition|" + m.Id)),
        StreamId.Matter(PlainPath.Identifier(m.At, "replay-matter|" + m.Id)), m.Unit ?? Unit);

    /// <summary>All acts, each of them one event of the matter.</summary>
    /// <param name="place">The message's place in its list.</param>
    public static IReadOnlyList<TimedAct> Of(ReplayMessage m, int place, PlainPath path, string queryCode)
    {
        var c = CaseOf(m);
        var span = m.RepliedAt - m.At;
        DateTimeOffset After(int step) => m.At + Least(span * FromFiling[step].Share, TimeSpan.FromDays(FromFiling[step].LatestDays));
        DateTimeOffset Before(int step) =>
            m.RepliedAt - Least(span * BeforeAnswer[step].Share, TimeSpan.FromDays(BeforeAnswer[step].EarliestDays));
        Intent Serve(DocumentKind document) =>
            path.Serve(c, document, ServiceMethod.Electronic, $"回放 {m.Id}", Email);
        return
        [
            new(m.At, place, Filed(path.File(Filing(m, c), queryCode), m)),
            new(After(0), place, path.Register(c, new RegisterMatter(Purpose.Request, "other", null, m.Title, [m.Title], false, null))),
            new(After(1), place, path.Forward(c, null)),
            new(After(2), place, path.Receive(c)),
            new(After(3), place, path.GiveNotice(c, "回放假定：按信访程序办理。")),
            new(After(4), place, Serve(DocumentKind.Notice)),
            new(After(5), place, path.Accept(c, m.Title)),
            new(After(6), place, Serve(DocumentKind.Acceptance)),
            new(Before(0), place, path.Submit(c, new DraftOpinion(
                [new DraftAnswer(m.Title, Outcome.Explained, m.Reply)], "见答复原文。", "回放假定：原文未单列依据。", null, null))),
            new(Before(1), place, path.Approve(c)),
            new(m.RepliedAt, place, Serve(DocumentKind.Opinion)),
        ];
    }

    private static Intent Filed(Intent intent, ReplayMessage m) => intent with
    {
        Key = new("replay", m.Id, m.Digest),
        Again = (_, _, _) => Decision.Refuse(Article.House("回放"), "filed-before", "这条留言已经登记过。"),
    };

    // Who wrote it stays out: neither the name nor the pseudonym of the source is kept.
    private static FilePetition Filing(ReplayMessage m, PlainCase c) => new(
        c.Petition, c.Matter, Channel.Portal, Received: null, Purpose.Request, m.Title, m.Detail, m.Title, Place: null,
        PlaceDetail: null, UnitNamed: null, Anonymous: true, Name: null, Phone: null, Address: null, Email, ElectronicConsent: true,
        CodeHandedOver.ShownOnline);

    private static TimeSpan Least(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
