using Xinqiao.Core.Matters;
using Xunit;

namespace Xinqiao.Core.Tests.Matters;

public class ServiceTests
{
    private static ServeDocument Command(DateOnly? on = null) => Some.Serving(DocumentKind.Opinion, on ?? Given.Monday);

    /// <summary>With what every method demands.</summary>
    private static ServeDocument Told => Command() with
    {
        Relation = Substitute.Family,
        Witness = "居委会张某、李某",
        PublishedOn = Given.Monday,
        Tried = "邮寄两次退回",
    };

    private static Decision Serve(Given given, ServeDocument? command = null, Actor? by = null) =>
        Service.Serve(given.Matter, command ?? Command(given.Today), given.ActOf(by ?? Some.Handler));

    [Fact]
    public void A_served_opinion_ends_the_handling()
    {
        var given = Given.Approved().DaysLater(3).Serve(DocumentKind.Opinion);
        Assert.Equal((Stage.Served, new DateOnly(2026, 3, 5)), (given.Matter.Stage, given.Matter.ServedOn(DocumentKind.Opinion)));
    }

    [Theory]
    [InlineData(DocumentKind.ForwardingLetter)]
    [InlineData(DocumentKind.RegistrationReceipt)]
    [InlineData(DocumentKind.ProofOfService)]
    [InlineData(DocumentKind.Extension)]
    public void Only_a_document_issued_to_the_petitioner_is_served(DocumentKind kind) =>
        Serve(Given.Approved(), Command() with { Document = kind }).Refused("no-document", Service.Source);

    [Fact]
    public void A_document_must_be_chosen() =>
        Serve(Given.Approved(), Command() with { Document = null }).Refused("no-document", Service.Source);

    [Fact]
    public void A_document_is_served_once() => Serve(Given.Served()).Refused("already-served", Service.Source);

    [Fact]
    public void Without_proof_nothing_was_served()
    {
        var refused = Assert.IsType<Decision.Refused>(
            Serve(Given.Approved(), new(DocumentKind.Opinion, null, null, null)));
        Assert.Equal(["method-missing", "date-missing", "evidence-missing", "missing"], refused.Refusals.Select(r => r.Code));
        Assert.All(refused.Refusals, r => Assert.Equal(Service.Source, r.Basis));
    }

    [Theory]
    [InlineData(ServiceMethod.Direct, "签名")]
    [InlineData(ServiceMethod.Substituted, "关系")]
    [InlineData(ServiceMethod.Retained, "见证人")]
    [InlineData(ServiceMethod.Electronic, "系统")]
    [InlineData(ServiceMethod.Post, "签收")]
    [InlineData(ServiceMethod.PublicNotice, "刊登")]
    public void Each_method_asks_for_its_own_proof(ServiceMethod method, string asks) =>
        Assert.Contains(asks, Serve(Given.Approved(), Told with { Method = method, Proof = null }).Refused("missing").Reason.ToString());

    [Theory]
    [InlineData(ServiceMethod.Substituted, "relation-missing", "relation")]
    [InlineData(ServiceMethod.Retained, "missing", "witness")]
    [InlineData(ServiceMethod.PublicNotice, "missing", "tried")]
    [InlineData(ServiceMethod.PublicNotice, "published-missing", "published")]
    public void What_a_method_demands_beyond_the_proof_is_named(ServiceMethod method, string code, string field)
    {
        var refused = Assert.IsType<Decision.Refused>(Serve(Given.Approved(), Command() with { Method = method }));
        Assert.Contains(refused.Refusals, r => r.Code == code && r.Field == field && r.Basis == Service.Source);
    }

    [Theory]
    [InlineData(ServiceMethod.Substituted, "沈某；与信访人的关系：同住成年家属")]
    [InlineData(ServiceMethod.Retained, "沈某；见证人或录像编号：居委会张某、李某")]
    [InlineData(ServiceMethod.PublicNotice, "沈某；发布日期：2026年3月2日；其他方式无法送达的情况：邮寄两次退回")]
    [InlineData(ServiceMethod.Post, "沈某")]
    public void The_proof_of_service_holds_all_that_its_method_demands(ServiceMethod method, string proof)
    {
        var given = Given.Approved().DaysLater(method == ServiceMethod.PublicNotice ? 30 : 0);
        var command = Told with { Method = method, Proof = "沈某", Served = new LegalDay(given.Today, "凭证1", null) };
        Assert.Equal(proof, Serve(given, command).Event<DocumentServed>().Proof.Value);
    }

    [Fact]
    public void A_public_notice_that_appeared_before_the_document_was_issued_proves_nothing() =>
        Serve(Given.Approved(), Told with { Method = ServiceMethod.PublicNotice, PublishedOn = Given.Monday.AddDays(-30) })
            .Refused("published-before-issue", Service.Source);

    [Fact]
    public void Electronic_service_needs_the_petitioners_consent() =>
        Serve(Given.Filed(Some.Filing() with { ElectronicConsent = false }).Register().Forward().Receive().GiveNotice(),
            Command() with { Document = DocumentKind.Notice }).Refused("no-consent", Service.Source);

    [Fact]
    public void Nothing_is_served_before_it_was_issued() =>
        Serve(Given.Approved().DaysLater(1), Command(new(2026, 3, 1))).Refused("before-issue", Service.Source);

    [Fact]
    public void Nothing_is_served_tomorrow() =>
        Serve(Given.Approved(), Command(new(2026, 3, 3))).Refused("after-recording", LegalDay.Source);

    [Theory]
    [InlineData(29, false)]
    [InlineData(30, true)]
    [InlineData(31, false)]
    public void A_public_notice_counts_on_the_thirtieth_day(int days, bool served)
    {
        var given = Given.Approved().DaysLater(days);
        var decision = Serve(given, Told with { Method = ServiceMethod.PublicNotice, Served = new LegalDay(given.Today, "公告1号", null) });
        if (served) decision.Event<DocumentServed>();
        else decision.Refused("notice-period", Service.Source);
    }

    [Fact]
    public void Service_recorded_days_later_is_a_back_entry_with_its_reason()
    {
        var given = Given.Approved().DaysLater(9);
        Serve(given, Command(new(2026, 3, 4))).Refused("back-entry-reason-missing", LegalDay.Source);
        var late = Command() with { Served = new LegalDay(new(2026, 3, 4), "EMS1234", "回执今日寄回") };
        Assert.Equal("回执今日寄回", Serve(given, late).Event<DocumentServed>().BackEntryReason.Value);
    }

    [Fact]
    public void Another_unit_does_not_serve() => Serve(Given.Approved(), by: Some.OtherHandler).Refused("not-your-unit");

    [Fact]
    public void The_document_that_waits_is_the_first_one_not_served()
    {
        var given = Given.Accepted();
        Assert.Equal(DocumentKind.Notice, given.Matter.Unserved!.Kind);
        Assert.Equal(DocumentKind.Acceptance, given.Serve(DocumentKind.Notice).Matter.Unserved!.Kind);
        Assert.Null(given.Serve(DocumentKind.Acceptance).Matter.Unserved);
    }
}
