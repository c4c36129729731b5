using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Xinqiao.Core.Attachments;
using Xinqiao.Web.Attachments;

namespace Xinqiao.Web.Serving;

/// <summary>
/// Reads a form that brings files: what was typed stays in memory, each file streams into the quarantine. A file that is too large does
/// not end the reading, so neither the other files nor what was typed is lost.
/// </summary>
internal static class MultipartForm
{
    /// <summary>What a request may bring at all, files that are too large included.</summary>
    private const long MostBody = 512L * 1024 * 1024;

    private const int MostText = 1024 * 1024, MostSections = 1000, MostBoundary = 70;

    /// <exception cref="InvalidDataException">It is no form.</exception>
    /// <exception cref="BadHttpRequestException">It brings too much.</exception>
    public static async Task<FormCollection> Read(HttpContext context)
    {
        var stop = context.RequestAborted;
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = MostBody;
        var quarantine = context.RequestServices.GetRequiredService<Quarantine>();
        var files = new ReceivedFiles();
        context.Response.RegisterForDispose(files);
        context.Features.Set(files);
        var reader = new MultipartReader(Boundary(context.Request.ContentType), context.Request.Body);
        var (fields, left) = (new KeyValueAccumulator(), MostText);
        for (var sections = 0; await reader.ReadNextSectionAsync(stop) is { } section; sections++)
        {
            if (sections >= MostSections) throw TooMuch();
            if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition))
                throw new InvalidDataException("A part of the form has no name.");
            if (NameOf(disposition) is { } name) await Take(name, section.Body);
            else fields.Append(HeaderUtilities.RemoveQuotes(disposition.Name).ToString(), await Text(section.Body));
        }

        return new FormCollection(fields.GetResults());

        async Task Take(string name, Stream body)
        {
            var file = await quarantine.Take(name, body, files.All.Count >= FileLimits.Files, stop);
            // A field in which nothing was chosen sends neither name nor content.
            if (name.Length == 0 && file.Length == 0) File.Delete(file.Path);
            else files.Add(file);
        }

        async Task<string> Text(Stream body)
        {
            using var memory = new MemoryStream();
            var chunk = new byte[4096];
            for (int read; (read = await body.ReadAsync(chunk, stop)) > 0; memory.Write(chunk, 0, read))
                if ((left -= read) < 0) throw TooMuch();
            return Encoding.UTF8.GetString(memory.GetBuffer(), 0, (int)memory.Length);
        }
    }

    // Null where the part is no file.
    private static string? NameOf(ContentDispositionHeaderValue disposition)
    {
        if (disposition.FileNameStar.HasValue) return disposition.FileNameStar.ToString();
        return disposition.FileName.HasValue ? HeaderUtilities.RemoveQuotes(disposition.FileName).ToString() : null;
    }

    private static string Boundary(string? contentType)
    {
        var boundary = MediaTypeHeaderValue.TryParse(contentType, out var type) ? HeaderUtilities.RemoveQuotes(type.Boundary).ToString() : "";
        return boundary.Length is > 0 and <= MostBoundary ? boundary : throw new InvalidDataException("The form has no boundary.");
    }

    private static BadHttpRequestException TooMuch() => new("The form brings too much.", StatusCodes.Status413PayloadTooLarge);
}
