using Dapper;
using Microsoft.AspNetCore.DataProtection;
using MiniExcelLibs;
using OtpNet;
using Xinqiao.Core;
using Xinqiao.Core.Furniture;
using Xinqiao.Core.Verification;
using Xinqiao.Storage.Tests.Samples;
using Xinqiao.Web.Administration;
using Xinqiao.Web.Administration.Setup;
using Xinqiao.Web.Identity;
using Xinqiao.Web.Matters;
using Xinqiao.Web.Petitions;
using Xinqiao.Web.Storage;
using Xinqiao.Web.Units;
using Xunit;
using Heads = Xinqiao.Core.Furniture.DistrictSheet;

namespace Xinqiao.Storage.Tests;

/// <summary>Spreadsheet, categories, handovers and second factors on each engine, each held against the log afterwards.</summary>
public sealed class AdministrationTests
{
    private const string Password = "Demo-2026-xinqiao";

    private static readonly Actor Administrator = new("s-6", Role.Administrator, "XF", "信访局");

    private static async Task<People> Appointed(District district, params (string Id, Role Role, string Unit)[] posts)
    {
        await People.Appoint(district.Store, SampleUnits.System, "s-6", "guanli", "吴管理", Role.Administrator, SampleUnits.Office.Code, Password);
        foreach (var (id, role, unit) in posts)
            await People.Appoint(district.Store, SampleUnits.System, id, "konto" + id.Replace("-", "", StringComparison.Ordinal).ToLowerInvariant(), "同事", role, unit, Password);
        return new People(district.Store);
    }

    private static DistrictSheets SheetsOf(District district, People people) =>
        new(district.Store, new UnitQueries(district.Store), people, new MatterQueries(district.Store, new CaseReader(district.Store)));

    private static async Task HoldsToTheLog(District district)
    {
        await using var connection = district.Database.OpenToRead();
        await using var own = await connection.BeginTransactionAsync(System.Data.IsolationLevel.Serializable, TestContext.Current.CancellationToken);
        var result = Web.Ledger.Audit.Of(district.Store, connection, own, _ => { });
        Assert.True(result.Verdict != Verdict.Broken, string.Join('\n', result.Findings));
    }

    [Theory, OnEachEngine]
    public async Task A_spreadsheet_is_applied_whole_in_one_transaction_and_rows_follow_from_its_events(Engine engine)
    {
        using var district = await District.Found(engine);
        var sheets = SheetsOf(district, await Appointed(district));
        using var file = new MemoryStream();
        file.SaveAs(new Dictionary<string, object>
        {
            [Heads.Units] = Enumerable.Range(1, 30).Select(i => new Dictionary<string, object?>
            {
                [Heads.Code] = $"N{i:00}",
                [Heads.Name] = $"第{i}局",
                [Heads.Organ] = $"崇文区第{i}局",
                [Heads.Kind] = "职能部门",
                [Heads.Word] = $"崇{i}",
                [Heads.Parent] = i == 1 ? SampleUnits.All[0].Code : "N01",
                [Heads.Phone] = "",
                [Heads.Address] = "",
                [Heads.Review] = "崇文区人民政府",
                [Heads.EndedOn] = "",
            }),
            [Heads.People] = Enumerable.Range(1, 60).Select(i => new Dictionary<string, object?>
            {
                [Heads.Login] = $"person-{i}",
                [Heads.Person] = $"第{i}人",
                [Heads.Post] = "承办人",
                [Heads.Code] = $"N{(i % 30) + 1:00}",
                [Heads.EndedOn] = "",
                [Heads.EndReason] = "",
            }),
        });
        var (plan, refusals) = await sheets.Plan(file.ToArray());
        Assert.Empty(refusals);
        Assert.Empty(plan!.Faults);
        var done = Assert.IsType<Result.Done>(await sheets.Apply(Administrator, plan));
        Assert.Equal(90, done.Events.Count);
        await using (var connection = district.Database.OpenToRead())
            Assert.Equal(1, await connection.ExecuteScalarAsync<long>(
                "SELECT count(*) FROM checkpoints WHERE size > @before", new { before = done.Events[0].Position }));
        Assert.Empty((await sheets.Plan(file.ToArray())).Plan!.Events);
        await HoldsToTheLog(district);
    }

    [Theory, OnEachEngine]
    public async Task A_changed_category_is_a_row_that_follows_from_its_events(Engine engine)
    {
        using var district = await District.Found(engine);
        using var categories = new CategoryQueries(district.Store);
        foreach (var name in new[] { "甲", "乙" })
            Assert.IsType<Result.Done>(await categories.Change(Administrator, (now, act) => CategoryChanges.Add("010200", name, null, now, act)));
        Assert.IsType<Result.Done>(await categories.Change(Administrator, (now, act) => CategoryChanges.End("010206", act.Today, now, act)));
        Assert.Equal(("甲", "乙"), (categories.Now().Find("010206")?.Name, categories.Now().Find("010207")?.Name));
        await HoldsToTheLog(district);
    }

    [Theory, OnEachEngine]
    public async Task Two_categories_added_at_once_never_get_one_code(Engine engine)
    {
        using var district = await District.Found(engine);
        using var categories = new CategoryQueries(district.Store);
        await Task.WhenAll(Enumerable.Range(1, 8).Select(i => categories.Change(
            Administrator, (now, act) => CategoryChanges.Add("020100", $"类{i}", null, now, act))));
        Assert.Equal(8, categories.Now().All.Count(c => c.Name.StartsWith('类')));
        await HoldsToTheLog(district);
    }

