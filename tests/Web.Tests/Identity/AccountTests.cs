using System.Net;
using System.Text.RegularExpressions;
using OtpNet;
using Xinqiao.Core;
using Xinqiao.Core.Furniture;
using Xinqiao.Web.Demo;
using Xinqiao.Web.Identity;
using Xinqiao.Web.Storage;
using Xunit;

namespace Xinqiao.Web.Tests.Identity;

public sealed class AccountTests(Site site) : IClassFixture<Site>
{
    private static readonly Actor Administrator = new("s-6", Role.Administrator, "XF", "信访局");
    private static readonly Actor Security = new("s-13", Role.SecurityAdministrator, "XF", "信访局");

    private async Task<CaseEvent> Last(string person) => (await site.Get<CaseReader>().Events(StreamId.Furniture("person:" + person)))[^1].Event;

    /// <summary>An account of its own for each test.</summary>
    private async Task<(Person Person, Visitor Visitor)> Colleague(string login, Role role = Role.Handler)
    {
        await People.Appoint(site.Store, Administrator, "s-" + login, login, "同事", role, role == Role.Administrator ? "XF" : "ZJ", DemoDistrict.Password);
        return ((await site.Get<People>().FindLogin(login))!, await site.SignedIn(login));
    }

    private async Task<(string Secret, IReadOnlyList<string> Recovery)> Enrol(Visitor visitor)
    {
        var page = await visitor.Open("/account/second-factor");
        Assert.NotNull(page.QuerySelector(".qr svg"));
        var secret = Regex.Replace(page.Text("#secret"), " ", "");
        page = await visitor.Submit(page.Form("#enrol"), new() { ["code"] = Code(secret) });
        return (secret, [.. page.QuerySelectorAll("#recovery code").Select(c => c.TextContent)]);
    }

    private string Code(string secret, int later = 0) =>
        new Totp(Base32Encoding.ToBytes(secret)).ComputeTotp(site.Clock.Now.UtcDateTime.AddSeconds(later));

    private async Task<Visitor> Password(string login)
    {
        var visitor = site.Visitor();
        var page = await visitor.Open("/sign-in");
        await visitor.Submit(page.Form("form.panel"), new() { ["login"] = login, ["password"] = DemoDistrict.Password });
        return visitor;
    }

    private static async Task<Visitor> Second(Visitor visitor, string code)
    {
        var page = await new AngleSharp.Html.Parser.HtmlParser().ParseDocumentAsync(visitor.Html, TestContext.Current.CancellationToken);
        await visitor.Submit(page.Form("#second-step"), new() { ["code"] = code });
        return visitor;
    }

    [Theory]
    [InlineData(59, "94287082")]
    [InlineData(1111111109, "07081804")]
    [InlineData(1234567890, "89005924")]
    [InlineData(20000000000, "65353130")]
    public void The_codes_are_those_of_the_standard(long seconds, string code) => Assert.Equal(
        code, new Totp("12345678901234567890"u8.ToArray(), totpSize: 8).ComputeTotp(DateTimeOffset.FromUnixTimeSeconds(seconds).UtcDateTime));

