using System.Security.Cryptography;
using System.Text;
using Dapper;
using Xinqiao.Core.Ledger;
using Xinqiao.Core.Petitions;
using Xinqiao.Encryption;
using Xinqiao.Storage.Tests.Samples;
using Xinqiao.Web.Storage;
using Xunit;

namespace Xinqiao.Storage.Tests;

/// <summary>What petitioners write is sealed, bound to its row, and needs the key folder.</summary>
public sealed class SealedValueTests
{
    [Fact]
    public async Task Nothing_a_petitioner_wrote_stands_in_the_database_file()
    {
        using var district = await District.Found(Engine.Sqlite);
        var sample = SamplePetition.New() with
        {
            Title = "标题-ZQXJ-1",
            Narrative = "经过-ZQXJ-2",
            Name = "欧阳某某",
            Address = "住址-ZQXJ-3",
            Phone = "13812345678",
        };
        await district.Do(SampleActs.File(sample, district.Codes, "key-ZQXJ", "9081726354433221"));
        await district.Do(SampleActs.Register(sample.Matter));
        string[] secrets =
            [sample.Title, sample.Narrative, sample.Name, sample.Address, sample.Phone, "恢复供暖", "依职责办理", "9081726354433221"];

        var files = Directory.GetFiles(district.Place.Folder, "xinqiao.db*").Select(ReadShared).ToList();

        Assert.Contains(files, bytes => Holds(bytes, sample.Petition.Value)); // the scan finds what is there
        foreach (var secret in secrets) Assert.DoesNotContain(files, bytes => Holds(bytes, secret));
    }

    [Theory, OnEachEngine]
    public async Task Nothing_a_petitioner_wrote_stands_in_a_column(Engine engine)
    {
        using var district = await District.Found(engine);
        var sample = SamplePetition.New() with { Title = "标题-ZQXJ-1", Narrative = "经过-ZQXJ-2", Name = "欧阳某某" };
        await district.File(sample);
        await district.Do(SampleActs.Register(sample.Matter));

        await using var connection = district.Database.OpenToRead();
        foreach (var (table, _) in Schema.Of(district.Database))
            foreach (IDictionary<string, object> row in await connection.QueryAsync($"SELECT * FROM {table}"))
                foreach (var (column, value) in row)
                    foreach (var secret in (string[])[sample.Title, sample.Narrative, sample.Name, "恢复供暖", "依职责办理"])
                        Assert.False(Holds(Bytes(value), secret), $"{table}.{column} holds {secret}");
    }

    [Theory, OnEachEngine]
    public async Task A_value_moved_to_another_row_is_not_opened(Engine engine)
    {
        using var district = await District.Found(engine);
        var sample = await district.File();
        await Tamper(district, """
            UPDATE field_values SET sealed = (SELECT sealed FROM field_values t WHERE t.position = field_values.position AND t.field = 'narrative')
            WHERE field = 'title'
            """);

        await Assert.ThrowsAnyAsync<CryptographicException>(() => new CaseReader(district.Store).Petition(sample.Petition));
    }

    [Theory, OnEachEngine]
    public async Task A_value_moved_to_another_petition_is_not_opened(Engine engine)
    {
        using var district = await District.Found(engine);
        var (first, _) = (await district.File(), await district.File());
        await Tamper(district, """
            UPDATE field_values SET sealed = (SELECT t.sealed FROM field_values t WHERE t.field = 'title' AND t.position <> field_values.position)
            WHERE field = 'title'
            """);

        await Assert.ThrowsAnyAsync<CryptographicException>(() => new CaseReader(district.Store).Petition(first.Petition));
    }

    [Theory, OnEachEngine]
    public async Task A_data_key_moved_to_another_petition_is_not_unwrapped(Engine engine)
    {
        using var district = await District.Found(engine);
        var (first, second) = (await district.File(), await district.File());
        await Tamper(district,
            "UPDATE data_keys SET wrapped = (SELECT t.wrapped FROM data_keys t WHERE t.stream = @other) WHERE stream = @stream",
            new { stream = first.Petition.Value, other = second.Petition.Value });

        await Assert.ThrowsAnyAsync<CryptographicException>(() => new CaseReader(district.Store).Petition(first.Petition));
    }

    [Theory]
    [InlineData(Cipher.Aes256Gcm)]
    [InlineData(Cipher.Sm4Gcm)]
    public void One_flipped_bit_anywhere_in_a_sealed_value_is_noticed(Cipher cipher)
    {
        var key = RandomNumberGenerator.GetBytes(cipher.KeyLength());
        var sealedBytes = Envelope.SealField(key, Compartment.Matter, 7, "title", RandomNumberGenerator.GetBytes(Vault.SaltLength), "供暖");
        Assert.Equal("供暖", Envelope.OpenField(key, 7, "title", sealedBytes).Value);

        for (var bit = 0; bit < 8 * sealedBytes.Length; bit++)
        {
            var flipped = sealedBytes.ToArray();
            flipped[bit / 8] ^= (byte)(1 << bit % 8);
            Assert.ThrowsAny<CryptographicException>(() => Envelope.OpenField(key, 7, "title", flipped));
        }
    }

    [Theory, OnEachEngine]
    public async Task Another_key_folder_opens_nothing(Engine engine)
    {
        using var district = await District.Found(engine);
        var sample = await district.File();
        var stranger = district.OpenAgain(KeyFolder.Create(Path.Combine(district.Place.Folder, "other-keys")));

        await Assert.ThrowsAnyAsync<CryptographicException>(() => new CaseReader(stranger).Petition(sample.Petition));
    }

    [Theory, OnEachEngine]
    public async Task A_value_that_was_erased_is_absent_and_the_rest_is_read(Engine engine)
    {
        using var district = await District.Found(engine);
        var sample = await district.File();
        await Tamper(district, "DELETE FROM field_values WHERE field = 'title'");

        var filed = (await new CaseReader(district.Store).Petition(sample.Petition))!.Last<PetitionFiled>()!;

        Assert.Null(filed.Title.Value);
        Assert.Equal(sample.Narrative, filed.Narrative.Value);
    }

    private static async Task Tamper(District district, string sql, object? parameters = null)
    {
        await using var connection = district.Database.OpenToRead();
        Assert.NotEqual(0, await connection.ExecuteAsync(sql, parameters));
    }

    private static byte[] ReadShared(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }

    private static byte[] Bytes(object? value) => value as byte[] ?? Encoding.UTF8.GetBytes(value?.ToString() ?? "");

    private static bool Holds(byte[] bytes, string text) =>
        bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0 || bytes.AsSpan().IndexOf(Encoding.Unicode.GetBytes(text)) >= 0;
}
