using System.CommandLine;
using System.Data.Common;
using Xinqiao.Core.Furniture;
using Xinqiao.Core.Regulation;
using Xinqiao.Loader;
using Xinqiao.Web.Storage;

// Exit codes: 0 sound; 1 an act failed, or the check found a fault; 2 the database could not be opened.
var database = new Option<string>("--database") { Required = true, Description = "file or connection string" };
var keys = new Option<string>("--keys") { Required = true, Description = "key folder; made where it is missing" };
var acks = new Option<string[]>("--acks") { Description = "file of acknowledged acts", AllowMultipleArgumentsPerToken = true };
var callers = new Option<int>("--callers") { DefaultValueFactory = _ => 1 };
var seconds = new Option<double>("--seconds") { DefaultValueFactory = _ => 10 };
var acts = new Option<int>("--acts") { DefaultValueFactory = _ => int.MaxValue, Description = "end after so many" };

var load = new Command("load", "checks what was acknowledged before, says ready, files petitions") { database, keys, acks, callers, seconds, acts };
load.SetAction((parsed, _) => With(parsed, async store =>
{
    var file = parsed.GetValue(acks)?.SingleOrDefault();
    if (file is not null && File.Exists(file) && !Check.Acknowledged(store, Acknowledgements.Read(file))) return false;
    using var ledger = file is null ? null : new Acknowledgements(file);
    Console.WriteLine("ready");
    return await new Load(store, ledger, parsed.GetValue(acts))
        .Run(parsed.GetValue(callers), TimeSpan.FromSeconds(parsed.GetValue(seconds))) == 0;
}));

var check = new Command("check", "holds a database against what was acknowledged") { database, keys, acks };
check.SetAction((parsed, _) => With(parsed, store =>
    Task.FromResult(Check.Everything(store, [.. (parsed.GetValue(acks) ?? []).SelectMany(Acknowledgements.Read)]))));

return await new RootCommand("Loads a store and checks that nothing acknowledged is lost.") { load, check }.Parse(args).InvokeAsync();

// Opens the store, or founds it, and says whether the work went well.
async Task<int> With(ParseResult parsed, Func<CaseStore, Task<bool>> work)
{
    using var opened = Databases.At(parsed.GetRequiredValue(database));
    try
    {
        opened.Prepare();
        using var store = await OpenOrFound(opened, parsed.GetRequiredValue(keys));
        return await work(store) ? 0 : 1;
    }
    catch (Exception e) when (e is DatabaseUnusableException or DbException or IOException)
    {
        Console.Error.WriteLine($"refused: {opened.Explain(e) ?? e.Message}");
        return 2;
    }
}

static async Task<CaseStore> OpenOrFound(IDatabase opened, string folder)
{
    var own = Directory.Exists(folder) ? KeyFolder.Open(folder) : KeyFolder.Create(folder);
    return CaseStore.ReadStamp(opened) is null
        ? await CaseStore.Found(
            opened, own, TimeProvider.System, Rules.Embedded, new DatabaseStamped(DatabaseKind.Demo, "崇川区", "localhost/xinqiao-campaign"))
        : new CaseStore(opened, own, TimeProvider.System, Rules.Embedded);
}
