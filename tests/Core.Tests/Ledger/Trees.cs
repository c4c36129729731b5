using System.Text;
using CsCheck;
using Xinqiao.Core.Ledger;
using Hash = Xinqiao.Core.Ledger.Hash;

namespace Xinqiao.Core.Tests.Ledger;

/// <summary>Small trees whose subtrees are computed from the definition, by cutting the list of leaves.</summary>
internal static class Trees
{
    /// <summary>A size from 1 to 600, and a place below it.</summary>
    public static readonly Gen<(int Size, int Place)> SizeAndPlace =
        Gen.Int[1, 600].SelectMany(size => Gen.Int[0, size - 1].Select(place => (size, place)));

    public static (Hash[] Leaves, CompleteSubtree Subtrees) Of(int size)
    {
        Hash[] leaves = [.. Enumerable.Range(0, size).Select(i => MerkleTree.LeafHash(Encoding.ASCII.GetBytes($"leaf {i}")))];
        return (leaves, Subtrees(leaves));
    }

    public static CompleteSubtree Subtrees(Hash[] leaves) =>
        (level, index) => MerkleTree.Root(leaves.AsSpan((int)(index << level), 1 << level));
}

/// <summary>The 15-leaf log that Tessera, another implementation, keeps for its own tests.</summary>
internal static class TesseraLog
{
    public const string Key = "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx";
    public const string Root = "rKbDipCvhuX1GZ7g5BBe8sA6BbJ7ja/1nk427v383cs=";

    public const string Note =
        "example.com/log/testdata\n15\n" + Root + "\n\n"
        + "\u2014 example.com/log/testdata M9e0luh4jTG+UMBqOUo9/q+yAEvx1ilBEniMvjf1zfcBOhg+CKubMt53MvIt/uEWP6zdkdIQzd/fmwlM/dlPWF74ewI=\n";

    public static readonly string[] ProofOf10 =
    [
        "O61cHA6zA3ynJh7PzdEPrfB8aE1YBWCBnJcNIpeUePs=", "+aOLtO2sRhNENZkJokiDScXfm3SIduSzvll41DTaUUI=",
        "Oy+stN8Ie64lJ90ILA9yEeOWSzBgC+6RjoKksiWsR7Y=", "bC+VwvrJbalNVjfkdI8kUgs7mJoXrqiXCE7bgnD28pY=",
    ];

    public static readonly ReadOnlyMemory<byte>[] Entries =
    [
        .. "one two three four five six seven eit nain ten ileven twelf threeten fourten fivten".Split(' ')
            .Select(word => (ReadOnlyMemory<byte>)Encoding.ASCII.GetBytes(word)),
    ];

    public static readonly Hash[] LeafHashes = [.. Entries.Select(entry => MerkleTree.LeafHash(entry.Span))];
}
