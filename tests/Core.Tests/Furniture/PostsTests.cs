using Xinqiao.Core.Furniture;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Tests.Matters;
using Xunit;

namespace Xinqiao.Core.Tests.Furniture;

public class PostsTests
{
    private static readonly Appointment Sound = new("s-9", "lu.xiaofeng", "陆晓峰", Role.Handler, "ZJ");

    private static readonly Account[] Present =
    [
        new("s-6", "guanli", "吴敏", Role.Administrator, "XF", Ended: false), new("s-13", "anquan", "罗勤", Role.SecurityAdministrator, "XF", Ended: false),
        new("s-3", "chengban", "陆晓峰", Role.Handler, "ZJ", Ended: false), new("s-5", "jiu", "戴云", Role.AuditAdministrator, "XF", Ended: true),
    ];

    private static Act OfSecurity => Given.Nothing.ActOf(Some.Security);

    private static Decision Appoint(Appointment command, bool taken = false, Actor? by = null) => Posts.Appoint(
        command, [Some.Office, Some.Housing, Some.Discipline], taken, Present, Given.Nothing.ActOf(by ?? Some.Administrator));

    private static TypedPassword Typed(string? text) => new(text, PasswordProfile.Asvs, []);

    [Fact]
    public void The_system_administrator_appoints_and_nobody_gets_a_password_by_it()
    {
        var decision = Appoint(Sound);
        Assert.Equal(("s-9", Role.Handler, "ZJ"), decision.Event<PersonAppointed>() is var e ? (e.Person, e.Role, e.Unit) : default);
        Assert.IsType<PersonAppointed>(Assert.Single(Assert.IsType<Decision.Accepted>(decision).Events));
    }

    [Fact]
    public void The_security_administrator_lets_in_whom_another_one_appointed_and_nobody_else_does()
    {
        Assert.Equal("s-9", Posts.IssueFirst(["s-9"], OfSecurity).Event<FirstPasswordIssued>().Person);
        foreach (var other in Some.Everybody.Where(a => a.Role != Role.SecurityAdministrator))
        {
            var act = Given.Nothing.ActOf(other);
            Posts.IssueFirst(["s-9"], act).Refused("not-your-role");
            Posts.ResetPassword("s-9", Typed("zwoelf-zeich"), act).Refused("not-your-role");
            Posts.EndSessions("s-9", 1, act).Refused("not-your-role");
        }
    }

    [Theory]
    [InlineData("吴敏", Role.SecurityAdministrator, true)]
    [InlineData("吴敏", Role.AuditAdministrator, true)]
    [InlineData("罗勤", Role.Administrator, true)]
    [InlineData("罗勤", Role.AuditAdministrator, true)]
    [InlineData("罗勤", Role.SecurityAdministrator, false)] // a second account in the same post gives no second right
    [InlineData("戴云", Role.SecurityAdministrator, false)] // that post has ended
    [InlineData("陆晓峰", Role.AuditAdministrator, false)]
    [InlineData("吴敏", Role.Registrar, false)]
    public void One_person_does_not_hold_two_of_the_three_administrators_posts(string name, Role role, bool refused)
    {
        var decision = Appoint(Sound with { Name = name, Role = role, Unit = "XF" });
        if (refused) decision.Refused("posts-not-separate", Posts.Separation);
        else decision.Event<PersonAppointed>();
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
            .. new[] { "XF", "ZJ", "JW" }.SelectMany(u => new[] { (Role.SecurityAdministrator, u), (Role.AuditAdministrator, u) }),
            (Role.UnitHead, "ZJ"), (Role.Administrator, "ZJ"), (Role.DisciplineLiaison, "JW"), (Role.Administrator, "JW"), (Role.Handler, "JW"),
            (Role.UnitHead, "JW"), (Role.Reviewer, "ZJ"), (Role.ReviewHead, "ZJ"),
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
        Posts.ChangePassword(Typed("zwoelf-zeich"), "zwoelf-zeich", isRight: false, isSame: false, act).Refused("password-wrong");
        Posts.ChangePassword(Typed("zwoelf-zeich"), "zwoelf-zeichen", isRight: true, isSame: false, act).Refused("password-differs");
        Posts.ChangePassword(Typed("zwoelf-zeich"), "zwoelf-zeich", isRight: true, isSame: true, act).Refused("password-same");
        Posts.ChangePassword(Typed("kurz"), "kurz", isRight: true, isSame: false, act).Refused("password-too-short");
        Assert.Equal("s-3", Posts.ChangePassword(Typed("zwoelf-zeich"), "zwoelf-zeich", isRight: true, isSame: false, act).Event<PasswordChanged>().Person);
    }
}
