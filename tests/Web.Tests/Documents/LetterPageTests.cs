using System.Net;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xunit;

namespace Xinqiao.Web.Tests;

/// <summary>The page of a document: who sees it, and what stands on each.</summary>
public sealed class LetterPageTests(FullFile file) : IClassFixture<FullFile>
{
    public static TheoryData<DocumentKind> Kinds { get; } = [.. Words.All<DocumentKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Every_printed_document_bears_its_matters_number_as_a_bar_code(DocumentKind kind)
    {
        using var visitor = await file.Site.SignedIn("chengban");
        var page = await visitor.Open(await file.AddressOf(kind));
        var number = file.Of(kind).MatterNumber;
        Assert.Equal("条码：" + number, page.QuerySelector("svg.bar-code")!.GetAttribute("aria-label"));
        Assert.Contains(number, page.Text("footer"), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task The_query_code_is_printed_on_no_document_and_a_demo_says_so_on_each(DocumentKind kind)
    {
        var text = await file.Print(kind);
        Assert.DoesNotContain(file.Of(kind).Code, text.Replace(" ", ""));
        Assert.Contains("演示", text);
    }

    [Fact]
    public async Task A_document_is_out_of_sight_for_whoever_may_not_see_the_matter()
    {
        var address = await file.AddressOf(DocumentKind.Opinion);
        foreach (var login in new[] { "guanli", "jijian" })
        {
            using var visitor = await file.Site.SignedIn(login);
            await visitor.Open(address);
            Assert.Contains(visitor.Status, new[] { HttpStatusCode.NotFound, HttpStatusCode.Forbidden });
            Assert.DoesNotContain("周桂兰", visitor.Html);
        }

        using var stranger = file.Site.Visitor();
        await stranger.Open(address);
        Assert.DoesNotContain("周桂兰", stranger.Html);
        Assert.StartsWith("/sign-in", stranger.Path);
    }

    [Theory]
    [InlineData("1/opinion")]
    [InlineData("999/opinion")]
    [InlineData("-1/opinion")]
    [InlineData("3/no-such-kind")]
    [InlineData("99999999999999/opinion")]
    [InlineData("x/opinion")]
    public async Task A_document_that_was_never_issued_is_not_found(string which)
    {
        using var visitor = await file.Site.SignedIn("chengban");
        await visitor.Open($"/staff/matters/{file.Filed.Matter}/documents/{which}");
        Assert.Equal(HttpStatusCode.NotFound, visitor.Status);
    }

    [Fact]
    public async Task Nothing_personal_stands_in_a_documents_address() =>
        Assert.Matches("^/staff/matters/m[0-9a-f]{32}/documents/[0-9]+/opinion$", await file.AddressOf(DocumentKind.Opinion));

    [Fact]
    public async Task What_a_petitioner_wrote_is_text_on_a_letter_and_never_markup()
    {
        var f = await file.Site.File(change: p => p with { Title = "<script>alert(1)</script>", Name = "<b>某</b>" });
        await file.Site.Register(f);
        await file.Site.Forward(f);
        await file.Site.OpenIdentity(f, "fenban");
        using var visitor = await file.Site.SignedIn("fenban");
        var version = (await file.Site.State(f)).Document(DocumentKind.RegistrationReceipt)!.Version;
        var page = await visitor.Open($"/staff/matters/{f.Matter}/documents/{version}/registration-receipt");
        Assert.Empty(page.QuerySelectorAll("article script, article b"));
        Assert.Contains("<script>alert(1)</script>", page.QuerySelector("article")!.TextContent);
    }
}
