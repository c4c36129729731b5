using Xinqiao.Core.Ledger;
using Xinqiao.Core.Tests.House;
using Xinqiao.Web.Citizens;
using Xinqiao.Web.Storage;
using Xinqiao.Web.Tests.Commands;
using Xunit;

namespace Xinqiao.Web.Tests.Ledger;

/// <summary>
/// Programs with none of our code (tests/verifiers: Go's checksum database client, Python's cryptography) verify what we hand out, and
/// refuse what was changed. They count signatures against the policy themselves.
/// </summary>
public sealed class OthersVerifyUsTests(Site site) : IClassFixture<Site>, IDisposable
{
    private readonly Scratch scratch = new();

    public void Dispose() => scratch.Dispose();

    private string Policy()
    {
        File.WriteAllText(scratch["policy"], TestWitness.TwoOfThree(site.Store.LogKey.Public).ToString());
        return scratch["policy"];
    }

    private async Task<string> Go()
    {
        var go = Tool.Require("XINQIAO_TEST_GO");
        var program = scratch["verifier"];
        var (code, output, error) = await Tool.Run(
            go, ["build", "-o", program, "main.go"], Path.Combine(Repository.Root, "tests/verifiers/go"), new()
            {
                ["GO111MODULE"] = "off",
                ["GOPATH"] = "/usr/share/gocode",
                ["GOPROXY"] = "off",
                ["GOFLAGS"] = "",
                ["GOCACHE"] = Path.Combine(Path.GetTempPath(), "xinqiao-go-cache"),
            });
        Assert.True(code == 0, output + error);
        return program;
    }

    private static (string Program, string[] First) Python() =>
        (Tool.Require("XINQIAO_TEST_PYTHON"), [Path.Combine(Repository.Root, "tests/verifiers/python/verify_receipts.py")]);

    /// <summary>Receipts of petitions, cosigned by so many witnesses.</summary>
    private async Task<List<string>> ReceiptFiles(int count, int witnesses)
    {
        var files = new List<string>();
        for (var i = 0; i < count; i++)
        {
            var filed = await site.File();
            var receipt = await site.Get<Receipts>().Of((await site.Get<CaseReader>().Petition(filed.Petition))!.State);
            var file = Cosigned(i % 2 == 0 ? receipt.File : receipt.File.ForPaper(), witnesses);
            files.Add(scratch[$"{receipt.Petition.Number}-{witnesses}.tlog-proof"]);
            await File.WriteAllTextAsync(files[^1], file.ToString(), TestContext.Current.CancellationToken);
        }

        return files;
    }

    private ReceiptFile Cosigned(ReceiptFile receipt, int witnesses)
    {
        var note = TestWitness.Three.Take(witnesses).Aggregate(receipt.Proof.Note, (n, w) => w.Cosign(n, site.Clock.Now));
        return receipt.Under(new LogProof(receipt.Proof.Index, receipt.Proof.Path, note));
    }

    /// <summary>The receipts hold, each change of one byte is noticed, and too few witnesses are too few.</summary>
    private async Task Judges(string program, string[] first, string policy)
    {
        var good = await ReceiptFiles(6, witnesses: 2);
        var (code, output, error) = await Tool.Run(program, [.. first, policy, .. good]);
        Assert.True(code == 0, output + error);
        Assert.Equal(good.Count, output.Split('\n').Count(line => line.StartsWith("ok ", StringComparison.Ordinal) && line.Contains("2 witnesses", StringComparison.Ordinal)));

        (code, output, error) = await Tool.Run(program, [.. first, policy, .. await ReceiptFiles(2, witnesses: 1)]);
        Assert.Equal(1, code);
        Assert.Equal(2, output.Split('\n').Count(line => line.StartsWith("broken ", StringComparison.Ordinal) && line.Contains("no quorum", StringComparison.Ordinal)));

        // The salts of an electronic copy are bound to nothing but the words; the paper's file has none.
        var bytes = await File.ReadAllBytesAsync(good[1], TestContext.Current.CancellationToken);
        var random = new Random(20260302);
        var damaged = new List<string>();
        for (var i = 0; i < 120; i++)
        {
            byte[] changed = [.. bytes];
            changed[random.Next(changed.Length)] ^= (byte)(1 << random.Next(7));
            damaged.Add(scratch[$"damaged-{i}"]);
            await File.WriteAllBytesAsync(damaged[^1], changed, TestContext.Current.CancellationToken);
        }

        (code, output, error) = await Tool.Run(program, [.. first, policy, .. damaged]);
        Assert.Equal(1, code);
        Assert.Equal([], output.Split('\n').Where(line => line.StartsWith("ok ", StringComparison.Ordinal)));
        Assert.Equal(damaged.Count, output.Split('\n').Count(line => line.StartsWith("broken ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Debian_s_Go_client_verifies_receipts_and_refuses_changed_ones() => await Judges(await Go(), ["receipt"], Policy());

    [Fact]
    public async Task Python_verifies_receipts_a_second_time_and_refuses_changed_ones()
    {
        var (program, first) = Python();
        await Judges(program, first, Policy());
    }

    [Fact]
    public async Task Debian_s_Go_client_verifies_the_whole_log_and_finds_every_flipped_bit()
    {
        var go = await Go();
        for (var i = 0; i < 90; i++) await site.File(); // beyond one whole tile
        var folder = scratch["log"];
        ExportedLog.Write(site.Store, folder, note => TestWitness.Three[2].Cosign(TestWitness.Three[0].Cosign(note, site.Clock.Now), site.Clock.Now));
        var (code, output, error) = await Tool.Run(go, ["log", Policy(), folder]);
        Assert.True(code == 0, output + error);
        Assert.Contains($"{await site.LogSize()} entries", output, StringComparison.Ordinal);
        Assert.Contains("2 witnesses", output, StringComparison.Ordinal);
        Assert.Contains("reg:", output, StringComparison.Ordinal);

        var files = Directory.GetFiles(folder, "*", SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(file) is not ("policy" or ".lock")).Order(StringComparer.Ordinal).ToArray();
        var random = new Random(20260302);
        for (var i = 0; i < 25; i++)
        {
            var file = files[i % files.Length];
            var bytes = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
            byte[] changed = [.. bytes];
            changed[random.Next(changed.Length)] ^= (byte)(1 << random.Next(8));
            await File.WriteAllBytesAsync(file, changed, TestContext.Current.CancellationToken);
            (code, output, error) = await Tool.Run(go, ["log", Policy(), folder]);
            Assert.True(code == 1, $"{file}: {output}{error}");
            await File.WriteAllBytesAsync(file, bytes, TestContext.Current.CancellationToken);
        }

        ExportedLog.Write(site.Store, folder, note => TestWitness.Three[1].Cosign(note, site.Clock.Now));
        (code, output, error) = await Tool.Run(go, ["log", Policy(), folder]);
        Assert.Equal(1, code);
        Assert.Contains("no quorum", output, StringComparison.Ordinal);
    }
}
