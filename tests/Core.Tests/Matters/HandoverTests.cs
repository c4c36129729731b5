using Xinqiao.Core.Furniture;
using Xinqiao.Core.Matters;
using Xunit;

namespace Xinqiao.Core.Tests.Matters;

public class HandoverTests
{
    private static readonly PostHolder Leaver = new("s-3", "陆晓峰", Role.Handler, "ZJ");
    private static readonly PostHolder Colleague = new("s-12", "祝明", Role.Handler, "ZJ");

    private static Act Act => Given.Nothing.ActOf(Some.Administrator);

    [Fact]
    public void Open_work_passes_to_a_colleague_of_the_same_unit_and_post_with_a_reason()
    {
        var arranged = Handover.Arrange(Leaver, Colleague, Act.Today, "产假", Act).Event<HandoverArranged>();
        Assert.Equal(("s-3", "s-12", "产假"), (arranged.Person, arranged.To, arranged.Reason.Value));
        foreach (var other in new[] { null, Leaver, Colleague with { Unit = "CG" }, Colleague with { Role = Role.UnitHead } })
            Handover.Arrange(Leaver, other, Act.Today, "产假", Act).Refused("successor", Handover.Source);
        Handover.Arrange(Leaver, Colleague, Act.Today.AddDays(-1), "产假", Act).Refused("handover-day");
        Handover.Arrange(Leaver, Colleague, Act.Today, " ", Act).Refused("missing");
    }

    [Fact]
    public void A_matter_that_passes_keeps_unit_stage_and_terms_and_has_another_holder()
    {
        var given = Given.Filed(Some.Filing()).Register().Forward().Receive();
        var before = given.Matter;
        var decision = Handover.Pass("s-3", "s-12", "产假", [before], given.ActOf(Some.Administrator));
        Assert.Equal(1, decision.Event<HandoverDone>().Matters);
        given.When(Some.Administrator, (m, act) => Handover.PassMatter(m, "s-3", "s-12", "产假", act));
        Assert.Equal(before with { Holder = "s-12", Version = given.Matter.Version, LastAt = given.Matter.LastAt, Hands = given.Matter.Hands }, given.Matter);
    }

    [Fact]
    public void What_somebody_else_holds_or_nobody_has_to_do_any_more_is_left_alone()
    {
        var given = Given.Filed(Some.Filing()).Register().Forward().Receive();
        var decision = Handover.Pass("s-99", "s-12", "产假", [given.Matter], given.ActOf(Some.Administrator));
        Assert.Equal(0, decision.Event<HandoverDone>().Matters);
        Handover.PassMatter(given.Matter with { WithdrawnOn = given.Today }, "s-3", "s-12", "产假", given.ActOf(Some.Administrator))
            .Refused("nothing-open");
    }

    [Fact]
    public void Nobody_but_an_administrator_arranges_it()
    {
        foreach (var other in Some.Everybody.Where(a => a.Role != Role.Administrator))
            Handover.Arrange(Leaver, Colleague, Act.Today, "产假", Given.Nothing.ActOf(other)).Refused("not-your-role");
    }
}
