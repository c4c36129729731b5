using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using NJsonSchema;
using Xinqiao.Core.Petitions;
using Xinqiao.Web.Partners;
using Xunit;

namespace Xinqiao.Web.Tests.Partners;

/// <summary>The description of the interface is the interface: its addresses, its fields, and answers as they come.</summary>
public sealed class ApiReferenceTests(Site site) : IClassFixture<Site>
{
    private async Task<JsonElement> Document() => (await site.Get(null, "/api/openapi.json")).Json;

    /// <summary>A schema of the document, with whatever it refers to.</summary>
    private static async Task<JsonSchema> Schema(JsonElement document, string name)
    {
        var definitions = document.GetProperty("components").GetProperty("schemas").GetRawText().Replace("#/components/schemas/", "#/definitions/", StringComparison.Ordinal);
        return await JsonSchema.FromJsonAsync(
            $$"""{ "allOf": [{ "$ref": "#/definitions/{{name}}" }], "definitions": {{definitions}} }""", TestContext.Current.CancellationToken);
    }

    private static async Task AssertFits(JsonElement document, string name, string json) => Assert.Empty(
        (await Schema(document, name)).Validate(json).Select(e => $"{e.Path}: {e.Kind}"));

    [Fact]
    public async Task The_document_holds_the_addresses_that_there_are_and_no_other()
    {
        var document = await Document();
        var described =
            from path in document.GetProperty("paths").EnumerateObject()
            from operation in path.Value.EnumerateObject()
            select $"{operation.Name.ToUpperInvariant()} {path.Name}";
        var mapped =
            from endpoint in site.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            where endpoint.RoutePattern.RawText!.TrimStart('/').StartsWith("api/petitions", StringComparison.Ordinal)
            from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
            select $"{method} /{endpoint.RoutePattern.RawText!.TrimStart('/')}";
        Assert.Equal(["GET /api/petitions/{number}", "POST /api/petitions"], mapped.Order());
        Assert.Equal(mapped.Order(), described.Order());
        Assert.StartsWith("3.", document.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        var parameters = document.GetProperty("paths").GetProperty("/api/petitions").GetProperty("post").GetProperty("parameters");
        Assert.Equal("Idempotency-Key", Assert.Single(parameters.EnumerateArray()).GetProperty("name").GetString());
    }

    [Fact]
    public async Task Every_field_that_is_read_is_described_in_Chinese_and_no_other()
    {
        var document = await Document();
        var properties = document.GetProperty("components").GetProperty("schemas").GetProperty(nameof(PetitionBody)).GetProperty("properties");
        Assert.Equal(SentPetition.Fields.Order(), properties.EnumerateObject().Select(p => p.Name).Order());
        Assert.All(
            document.GetProperty("components").GetProperty("schemas").EnumerateObject()
                .Where(s => s.Value.TryGetProperty("properties", out _)).SelectMany(s => s.Value.GetProperty("properties").EnumerateObject()),
            p => Assert.Matches(@"\p{IsCJKUnifiedIdeographs}", p.Value.GetProperty("description").GetString()));
    }

    [Fact]
    public async Task What_is_sent_and_answered_fits_the_schemas()
    {
        var document = await Document();
        var (key, _) = await site.IssueKey("接口文档");
        var (hotline, _) = await site.IssueKey("接口文档热线", Channel.Hotline);
        var whole = PartnerSteps.Body(("referralNumber", "118"), ("referredOn", "2026-03-01"), ("reportBy", "2026-04-01"), ("email", "zhou@example.cn"));
        await AssertFits(document, nameof(PetitionBody), JsonSerializer.Serialize(PartnerSteps.Body()));
        await AssertFits(document, nameof(PetitionBody), JsonSerializer.Serialize(whole));
        var filed = await site.Send(key, "k-1", PartnerSteps.Body());
        await AssertFits(document, nameof(PetitionFiledAnswer), filed.Text);
        await AssertFits(document, nameof(PetitionFiledAnswer), (await site.Send(hotline, "k-1", whole)).Text);
        await AssertFits(document, nameof(PetitionStatusAnswer), (await site.Get(key, $"/api/petitions/{filed["number"]}")).Text);
        await AssertFits(document, nameof(ApiProblem), (await site.Send(key, "k-2", PartnerSteps.Body(("name", ""), ("sex", "女")))).Text);
        await AssertFits(document, nameof(ApiProblem), (await site.Send(null, "k-2", "{")).Text);
        Assert.NotEmpty((await Schema(document, nameof(PetitionBody))).Validate("""{"title":1}"""));
    }

    [Fact]
    public async Task The_page_draws_it_from_this_server_alone_without_a_line_of_script_inside()
    {
        using var visitor = site.Visitor();
        var page = await visitor.Open("/api");
        Assert.Equal(HttpStatusCode.OK, visitor.Status);
        var policy = visitor.Response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("connect-src 'self';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("http", policy, StringComparison.Ordinal);
        foreach (var script in page.QuerySelectorAll("script"))
        {
            Assert.Equal("", script.TextContent);
            var address = script.GetAttribute("src")!;
            Assert.StartsWith("/", address, StringComparison.Ordinal);
            using var other = site.Visitor();
            await other.Open(address);
            Assert.Equal((HttpStatusCode.OK, "text/javascript"), (other.Status, other.Response.Content.Headers.ContentType!.MediaType));
        }

        await visitor.Open("/");
        Assert.DoesNotContain("unsafe-inline", visitor.Response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }
}
