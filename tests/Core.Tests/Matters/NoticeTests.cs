using Xinqiao.Core.Matters;
using Xinqiao.Core.Regulation;
using Xunit;

namespace Xinqiao.Core.Tests.Matters;

public class NoticeTests
{
    private static readonly Article Article23 = Register.Article23.InParagraph(3);

    private static Decision Issue(Given given, Route? route = Route.PetitionProcedure, string? procedure = "现场查看后答复。", Actor? by = null) =>
        Notice.Issue(given.Matter, route, procedure, Some.Housing, given.ActOf(by ?? Some.Handler), Some.Diversion);

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

    [Theory]
    [InlineData(null, "材料已移交", "organ")]
    [InlineData("  ", "材料已移交", "organ")]
    [InlineData("崇川区人民法院", null, "materials")]
    [InlineData("＿＿法院", "材料已移交", "organ")]
    public void A_notice_of_another_route_names_the_organ_there_and_what_was_passed_on(string? organ, string? materials, string field)
    {
        var given = Given.Received();
        var decision = Notice.Issue(
            given.Matter, Route.Litigation, "请起诉。", Some.Housing, given.ActOf(Some.Handler), new Diversion(organ, materials));
        var refusal = Assert.Single(Assert.IsType<Decision.Refused>(decision).Refusals);
        Assert.Equal(field, refusal.Field);
        Assert.EndsWith("。", refusal.Reason.ToString());
    }

    [Fact]
    public void A_notice_of_the_petition_procedure_leads_nowhere_else()
    {
        var notice = Issue(Given.Received()).Event<NoticeIssued>();
        Assert.Equal((null, null), (notice.Organ.Value, notice.Materials.Value));
    }

    [Theory]
    [InlineData(Route.PetitionProcedure, DocumentKind.Notice)]
    [InlineData(Route.Arbitration, DocumentKind.Diversion)]
    public void The_notice_of_another_route_is_a_document_of_its_own_and_its_service_keeps_the_term(Route route, DocumentKind kind)
    {
        var given = Given.Noticed(route).Serve(kind);
        Assert.Equal(kind, given.Matter.NoticeGiven!.Kind);
        var term = Deadlines.Of(given.Matter, given.Rules).Single(d => d.Clock.Id == ClockId.ForwardedNotice);
        Assert.Equal(given.Today, term.MetOn);
    }

    [Fact]
    public void On_the_spot_the_notice_is_issued_and_served_in_one_act()
    {
        var given = Given.Received();
        var decision = Notice.IssueOnTheSpot(
            given.Matter, Route.Arbitration, "请申请仲裁。", " 周桂兰 ", Some.Housing, given.ActOf(Some.Handler), Some.Diversion);
        var served = decision.Event<DocumentServed>();
        Assert.Equal(
            (DocumentKind.Diversion, decision.Event<NoticeIssued>().DocumentNumber, ServiceMethod.Direct, given.Today),
            (served.Document, served.DocumentNumber, served.Method, served.ServedOn));
        Assert.Equal("当场宣读并交付，周桂兰签收", served.Proof.Value);
    }

    [Fact]
    public void On_the_spot_somebody_must_have_signed_and_every_error_is_told_at_once()
    {
        var given = Given.Received();
        var refused = Assert.IsType<Decision.Refused>(
            Notice.IssueOnTheSpot(given.Matter, Route.PetitionProcedure, "", "", Some.Housing, given.ActOf(Some.Handler)));
        Assert.Equal(["procedure", "signedBy"], refused.Refusals.Select(r => r.Field));
    }

    [Fact]
    public void Every_route_names_its_item_an_organ_a_procedure_and_limits()
    {
        var guides = Words.All<Route>().Select(RouteGuide.To).ToList();
        Assert.Equal([1, 2, 3, 4, 5, 6], guides.Select(g => g.Source.Item!.Value));
        Assert.All(guides, g => Assert.All([g.Organ, g.Procedure, g.TimeLimits], text => Assert.NotEmpty(text)));
    }
}
