using System.Net;
using AngleSharp.Html.Dom;
using DocumentFormat.OpenXml.Packaging;
using Xinqiao.Core;
using Xinqiao.Core.Furniture;
using Xinqiao.Core.Matters;
using Xinqiao.Web.Documents;
using Xinqiao.Web.Storage;
using Xunit;

namespace Xinqiao.Web.Tests.Administration;

/// <summary>Templates of letters are set and taken back by an administrator; a letter keeps the one it was issued with.</summary>
public sealed class LettersPageTests(FullFile file) : IClassFixture<FullFile>
{
    private const string Page = "/administration/letters";

    private static byte[] WithHead(string head) => LetterTemplateTests.Changed(docx =>
        docx.MainDocumentPart!.Document!.Body!.PrependChild(LetterFill.Paragraph("Organ", head)));

    private static async Task<IHtmlDocument> Send(Visitor administrator, string act, string kind, byte[]? template)
    {
        var page = await administrator.Open(Page);
        using var body = new MultipartFormDataContent
        {
            { new StringContent(act), "act" },
            { new StringContent(((IHtmlInputElement)page.QuerySelector("#set [name='form-token']")!).Value), "form-token" },
            { new StringContent(kind), "kind" },
        };
        if (template is not null) body.Add(new ByteArrayContent(template), "file", "样式.docx");
        return await administrator.PostContent(Page, body);
    }

    private static string FirstLine(byte[] docx)
    {
        using var opened = WordprocessingDocument.Open(new MemoryStream(docx), isEditable: false);
        return opened.MainDocumentPart!.Document!.Body!.FirstChild!.InnerText;
    }

    private static async Task<byte[]> Bytes(Visitor visitor, string path)
    {
        await visitor.Open(path);
        Assert.Equal(HttpStatusCode.OK, visitor.Status);
        return await visitor.Response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
    }

    private async Task<IReadOnlyList<Recorded>> Events(string kind) =>
        await file.Site.Get<CaseReader>().Events(StreamId.Furniture("letter-template:" + kind));

    [Fact]
    public async Task A_letter_is_printed_with_the_template_of_the_day_it_was_issued()
    {
        using var administrator = await file.Site.SignedIn("guanli");
        using var head = await file.Site.SignedIn("fuze");
        var opinion = await file.AddressOf(DocumentKind.Opinion) + "/docx";
        var own = FirstLine(await Bytes(head, opinion));

        var page = await Send(administrator, "set", "opinion", WithHead("红头甲"));
        Assert.Equal(Page, administrator.Path);
        Assert.Contains("“信访处理意见书”的样式已设定", page.Text(".notice.good"), StringComparison.Ordinal);
        Assert.Equal(own, FirstLine(await Bytes(head, opinion)));

        var later = await file.Site.BringTo(Stage.ToServe);
        await file.Site.OpenIdentity(later, "fuze");
        var version = (await file.Site.Get<CaseReader>().Matter(later.Matter))!.Last<OpinionApproved>() is var e
            ? (await file.Site.Get<CaseReader>().Events(later.Matter)).Single(r => r.Event == (CaseEvent)e!).Version
            : 0;
        var laterOpinion = $"/staff/matters/{later.Matter}/documents/{version}/opinion/docx";
        Assert.Equal("红头甲", FirstLine(await Bytes(head, laterOpinion)));

        Assert.Contains("改回平台自带的格式", (await Send(administrator, "remove", "opinion", null)).Text(".notice.good"), StringComparison.Ordinal);
        Assert.Equal("红头甲", FirstLine(await Bytes(head, laterOpinion)));
        var events = (await Events("opinion")).Select(r => (LetterTemplateSet)r.Event).ToList();
        Assert.Equal(2, events.Count);
        Assert.Matches("^[0-9a-f]{64}$", events[0].Digest);
        Assert.Null(events[1].Digest);
    }

