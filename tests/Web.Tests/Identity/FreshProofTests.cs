using System.Net;
using AngleSharp.Html.Dom;
using Xinqiao.Core.Matters;
using Xinqiao.Web.Identity;
using Xunit;

namespace Xinqiao.Web.Tests.Identity;

/// <summary>再次确认身份: a browser that was left open lifts no seal, closes no matter and gives out no file.</summary>
public sealed class FreshProofTests(Site site) : IClassFixture<Site>
{
    private static readonly string Password = Xinqiao.Web.Demo.DemoDistrict.Password;

    private void Later() => site.Clock.Now = site.Clock.Now.AddMinutes(FreshProof.LastsMinutes);

    private async Task<Visitor> SignedInBefore(string login)
    {
        var visitor = await site.SignedIn(login);
        Later();
        return visitor;
    }

    [Fact]
    public async Task To_lift_a_seal_the_liaison_shows_once_more_who_they_are_and_loses_nothing()
    {
        var f = await site.BringTo(Stage.Sealed);
        using var liaison = await SignedInBefore("jijian");
        var page = await liaison.Open($"/sealed/{f.Matter}");
        var field = (IHtmlInputElement)page.QuerySelector("#confirm")!;
        Assert.Equal(("password", "current-password"), (field.Type, field.GetAttribute("autocomplete")));
        Dictionary<string, string?> typed = new() { ["act"] = "unseal", ["purpose"] = "request", ["reason"] = "反映的是噪声，不是检举" };

        page = await liaison.Submit(FormOf(page, "unseal"), typed);
        page.AssertRefused(liaison, "confirm");
        Assert.Contains(FreshProof.Source.ToString(), page.Text("#confirm-error .rule"), StringComparison.Ordinal);
        Assert.Equal("反映的是噪声，不是检举", ((IHtmlTextAreaElement)page.QuerySelector("#reason")!).Value);
        page = await liaison.Submit(FormOf(page, "unseal"), new(typed) { ["confirm"] = "wrong-password" });
        page.AssertRefused(liaison, "confirm");
        Assert.DoesNotContain("wrong-password", liaison.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("matter.unsealed.v1", await site.EventNames(f));

        await liaison.Submit(FormOf(page, "unseal"), new(typed) { ["confirm"] = Password });
        Assert.Equal("/sealed", liaison.Path);
        Assert.Equal("matter.unsealed.v1", (await site.EventNames(f))[^1]);
    }

    [Fact]
    public async Task Whoever_signed_in_a_moment_ago_is_not_asked()
    {
        var f = await site.BringTo(Stage.Sealed);
        using var liaison = await site.SignedIn("jijian");
        Assert.Null((await liaison.Open($"/sealed/{f.Matter}")).QuerySelector("#confirm"));
    }

    [Fact]
    public async Task To_close_a_matter_by_serving_the_opinion_it_is_asked_and_for_another_document_it_is_not()
    {
        var f = await site.BringTo(Stage.ToServe);
        using var handler = await SignedInBefore("chengban");
        var page = await handler.Open($"/staff/matters/{f.Matter}/serve");
        Dictionary<string, string?> served = new()
        {
            ["document"] = "opinion",
            ["method"] = "direct",
            ["served"] = $"{site.Clock.Now:yyyy-MM-dd}",
            ["servedEvidence"] = "回证1号",
            ["proof"] = "本人签收",
        };
        page = await handler.Submit(page.Form(), served);
        page.AssertRefused(handler, "confirm");
        Assert.DoesNotContain("matter.document-served.v1", (await site.EventNames(f)).TakeLast(1));
        await handler.Submit(page.Form(), new(served) { ["confirm"] = Password });
        Assert.Equal("matter.document-served.v1", (await site.EventNames(f))[^1]);

        // Asked once in ten minutes: to record that it was resolved nothing is asked again, later it is.
        Assert.Null((await handler.Open($"/staff/matters/{f.Matter}/resolve")).QuerySelector("#confirm"));
        Later();
        Assert.NotNull((await handler.Open($"/staff/matters/{f.Matter}/resolve")).QuerySelector("#confirm"));

        var accepted = await site.BringTo(Stage.InHand);
        page = await handler.Open($"/staff/matters/{accepted.Matter}/serve");
        Assert.NotNull(page.QuerySelector("#document"));
        Assert.Null(page.QuerySelector("#confirm"));
    }

    [Fact]
    public async Task A_link_to_a_file_leads_over_the_question_and_nowhere_else()
    {
        using var router = await SignedInBefore("fenban");
        var page = await router.Open("/staff/matters?handler=xlsx");
        Assert.Equal("/account/proof?ReturnUrl=%2Fstaff%2Fmatters%3Fhandler%3Dxlsx", router.Path);
        page = await router.Submit(page.Form(), new() { ["confirm"] = "" });
        page.AssertRefused(router, "confirm");
        await router.Submit(page.Form(), new() { ["confirm"] = Password });
        Assert.Equal(HttpStatusCode.OK, router.Status);
        Assert.Contains("spreadsheetml", router.Response.Content.Headers.ContentType!.MediaType, StringComparison.Ordinal);
        await router.Open("/staff/matters?handler=xlsx");
        Assert.Equal("/staff/matters?handler=xlsx", router.Path);

        Later();
        page = await router.Open("/account/proof?ReturnUrl=https%3A%2F%2Fexample.com%2F");
        await router.Submit(page.Form(), new() { ["confirm"] = Password });
        Assert.Equal("/desk", router.Path);
    }

    [Fact]
    public async Task The_sheet_with_names_is_not_given_out_at_a_browser_that_was_left_open()
    {
        var f = await site.BringTo(Stage.ToForward);
        using var router = await SignedInBefore("fenban");
        var page = await router.Open("/staff/national-numbers");
        page = await router.Submit(FormOf(page, "take"), new() { ["act"] = "take" });
        page.AssertRefused(router, "confirm");
        Assert.DoesNotContain("matter.identity-opened.v1", await site.EventNames(f));
    }

    [Fact]
    public async Task Wrong_proofs_lock_the_account_as_wrong_passwords_do_at_the_sign_in()
    {
        using var supervisor = await SignedInBefore("ducha");
        var page = await supervisor.Open("/staff/matters?handler=xlsx");
        for (var i = 0; i < People.FailuresAllowed; i++) page = await supervisor.Submit(page.Form(), new() { ["confirm"] = $"wrong {i}" });
        page = await supervisor.Submit(page.Form(), new() { ["confirm"] = Password });
        page.AssertRefused(supervisor, "confirm");
    }

    [Fact]
    public async Task To_end_a_sign_in_or_to_enrol_an_authenticator_whoever_sits_there_shows_it_too()
    {
        using var elsewhere = await site.SignedIn("fuze");
        using var here = await SignedInBefore("fuze");
        var page = await here.Open("/account/sessions");
        page = await here.Submit(FormOf(page, "others"), new() { ["end"] = "others" });
        page.AssertRefused(here, "confirm");
        await elsewhere.Open("/desk");
        Assert.Equal("/desk", elsewhere.Path);

        page = await here.Open("/account/second-factor");
        page = await here.Submit(page.Form(), new() { ["code"] = "123456" });
        page.AssertRefused(here, "confirm");

        page = await here.Open("/account/sessions");
        await here.Submit(FormOf(page, "others"), new() { ["end"] = "others", ["confirm"] = Password });
        await elsewhere.Open("/desk");
        Assert.StartsWith("/sign-in", elsewhere.Path, StringComparison.Ordinal);
    }

    private static IHtmlFormElement FormOf(IHtmlDocument page, string button) => ((IHtmlButtonElement)page.QuerySelector($"button[value={button}]")!).Form!;
}
