using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Core.Tests.Matters;
using Xunit;

namespace Xinqiao.Core.Tests.Petitions;

public class NationalSheetTakenTests
{
    [Fact]
    public void Whoever_registers_takes_the_days_sheet_and_leaves_a_trace()
    {
        var act = Given.Nothing.ActOf(Some.Registrar);
        Matter[] matters = [Given.Registered().Matter, Given.Filed(Some.Filing(Purpose.Accusation)).Matter];
        var events = Assert.IsType<Decision.Accepted>(NationalSheetTaken.Take(act.Today, matters, act)).Events;
        // What was sealed since the list was made stays out.
        Assert.Equal(new NationalSheetTaken(act.Today, 1), events[0]);
        var opened = Assert.IsType<IdentityOpened>(Assert.Single(events.Skip(1)));
        Assert.Equal((matters[0].Id, AccessPurpose.NationalSheet, act.RecordedAt), (opened.Matter, opened.Purpose, opened.Until));
        NationalSheetTaken.Take(act.Today.AddDays(1), [], act).Refused("day-to-come", NationalNumber.Source);
    }

    [Fact]
    public void Nobody_else_takes_it()
    {
        foreach (var other in Some.Everybody.Where(a => a.Role is not (Role.Registrar or Role.Router)))
            NationalSheetTaken.Take(new DateOnly(2026, 3, 2), [], Given.Nothing.ActOf(other)).Refused("not-your-role");
    }
}
