using System.Net;
using AngleSharp.Html.Dom;
using Xinqiao.Core.Petitions;
using Xinqiao.Web.Petitions.Citizen;
using Xunit;

namespace Xinqiao.Web.Tests.Petitions.Citizen;

/// <summary>Every field of the form, damaged in every way: each answered with the field and the rule, nothing lost, never a fault.</summary>
public sealed class MalformedPetitionTests(Site site) : IClassFixture<Site>
{
    private const string LoneSurrogate = "\u0002lone-surrogate";

    // Missing is fine where the law asks for nothing; a choice that is left open has its ordinary meaning.
    private static readonly string[] Optional =
        ["place", "placeDetail", "unitNamed", "anonymous", "phone", "address", "email", "electronicConsent"];

    private static readonly string[] Texts = ["title", "narrative", "request", "placeDetail", "name", "phone", "address", "email"];

    public static TheoryData<string, string, string?> Damages()
    {
        var data = new TheoryData<string, string, string?>();
        foreach (var field in PetitionForm.Steps.SelectMany(f => f))
        {
            data.Add(field, "missing", null);
            data.Add(field, "too long", new string('9', 100_000));
            data.Add(field, "control character", "138\u0001");
            data.Add(field, "lone surrogate", LoneSurrogate);
            data.Add(field, "wrong type", field is "phone" or "email" ? "[object Object]" : Texts.Contains(field) ? "\u001b[0m" : "banana");
        }

        data.Add("place", "of another district", "320602001");
        data.Add("unitNamed", "of another district", "320602001");
        data.Add("request", "too many", string.Join('\n', Enumerable.Range(0, PetitionLimits.Requests + 1)));
        return data;
    }

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task A_damaged_field_is_named_with_its_rule_and_the_rest_is_kept(string field, string damage, string? value)
    {
        using var visitor = site.Visitor();
        var typed = CitizenSteps.Petition();
        typed[field] = value;
        var size = await site.LogSize();
        var page = await Send(visitor, typed);

        // What cannot be read arrives as U+FFFD: text that can be recorded, so it is no ground to refuse.
        var harmless = (damage == "missing" && Optional.Contains(field))
                       || (damage == "lone surrogate" && Texts.Contains(field) && field is not ("phone" or "email"));
        if (harmless)
        {
            Assert.Equal(HttpStatusCode.OK, visitor.Status);
            Assert.Equal("已收到您的信访", page.Text("h1"));
            return;
        }

        page.AssertRefused(visitor, field);
        Assert.Equal(size, await site.LogSize());
        foreach (var (other, kept) in typed.Where(f => f.Key != field && f.Value is not (null or "")))
            Assert.Equal(kept, page.Kept(other));
    }

    [Theory]
    [InlineData("key", null)]
    [InlineData("key", "XYZ")]
    [InlineData("key", "\u0001")]
    [InlineData("form-token", null)]
    [InlineData("form-token", "\u0001")]
    public async Task A_form_that_came_back_without_its_own_marks_is_shown_again_with_all_that_was_typed(string field, string? value)
    {
        using var visitor = site.Visitor();
        var typed = CitizenSteps.Petition();
        typed[field] = value;
        var page = await Send(visitor, typed);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Status);
        Assert.Contains("页面已过期", page.Text(".errors"), StringComparison.Ordinal);
        Assert.Equal(typed["narrative"], page.Kept("narrative"));
        Assert.Equal("已收到您的信访", (await visitor.Submit(page.Form(), button: "send")).Text("h1"));
    }

    [Theory]
    [InlineData("step", "banana")]
    [InlineData("step", "-1")]
    [InlineData("step", "99999999999")]
    [InlineData("do", "delete")]
    [InlineData("returning", "\u0001")]
    public async Task Damaged_buttons_lead_to_a_step_of_the_form(string field, string value)
    {
        using var visitor = site.Visitor();
        var typed = CitizenSteps.Petition();
        (typed["do"], typed[field]) = ("next", value);
        var page = await Send(visitor, typed);
        Assert.Equal(HttpStatusCode.OK, visitor.Status);
        Assert.Equal(typed["title"], page.Kept("title"));
    }

    [Fact]
    public async Task A_body_of_more_than_a_megabyte_is_too_large_and_one_of_a_thousand_fields_is_no_form()
    {
        using var visitor = site.Visitor();
        await visitor.PostRaw("/petition", "narrative=" + new string('x', 1_100_000));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, visitor.Status);
        Assert.Contains("太大", visitor.Html, StringComparison.Ordinal);

        await visitor.Post("/petition", Enumerable.Range(0, 2000).Select(i => new KeyValuePair<string, string>($"f{i}", "x")));
        Assert.Equal(HttpStatusCode.BadRequest, visitor.Status);
    }

    [Fact]
    public async Task A_zero_byte_which_no_browser_sends_makes_it_no_form()
    {
        using var visitor = site.Visitor();
        await visitor.PostRaw("/petition", "title=%00");
        Assert.Equal(HttpStatusCode.BadRequest, visitor.Status);
        Assert.Contains("请求不完整", visitor.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("application/json", "{\"title\":\"\\ud800\"}")]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\na")]
    [InlineData("text/plain", "")]
    public async Task A_body_that_is_no_form_is_answered_without_a_fault(string type, string body)
    {
        using var http = new HttpClient { BaseAddress = site.Address };
        using var content = new StringContent(body);
        content.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(type);
        using var answer = await http.PostAsync("/petition", content, TestContext.Current.CancellationToken);
        Assert.Contains(answer.StatusCode, (HttpStatusCode[])[HttpStatusCode.UnprocessableEntity, HttpStatusCode.BadRequest]);
    }

    private static async Task<IHtmlDocument> Send(Visitor visitor, Dictionary<string, string?> typed)
    {
        var form = await visitor.Open("/petition");
        var fields = new Dictionary<string, string?>
        {
            ["key"] = form.Kept("key"),
            ["form-token"] = form.Kept("form-token"),
            ["step"] = "4",
            ["do"] = "send",
        };
        foreach (var (field, value) in typed) fields[field] = value;
        // A lone surrogate has no UTF-8; this is how a broken sender writes one.
        var body = string.Join('&', fields.Where(f => f.Value is not null).Select(f =>
            f.Key + "=" + Uri.EscapeDataString(f.Value!).Replace(Uri.EscapeDataString(LoneSurrogate), "138%ED%A0%80", StringComparison.Ordinal)));
        return await visitor.PostRaw("/petition", body);
    }
}
