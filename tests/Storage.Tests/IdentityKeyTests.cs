using Dapper;
using Xinqiao.Core;
using Xinqiao.Core.Ledger;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Core.Verification;
using Xinqiao.Storage.Tests.Samples;
using Xinqiao.Web.Storage;
using Xunit;

namespace Xinqiao.Storage.Tests;

/// <summary>Who petitions is sealed under keys of its own, beside what was sealed before there were any.</summary>
public sealed class IdentityKeyTests
{
    private static readonly string[] OfParty = ["name", "phone", "address"];

    private static async Task<ILookup<Compartment, string>> Sealed(IDatabase database, SamplePetition sample)
    {
        await using var connection = database.OpenToRead();
        return (await connection.QueryAsync<(string Field, byte[] Sealed)>(
            "SELECT v.field, v.sealed FROM field_values v JOIN events e ON e.position = v.position WHERE e.stream = @id", new { id = sample.Petition.Value }))
            .ToLookup(v => SealedValue.CompartmentOf(v.Sealed), v => v.Field);
    }

    private static async Task<long> Rows(IDatabase database, string table)
    {
        await using var connection = database.OpenToRead();
        return await connection.ExecuteScalarAsync<long>($"SELECT count(*) FROM {table}");
    }

    private static async Task<PetitionFiled> Filed(CaseStore store, SamplePetition sample) =>
        (await new CaseReader(store).Petition(sample.Petition, IdentityView.OfPetitioner))!.Last<PetitionFiled>()!;

    private static AuditResult Look(CaseStore store) => Web.Ledger.Audit.Of(store, _ => { });

