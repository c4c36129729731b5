using Xinqiao.Core.Ledger;
using Xinqiao.Core.Verification;
using Xinqiao.Web.Citizens;
using Xinqiao.Web.Ledger;
using Xinqiao.Web.Storage;
using Xinqiao.Web.Tests.Commands;
using Xunit;

namespace Xinqiao.Web.Tests.Ledger;

/// <summary>
/// The printed code proves its petition alone: drawn at 200 dpi, read by Debian's zbar, unpacked, verified. The campaign
/// <c>./test receipts</c> does a thousand; here are some dozen.
/// </summary>
public sealed class ReceiptCodeTests(Site site) : IClassFixture<Site>, IDisposable
{
    private static readonly int Count = int.Parse(Environment.GetEnvironmentVariable("XINQIAO_RECEIPTS") ?? "24");

    private readonly Scratch scratch = new();
    private readonly TestWitness log = new("log.xinqiao.test/qu", NoteKeyType.Ed25519);
    private readonly Random random = new(20260302);

    public void Dispose() => scratch.Dispose();

    [Fact]
    public async Task Every_receipt_s_code_is_read_back_from_paper_and_proves_its_petition_offline()
    {
        var zbar = Tool.Require("XINQIAO_TEST_ZBARIMG");
        var policy = TestWitness.TwoOfThree(log.Public);
        var (read, largest) = (0, 0);
        foreach (var batch in Enumerable.Range(0, Count).Chunk(50))
        {
            var receipts = new List<ReceiptFile>();
            foreach (var i in batch)
            {
                receipts.Add(await Receipt(witnesses: i % 4));
                var picture = QrPicture.Of(receipts[^1].ToCode());
                largest = Math.Max(largest, picture.Pixels);
                await File.WriteAllBytesAsync(scratch[$"{i:00000}.png"], picture.OnPaper(), TestContext.Current.CancellationToken);
            }

            var (code, output, error) = await Tool.Run(zbar, ["--quiet", "--nodbus", "--raw", "-Sdisable", "-Sqrcode.enable", .. batch.Select(i => scratch[$"{i:00000}.png"])]);
            Assert.True(code == 0, error);
            var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            Assert.Equal(receipts.Select(r => r.ToCode()), lines);
            foreach (var (line, receipt) in lines.Zip(receipts))
            {
                var check = ReceiptCheck.Of(ReceiptFile.ParseAny(line), policy, LogKey.Verify);
                var expected = receipt.Proof.Note.Signatures.Count > 2 ? ReceiptStanding.Witnessed : ReceiptStanding.WitnessesMissing;
                Assert.Equal((expected, receipt.Number), (check.Standing, check.Receipt.Number));
                read++;
            }
        }

        Assert.Equal(Count, read);
        TestContext.Current.SendDiagnosticMessage($"{read} codes read; the largest has {largest} pixels, {largest * 25.4 / QrPicture.Dpi:0} mm");
    }

    /// <summary>A real petition's event at a random place of a log of any size.</summary>
    private async Task<ReceiptFile> Receipt(int witnesses)
    {
        var filed = await site.File();
        var real = await site.Get<Receipts>().Of((await site.Get<CaseReader>().Petition(filed.Petition))!.State);
        var size = random.NextInt64(1, 1L << random.Next(1, 25));
        var index = random.NextInt64(size);
        var path = Path(index, size);
        var note = new Checkpoint(log.Public.Name, size, Root(index, size, real.File.Leaf.LeafHash(), path)).Sign(log.Public, log.Sign);
        foreach (var witness in TestWitness.Three.Take(witnesses)) note = witness.Cosign(note, site.Clock.Now);
        return real.File.Under(new LogProof(index, path, note)).ForPaper();
    }

    private Hash[] Path(long index, long size) =>
        [.. Enumerable.Repeat(0, MerkleTree.InclusionProof(index, size, (_, _) => default).Length).Select(_ =>
        {
            var bytes = new byte[Hash.Length];
            random.NextBytes(bytes);
            return Hash.FromBytes(bytes);
        })];

    // RFC 9162 2.1.3.2, to the root that these siblings make.
    private static Hash Root(long index, long size, Hash leaf, Hash[] path)
    {
        var (node, last, root) = (index, size - 1, leaf);
        foreach (var sibling in path)
        {
            if ((node & 1) == 1 || node == last)
            {
                root = MerkleTree.NodeHash(sibling, root);
                for (; (node & 1) == 0 && node != 0; last >>= 1) node >>= 1;
            }
            else
            {
                root = MerkleTree.NodeHash(root, sibling);
            }

            (node, last) = (node >> 1, last >> 1);
        }

        return root;
    }

    [Fact]
    public async Task A_module_is_four_whole_pixels_and_nothing_private_stands_in_the_code()
    {
        var receipt = await Receipt(witnesses: 3);
        var picture = QrPicture.Of(receipt.ToCode());
        Assert.Equal(0, picture.Pixels % 4);
        Assert.InRange(picture.Pixels * 25.4 / QrPicture.Dpi, 20, 95);
        Assert.Empty(ReceiptFile.ParseCode(receipt.ToCode()).FieldSalts);
    }
}
