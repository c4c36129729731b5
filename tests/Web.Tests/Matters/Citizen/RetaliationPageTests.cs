using System.Net;
using Xinqiao.Core.Matters;
using Xinqiao.Web.Tests.Boundary;
using Xunit;

namespace Xinqiao.Web.Tests.Matters.Citizen;

/// <summary>反映打击报复, from the petitioner's page to the liaison, past everybody else.</summary>
public sealed class RetaliationPageTests(GateSite site) : IClassFixture<GateSite>
{
    private const string Secret = "科长说再告就停我的工zq";

    [Fact]
    public async Task A_report_gets_a_number_code_and_receipt_of_its_own_and_leaves_nothing_in_the_earlier_petition()
    {
        var earlier = await site.BringTo(Stage.InHand);
        var before = (await site.EventNames(earlier)).Count;
        using var citizen = await site.Tracking(earlier);
        var page = await citizen.Open("/track/readers");
        page = await citizen.Open(page.QuerySelector("a[href='/track/retaliation']")!.GetAttribute("href")!);
        page = await citizen.Submit(page.Form("main form"), new() { ["narrative"] = "", ["unit"] = "CG" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, citizen.Status);
        Assert.NotNull(page.QuerySelector("#narrative-error"));
        Assert.NotNull(page.QuerySelector("option[value=CG][selected]"));
        page = await citizen.Submit(page.Form("main form"), new() { ["narrative"] = Secret });
        Assert.Equal(HttpStatusCode.OK, citizen.Status);
        var (number, code) = (page.Text("#number").Trim(), string.Concat(page.Text("#code").Where(char.IsAsciiDigit)));
        Assert.NotEqual(earlier.Number, number);
        Assert.Equal(16, code.Length);
        Assert.Contains("存证", page.Text(".receipt"), StringComparison.Ordinal);

        Assert.Equal(before, (await site.EventNames(earlier)).Count);
        foreach (var path in (string[])["/track/case", "/track/readers", "/track/receipt"])
        {
            await citizen.Open(path);
            Assert.DoesNotContain(number, citizen.Html, StringComparison.Ordinal);
            Assert.DoesNotContain(Secret, citizen.Html, StringComparison.Ordinal);
        }

        using var own = site.Visitor();
        page = await own.Track(number, code);
        Assert.Equal("/track/case", own.Path);
        Assert.Contains("按反映打击报复办理", page.Text("main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sent_twice_it_is_one_report_with_a_new_code()
    {
        var earlier = await site.BringTo(Stage.InHand);
        using var citizen = await site.Tracking(earlier);
        var form = (await citizen.Open("/track/retaliation")).Form("main form");
        var first = (await citizen.Submit(form, new() { ["narrative"] = Secret })).Text("#number");
        Assert.Equal(first, (await citizen.Submit(form, new() { ["narrative"] = Secret })).Text("#number"));
    }

    [Fact]
    public async Task Whoever_may_be_behind_it_sees_the_same_pages_before_and_after()
    {
        var earlier = await site.BringTo(Stage.InHand);
        await site.Name(earlier, "fenban", GateSite.Inspectorate);
        string[] pages =
        [
            "/desk", "/staff/matters", "/staff/matters?stage=sealed", "/staff/due", "/staff/units/ZJ", "/staff/units/RS1", "/extracts",
            "/registers/readings", $"/staff/matters/{earlier.Matter}",
        ];
        var before = await Seen(pages);
        var report = await site.ReportRetaliation(earlier, Secret, "CG");
        Assert.Equal(before, await Seen(pages));
        foreach (var asker in GateSite.Askers.Where(a => a.Name != "liaison"))
        {
            using var http = await site.Browser(asker);
            foreach (var path in (string[])[$"/sealed/{report.Matter}", $"/sealed/{report.Matter}/pass-on", $"/staff/matters/{report.Matter}", $"/extracts/{report.Matter}"])
            {
                using var response = await http.GetAsync(path, TestContext.Current.CancellationToken);
                Assert.NotEqual(HttpStatusCode.OK, response.StatusCode);
                Assert.DoesNotContain(Secret, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
            }
        }
    }

    private async Task<IReadOnlyList<string>> Seen(string[] pages)
    {
        var seen = new List<string>();
        foreach (var asker in GateSite.Askers.Where(a => a.Login is not null && a.Name != "liaison"))
        {
            using var http = await site.Browser(asker);
            foreach (var path in pages)
            {
                using var response = await http.GetAsync(path, TestContext.Current.CancellationToken);
                var html = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
                seen.Add($"{asker.Name} {path}\n" + string.Join('\n', html.Split('\n').Where(l => !l.Contains("form-token", StringComparison.Ordinal)
                    // How often a page did not open grows by the looking itself.
                    && !l.Contains("/registers/access?", StringComparison.Ordinal))));
            }
        }

        return seen;
    }

    [Fact]
    public async Task The_liaison_reads_it_with_the_earlier_number_and_its_term_and_is_told_whom_not_to_ask()
    {
        var earlier = await site.BringTo(Stage.InHand);
        var report = await site.ReportRetaliation(earlier, Secret);
        using var liaison = await site.SignedIn("jijian");
        Assert.Contains(Retaliation.Title, (await liaison.Open("/sealed")).Text("main"), StringComparison.Ordinal);
        var page = await liaison.Open($"/sealed/{report.Matter}");
        Assert.Contains(earlier.Number, page.Text(".notice.warn"), StringComparison.Ordinal);
        Assert.Contains(Secret, page.Text("main"), StringComparison.Ordinal);
        Assert.Contains("移送反映打击报复的信访事项", page.Text("main aside"), StringComparison.Ordinal);
        page = await liaison.Open($"/sealed/{report.Matter}/pass-on");
        Assert.Null(page.QuerySelector("option[value=ZJ]"));
    }

    [Fact]
    public async Task Without_number_and_code_it_leads_to_the_sign_in_and_beside_staff_it_is_refused()
    {
        using var nobody = site.Visitor();
        await nobody.Open("/track/retaliation");
        Assert.Equal("/track", nobody.Path);
        var earlier = await site.BringTo(Stage.InHand);
        using var staff = await site.SignedIn("chengban");
        await staff.Track(earlier.Number, earlier.Code);
        var page = await staff.Open("/track/retaliation");
        page = await staff.Submit(page.Form("main form"), new() { ["narrative"] = Secret });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, staff.Status);
        Assert.Contains("工作人员登录", page.Text(".errors"), StringComparison.Ordinal);
    }
}
