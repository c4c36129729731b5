using Xinqiao.Core.Ledger;
using Xinqiao.Core.Regulation;
using Xinqiao.Verifier;
using Xinqiao.Web.Citizens;
using Xinqiao.Web.Ledger;
using Xinqiao.Web.Storage;
using Xinqiao.Web.Tests.Commands;
using Xunit;

namespace Xinqiao.Web.Tests.Ledger;

/// <summary>A log that went on under a new name after a loss, as auditors and witnesses see it (decision 21).</summary>
public sealed class GoneOnTests(Site site) : IClassFixture<Site>, IDisposable
{
    private readonly Scratch scratch = new();

    public void Dispose() => scratch.Dispose();

    private static Typed Verify(params string[] args)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = Checks.Run(args, TextReader.Null, output, error);
        return new Typed(code, output.ToString(), error.ToString());
    }

    /// <returns>The receipt of a petition that was lost, and how many entries outsiders had seen.</returns>
    private async Task<(ReceiptFile Lost, long Seen)> GoOn()
    {
        await site.File();
        BackupFolder.Write(site.Database, scratch["backup"], (_, _) => { });
        var lost = await site.File();
        var receipt = (await site.Get<Receipts>().Of((await site.Get<CaseReader>().Petition(lost.Petition))!.State)).File;
        var seen = LogExport.Run(site.Store, scratch["log"], _ => { }).Size;
        // Going on destroys the key that signed until now.
        foreach (var file in Directory.GetFiles(site.Store.Keys.Folder))
        {
            Directory.CreateDirectory(scratch["keys"]);
            File.Copy(file, Path.Combine(scratch["keys"], Path.GetFileName(file)));
        }

        await Typed.Run("restore", scratch["backup"], "--database", scratch["new.db"], "--witnessed", scratch["log"]);
        (await Typed.Run("restore", "go-on", "--database", scratch["new.db"], "--witnessed", scratch["log"], "--origin", "demo.test/2")).Ok();
        (await Typed.Run("log", "export", scratch["log"], "--database", scratch["new.db"])).Ok();
        return (receipt, seen);
    }

    [Fact]
    public async Task The_verifier_knows_the_chain_of_names_and_one_policy_proves_receipts_of_both()
    {
        var (receipt, seen) = await GoOn();
        var policy = scratch["log", "policy"];

        var log = Verify("log", scratch["log"], "--policy", policy).Ok();
        Assert.Contains($"前一本 before: {site.Store.LogKey.Origin}，{seen} 条", log.Out, StringComparison.Ordinal);
        Assert.Contains("合验证策略", log.Out, StringComparison.Ordinal);
        var database = Verify("database", scratch["new.db"], "--policy", policy, "--log", scratch["log"], "--keys", scratch["keys"]).Ok();
        Assert.Contains("完好 ok", database.Out, StringComparison.Ordinal);
        File.WriteAllText(scratch["receipt"], receipt.ToString());
        Assert.Contains($"完好 ok, leaf {receipt.Proof.Index}", Verify("receipt", scratch["receipt"], "--policy", policy).Ok().Out, StringComparison.Ordinal);
        Assert.Contains("完好 ok", (await Typed.Run("verify", "--database", scratch["new.db"])).Ok().Out, StringComparison.Ordinal);
        // Whoever believes the new name alone is told that the old one is not believed.
        File.WriteAllText(scratch["new-only"], LogPolicy.OfLog(LogPolicy.Parse(File.ReadAllText(policy)).Logs[0].Key).ToString());
        Assert.Contains("不合验证策略，请向见证方核实", Verify("log", scratch["log"], "--policy", scratch["new-only"]).Ok().Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_witness_cosigns_the_new_name_only_after_it_was_told_of_its_key()
    {
        await GoOn();
        using var database = Databases.At(scratch["new.db"]);
        database.Prepare();
        using var store = new CaseStore(database, KeyFolder.Open(scratch["keys"]), TimeProvider.System, Rules.Embedded);
        var asked = new AddCheckpoint(0, [], new WitnessedCheckpoint(store).Newest()!);

        Assert.Equal(WitnessAnswer.UnknownLog, Witnessing.Decide(asked, site.Store.LogKey.Publics, last: null, LogKey.Verify));
        Assert.Equal(WitnessAnswer.Cosign, Witnessing.Decide(asked, [.. site.Store.LogKey.Publics, .. store.LogKey.Publics], last: null, LogKey.Verify));
    }
}
