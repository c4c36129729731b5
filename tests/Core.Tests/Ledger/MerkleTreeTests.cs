using CsCheck;
using Xinqiao.Core.Ledger;
using Xunit;
using Hash = Xinqiao.Core.Ledger.Hash;

namespace Xinqiao.Core.Tests.Ledger;

public class MerkleTreeTests
{
    // The reference tree of RFC 6962: its leaves, and its roots by size.
    private static readonly Hash[] Leaves =
    [
        .. new[] { "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f" }
            .Select(leaf => MerkleTree.LeafHash(Convert.FromHexString(leaf))),
    ];

    private static readonly string[] Roots =
    [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];

    [Theory]
    [InlineData(0), InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(5), InlineData(6), InlineData(7), InlineData(8)]
    public void The_reference_tree_has_its_roots(int size)
    {
        Assert.Equal(Roots[size], MerkleTree.Root(Leaves.AsSpan(0, size)).ToHex());
        Assert.Equal(Roots[size], MerkleTree.Root(size, Trees.Subtrees(Leaves)).ToHex());
    }

    [Fact]
    public void The_reference_tree_has_its_inclusion_proof_of_leaf_5_in_8()
    {
        var proof = MerkleTree.InclusionProof(5, 8, Trees.Subtrees(Leaves));
        Assert.Equal(
            [
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            ],
            proof.Select(hash => hash.ToHex()));
        Assert.True(MerkleTree.VerifyInclusion(5, 8, Leaves[5], proof, Hash.FromHex(Roots[8])));
    }

