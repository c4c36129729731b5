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

    /// <summary>An address with what its places stand for: this matter, this published answer, the first of anything else.</summary>
    public static string PathTo(this RoutePattern pattern, Filed f, string answer) => "/" + string.Join('/', pattern.PathSegments.Select(s => string.Concat(s.Parts.Select(p => p switch
    {
        RoutePatternLiteralPart literal => literal.Content,
        RoutePatternSeparatorPart separator => separator.Content,
        RoutePatternParameterPart { IsOptional: true } => "",
        RoutePatternParameterPart parameter => Value(parameter.Name, pattern.RawText!, f, answer),
        _ => throw new InvalidOperationException(p.GetType().Name),
    })))).TrimEnd('/');

    private static string Value(string name, string pattern, Filed f, string answer) => (name, pattern) switch
    {
        ("id", _) when pattern.Contains("matters/", StringComparison.Ordinal) || pattern.Contains("sealed/", StringComparison.Ordinal)
            || pattern.Contains("extracts/", StringComparison.Ordinal) || pattern.Contains("groups/", StringComparison.Ordinal) => f.Matter.Value,
        ("id", _) when pattern.Contains("answers/", StringComparison.Ordinal) => answer,
        ("id", _) when pattern.Contains("units/", StringComparison.Ordinal) => "ZJ",
        ("id", _) => "s-3",
        ("kind", _) when pattern.Contains("letters", StringComparison.Ordinal) => "notice",
        ("kind", _) => "registration-receipt",
        ("version", _) when pattern.Contains("documents", StringComparison.Ordinal) => "4",
        ("number", _) => f.Number,
        ("format", _) => "sample",
        ("day", _) => "2026-03-02",
        _ => "1",
    };

    private static async Task<IReadOnlyList<string>> Verbs(Site site, RouteEndpoint endpoint)
    {
        if (endpoint.Metadata.GetMetadata<PageActionDescriptor>() is not { } page)
            return endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Where(m => m is not "HEAD").ToList() ?? (IReadOnlyList<string>)["GET"];
        var compiled = await site.Get<PageLoader>().LoadAsync(page, EndpointMetadataCollection.Empty);
        return [.. compiled.HandlerMethods.Select(h => h.HttpMethod.ToUpperInvariant()).Append("GET").Distinct()];
    }
}
