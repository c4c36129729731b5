using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Core.Regulation;
using Xunit;

namespace Xinqiao.Core.Tests.Matters;

public class RatingTests
{
    private static readonly Article Article21 = Register.Article21.InParagraph(2);

    private static Decision Rate(
        Given given, Actor? by = null, bool secondFactor = true, Satisfaction? department = Satisfaction.Satisfied,
        Satisfaction? unit = Satisfaction.Dissatisfied, string? reason = null) =>
        Rating.Rate(given.Matter, department, unit, reason, secondFactor, given.ActOf(by ?? Actor.Petitioner));

    [Fact]
    public void The_petitioner_judges_the_department_and_the_unit_apart()
    {
        var rated = Rate(Given.Served(), reason: "地板没有赔").Event<HandlingRated>();
        Assert.Equal((Satisfaction.Satisfied, Satisfaction.Dissatisfied), (rated.Department, rated.Unit));
    }

    [Fact]
    public void Nobody_but_the_petitioner_can_rate()
    {
        foreach (var actor in Some.Everybody.Where(a => a.Role != Role.Petitioner))
            Rate(Given.Served(), actor).Refused("not-the-petitioner", Article21);
        Rate(Given.Served(), new Actor("system", Role.System, "", "")).Refused("not-the-petitioner", Article21);
    }

    [Fact]
    public void Without_the_second_factor_there_is_no_rating() =>
        Rate(Given.Served(), secondFactor: false).Refused("second-factor", Article21);

    [Fact]
    public void Before_the_opinion_was_served_there_is_nothing_to_rate() => Rate(Given.Approved()).Refused("not-served", Article21);

    [Fact]
    public void The_last_day_of_the_window_still_counts() => Rate(Given.Served().DaysLater(30)).Event<HandlingRated>();

    [Fact]
    public void After_thirty_days_the_window_is_closed() =>
        Rate(Given.Served().DaysLater(31)).Refused("window-closed", Rating.Window);

    [Fact]
    public void Both_are_judged() =>
        Assert.Equal(["department-missing", "unit-missing"], Assert.IsType<Decision.Refused>(
            Rate(Given.Served(), department: null, unit: null)).Refusals.Select(r => r.Code));

    [Fact]
    public void An_overlong_reason_is_refused() =>
        Rate(Given.Served(), reason: new string('字', PetitionLimits.Note + 1)).Refused("too-long", TextRule.Source);

    [Fact]
    public void A_rating_can_be_changed_within_the_window() =>
        Rate(Given.Served().Rate().DaysLater(5)).Event<HandlingRated>();
}
