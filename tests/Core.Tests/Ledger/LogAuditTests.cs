using System.Text;
using CsCheck;
using Xinqiao.Core.Ledger;
using Xunit;
using Hash = Xinqiao.Core.Ledger.Hash;

namespace Xinqiao.Core.Tests.Ledger;

public class LogAuditTests
{
    private static readonly byte[] Seed = [.. Enumerable.Repeat((byte)1, 32)];
    private static readonly VerifierKey Log = new("xf.test/log", NoteKeyType.Ed25519, Ed25519.PublicKey(Seed));

    private static readonly ForEachNumber OneByOne = (count, work) =>
    {
        for (var i = 0; i < count; i++) work(i);
    };

    /// <summary>The files of a log of our own leaves, by the definition of each.</summary>
    private static Dictionary<string, byte[]> Files(int size)
    {
        var entries = Enumerable.Range(0, size)
            .Select(n => new Leaf(Hash.Of(BitConverter.GetBytes(n)), (LeafKind)(n % 9)).ToUtf8()).ToArray();
        Hash[] leaves = [.. entries.Select(e => MerkleTree.LeafHash(e))];
        var files = new Dictionary<string, byte[]>();
        foreach (var tile in Tile.Of(size))
        {
            files[tile.Path] = tile.ToBytes(Trees.Subtrees(leaves));
            if (tile.Level == 0)
                files[tile.EntriesPath] = EntryBundle.Encode(
                    [.. entries[(int)(tile.Index * 256)..(int)(tile.Index * 256 + tile.Width)].Select(e => (ReadOnlyMemory<byte>)e)]);
        }

        files["checkpoint"] = Encoding.UTF8.GetBytes(
            new Checkpoint("xf.test/log", size, MerkleTree.Root(leaves)).Sign(Log, Ed25519.Signer(Seed)).ToString());
        return files;
    }

    private static LogAuditResult Audit(Dictionary<string, byte[]> files, LogPolicy? policy = null) => LogAudit.Of(
        policy ?? LogPolicy.OfLog(Log), Ed25519.Verify, path => files.GetValueOrDefault(path), OneByOne, files.Keys);

    [Fact]
    public void A_sound_log_of_every_shape_is_found_sound_and_its_kinds_are_counted()
    {
        foreach (var size in (int[])[0, 1, 2, 255, 256, 257, 511, 512, 1_000, 65_535, 65_536, 66_100])
        {
            var result = Audit(Files(size));
            Assert.Empty(result.Faults);
            Assert.Equal(size, result.Checkpoint!.Size);
            Assert.Equal(size, result.Kinds.Values.Sum());
            Assert.Equal((size + 8) / 9, result.Kinds[LeafKind.Register]);
        }
    }

    [Theory]
    [InlineData(700, 1_500)]
    [InlineData(66_100, 20)]
    public void Every_flipped_bit_of_tiles_bundles_and_checkpoint_is_noticed(int size, int times)
    {
        var files = Files(size);
        var names = files.Keys.Order(StringComparer.Ordinal).ToArray();
        // As many flips in the few upper tiles and the checkpoint as in the many bundles.
        string[] rare = [.. names.Where(n => !n.StartsWith("tile/0", StringComparison.Ordinal) && !n.StartsWith("tile/e", StringComparison.Ordinal))];
        var flipped = 0;
        Gen.Select(Gen.Bool, Gen.Int[0, int.MaxValue], Gen.Int[0, int.MaxValue]).Sample((isRare, file, bit) =>
        {
            var name = isRare ? rare[file % rare.Length] : names[file % names.Length];
            var bytes = files[name].ToArray();
            bit %= bytes.Length * 8;
            bytes[bit / 8] ^= (byte)(1 << bit % 8);
            Assert.False(Audit(new(files) { [name] = bytes }).IsSound, $"{name}, bit {bit}");
            flipped++;
        }, iter: times, threads: 1);
        Assert.Equal(times, flipped);
    }

    [Fact]
    public void Every_bit_of_a_small_log_is_guarded()
    {
        var files = Files(3);
        foreach (var (name, bytes) in files.ToList())
            for (var bit = 0; bit < bytes.Length * 8; bit++)
            {
                bytes[bit / 8] ^= (byte)(1 << bit % 8);
                Assert.False(Audit(files).IsSound, $"{name}, bit {bit}");
                bytes[bit / 8] ^= (byte)(1 << bit % 8);
            }
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        var files = Files(66_100);
        foreach (var name in (string[])["checkpoint", "tile/0/003", "tile/entries/258.p/52", "tile/1/000", "tile/2/000.p/1"])
        {
            var without = new Dictionary<string, byte[]>(files);
            Assert.True(without.Remove(name));
            Assert.Equal(name, Audit(without).Faults[0].Path);
        }
    }

