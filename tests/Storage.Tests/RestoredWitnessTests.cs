using Org.BouncyCastle.Crypto.Parameters;
using Xinqiao.Core.Ledger;
using Xinqiao.Web.Commands;
using Xinqiao.Web.Ledger;
using Xinqiao.Web.Storage;
using Xunit;

namespace Xinqiao.Storage.Tests;

/// <summary>Where the office's policy names witnesses, a restore is held against what enough of them saw.</summary>
public sealed class RestoredWitnessTests
{
    private static readonly Ed25519PrivateKeyParameters[] Keys = [.. Enumerable.Range(1, 3).Select(n => new Ed25519PrivateKeyParameters([.. Enumerable.Repeat((byte)n, 32)]))];

    private static VerifierKey Public(int n) => new($"w{n + 1}.test/w", NoteKeyType.Cosignature, Keys[n].GeneratePublicKey().GetEncoded());

    private static async Task<(int Code, string Out, string Error)> Restore(District district, TestDatabase target, SignedNote seen, params string[] more)
    {
        var file = Path.Combine(district.Place.Folder, "seen");
        await File.WriteAllTextAsync(file, seen.ToString());
        var (output, error) = (new StringWriter(), new StringWriter());
        string[] args = ["restore", Path.Combine(district.Place.Folder, "backup"), "--database", target.Address, "--keys", district.Place.Keys.Folder, "--witnessed", file, .. more];
        var code = await CommandLine.Run(
            args, new Terminal(TextReader.Null, output, error, TimeProvider.System), TestContext.Current.CancellationToken);
        return (code, output.ToString(), error.ToString());
    }

    [Theory, OnEachEngine]
    public async Task A_checkpoint_without_its_quorum_is_refused_before_anything_is_copied_unless_the_administrator_says_so(Engine engine)
    {
        using var district = await District.Found(engine);
        File.WriteAllText(
            district.Place.Keys.Witnesses, string.Concat(Enumerable.Range(0, 3).Select(n => $"witness W{n + 1} {Public(n)}\n")) + "group two 2 W1 W2 W3\nquorum two\n");
        var done = await district.Do(Samples.SampleActs.File(Samples.SamplePetition.New(), district.Codes));
        BackupFolder.Write(district.Database, Path.Combine(district.Place.Folder, "backup"), (_, _) => { });
        SignedNote Cosigned(params int[] by) => by.Aggregate(
            done.Checkpoint, (note, n) => note.Cosign(Public(n), 1_772_413_200, message => LogKey.Sign(Keys[n], message)));
        using var target = new TestDatabase(engine);

        foreach (var few in (SignedNote[])[Cosigned(), Cosigned(1)])
        {
            var (code, _, error) = await Restore(district, target, few);
            Assert.Equal(CommandLine.Failed, code);
            Assert.Contains($"只有 {few.Signatures.Count - 1} 个见证方的签名，不够", error, StringComparison.Ordinal);
            using var database = target.Open();
            Assert.Null(CaseStore.ReadStamp(database));
        }

        var (bare, said, why) = await Restore(district, target, Cosigned(1), "--without-witnesses");
        Assert.True(bare == 0, said + why);
        Assert.Contains("没有核对见证签名", said, StringComparison.Ordinal);
        using var second = new TestDatabase(engine);
        (bare, said, why) = await Restore(district, second, Cosigned(2, 0));
        Assert.True(bare == 0, said + why);
        Assert.Contains("检查点由 W1、W3 见证", said, StringComparison.Ordinal);
    }
}