    [Theory, OnEachEngine]
    public async Task A_handover_passes_every_open_matter_in_one_act(Engine engine)
    {
        using var district = await District.Found(engine);
        var unit = SampleUnits.Housing;
        var people = await Appointed(district, (SampleUnits.Handler(unit).Id, Role.Handler, unit.Code), ("s-21", Role.Handler, unit.Code));
        var reader = new CaseReader(district.Store);
        var handovers = new Handovers(district.Store, reader, people, new MatterQueries(district.Store, reader));
        var matters = new List<StreamId>();
        for (var i = 0; i < 4; i++)
        {
            var sample = await district.File();
            matters.Add(sample.Matter);
            await district.Do(SampleActs.Register(sample.Matter));
            await district.Do(SampleActs.Forward(sample.Matter, unit));
            await district.Do(SampleActs.Receive(sample.Matter, unit));
        }

        var leaver = (await people.Find(SampleUnits.Handler(unit).Id))!;
        Assert.Equal(4, await handovers.Held(leaver.Id));
        var today = Core.Regulation.Shanghai.DateOf(district.Clock.Now);
        Assert.IsType<Result.Done>(await handovers.Arrange(Administrator, leaver, await people.Find("s-21"), today, "调离"));
        Assert.Equal((0, 4), (await handovers.Held(leaver.Id), await handovers.Held("s-21")));
        foreach (var matter in matters) Assert.Equal("s-21", (await reader.Matter(matter))!.State.Holder);
        await handovers.Round();
        await HoldsToTheLog(district);
    }

    [Theory, OnEachEngine]
    public async Task A_code_counts_once_even_when_two_ask_at_the_same_moment(Engine engine)
    {
        using var district = await District.Found(engine);
        var people = await Appointed(district);
        var factors = new SecondFactors(district.Store, people);
        var secret = SecondFactors.NewSecret();
        string Code(int later) => new Totp(secret).ComputeTotp(district.Clock.Now.UtcDateTime.AddSeconds(later));
        var staff = (await people.Find("s-6"))!.ToStaff();
        var (result, recovery) = await factors.Enrol(staff, secret, Code(0));
        Assert.IsType<Result.Done>(result);
        var person = (await people.Find("s-6"))!;
        Assert.True(person.HasFactor);
        var right = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => factors.Check(person, Code(30))));
        Assert.Single(right, true);
        Assert.Single(await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => factors.Check(person, recovery[0]))), true);
        Assert.Equal(SecondFactors.RecoveryCodes - 1, await factors.Left("s-6"));
        Assert.IsType<Result.Done>(await factors.Reset(SampleUnits.System, person));
        Assert.False((await people.Find("s-6"))!.HasFactor);
        Assert.Equal(0, await factors.Left("s-6"));
        await HoldsToTheLog(district);
    }

    [Theory, OnEachEngine]
    public async Task What_a_passkey_signed_counts_once_and_its_count_goes_on_even_when_two_come_at_the_same_moment(Engine engine)
    {
        using var district = await District.Found(engine);
        var people = await Appointed(district);
        var challenges = new Challenges(district.Store, new EphemeralDataProtectionProvider());
        var until = district.Clock.Now.AddMinutes(5).ToUnixTimeMilliseconds();
        Assert.Single(await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => challenges.SpendOnce([1, 2, 3], until))), true);
        Assert.True(await challenges.SpendOnce([1, 2, 4], until));

        await district.Store.Write(batch => batch.Connection.Execute(
            "INSERT INTO passkeys (id, account, key, counter, label, enrolled_at, removed_at) VALUES ('a', 's-6', @key, 3, '电脑', 1, 0)",
            new { key = new byte[] { 1 } }, batch.Transaction));
        var key = new OwnPasskey { Id = "a", Account = "s-6", Counter = 3 };
        Assert.Single(await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Passkeys.Use(district.Store, key, 4))), true);
        Assert.Equal(1, (await people.Find("s-6"))!.Passkeys);
        Assert.IsType<Result.Done>(await new SecondFactors(district.Store, people).Reset(SampleUnits.System, (await people.Find("s-6"))!));
        Assert.False((await people.Find("s-6"))!.HasSecond);
        await HoldsToTheLog(district);
    }

    [Theory, OnEachEngine]
    public async Task One_identity_is_linked_to_one_account_even_when_two_ask_at_the_same_moment(Engine engine)
    {
        using var district = await District.Found(engine);
        var people = await Appointed(district, ("s-21", Role.Handler, SampleUnits.Office.Code), ("s-22", Role.Handler, SampleUnits.Office.Code));
        var links = new ProviderLinks(district.Store, new SignIns(district.Store), people);
        var (first, second) = ((await people.Find("s-21"))!, (await people.Find("s-22"))!);
        Assert.Single((await Task.WhenAll(links.Link(first, "identity"), links.Link(second, "identity"))).OfType<Result.Done>());
        var (holder, other) = await links.Since("s-21") is null ? (second, first) : (first, second);
        Assert.Null(await links.Since(other.Id));
        Assert.IsType<Result.Refused>(await links.Link(other, "identity"));
        Assert.IsType<Result.Done>(await links.Unlink(holder.ToStaff()));
        Assert.IsType<Result.Done>(await links.Link(other, "identity"));
        Assert.Null(await links.Since(holder.Id));
        await HoldsToTheLog(district);
    }
}
