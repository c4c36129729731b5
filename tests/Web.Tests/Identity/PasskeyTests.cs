using System.Net;
using AngleSharp.Html.Dom;
using Xinqiao.Core;
using Xinqiao.Core.Furniture;
using Xinqiao.Web.Demo;
using Xinqiao.Web.Identity;
using Xinqiao.Web.Storage;
using Xunit;

namespace Xinqiao.Web.Tests.Identity;

/// <summary>通行密钥: one alone signs in, whatever is not right about it is refused in words, and what is kept of it opens nothing elsewhere.</summary>
public sealed class PasskeyTests(Site site) : IClassFixture<Site>
{
    private static readonly Actor Administrator = new("s-6", Role.Administrator, "XF", "信访局");

    private string Origin => $"http://localhost:{site.Address.Port}";

    private async Task<CaseEvent> Last(string person) => (await site.Get<CaseReader>().Events(StreamId.Furniture("person:" + person)))[^1].Event;

    private async Task<CaseEvent> LastAccess(string person) => (await site.Get<CaseReader>().Events(StreamId.Access(person)))[^1].Event;

    /// <summary>An account of its own for each test, with a passkey.</summary>
    private async Task<(Person Person, Visitor Visitor, SoftDevice Device)> Colleague(string login, Role role = Role.Handler)
    {
        await People.Appoint(site.Store, Administrator, "s-" + login, login, "同事", role, role == Role.Handler ? "ZJ" : "XF", DemoDistrict.Password);
        var visitor = await site.SignedIn(login);
        var device = new SoftDevice(Origin);
        await Enrol(visitor, device);
        return ((await site.Get<People>().FindLogin(login))!, visitor, device);
    }

    private static async Task<string> Asked(Visitor visitor, string page, string handler)
    {
        var form = (await visitor.Open(page)).QuerySelector("input[name=form-token]")!.GetAttribute("value")!;
        await visitor.Post($"{page}?handler={handler}", [new("form-token", form)]);
        Assert.Equal(HttpStatusCode.OK, visitor.Status);
        return visitor.Html;
    }

    private static async Task<IHtmlDocument> Enrol(Visitor visitor, SoftDevice device, string name = "办公室电脑")
    {
        var answer = device.Make(await Asked(visitor, "/account/passkeys", "ToEnrol"));
        var page = await visitor.Open("/account/passkeys");
        return await visitor.Submit(page.Form("#passkeys"), new() { ["passkey"] = answer, ["passkeyName"] = name });
    }

    private async Task<Visitor> Shows(SoftDevice device)
    {
        var visitor = site.Visitor();
        await Send(visitor, device.Show(await Asked(visitor, "/sign-in", "ToShow")));
        return visitor;
    }

    private static async Task<IHtmlDocument> Send(Visitor visitor, string answer) =>
        await visitor.Submit((await visitor.Open("/sign-in")).Form("#passkey"), new() { ["passkey"] = answer });

