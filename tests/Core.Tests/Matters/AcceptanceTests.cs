using Xinqiao.Core.Matters;
using Xinqiao.Core.Regulation;
using Xunit;

namespace Xinqiao.Core.Tests.Matters;

public class AcceptanceTests
{
    private static readonly Article Article31 = Register.Article31.InItem(6);

    private static Decision Accept(Given given, string? handler = "陆晓峰", string? scope = "雨水管维修", Actor? by = null) =>
        Acceptance.Accept(given.Matter, handler, scope, Some.Housing, given.ActOf(by ?? Some.Handler));

    [Fact]
    public void From_the_day_of_acceptance_sixty_days_run()
    {
        var accepted = Accept(Given.Noticed()).Event<MatterAccepted>();
        Assert.Equal((new DateOnly(2026, 3, 2), new DateOnly(2026, 5, 1)), (accepted.AcceptedOn, accepted.DueOn));
    }

    [Fact]
    public void Without_a_notice_there_is_no_acceptance_under_article_23() =>
        Accept(Given.Received()).Refused("no-notice", Register.Article23.InParagraph(3));

    [Theory]
    [InlineData(Route.Litigation)]
    [InlineData(Route.Arbitration)]
    [InlineData(Route.PartyAppeal)]
    [InlineData(Route.AdministrativeProcedure)]
    [InlineData(Route.StatutoryDuty)]
    public void A_matter_of_another_route_is_not_accepted_under_article_31_item_6(Route route) =>
        Accept(Given.Noticed(route)).Refused("other-route", Article31);

    [Fact]
    public void It_is_accepted_once() => Accept(Given.Accepted()).Refused("already-accepted", Article31);

    [Fact]
    public void A_handler_must_be_named() => Accept(Given.Noticed(), handler: " ").Refused("missing", Letter.Source);

    [Fact]
    public void The_scope_must_be_told() => Accept(Given.Noticed(), scope: null).Refused("missing", Article31);

    [Fact]
    public void A_form_gets_all_its_errors_at_once() =>
        Assert.Equal(["handlerName", "scope"],
            Assert.IsType<Decision.Refused>(Accept(Given.Noticed(), null, null)).Refusals.Select(r => r.Field));

    [Fact]
    public void Only_the_unit_that_holds_it_accepts() => Accept(Given.Noticed(), by: Some.OtherHandler).Refused("not-your-unit");
}
