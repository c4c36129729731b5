using System.Net;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Regulation;
using Xunit;

namespace Xinqiao.Web.Tests.Matters.Sealed;

/// <summary>What is sealed while a unit has it is closed to that unit on every page.</summary>
public sealed class TakenBackTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task A_matter_that_is_sealed_is_gone_for_its_unit_and_comes_back_when_the_seal_is_lifted()
    {
        var f = await site.BringTo(Stage.InHand);
        using var unit = await site.SignedIn("chengban");
        Assert.Contains(f.MatterNumber, (await unit.Open("/staff/matters")).Text("main"), StringComparison.Ordinal);
        using var supervisor = await site.SignedIn("ducha");
        var page = await supervisor.Open($"/staff/matters/{f.Matter}/seal");
        Assert.Contains("崇川区住房和城乡建设局从此也看不到", page.Text("main form"), StringComparison.Ordinal);
        await supervisor.Submit(page.Form(), new() { ["reason"] = "补充材料里称局长收钱" });
        Assert.IsType<MatterSealed>((await site.Events(f.Matter))[^1].Event);

        foreach (var path in (string[])["/staff/matters", "/staff/due", "/desk", $"/staff/matters?number={f.Number}", "/staff/units/ZJ"])
            Assert.DoesNotContain(f.MatterNumber, (await unit.Open(path)).Text("main"), StringComparison.Ordinal);
        await unit.Open($"/staff/matters/{f.Matter}/opinion");
        Assert.Equal(HttpStatusCode.NotFound, unit.Status);
        await supervisor.Open($"/staff/matters/{f.Matter}");
        Assert.Equal(HttpStatusCode.NotFound, supervisor.Status);

        using (var liaison = await site.SignedIn("jijian"))
        {
            Assert.Contains(f.MatterNumber, (await liaison.Open("/sealed")).Text("main"), StringComparison.Ordinal);
            page = await liaison.Open($"/sealed/{f.Matter}");
            Assert.Contains("处置转送以后封存的密件", page.Text("main"), StringComparison.Ordinal);
        }

        using (var petitioner = await site.Tracking(f))
        {
            page = await petitioner.Open("/track/case");
            Assert.Contains("作为密件保管", page.Text("main"), StringComparison.Ordinal);
            Assert.Contains("纪检监察联络员最迟", page.Text("main"), StringComparison.Ordinal);
        }

        await site.On(f, "jijian", (m, act) => Sealing.Unseal(m, Core.Petitions.Purpose.Request, "不涉及干部", act));
        page = await unit.Open($"/staff/matters/{f.Matter}");
        Assert.Equal(HttpStatusCode.OK, unit.Status);
        Assert.Contains("办结信访事项", page.Text("main"), StringComparison.Ordinal);
        Assert.Contains(Deadlines.Of(await site.State(f), site.Store.Rules), d => d is { Clock.Id: ClockId.Handling, IsOpen: true });
    }
}