    private static void AssertRefused(Visitor visitor, PasskeyTrouble trouble)
    {
        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Status);
        Assert.Contains(Words.Label(trouble).ToString(), visitor.Html, StringComparison.Ordinal);
        Assert.Contains(Passkey.Source.ToString(), visitor.Html, StringComparison.Ordinal);
    }

    private async Task<Visitor> Password(string login)
    {
        var visitor = site.Visitor();
        var page = await visitor.Open("/sign-in");
        await visitor.Submit(page.Form("form.panel"), new() { ["login"] = login, ["password"] = DemoDistrict.Password });
        return visitor;
    }

    [Fact]
    public async Task A_passkey_alone_signs_in_and_the_record_says_so()
    {
        var (person, visitor, device) = await Colleague("schluessel");
        using var _ = visitor;
        using var _1 = device;
        Assert.Equal(new PasskeyEnrolled(person.Id), await Last(person.Id));
        var row = (await visitor.Open("/account/passkeys")).QuerySelector("#passkeys tbody tr")!.TextContent;
        Assert.Contains("办公室电脑", row, StringComparison.Ordinal);
        Assert.Contains("没有用过", row, StringComparison.Ordinal);

        device.Count = 1;
        using var elsewhere = await Shows(device);
        Assert.Equal("/desk", elsewhere.Path);
        Assert.Equal(new SignedIn(person.Id, 0, SecondFactor: true, SignInWay.Passkey), await LastAccess(person.Id));
        Assert.Contains($"{site.Clock.Now:yyyy-MM-dd}", (await elsewhere.Open("/account/passkeys")).QuerySelectorAll("#passkeys tbody td")[2].TextContent, StringComparison.Ordinal);
        using var auditor = await site.SignedIn("shenji");
        await auditor.Open("/registers/access");
        Assert.Contains("登录（通行密钥）", auditor.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_device_is_told_the_pseudonym_and_the_login_of_its_holder_and_never_their_name()
    {
        var (person, visitor, device) = await Colleague("pseudonym");
        using var _ = visitor;
        using var _1 = device;
        Assert.Equal(person.Id, System.Text.Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars((string)device.Told!["id"]!)));
        Assert.Equal("pseudonym", (string)device.Told["name"]!);
        Assert.DoesNotContain(person.Name, System.Text.RegularExpressions.Regex.Unescape(device.Told.ToJsonString()), StringComparison.Ordinal);
    }

    public static TheoryData<string, PasskeyTrouble> Wrong => new()
    {
        { "origin", PasskeyTrouble.Wrong }, { "domain", PasskeyTrouble.Wrong }, { "unverified", PasskeyTrouble.Unverified },
        { "key", PasskeyTrouble.Wrong }, { "unknown", PasskeyTrouble.Unknown },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task What_is_not_right_about_a_passkey_is_refused_in_words(string what, PasskeyTrouble trouble)
    {
        var (person, visitor, device) = await Colleague("falsch" + what);
        using var _ = visitor;
        using var _1 = device;
        using var other = new SoftDevice(Origin);
        if (what == "origin") device.Origin = "https://xf.example.com";
        if (what == "domain") device.Domain = "example.com";
        if (what == "unverified") device.Verifies = false;
        if (what == "unknown") device.Id = new byte[32];
        if (what == "key")
        {
            // Somebody else's device under the name of this one.
            other.Make(await Asked(visitor, "/account/passkeys", "ToEnrol"));
            other.Id = device.Id;
        }

        using var stranger = await Shows(what == "key" ? other : device);
        AssertRefused(stranger, trouble);
        Assert.Equal(what == "unknown" ? 0 : 1, (await site.Get<People>().Find(person.Id))!.Failures);
        await stranger.Open("/desk");
        Assert.StartsWith("/sign-in", stranger.Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_counts_once_and_in_the_browser_that_asked_alone()
    {
        var (_, visitor, device) = await Colleague("einmal");
        using var _ = visitor;
        using var _1 = device;
        using var first = site.Visitor();
        var answer = device.Show(await Asked(first, "/sign-in", "ToShow"));
        var cookie = first.Cookies().Split("; ").Single(c => c.StartsWith(Challenges.CookieName, StringComparison.Ordinal)).Split('=', 2)[1];
        using var stranger = site.Visitor();
        await Send(stranger, answer);
        AssertRefused(stranger, PasskeyTrouble.Expired);

        await Send(first, answer);
        Assert.Equal("/desk", first.Path);
        using var again = site.Visitor();
        again.SetCookie(Challenges.CookieName, cookie, "/");
        await Send(again, answer);
        AssertRefused(again, PasskeyTrouble.Expired);
    }

    [Fact]
    public async Task What_was_to_be_signed_is_over_after_five_minutes_and_good_for_nothing_else()
    {
        var (_, visitor, device) = await Colleague("spaet");
        using var _ = visitor;
        using var _1 = device;
        using var late = site.Visitor();
        var answer = device.Show(await Asked(late, "/sign-in", "ToShow"));
        site.Clock.Now = site.Clock.Now.AddMinutes(Passkey.ChallengeMinutes);
        await Send(late, answer);
        AssertRefused(late, PasskeyTrouble.Expired);

        answer = device.Show(await Asked(visitor, "/account/passkeys", "ToShow"));
        var page = await visitor.Open("/sign-in");
        await visitor.Submit(page.Form("#passkey"), new() { ["passkey"] = answer });
        AssertRefused(visitor, PasskeyTrouble.Expired);
    }

    [Fact]
    public async Task A_count_that_goes_back_is_refused_and_told_to_those_who_audit()
    {
        var (person, visitor, device) = await Colleague("kopie");
        using var _ = visitor;
        using var _1 = device;
        device.Count = 7;
        (await Shows(device)).Dispose();
        device.Count = 6;
        using var copy = await Shows(device);
        AssertRefused(copy, PasskeyTrouble.Stale);
        Assert.Equal(new PasskeyCountFell(person.Id), await LastAccess(person.Id));
        using var auditor = await site.SignedIn("shenji");
        await auditor.Open("/registers/access?list=refusals");
        Assert.Contains("它可能被复制过", auditor.Html, StringComparison.Ordinal);
        device.Count = 0;
        using var silent = await Shows(device);
        AssertRefused(silent, PasskeyTrouble.Stale);
    }

    [Fact]
    public async Task Wrong_passkeys_lock_the_account_and_a_locked_account_opens_with_nothing()
    {
        var (person, visitor, device) = await Colleague("gesperrt");
        using var _ = visitor;
        using var _1 = device;
        device.Origin = "https://xf.example.com";
        for (var i = 0; i < People.FailuresAllowed; i++) (await Shows(device)).Dispose();
        Assert.Equal(new AccountLocked(person.Id, People.LockMinutes), await LastAccess(person.Id));
        device.Origin = Origin;
        using var locked = await Shows(device);
        AssertRefused(locked, PasskeyTrouble.Locked);
        site.Clock.Now = site.Clock.Now.AddMinutes(People.LockMinutes + 1);
        using var later = await Shows(device);
        Assert.Equal("/desk", later.Path);
    }

    [Fact]
    public async Task A_passkey_that_was_removed_or_reset_or_whose_holder_left_opens_nothing()
    {
        var (person, visitor, device) = await Colleague("entfernt");
        using var _ = visitor;
        using var _1 = device;
        using var second = new SoftDevice(Origin);
        await Enrol(visitor, second, "钥匙串上的");
        await visitor.Submit((await visitor.Open("/account/passkeys")).Form("#passkeys"), new() { ["remove"] = System.Buffers.Text.Base64Url.EncodeToString(device.Id) });
        Assert.Equal(new PasskeyRemoved(person.Id), await Last(person.Id));
        Assert.Equal(["钥匙串上的"], (await site.Get<Passkeys>().Of(person.Id)).Select(k => k.Name));
        using var removed = await Shows(device);
        AssertRefused(removed, PasskeyTrouble.Unknown);
        using (var other = await Shows(second)) Assert.Equal("/desk", other.Path);

        await site.Get<SecondFactors>().Reset(new Actor("system", Role.System, "", ""), (await site.Get<People>().Find(person.Id))!);
        using var reset = await Shows(second);
        AssertRefused(reset, PasskeyTrouble.Unknown);
        using var password = await Password("entfernt");
        Assert.Equal("/desk", password.Path);

        var (gone, there, left) = await Colleague("gegangen");
        using var _2 = there;
        using var _3 = left;
        await site.Get<People>().EndPost(Administrator, gone, "调离", 0);
        using var ended = await Shows(left);
        AssertRefused(ended, PasskeyTrouble.Unknown);
    }

    [Fact]
    public async Task A_lost_passkey_is_reset_by_two_administrators_as_a_lost_authenticator_is()
    {
        var (person, visitor, device) = await Colleague("verlegt");
        using var _ = visitor;
        using var _1 = device;
        var path = "/administration/people/" + person.Id;
        using var first = await site.SignedIn("guanli");
        await first.Submit((await first.Open(path)).Form("#factor"), new() { ["factorReason"] = "安全密钥丢失" }, "ask-reset");
        using var second = await site.SignedIn("anquan");
        await second.Submit((await second.Open(path)).Form("#factor"), button: "agree-reset");
        Assert.Equal("s-6", Assert.IsType<SecondFactorReset>(await Last(person.Id)).AskedBy);
        using var lost = await Shows(device);
        AssertRefused(lost, PasskeyTrouble.Unknown);
    }

    [Fact]
    public async Task An_administrator_with_a_passkey_needs_no_code_and_the_password_alone_is_not_enough()
    {
        await site.Get<SecondFactors>().Set(new Actor("s-13", Role.SecurityAdministrator, "XF", "信访局"), Role.AuditAdministrator, required: true);
        await People.Appoint(site.Store, Administrator, "s-pruefer", "pruefer", "同事", Role.AuditAdministrator, "XF", DemoDistrict.Password);
        using var visitor = await Password("pruefer");
        Assert.Equal("/account/second-factor", visitor.Path);
        using var device = new SoftDevice(Origin);
        await Enrol(visitor, device);
        await visitor.Open("/registers/changes");
        Assert.Equal("/registers/changes", visitor.Path);

        using var half = await Password("pruefer");
        Assert.Contains("id=\"passkey\"", half.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("id=\"second-step\"", half.Html, StringComparison.Ordinal);
        await half.Open("/registers/changes");
        Assert.StartsWith("/sign-in", half.Path, StringComparison.Ordinal);
        await Send(half, device.Show(await Asked(half, "/sign-in", "ToShow")));
        Assert.Equal("/desk", half.Path);
        await half.Open("/registers/changes");
        Assert.Equal("/registers/changes", half.Path);
        await site.Get<SecondFactors>().Set(new Actor("s-13", Role.SecurityAdministrator, "XF", "信访局"), Role.AuditAdministrator, required: false);
    }

    [Fact]
    public async Task To_enrol_or_remove_one_whoever_sits_there_shows_who_they_are_by_their_own_passkey()
    {
        var (person, visitor, device) = await Colleague("bestaetigt");
        using var _ = visitor;
        using var _1 = device;
        var (_, stranger, others) = await Colleague("fremder");
        using var _2 = stranger;
        using var _3 = others;
        site.Clock.Now = site.Clock.Now.AddMinutes(FreshProof.LastsMinutes);
        using var second = new SoftDevice(Origin);
        var page = await Enrol(visitor, second, "第二个");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Status);
        Assert.Contains(FreshProof.Source.ToString(), page.Text(".errors"), StringComparison.Ordinal);
        page = await visitor.Submit(page.Form("#passkeys"), new() { ["remove"] = System.Buffers.Text.Base64Url.EncodeToString(device.Id) });
        Assert.Contains("请先用通行密钥确认身份", page.Text(".errors"), StringComparison.Ordinal);

        await Proof(visitor, others);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Status);
        Assert.Contains("没有登记", visitor.Html, StringComparison.Ordinal);
        device.Verifies = false;
        await Proof(visitor, device);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Status);
        device.Verifies = true;
        await Proof(visitor, device);
        Assert.Equal(HttpStatusCode.NoContent, visitor.Status);
        await Enrol(visitor, second, "第二个");
        Assert.Equal(2, (await site.Get<Passkeys>().Of(person.Id)).Count);
        Assert.Equal(0, (await site.Get<People>().Find(person.Id))!.Failures);
    }

    private static async Task Proof(Visitor visitor, SoftDevice device)
    {
        var answer = device.Show(await Asked(visitor, "/account/passkeys", "ToShow"));
        var token = (await visitor.Open("/account/passkeys")).QuerySelector("input[name=form-token]")!.GetAttribute("value")!;
        await visitor.Post("/account/passkeys?handler=Shown", [new("form-token", token), new("passkey", answer)]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("{\"id\":\"!\",\"rawId\":\"!\",\"type\":\"public-key\",\"response\":{}}")]
    [InlineData("{\"id\":\"AA\",\"rawId\":\"AA\",\"type\":\"public-key\",\"response\":{\"clientDataJSON\":\"AA\",\"attestationObject\":\"ow\"}}")]
    public async Task Whatever_is_sent_in_place_of_a_passkey_is_answered_in_words(string answer)
    {
        using var visitor = site.Visitor();
        await Asked(visitor, "/sign-in", "ToShow");
        await Send(visitor, answer);
        AssertRefused(visitor, PasskeyTrouble.Unknown);
        using var handler = await site.SignedIn("dengji");
        await Asked(handler, "/account/passkeys", "ToEnrol");
        var page = await handler.Submit((await handler.Open("/account/passkeys")).Form("#passkeys"), new() { ["passkey"] = answer, ["passkeyName"] = "电脑" });
        Assert.Contains(Words.Label(PasskeyTrouble.Wrong).ToString(), page.Text(".errors"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_passkey_that_is_made_for_another_site_or_without_its_holder_is_not_enrolled(bool verifies)
    {
        await People.Appoint(site.Store, Administrator, "s-neu" + verifies, "neu" + (verifies ? "a" : "b"), "同事", Role.Handler, "ZJ", DemoDistrict.Password);
        using var visitor = await site.SignedIn("neu" + (verifies ? "a" : "b"));
        using var device = new SoftDevice(verifies ? "https://xf.example.com" : Origin) { Verifies = verifies };
        var page = await Enrol(visitor, device);
        Assert.Contains(Words.Label(verifies ? PasskeyTrouble.Wrong : PasskeyTrouble.Unverified).ToString(), page.Text(".errors"), StringComparison.Ordinal);
        Assert.Empty(await site.Get<Passkeys>().Of("s-neu" + verifies));
    }
}
