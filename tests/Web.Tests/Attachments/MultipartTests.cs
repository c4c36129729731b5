using System.Net;
using System.Text;
using Xinqiao.Core.Tests.Attachments;
using Xunit;

namespace Xinqiao.Web.Tests.Attachments;

/// <summary>Forms with files as no browser would send them, and what is left of them.</summary>
public sealed class MultipartTests(Site site) : IClassFixture<Site>
{
    private const string Boundary = "b0undary";

    private static ByteArrayContent Body(string body, string contentType = $"multipart/form-data; boundary={Boundary}")
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        return content;
    }

    private string Quarantine => Path.Combine(Path.GetDirectoryName(site.Store.Keys.Folder)!, "quarantine");

    [Theory]
    [InlineData("", $"multipart/form-data; boundary={Boundary}")]
    [InlineData("--b0undary\r\n", $"multipart/form-data; boundary={Boundary}")]
    [InlineData("--b0undary\r\n\r\nno name\r\n--b0undary--", $"multipart/form-data; boundary={Boundary}")]
    [InlineData("x", "multipart/form-data")]
    [InlineData("x", "multipart/form-data; boundary=")]
    [InlineData("x", "multipart/form-data; boundary=\"a-boundary-that-is-longer-than-the-seventy-characters-that-are-allowed-for-one\"")]
    public async Task A_body_that_is_no_form_is_told_so(string body, string contentType)
    {
        using var visitor = site.Visitor();
        await visitor.PostContent("/petition", Body(body, contentType));
        Assert.Equal(HttpStatusCode.BadRequest, visitor.Status);
    }

    [Fact]
    public async Task More_text_than_any_form_has_is_refused()
    {
        using var visitor = site.Visitor();
        await visitor.PostContent(
            "/petition", Body($"--{Boundary}\r\nContent-Disposition: form-data; name=\"narrative\"\r\n\r\n{new string('x', 1_100_000)}\r\n--{Boundary}--\r\n"));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, visitor.Status);
    }

    [Fact]
    public async Task Nothing_stays_in_the_quarantine_and_nobody_else_may_look_into_it()
    {
        using var visitor = await site.Tracking(await site.File());
        await visitor.Upload((await visitor.Open("/track/files")).Form(), [], ("a.jpg", SampleFiles.Jpeg()), ("b.exe", "MZ"u8.ToArray()));
        await visitor.Open("/track/case");
        Assert.Empty(Directory.GetFiles(Quarantine));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Quarantine));
        Assert.DoesNotContain("wwwroot", Quarantine, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_arrives_under_a_name_that_tells_nothing_readable_by_this_user_alone_and_not_longer_than_allowed()
    {
        using var scratch = new Commands.Scratch();
        var quarantine = new Web.Attachments.Quarantine(scratch["q"]);
        using var endless = new MemoryStream(new byte[Core.Attachments.FileLimits.Bytes + 1_000_000]);
        var file = await quarantine.Take("周桂兰.jpg", endless, isTooMany: false, TestContext.Current.CancellationToken);
        Assert.Matches("^[0-9a-f]{32}$", Path.GetFileName(file.Path));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file.Path));
        Assert.InRange(new FileInfo(file.Path).Length, 0, Core.Attachments.FileLimits.Bytes);
        Assert.Equal("too-large", file.Fault!.Code);
        quarantine.Sweep(DateTime.UtcNow);
        Assert.True(File.Exists(file.Path));
        quarantine.Sweep(DateTime.UtcNow.AddDays(2));
        Assert.False(File.Exists(file.Path));
    }

    [Theory]
    [InlineData("../../etc/passwd.jpg")]
    [InlineData("C:\\\\Windows\\\\win.jpg")]
    public async Task A_name_that_leads_elsewhere_is_refused_and_leads_nowhere(string name)
    {
        var filed = await site.File();
        using var visitor = await site.Tracking(filed);
        var page = await visitor.Upload((await visitor.Open("/track/files")).Form(), [], (name, SampleFiles.Jpeg()));
        Assert.Contains("请改名再选", page.Text(".errors"), StringComparison.Ordinal);
        Assert.Empty(await site.Files(filed));
    }
}
