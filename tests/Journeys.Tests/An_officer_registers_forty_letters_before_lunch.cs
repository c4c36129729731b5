using System.Diagnostics;
using System.Globalization;
using Dapper;
using Microsoft.Playwright;
using Xunit;

namespace Xinqiao.Journeys.Tests;

public sealed class An_officer_registers_forty_letters_before_lunch(Browser browser) : IClassFixture<Browser>
{
    private const int Letters = 40, Allowed = 40, Anonymous = 9, Refused = 14, Repeats = 31;

    private static readonly (string Title, string Narrative, string Requests, string Domain)[] Matters =
    [
        ("化粪池外溢", "化粪池每月外溢，污水流到幢前道路，气味很大。", "查清管道由谁维护\n尽快疏通", "房屋质量"),
        ("夜间施工噪音", "工地夜里十一点以后还在浇筑，老人孩子睡不着。", "夜间停止施工", "噪声"),
        ("拖欠工资", "工程去年十月完工，十二名工人的工资至今没有结清。", "结清工资", "劳动报酬"),
        ("路灯不亮", "三盏路灯坏了两个月，晚上接孩子看不见路。", "修好路灯", "市政"),
        ("电动车进楼", "楼道里天天有人给电动车充电，消防门被堵住。", "清理楼道\n装充电棚", "消防"),
        ("公交站太远", "站点迁走以后要走一公里，老人出行不便。", "恢复原来的站点", "公共交通"),
        ("医保报销迟", "材料交了三个月，报销款还没有到账。", "说明原因\n尽快办理", "医疗保险"),
        ("摊贩占道", "早市摊贩把人行道全部占住，只能走机动车道。", "规范早市", "城市管理"),
    ];

    private static readonly string[] Places = ["濠南新村", "学田苑", "易家桥新村", "北濠东村", "新桥北村"];

    [Fact]
    public async Task Forty_letters_forty_numbers_and_no_key_wasted()
    {
        await using var desk = await browser.Desk();
        await desk.SignIn("dengji");
        await desk.Go("/staff/register?channel=letter");
        var before = await Numbers();
        var (keys, took, numbers) = (new Keys(desk), new List<double>(), new List<string>());
        for (var i = 0; i < Letters; i++)
        {
            var (start, counted) = (Stopwatch.GetTimestamp(), keys.Count);
            await Registers(keys, desk, i);
            took.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
            if (i != Refused) Assert.InRange(keys.Count - counted, 1, Allowed);
            Assert.Equal("来信已登记", await desk.Text("h1"));
            numbers.Add(await desk.Text("#number"));
            if (i is 0 or Letters - 1) await desk.Look($"letter-{i + 1}");
            await desk.Leads(() => keys.Press("Enter"));
        }

        TestContext.Current.TestOutputHelper!.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Letters} letters in {took.Sum():0} s, {(double)keys.Count / Letters:0.0} keys a letter beside what is typed; slowest {took.Max():0.0} s"));
        Assert.Equal(Letters, numbers.Distinct().Count());
        // One after another and none left out, the refused form among them.
        var serials = numbers.Select(n => int.Parse(n.Split('-')[1], CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(Enumerable.Range(serials[0], Letters), serials);
        Assert.Equal(before + Letters, await Numbers());

        await desk.Go("/staff/matters?stage=to-forward");
        await desk.Look("forty-letters-listed");
        Assert.Contains(numbers[^1], await desk.Text("table.list"), StringComparison.Ordinal);
    }

    private static async Task Registers(Keys keys, Visit desk, int i)
    {
        // One letter comes a second time, from a neighbour.
        var of = i == Repeats ? 2 : i;
        var (title, narrative, requests, domain) = Matters[of % Matters.Length];
        var place = $"{Places[of % Places.Length]}{of + 1}幢";
        if (i == Anonymous)
        {
            await keys.Tab(); // name
            await keys.Tab(); // address
            await keys.Tab(); // phone
            await keys.Press("Space"); // anonymous
        }
        else
        {
            await keys.Types("name", $"葛长{(char)('一' + i)}");
            await keys.TabsAndTypes("address", $"南通市崇川区{place}101室");
            await keys.TabsAndTypes("phone", $"0513-8500{i:0000}");
            await keys.Tab(); // anonymous
        }

        await keys.TabsAndTypes("title", place + title);
        await keys.TabsAndTypes("narrative", narrative);
        if (i == Repeats) await Assertions.Expect(desk.Page.Locator("#similar")).ToContainTextAsync(place + title);
        await keys.TabsAndTypes("requests", requests);
        await keys.Tab(); // place
        await keys.TabsAndTypes("placeDetail", place);
        await keys.Tab(); // unit named
        await keys.Tab(); // purpose
        if (i != Refused) await keys.Press("ArrowDown");
        await keys.TabsAndTypes("domain", domain);
        await keys.TabsAndTypes("summary", place + title);
        await keys.AltAndLoad("s");
        if (i != Refused) return;

        // The purpose was forgotten: the form says so, keeps all the rest, and stands where it is missing.
        await desk.Sees("有1处需要修改");
        await desk.Look("letter-refused");
        await keys.Focused("purpose");
        await keys.Press("ArrowDown");
        await keys.AltAndLoad("s");
    }

    private async Task<long> Numbers()
    {
        await using var connection = browser.Site.Database.OpenToRead();
        return await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM petitions");
    }
}
