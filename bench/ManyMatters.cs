using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Demo;
using Xinqiao.Web.Storage;
using Xinqiao.Web.Units;

namespace Xinqiao.Bench;

/// <summary>
/// Matters in numbers: each is decided from its filing to its acceptance by the deciders of the pages, and whole batches of them
/// are recorded as one act, which no page can do. Seven events and three terms each, begun on the days of one year.
/// </summary>
internal sealed class ManyMatters(IReadOnlyList<Unit> units)
{
    private const int TogetherInOneAct = 250, WaitingActs = 8;

    private static readonly Actor Generator = new("system", Role.System, "", "");
    private readonly Dictionary<string, Unit> byCode = units.ToDictionary(u => u.Code);
    private readonly HashSet<string> codes = [.. units.Select(u => u.Code)];

    /// <summary>Fills a demo database; its clock is supplied, from a year before now.</summary>
    public async Task Fill(CaseStore store, int matters, Action<int> progress)
    {
        var until = store.Clock.GetUtcNow();
        var waiting = new Queue<Task<Result>>();
        for (var made = 0; made < matters;)
        {
            var (count, at) = (Math.Min(TogetherInOneAct, matters - made), until.AddDays(-365.0 * (matters - made) / matters));
            var several = new Intent(
                Generator, (_, act) => Decision.Accept([.. Enumerable.Range(0, count).SelectMany(_ => Events(act).Events)]));
            waiting.Enqueue(store.Act(several with { At = at }));
            made += count;
            if (waiting.Count < WaitingActs) continue;
            Require(await waiting.Dequeue());
            if (made % 50_000 < TogetherInOneAct) progress(made);
        }

        while (waiting.TryDequeue(out var last)) Require(await last);
    }

    /// <summary>A matter as the log would have it, begun on that day.</summary>
    public Matter Folded(DateOnly day, Rules rules)
    {
        var drawn = 0;
        return Events(new Act(Generator, Shanghai.StartOf(day).AddHours(9), PrivateText.Absent, rules, _ => ++drawn)).State;
    }

    private (Matter State, List<CaseEvent> Events) Events(Act act)
    {
        var (id, office, unit) = (Guid.CreateVersion7(), byCode[District.PetitionOffice], byCode["ZJ"]);
        var (all, state) = (new List<CaseEvent>(), (Matter?)null);
        var file = new FilePetition(
            StreamId.Petition(id), StreamId.Matter(id), Channel.Portal, Received: null, Purpose.Request, "供暖不足", "室温偏低", "恢复供暖",
            Place: null, "三号楼", UnitNamed: null, Anonymous: false, "张三", "13800000000", Address: "东街2号", Email: null,
            ElectronicConsent: true, CodeHandedOver.ShownOnline);
        Do(Actor.Petitioner, a => Registration.File(file, a, office.Code, codes, codes));
        Do(By("dengji"), a => Registration.Register(
            state!, new RegisterMatter(Purpose.Request, "other", null, "供暖不足", ["恢复供暖"], false, null), a, Categories.Brought, codes));
        Do(By("fenban"), a => Dispatch.Forward(state!, unit, "请依法处理。", office, a));
        Do(By("chengban"), a => Dispatch.Receive(state!, a));
        Do(By("chengban"), a => Notice.Issue(state!, Route.PetitionProcedure, "按信访程序办理。", unit, a));
        Do(By("chengban"), a => Service.Serve(
            state!, new ServeDocument(DocumentKind.Notice, ServiceMethod.Electronic, new LegalDay(a.Today, "记录1", null), "已到达"), a));
        Do(By("chengban"), a => Acceptance.Accept(state!, "陆晓峰", "供暖", unit, a));
        return (state!, all);

        void Do(Actor actor, Func<Act, Decision> decide)
        {
            if (decide(act with { Actor = actor }) is not Decision.Accepted accepted)
                throw new InvalidOperationException("A sample act was refused.");
            foreach (var e in accepted.Events)
            {
                all.Add(e);
                if (e is MatterEvent)
                    state = Matter.Apply(state, new Recorded(
                        0, (state?.Version ?? 0) + 1, act.RecordedAt, actor.Id, actor.Role, actor.Unit, PrivateText.Absent, e));
            }
        }
    }

    private Actor By(string login) => DemoDistrict.ActorOf(login, byCode);

    private static void Require(Result result)
    {
        if (result is not Result.Done) throw new InvalidOperationException("A batch of sample matters was not recorded.");
    }
}
