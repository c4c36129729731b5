using Dapper;
using Microsoft.Data.Sqlite;
using Xinqiao.Core;
using Xinqiao.Core.Furniture;
using Xinqiao.Core.Ledger;
using Xinqiao.Verifier;
using Xinqiao.Web.Citizens;
using Xinqiao.Web.Storage;
using Xinqiao.Web.Tests.Commands;
using Xunit;

namespace Xinqiao.Web.Tests.Ledger;

/// <summary>The program for auditors and petitioners: what it says, and its exit codes.</summary>
public sealed class VerifierTests(Site site) : IClassFixture<Site>, IDisposable
{
    private const int Ok = 0, Broken = 1, BadUse = 2, Redacted = 3;

    private readonly Scratch scratch = new();

    public void Dispose() => scratch.Dispose();

    private static Typed Verify(params string[] args)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = Checks.Run(args, TextReader.Null, output, error);
        return new Typed(code, output.ToString(), error.ToString());
    }

    private string Save(string name, string text)
    {
        File.WriteAllText(scratch[name], text);
        return scratch[name];
    }

    private string Policy(bool witnessed = false) => Save(
        "policy", (witnessed ? TestWitness.TwoOfThree(site.Store.LogKey.Public) : LogPolicy.OfLog(site.Store.LogKey.Public)).ToString());

    private async Task<ReceiptFile> Receipt()
    {
        var filed = await site.File();
        return (await site.Get<Receipts>().Of((await site.Get<CaseReader>().Petition(filed.Petition))!.State)).File;
    }

    /// <summary>A copy of the site's database, which nobody else has open.</summary>
    private string Database(params string[] tampering)
    {
        var copy = scratch["copy.db"];
        if (File.Exists(copy)) File.Delete(copy);
        using (var connection = site.Database.OpenToRead()) connection.Execute("VACUUM INTO @copy", new { copy });
        using var own = new SqliteConnection($"Data Source={copy};Pooling=False");
        own.Execute("DROP TRIGGER events_are_never_changed; DROP TRIGGER events_are_never_deleted; DROP TRIGGER events_are_never_replaced");
        foreach (var sql in tampering) own.Execute(sql);
        return copy;
    }

    [Fact]
    public async Task A_receipt_is_ok_or_says_what_is_wrong()
    {
        var receipt = await Receipt();
        var file = Save("receipt", receipt.ToString());
        var typed = Verify("receipt", file, "--policy", Policy());
        Assert.Equal(Ok, typed.Code);
        Assert.StartsWith($"完好 ok, leaf {receipt.Proof.Index}：", typed.Out, StringComparison.Ordinal);
        Assert.Contains(receipt.Number, typed.Out, StringComparison.Ordinal);
        Assert.Equal(Ok, Verify("receipt", Save("code", receipt.ToCode()), "--policy", Policy()).Code);

        typed = Verify("receipt", file, "--policy", Policy(witnessed: true));
        Assert.Equal(Broken, typed.Code);
        Assert.Contains("日志已签名，见证待补", typed.Out, StringComparison.Ordinal);

        var moved = receipt.Under(new LogProof(receipt.Proof.Index - 1, receipt.Proof.Path, receipt.Proof.Note));
        typed = Verify("receipt", Save("moved", moved.ToString()), "--policy", Policy());
        Assert.Equal(Broken, typed.Code);
        Assert.StartsWith($"有误 broken, leaf {moved.Proof.Index}：", typed.Out, StringComparison.Ordinal);
        Assert.Equal(Broken, Verify("receipt", Save("no-receipt", "你好"), "--policy", Policy()).Code);
    }

    [Fact]
    public async Task The_site_s_own_verb_says_the_same_of_a_receipt()
    {
        var receipt = await Receipt();
        var typed = await Typed.Run(receipt.ToCode(), site.Clock, "verify", "receipt", "-", "--policy", Policy());
        Assert.Equal((Ok, Verify("receipt", Save("receipt", receipt.ToString()), "--policy", Policy()).Out), (typed.Code, typed.Out));
        typed = await Typed.Run(site.Clock, "verify", "receipt", Save("receipt", receipt.ToString()), "--policy", Policy(witnessed: true));
        Assert.Equal(Broken, typed.Code);
        Assert.Equal(Broken, (await Typed.Run("你好", site.Clock, "verify", "receipt", "-", "--policy", Policy())).Code);
        (await Typed.Run(site.Clock, "verify", "receipt", scratch["none"], "--policy", Policy())).Refused("找不到回执文件");
        (await Typed.Run(site.Clock, "verify", "receipt", scratch["receipt"], "--policy", scratch["none"])).Refused("找不到验证策略");
    }

    [Fact]
    public async Task Words_are_the_ones_that_were_filed_or_they_are_not()
    {
        var filed = await site.File(change: c => c with { Title = "路灯不亮" });
        var receipt = await site.Get<Receipts>().Of((await site.Get<CaseReader>().Petition(filed.Petition))!.State);
        var file = Save("receipt", receipt.File.ToString());
        var typed = Verify("receipt", file, "--policy", Policy(), "--words", Save("words", "路灯不亮\n"));
        Assert.Equal(Ok, typed.Code);
        Assert.Contains("“title”一字不差", typed.Out, StringComparison.Ordinal);
        Assert.Equal(Broken, Verify("receipt", file, "--policy", Policy(), "--words", Save("words", "路灯亮了")).Code);
    }

    [Fact]
    public async Task A_log_in_a_folder_is_ok_or_the_file_is_named()
    {
        await Receipt();
        ExportedLog.Write(site.Store, scratch["log"], note => note);
        var typed = Verify("log", scratch["log"], "--policy", Policy());
        Assert.True(typed.Code == Ok, typed.Out + typed.Error);
        Assert.Contains($"{await site.LogSize()} 条", typed.Out, StringComparison.Ordinal);
        var tile = scratch["log", "tile", "entries", "000"];
        if (!File.Exists(tile)) tile = Directory.GetFiles(scratch["log", "tile", "entries", "000.p"]).Single();
        var bytes = await File.ReadAllBytesAsync(tile, TestContext.Current.CancellationToken);
        bytes[20] ^= 1;
        await File.WriteAllBytesAsync(tile, bytes, TestContext.Current.CancellationToken);
        typed = Verify("log", scratch["log"], "--policy", Policy());
        Assert.Equal(Broken, typed.Code);
        Assert.Contains("tile/", typed.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_is_ok_against_its_own_log_and_the_one_that_was_published()
    {
        await Receipt();
        ExportedLog.Write(site.Store, scratch["log"], note => note);
        await Receipt();
        var typed = Verify("database", Database(), "--policy", Policy(), "--log", scratch["log"], "--keys", site.Store.Keys.Folder);
        Assert.True(typed.Code == Ok, typed.Out);
        Assert.StartsWith("完好 ok：", typed.Out, StringComparison.Ordinal);
        Assert.Contains("个人信息逐条打开核对", typed.Out, StringComparison.Ordinal);
        typed = Verify("database", Database(), "--policy", Policy());
        Assert.True(typed.Code == Ok, typed.Out);
        Assert.Contains("没有密钥", typed.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("UPDATE events SET event = replace(event, 'portal', 'letter') WHERE position = (SELECT max(position) FROM events WHERE name = 'petition.filed.v1')", "被改过")]
    [InlineData("UPDATE matters SET stage = 'rated'", "stage 与登记账不符")]
    [InlineData("UPDATE units SET phone = '1'", "units")]
    [InlineData("UPDATE people SET role = 'administrator'", "people")]
    [InlineData("DELETE FROM checkpoints WHERE size = (SELECT max(size) FROM checkpoints WHERE size < (SELECT max(size) FROM checkpoints))", "少了一个")]
    [InlineData("UPDATE field_values SET field = 'nome' WHERE field = 'name'", "没有摘要")]
    public async Task What_was_changed_in_a_database_is_named_without_any_key_of_the_office(string sql, string named)
    {
        await Receipt();
        var typed = Verify("database", Database(sql), "--policy", Policy());
        Assert.Equal(Broken, typed.Code);
        Assert.Contains("有误 broken", typed.Out, StringComparison.Ordinal);
        Assert.Contains(named, typed.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_went_back_behind_its_published_log_is_named_from_the_first_lost_entry()
    {
        await Receipt();
        var size = await site.LogSize();
        var early = Database();
        File.Copy(early, scratch["early.db"], overwrite: true);
        await Receipt();
        ExportedLog.Write(site.Store, scratch["log"], note => note);
        var typed = Verify("database", scratch["early.db"], "--policy", Policy(), "--log", scratch["log"]);
        Assert.Equal(Broken, typed.Code);
        Assert.Contains($"broken, leaf {size}：外面保存的登记账有", typed.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_erasure_with_its_basis_is_redacted_and_one_without_is_broken()
    {
        await using var own = new Site();
        await own.InitializeAsync();
        using var apart = new VerifierTests(own);
        await apart.Erase();
    }

    private async Task Erase()
    {
        var receipt = await Receipt();
        var position = receipt.Proof.Index;
        var erase = $"DELETE FROM field_values WHERE position = {position} AND field = 'title'";
        Assert.Equal(Broken, Verify("database", Database(erase), "--policy", Policy()).Code);

        byte[] value;
        await using (var connection = site.Store.Database.OpenToRead())
            value = (await connection.QuerySingleAsync<byte[]>(
                "SELECT sealed FROM field_values WHERE position = @position AND field = 'title'", new { position }))!;
        await site.Store.Act(new Intent(
            new Actor("s-6", Role.Administrator, "XF", "信访局"),
            (_, _) => Decision.Accept(new TextErased(position, "title", "《个人信息保护法》第四十七条第一款", "本人申请"))));
        var typed = Verify("database", Database(), "--policy", Policy());
        Assert.True(typed.Code == Redacted, typed.Out);
        Assert.Contains($"已删除 redacted, leaf {position}：“title”已依《个人信息保护法》第四十七条第一款删除", typed.Out, StringComparison.Ordinal);
        var restore = $"INSERT INTO field_values (position, field, sealed) VALUES ({position}, 'title', x'{Convert.ToHexString(value)}')";
        typed = Verify("database", Database(restore), "--policy", Policy());
        Assert.Equal(Broken, typed.Code);
        Assert.Contains("记为已删除，却还在", typed.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData]
    [InlineData("banana")]
    [InlineData("receipt")]
    [InlineData("receipt", "no-such-file", "--policy", "POLICY")]
    [InlineData("receipt", "no-such-file")]
    [InlineData("receipt", "x", "--policy")]
    [InlineData("log", "no-such-folder", "--policy", "POLICY")]
    [InlineData("database", "no-such-file", "--policy", "POLICY")]
    [InlineData("database", "POLICY", "--policy", "POLICY")]
    [InlineData("database", "x", "--policy", "POLICY", "--keys")]
    [InlineData("database", "x", "--bananas", "y")]
    public void Bad_use_is_told_in_words_with_exit_code_2(params string[] args)
    {
        var typed = Verify([.. args.Select(a => a == "POLICY" ? Policy() : a)]);
        Assert.Equal(BadUse, typed.Code);
        Assert.Equal("", typed.Out);
        Assert.DoesNotContain("   at ", typed.Error, StringComparison.Ordinal);
        Assert.NotEqual("", typed.Error);
    }

    [Fact]
    public void Help_explains_itself() => Assert.Contains("--policy", Verify("--help").Out, StringComparison.Ordinal);

    [Fact]
    public void It_references_Core_its_ciphers_and_the_two_drivers_and_nothing_of_the_program_it_checks()
    {
        var references = typeof(Checks).Assembly.GetReferencedAssemblies().Select(a => a.Name!)
            .Where(name => !name.StartsWith("System", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
        Assert.Equal(["BouncyCastle.Cryptography", "Microsoft.Data.Sqlite", "Npgsql", "Xinqiao.Core", "Xinqiao.Encryption"], references);
    }
}
