using System.IO.Compression;
using Microsoft.OpenApi;
using Scalar.AspNetCore;

namespace Xinqiao.Web.Partners;

/// <summary>The description of the interface: the document at /api/openapi.json, and what the page at /api draws it with.</summary>
public static class ApiReference
{
    /// <summary>Scalar's own script, as its package brings it: compressed, and in no need of the network.</summary>
    private const string Script = "ScalarStaticAssets.scalar.js";

    private const string About =
        """
        合作平台（12345、城市 App、小程序等）通过本接口提交信访件、查询进展、接收推送。密钥由信访局的系统管理员发放；一把密钥只能查询它自己提交的信访件，不能按人查询，也没有列表。

        Partners (12345, city apps, mini programs) file petitions, ask where those they brought stand, and are told what happens to them.
        Send the key as `Authorization: Bearer …`. Every POST needs an `Idempotency-Key`: the same key with the same body is one petition,
        and a retry gets the same answer. Errors are `application/problem+json` and name every wrong field with its rule, all at once.

        **推送 Webhooks**：按 Standard Webhooks 签名（`webhook-id`、`webhook-timestamp`、`webhook-signature`），只说编号和发生了什么，不含内容和姓名。
        """;

    public static void Describe(IServiceCollection services) => services.AddOpenApi(options =>
    {
        options.ShouldInclude = description => description.RelativePath?.StartsWith("api/petitions", StringComparison.Ordinal) is true;
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo { Title = "信桥 合作平台接口 · Xinqiao partner API", Version = "1", Description = About };
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                ["key"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "信访局发放的密钥。" },
            };
            document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("key", document)] = [] }];
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            operation.RequestBody?.Content?.Remove(PartnerApi.AnyType);
            if (context.Description.HttpMethod == HttpMethods.Post) AddIdempotencyKey(operation);
            return Task.CompletedTask;
        });
    });

    private static void AddIdempotencyKey(OpenApiOperation operation) => (operation.Parameters ??= []).Add(new OpenApiParameter
    {
        Name = "Idempotency-Key",
        In = ParameterLocation.Header,
        Required = true,
        Description = "每件信访一个新的，例如 UUID；重发时不要换。",
        Schema = new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1, MaxLength = 100 },
    });

    public static void Map(WebApplication app)
    {
        app.MapOpenApi("/api/openapi.json").AllowAnonymous();
        app.MapGet("/api/scalar.js", (HttpContext context) => Answer(context)).AllowAnonymous().ExcludeFromDescription();
    }

    private static IResult Answer(HttpContext context)
    {
        var packed = typeof(ScalarOptions).Assembly.GetManifestResourceStream(Script)
                     ?? throw new InvalidOperationException($"Scalar brings no {Script}.");
        context.Response.Headers.Vary = "Accept-Encoding";
        context.Response.Headers.CacheControl = "public, max-age=3600";
        if (!context.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase))
            return Results.Stream(new GZipStream(packed, CompressionMode.Decompress), "text/javascript; charset=utf-8");
        context.Response.Headers.ContentEncoding = "gzip";
        return Results.Stream(packed, "text/javascript; charset=utf-8");
    }
}
