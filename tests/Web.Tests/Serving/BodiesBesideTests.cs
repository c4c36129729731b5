using System.Net;
using Xunit;

namespace Xinqiao.Web.Tests.Serving;

/// <summary>What comes along with a request that asks for no more than a page.</summary>
public sealed class BodiesBesideTests(Site site) : IClassFixture<Site>
{
    [Theory]
    [InlineData("/api/scalar.js", 100_000, false, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData("/", 70_000, false, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData("/", 10, true, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData("/", 60_000, false, HttpStatusCode.OK)]
    [InlineData("/", 0, false, HttpStatusCode.OK)]
    public async Task Much_that_is_sent_along_with_a_look_at_a_page_is_refused_before_anything_is_answered(
        string path, int bytes, bool withoutLength, HttpStatusCode status)
    {
        using var http = new HttpClient { BaseAddress = site.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (bytes > 0) request.Content = new ByteArrayContent(new byte[bytes]);
        if (withoutLength) request.Headers.TransferEncodingChunked = true;
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(status, response.StatusCode);
    }
}
