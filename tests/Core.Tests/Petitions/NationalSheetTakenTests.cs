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
        Assert.Equal((act.Today, 3), NationalSheetTaken.Take(act.Today, 3, act).Event<NationalSheetTaken>() is var e ? (e.Day, e.Petitions) : default);
        NationalSheetTaken.Take(act.Today.AddDays(1), 0, act).Refused("day-to-come", NationalNumber.Source);
    }

    [Fact]
    public void Nobody_else_takes_it()
    {
        foreach (var other in Some.Everybody.Where(a => a.Role is not (Role.Registrar or Role.Router)))
            NationalSheetTaken.Take(new DateOnly(2026, 3, 2), 0, Given.Nothing.ActOf(other)).Refused("not-your-role");
    }
}
