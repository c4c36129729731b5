using System.Net;
using System.Net.Http.Headers;
using AngleSharp.Html.Dom;
using MiniExcelLibs;
using Xinqiao.Web.Identity;
using Xinqiao.Web.Tests.Matters.Staff;
using Xinqiao.Web.Units;
using Xunit;
using Heads = Xinqiao.Core.Furniture.DistrictSheet;

namespace Xinqiao.Web.Tests.Administration;

public sealed class SheetTests(Site site) : IClassFixture<Site>
{
    private static Dictionary<string, object?> Unit(string code, string kind = "职能部门", string word = "") => new()
    {
        [Heads.Code] = code,
        [Heads.Name] = $"崇川区第{code}局",
        [Heads.Organ] = $"南通市崇川区第{code}局",
        [Heads.Kind] = kind,
        [Heads.Word] = word.Length > 0 ? word : "崇" + code,
        [Heads.Parent] = "QU",
        [Heads.Phone] = "0513-00009999",
        [Heads.Address] = "演示路99号",
        [Heads.Review] = "南通市崇川区人民政府",
        [Heads.EndedOn] = "",
    };

    private static Dictionary<string, object?> Person(string login, string unit, string post = "承办人") => new()
    {
        [Heads.Login] = login,
        [Heads.Person] = "表中人",
        [Heads.Post] = post,
        [Heads.Code] = unit,
        [Heads.EndedOn] = "",
        [Heads.EndReason] = "",
    };

    private static byte[] Sheet(Dictionary<string, object?>[] units, Dictionary<string, object?>[] people)
    {
        using var stream = new MemoryStream();
        stream.SaveAs(new Dictionary<string, object>
        {
            [Heads.Units] = units,
            [Heads.People] = people,
        });
        return stream.ToArray();
    }

    private static async Task<IHtmlDocument> Upload(Visitor administrator, byte[] file)
    {
        var page = await administrator.Open("/administration/sheet");
        var token = ((IHtmlInputElement)page.QuerySelector("#upload [name='form-token']")!).Value;
        using var content = new MultipartFormDataContent { { new StringContent(token), "form-token" }, { new StringContent("preview"), "act" } };
        var part = new ByteArrayContent(file);
        part.Headers.ContentType = MediaTypeHeaderValue.Parse("application/octet-stream");
        content.Add(part, "file", "district.xlsx");
        return await administrator.PostContent("/administration/sheet", content);
    }

    [Fact]
    public async Task A_sheet_is_looked_at_then_applied_in_one_act_and_a_second_time_changes_nothing()
    {
        using var administrator = await site.SignedIn("guanli");
        var file = Sheet([Unit("AA1"), Unit("AA2", "街道")], [Person("aa1-li", "AA1"), Person("aa2-wang", "AA2", "单位负责人")]);
        var size = await site.LogSize();
        var page = await Upload(administrator, file);
        Assert.Equal("4 行", page.Text("#add"));
        Assert.Equal(size, await site.LogSize());

        page = await administrator.Submit(page.Form("#preview form"), button: "apply");
        Assert.Contains("新增4行", page.Text(".notice.good"), StringComparison.Ordinal);
        Assert.Equal(size + 4, await site.LogSize());
        Assert.Equal("AA2", (await site.Get<UnitQueries>().Find("AA2"))!.Code);
        var person = (await site.Get<People>().FindLogin("aa1-li"))!;
        Assert.Equal(("表中人", "AA1", true), (person.Name, person.Unit, person.MustChange));
        // No password was issued yet: nobody signs in.
        Assert.Null(await site.Get<People>().Check("aa1-li", ""));

        page = await Upload(administrator, file);
        Assert.Contains("没有需要变更的", page.Text("#preview"), StringComparison.Ordinal);
        Assert.Equal("4 行", page.Text("#leave"));
        Assert.Equal(size + 4, await site.LogSize());
    }