    [Fact]
    public void The_reference_tree_has_its_consistency_proof_from_6_to_8()
    {
        var proof = MerkleTree.ConsistencyProof(6, 8, Trees.Subtrees(Leaves));
        Assert.Equal(
            [
                "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            ],
            proof.Select(hash => hash.ToHex()));
        Assert.True(MerkleTree.VerifyConsistency(6, 8, Hash.FromHex(Roots[6]), proof, Hash.FromHex(Roots[8])));
    }

    [Fact]
    public void The_log_of_another_implementation_has_the_same_leaf_roots_and_proof()
    {
        var leaves = TesseraLog.LeafHashes;
        Assert.Equal("d0d7360ab79f58ab1e1e3fe64ad77e2ea0bc07e36b5f46ed2223edd9298df9e9", leaves[0].ToHex());
        Assert.Equal("Wqx3HImawpLnS/Gv4ubjAvi1WIOy0b8Ze0amvqbavKk=", MerkleTree.Root(leaves.AsSpan(0, 3)).ToString());
        Assert.Equal(TesseraLog.Root, MerkleTree.Root(leaves).ToString());
        Assert.Equal(TesseraLog.ProofOf10, MerkleTree.InclusionProof(10, 15, Trees.Subtrees(leaves)).Select(hash => hash.ToString()));
    }

    [Fact]
    public void Every_inclusion_proof_of_every_small_tree_verifies()
    {
        for (var size = 1; size <= 66; size++)
        {
            var (leaves, subtrees) = Trees.Of(size);
            var root = MerkleTree.Root(leaves);
            for (var index = 0; index < size; index++)
                Assert.True(MerkleTree.VerifyInclusion(index, size, leaves[index], MerkleTree.InclusionProof(index, size, subtrees), root));
        }
    }

    [Fact]
    public void Every_consistency_proof_of_every_small_tree_verifies()
    {
        var (leaves, subtrees) = Trees.Of(66);
        for (var now = 0; now <= 66; now++)
            for (var old = 0; old <= now; old++)
            {
                var proof = MerkleTree.ConsistencyProof(old, now, subtrees);
                Assert.True(MerkleTree.VerifyConsistency(old, now, MerkleTree.Root(leaves.AsSpan(0, old)), proof, MerkleTree.Root(leaves.AsSpan(0, now))));
            }
    }

    [Fact]
    public void An_inclusion_proof_verifies_and_every_flipped_bit_is_noticed() =>
        Trees.SizeAndPlace.Sample((size, index) =>
        {
            var (leaves, subtrees) = Trees.Of(size);
            var (leaf, root) = (leaves[index], MerkleTree.Root(leaves));
            var proof = MerkleTree.InclusionProof(index, size, subtrees);
            Assert.True(MerkleTree.VerifyInclusion(index, size, leaf, proof, root));
            for (var bit = 0; bit < 256; bit++)
            {
                Assert.False(MerkleTree.VerifyInclusion(index, size, Mutation.Flip(leaf, bit), proof, root));
                Assert.False(MerkleTree.VerifyInclusion(index, size, leaf, proof, Mutation.Flip(root, bit)));
                for (var i = 0; i < proof.Length; i++)
                {
                    Hash[] flipped = [.. proof[..i], Mutation.Flip(proof[i], bit), .. proof[(i + 1)..]];
                    Assert.False(MerkleTree.VerifyInclusion(index, size, leaf, flipped, root));
                }
            }
        }, iter: 30);

    [Fact]
    public void A_consistency_proof_verifies_and_every_flipped_bit_is_noticed() =>
        Trees.SizeAndPlace.Where(at => at.Place > 0).Sample((size, old) =>
        {
            var (leaves, subtrees) = Trees.Of(size);
            var (before, after) = (MerkleTree.Root(leaves.AsSpan(0, old)), MerkleTree.Root(leaves));
            var proof = MerkleTree.ConsistencyProof(old, size, subtrees);
            Assert.True(MerkleTree.VerifyConsistency(old, size, before, proof, after));
            for (var bit = 0; bit < 256; bit++)
            {
                Assert.False(MerkleTree.VerifyConsistency(old, size, Mutation.Flip(before, bit), proof, after));
                Assert.False(MerkleTree.VerifyConsistency(old, size, before, proof, Mutation.Flip(after, bit)));
                for (var i = 0; i < proof.Length; i++)
                {
                    Hash[] flipped = [.. proof[..i], Mutation.Flip(proof[i], bit), .. proof[(i + 1)..]];
                    Assert.False(MerkleTree.VerifyConsistency(old, size, before, flipped, after));
                }
            }
        }, iter: 30);

    [Fact]
    public void A_proof_with_a_hash_too_many_or_too_few_or_for_another_leaf_is_refused() =>
        Trees.SizeAndPlace.Where(at => at.Size > 1).Sample((size, index) =>
        {
            var (leaves, subtrees) = Trees.Of(size);
            var root = MerkleTree.Root(leaves);
            var proof = MerkleTree.InclusionProof(index, size, subtrees);
            Assert.False(MerkleTree.VerifyInclusion(index, size, leaves[index], proof.AsSpan(1), root));
            Assert.False(MerkleTree.VerifyInclusion(index, size, leaves[index], proof.AsSpan(..^1), root));
            Assert.False(MerkleTree.VerifyInclusion(index, size, leaves[index], [.. proof, root], root));
            for (var other = 0; other < size; other++)
                if (other != index) Assert.False(MerkleTree.VerifyInclusion(other, size, leaves[index], proof, root));
        });

    [Fact]
    public void A_rewritten_history_has_no_consistency_proof()
    {
        var (leaves, _) = Trees.Of(20);
        var before = MerkleTree.Root(leaves.AsSpan(0, 13));
        leaves[4] = MerkleTree.LeafHash("rewritten"u8);
        var proof = MerkleTree.ConsistencyProof(13, 20, Trees.Subtrees(leaves));
        Assert.False(MerkleTree.VerifyConsistency(13, 20, before, proof, MerkleTree.Root(leaves)));
    }

    [Fact]
    public void Sizes_and_indices_that_make_no_sense_are_refused()
    {
        var (leaves, subtrees) = Trees.Of(8);
        var root = MerkleTree.Root(leaves);
        Assert.False(MerkleTree.VerifyInclusion(-1, 8, leaves[0], [], root));
        Assert.False(MerkleTree.VerifyInclusion(8, 8, leaves[0], [], root));
        Assert.False(MerkleTree.VerifyInclusion(0, 0, leaves[0], [], root));
        Assert.False(MerkleTree.VerifyInclusion(0, long.MaxValue, leaves[0], new Hash[64], root));
        Assert.False(MerkleTree.VerifyConsistency(9, 8, root, [], root));
        Assert.False(MerkleTree.VerifyConsistency(-1, 8, root, [], root));
        Assert.False(MerkleTree.VerifyConsistency(8, 8, root, [root], root));
        Assert.False(MerkleTree.VerifyConsistency(0, 8, root, [], root));
        Assert.False(MerkleTree.VerifyConsistency(6, 8, root, [], root));
        Assert.Throws<ArgumentOutOfRangeException>(() => MerkleTree.InclusionProof(8, 8, subtrees));
        Assert.Throws<ArgumentOutOfRangeException>(() => MerkleTree.ConsistencyProof(9, 8, subtrees));
    }

    [Fact]
    public void Proofs_hold_in_the_largest_tree_there_can_be()
    {
        // All leaves are alike, so each height has one hash.
        var alike = new Hash[MerkleTree.MaxProofLength];
        alike[0] = Hash.Of("any"u8);
        for (var level = 1; level < alike.Length; level++) alike[level] = MerkleTree.NodeHash(alike[level - 1], alike[level - 1]);
        Hash Subtree(int level, long index) => alike[level];

        var root = MerkleTree.Root(long.MaxValue, Subtree);
        foreach (var index in new[] { 0, 1L << 62, long.MaxValue - 1 })
        {
            var proof = MerkleTree.InclusionProof(index, long.MaxValue, Subtree);
            Assert.InRange(proof.Length, 1, MerkleTree.MaxProofLength);
            Assert.True(MerkleTree.VerifyInclusion(index, long.MaxValue, alike[0], proof, root));
        }

        var growth = MerkleTree.ConsistencyProof(1L << 62, long.MaxValue, Subtree);
        Assert.True(MerkleTree.VerifyConsistency(1L << 62, long.MaxValue, alike[62], growth, root));
    }
}
