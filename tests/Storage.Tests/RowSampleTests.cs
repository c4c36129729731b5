using Dapper;
using Xinqiao.Core.Regulation;
using Xinqiao.Storage.Tests.Samples;
using Xinqiao.Web.Ledger;
using Xunit;

namespace Xinqiao.Storage.Tests;

public sealed class RowSampleTests
{
    private static async Task<(District District, List<SamplePetition> Filed)> Populated(Engine engine)
    {
        var district = await District.Found(engine);
        var filed = new List<SamplePetition>();
        for (var i = 0; i < 8; i++) filed.Add(await district.File());
        foreach (var intent in SampleActs.Path(filed[0].Matter, SampleUnits.Housing)) await district.Do(intent);
        return (district, filed);
    }

    // So many draws that a short log is drawn whole.
    private static RowSampleResult Look(District district) => RowSample.Of(district.Store, 5_000, new Random(1));

    [Theory, OnEachEngine]
    public async Task Rows_that_follow_the_log_are_found_to(Engine engine)
    {
        var (district, filed) = await Populated(engine);
        using var _ = district;
        var found = Look(district);
        Assert.Equal(filed.Count, found.Matters);
        Assert.Empty(found.Strayed);
    }

    [Theory, OnEachEngine]
    public async Task A_row_that_was_changed_added_or_taken_away_is_named_with_its_matter(Engine engine)
    {
        var (district, filed) = await Populated(engine);
        using var _ = district;
        await using (var connection = district.Database.OpenToRead())
        {
            await connection.ExecuteAsync("UPDATE matters SET stage = 'rated' WHERE id = @id", new { id = filed[1].Matter.Value });
            await connection.ExecuteAsync("DELETE FROM deadlines WHERE matter = @id", new { id = filed[2].Matter.Value });
            await connection.ExecuteAsync(
                "UPDATE deadlines SET due = '2030-01-01' WHERE matter = @id", new { id = filed[3].Matter.Value });
            await connection.ExecuteAsync(
                "INSERT INTO objections (matter, serial, unit, filed_on, consented) VALUES (@id, 1, 'ZJ', '2026-03-02', 0)",
                new { id = filed[4].Matter.Value });
        }

        Assert.Equal(
            filed.Skip(1).Take(4).Select(f => f.Matter).Order(), Look(district).Strayed);
    }

    [Theory, OnEachEngine]
    public async Task Rows_of_other_rules_wait_to_be_rewritten_and_are_not_wrong(Engine engine)
    {
        var (district, _) = await Populated(engine);
        using var __ = district;
        await using (var connection = district.Database.OpenToRead())
            await connection.ExecuteAsync("UPDATE deadlines SET calendar_version = 'older', due = '2030-01-01'");
        Assert.Empty(Look(district).Strayed);
    }

    [Theory]
    [InlineData("2026-03-02T09:00:00", 18)]
    [InlineData("2026-03-02T02:59:00", 1.0 / 60)]
    [InlineData("2026-03-02T03:00:00", 24)]
    public void The_next_look_is_at_three_in_the_morning_in_Shanghai(string now, double hours) => Assert.Equal(
        TimeSpan.FromHours(hours).TotalMinutes,
        NightlyCheck.UntilNext(new DateTimeOffset(DateTime.Parse(now), Shanghai.Offset)).TotalMinutes, 6);
}