    [Fact]
    public async Task Every_fault_is_named_by_sheet_line_and_column_and_nothing_is_applied()
    {
        using var administrator = await site.SignedIn("guanli");
        var size = await site.LogSize();
        var page = await Upload(administrator, Sheet([Unit("BB1", "委办局"), Unit("BB2", word: "崇住建")], [Person("Bad Login", "ZJ")]));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, administrator.Status);
        Assert.Equal(
            ["单位 2 类别", "单位 3 机关代字", "人员 2 账号"],
            page.QuerySelectorAll("#faults tbody tr").Select(r => string.Join(' ', r.QuerySelectorAll("td").Take(3).Select(c => c.TextContent))));
        Assert.Null(page.QuerySelector("#preview"));
        Assert.Equal(size, await site.LogSize());
    }

    [Fact]
    public async Task A_line_that_is_missing_deletes_nothing_and_a_date_ends_a_unit()
    {
        using var administrator = await site.SignedIn("guanli");
        var page = await Upload(administrator, Sheet([Unit("CC1")], [Person("cc1-li", "ZJ")]));
        await administrator.Submit(page.Form("#preview form"), button: "apply");
        var ending = Unit("CC1");
        ending[Heads.EndedOn] = "2026-03-02";
        page = await Upload(administrator, Sheet([ending], [Person("cc2-li", "ZJ")]));
        Assert.Equal("1 行", page.Text("#end"));
        await administrator.Submit(page.Form("#preview form"), button: "apply");
        Assert.DoesNotContain(await site.Get<UnitQueries>().All(), u => u.Code == "CC1");
        Assert.Equal(new DateOnly(2026, 3, 2), (await site.Get<UnitQueries>().Find("CC1"))!.EndedOn);
        Assert.NotNull(await site.Get<People>().FindLogin("cc1-li"));
    }

    [Fact]
    public async Task What_is_downloaded_can_be_uploaded_and_changes_nothing()
    {
        using var administrator = await site.SignedIn("guanli");
        await administrator.Open("/administration/sheet?handler=now");
        var file = await administrator.Response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        var page = await Upload(administrator, file);
        Assert.Contains("没有需要变更的", page.Text("#preview"), StringComparison.Ordinal);

        await administrator.Open("/administration/sheet?handler=template");
        using var template = new MemoryStream(await administrator.Response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal([Heads.Units, Heads.People, Heads.Notes], template.GetSheetNames());
    }

    [Fact]
    public async Task What_is_no_spreadsheet_of_ours_is_told_so()
    {
        using var administrator = await site.SignedIn("guanli");
        using var other = new MemoryStream();
        other.SaveAs(new[] { new { A = 1 } });
        using var headless = new MemoryStream();
        headless.SaveAs(new Dictionary<string, object>
        {
            [Heads.Units] = new[] { new { A = 1 } },
            [Heads.People] = new[] { new { A = 1 } },
        });
        foreach (var (file, says) in new[] { ("not a zip"u8.ToArray(), "xlsx"), (other.ToArray(), "没有名为"), (headless.ToArray(), "单位代码"), (new byte[500_000], "KB") })
        {
            var page = await Upload(administrator, file);
            page.AssertRefused(administrator, "file");
            Assert.Contains(says, page.Text(".errors"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_first_password_is_shown_once_and_has_to_be_changed_before_anything_else()
    {
        using var administrator = await site.SignedIn("guanli");
        var page = await Upload(administrator, Sheet([Unit("DD1")], [Person("dd1-li", "DD1")]));
        await administrator.Submit(page.Form("#preview form"), button: "apply");
        var person = (await site.Get<People>().FindLogin("dd1-li"))!;
        using var security = await site.SignedIn("anquan");
        page = await security.Open("/administration/first-passwords");
        var token = ((IHtmlInputElement)page.QuerySelector("main form [name='form-token']")!).Value;
        page = await security.Post("/administration/first-passwords", [new("person", person.Id), new("form-token", token)]);
        var password = page.QuerySelectorAll(".sheet .code")[1].TextContent;
        await security.Open("/administration/first-passwords");
        Assert.DoesNotContain(password, security.Html, StringComparison.Ordinal);

        using var visitor = site.Visitor();
        page = await visitor.Open("/sign-in");
        page = await visitor.Submit(page.Form("form.panel"), new() { ["login"] = "dd1-li", ["password"] = password });
        Assert.Equal("/account/password", visitor.Path);
        await visitor.Open("/staff/matters");
        Assert.Equal("/account/password", visitor.Path);
        page = await visitor.Submit(page.Form(), new() { ["current"] = password, ["password"] = "mein-eigenes-wort", ["again"] = "mein-eigenes-wort" });
        Assert.Equal("/account/sessions", visitor.Path);
        await visitor.Open("/desk");
        Assert.Equal("/desk", visitor.Path);
    }

    [Fact]
    public async Task Nobody_chosen_is_nothing_issued()
    {
        using var security = await site.SignedIn("anquan");
        await security.Post("/administration/first-passwords", [new("form-token", await security.Token())]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, security.Status);
    }
}
