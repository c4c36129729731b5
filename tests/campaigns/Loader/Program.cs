using System.CommandLine;
using System.Data.Common;
using Xinqiao.Core.Furniture;
using Xinqiao.Core.Regulation;
using Xinqiao.Loader;
using Xinqiao.Web.Ledger;
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

var log = new Option<string>("--log") { Required = true, Description = "folder of the published log" };
var roots = new Option<string>("--roots") { Required = true, Description = "file of sizes and roots that were shown" };
var at = new Option<string>("--at") { Required = true, Description = string.Join(", ", CrashPoint.All) };
at.AcceptOnlyFromAmong(CrashPoint.All);
var after = new Option<int>("--after") { Description = "so many batches, or exported runs of 256 entries, before" };

var crash = new Command("crash", "files petitions, and kills itself at the point") { database, keys, acks, callers, log, roots, at, after };
crash.SetAction((parsed, _) => With(parsed, async store =>
{
    using var ledger = new Acknowledgements(parsed.GetRequiredValue(acks).Single());
    using var shown = new ShownRoots(parsed.GetRequiredValue(roots));
    var (point, passes) = (parsed.GetRequiredValue(at), parsed.GetValue(after));
    // At a point of the writer it dies on its way; else when so much is filed.
    await new Load(store, ledger, point is CrashPoint.BeforePublish or CrashPoint.MidExport ? 20 + 40 * passes : int.MaxValue, shown)
        .Run(parsed.GetValue(callers), TimeSpan.FromMinutes(5));
    if (point == CrashPoint.BeforePublish) CrashPoint.Die();
    LogExport.Run(store, parsed.GetRequiredValue(log), _ =>
    {
        if (passes-- <= 0) CrashPoint.Die();
    });
    CrashPoint.Die(); // the log was shorter than that
    return false;
}, inner => new CrashingDatabase(inner, parsed.GetRequiredValue(at), parsed.GetValue(after))));

var publish = new Command("publish", "checks what was acknowledged, publishes, and holds it against a log made at once") { database, keys, acks, log, roots };
publish.SetAction((parsed, _) => With(parsed, store => Task.FromResult(
    Check.Acknowledged(store, [.. (parsed.GetValue(acks) ?? []).Where(File.Exists).SelectMany(Acknowledgements.Read)])
    & Publishing.Compare(store, parsed.GetRequiredValue(log), parsed.GetRequiredValue(roots)))));

var count = new Option<int>("--count") { Required = true, Description = "of so many petitions, the oldest first" };
var erase = new Command("erase", "erases titles of petitions, as an approved erasure does") { database, keys, count };
erase.SetAction((parsed, _) => With(parsed, store => Erasing.Titles(store, parsed.GetValue(count))));

return await new RootCommand("Loads a store and checks that nothing acknowledged is lost.") { load, check, crash, publish, erase }.Parse(args).InvokeAsync();

// Opens the store, or founds it, and says whether the work went well.
async Task<int> With(ParseResult parsed, Func<CaseStore, Task<bool>> work, Func<IDatabase, IDatabase>? wrap = null)
{
    using var opened = wrap is null ? Databases.At(parsed.GetRequiredValue(database)) : wrap(Databases.At(parsed.GetRequiredValue(database)));
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
