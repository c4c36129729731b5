using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Core.Regulation;
using Xinqiao.Core.Tests.Matters;
using Xinqiao.Web.Documents;
using Xinqiao.Web.Storage;
using Xunit;

namespace Xinqiao.Web.Tests;

public sealed class LetterCompositionTests
{
    private static Given Whole(FilePetition? filing = null) => Given.Filed(filing)
        .Register().Forward().DaysLater(1).Receive().GiveNotice().Accept().DaysLater(3).Extend(20).Submit().Approve()
        .Serve(DocumentKind.Notice).Serve(DocumentKind.Opinion);

    private static PrintedLetter? Compose(
        DocumentKind kind, int version, IReadOnlyList<Recorded> matter, IReadOnlyList<Recorded> petition) => Letters.Compose(
        kind, version, new History<Matter>(matter.Aggregate((Matter?)null, Matter.Apply)!, matter),
        new History<Petition>(petition.Aggregate((Petition?)null, Petition.Apply)!, petition), Calendar.Embedded);

    private static List<PrintedLetter> All(IReadOnlyList<Recorded> matter, IReadOnlyList<Recorded> petition) =>
        [.. Letters.Of(matter).Select(d => Compose(d.Kind, d.Version, matter, petition)!)];

    private static PrintedLetter One(Given given, DocumentKind kind) =>
        All(given.OfMatter, given.OfPetition).Last(l => l.Kind == kind);

    private static string Text(PrintedLetter letter) => string.Join('\n', new[] { letter.Addressee, letter.Contact }
        .Concat(letter.Sections.SelectMany(s => s.Paragraphs.Concat((s.Fields ?? []).Select(f => f.Label + f.Value)))));

    private static Given Assigned() => Given.Registered().SubmitUpward()
        .When(Some.Router, (m, act) => Submission.RecordDecision(m, new LegalDay(act.Today, "收文18号", null), "请牵头办理", act)).Assign();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_came_later_changes_no_letter(bool assigned)
    {
        var given = assigned ? Assigned().DaysLater(1).Receive().GiveNotice().Accept() : Whole();
        foreach (var (kind, version) in Letters.Of(given.OfMatter))
        {
            var then = given.OfMatter.Where(r => r.Version <= version).ToList();
            Assert.Equal(Text(Compose(kind, version, then, given.OfPetition)!), Text(Compose(kind, version, given.OfMatter, given.OfPetition)!));
        }
    }

    [Fact]
    public void Erased_texts_are_told_as_erased_on_every_document_that_needs_them()
    {
        var given = Whole();
        var letters = All([.. given.OfMatter.Select(Erased)], [.. given.OfPetition.Select(Erased)]);
        Assert.Equal(8, letters.Count);
        Assert.All(letters, letter => Assert.Contains(PrintedLetter.Erased, Text(letter)));
        Assert.All(letters, letter => Assert.DoesNotContain("周桂兰", Text(letter)));
    }

    [Fact]
    public void Erased_texts_are_told_as_erased_on_an_assignment_and_a_submission_too()
    {
        var given = Assigned();
        var letters = All([.. given.OfMatter.Select(Erased)], [.. given.OfPetition.Select(Erased)]);
        Assert.Equal([DocumentKind.Submission, DocumentKind.RegistrationReceipt, DocumentKind.AssignmentLetter], letters.Select(l => l.Kind));
        Assert.All(letters, letter => Assert.Contains(PrintedLetter.Erased, Text(letter)));
        Assert.All(letters, letter => Assert.DoesNotContain("周桂兰", Text(letter)));
    }

    [Fact]
    public void Where_it_was_sent_for_an_assignment_every_letter_says_so()
    {
        var given = Assigned().DaysLater(1).Receive().GiveNotice();
        Assert.Contains("交办崇川区住房和城乡建设局处理", Text(One(given, DocumentKind.RegistrationReceipt)));
        Assert.Contains("自收到交办之日起15日内", Text(One(given, DocumentKind.RegistrationReceipt)));
        Assert.Contains("于2026年3月2日交办我单位", Text(One(given, DocumentKind.Notice)));
    }

    [Fact]
    public void An_assignment_that_follows_a_forwarding_reckons_the_terms_from_the_forwarding()
    {
        var given = Given.Forwarded().DaysLater(1).Receive().DaysLater(7).Assign().GiveNotice();
        var text = Text(One(given, DocumentKind.AssignmentLetter));
        Assert.Contains("已于2026年3月2日转送你单位（崇信〔2026〕1号）", text);
        Assert.Contains("2026年3月3日收到的，最迟为2026年3月18日", text);
        Assert.Contains("2026年3月3日收到的，最后一日为2026年3月10日", text);
        Assert.DoesNotContain("今日收到", text);
        // The petitioner knows already where it went, and the unit still got it by the forwarding.
        Assert.Single(All(given.OfMatter, given.OfPetition), l => l.Kind == DocumentKind.RegistrationReceipt);
        Assert.Contains("于2026年3月2日转送我单位", Text(One(given, DocumentKind.Notice)));
    }