    [Fact]
    public async Task Sign_ins_are_listed_without_an_address_and_ended_one_by_one_or_all_others()
    {
        var (person, here) = await Colleague("sitzung");
        using var _ = here;
        using var there = await site.SignedIn("sitzung");
        using var third = await site.SignedIn("sitzung");
        var page = await here.Open("/account/sessions");
        Assert.Equal(3, page.QuerySelectorAll("#sessions tbody tr").Length);
        Assert.DoesNotContain("127.0.0.1", here.Html, StringComparison.Ordinal);
        await here.Submit(page.Form("main form"), button: "others");
        Assert.Equal(2, Assert.IsType<SessionsEnded>(await Last(person.Id)).Count);
        await here.Open("/desk");
        Assert.Equal("/desk", here.Path);
        foreach (var other in new[] { there, third })
        {
            await other.Open("/desk");
            Assert.StartsWith("/sign-in", other.Path, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_security_administrator_ends_every_sign_in_of_an_account()
    {
        var (person, visitor) = await Colleague("beendet");
        using var _ = visitor;
        using var administrator = await site.SignedIn("anquan");
        var page = await administrator.Open("/administration/people/" + person.Id);
        await administrator.Submit(page.Form("#sessions"), button: "sign-out");
        Assert.IsType<SessionsEnded>(await Last(person.Id));
        await visitor.Open("/desk");
        Assert.StartsWith("/sign-in", visitor.Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_password_ends_the_other_sign_ins_and_is_an_event()
    {
        var (person, here) = await Colleague("wechsel");
        using var _ = here;
        using var there = await site.SignedIn("wechsel");
        var page = await here.Open("/account/password");
        page = await here.Submit(page.Form(), new() { ["current"] = "falsch-falsch", ["password"] = "neues-passwort", ["again"] = "neues-passwort" });
        page.AssertRefused(here, "current");
        await here.Submit(page.Form(), new() { ["current"] = DemoDistrict.Password, ["password"] = "neues-passwort", ["again"] = "neues-passwort" });
        Assert.Equal("/account/sessions", here.Path);
        Assert.IsType<PasswordChanged>(await Last(person.Id));
        await there.Open("/desk");
        Assert.StartsWith("/sign-in", there.Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_password_counts_as_it_was_typed_neither_cut_nor_trimmed_nor_in_other_letters()
    {
        var (_, visitor) = await Colleague("genau");
        using var _ = visitor;
        var people = site.Get<People>();
        foreach (var typed in new[] { DemoDistrict.Password + " ", DemoDistrict.Password[..^1], DemoDistrict.Password.ToUpperInvariant() })
            Assert.Null(await people.Check("genau", typed));
        Assert.NotNull(await people.Check("genau", DemoDistrict.Password));
    }

    [Fact]
    public async Task A_new_password_leaves_the_second_factor_where_it_was()
    {
        var (person, visitor) = await Colleague("vergessen");
        using var _ = visitor;
        await Enrol(visitor);
        await site.Get<People>().ResetPassword(Security, person, DemoDistrict.Password);
        using var again = await Password("vergessen");
        Assert.Equal("/sign-in", again.Path);
        Assert.Contains("id=\"second-step\"", again.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_enrolled_signs_in_with_a_code_that_counts_once()
    {
        var (person, visitor) = await Colleague("zweifach");
        using var _ = visitor;
        var (secret, recovery) = await Enrol(visitor);
        Assert.Equal(SecondFactors.RecoveryCodes, recovery.Distinct().Count());
        Assert.IsType<SecondFactorEnrolled>(await Last(person.Id));

        using var first = await Password("zweifach");
        Assert.Equal("/sign-in", first.Path);
        await Second(first, Code(secret, later: 30));
        Assert.Equal("/desk", first.Path);
        // Seen over the shoulder: the same code and the one of the enrolling are used up.
        foreach (var used in new[] { Code(secret, later: 30), Code(secret) })
        {
            using var again = await Password("zweifach");
            await Second(again, used);
            Assert.NotEqual("/desk", again.Path);
            Assert.Contains("已经用过", again.Html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_stands_between_password_and_code_counts_for_five_minutes()
    {
        var (_, visitor) = await Colleague("zoegernd");
        using var _ = visitor;
        var (secret, recovery) = await Enrol(visitor);

        using var late = await Password("zoegernd");
        site.Clock.Now = site.Clock.Now.AddMinutes(5);
        await Second(late, recovery[0]);
        Assert.Equal("/sign-in?handler=Code", late.Path);
        await late.Open("/desk");
        Assert.StartsWith("/sign-in", late.Path, StringComparison.Ordinal);

        using var inTime = await Password("zoegernd");
        site.Clock.Now = site.Clock.Now.AddMinutes(5).AddSeconds(-1);
        await Second(inTime, Code(secret));
        Assert.Equal("/desk", inTime.Path);
    }

    [Fact]
    public async Task A_recovery_code_signs_in_once_and_is_an_event()
    {
        var (person, visitor) = await Colleague("ersatz");
        using var _ = visitor;
        var (_, recovery) = await Enrol(visitor);
        using var first = await Second(await Password("ersatz"), recovery[0].ToUpperInvariant());
        Assert.Equal("/desk", first.Path);
        Assert.Equal(SecondFactors.RecoveryCodes - 1, Assert.IsType<RecoveryCodeUsed>(await Last(person.Id)).Left);
        using var again = await Second(await Password("ersatz"), recovery[0]);
        Assert.NotEqual("/desk", again.Path);
    }

    [Fact]
    public async Task Wrong_codes_lock_the_account_as_wrong_passwords_do_and_a_right_password_gives_no_new_tries()
    {
        var (_, visitor) = await Colleague("geraten");
        using var _ = visitor;
        var (secret, _) = await Enrol(visitor);
        for (var i = 0; i < People.FailuresAllowed; i++)
        {
            using var wrong = await Second(await Password("geraten"), "000000");
            Assert.NotEqual("/desk", wrong.Path);
        }

        using var locked = await Password("geraten");
        Assert.Contains("已锁定", locked.Html, StringComparison.Ordinal);
        site.Clock.Now = site.Clock.Now.AddMinutes(People.LockMinutes + 1);
        using var later = await Second(await Password("geraten"), Code(secret));
        Assert.Equal("/desk", later.Path);
    }

    [Fact]
    public async Task A_lost_authenticator_is_reset_by_two_administrators()
    {
        var (person, visitor) = await Colleague("verloren");
        using var _ = visitor;
        await Enrol(visitor);
        using var second = await site.SignedIn("anquan");
        using var first = await site.SignedIn("guanli");
        var path = "/administration/people/" + person.Id;
        var page = await first.Open(path);
        page = await first.Submit(page.Form("#factor"), new() { ["factorReason"] = "" }, "ask-reset");
        page.AssertRefused(first, "factorReason");
        page = await first.Submit(page.Form("#factor"), new() { ["factorReason"] = "手机丢失" }, "ask-reset");
        Assert.IsType<SecondFactorResetAsked>(await Last(person.Id));
        await first.Submit(page.Form("#factor"), button: "agree-reset");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, first.Status);

        page = await second.Open(path);
        await second.Submit(page.Form("#factor"), button: "agree-reset");
        Assert.Equal("s-6", Assert.IsType<SecondFactorReset>(await Last(person.Id)).AskedBy);
        using var again = await Password("verloren");
        Assert.Equal("/desk", again.Path);
    }

    [Fact]
    public async Task A_post_for_which_the_office_demands_it_enrols_before_anything_else()
    {
        using var administrator = await site.SignedIn("anquan");
        var page = await administrator.Open("/administration/second-factor");
        var row = page.QuerySelectorAll("#posts tr").First(r => r.TextContent.Contains("督查专员", StringComparison.Ordinal));
        await administrator.Submit((AngleSharp.Html.Dom.IHtmlFormElement)row.QuerySelector("form")!);
        using var supervisor = site.Visitor();
        page = await supervisor.Open("/sign-in");
        await supervisor.Submit(page.Form("form.panel"), new() { ["login"] = "ducha", ["password"] = DemoDistrict.Password });
        Assert.Equal("/account/second-factor", supervisor.Path);
        await supervisor.Open("/staff/due");
        Assert.Equal("/account/second-factor", supervisor.Path);
        await Enrol(supervisor);
        await supervisor.Open("/staff/due");
        Assert.Equal("/staff/due", supervisor.Path);
    }
}
