using System.Text.Json;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Citizens;
using Xinqiao.Web.Storage;
using Xinqiao.Web.Units;

namespace Xinqiao.Web.Demo;

/// <summary>
/// The petitions a demo begins with: invented people, real streets, every stage, some falling due and some overdue. They pass
/// through the same deciders as everybody's, at supplied times in the weeks before the demo was founded.
/// </summary>
internal sealed class DemoPetitions
{
    /// <summary>How many days before today the demo district begins; the oldest petition is a little younger.</summary>
    public const int Days = 90;

    /// <summary>The query code of every petition here, so that whoever tries the demo can follow one as its petitioner.</summary>
    public const string QueryCode = "8888888888888888";

    private readonly CaseStore store;
    private readonly PlainPath path;
    private readonly DateTimeOffset now;
    private readonly List<TimedAct> acts = [];
    private int taken;

    private DemoPetitions(CaseStore store, PlainPath path)
    {
        (this.store, this.path, now) = (store, path, store.Clock.GetUtcNow());
    }

    /// <exception cref="InvalidOperationException">An act was refused: the stories and the rules do not fit.</exception>
    public static async Task Seed(CaseStore store)
    {
        var units = await new UnitQueries(store).All();
        var demo = new DemoPetitions(store, new PlainPath(units, new QueryCodes(store), PrivateText.Absent));
        var stories = Read();
        for (var i = 0; i < stories.Count; i++) demo.Tell(i, stories[i]);
        await foreach (var answer in History.Record(store, demo.acts, _ => false))
            if (answer.Result is not Result.Done)
                throw new InvalidOperationException(
                    $"Demo petition “{stories[answer.Act.Case].Title}”: "
                    + string.Join(' ', (answer.Result as Result.Refused)?.Refusals ?? []), answer.Failure);
    }

    internal static IReadOnlyList<DemoStory> Read()
    {
        using var stream = typeof(DemoPetitions).Assembly.GetManifestResourceStream("Demo.petitions.json")!;
        return JsonSerializer.Deserialize<List<DemoStory>>(stream, JsonSerializerOptions.Web)!;
    }

    private void Tell(int number, DemoStory s)
    {
        var filedAt = At(s, 0);
        var c = new PlainCase(
            StreamId.Petition(PlainPath.Identifier(filedAt, $"demo-petition-{number}")),
            StreamId.Matter(PlainPath.Identifier(filedAt, $"demo-matter-{number}")), s.Unit);
        var scope = string.Join("；", s.Requests);
        Func<Intent[]>[] steps =
        [
            () => [path.File(Filing(number, s, c), QueryCode, s.AtCounter ? path.Registrar : null)],
            () => [path.Register(c, new RegisterMatter(s.PurposeOf, s.Domain, s.Place, s.Title, s.Requests, false, null))],
            () => [path.Forward(c, null)],
            () => [path.Receive(c)],
            () => s.NoticeUnserved ? [Notice(c)] : [Notice(c), Serve(c, number, DocumentKind.Notice, s)],
            () => [path.Accept(c, scope), Serve(c, number, DocumentKind.Acceptance, s)],
            () => s.Opinion is { } opinion ? [path.Submit(c, Draft(s, opinion), opinion.ExecuteIn)] : [],
            () => [path.Approve(c)],
            () => [Serve(c, number, DocumentKind.Opinion, s)],
            () => s.Rating is { } r ? [path.Rate(c, Words.Parse<Satisfaction>(r[0]), Words.Parse<Satisfaction>(r[1]), r[2])] : [],
        ];
        for (var step = 0; step < s.Days.Length; step++)
            foreach (var intent in steps[step]()) acts.Add(new TimedAct(At(s, step), number, intent));
        acts.AddRange(Also(number, s, c));
        if (s.Extension is { } e)
        {
            var on = Workday(e[0].GetInt32());
            acts.Add(new TimedAct(on.AddHours(16), number, path.Extend(c, e[1].GetInt32(), e[2].GetString()!)));
            acts.Add(new TimedAct(on.AddHours(16.5), number, Serve(c, number, DocumentKind.Extension, s)));
        }
    }

    private IEnumerable<TimedAct> Also(int number, DemoStory s, PlainCase c) => (s.Also ?? []).Select((a, i) =>
    {
        var at = Workday(a.DaysAgo).AddHours(15.5 + i * 0.3);
        return new TimedAct(at < now ? at : now.AddMinutes(i - 20), number, DemoActs.Of(a, path, c));
    });