    [Fact]
    public void A_submission_tells_the_matter_and_not_who_petitions()
    {
        var text = Text(One(Assigned(), DocumentKind.Submission));
        Assert.Contains("修复雨水管", text);
        Assert.DoesNotContain("周桂兰", text);
        Assert.DoesNotContain("13800000000", text);
    }

    [Fact]
    public void An_anonymous_petitioner_is_addressed_and_forwarded_without_a_name()
    {
        var given = Whole(Some.Filing() with { Anonymous = true });
        Assert.Equal("信访人：", One(given, DocumentKind.RegistrationReceipt).Addressee);
        Assert.Contains("信访人：未具名", Text(One(given, DocumentKind.ForwardingLetter)));
        Assert.Contains("免予书面告知", Text(One(given, DocumentKind.RegistrationReceipt)));
        Assert.DoesNotContain(PrintedLetter.Erased, string.Concat(All(given.OfMatter, given.OfPetition).Select(Text)));
    }

    [Theory]
    [InlineData(Route.Litigation, "6个月")]
    [InlineData(Route.Arbitration, "1年")]
    [InlineData(Route.AdministrativeProcedure, "60日")]
    public void A_notice_of_another_route_names_the_organ_its_limits_and_what_was_passed_on(Route route, string limit)
    {
        var text = Text(One(Given.Noticed(route), DocumentKind.Diversion));
        Assert.Contains(Some.Diversion.Organ!, text);
        Assert.Contains(Some.Diversion.Materials!, text);
        Assert.Contains(limit, text);
        Assert.DoesNotContain("我单位处理", text);
    }

    [Fact]
    public void The_five_working_days_are_dated_from_the_calendar_and_not_guessed_without_it()
    {
        Assert.Contains("最后一日为2026年3月9日", Text(One(Given.Forwarded(), DocumentKind.ForwardingLetter)));
        var december = Given.Filed(on: new(2026, 12, 29)).Register().Forward();
        Assert.Contains("须待次年放假安排发布后确定", Text(One(december, DocumentKind.ForwardingLetter)));
    }

    [Fact]
    public void A_letter_forwarded_under_the_regulation_of_2005_is_composed_by_its_own_terms()
    {
        var text = Text(One(Given.Filed(on: new(2022, 4, 20)).Register().Forward(), DocumentKind.ForwardingLetter));
        Assert.Contains("2022年5月5日", text);
        Assert.DoesNotContain("5个工作日", text);
    }

    [Fact]
    public void Where_nothing_is_supported_the_opinion_says_that_nothing_is_to_be_carried_out()
    {
        var draft = Some.Draft with
        {
            Answers = [.. Some.Draft.Answers.Select(a => a with { Outcome = Outcome.NotSupported })],
            Execution = null,
            ExecuteBy = null,
        };
        var given = Given.Accepted().When(Some.Handler, (m, act) => Opinion.Submit(m, draft, act)).Approve();
        Assert.Contains("没有需要执行的事项", Text(One(given, DocumentKind.Opinion)));
    }

    [Fact]
    public void The_opinion_holds_the_text_that_was_approved_and_not_an_earlier_draft()
    {
        var given = Given.Submitted().When(Some.Head, (m, act) => Opinion.Return(m, "请补充", act))
            .When(Some.Handler, (m, act) => Opinion.Submit(m, Some.Draft with { Facts = "补充查明的事实。" }, act)).Approve();
        var text = Text(One(given, DocumentKind.Opinion));
        Assert.Contains("补充查明的事实。", text);
        Assert.DoesNotContain("经现场查看，雨水管破损属实。", text);
    }

    [Fact]
    public void A_kind_that_was_not_issued_at_a_version_is_no_document()
    {
        var given = Whole();
        var issued = Letters.Of(given.OfMatter).ToHashSet();
        foreach (var kind in Words.All<DocumentKind>())
            foreach (var version in Enumerable.Range(-1, given.Matter.Version + 3).Where(v => !issued.Contains((kind, v))))
                Assert.Null(Compose(kind, version, given.OfMatter, given.OfPetition));
    }

    [Fact]
    public void A_back_entry_shows_its_reason_on_the_proof_of_service()
    {
        var given = Given.Approved().DaysLater(9).When(Some.Handler, (m, act) => Service.Serve(m, new ServeDocument(
            DocumentKind.Opinion, ServiceMethod.Post, new LegalDay(new(2026, 3, 4), "EMS1234", "回执今日寄回"), "本人签收"), act));
        var text = Text(One(given, DocumentKind.ProofOfService));
        Assert.Contains("补录理由回执今日寄回", text);
        Assert.Contains("送达日期2026年3月4日", text);
    }

    private static Recorded Erased(Recorded recorded)
    {
        var payload = new PayloadWriter();
        recorded.Event.Write(payload);
        return recorded with
        {
            Event = EventCatalogue.Read(recorded.Event.StoredName, new PayloadReader(recorded.Event.Stream, payload.Facts.ToDictionary())),
        };
    }
}
