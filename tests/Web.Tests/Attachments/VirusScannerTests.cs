using Xinqiao.Core.Attachments;
using Xinqiao.Core.Tests.Attachments;
using Xinqiao.Web.Attachments;
using Xinqiao.Web.Tests.Ledger;
using Xunit;

namespace Xinqiao.Web.Tests.Attachments;

/// <summary>Debian's clamd with the one signature that is published for tests; without it these are skipped by name.</summary>
public sealed class VirusScannerTests(ScanningSite site) : IClassFixture<ScanningSite>, IDisposable
{
    private readonly string clamd = Tool.Require("XINQIAO_TEST_CLAMD");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => File.Delete(site.Socket);

    private void ScannerComesUp() => File.CreateSymbolicLink(site.Socket, clamd);

    private static byte[] Infected(string comment) => SampleFiles.WithSegment(SampleFiles.Jpeg(comment), 0xFE, SampleFiles.Eicar);

    private async Task<(Filed, Visitor)> Petitioner()
    {
        var filed = await site.File();
        return (filed, await site.Tracking(filed));
    }

    [Fact]
    public async Task It_knows_what_it_is_told_to_know_and_answers_for_files_of_any_length()
    {
        var scanner = new VirusScanner(clamd);
        Assert.Equal(ScanVerdict.Clean, await scanner.Scan(SampleFiles.Pdf(), Stop));
        Assert.Equal(ScanVerdict.Infected, await scanner.Scan(Infected("a"), Stop));
        byte[] largest = [.. SampleFiles.Jpeg(), .. new byte[FileLimits.Bytes - SampleFiles.Jpeg().Length]];
        Assert.Equal(ScanVerdict.Clean, await scanner.Scan(largest, Stop));
        // Beyond the scanner's own limit it gives no answer that counts.
        Assert.Equal(ScanVerdict.NotAsked, await scanner.Scan(new byte[31 * 1024 * 1024], Stop));
        Assert.Equal(ScanVerdict.NotAsked, await new VirusScanner(clamd + "-is-away").Scan(SampleFiles.Pdf(), Stop));
    }

    [Fact]
    public async Task With_a_scanner_a_clean_file_can_be_opened_at_once_and_an_infected_one_is_refused_by_name()
    {
        ScannerComesUp();
        var (filed, visitor) = await Petitioner();
        using var _ = visitor;
        var page = await visitor.Upload((await visitor.Open("/track/files")).Form(), [], ("干净.jpg", SampleFiles.Jpeg("净")), ("带毒.jpg", Infected("b")));
        Assert.Contains("“带毒.jpg”没有收下：查出病毒", page.Text(".errors"), StringComparison.Ordinal);
        Assert.Equal(Standing.Clean, Assert.Single(await site.Files(filed)).Standing);
    }

    [Fact]
    public async Task What_came_while_it_was_down_is_scanned_when_it_is_back()
    {
        var (filed, visitor) = await Petitioner();
        using var _ = visitor;
        await visitor.Upload((await visitor.Open("/track/files")).Form(), [], ("干净.jpg", SampleFiles.Jpeg("净")), ("带毒.jpg", Infected("c")));
        Assert.Equal([Standing.Waiting, Standing.Waiting], (await site.Files(filed)).Select(f => f.Standing));
        Assert.Equal(0, await site.Get<WaitingFiles>().Scan(Stop));
        ScannerComesUp();
        Assert.True(await site.Get<WaitingFiles>().Scan(Stop) >= 2);
        Assert.Equal([Standing.Clean, Standing.Infected], (await site.Files(filed)).Select(f => f.Standing));
        Assert.Equal(0, await site.Get<WaitingFiles>().Scan(Stop));
        using var liaison = await site.SignedIn("fenban");
        var version = (await site.Files(filed))[1].Version;
        var page = await liaison.Open($"/staff/matters/{filed.Matter}/files/{version}");
        Assert.Contains("不能打开，也不能放行", page.Text(".refusal"), StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("button[value=release], button[value=original], a[download]"));
        await liaison.Open($"/staff/matters/{filed.Matter}/files/{version}/copy");
        Assert.Equal(System.Net.HttpStatusCode.NotFound, liaison.Status);
        Assert.Contains("查出病毒", (await visitor.Open("/track/case")).Text(".timeline"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_infected_page_from_the_scanner_is_put_aside()
    {
        ScannerComesUp();
        site.Put("v-0001.jpg", Infected("d"));
        await site.Rounds(Stop);
        Assert.Contains("v-0001.jpg", site.Refused());
        Assert.Contains("查出病毒", await File.ReadAllTextAsync(site.Scan("refused/v-0001.jpg.txt"), Stop), StringComparison.Ordinal);
    }
}
