using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xinqiao.Web.Tests.Attachments;
using Xunit;

namespace Xinqiao.Journeys.Tests;

/// <summary>An office whose scanner puts its pages into a folder.</summary>
public sealed class ScanningOffice : Browser
{
    protected override Xinqiao.Web.Tests.Site NewSite() => ScanningSite.Watched();
}

public sealed class A_scanned_letter_is_answered_by_post(ScanningOffice office) : IClassFixture<ScanningOffice>
{
    private ScanningSite Site => (ScanningSite)office.Site;

    [Fact]
    public async Task The_slip_s_bar_code_takes_the_letter_to_its_petition_and_the_signed_receipt_proves_the_service()
    {
        // What the printer prints at 200 dpi is what the scanner scans.
        await using var counter = await office.Paper();
        await Registers(counter);
        var (number, code) = (await counter.Text("#number"), Regex.Replace(await counter.Text("#code"), @"\s", ""));
        await counter.Look("slip-with-bar-code");
        await IsTaken("letter-0001.jpg", await counter.Page.ScreenshotAsync(new() { FullPage = true, Type = ScreenshotType.Jpeg, Quality = 80 }));

        await using var desk = await office.Desk();
        await desk.SignIn("fenban");
        await desk.OpenCase(number);
        await desk.Sees("letter-0001.jpg");
        await desk.Look("case-with-scan");
        await Office.Forwards(desk);
        await ReceivesAndReads(desk, number);
        await Answers(desk, number);
        await ServesByPost(desk, number, "EMS 1029384756CN", ("signed-receipt.jpg", ScanningSite.Page(null)));
        await desk.Sees("处理意见书已送达，本事项办结");
        await desk.Sees("signed-receipt.jpg");
        await desk.Look("case-served-by-post-with-receipt");

        await using var phone = await office.Phone();
        await phone.Tracks(number, code);
        await phone.Sees("不服可以申请复查");
        await phone.Page.Locator("summary", new() { HasText = "您提交的内容" }).ClickAsync();
        await phone.Sees("letter-0001.jpg");
        await phone.Look("citizen-letter-answered");
    }

    [Fact]
    public async Task A_resident_files_with_photographs_on_a_phone_and_a_bad_one_is_named()
    {
        await using var phone = await office.Phone();
        await phone.Go("/petition");
        await phone.Check("求助或投诉");
        await phone.Fill("一句话标题", "学田苑12幢雨水管破损");
        await phone.Fill("事情经过", "12幢北侧雨水管从三楼断开，每逢下雨水顺墙流进一楼。");
        await phone.Fill("您的诉求", "修好雨水管");
        await phone.Press("下一步");
        await phone.Press("下一步");
        await phone.Fill("姓名", "沈雨桐");
        await phone.Press("下一步");
        await phone.Check("以上内容属实");
        await phone.Page.Locator("#files").SetInputFilesAsync([File("墙面.jpg", ScanningSite.Page(null)), File("说明.doc", "no picture"u8.ToArray())]);
        await phone.Page.Locator("#camera").SetInputFilesAsync([File("image.jpg", ScanningSite.Page("A"))]);
        await phone.Look("form-4-with-files");
        await phone.Press("提交");
        await phone.Sees("有1个文件没有收下");
        await phone.Sees("“说明.doc”没有收下");
        await phone.Look("receipt-with-refused-file");
        var (number, code) = (await phone.Text("#number"), Regex.Replace(await phone.Text("#code"), @"\s", ""));
        await phone.Tracks(number, code);
        await phone.Follow("提交照片和材料");
        await phone.Page.Locator("#files").SetInputFilesAsync([File("说明.jpg", ScanningSite.Page("B"))]);
        await phone.Look("track-files");
        await phone.Press("提交");
        await phone.Sees("1个文件已收下");
    }

    private static FilePayload File(string name, byte[] bytes) => new() { Name = name, MimeType = "application/octet-stream", Buffer = bytes };

    private static async Task Registers(Visit counter)
    {
        await counter.SignIn("dengji");
        await counter.Go("/staff/register");
        await counter.Fill("姓名", "葛长林");
        await counter.Fill("通信地址", "南通市崇川区钟秀街道濠南新村7幢");
        await counter.Fill("一句话标题", "濠南新村7幢化粪池外溢");
        await counter.Fill("事情经过", "化粪池每月外溢，污水流到幢前道路，气味很大。");
        await counter.Fill("诉求，每行一条", "查清管道由谁维护\n尽快疏通");
        await counter.Page.Locator("select[name='purpose']").SelectOptionAsync("request");
        await counter.Fill("内容分类", "城乡建设");
        await counter.Page.Locator("[name='summary']").FillAsync("濠南新村7幢化粪池外溢，管道维护责任不清");
        await counter.Press("登记");
    }

    // The scanner writes a page; the site takes it, and it is gone from the folder.
    private async Task IsTaken(string name, byte[] page)
    {
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var watcher = new FileSystemWatcher(Path.GetDirectoryName(Site.Scan(name))!, name);
        watcher.Deleted += (_, _) => gone.TrySetResult();
        watcher.EnableRaisingEvents = true;
        Site.Put(name, page);
        await gone.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        Assert.Empty(Site.Refused());
    }

    private static async Task ReceivesAndReads(Visit desk, string number)
    {
        await desk.SignIn("chengban");
        await desk.OpenCase(number);
        await desk.Press("签收");
        await desk.Follow("letter-0001.jpg");
        await desk.Sees("待检，不能打开");
        await desk.Fill("放行理由", "在断网的电脑上看过，是来信第一页");
        await desk.Look("file-waiting");
        await desk.Press("放行");
        await desk.Look("file-withheld");
        await desk.Press("查看来信、凭证");
        await desk.Sees("下载副本");
        await desk.Look("file-released");
    }

    private static async Task Answers(Visit desk, string number)
    {
        await desk.OpenCase(number);
        await desk.Follow("制发接收告知书");
        await desk.Check("信访程序");
        await desk.Press("选这个途径，填写程序说明");
        await desk.Press("制发接收告知书");
        await ServesByPost(desk, number, "EMS 1");
        await desk.OpenCase(number);
        await desk.Follow("受理");
        await desk.Press("受理");
        await ServesByPost(desk, number, "EMS 2");
        await Unit.Answers(desk, number);
        await desk.SignIn("chengban");
    }

    private static async Task ServesByPost(Visit desk, string number, string evidence, params (string Name, byte[] Bytes)[] proof)
    {
        await desk.OpenCase(number);
        await desk.Follow("登记送达");
        await desk.Page.GetByLabel("送达方式").SelectOptionAsync("post");
        await desk.Fill("凭证号", evidence);
        await desk.Fill("送达情况", "收件人本人签收");
        await desk.Page.Locator("#files").SetInputFilesAsync(proof.Select(p => File(p.Name, p.Bytes)));
        if (proof.Length > 0) await desk.Look("serve-with-proof");
        await desk.Press("登记送达");
    }
}
