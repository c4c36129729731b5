using Xinqiao.Core.Matters;
using Xinqiao.Core.Regulation;
using Xunit;

namespace Xinqiao.Core.Tests.Matters;

public class NoticeTests
{
    private static readonly Article Article23 = Register.Article23.InParagraph(3);

    private static Decision Issue(Given given, Route? route = Route.PetitionProcedure, string? procedure = "现场查看后答复。", Actor? by = null) =>
        Notice.Issue(given.Matter, route, procedure, Some.Housing, given.ActOf(by ?? Some.Handler));

    [Fact]
    public void The_unit_tells_the_petitioner_the_route_and_the_procedure()
    {
        var notice = Issue(Given.Received(), Route.Arbitration).Event<NoticeIssued>();
        Assert.Equal((Route.Arbitration, "南通市崇川区住房和城乡建设局"), (notice.Route, notice.OrganName));
    }

    [Fact]
    public void A_matter_that_was_not_received_gets_no_notice_under_article_23() =>
        Issue(Given.Forwarded()).Refused("not-received", Article23);

    [Fact]
    public void A_second_notice_is_refused_under_article_23() => Issue(Given.Noticed()).Refused("already-issued", Article23);

    [Fact]
    public void A_notice_names_one_of_the_six_routes_of_article_31() =>
        Issue(Given.Received(), route: null).Refused("route-missing", Register.Article31);

    [Theory]
    [InlineData(null)]
    [InlineData("  ")]
    public void A_notice_explains_the_procedure_under_article_23(string? procedure) =>
        Issue(Given.Received(), procedure: procedure).Refused("missing", Article23);

    [Fact]
    public void Another_unit_cannot_give_it() => Issue(Given.Received(), by: Some.OtherHandler).Refused("not-your-unit");

    [Fact]
    public void The_petition_department_cannot_give_it() => Issue(Given.Received(), by: Some.Router).Refused("not-your-role");

    [Theory]
    [InlineData(Route.Litigation, Stage.Routed)]
    [InlineData(Route.StatutoryDuty, Stage.Routed)]
    [InlineData(Route.PetitionProcedure, Stage.ToAccept)]
    public void After_the_notice_only_the_petition_procedure_waits_for_acceptance(Route route, Stage stage) =>
        Assert.Equal(stage, Given.Noticed(route).Matter.Stage);

    [Fact]
    public void Every_route_names_its_item_an_organ_a_procedure_and_limits()
    {
        var guides = Words.All<Route>().Select(RouteGuide.To).ToList();
        Assert.Equal([1, 2, 3, 4, 5, 6], guides.Select(g => g.Source.Item!.Value));
        Assert.All(guides, g => Assert.All([g.Organ, g.Procedure, g.TimeLimits], text => Assert.NotEmpty(text)));
    }
}