    /// <summary>The same key folder without the keys of who petitions.</summary>
    private static KeyFolder Without(District district)
    {
        var folder = Path.Combine(district.Place.Folder, "without-" + Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(folder);
        foreach (var file in Directory.GetFiles(district.Place.Keys.Folder, "*.key").Where(f => !Path.GetFileName(f).StartsWith("identity-", StringComparison.Ordinal)))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        return KeyFolder.Open(folder);
    }

    [Theory, OnEachEngine]
    public async Task Who_petitions_and_what_was_petitioned_lie_under_two_keys(Engine engine)
    {
        using var district = await District.Found(engine);
        var sample = await district.File();
        var values = await Sealed(district.Database, sample);
        Assert.Equal(OfParty.Order(), values[Compartment.Identity].Order());
        Assert.Equal(["narrative", "placeDetail", "request", "title"], values[Compartment.Matter].Order());
        Assert.Equal(1, await Rows(district.Database, "identity_keys"));

        // Whoever petitions without a name has no such key.
        await district.File(SamplePetition.New() with { Name = null, Phone = null, Address = null });
        Assert.Equal(1, await Rows(district.Database, "identity_keys"));
        Assert.Equal(Verdict.Ok, Look(district.Store).Verdict);
    }

    [Theory, OnEachEngine]
    public async Task A_program_without_the_keys_of_who_petitions_runs_withholds_names_and_records_none(Engine engine)
    {
        using var district = await District.Found(engine);
        var sample = await district.File();
        var store = district.OpenAgain(Without(district));

        var filed = await Filed(store, sample);
        Assert.Equal(sample.Narrative, filed.Narrative.Value);
        Assert.True(filed.Party.Name.IsWithheld);
        Assert.Null(filed.Party.Name.Value);
        await district.Do(SampleActs.Register(sample.Matter), store);
        var found = Look(store);
        Assert.Equal(Verdict.Ok, found.Verdict);

        await Assert.ThrowsAsync<DatabaseUnusableException>(() => store.Act(SampleActs.File(SamplePetition.New(), district.Codes)));
        Assert.Equal("张三", (await Filed(district.Store, sample)).Party.Name.Value);
    }

    [Theory, OnEachEngine]
    public async Task A_database_from_before_goes_on_until_its_keys_are_changed_and_both_are_read_side_by_side(Engine engine)
    {
        using var district = await District.Found(engine, prepare: keys => File.Delete(keys.FileOf(Compartment.Identity, 1)));
        var before = await district.File();
        Assert.Empty((await Sealed(district.Database, before))[Compartment.Identity]);

        await DataKeyRotation.Run(district.Store, NewWrapping.OfTheHouse, _ => { });
        var after = await district.File();
        Assert.Equal(OfParty.Order(), (await Sealed(district.Database, after))[Compartment.Identity].Order());
        foreach (var sample in (SamplePetition[])[before, after])
            Assert.Equal(("张三", sample.Narrative), ((await Filed(district.Store, sample)).Party.Name.Value, (await Filed(district.Store, sample)).Narrative.Value));
        Assert.Equal(Verdict.Ok, Look(district.Store).Verdict);
    }

    [Theory, OnEachEngine]
    public async Task All_data_keys_are_wrapped_anew_beside_a_running_program_and_the_old_files_may_go(Engine engine)
    {
        using var district = await District.Found(engine);
        var first = await district.File();
        // The same folder in another process.
        var running = district.OpenAgain(KeyFolder.Open(district.Place.Keys.Folder));

        var done = await DataKeyRotation.Run(district.Store, NewWrapping.OfTheHouse, _ => { });
        Assert.Equal(await Rows(district.Database, "data_keys") + 1, done);
        var second = SamplePetition.New();
        await district.Do(SampleActs.File(second, district.Codes), running);
        Assert.All(
            DataKeyRotation.Status(district.Store),
            by => Assert.Equal((by.Number == 2, by.Number == 2), (by.IsCurrent, by.DataKeys > 0)));

        foreach (var compartment in Words.All<Compartment>()) File.Delete(district.Place.Keys.FileOf(compartment, 1));
        var later = district.OpenAgain(KeyFolder.Open(district.Place.Keys.Folder));
        foreach (var sample in (SamplePetition[])[first, second])
            Assert.Equal("张三", (await Filed(later, sample)).Party.Name.Value);
        Assert.Equal(Verdict.Ok, Look(later).Verdict);
    }

    [Theory, OnEachEngine]
    public async Task A_change_of_keys_that_was_cut_off_goes_on_and_makes_no_third_key(Engine engine)
    {
        using var district = await District.Found(engine);
        var sample = await district.File();
        foreach (var compartment in Words.All<Compartment>()) district.Place.Keys.AddWrapping(compartment);

        await DataKeyRotation.Run(district.Store, NewWrapping.OfTheHouse, _ => { });
        Assert.Equal([1, 2], district.Place.Keys.Numbers(Compartment.Identity).Order());
        Assert.Equal("张三", (await Filed(district.Store, sample)).Party.Name.Value);
    }

    [Theory, OnEachEngine]
    public async Task Without_its_key_who_petitions_is_gone_and_what_was_petitioned_stays(Engine engine)
    {
        using var district = await District.Found(engine);
        var sample = await district.File();
        await district.Store.Write(batch => batch.Connection.Execute(
            "DELETE FROM identity_keys WHERE stream = @id", new { id = sample.Petition.Value }, batch.Transaction));

        var filed = await Filed(district.OpenAgain(), sample);
        Assert.Equal((null, false), (filed.Party.Name.Value, filed.Party.Name.IsWithheld));
        Assert.Equal(sample.Narrative, filed.Narrative.Value);
    }

    [Theory, OnEachEngine]
    public async Task A_key_of_one_compartment_opens_nothing_in_the_other(Engine engine)
    {
        using var district = await District.Found(engine);
        var sample = await district.File();
        await district.Store.Write(batch => batch.Connection.Execute(
            "UPDATE identity_keys SET wrapped = (SELECT k.wrapped FROM data_keys k WHERE k.stream = identity_keys.stream)", transaction: batch.Transaction));
        await Assert.ThrowsAnyAsync<System.Security.Cryptography.CryptographicException>(() => Filed(district.OpenAgain(), sample));
        Assert.Equal(Verdict.Broken, Look(district.Store).Verdict);
    }
}
