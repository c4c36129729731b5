using CsCheck;
using Xinqiao.Core.Ledger;
using Xunit;

namespace Xinqiao.Core.Tests.Ledger;

public class TileTests
{
    [Fact]
    public void A_log_of_70000_entries_has_the_tiles_the_specification_lists()
    {
        var tiles = Tile.Of(70_000).ToList();
        Assert.Equal(273, tiles.Count(tile => tile is { Level: 0, IsFull: true }));
        Assert.Equal(
            ["tile/0/272", "tile/0/273.p/112", "tile/1/000", "tile/1/001.p/17", "tile/2/000.p/1"],
            tiles.Skip(272).Select(tile => tile.Path));
        Assert.Equal("tile/entries/273.p/112", tiles[273].EntriesPath);
    }

    [Fact]
    public void A_log_of_256_entries_has_one_full_tile_and_its_root_above()
    {
        Assert.Equal(["tile/0/000", "tile/1/000.p/1"], Tile.Of(256).Select(tile => tile.Path));
        Assert.Empty(Tile.Of(0));
    }

    [Fact]
    public void Large_indices_are_spelled_in_groups_of_three()
    {
        Assert.Equal("tile/0/x001/x234/067", new Tile(0, 1234067, 256).Path);
        Assert.Equal("tile/entries/x001/x234/067.p/9", new Tile(0, 1234067, 9).EntriesPath);
        Assert.Equal("tile/0/x001/000", new Tile(0, 1000, 256).Path);
        Assert.Throws<InvalidOperationException>(() => new Tile(1, 0, 256).EntriesPath);
    }

    [Fact]
    public void Every_tile_of_every_size_is_as_wide_as_the_specification_says() =>
        Gen.Long[0, 300_000].Sample(size =>
        {
            var hashes = Tile.Of(size).GroupBy(tile => tile.Level).ToDictionary(level => level.Key, level => level.Sum(tile => (long)tile.Width));
            for (var (level, count) = (0, size); count > 0; level++, count >>= 8)
                Assert.Equal(count, hashes[level]);
            Assert.All(Tile.Of(size).Where(tile => !tile.IsFull), tile => Assert.Equal((size >> 8 * tile.Level) % 256, tile.Width));
        }, iter: 50);

    [Fact]
    public void Writing_what_changed_at_every_step_leaves_every_tile_of_the_last_size() =>
        Gen.Int[0, 700].Array[1, 6].Sample(steps =>
        {
            var written = new HashSet<Tile>();
            var size = 0L;
            foreach (var step in steps)
            {
                written.UnionWith(Tile.Between(size, size + step));
                size += step;
            }

            Assert.Subset(written, Tile.Of(size).ToHashSet());
        });

    [Fact]
    public void Every_path_is_read_back() =>
        Gen.Select(Gen.Int[0, 7], Gen.Long[0, 1L << 40], Gen.Int[1, 256]).Sample((level, index, width) =>
        {
            var tile = new Tile(level, index, width);
            Assert.Equal((tile, false), Tile.Parse(tile.Path));
            if (level == 0) Assert.Equal((tile, true), Tile.Parse(tile.EntriesPath));
        });

    [Theory]
    [InlineData("")]
    [InlineData("tile")]
    [InlineData("tile/0")]
    [InlineData("tile/0/")]
    [InlineData("tile/0/1")]
    [InlineData("tile/0/0001")]
    [InlineData("tile/0/000.p/0")]
    [InlineData("tile/0/000.p/256")]
    [InlineData("tile/0/000.p/01")]
    [InlineData("tile/0/000.p/")]
    [InlineData("tile/0/000.p")]
    [InlineData("tile/0/x000/001")]
    [InlineData("tile/0/001/002")]
    [InlineData("tile/0/x001")]
    [InlineData("tile/0/xx1/002")]
    [InlineData("tile/00/000")]
    [InlineData("tile/8/000")]
    [InlineData("tile/-1/000")]
    [InlineData("tile/entry/000")]
    [InlineData("/tile/0/000")]
    [InlineData("tile/0/../checkpoint")]
    [InlineData("tile/0/x999/x999/x999/x999/x999/x999/x999/999")]
    [InlineData("tile/0/x001/x001/x001/x001/x001/x001/x001/x001/x001/x001/x001/x001/x001/001")]
    public void Another_spelling_of_a_path_is_refused(string path) => Assert.Throws<LedgerFormatException>(() => Tile.Parse(path));

    [Fact]
    public void Proofs_made_from_tiles_are_the_proofs_of_the_tree() =>
        Gen.Int[1, 70_000].SelectMany(size => Gen.Int[0, size - 1].Select(place => (size, place))).Sample((size, place) =>
        {
            var (leaves, subtrees) = Trees.Of(size);
            var files = Tile.Of(size).ToDictionary(tile => tile.Path, tile => tile.ToBytes(subtrees));
            var stored = Tile.Subtrees(size, tile => files[tile.Path]);
            Assert.Equal(MerkleTree.Root(leaves), MerkleTree.Root(size, stored));
            Assert.Equal(MerkleTree.InclusionProof(place, size, subtrees), MerkleTree.InclusionProof(place, size, stored));
            Assert.Equal(MerkleTree.ConsistencyProof(place, size, subtrees), MerkleTree.ConsistencyProof(place, size, stored));
        }, iter: 5);

    [Fact]
    public void A_tile_cut_short_and_a_subtree_beyond_the_tree_are_refused()
    {
        var refusal = Assert.Throws<LedgerFormatException>(() => Tile.Subtrees(300, _ => new byte[100])(0, 299));
        Assert.Contains("tile/0/001.p/44", refusal.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Tile.Subtrees(300, _ => new byte[8192])(8, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Tile.Subtrees(300, _ => new byte[8192])(0, -1));
    }

    [Fact]
    public void The_bundle_of_another_implementation_comes_out_to_the_byte()
    {
        var bundle = EntryBundle.Encode(TesseraLog.Entries[..3]);
        Assert.Equal("00036f6e65000374776f00057468726565", Convert.ToHexStringLower(bundle));
        Assert.Equal(["one", "two", "three"], EntryBundle.Decode(bundle, 3).Select(entry => System.Text.Encoding.ASCII.GetString(entry.Span)));
    }

    [Fact]
    public void Every_bundle_is_read_back() =>
        Gen.Byte.Array[0, 400].Array[1, 256].Sample(entries =>
            Assert.Equal(entries, EntryBundle.Decode(EntryBundle.Encode([.. entries.Select(e => (ReadOnlyMemory<byte>)e)]), entries.Length)
                .Select(entry => entry.ToArray())), iter: 30);

    [Fact]
    public void The_longest_entry_fits_and_one_byte_more_does_not()
    {
        Assert.Equal(65_535, EntryBundle.Decode(EntryBundle.Encode([new byte[65_535]]), 1)[0].Length);
        Assert.Throws<ArgumentException>(() => EntryBundle.Encode([new byte[65_536]]));
        Assert.Throws<ArgumentException>(() => EntryBundle.Encode(new ReadOnlyMemory<byte>[257]));
    }

    [Theory]
    [InlineData("00", 1)]
    [InlineData("0003ab", 1)]
    [InlineData("000000", 1)]
    [InlineData("00000000", 1)]
    [InlineData("0000", 2)]
    [InlineData("", 1)]
    public void A_bundle_cut_short_or_with_another_count_is_refused(string hex, int width) =>
        Assert.Throws<LedgerFormatException>(() => EntryBundle.Decode(Convert.FromHexString(hex), width));
}
