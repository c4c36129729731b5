using System.Security.Cryptography;
using CsCheck;
using Dapper;
using Xinqiao.Core;
using Xinqiao.Core.Ledger;
using Xinqiao.Core.Petitions;
using Xinqiao.Core.Verification;
using Xinqiao.Encryption;
using Xinqiao.Storage.Tests.Samples;
using Xinqiao.Web.Storage;
using Xunit;

namespace Xinqiao.Storage.Tests;

/// <summary>With what it is sealed, AES or SM4, and where the keys lie, in files or behind a command: an office chooses, and may change.</summary>
public sealed class WrappingTests
{
    [Fact]
    public void SM4_in_Galois_counter_mode_is_that_of_RFC_8998()
    {
        byte[] Hex(string text) => Convert.FromHexString(text);
        var (key, nonce, bound) = (Hex("0123456789ABCDEFFEDCBA9876543210"), Hex("00001234567800000000ABCD"), Hex("FEEDFACEDEADBEEFFEEDFACEDEADBEEFABADDAD2"));
        var plain = Hex(
            "AAAAAAAAAAAAAAAABBBBBBBBBBBBBBBBCCCCCCCCCCCCCCCCDDDDDDDDDDDDDDDDEEEEEEEEEEEEEEEEFFFFFFFFFFFFFFFFEEEEEEEEEEEEEEEEAAAAAAAAAAAAAAAA");
        var result = new byte[plain.Length + Ciphers.TagLength];

        Ciphers.Encrypt(key, nonce, plain, bound, result);

        Assert.Equal(
            "17F399F08C67D5EE19D0DC9969C4BB7D5FD46FD3756489069157B282BB200735D82710CA5C22F0CCFA7CBF93D496AC15A56834CBCF98C397B4024A2691233B8D"
            + "83DE3541E4C2B58177E065A9BF7B62EC",
            Convert.ToHexString(result));
        Assert.Equal(plain, Ciphers.Decrypt(key, nonce, result, bound));
    }

    [Fact]
    public void What_was_sealed_opens_with_its_own_key_at_its_own_place_alone() => Gen.Select(
        Gen.Enum<Cipher>(), Gen.Byte.Array[0, 300], Gen.String[Gen.Char.AlphaNumeric, 0, 20]).Sample((cipher, plain, place) =>
    {
        var key = RandomNumberGenerator.GetBytes(cipher.KeyLength());
        var whole = Envelope.Seal(key, Compartment.Identity, plain, place);
        Assert.Equal((byte)cipher, whole[1]);
        Assert.Equal(plain, Envelope.Open(key, whole, place));
        Assert.ThrowsAny<CryptographicException>(() => Envelope.Open(key, whole, place + "."));
        foreach (var other in Words.All<Cipher>())
            Assert.ThrowsAny<CryptographicException>(() => Envelope.Open(RandomNumberGenerator.GetBytes(other.KeyLength()), whole, place));
    }, iter: 200);

    [Theory, OnEachEngine]
    public async Task After_a_change_to_SM4_old_and_new_values_stand_side_by_side_and_the_log_is_whole(Engine engine)
    {
        using var district = await District.Found(engine);
        var first = await district.File();
        await DataKeyRotation.Run(district.Store, new NewWrapping(Cipher.Sm4Gcm), _ => { });
        var second = await district.File();

        Assert.Equal([Cipher.Aes256Gcm, Cipher.Sm4Gcm], await CiphersOfTitles(district));
        // The old data keys are wrapped by SM4 now, too.
        await using (var connection = district.Database.OpenToRead())
            foreach (var wrapped in connection.Query<byte[]>("SELECT wrapped FROM data_keys UNION ALL SELECT wrapped FROM identity_keys"))
                Assert.Equal((byte)Cipher.Sm4Gcm, wrapped[1]);
        foreach (var compartment in Words.All<Compartment>()) File.Delete(district.Place.Keys.FileOf(compartment, 1));
        await IsWhole(district, first, second);
    }

    [Theory, OnEachEngine]
    public async Task Keys_behind_a_command_never_lie_in_the_folder_and_everything_is_read_and_written_through_it(Engine engine)
    {
        using var district = await District.Found(engine);
        var first = await district.File();
        var machine = Machine(district.Place.Folder);
        Assert.Null(WrappingKeys.FaultOf(machine));

        await DataKeyRotation.Run(district.Store, new NewWrapping(Cipher.Sm4Gcm, machine), _ => { });
        var second = await district.File();

        foreach (var compartment in Words.All<Compartment>()) File.Delete(district.Place.Keys.FileOf(compartment, 1));
        Assert.Empty(Directory.GetFiles(district.Place.Keys.Folder, "wrapping-*.key"));
        await IsWhole(district, first, second);
    }

