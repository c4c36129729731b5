using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Xinqiao.Web.Tests.Boundary;

/// <summary>Every address and verb that the running site answers.</summary>
internal static class SiteAddresses
{
    public static async Task<IReadOnlyList<(string Verb, RoutePattern Pattern)>> Addresses(this Site site)
    {
        var addresses = new List<(string, RoutePattern)>();
        foreach (var endpoint in site.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            foreach (var verb in await Verbs(site, endpoint)) addresses.Add((verb, endpoint.RoutePattern));
        }

        return addresses;
    }

    private static async Task<IReadOnlyList<string>> Verbs(Site site, RouteEndpoint endpoint)
    {
        if (endpoint.Metadata.GetMetadata<PageActionDescriptor>() is not { } page)
            return endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Where(m => m is not "HEAD").ToList() ?? (IReadOnlyList<string>)["GET"];
        var compiled = await site.Get<PageLoader>().LoadAsync(page, EndpointMetadataCollection.Empty);
        return [.. compiled.HandlerMethods.Select(h => h.HttpMethod.ToUpperInvariant()).Append("GET").Distinct()];
    }
}
