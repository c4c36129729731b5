using System.Net.Http.Headers;
using System.Text;
using AngleSharp.Html.Dom;
using Xinqiao.Core.Attachments;
using Xinqiao.Core.Petitions;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Tests.Attachments;

/// <summary>A form with files, as a browser without script sends it.</summary>
internal static class Uploads
{
    /// <param name="values">Fields of the form that are filled in or changed.</param>
    public static async Task<IHtmlDocument> Upload(
        this Visitor visitor, IHtmlFormElement form, Dictionary<string, string?> values, params (string Name, byte[] Bytes)[] files)
    {
        using var content = new MultipartFormDataContent("----boundary-of-this-test");
        foreach (var (name, value) in Visitor.Values(form, values)) content.Add(new StringContent(value), $"\"{name}\"");
        foreach (var (name, bytes) in files) content.Add(Part(bytes, name));
        // Nothing was chosen in the second field.
        content.Add(Part([], ""));
        return await visitor.PostContent(form.GetAttribute("action") is { Length: > 0 } action ? action : visitor.Path, content);
    }

    // As browsers write it: the name in UTF-8, quoted.
    private static ByteArrayContent Part(byte[] bytes, string name)
    {
        var part = new ByteArrayContent(bytes);
        part.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        part.Headers.TryAddWithoutValidation(
            "Content-Disposition", $"form-data; name=\"files\"; filename=\"{Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(name))}\"");
        return part;
    }

    public static async Task<IReadOnlyList<Attachment>> Files(this Site site, Filed filed) =>
        (await site.Get<CaseReader>().Petition(filed.Petition))!.State.Attachments;

    public static async Task<History<Petition>> Petition(this Site site, Core.StreamId id) => (await site.Get<CaseReader>().Petition(id))!;
}