    [Fact]
    public void A_reader_falls_back_to_the_full_tile_where_the_partial_one_is_gone()
    {
        var (old, now) = (Files(300), Files(600));
        now["checkpoint"] = old["checkpoint"];
        var result = LogAudit.Of(LogPolicy.OfLog(Log), Ed25519.Verify, path => now.GetValueOrDefault(path), OneByOne);
        // tile/1 is partial in both and grew; the published folder keeps the narrower one as long as it is needed.
        Assert.Equal(["tile/1/000.p/1"], result.Faults.Select(f => f.Path));
        now["tile/1/000.p/1"] = old["tile/1/000.p/1"];
        Assert.Empty(LogAudit.Of(LogPolicy.OfLog(Log), Ed25519.Verify, path => now.GetValueOrDefault(path), OneByOne).Faults);
    }

    [Fact]
    public void Partial_tiles_of_earlier_sizes_may_lie_there_and_must_be_the_beginning()
    {
        var (old, files) = (Files(300), Files(400));
        foreach (var (name, bytes) in old) files.TryAdd(name, bytes);
        Assert.Contains("tile/0/001.p/44", files.Keys);
        Assert.Empty(Audit(files).Faults);
        foreach (var name in (string[])["tile/0/001.p/44", "tile/entries/001.p/44"])
        {
            var changed = new Dictionary<string, byte[]>(files) { [name] = files[name].ToArray() };
            changed[name][40] ^= 1;
            Assert.Equal(name, Assert.Single(Audit(changed).Faults).Path);
        }
    }

    [Theory]
    [InlineData("tile/0/001.p/200")]
    [InlineData("tile/3/000.p/1")]
    [InlineData("tile/0/x001/000")]
    [InlineData("tile/0/x999/x999/x999/x999/x999/999")]
    [InlineData("tile/0/1")]
    [InlineData("secret.txt")]
    public void A_file_that_does_not_belong_is_named(string name)
    {
        var files = Files(300);
        files[name] = new byte[64];
        Assert.Equal(name, Assert.Single(Audit(files).Faults).Path);
    }

    [Fact]
    public void A_rewritten_log_with_matching_tiles_and_an_old_checkpoint_makes_another_root()
    {
        var (files, other) = (Files(300), Files(301));
        other["checkpoint"] = files["checkpoint"];
        var first = other["tile/entries/000"];
        Assert.Equal(first, files["tile/entries/000"]);

        var rewritten = new Dictionary<string, byte[]>(files);
        var entry = new Leaf(Hash.Of([9]), LeafKind.Flow).ToUtf8();
        var bundle = EntryBundle.Decode(files["tile/entries/001.p/44"], 44).Select((e, i) => i == 43 ? entry : e).ToList();
        rewritten["tile/entries/001.p/44"] = EntryBundle.Encode(bundle);
        var tile = files["tile/0/001.p/44"].ToArray();
        MerkleTree.LeafHash(entry).Bytes.CopyTo(tile.AsSpan(43 * 32));
        rewritten["tile/0/001.p/44"] = tile;
        Assert.Equal("checkpoint", Assert.Single(Audit(rewritten).Faults).Path);
    }

    [Fact]
    public void A_log_that_another_key_signed_is_not_believed()
    {
        var stranger = new VerifierKey("xf.test/log", NoteKeyType.Ed25519, Ed25519.PublicKey([.. Enumerable.Repeat((byte)2, 32)]));
        Assert.Equal("checkpoint", Assert.Single(Audit(Files(10), LogPolicy.OfLog(stranger)).Faults).Path);
    }

    [Fact]
    public void The_log_of_another_implementation_is_found_sound()
    {
        var files = Tile.Of(15).ToDictionary(t => t.Path, t => t.ToBytes(Trees.Subtrees(TesseraLog.LeafHashes)));
        files["tile/entries/000.p/15"] = EntryBundle.Encode(TesseraLog.Entries);
        files["checkpoint"] = Encoding.UTF8.GetBytes(TesseraLog.Note);
        var result = Audit(files, LogPolicy.OfLog(VerifierKey.Parse(TesseraLog.Key)));
        Assert.Empty(result.Faults);
        Assert.Equal(15, result.Others);
    }
}