    [Fact]
    public async Task A_template_for_all_serves_every_kind_without_one_of_its_own()
    {
        using var administrator = await file.Site.SignedIn("guanli");
        await Send(administrator, "set", "all", WithHead("红头乙"));
        var page = await Send(administrator, "set", "acceptance", WithHead("红头丙"));
        var rows = page.QuerySelectorAll("table.list tbody tr").Select(r => r.TextContent).ToList();
        Assert.Equal(Words.All<DocumentKind>().Count() + 1, rows.Count);
        Assert.Equal("红头乙", FirstLine(await Bytes(administrator, Page + "/extension/sample")));
        Assert.Equal("红头丙", FirstLine(await Bytes(administrator, Page + "/acceptance/sample")));
        Assert.Equal(WithHead("红头丙").Length, (await Bytes(administrator, Page + "/acceptance/file")).Length);
        await Send(administrator, "remove", "acceptance", null);
        Assert.Equal("红头乙", FirstLine(await Bytes(administrator, Page + "/acceptance/sample")));
        await Send(administrator, "remove", "all", null);
        Assert.Equal("{{发文机关}}", FirstLine(await Bytes(administrator, Page + "/own/file")));
    }

    [Fact]
    public async Task A_sample_is_shown_before_anything_is_set_and_nothing_is_recorded()
    {
        using var administrator = await file.Site.SignedIn("guanli");
        var size = await file.Site.LogSize();
        await Send(administrator, "try", "opinion", WithHead("样张"));
        Assert.Equal(LetterDocx.ContentType, administrator.Response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("样张", FirstLine(await administrator.Response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)));
        Assert.Equal(size, await file.Site.LogSize());
    }

    [Theory]
    [InlineData("set", "opinion", "bad", "file", "不是DOCX文档")]
    [InlineData("try", "opinion", "bad", "file", "不是DOCX文档")]
    [InlineData("set", "opinion", "", "file", "请选择样式文件")]
    [InlineData("set", "banana", "bad", "kind", "请选择用于哪一种文书")]
    [InlineData("remove", "receipt", "", "file", "用的就是平台自带的格式")]
    public async Task A_refused_template_is_named_with_its_rule_and_changes_nothing(string act, string kind, string content, string field, string said)
    {
        using var administrator = await file.Site.SignedIn("guanli");
        var size = await file.Site.LogSize();
        var known = kind == "receipt" ? Words.Of(DocumentKind.RegistrationReceipt) : kind;
        var page = await Send(administrator, act, known, content == "" ? null : System.Text.Encoding.UTF8.GetBytes(content));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, administrator.Status);
        Assert.Contains(said, page.Text(".errors"), StringComparison.Ordinal);
        Assert.Contains("本平台规定“文书样式”", page.Text(".errors"), StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector($".errors a[href='#{field}']"));
        Assert.Equal(size, await file.Site.LogSize());
    }

    [Theory]
    [InlineData("fuze")]
    [InlineData("fenban")]
    [InlineData("ducha")]
    public async Task Nobody_else_sees_or_sets_a_template(string login)
    {
        using var other = await file.Site.SignedIn(login);
        foreach (var path in new[] { Page, Page + "/own/file", Page + "/opinion/sample" })
        {
            await other.Open(path);
            Assert.Contains(other.Status, new[] { HttpStatusCode.NotFound, HttpStatusCode.Forbidden });
        }
    }

    [Fact]
    public async Task A_file_that_is_no_longer_the_one_that_was_set_prints_nothing()
    {
        using var administrator = await file.Site.SignedIn("guanli");
        await Send(administrator, "set", "objection", WithHead("原样"));
        await file.Site.Store.Write(batch => Dapper.SqlMapper.Execute(
            batch.Connection, "UPDATE letter_templates SET file = @file WHERE kind = 'objection'", new { file = WithHead("换过") }, batch.Transaction));
        await Assert.ThrowsAsync<InvalidDataException>(() => file.Site.Get<LetterTemplateFiles>().At(DocumentKind.Objection, long.MaxValue));
        await Send(administrator, "remove", "objection", null);
    }
}