    private Intent Notice(PlainCase c) =>
        path.GiveNotice(c, "经审查属于本机关职权范围，按信访程序办理：调查核实、听取您的陈述，自受理之日起六十日内书面答复。");

    private Intent Serve(PlainCase c, int number, DocumentKind document, DemoStory s) => s.AtCounter
        ? path.Serve(c, document, ServiceMethod.Post, $"EMS 演示{1000 + number}", "信访人本人签收")
        : path.Serve(c, document, ServiceMethod.Electronic, $"电子邮件回执 {1000 + number}", "登记的电子邮箱，系统显示已到达");

    private static DraftOpinion Draft(DemoStory s, DemoOpinion o) => new(
        [.. o.Answers.Select((a, i) => new DraftAnswer(s.Requests[i], Words.Parse<Outcome>(a[0]), a[1]))],
        o.Facts, o.Basis, o.Execution, ExecuteBy: null);

    private FilePetition Filing(int number, DemoStory s, PlainCase c) => new(
        c.Petition, c.Matter, s.ChannelOf,
        s.AtCounter ? new LegalDay(Shanghai.DateOf(At(s, 0)), $"{Words.Label(s.ChannelOf)}登记簿第{++taken}号", null) : null,
        s.PurposeOf, s.Title, s.Narrative, string.Join('\n', s.Requests), s.Place, s.Spot, UnitNamed: null, s.Anonymous,
        s.Anonymous ? null : s.Name, s.Anonymous ? null : $"1380000{number + 1:0000}",
        s.Anonymous ? null : $"南通市崇川区{s.Spot}", s.Anonymous || s.AtCounter ? null : $"yanshi{number + 1}@example.cn",
        ElectronicConsent: !s.Anonymous && !s.AtCounter, s.AtCounter ? CodeHandedOver.CounterSlip : CodeHandedOver.ShownOnline)
    {
        Visit = new Visit(s.HeadCount, s.Representatives ?? []),
        HowStated = s.ChannelOf switch { Channel.Visit => HowStated.ReadAloud, Channel.Call => HowStated.RepeatedByPhone, _ => null },
        CoveringLetter = s.From is [var organ, var document] ? new CoveringLetter(organ, document, Shanghai.DateOf(At(s, 0)), null) : null,
    };

    // Each step a little later in the day than the one before, so that steps which fall on one working day keep their order.
    private DateTimeOffset At(DemoStory s, int step)
    {
        var at = Workday(s.Days[step]).AddHours(8.7 + step * 0.7);
        return at < now ? at : now.AddMinutes(step - 60);
    }

    private DateTimeOffset Workday(int daysAgo)
    {
        var day = Shanghai.DateOf(now).AddDays(-daysAgo);
        return Shanghai.StartOf(daysAgo == 0 ? day : store.Calendar.LastWorkingDayUntil(day) ?? day);
    }
}

/// <summary>A petition of the demo as <c>petitions.json</c> tells it.</summary>
/// <param name="Days">
/// How many days ago: filed, registered, forwarded, received, notice, accepted, submitted, approved, served, rated; as many as
/// have happened.
/// </param>
/// <param name="Extension">Days ago, days of extension, reason.</param>
/// <param name="Also">What happened beside the plain path.</param>
/// <param name="Rating">Petition department, unit, reason.</param>
/// <param name="From">Organ and document, of what another organ passed on.</param>
internal sealed record DemoStory(
    string Title, string Narrative, string Name, string Spot, string Domain, int[] Days, string? Place = null, string Unit = "ZJ",
    string Purpose = "request", string Channel = "portal", bool Anonymous = false, bool NoticeUnserved = false,
    DemoOpinion? Opinion = null, string[]? Rating = null, JsonElement[]? Extension = null,
    DemoAct[]? Also = null, int HeadCount = 1, string[]? Representatives = null, string[]? From = null)
{
    public required string[] Requests { get; init; }
    public Channel ChannelOf => Words.Parse<Channel>(Channel);
    public bool AtCounter => ChannelOf != Core.Petitions.Channel.Portal;
    public Purpose PurposeOf => Words.Parse<Purpose>(Purpose);
}

/// <param name="Answers">Outcome and reasons for each request, in their order.</param>
/// <param name="ExecuteIn">Days from submitting; null where nothing is supported.</param>
internal sealed record DemoOpinion(string Facts, string Basis, string? Execution, int? ExecuteIn, string[][] Answers);
