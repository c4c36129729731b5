using System.Net;
using MiniExcelLibs;
using Xinqiao.Core;
using Xinqiao.Core.Furniture;
using Xinqiao.Core.Petitions;
using Xinqiao.Web.Petitions;
using Xinqiao.Web.Storage;
using Xinqiao.Web.Tests.Matters.Staff;
using Xinqiao.Web.Tests.Petitions.Staff;
using Xunit;

namespace Xinqiao.Web.Tests.Administration;

public sealed class CategoriesPageTests(Site site) : IClassFixture<Site>
{
    private Categories Now => site.Get<CategoryQueries>().Now();

    private async Task<T> Last<T>(string code) where T : CaseEvent =>
        Assert.IsType<T>((await site.Get<CaseReader>().Events(StreamId.Furniture("category:" + code)))[^1].Event);

    [Fact]
    public async Task A_category_is_added_renamed_mapped_and_ended_each_by_an_event()
    {
        using var administrator = await site.SignedIn("guanli");
        var page = await administrator.Open("/administration/categories");
        page = await administrator.Submit(page.Form("#add"), new() { ["above"] = "010200", ["name"] = "片区更新", ["national"] = "" }, "add");
        Assert.Contains("010206 片区更新", page.Text(".notice.good"), StringComparison.Ordinal);
        Assert.Equal("片区更新", (await Last<CategoryAdded>("010206")).Name);

        page = await administrator.Submit(page.Form("#rename"), new() { ["name"] = "片区统筹更新" }, "rename");
        Assert.Equal("片区统筹更新", (await Last<CategoryRenamed>("010206")).Name);
        page = await administrator.Submit(page.Form("#map"), new() { ["national"] = "010299" }, "map");
        Assert.Equal("010299", (await Last<CategoryMapped>("010206")).National);
        await administrator.Submit(page.Form("#end"), new() { ["from"] = "2026-03-02" }, "end");
        await Last<CategoryEnded>("010206");
        Assert.Equal(new Category("010206", "片区统筹更新", "010299", new(2026, 3, 2)), Now.Find("010206"));
        Assert.Null(Now.Choose("010206", new(2026, 3, 2)));
    }

    [Theory]
    [InlineData("above", "")]
    [InlineData("above", "010206x")]
    [InlineData("name", "")]
    [InlineData("name", "老旧小区改造")]
    [InlineData("national", "一二")]
    public async Task A_wrong_field_is_named_and_the_others_are_kept(string field, string value)
    {
        using var administrator = await site.SignedIn("guanli");
        var page = await administrator.Open("/administration/categories");
        Dictionary<string, string?> typed = new()
        {
            ["above"] = "010200",
            ["name"] = "另一类",
            ["national"] = "A1",
        };
        typed[field] = value;
        var size = await site.LogSize();
        page = await administrator.Submit(page.Form("#add"), typed, "add");
        page.AssertRefused(administrator, field);
        foreach (var (name, kept) in typed.Where(t => t.Key != field)) Assert.Equal(kept, page.Kept(name));
        Assert.Equal(size, await site.LogSize());
    }

    [Fact]
    public async Task The_counter_takes_a_part_of_a_name_and_list_case_page_and_spreadsheet_show_the_category()
    {
        using var registrar = await site.SignedIn("dengji");
        var page = await registrar.Open("/staff/register");
        Assert.Contains(page.QuerySelectorAll("#categories option"), o => o.GetAttribute("value") == "010102 物业服务");
        page = await registrar.Submit(page.Form(), CounterForms.Of("letter", ("domain", "维修资金")));
        Assert.Equal("来信已登记", page.Text("h1"));
        var matter = page.QuerySelectorAll(".buttons a").Select(a => a.GetAttribute("href")!).First(h => h.StartsWith("/staff/matters/", StringComparison.Ordinal));
        page = await registrar.Open(matter);
        Assert.Contains("城乡建设›房地产›住宅专项维修资金", page.Text("main"), StringComparison.Ordinal);

        foreach (var within in new[] { "010106", "010100", "城乡建设" })
        {
            page = await registrar.Open("/staff/matters?category=" + Uri.EscapeDataString(within));
            Assert.Contains("城乡建设·住宅专项维修资金", page.Text("table.list"), StringComparison.Ordinal);
        }

        page = await registrar.Open("/staff/matters?category=020000");
        Assert.Null(page.QuerySelector("table.list"));
        page = await registrar.Open("/staff/matters?category=" + Uri.EscapeDataString("没有这种"));
        Assert.Null(page.QuerySelector("table.list"));

        await registrar.Open("/staff/matters?category=010106&handler=xlsx");
        var row = (IDictionary<string, object>)new MemoryStream(await registrar.Response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Query(useHeaderRow: true).First();
        Assert.Equal(("城乡建设›房地产›住宅专项维修资金", "010106"), (row["内容分类"], $"{row["分类代码"]}".PadLeft(6, '0')));
    }

    [Fact]
    public async Task What_several_categories_have_is_asked_back_and_an_ended_one_is_none()
    {
        await site.Get<CategoryQueries>().Change(
            new Actor("s-6", Role.Administrator, "XF", "信访局"), (now, act) => CategoryChanges.End("120102", act.Today, now, act));
        using var registrar = await site.SignedIn("dengji");
        foreach (var typed in new[] { "补偿", "120102", "网络购物", "banana" })
        {
            var page = await registrar.Open("/staff/register");
            page = await registrar.Submit(page.Form(), CounterForms.Of("letter", ("domain", typed)));
            page.AssertRefused(registrar, "domain");
            Assert.Equal(typed, page.Kept("domain"));
        }
    }

    [Fact]
    public async Task An_address_of_no_category_is_not_found_and_a_button_nobody_made_is_no_request()
    {
        using var administrator = await site.SignedIn("guanli");
        await administrator.Open("/administration/categories/999999");
        Assert.Equal(HttpStatusCode.NotFound, administrator.Status);
        await administrator.Post("/administration/categories/010102", [new("act", "banana"), new("form-token", await administrator.Token())]);
        Assert.Equal(HttpStatusCode.BadRequest, administrator.Status);
    }
}
