using System.ComponentModel;
using System.Security.Cryptography;
using System.Text;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Partners;
using Xinqiao.Core.Petitions;
using Xinqiao.Web.Citizens;
using Xinqiao.Web.Storage;
using Xinqiao.Web.Units;

namespace Xinqiao.Web.Partners;

/// <summary>
/// The interface for partners: a petition is filed by the decider of the public form, and its partner, nobody else, asks where it
/// stands. There is no list, no search and no look-up of anybody.
/// </summary>
public sealed class PartnerApi(
    CaseStore store, UnitQueries units, QueryCodes codes, CaseReader reader, Receipts receipts, PartnerLimits limits, PartnerTable partners,
    StatusQueries statuses)
{
    /// <summary>Bytes of a petition: three times the longest that may be written, in the longest way to write it.</summary>
    public const int LongestBody = 256 * 1024;

    /// <summary>How long a repeated request is answered with the query code too.</summary>
    public static readonly TimeSpan CodeRepeated = TimeSpan.FromHours(24);

    internal const string AnyType = "*/*";

    private const string JsonType = "application/json";

    private const int LongestKey = 100;

    // Decided under the lock, for a request that was done before: nothing is recorded, the first answer is given again.
    private static readonly Refusal Repeated = new(PartnerKeys.Source, "repeated", "这件信访刚才已经登记。");

    public static void Map(WebApplication app)
    {
        var api = app.MapGroup("/api").AllowAnonymous().AddEndpointFilter(
            (invocation, next) => invocation.HttpContext.RequestServices.GetRequiredService<PartnerApi>().Admit(invocation, next));
        api.MapPost("/petitions", (HttpContext context, PartnerApi self) => self.File(context))
            .WithName("filePetition").WithSummary("提交一件信访 · File a petition").WithTags("信访件 Petitions")
            .WithDescription(
                "与网上信访同一套规则：登记编号、发查询码、起算期限。Idempotency-Key 相同、内容相同的请求只登记一次，重发得到同一个编号和同一个查询码。")
            // Whatever comes is taken, so that another type of content is answered in the words of this interface.
            .Accepts<PetitionBody>(JsonType, AnyType)
            .Produces<PetitionFiledAnswer>(StatusCodes.Status201Created)
            .Produces<ApiProblem>(StatusCodes.Status400BadRequest, ApiProblem.ContentType)
            .Produces<ApiProblem>(StatusCodes.Status401Unauthorized, ApiProblem.ContentType)
            .Produces<ApiProblem>(StatusCodes.Status413PayloadTooLarge, ApiProblem.ContentType)
            .Produces<ApiProblem>(StatusCodes.Status415UnsupportedMediaType, ApiProblem.ContentType)
            .Produces<ApiProblem>(StatusCodes.Status422UnprocessableEntity, ApiProblem.ContentType)
            .Produces<ApiProblem>(StatusCodes.Status429TooManyRequests, ApiProblem.ContentType)
            .Produces<ApiProblem>(StatusCodes.Status503ServiceUnavailable, ApiProblem.ContentType);
        api.MapGet("/petitions/{number}", ([Description("信访件编号，例如 XF2026-000001-7。")] string number, HttpContext context, PartnerApi self) => self.Status(context, number))
            .WithName("petitionStatus").WithSummary("查询一件信访的进展 · Where a petition stands").WithTags("信访件 Petitions")
            .WithDescription("只能查询这把密钥提交的信访件。别的编号，不论有没有，都是同样的 404。")
            .Produces<PetitionStatusAnswer>()
            .Produces<ApiProblem>(StatusCodes.Status401Unauthorized, ApiProblem.ContentType)
            .Produces<ApiProblem>(StatusCodes.Status404NotFound, ApiProblem.ContentType)
            .Produces<ApiProblem>(StatusCodes.Status429TooManyRequests, ApiProblem.ContentType);
        app.MapFallback("/api/{**path}", () => ApiProblem.Of(
            StatusCodes.Status404NotFound, "no-such-address", "接口没有这个地址或者方法，说明见 /api。")).AllowAnonymous();
    }

    /// <summary>Nobody gets past without a key; too many requests, and a database that is away, are told as such.</summary>
    private async ValueTask<object?> Admit(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        var context = invocation.HttpContext;
        try
        {
            if (await HolderOf(context) is not { } partner)
            {
                context.Response.Headers.WWWAuthenticate = "Bearer";
                return ApiProblem.Of(StatusCodes.Status401Unauthorized, "no-key", "请在 Authorization 头中写 Bearer 和本局发给贵平台的密钥。");
            }

            if (limits.Take(partner.Id) is { } wait)
            {
                context.Response.Headers.RetryAfter = $"{wait}";
                return ApiProblem.Of(StatusCodes.Status429TooManyRequests, "too-many-requests", $"请求太频繁，请在{wait}秒后用同一个 Idempotency-Key 重发。");
            }

            context.Items[typeof(Partner)] = partner;
            return await next(invocation);
        }
        catch (Exception e) when (e is DatabaseUnusableException || store.Database.Explain(e) is not null)
        {
            context.Response.Headers.RetryAfter = "60";
            return ApiProblem.Of(
                StatusCodes.Status503ServiceUnavailable, "not-stored", "暂时无法保存，不知道是否已经登记。请稍后用同一个 Idempotency-Key 重发，不会重复登记。");
        }
    }

    private Task<Partner?> HolderOf(HttpContext context)
    {
        var header = context.Request.Headers.Authorization.ToString();
        return partners.Holder(header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header["Bearer ".Length..].Trim() : null);
    }

    private async Task<IResult> File(HttpContext context)
    {
        var partner = (Partner)context.Items[typeof(Partner)]!;
        if (!context.Request.HasJsonContentType())
            return ApiProblem.Of(StatusCodes.Status415UnsupportedMediaType, "not-json", "Content-Type 应为 application/json。");
        var key = context.Request.Headers["Idempotency-Key"] is [{ } once] ? once : "";
        if (key.Length is 0 or > LongestKey || !key.All(c => c is > ' ' and <= '~'))
            return ApiProblem.Of(
                StatusCodes.Status400BadRequest, "idempotency-key", $"请求头 Idempotency-Key 必须有，只写一次，1至{LongestKey}个可见的 ASCII 字符。每件信访用一个新的，例如 UUID；重发时不要换。");
        if (await Body(context) is not { } body)
            return ApiProblem.Of(StatusCodes.Status413PayloadTooLarge, "too-large", $"正文最多{LongestBody / 1024} KB，请删减后再提交。");
        try
        {
            return await File(context, partner, key, SentPetition.Read(body));
        }
        catch (NoPetitionException e)
        {
            return ApiProblem.Of(StatusCodes.Status400BadRequest, "not-json", e.Message);
        }
    }

    private async Task<IResult> File(HttpContext context, Partner partner, string key, SentPetition sent)
    {
        var (all, command, earlier) = (await units.All(), sent.ToCommand(partner, store.Clock.GetUtcNow()), (StreamId?)null);
        var (office, code) = (all.First(u => u.Kind == UnitKind.PetitionOffice), CodeFor(partner, key, sent));
        var places = all.Where(u => u.Kind is UnitKind.Street or UnitKind.Zone).Select(u => u.Code).ToHashSet();
        var named = all.Select(u => u.Code).ToHashSet();
        var result = await store.Act(new Intent(
            partner.Actor, (_, act) => sent.With(Registration.File(command, act, office.Code, places, named), partner))
        {
            Key = new IdempotencyKey(partner.Id, key, sent.Digest),
            Again = (_, _, petition) =>
            {
                earlier = petition;
                return Decision.Refuse([Repeated]);
            },
            Beside = events => [codes.RowOf(events[0].Event.Stream, code, events[0].RecordedAt)],
        });
        return result switch
        {
            Result.Done done => await Answer(context, done.Events[0].Event.Stream, code, done),
            Result.Refused when earlier is { } petition => await Answer(context, petition, code, null),
            Result.Refused refused => ApiProblem.Of(refused.Refusals),
            Result.KeyReused => ApiProblem.Of(
                StatusCodes.Status422UnprocessableEntity, "key-reused", "这个 Idempotency-Key 已经用于另一件内容不同的信访，没有改动。另一件信访请换一个新的。"),
            _ => throw new InvalidOperationException("A result that is none of three."),
        };
    }

    private async Task<IResult> Answer(HttpContext context, StreamId id, string code, Result.Done? done)
    {
        // What was recorded just now need not be read again.
        var petition = done?.Events.Where(e => e.Event.Stream == id).Aggregate((Petition?)null, Petition.Apply) ?? (await reader.Petition(id))!.State;
        var site = $"{context.Request.Scheme}://{context.Request.Host}";
        if (done is null) context.Response.Headers["Idempotency-Replayed"] = "true";
        context.Response.Headers.Location = $"/api/petitions/{petition.Number}";
        return Results.Json(
            new PetitionFiledAnswer(
                petition.Number, done is not null || await IsCodeRepeated(petition) ? code : null,
                petition.RecordedAt.ToOffset(Core.Regulation.Shanghai.Offset), site + "/track", site + "/verify",
                (await receipts.OnPaper(petition, done)).File.ForPaper().ToString()),
            ApiProblem.Json, statusCode: StatusCodes.Status201Created);
    }

    // The first code is still the one in force, and it was just now.
    private async Task<bool> IsCodeRepeated(Petition petition) =>
        store.Clock.GetUtcNow() - petition.RecordedAt <= CodeRepeated
        && await codes.IssuedAt(petition.Id) == petition.RecordedAt.ToUnixTimeMilliseconds();

    /// <summary>
    /// Sixteen digits that only this office can make again from the same request, so that the answer to a retry is the answer itself and
    /// the code is stored nowhere (decision 0009).
    /// </summary>
    private string CodeFor(Partner partner, string key, SentPetition sent)
    {
        var about = Encoding.UTF8.GetBytes($"{partner.Id}\n{key}\n{Convert.ToHexStringLower(sent.Digest)}");
        var mac = HMACSHA256.HashData(store.Keys.KeyFor("partner-code"), about);
        return (new UInt128(BitConverter.ToUInt64(mac, 0), BitConverter.ToUInt64(mac, 8)) % 10_000_000_000_000_000UL).ToString("D16");
    }

    private async Task<IResult> Status(HttpContext context, string number) =>
        await statuses.Of((Partner)context.Items[typeof(Partner)]!, number) is { } status
            ? Results.Json(status, ApiProblem.Json)
            : ApiProblem.Of(StatusCodes.Status404NotFound, "no-such-petition", "这把密钥没有提交过这个编号的信访件，请核对编号。");

    /// <summary>Null where it is too large.</summary>
    private static async Task<byte[]?> Body(HttpContext context)
    {
        if (context.Request.ContentLength > LongestBody) return null;
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        for (int read; (read = await context.Request.Body.ReadAsync(buffer, context.RequestAborted)) > 0;)
        {
            body.Write(buffer, 0, read);
            if (body.Length > LongestBody) return null;
        }

        return body.ToArray();
    }
}
