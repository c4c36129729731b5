using CsCheck;
using Xinqiao.Core.Ledger;
using Xunit;
using Hash = Xinqiao.Core.Ledger.Hash;

namespace Xinqiao.Core.Tests.Ledger;

public class FrontierTests
{
    [Fact]
    public void The_empty_frontier_has_the_root_of_nothing()
    {
        Assert.Equal(MerkleTree.EmptyRoot, Frontier.Empty.Root());
        Assert.Equal("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=", Frontier.Empty.Root().ToString());
    }

    [Fact]
    public void Leaf_by_leaf_the_root_is_that_of_the_definition()
    {
        var (leaves, _) = Trees.Of(300);
        var frontier = Frontier.Empty;
        for (var size = 0; size <= 300; size++)
        {
            Assert.Equal(size, frontier.Size);
            Assert.Equal(MerkleTree.Root(leaves.AsSpan(0, size)), frontier.Root());
            if (size < 300) frontier = frontier.Append(leaves[size]);
        }
    }

    [Fact]
    public void A_batch_gives_the_root_and_proves_each_of_its_leaves_without_the_tree() =>
        Gen.Select(Gen.Int[0, 600], Gen.Int[0, 130]).Sample((old, added) =>
        {
            var (leaves, subtrees) = Trees.Of(old + added);
            var growth = Frontier.Empty.Append(leaves.AsSpan(0, old)).After.Append(leaves.AsSpan(old));
            var root = growth.After.Root();
            Assert.Equal(old + added, growth.After.Size);
            Assert.Equal(MerkleTree.Root(leaves), root);
            for (var index = old; index < leaves.Length; index++)
            {
                var proof = growth.InclusionProof(index);
                Assert.Equal(MerkleTree.InclusionProof(index, leaves.Length, subtrees), proof);
                Assert.True(MerkleTree.VerifyInclusion(index, leaves.Length, leaves[index], proof, root));
            }

            Assert.Equal(MerkleTree.ConsistencyProof(old, leaves.Length, subtrees), growth.ConsistencyProof());
        }, iter: 30);

    [Fact]
    public void However_the_batches_are_cut_the_frontier_is_the_same() =>
        Gen.Int[0, 70].Array[0, 12].Sample(batches =>
        {
            var (leaves, _) = Trees.Of(batches.Sum());
            var (frontier, start) = (Frontier.Empty, 0);
            foreach (var batch in batches)
            {
                frontier = frontier.Append(leaves.AsSpan(start, batch)).After;
                start += batch;
            }

            Assert.Equal(Frontier.Empty.Append(leaves).After.ToBytes(), frontier.ToBytes());
        });

    [Fact]
    public void A_frontier_survives_its_bytes()
    {
        var (leaves, _) = Trees.Of(500);
        var read = Frontier.FromBytes(Frontier.Empty.Append(leaves.AsSpan(0, 333)).After.ToBytes());
        Assert.Equal(333, read.Size);
        Assert.Equal(MerkleTree.Root(leaves), read.Append(leaves.AsSpan(333)).After.Root());
        Assert.Equal(0, Frontier.FromBytes(Frontier.Empty.ToBytes()).Size);
    }

    [Fact]
    public void Bytes_that_do_not_fit_their_size_are_refused()
    {
        var bytes = Frontier.Empty.Append(Trees.Of(5).Leaves).After.ToBytes();
        Assert.Throws<LedgerFormatException>(() => Frontier.FromBytes([]));
        Assert.Throws<LedgerFormatException>(() => Frontier.FromBytes(bytes.AsSpan(..^1)));
        Assert.Throws<LedgerFormatException>(() => Frontier.FromBytes([.. bytes, .. new byte[32]]));
        Assert.Throws<LedgerFormatException>(() => Frontier.FromBytes([0xff, .. new byte[7]]));
    }

    [Fact]
    public void A_batch_that_is_given_up_leaves_the_frontier_as_it_was()
    {
        var (leaves, _) = Trees.Of(40);
        var frontier = Frontier.Empty.Append(leaves.AsSpan(0, 21)).After;
        var before = frontier.ToBytes();
        _ = frontier.Append(leaves.AsSpan(21));
        Assert.Equal(before, frontier.ToBytes());
    }

    [Fact]
    public void A_growth_does_not_pretend_to_know_the_inside_of_the_tree()
    {
        var growth = Frontier.Empty.Append(Trees.Of(8).Leaves).After.Append([Hash.Of("x"u8)]);
        Assert.Equal(Hash.Of("x"u8), growth.Subtree(0, 8));
        Assert.Throws<ArgumentOutOfRangeException>(() => growth.Subtree(0, 7));
        Assert.Throws<ArgumentOutOfRangeException>(() => growth.Subtree(0, 9));
        Assert.Throws<ArgumentOutOfRangeException>(() => growth.Subtree(4, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => growth.InclusionProof(3));
    }
}
