using System.ComponentModel;
using System.Text.Encodings.Web;
using System.Text.Json;
using Xinqiao.Core;

namespace Xinqiao.Web.Partners;

/// <summary>One thing that is wrong with what was sent.</summary>
[Description("一处错误。")]
public sealed record WrongField(
    [property: Description("字段名；与某个字段无关的为空。")] string? Field,
    [property: Description("错误代码，不随文字改变，例如 missing、too-long、unknown-place。")] string Code,
    [property: Description("给人看的说明，写明怎么改。")] string Reason,
    [property: Description("依据的条文或者本平台规定。")] string Rule);

/// <summary>Why a request was not done (RFC 9457).</summary>
[Description("没有办成的原因（RFC 9457，application/problem+json）。")]
public sealed record ApiProblem(
    [property: Description("状态码所说的话。")] string Title,
    [property: Description("HTTP 状态码。")] int Status,
    [property: Description("错误代码，不随文字改变。")] string Code,
    [property: Description("发生了什么、接下来怎么做。")] string Detail,
    [property: Description("各处错误，一次列全；与字段无关的问题没有。")] IReadOnlyList<WrongField> Errors)
{
    public const string ContentType = "application/problem+json";

    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The request as a whole could not be done.</summary>
    public static IResult Of(int status, string code, string detail) => Answer(new ApiProblem(Titles(status), status, code, detail, []));

    /// <summary>Everything that is wrong with what was sent, each with its field and its rule.</summary>
    public static IResult Of(IReadOnlyList<Refusal> refusals) => Answer(new ApiProblem(
        Titles(StatusCodes.Status422UnprocessableEntity), StatusCodes.Status422UnprocessableEntity, "refused",
        $"没有登记，有{refusals.Count}处需要修改。改好以后可以用同一个 Idempotency-Key 重发。",
        [.. refusals.Select(r => new WrongField(r.Field, r.Code, r.Reason.ToString(), r.Basis.ToString()))]));

    private static IResult Answer(ApiProblem problem) => Results.Json(problem, Json, ContentType, problem.Status);

    private static string Titles(int status) => status switch
    {
        StatusCodes.Status400BadRequest => "请求不完整",
        StatusCodes.Status401Unauthorized => "没有有效的密钥",
        StatusCodes.Status404NotFound => "没有找到",
        StatusCodes.Status413PayloadTooLarge => "内容太大",
        StatusCodes.Status415UnsupportedMediaType => "内容类型不对",
        StatusCodes.Status422UnprocessableEntity => "没有登记",
        StatusCodes.Status429TooManyRequests => "请求太频繁",
        StatusCodes.Status503ServiceUnavailable => "暂时无法保存",
        _ => "没有办成",
    };
}
