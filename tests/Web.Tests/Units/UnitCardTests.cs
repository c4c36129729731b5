using System.Net;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xunit;

namespace Xinqiao.Web.Tests.Units;

/// <summary>A unit's card: to the petition department and the unit itself, about matters and never about people.</summary>
public sealed class UnitCardTests(Site site) : IClassFixture<Site>
{
    private static readonly Actor CityManagement = new("s-10", Role.Handler, "CG", "崇川区城市管理局");

    [Fact]
    public async Task It_tells_contact_work_in_hand_what_is_late_and_what_became_of_objections()
    {
        var admitted = await site.BringTo(Stage.Objected);
        await site.AdmitObjection(admitted, "CG");
        await SendBackAgain(admitted);
        var refused = await site.BringTo(Stage.Objected);
        await site.RefuseObjection(refused);
        await site.BringTo(Stage.Objected);
        await site.BringTo(Stage.Served);
        var phone = (await site.Unit("ZJ")).Phone;

        using var visitor = await site.SignedIn("ducha");
        var page = await visitor.Open("/staff/units/ZJ");
        foreach (var part in new[] { phone, "南通市崇川区住房和城乡建设局", "南通市崇川区人民政府", "崇住建" })
            Assert.Contains(part, page.Text("main"), StringComparison.Ordinal);
        Assert.Equal(("2 件", "0 项"), (page.Text("#in-hand"), page.Text("#late")));
        Assert.Equal("提出3 件 同意退回1 件 不同意1 件 正在审核1 件", page.Text("#objections dl"));
        Assert.Contains("退回2次的：1件", page.Text("#objections ul"), StringComparison.Ordinal);
        foreach (var person in new[] { "周桂兰", "陆晓峰", "钱卫东", admitted.Number })
            Assert.DoesNotContain(person, visitor.Html, StringComparison.Ordinal);

        // The unit sees its own, though the matter has gone to another.
        using var head = await site.SignedIn("fuze");
        page = await head.Open("/staff/units/ZJ");
        Assert.Equal("提出3 件 同意退回1 件 不同意1 件 正在审核1 件", page.Text("#objections dl"));
        Assert.Contains("退回1次的：1件", page.Text("#objections ul"), StringComparison.Ordinal);

        site.Clock.AdvanceDays(60);
        using var later = await site.SignedIn("ducha");
        page = await later.Open("/staff/units/ZJ");
        // As many as the list behind it holds; the objection that waits for the petition department is not the unit's.
        var late = await later.Open(page.QuerySelector(".card.late")!.GetAttribute("href")!);
        Assert.Equal($"{late.QuerySelectorAll(".list .go").Length} 项", page.Text("#late"));
        Assert.DoesNotContain("决定异议", late.Text(".list"), StringComparison.Ordinal);
        Assert.Contains("执行", late.Text(".list"), StringComparison.Ordinal);
        site.Clock.AdvanceDays(310);
        using var nextYear = await site.SignedIn("ducha");
        Assert.Contains("没有提出异议", (await nextYear.Open("/staff/units/ZJ")).Text("#objections"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_petition_department_sees_every_unit_and_a_unit_its_own_alone()
    {
        using var router = await site.SignedIn("fenban");
        var page = await router.Open("/staff/units");
        var links = page.QuerySelectorAll(".list .go").Select(a => a.GetAttribute("href")!).ToList();
        Assert.Contains("/staff/units/RS", links);
        Assert.DoesNotContain("/staff/units/JW", links);
        foreach (var link in links.Take(3))
        {
            await router.Open(link);
            Assert.Equal(HttpStatusCode.OK, router.Status);
        }

        using var handler = await site.SignedIn("chengban");
        await handler.Open("/staff/units");
        Assert.Equal("/staff/units/ZJ", handler.Path);
        Assert.Equal(HttpStatusCode.OK, handler.Status);
        foreach (var path in new[] { "/staff/units/RS", "/staff/units/XF" })
        {
            await handler.Open(path);
            Assert.Equal(HttpStatusCode.NotFound, handler.Status);
        }

        foreach (var id in new[] { "JW", "XF", "QU", "banana", "%3Cscript%3E" })
        {
            await router.Open($"/staff/units/{id}");
            Assert.Equal(HttpStatusCode.NotFound, router.Status);
        }

        foreach (var login in new[] { "guanli", "jijian" })
        {
            using var other = await site.SignedIn(login);
            await other.Open("/staff/units/ZJ");
            Assert.Equal(HttpStatusCode.Forbidden, other.Status);
        }
    }

    // The next unit objects as well, and it comes back a second time.
    private async Task SendBackAgain(Filed f)
    {
        var (unit, to, office) = (await site.Unit("CG"), await site.Unit("RS"), await site.Unit("XF"));
        await site.On(f, CityManagement, Dispatch.Receive);
        await site.On(f, CityManagement, (m, act) => Objection.File(
            m, new FileObjection("不属市政道路。", "职责清单", "崇川区人力资源和社会保障局"), unit, act));
        await site.On(f, "fenban", (m, act) => Objection.Decide(
            m, new DecideObjection(true, "属实。", new DispatchTo(to, null), "联席会议", "纪要3号"), office, act));
    }
}
