using Dapper;
using Xinqiao.Core;
using Xinqiao.Core.Furniture;
using Xinqiao.Core.Petitions;
using Xinqiao.Web.Storage;
using Xunit;

namespace Xinqiao.Storage.Tests;

/// <summary>An erasure that the log records is carried out in the same transaction, and nothing of the value stays behind.</summary>
public sealed class ErasureTests
{
    private static readonly Actor Administrator = new("s-6", Role.Administrator, "XF", "信访局");

    [Theory, OnEachEngine]
    public async Task An_erased_text_is_gone_by_query_and_the_others_are_read(Engine engine)
    {
        using var district = await District.Found(engine);
        var sample = await district.File();
        var (position, _) = await Title(district);

        await district.Do(Erasing(position, "title"));

        await using var connection = district.Database.OpenToRead();
        Assert.Equal(0, await connection.ExecuteScalarAsync<long>(
            "SELECT count(*) FROM field_values WHERE position = @position AND field = 'title'", new { position }));
        var filed = (await new CaseReader(district.Store).Petition(sample.Petition))!.Last<PetitionFiled>()!;
        Assert.Null(filed.Title.Value);
        Assert.Equal(sample.Narrative, filed.Narrative.Value);
    }

    [Fact]
    public async Task The_sealed_value_of_an_erased_text_stands_in_no_file_of_the_database()
    {
        using var district = await District.Found(Engine.Sqlite);
        await district.File();
        var (position, value) = await Title(district);
        Assert.Contains(Files(district), bytes => bytes.AsSpan().IndexOf(value) >= 0); // the scan finds what is there

        await district.Do(Erasing(position, "title"));

        Assert.DoesNotContain(Files(district), bytes => bytes.AsSpan().IndexOf(value) >= 0);
    }

    [Theory, OnEachEngine]
    public async Task An_erasure_of_what_is_not_there_is_not_recorded(Engine engine)
    {
        using var district = await District.Found(engine);
        await district.File();
        var (position, _) = await Title(district);

        await Assert.ThrowsAsync<InvalidOperationException>(() => district.Do(Erasing(position, "no-such-field")));

        await using var connection = district.Database.OpenToRead();
        Assert.Equal(0, await connection.ExecuteScalarAsync<long>(
            "SELECT count(*) FROM events WHERE name = @Stored", new { TextErased.Stored }));
    }

    private static Intent Erasing(long position, string field) => new(
        Administrator, (_, _) => Decision.Accept(new TextErased(position, field, "《个人信息保护法》第四十七条第一款", "本人申请")));

    private static async Task<(long Position, byte[] Sealed)> Title(District district)
    {
        await using var connection = district.Database.OpenToRead();
        return await connection.QueryFirstAsync<(long, byte[])>("SELECT position, sealed FROM field_values WHERE field = 'title'");
    }

    private static List<byte[]> Files(District district) =>
        [.. Directory.GetFiles(district.Place.Folder, "xinqiao.db*").Select(ReadShared)];

    private static byte[] ReadShared(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }
}
