using Xinqiao.Core.Ledger;
using Xinqiao.Core.Petitions;
using Xinqiao.Core.Verification;
using Xinqiao.Web.Citizens;
using Xinqiao.Web.Ledger;
using Xinqiao.Web.Storage;
using Xinqiao.Web.Units;
using Xunit;

namespace Xinqiao.Web.Tests.Ledger;

/// <summary>A receipt says how far it is proven, and carries the witnesses once they are a quorum.</summary>
public sealed class WitnessedReceiptTests(Site site) : IClassFixture<Site>
{
    private async Task Cosign(long size, params IReadOnlyList<TestWitness> witnesses)
    {
        string text;
        await using (var connection = site.Database.OpenToRead())
            text = await Dapper.SqlMapper.QuerySingleAsync<string>(connection, "SELECT note FROM checkpoints WHERE size = @size", new { size });
        await site.Store.Write(batch =>
        {
            batch.Put(Tables.Cosignatures,
            [
                .. witnesses.Select(w => (object?[])
                [
                    size, w.Public.ToString(), site.Clock.Now.ToUnixTimeSeconds(),
                    w.Cosign(SignedNote.Parse(text), site.Clock.Now).Signatures[^1].ToString(),
                ]),
            ]);
            batch.Flush();
            return true;
        });
    }

    [Fact]
    public async Task Until_a_quorum_saw_it_the_receipt_says_so_and_afterwards_it_carries_their_signatures()
    {
        var policy = TestWitness.TwoOfThree(site.Store.LogKey.Public);
        await File.WriteAllTextAsync(site.Store.Keys.Witnesses, policy.For([]).ToString(), TestContext.Current.CancellationToken);
        var receipts = new Receipts(site.Store, new WitnessedCheckpoint(site.Store), site.Get<UnitQueries>());
        var filed = await site.File();
        Petition petition = (await site.Get<CaseReader>().Petition(filed.Petition))!.State;
        var size = await site.LogSize();

        var receipt = await receipts.Of(petition);
        Assert.Equal((false, "日志已签名，见证待补"), (receipt.IsWitnessed, receipt.State));
        Assert.Equal(ReceiptStanding.WitnessesMissing, ReceiptCheck.Of(receipt.File, policy, LogKey.Verify).Standing);

        await Cosign(size, TestWitness.Three[0]);
        Assert.False((await receipts.Of(petition)).IsWitnessed);

        await Cosign(size, TestWitness.Three[2]);
        await site.File(); // the log goes on; the receipt stays under what the witnesses saw
        receipt = await receipts.Of(petition);
        Assert.Equal((true, "日志已签名，2个见证方已见证"), (receipt.IsWitnessed, receipt.State));
        Assert.Equal(size, receipt.File.Proof.Checkpoint.Size);
        var check = ReceiptCheck.Of(ReceiptFile.ParseAny(receipt.File.ToCode()), policy, LogKey.Verify);
        Assert.Equal(ReceiptStanding.Witnessed, check.Standing);
        Assert.Equal(["w1", "w3"], check.Signatures.Witnesses.Select(w => w.Witness.Name));
        Assert.Contains("2个见证方已见证", check.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_petitioner_sees_is_witnessed_by_the_next_round_which_comes_within_a_minute()
    {
        using var scratch = new Commands.Scratch();
        using var witness = Witness.Open(scratch["w"], "w.test/w", [site.Store.LogKey.Public], site.Clock);
        await using var served = WitnessSite.Build(witness, "http://127.0.0.1:0");
        await served.StartAsync(TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            site.Store.Keys.Witnesses, $"witness W {witness.Public} {served.Urls.First()}\nquorum W\n", TestContext.Current.CancellationToken);
        var witnessed = new WitnessedCheckpoint(site.Store);
        using var rounds = new WitnessRounds(site.Store, witnessed, Microsoft.Extensions.Logging.Abstractions.NullLogger<WitnessRounds>.Instance);
        var receipts = new Receipts(site.Store, witnessed, site.Get<UnitQueries>());
        var filed = await site.File();
        var filedAt = site.Clock.Now;
        Petition petition = (await site.Get<CaseReader>().Petition(filed.Petition))!.State;
        Assert.Equal("日志已签名，见证待补", (await receipts.Of(petition)).State);

        site.Clock.Now += WitnessRounds.Interval;
        await rounds.Round(TestContext.Current.CancellationToken);

        Assert.Equal("日志已签名，1个见证方已见证", (await receipts.Of(petition)).State);
        Assert.InRange(site.Clock.Now - filedAt, TimeSpan.Zero, TimeSpan.FromSeconds(60));
    }
}
