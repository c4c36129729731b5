using System.Net;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Regulation;
using Xunit;

namespace Xinqiao.Web.Tests.Matters.Staff;

/// <summary>送达 by every method that the rules know, each with its own proof.</summary>
public sealed class ServiceMethodsTests(Site site) : IClassFixture<Site>
{
    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd");

    /// <summary>Each method with what it demands; the public notice appeared on the day of issue, thirty days before.</summary>
    [Theory]
    [InlineData("direct", "", "", "本人签名")]
    [InlineData("substituted", "relation", "agent", "本人签名；与信访人的关系：代理人")]
    [InlineData("retained", "witness", "居委会张某、李某", "本人签名；见证人或录像编号：居委会张某、李某")]
    [InlineData("electronic", "", "", "本人签名")]
    [InlineData("post", "", "", "本人签名")]
    [InlineData("public-notice", "tried", "邮寄两次退回", "本人签名；发布日期：{0}；其他方式无法送达的情况：邮寄两次退回")]
    public async Task Every_method_of_service_is_recorded_with_its_proof(string method, string field, string value, string proof)
    {
        var issued = Shanghai.DateOf(site.Clock.Now);
        var f = await site.BringTo(Stage.ToServe);
        site.Clock.AdvanceDays(30);
        using var visitor = await site.SignedIn("chengban");
        var fields = new Dictionary<string, string?>
        {
            ["document"] = "opinion",
            ["method"] = method,
            ["servedEvidence"] = "凭证1号",
            ["proof"] = "本人签名",
            ["published"] = Iso(issued),
        };
        var page = await visitor.Open($"/staff/matters/{f.Matter}/serve");
        if (field != "")
        {
            page = await visitor.Submit(page.Form(), fields);
            page.AssertRefused(visitor, field);
            Assert.Equal((method, Iso(issued)), (page.Kept("method"), page.Kept("published")));
            fields[field] = value;
        }

        page = await visitor.Submit(page.Form(), fields);
        Assert.Equal(HttpStatusCode.OK, visitor.Status);
        var served = Assert.IsType<DocumentServed>((await site.Events(f.Matter))[^1].Event);
        Assert.Equal((method, issued.AddDays(30), string.Format(null, proof, ChineseDate.Write(issued))), (Xinqiao.Core.Words.Of(served.Method), served.ServedOn, served.Proof.Value));
        var form = await visitor.Open($"/staff/matters/{f.Matter}/documents/{(await site.State(f)).Version}/proof-of-service");
        form = await visitor.OpenIdentity(form, "document");
        Assert.Contains(served.Proof.Value!, form.Text("article.letter"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_public_notice_counts_on_the_thirtieth_day_and_the_page_says_which_day_that_is()
    {
        var issued = Shanghai.DateOf(site.Clock.Now);
        var f = await site.BringTo(Stage.ToServe);
        site.Clock.AdvanceDays(29);
        using var visitor = await site.SignedIn("chengban");
        var page = await visitor.Open($"/staff/matters/{f.Matter}/serve");
        page = await visitor.Submit(page.Form(), new()
        {
            ["document"] = "opinion",
            ["method"] = "public-notice",
            ["servedEvidence"] = "公告1号",
            ["proof"] = "区政府网站",
            ["published"] = Iso(issued),
            ["tried"] = "邮寄两次退回",
        });
        page.AssertRefused(visitor, "served");
        Assert.Contains("送达日期应为" + Iso(issued.AddDays(30)), page.Text("#served-error"), StringComparison.Ordinal);
        Assert.Equal((Iso(issued), "邮寄两次退回"), (page.Kept("published"), page.Kept("tried")));
    }
}
