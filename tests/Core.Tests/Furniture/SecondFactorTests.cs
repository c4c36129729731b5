using Xinqiao.Core.Furniture;
using Xinqiao.Core.Tests.Matters;
using Xunit;

namespace Xinqiao.Core.Tests.Furniture;

public class SecondFactorTests
{
    private static Act Administrator => Given.Nothing.ActOf(Some.Administrator);
    private static Act Another => Given.Nothing.ActOf(Some.Security);
    private static Act Server => Given.Nothing.ActOf(new Actor("system", Role.System, "", ""));

    [Fact]
    public void It_takes_two_administrators_or_the_server_itself_to_reset_one()
    {
        Assert.Equal("s-3", SecondFactor.AskReset("s-3", hasFactor: true, "手机丢失", Administrator).Event<SecondFactorResetAsked>().Person);
        SecondFactor.Reset("s-3", hasFactor: true, askedBy: null, Another).Refused("reset-not-asked");
        SecondFactor.Reset("s-3", hasFactor: true, Some.Administrator.Id, Administrator).Refused("reset-own");
        Assert.Equal(Some.Administrator.Id, SecondFactor.Reset("s-3", hasFactor: true, Some.Administrator.Id, Another).Event<SecondFactorReset>().AskedBy);
        Assert.Null(SecondFactor.Reset("s-3", hasFactor: true, askedBy: null, Server).Event<SecondFactorReset>().AskedBy);
    }

    [Fact]
    public void Nobody_asks_or_agrees_for_their_own_account()
    {
        SecondFactor.AskReset(Some.Administrator.Id, hasFactor: true, "手机丢失", Administrator).Refused("own-factor");
        SecondFactor.Reset(Some.Administrator.Id, hasFactor: true, Some.Security.Id, Administrator).Refused("reset-own");
    }

    [Fact]
    public void Only_a_right_code_enrols_and_only_once()
    {
        var act = Given.Nothing.ActOf(Some.Handler);
        SecondFactor.Enrol(isRight: false, hasFactor: false, act).Refused("code-wrong");
        SecondFactor.Enrol(isRight: true, hasFactor: true, act).Refused("factor-enrolled");
        Assert.Equal("s-3", SecondFactor.Enrol(isRight: true, hasFactor: false, act).Event<SecondFactorEnrolled>().Person);
    }

    [Fact]
    public void A_post_is_named_that_somebody_can_hold()
    {
        SecondFactor.Set(Role.Petitioner, required: true, Another).Refused("role-missing");
        SecondFactor.Set(Role.UnitHead, required: true, Administrator).Refused("not-your-role");
        Assert.True(SecondFactor.Set(Role.UnitHead, required: true, Another).Event<SecondFactorSet>().Required);
    }
}
