using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xunit;

namespace Xinqiao.Web.Tests;

public sealed class StepsTests(Site site) : IClassFixture<Site>
{
    public static TheoryData<Stage> Stages => [.. Words.All<Stage>()];

    [Theory]
    [MemberData(nameof(Stages))]
    public async Task The_steps_bring_a_matter_to_every_stage(Stage stage) =>
        Assert.Equal(stage, (await site.State(await site.BringTo(stage))).Stage);
}
