using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Html.Dom;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Web.Notices;
using Xinqiao.Web.Storage;
using Xunit;

namespace Xinqiao.Web.Tests;

/// <summary>What petitioners do, page by page.</summary>
public static partial class CitizenSteps
{
    /// <summary>A complete petition as the form's fields.</summary>
    public static Dictionary<string, string?> Petition() => new()
    {
        ["purpose"] = "request",
        ["title"] = "濠西新村雨水管破损",
        ["narrative"] = "12幢北侧的雨水管自去年7月起破损。\n每逢下雨一楼进水。",
        ["request"] = "修好雨水管\n说明维修时间",
        ["place"] = "",
        ["placeDetail"] = "濠西新村12幢",
        ["unitNamed"] = "ZJ",
        ["anonymous"] = "no",
        ["name"] = "周桂兰",
        ["phone"] = "13800000217",
        ["address"] = "濠西新村12幢101室",
        ["email"] = "zhou@example.cn",
        ["electronicConsent"] = "yes",
        ["declared"] = "yes",
    };

    /// <summary>Goes through the steps like a person and sends.</summary>
    public static async Task<IHtmlDocument> Petition(this Visitor visitor, Dictionary<string, string?>? with = null)
    {
        var typed = Petition();
        foreach (var (field, value) in with ?? []) typed[field] = value;
        var page = await visitor.Open("/petition");
        page = await visitor.Submit(page.Form("form[action='/petition']"), Of(typed, "purpose", "title", "narrative", "request"), "next");
        page = await visitor.Submit(page.Form(), Of(typed, "place", "placeDetail", "unitNamed"), "next");
        page = await visitor.Submit(
            page.Form(), Of(typed, "anonymous", "name", "phone", "address", "email", "electronicConsent"), "next");
        return await visitor.Submit(page.Form(), Of(typed, "declared"), "send");
    }

    public static Dictionary<string, string?> Of(Dictionary<string, string?> typed, params string[] fields) =>
        fields.ToDictionary(f => f, f => typed[f]);

    /// <summary>A browser signed in to one petition.</summary>
    public static async Task<Visitor> Tracking(this Site site, Filed filed)
    {
        var visitor = site.Visitor();
        await visitor.Track(filed.Number, filed.Code);
        Assert.Equal("/track/case", visitor.Path);
        return visitor;
    }

    public static async Task<IHtmlDocument> Track(this Visitor visitor, string? number, string? code)
    {
        var page = await visitor.Open("/track");
        return await visitor.Submit(page.Form(), new() { ["number"] = number, ["code"] = code });
    }

    /// <summary>Asks for a one-time code and reads it where the gateway would.</summary>
    /// <param name="path">The page that asks for it.</param>
    public static async Task<string> OneTimeCode(this Site site, Visitor visitor, string path = "/track/rate")
    {
        var page = await visitor.Open(path);
        page = await visitor.Submit(page.Form(), button: "send-code");
        Assert.Contains("验证码已发往", page.Text("[role=status]"), StringComparison.Ordinal);
        return SixDigits().Match(site.Get<Outbox>().Latest(1)[0].Text).Value;
    }

    /// <summary>Presses the button of a purpose, on the case page, a letter or a file, and reads who petitions.</summary>
    public static Task<IHtmlDocument> OpenIdentity(this Visitor visitor, IHtmlDocument page, string purpose) =>
        visitor.Submit(page.Form("form[action$='/identity']"), button: purpose);

    /// <summary>What a field holds in the form of the page, hidden or shown.</summary>
    public static string? Kept(this IHtmlDocument page, string field) => page.QuerySelectorAll($"main [name='{field}']") switch
    {
        [IHtmlInputElement { Type: "radio" or "checkbox" }, ..] choices =>
            choices.OfType<IHtmlInputElement>().FirstOrDefault(c => c.IsChecked)?.Value ?? "",
        [IHtmlInputElement input] => input.Value,
        [IHtmlTextAreaElement area] => area.Value,
        [IHtmlSelectElement select] => select.Value,
        _ => null,
    };

    /// <summary>The refused field is named in the summary and beside the field, with the rule.</summary>
    public static void AssertRefused(this IHtmlDocument page, Visitor visitor, string field)
    {
        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Status);
        Assert.NotNull(page.QuerySelector($".errors a[href='#{field}']"));
        Assert.NotNull(page.GetElementById(field));
        Assert.NotEqual("", page.Text($"#{field}-error .rule"));
    }

    /// <summary>How many events there are of what was decided; that somebody signed in, or was not let in, is in none of them.</summary>
    public static async Task<long> LogSize(this Site site) =>
        await Dapper.SqlMapper.ExecuteScalarAsync<long>(site.Database.OpenToRead(), "SELECT count(*) FROM events WHERE stream < 's:' OR stream >= 's;'");

    public static Task<IReadOnlyList<Recorded>> Events(this Site site, StreamId id) => site.Get<CaseReader>().Events(id, IdentityView.OfPetitioner);

    [GeneratedRegex(@"\d{6}")]
    private static partial Regex SixDigits();
}
