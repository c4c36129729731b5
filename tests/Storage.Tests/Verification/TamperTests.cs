using System.Data;
using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Xinqiao.Core;
using Xinqiao.Core.Furniture;
using Xinqiao.Core.Partners;
using Xinqiao.Core.Petitions;
using Xinqiao.Core.Regulation;
using Xinqiao.Core.Tests.Attachments;
using Xinqiao.Core.Verification;
using Xinqiao.Storage.Tests.Samples;
using Xinqiao.Web.Administration;
using Xinqiao.Web.Identity;
using Xinqiao.Web.Partners;
using Xinqiao.Web.Storage;
using Xunit;

namespace Xinqiao.Storage.Tests.Verification;

/// <summary>
/// Whoever changes a row behind the log's back is found, and where. The campaign <c>./test tamper</c> does thousands; here are some hundred.
/// </summary>
public sealed class TamperTests
{
    private static readonly int Trials = int.Parse(Environment.GetEnvironmentVariable("XINQIAO_TAMPERINGS") ?? "0");

    private static readonly Actor Administrator = new("s-6", Role.Administrator, "XF", "信访局");
    private static readonly Actor Security = new("s-13", Role.SecurityAdministrator, "XF", "信访局");

    [Fact]
    public void Every_table_is_held_to_the_log_or_says_why_not()
    {
        using var place = new TestDatabase(Engine.Sqlite);
        using var database = place.Open();
        var coverage = TableCoverage.FromDocument();
        var schema = Schema.Of(database);

        Assert.Equal(schema.Keys.Order(), coverage.Keys.Order());
        Assert.All(coverage.Values, c =>
        {
            Assert.Contains(c.How, (string[])["covered", "derived", "uncovered"]);
            Assert.True(c.Excepted.All(name => schema[c.Table].Columns.Any(column => column.Name == name)), c.Table);
            if (!c.IsHeld || c.Excepted.Count > 0) Assert.True(c.Reason.Length > 10, $"{c.Table}: why is it not held to the log?");
        });
    }

    [Theory, OnEachEngine]
    public async Task Every_change_behind_the_log_is_found_and_named(Engine engine)
    {
        using var district = await District.Found(engine);
        await Live(district);
        await using var connection = district.Database.OpenToRead();
        Assert.Equal(Verdict.Redacted, Look(district.Store, connection, null).Verdict);

        var schema = Schema.Of(district.Database);
        var rows = schema.ToDictionary(t => t.Key, t => Rows(connection, t.Key));
        var seed = Environment.TickCount;
        var tampering = new Tampering(schema, TableCoverage.FromDocument(), rows, new Random(seed));
        var (missed, tally) = (new List<string>(), new Dictionary<string, int>());
        var places = tampering.Places().ToList();
        // Every place once, and then at random: at least so many.
        var wanted = Trials > 0 ? Trials : places.Count + (engine == Engine.Sqlite ? 60 : 0);
        var random = new Random(seed);
        for (var i = 0; tally.Values.Sum() < wanted; i++)
        {
            Assert.True(i < 40 * wanted, "Most changes are forbidden by the schema; the generator needs another way.");
            var place = i < places.Count ? places[i] : places[random.Next(places.Count)];
            var (done, found) = Try(district.Store, connection, tampering, place);
            if (done is null) continue;
            tally[place.Kind] = tally.GetValueOrDefault(place.Kind) + 1;
            if (found!.Verdict != Verdict.Broken || !found.Faults.Any(f => f.Leaf is not null || f.What.Contains(place.Table, StringComparison.Ordinal)))
                missed.Add($"{done}: {found.Verdict} {string.Join("; ", found.Findings)}");
        }

        TestContext.Current.SendDiagnosticMessage(
            $"{engine}: {tally.Values.Sum()} changes ({string.Join(", ", tally.Select(t => $"{t.Key} {t.Value}"))}), {missed.Count} not found; seed {seed}");
        Assert.True(missed.Count == 0, $"seed {seed}, {missed.Count} of {tally.Values.Sum()} not found:\n{string.Join('\n', missed)}");
        Assert.Equal(Tampering.Kinds.Order(), tally.Keys.Order());
        Assert.Equal(Verdict.Redacted, Look(district.Store, connection, null).Verdict);
    }