    [Fact]
    public async Task A_data_key_that_the_command_wrapped_for_another_petition_is_not_taken()
    {
        using var district = await District.Found(Engine.Sqlite);
        await DataKeyRotation.Run(district.Store, new NewWrapping(Cipher.Aes256Gcm, Machine(district.Place.Folder)), _ => { });
        var (first, second) = (await district.File(), await district.File());
        await district.Store.Write(batch => batch.Connection.Execute(
            "UPDATE data_keys SET wrapped = (SELECT t.wrapped FROM data_keys t WHERE t.stream = @other) WHERE stream = @stream",
            new { stream = first.Petition.Value, other = second.Petition.Value }, batch.Transaction));

        await Assert.ThrowsAnyAsync<CryptographicException>(() => new CaseReader(Again(district)).Petition(first.Petition));
    }

    [Fact]
    public async Task A_command_that_fails_is_told_in_words_and_the_act_is_refused_whole()
    {
        using var district = await District.Found(Engine.Sqlite);
        var machine = Machine(district.Place.Folder);
        await DataKeyRotation.Run(district.Store, new NewWrapping(Cipher.Aes256Gcm, machine), _ => { });
        var sample = await district.File();
        File.Delete(Path.Combine(district.Place.Folder, "secret"));

        var told = await Assert.ThrowsAsync<DatabaseUnusableException>(() => new CaseReader(Again(district)).Petition(sample.Petition));
        Assert.Contains($"{machine[0]} 没有完成", told.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<DatabaseUnusableException>(() => district.File());
        await File.WriteAllTextAsync(Path.Combine(district.Place.Folder, "secret"), Secret, TestContext.Current.CancellationToken);
        Assert.Equal("XF2026-000002", (await new CaseReader(Again(district)).Petition((await district.File()).Petition))!.State.Number[..^2]);
    }

    [Theory]
    [InlineData("/bin/sh -c cat", "没有加密")]
    [InlineData("/bin/sh -c md5sum|head$IFS-c32", "程序解开的不是它包裹的")]
    [InlineData("/bin/true", "没有答复")]
    [InlineData("/bin/echo", "没有完成")]
    [InlineData("/bin/false", "返回 1")]
    [InlineData("/no/such/program", "没有完成")]
    [InlineData("program", "完整路径")]
    public void A_program_that_does_not_wrap_and_unwrap_is_no_key(string command, string fault) =>
        Assert.Contains(fault, WrappingKeys.FaultOf(command.Split(' ')), StringComparison.Ordinal);

    private const string Secret = "a key that a cipher machine would hold";

    // What an office would write around its cipher machine's own tool: here it is openssl with a key of its own.
    private static IReadOnlyList<string> Machine(string folder)
    {
        var (script, secret) = (Path.Combine(folder, "machine"), Path.Combine(folder, "secret"));
        File.WriteAllText(secret, Secret);
        File.WriteAllText(
            script,
            """
            #!/bin/sh
            set -eu # a broken pipe is seen by what is missing
            case $2 in
                wrap) openssl base64 -d -A | openssl enc -aes-256-cbc -pbkdf2 -iter 10 -pass "file:$1" | openssl base64 -A ;;
                unwrap) openssl base64 -d -A | openssl enc -d -aes-256-cbc -pbkdf2 -iter 10 -pass "file:$1" | openssl base64 -A ;;
            esac
            """);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return [script, secret];
    }

    // A program that starts now, and remembers nothing.
    private static CaseStore Again(District district) => district.OpenAgain(KeyFolder.Open(district.Place.Keys.Folder));

    private static async Task IsWhole(District district, params SamplePetition[] samples)
    {
        var store = Again(district);
        foreach (var sample in samples)
        {
            var read = (await new CaseReader(store).Petition(sample.Petition))!.Last<PetitionFiled>()!;
            Assert.Equal((sample.Title, sample.Narrative), (read.Title.Value, read.Narrative.Value));
        }

        var found = Web.Ledger.Audit.Of(store, _ => { });
        Assert.True(found.Verdict == Verdict.Ok, found.Report());
    }

    private static async Task<IReadOnlyList<Cipher>> CiphersOfTitles(District district)
    {
        await using var connection = district.Database.OpenToRead();
        return
        [
            .. (await connection.QueryAsync<byte[]>("SELECT sealed FROM field_values WHERE field = 'title' ORDER BY position")).Select(s => (Cipher)s[1]),
        ];
    }
}
