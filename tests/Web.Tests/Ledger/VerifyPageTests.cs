using System.Net;
using AngleSharp.Html.Dom;
using Xinqiao.Core.Ledger;
using Xinqiao.Web.Citizens;
using Xinqiao.Web.Storage;
using Xunit;

namespace Xinqiao.Web.Tests.Ledger;

/// <summary>Anybody verifies a receipt at /verify, without an account and without script.</summary>
public sealed class VerifyPageTests(Site site) : IClassFixture<Site>
{
    private async Task<ReceiptFile> Receipt(string title = "濠西新村雨水管破损")
    {
        var filed = await site.File(change: c => c with { Title = title });
        return (await site.Get<Receipts>().Of((await site.Get<CaseReader>().Petition(filed.Petition))!.State)).File;
    }

    private static async Task<IHtmlDocument> Upload(Visitor visitor, string text, string words = "")
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent(text), "file", "XF2026-000001-7.tlog-proof" },
            { new StringContent(""), "pasted" },
            { new StringContent(words), "words" },
        };
        return await visitor.PostContent("/verify", form);
    }

    private static Task<IHtmlDocument> Paste(Visitor visitor, string text, string words = "") =>
        visitor.Post("/verify", [new("pasted", text), new("words", words)]);

    [Fact]
    public async Task An_uploaded_file_and_a_pasted_code_are_proven_and_it_is_said_what_that_means_and_what_not()
    {
        using var visitor = site.Visitor();
        var receipt = await Receipt();
        foreach (var page in (IHtmlDocument[])[await Upload(visitor, receipt.ToString()), await Paste(visitor, receipt.ToCode()), await Paste(visitor, receipt.ForPaper().ToString())])
        {
            Assert.Equal(HttpStatusCode.OK, visitor.Status);
            Assert.Contains("核验通过：已登记，日志已签名", page.Text("#found"), StringComparison.Ordinal);
            Assert.Contains(receipt.Number, page.Text("#found"), StringComparison.Ordinal);
            Assert.Contains(site.Store.Stamp.Origin, page.Text("#found"), StringComparison.Ordinal);
            Assert.Contains("不说明反映的事情是否属实", page.Text("main"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Words_are_compared_with_the_electronic_copy_to_the_last_character()
    {
        using var visitor = site.Visitor();
        const string words = "路灯不亮";
        var receipt = await Receipt(words);
        var page = await Upload(visitor, receipt.ToString(), words);
        Assert.Contains("“标题”一字不差", page.Text("#found"), StringComparison.Ordinal);
        page = await Upload(visitor, receipt.ToString(), words + "！");
        Assert.Contains("与登记的任何一项都不相同", page.Text("#found"), StringComparison.Ordinal);
        page = await Paste(visitor, receipt.ToCode(), words);
        Assert.Contains("请用电子回执", page.Text("#found"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_receipt_and_one_of_another_log_are_not_proven()
    {
        using var visitor = site.Visitor();
        var receipt = await Receipt();
        var proof = receipt.Proof;
        var moved = receipt.Under(new LogProof(proof.Index - 1, proof.Path, proof.Note));
        Assert.Contains("核验不通过：内容与登记日志不符", (await Upload(visitor, moved.ToString())).Text("#found"), StringComparison.Ordinal);

        var other = new TestWitness(proof.Checkpoint.Origin, NoteKeyType.Ed25519);
        var resigned = receipt.Under(new LogProof(proof.Index, proof.Path, proof.Checkpoint.Sign(other.Public, other.Sign)));
        Assert.Contains("没有这本登记日志的有效签名", (await Upload(visitor, resigned.ToString())).Text("#found"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "请选择回执文件")]
    [InlineData("你好", "读不出")]
    [InlineData("XQ1:0000.", "读不出")]
    [InlineData("c2sp.org/tlog-proof@v1\nindex 0\n\n", "读不出")]
    public async Task What_is_no_receipt_is_told_so_and_kept_in_the_form(string text, string told)
    {
        using var visitor = site.Visitor();
        var page = await Paste(visitor, text);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Status);
        Assert.Contains(told, page.Text("#found"), StringComparison.Ordinal);
        Assert.Equal(text, page.Kept("pasted")!.Replace("\r\n", "\n", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_page_is_light_and_its_script_comes_from_here_alone()
    {
        using var visitor = site.Visitor();
        var page = await visitor.Open("/verify");
        Assert.Equal("核验回执", page.Text("h1"));
        var scripts = page.QuerySelectorAll("script").Select(s => s.GetAttribute("src")!).ToList();
        Assert.StartsWith("/verify.js?v=", Assert.Single(scripts), StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll("[style], [onclick]"));
        Assert.NotEmpty(LogPolicy.Parse(page.QuerySelector("#verify")!.GetAttribute("data-policy")!).Logs);
        await visitor.Open("/vendor/noble-ed25519-3.2.0.js");
        Assert.Equal(HttpStatusCode.OK, visitor.Status);
    }
}