    /// <summary>Some of everything: cases on their way, units, posts, a year and a length set anew, an erasure.</summary>
    private static async Task Live(District district)
    {
        await People.Appoint(district.Store, SampleUnits.System, "s-9", "ducha", "王督查", Role.Supervisor, "XF", "Demo-2026-xinqiao");
        await People.Appoint(district.Store, SampleUnits.System, "s-8", "dengji", "李登记", Role.Registrar, "XF", "Demo-2026-xinqiao");
        for (var round = 0; round < 3; round++)
        {
            var history = new SampleHistory(p => SampleActs.File(p, district.Codes));
            for (var act = 0; act < 12; act++)
            {
                await Task.WhenAll(await district.Together(
                    [.. Enumerable.Range(0, 6).Select(c => history.Next(new SampleStep(act == 0 ? 99 : c, act == 0 ? 1 + c : 30, c + round)))]));
                district.Clock.Now = district.Clock.Now.AddHours(7);
            }
        }

        var (first, repeat, mistaken) = (await district.File(), await district.File(), await district.File());
        foreach (var matter in (StreamId[])[repeat.Matter, mistaken.Matter]) await district.Do(SampleActs.Link(matter, first.Matter));
        await district.Do(SampleActs.WithdrawLink(mistaken.Matter, first.Matter));
        foreach (var answered in (SamplePetition[])[first, repeat])
        {
            foreach (var intent in SampleActs.Path(answered.Matter, SampleUnits.Housing)) await district.Do(intent);
            await district.Do(SampleActs.Publish(answered.Matter, SampleUnits.Housing, answered.Matter.Value[1..]));
        }

        await district.Do(SampleActs.WithdrawAnswer(repeat.Matter));
        using var watch = new RulesWatch(district.Store, NullLogger<RulesWatch>.Instance);
        var rules = new RuleChanges(district.Store, watch);
        Assert.IsType<Result.Done>(await rules.LoadCalendar(
            Administrator, """{"year":2027,"notices":["国办发明电〔2026〕9号"],"rest":[{"name":"元旦","from":"2027-01-01","to":"2027-01-03"}],"makeUp":[]}""", "国办通知"));
        foreach (var from in (DateOnly[])[new(2026, 6, 1), new(2026, 7, 1)])
            Assert.IsType<Result.Done>(await rules.MakeSetting(Administrator, RulePack.Of2022[ClockId.DeemedAcceptance].SettingKey, $"{from.Month + 10}", from));
        await watch.Follow(TestContext.Current.CancellationToken);
        var partners = new PartnerTable(district.Store);
        var (_, _, hotline) = await partners.Issue(Security, "南通市12345", Channel.Hotline);
        var partner = (await partners.Find(hotline))!;
        await partners.Act(Security, partner, act => PartnerKeys.SetWebhook(partner, "https://hotline.example.cn/", _ => true, act));
        var (_, _, app) = await partners.Issue(Security, "南通市民 App", Channel.Portal);
        var ended = (await partners.Find(app))!;
        await partners.Act(Security, ended, act => PartnerKeys.Revoke(ended, "协议到期", act));
        await Administer(district);
        await Erase(district, "narrative");
        await Attach(district);
    }

    // One that stays, and one that was erased.
    private static async Task Attach(District district)
    {
        var sample = await district.File();
        using var intake = AttachmentTests.Intake(district);
        foreach (var name in (string[])["现场.jpg", "误传.jpg"])
            Assert.Null(await AttachmentTests.Add(intake, sample, name, SampleFiles.Jpeg(name)));
        await AttachmentTests.Erase(district, intake, sample);
    }

    // A category, a handover, a unit and a second factor, so that their tables have rows to tamper with.
    private static async Task Administer(District district)
    {
        using var categories = new Web.Petitions.CategoryQueries(district.Store);
        foreach (var code in new[] { "010102", "010103" })
            Assert.IsType<Result.Done>(await categories.Change(Administrator, (now, act) => CategoryChanges.Rename(code, "改名" + code, now, act)));
        await People.Appoint(district.Store, SampleUnits.System, "s-10", "dengji2", "孙登记", Role.Registrar, "XF", "Demo-2026-xinqiao");
        var (people, reader) = (new People(district.Store), new CaseReader(district.Store));
        var handovers = new Handovers(district.Store, reader, people, new Web.Matters.MatterQueries(district.Store, reader));
        Assert.IsType<Result.Done>(await handovers.Arrange(
            Administrator, (await people.Find("s-8"))!, await people.Find("s-10"), Shanghai.DateOf(district.Clock.Now).AddDays(9), "产假"));
        Assert.IsType<Result.Done>(await new SecondFactors(district.Store, people).Set(Security, Role.Supervisor, required: true));
    }

    private static async Task Erase(District district, string field)
    {
        long position;
        await using (var connection = district.Database.OpenToRead())
            position = await connection.ExecuteScalarAsync<long>("SELECT min(position) FROM field_values WHERE field = @field", new { field });
        await district.Do(new Intent(Administrator, (_, _) => Decision.Accept(new TextErased(position, field, "《个人信息保护法》第四十七条第一款", "本人申请"))));
    }

    private static (string? Done, AuditResult? Found) Try(
        CaseStore store, DbConnection connection, Tampering tampering, (string, string, string?) place)
    {
        using var transaction = connection.BeginTransaction();
        try
        {
            connection.Execute(connection is SqliteConnection
                ? "DROP TRIGGER events_are_never_changed; DROP TRIGGER events_are_never_deleted; DROP TRIGGER events_are_never_replaced"
                : "ALTER TABLE events DISABLE TRIGGER USER", transaction: transaction);
            return tampering.Do(connection, transaction, place) is { } done ? (done, Look(store, connection, transaction)) : (null, null);
        }
        catch (DbException)
        {
            return (null, null); // a key that is taken, a value that is not allowed: the schema itself refused
        }
        finally
        {
            transaction.Rollback();
        }
    }

    private static AuditResult Look(CaseStore store, DbConnection connection, DbTransaction? transaction)
    {
        if (transaction is not null) return Web.Ledger.Audit.Of(store, connection, transaction, _ => { });
        using var own = connection.BeginTransaction(IsolationLevel.Serializable);
        return Web.Ledger.Audit.Of(store, connection, own, _ => { });
    }

    private static List<object?[]> Rows(DbConnection connection, string table) =>
        [.. connection.Query($"SELECT * FROM {table}").Select(row => ((IDictionary<string, object?>)row).Values.ToArray())];
}
