using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using MiniExcelLibs;
using OtpNet;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Commands;
using Xinqiao.Web.Serving;
using Xinqiao.Web.Storage;
using Xunit;
using Heads = Xinqiao.Core.Furniture.DistrictSheet;

namespace Xinqiao.Journeys.Tests;

public sealed class An_administrator_sets_up_a_district_in_an_hour(Browser browser, ITestOutputHelper output) : IClassFixture<Browser>
{
    private const string Password = "Erstes-Passwort-hier", SecondPassword = "Zweites-Passwort-hier", ThirdPassword = "Ein-drittes-Passwort-7", District = "某区";

    private readonly Stopwatch watch = Stopwatch.StartNew();

    [Theory]
    [InlineData(1366, "desk", 40)]
    [InlineData(390, "phone", 10)]
    public async Task From_init_to_the_first_handover(int width, string at, int units)
    {
        using var place = new RealDistrict();
        await place.Found(Password);
        await using var desk = await browser.At(place.Address, width);
        await desk.Go("/sign-in");
        await desk.Fill("账号", "guanli");
        await desk.Fill("密码", Password);
        await desk.Press("登录");
        await Enrols(desk, at);

        await Uploads(desk, Sheet(units, faulty: true));
        await desk.Sees("有3处需要修改");
        await desk.Look($"sheet-faults-{at}");
        await Uploads(desk, Sheet(units, faulty: false));
        await desk.Look($"sheet-preview-{at}");
        Step("the sheet was looked at");
        await desk.Press("全部生效");
        await desk.Sees("已生效：新增");
        Step($"the sheet of {units} more units and {units * 5} people was applied");

        await LetsIn(place, width, at);
        Step($"the security administrator signed in for the first time and issued {units * 5} first passwords");

        await desk.Go("/administration/categories");
        await desk.Look($"categories-{at}");
        await desk.Choose("上级分类", "　010200 城市更新");
        await desk.Fill("名称", "片区更新");
        await desk.Press("增设");
        await desk.Sees("已增设：010206 片区更新");
        await desk.Go("/administration/calendars");
        await desk.Look($"calendars-{at}");
        await HandsOver(desk, at);
        await desk.Go("/account/sessions");
        await desk.Look($"sessions-{at}");
        Step("all was done");
    }

    private async Task LetsIn(RealDistrict place, int width, string at)
    {
        await using var desk = await browser.At(place.Address, width);
        await desk.Go("/sign-in");
        await desk.Fill("账号", "anquan");
        await desk.Fill("密码", SecondPassword);
        await desk.Press("登录");
        await desk.Page.Locator("#current").FillAsync(SecondPassword);
        await desk.Page.Locator("#password").FillAsync(ThirdPassword);
        await desk.Page.Locator("#again").FillAsync(ThirdPassword);
        await desk.Press("修改密码");
        await desk.Go("/desk");
        await Enrols(desk, at);
        await desk.Go("/administration/first-passwords");
        await desk.Look($"first-passwords-{at}");
        await desk.Press("制发所选的密码单");
        await desk.Sees("密码只显示这一次");
        await desk.Go("/administration/passwords");
        await desk.Look($"passwords-{at}");
    }

    private async Task Enrols(Visit desk, string at)
    {
        Assert.EndsWith("/account/second-factor", desk.Page.Url, StringComparison.Ordinal);
        await desk.Look($"second-factor-{at}");
        var secret = (await desk.Text("#secret")).Replace(" ", "", StringComparison.Ordinal);
        await desk.Fill("六位数", new Totp(Base32Encoding.ToBytes(secret)).ComputeTotp());
        await desk.Press("登记");
        await desk.Look($"recovery-codes-{at}");
        await desk.Follow("已经保管好，开始工作");
        Step("signed in with a second factor");
    }

    private static async Task Uploads(Visit desk, byte[] file)
    {
        await desk.Go("/administration/sheet");
        await desk.Page.Locator("#file").SetInputFilesAsync(new FilePayload { Name = "district.xlsx", MimeType = "application/octet-stream", Buffer = file });
        await desk.Press("核对");
    }

