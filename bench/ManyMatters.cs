using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Citizens;
using Xinqiao.Web.Demo;
using Xinqiao.Web.Storage;
using Xinqiao.Web.Units;

namespace Xinqiao.Bench;

/// <summary>
/// Matters in numbers: each is decided by the deciders of the pages, and whole batches of them are recorded as one act, which no page
/// can do. They begin on the days of one year. Without texts all are alike and go as far as their acceptance: seven events, three terms.
/// With texts they are an office's: three units, all domains, a query code each. Of the newest tenth every fifth stands somewhere on the
/// way, and of the older ones every thousandth, which is late by then; the rest went to the served opinion.
/// </summary>
internal sealed class ManyMatters(IReadOnlyList<Unit> units, RecombinedTexts? texts = null, QueryCodes? queryCodes = null)
{
    private const int LongestText = 300, LongestTitle = 60, OneInHand = 5, OneLate = 1_000;
    private static readonly string[] Handling = ["ZJ", "RS", "CG"];
    private static readonly string[] Domains =
        [.. Categories.Brought.All.Where(c => c.Code.EndsWith("00", StringComparison.Ordinal) && c.Code != Categories.Other).Select(c => c.Code)];

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
            var (from, count, at) = (made, Math.Min(TogetherInOneAct, matters - made), until.AddDays(-365.0 * (matters - made) / matters));
            var several = new Intent(
                Generator, (_, act) => Decision.Accept([.. Enumerable.Range(from, count).SelectMany(number => Events(act, number, matters).Events)]))
            {
                Beside = CodesOf,
            };
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
        return Events(new Act(Generator, Shanghai.StartOf(day).AddHours(9), PrivateText.Absent, rules, _ => ++drawn), 0, 1).State;
    }

    private IEnumerable<Web.Storage.Row> CodesOf(IReadOnlyList<Recorded> events) => queryCodes is null
        ? []
        : events.Where(e => e.Event is PetitionFiled).Select(e => queryCodes.RowOf(e.Event.Stream, QueryCodes.NewCode(), e.RecordedAt));

    private (Matter State, List<CaseEvent> Events) Events(Act act, int number, int of)
    {
        var (id, office) = (Guid.CreateVersion7(), byCode[District.PetitionOffice]);
        var unit = byCode[texts is null ? "ZJ" : Handling[number % Handling.Length]];
        var (handler, head) = (DemoDistrict.PersonOf(unit.Code, Role.Handler), DemoDistrict.PersonOf(unit.Code, Role.UnitHead));
        var text = texts?.Text(number);
        var (title, detail) = (Cut(text?.Title, LongestTitle) ?? "供暖不足", Cut(text?.Detail, LongestText) ?? "室温偏低");
        var domain = texts is null ? Categories.Other : Domains[number % Domains.Length];
        var (all, state) = (new List<CaseEvent>(), (Matter?)null);
        var file = new FilePetition(
            StreamId.Petition(id), StreamId.Matter(id), Channel.Portal, Received: null, Purpose.Request, title, detail, "恢复供暖",
            Place: null, "三号楼", UnitNamed: null, Anonymous: false, "张三", "13800000000", Address: "东街2号", Email: null,
            ElectronicConsent: true, CodeHandedOver.ShownOnline);
        (Actor Actor, Func<Act, Decision> Decide)[] acts =
        [
            (Actor.Petitioner, a => Registration.File(file, a, office.Code, codes, codes)),
            (By("dengji"), a => Registration.Register(
                state!, new RegisterMatter(Purpose.Request, domain, null, title, ["恢复供暖"], false, null), a, Categories.Brought, codes)),
            (By("fenban"), a => Dispatch.Forward(state!, unit, "请依法处理。", office, a)),
            (By(handler.Login), a => Dispatch.Receive(state!, a)),
            (By(handler.Login), a => Notice.Issue(state!, Route.PetitionProcedure, "按信访程序办理。", unit, a)),
            (By(handler.Login), a => Serve(DocumentKind.Notice, a)),
            (By(handler.Login), a => Acceptance.Accept(state!, handler.Name, title, unit, a)),
            (By(handler.Login), a => Serve(DocumentKind.Acceptance, a)),
            (By(handler.Login), a => Opinion.Submit(
                state!, new DraftOpinion([new("恢复供暖", Outcome.Explained, "已查明并说明。")], "经查属实。", "有关规定", null, null), a)),
            (By(head.Login), a => Opinion.Approve(state!, head.Name, unit, null, a)),
            (By(handler.Login), a => Serve(DocumentKind.Opinion, a)),
        ];
        foreach (var (actor, decide) in acts.Take(Reach(number, of, acts.Length))) Do(actor, decide);
        return (state!, all);

        Decision Serve(DocumentKind document, Act a) => Service.Serve(
            state!, new ServeDocument(document, ServiceMethod.Electronic, new LegalDay(a.Today, "记录1", null), "已到达"), a);

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

    private const int UpToAcceptance = 7;

    private int Reach(int number, int of, int all)
    {
        if (texts is null) return UpToAcceptance;
        var one = number >= of / 10 * 9 ? OneInHand : OneLate;
        return number % one != 0 ? all : 1 + number / one % (all - 1);
    }

    private static string? Cut(string? text, int length) => text?.Length > length ? text[..length] : text;

    private Actor By(string login) => DemoDistrict.ActorOf(login, byCode);

    private static void Require(Result result)
    {
        if (result is not Result.Done) throw new InvalidOperationException("A batch of sample matters was not recorded.");
    }
}
