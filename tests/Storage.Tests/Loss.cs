using Dapper;
using Xinqiao.Core.Regulation;
using Xinqiao.Storage.Tests.Samples;
using Xinqiao.Web.Commands;
using Xinqiao.Web.Ledger;
using Xinqiao.Web.Storage;
using Xunit;

namespace Xinqiao.Storage.Tests;

/// <summary>A district that lost the petitions after its backup, restored into another place, and what it has of them.</summary>
internal sealed class Loss(District district, TestDatabase target) : IDisposable
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<(int Code, string Out, string Error)> Type(params string[] args)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = await CommandLine.Run(args, new Terminal(TextReader.Null, output, error, TimeProvider.System), Cancel);
        return (code, output.ToString(), error.ToString());
    }

    public District District => district;
    public TestDatabase Target => target;
    public long Size { get; private set; }
    public long Whole { get; private set; }
    public SamplePetition Lost { get; private set; } = null!;
    public string Log => At("log");
    public string Entries => At("entries");

    public string At(string name) => Path.Combine(district.Place.Folder, name);

    public static async Task<Loss> Of(Engine engine, Func<Loss, Task>? after = null)
    {
        var loss = new Loss(await District.Found(engine), new TestDatabase(engine));
        var district = loss.District;
        await district.File();
        BackupFolder.Write(district.Database, loss.At("backup"), (_, _) => { });
        loss.Size = district.OpenAgain().Database.Size();
        EntryFile.Write(district.Store, loss.Entries, loss.Size, _ => { });
        loss.Lost = await district.File();
        if (after is not null) await after(loss);
        await district.File();
        loss.Whole = district.Database.Size();
        LogExport.Run(district.Store, loss.Log, _ => { }, Cancel);
        var (code, said, error) = await Type(
            "restore", loss.At("backup"), "--database", loss.Target.Address, "--keys", district.Place.Keys.Folder, "--witnessed", loss.Log);
        Assert.True(code == CommandLine.Failed && said.Contains("缺失 lost", StringComparison.Ordinal), said + error);
        return loss;
    }

    public Task<(int Code, string Out, string Error)> Take(string seen, params string[] files) => Type([
        "restore", "take", .. files, "--database", target.Address, "--keys", district.Place.Keys.Folder, "--witnessed", seen,
    ]);

    public Task<(int Code, string Out, string Error)> GoOn(string seen, params string[] more) => Type([
        "restore", "go-on", "--database", target.Address, "--keys", district.Place.Keys.Folder, "--witnessed", seen, .. more,
    ]);

    public async Task<T> Ask<T>(Func<CaseStore, Task<T>> ask)
    {
        using var database = target.Open();
        using var store = new CaseStore(database, KeyFolder.Open(district.Place.Keys.Folder), district.Clock, Rules.Embedded);
        return await ask(store);
    }

    public void Dispose()
    {
        target.Dispose();
        district.Dispose();
    }
}

internal static class Sizes
{
    public static long Size(this IDatabase database)
    {
        using var connection = database.OpenToRead();
        return connection.ExecuteScalar<long>("SELECT size FROM head");
    }
}
