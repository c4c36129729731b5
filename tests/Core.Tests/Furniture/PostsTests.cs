using Xinqiao.Core.Furniture;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Tests.Matters;
using Xunit;

namespace Xinqiao.Core.Tests.Furniture;

public class PostsTests
{
    private static readonly Appointment Sound = new("s-9", "lu.xiaofeng", "陆晓峰", Role.Handler, "ZJ", "mima-mima-mima");

    private static Decision Appoint(Appointment command, bool taken = false, Actor? by = null) => Posts.Appoint(
        command, [Some.Office, Some.Housing, Some.Discipline], taken, Given.Nothing.ActOf(by ?? Some.Administrator));

    [Fact]
    public void An_administrator_appoints_and_the_account_gets_its_password()
    {
        var decision = Appoint(Sound);
        Assert.Equal(("s-9", Role.Handler, "ZJ"), decision.Event<PersonAppointed>() is var e ? (e.Person, e.Role, e.Unit) : default);
        Assert.Equal("s-9", decision.Event<PasswordSet>().Person);
    }

    [Fact]
    public void Nobody_else_appoints()
    {
        foreach (var other in Some.Everybody.Where(a => a.Role != Role.Administrator))
            Appoint(Sound, by: other).Refused("not-your-role");
    }

    [Fact]
    public void Each_post_belongs_to_its_kind_of_unit_and_to_no_other()
    {
        (Role Role, string Unit)[] fitting =
        [
            (Role.Registrar, "XF"), (Role.Router, "XF"), (Role.Supervisor, "XF"), (Role.Administrator, "XF"), (Role.Handler, "ZJ"),
            (Role.UnitHead, "ZJ"), (Role.Administrator, "ZJ"), (Role.DisciplineLiaison, "JW"), (Role.Administrator, "JW"), (Role.Handler, "JW"),
            (Role.UnitHead, "JW"),
        ];
        foreach (var role in Posts.Held)
            foreach (var unit in new[] { "XF", "ZJ", "JW" })
            {
                var decision = Appoint(Sound with { Role = role, Unit = unit });
                if (fitting.Contains((role, unit))) decision.Event<PersonAppointed>();
                else decision.Refused("post-unfit", Posts.Source);
            }
    }

    [Theory]
    [InlineData(Role.Petitioner)]
    [InlineData(Role.Partner)]
    [InlineData(Role.System)]
    public void Neither_the_petitioner_nor_the_program_is_a_post(Role role) =>
        Appoint(Sound with { Role = role }).Refused("role-missing");

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("ab")]
    [InlineData("Lu")]
    [InlineData("1lu")]
    [InlineData("陆晓峰")]
    [InlineData("lu xiaofeng")]
    [InlineData("lux\n")]
    public void An_account_name_is_plain(string? login) => Appoint(Sound with { Login = login }).Refused("login-malformed");

    [Fact]
    public void An_account_name_is_used_once() => Appoint(Sound, taken: true).Refused("login-taken");

    [Theory]
    [InlineData(null)]
    [InlineData("elf-zeichen")]
    public void A_password_has_twelve_characters_at_least(string? password)
    {
        Appoint(Sound with { Password = password }).Refused("password-too-short");
        Posts.ResetPassword("s-3", password, Given.Nothing.ActOf(Some.Administrator)).Refused("password-too-short");
    }

    [Fact]
    public void A_password_of_twelve_characters_will_do() =>
        Posts.ResetPassword("s-3", "zwoelf-zeich", Given.Nothing.ActOf(Some.Administrator)).Event<PasswordSet>();

    [Fact]
    public void A_password_of_two_hundred_characters_will_do_and_one_more_is_refused()
    {
        var act = Given.Nothing.ActOf(Some.Administrator);
        Posts.ResetPassword("s-3", new string('长', 200), act).Event<PasswordSet>();
        Posts.ResetPassword("s-3", new string('长', 201), act).Refused("too-long");
    }

    [Fact]
    public void A_post_ends_with_a_reason_and_never_by_its_holder()
    {
        var act = Given.Nothing.ActOf(Some.Administrator);
        Posts.End("s-3", " ", 0, act).Refused("missing");
        Posts.End(Some.Administrator.Id, "调离", 0, act).Refused("own-post");
        Assert.Equal("调离", Posts.End("s-3", "调离", 0, act).Event<PostEnded>().Reason.Value);
    }

    [Fact]
    public void A_post_does_not_end_while_its_holder_has_matters_in_hand() =>
        Posts.End("s-3", "调离", 2, Given.Nothing.ActOf(Some.Administrator)).Refused("holds-matters", Handover.Source);

    [Fact]
    public void A_password_is_changed_by_whoever_knows_the_present_one_and_writes_the_new_one_twice()
    {
        var act = Given.Nothing.ActOf(Some.Handler);
        Posts.ChangePassword("zwoelf-zeich", "zwoelf-zeich", isRight: false, isSame: false, act).Refused("password-wrong");
        Posts.ChangePassword("zwoelf-zeich", "zwoelf-zeichen", isRight: true, isSame: false, act).Refused("password-differs");
        Posts.ChangePassword("zwoelf-zeich", "zwoelf-zeich", isRight: true, isSame: true, act).Refused("password-same");
        Posts.ChangePassword("kurz", "kurz", isRight: true, isSame: false, act).Refused("password-too-short");
        Assert.Equal("s-3", Posts.ChangePassword("zwoelf-zeich", "zwoelf-zeich", isRight: true, isSame: false, act).Event<PasswordChanged>().Person);
    }
}
