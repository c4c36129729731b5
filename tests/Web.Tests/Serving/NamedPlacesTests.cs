using System.Net;
using Microsoft.AspNetCore.Routing.Patterns;
using Xinqiao.Web.Tests.Boundary;
using Xunit;

namespace Xinqiao.Web.Tests.Serving;

/// <summary>What an address names is there, or the answer is that there is no such place.</summary>
public sealed class NamedPlacesTests(Site site) : IClassFixture<Site>
{
    [Theory]
    [InlineData("%20")]
    [InlineData("%0D%0A")]
    [InlineData("%E3%80%80")]
    public async Task An_address_that_names_a_blank_leads_nowhere_whoever_asks(string blank)
    {
        var addresses = (await site.Addresses()).Where(a => a.Verb == "GET" && a.Pattern.Parameters.Count > 0).ToList();
        Assert.True(addresses.Count > 30);
        foreach (var login in (string[])["dengji", "chengban", "jijian", "guanli"])
        {
            using var visitor = await site.SignedIn(login);
            foreach (var (_, pattern) in addresses)
            {
                await visitor.Open("/" + string.Join('/', pattern.PathSegments.Select(part => part.Parts[0] is RoutePatternLiteralPart named ? named.Content : blank)));
                Assert.True(visitor.Status is HttpStatusCode.NotFound, $"{login}: {pattern.RawText}: {(int)visitor.Status}");
            }
        }
    }
}