    private async Task HandsOver(Visit desk, string at)
    {
        await desk.Go("/administration/people");
        await desk.Look($"people-{at}");
        await desk.Follow("人员一号");
        await desk.Look($"person-{at}");
        await desk.Follow("岗位移交");
        await desk.Look($"handover-{at}");
        await desk.Page.Locator("#to").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await desk.Fill("理由", "产假");
        await desk.Press("移交");
        await desk.Sees("已移交给");
        Step("a post was handed over");
    }

    private void Step(string what) => output.WriteLine($"{watch.Elapsed.TotalSeconds,6:0.0} s  {what}");

    /// <summary>Units beside the two dozen that an init brings, and five people for each.</summary>
    private static byte[] Sheet(int many, bool faulty)
    {
        var units = Enumerable.Range(1, many).Select(i => new Dictionary<string, object?>
        {
            [Heads.Code] = $"U{i:00}",
            [Heads.Name] = $"{District}第{i}局",
            [Heads.Organ] = $"某市{District}第{i}局",
            [Heads.Kind] = faulty && i == 7 ? "委办局" : "职能部门",
            [Heads.Word] = $"某{i}",
            [Heads.Parent] = faulty && i == 9 ? "没有" : "QU",
            [Heads.Phone] = $"0510-0000{i:0000}",
            [Heads.Address] = $"演示路{i}号",
            [Heads.Review] = $"某市{District}人民政府",
            [Heads.EndedOn] = "",
        });
        string[] digits = ["一", "二", "三", "四", "五"];
        var people = Enumerable.Range(0, many * 5).Select(i => new Dictionary<string, object?>
        {
            [Heads.Login] = faulty && i == 30 ? "Bad Login" : $"u{i / 5 + 1:00}-{i % 5 + 1}",
            [Heads.Person] = i == 0 ? "人员一号" : $"人员{digits[i % 5]}",
            [Heads.Post] = i % 5 == 4 ? "单位负责人" : "承办人",
            // The unit of the seventh line is no unit while its kind is none.
            [Heads.Code] = faulty && i / 5 + 1 is 7 or 9 ? "U01" : $"U{i / 5 + 1:00}",
            [Heads.EndedOn] = "",
            [Heads.EndReason] = "",
        });
        using var stream = new MemoryStream();
        stream.SaveAs(new Dictionary<string, object>
        {
            [Heads.Units] = units,
            [Heads.People] = people,
        });
        return stream.ToArray();
    }

    /// <summary>A real database as <c>init</c> founds it, served on this machine alone.</summary>
    private sealed class RealDistrict : IDisposable
    {
        private readonly string folder = Directory.CreateTempSubdirectory("xinqiao-hour-").FullName;
        private IDatabase? database;
        private CaseStore? store;
        private WebApplication? app;

        public string Address => app!.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

        public async Task Found(string password)
        {
            var (file, stop) = (Path.Combine(folder, "real.db"), TestContext.Current.CancellationToken);
            var terminal = new Terminal(new StringReader($"{password}\n{SecondPassword}\n"), TextWriter.Null, TextWriter.Null, TimeProvider.System);
            Assert.Equal(0, await CommandLine.Run(
                ["init", "--database", file, "--district", "320613", "--origin", "xf.example.gov.cn", "--admin", "guanli", "--password-stdin"], terminal, stop));
            database = Databases.At(file);
            database.Prepare();
            store = new CaseStore(database, KeyFolder.Open(Path.Combine(folder, "keys")), TimeProvider.System, Rules.Embedded);
            app = Wiring.Build(store, "http://127.0.0.1:0");
            await app.StartAsync(stop);
        }

        public void Dispose()
        {
            (app as IDisposable)?.Dispose();
            store?.Dispose();
            database?.Dispose();
            Directory.Delete(folder, recursive: true);
        }
    }
}
