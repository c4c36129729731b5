using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Core.Redaction;
using Xinqiao.Core.Regulation;
using Xunit;

namespace Xinqiao.Core.Tests.Matters;

/// <summary>公开答复: who publishes what of which matter, and how it is gone again.</summary>
public class PublishingTests
{
    private const string Id = "0123456789abcdef0123456789abcdef";

    private static readonly Article Article30 = Register.Article30.InParagraph(3);

    private static Decision Publish(Given given, PublicText? text = null, Actor? by = null) =>
        given.Asks(by ?? Some.Head, (m, act) => Publishing.Publish(m, Id, text ?? Some.PublicText, act));

    private static Decision Withdraw(Given given, string? reason = "政策已经变化", Actor? by = null) =>
        given.Asks(by ?? Some.Head, (m, act) => Publishing.Withdraw(m, reason, act));

    private static Decision Object(Given given, Actor? by = null, bool ownHand = true) =>
        given.Asks(by ?? Actor.Petitioner, (m, act) => Publishing.Object(m, null, ownHand, act));

    private static void AssertTakenDown(Matter matter)
    {
        Assert.False(matter.Published!.IsPublic);
        Assert.NotNull(Assert.Single(PublicAnswerRow.Of(matter)).WithdrawnOn);
    }

    // As the fold sees an event that no decider makes at this point.
    private static Matter Happens(Given given, CaseEvent e, Actor by) => Matter.Apply(
        given.Matter, new Recorded(99, given.Matter.Version + 1, given.ActOf(by).RecordedAt, by.Id, by.Role, by.Unit, PrivateText.Absent, e));

    [Fact]
    public void The_head_of_the_unit_that_answered_publishes_and_nobody_else()
    {
        foreach (var actor in Some.Everybody.Where(a => a != Some.Head))
            Publish(Given.Served(), by: actor).Refused("not-your-role", Authority.Source);
        Publish(Given.Served(), by: Some.Head with { Unit = "CG" }).Refused("not-your-unit", Authority.Source);
        var given = Given.Served();
        var published = Publish(given).Event<AnswerPublished>();
        Assert.Equal((Id, "ZJ", "010000"), (published.Answer, published.Unit, published.Category));
        Assert.Equal(
            new PublicAnswerRow(given.Matter.Id.Value, Id, given.Matter.Version, "ZJ", "010000", "2026-03-02", null),
            Assert.Single(PublicAnswerRow.Of(given.Matter)));
    }

    [Fact]
    public void The_event_counts_marks_and_holds_no_word_of_the_text_in_clear()
    {
        var payload = new PayloadWriter();
        Publish(Given.Served()).Event<AnswerPublished>().Write(payload);
        Assert.Equal(["title", "question", "answer"], payload.Texts.Select(t => t.Key));
        Assert.Contains(payload.Facts, f => f is { Key: "struck-1", Value: "name=1" });
        Assert.DoesNotContain(payload.Facts, f => f.Value is string s && payload.Texts.Any(t => t.Value == s));
    }

    [Theory]
    [InlineData(nameof(Given.Filed))]
    [InlineData(nameof(Given.Accepted))]
    [InlineData(nameof(Given.Approved))]
    public void Before_the_answer_was_served_there_is_nothing_to_publish(string state)
    {
        var given = state switch { nameof(Given.Filed) => Given.Filed(), nameof(Given.Accepted) => Given.Accepted(), _ => Given.Approved() };
        var head = Some.Head with { Unit = given.Matter.Dispatch?.Unit ?? "" };
        if (given.Matter.Dispatch is null) Publish(given).Refused("not-your-unit");
        else Publish(given, by: head).Refused("not-served", Publishing.Source);
    }

    [Fact]
    public void Of_accusations_and_reports_of_retaliation_nothing_is_published_under_article_30()
    {
        var served = Given.Served().Matter;
        var act = Given.Served().ActOf(Some.Head);
        Publishing.Publish(served with { Sealed = true }, Id, Some.PublicText, act).Refused("sealed", Article30);
        foreach (var purpose in (Purpose[])[Purpose.Accusation, Purpose.Mixed])
            Publishing.Publish(served with { Purpose = purpose }, Id, Some.PublicText, act).Refused("accusation", Article30);
        Publishing.Publish(served with { ReportsRetaliation = true }, Id, Some.PublicText, act).Refused("accusation", Article30);
    }

    [Fact]
    public void What_a_unit_objects_to_and_what_was_withdrawn_is_not_published()
    {
        var (served, act) = (Given.Served().Matter, Given.Served().ActOf(Some.Head));
        Publishing.Publish(served with { Objections = [new("ZJ", "住建局", Given.Monday)] }, Id, Some.PublicText, act).Refused("objected", Publishing.Source);
        Publishing.Publish(served with { WithdrawnOn = Given.Monday }, Id, Some.PublicText, act).Refused("withdrawn", Withdrawal.Source);
    }

    [Fact]
    public void Nothing_is_published_before_it_was_previewed_or_without_title_question_and_answer()
    {
        Given.Served().Asks(Some.Head, (m, act) => Publishing.Publish(m, Id, null, act)).Refused("no-preview", Publishing.Source);
        foreach (var (field, text) in new[]
        {
            ("title", Some.PublicText with { Title = " " }), ("question", Some.PublicText with { Question = "" }),
            ("answer", Some.PublicText with { Answer = "\n" }),
        })
            Assert.Equal(field, Publish(Given.Served(), text).Refused("missing", Publishing.Source).Field);
        Assert.Equal("title", Publish(Given.Served(), Some.PublicText with { Title = new string('长', 61) }).Refused("too-long").Field);
    }

    [Fact]
    public void It_is_public_once_and_after_it_was_withdrawn_may_be_published_anew()
    {
        var given = Given.Served();
        Publish(given);
        Publish(given).Refused("already-public", Publishing.Source);
        Withdraw(given, " ").Refused("missing", Publishing.Source);
        Withdraw(given).Event<AnswerWithdrawn>();
        AssertTakenDown(given.Matter);
        Withdraw(given).Refused("not-public", Publishing.Source);
        Publish(given).Event<AnswerPublished>();
        Assert.Null(Assert.Single(PublicAnswerRow.Of(given.Matter)).WithdrawnOn);
    }

    [Fact]
    public void The_head_and_the_router_take_it_down_and_no_other_officer()
    {
        Withdraw(Given.Served().Publish(), by: Some.Router).Event<AnswerWithdrawn>();
        Withdraw(Given.Served().Publish(), by: Some.Head with { Unit = "CG" }).Refused("not-your-unit");
        foreach (var actor in Some.Everybody.Where(a => a != Some.Head && a != Some.Router))
            Withdraw(Given.Served().Publish(), by: actor).Refused("not-your-role", Authority.Source);
    }

    [Fact]
    public void Whoever_petitioned_has_it_taken_down_without_a_reason_and_it_is_not_published_again()
    {
        var given = Given.Served().Publish();
        Object(given, ownHand: false).Refused("second-factor", OwnHand.Source);
        foreach (var actor in Some.Everybody.Where(a => a.Role != Role.Petitioner)) Object(given, actor).Refused("not-the-petitioner", Publishing.Source);
        Object(given).Event<AnswerWithdrawn>();
        AssertTakenDown(given.Matter);
        Object(given).Refused("not-public", Publishing.Source);
        Publish(given).Refused("petitioner-objects", Publishing.Source);
    }

    [Fact]
    public void Sealing_an_objection_and_a_withdrawal_take_it_down_and_unsealing_does_not_bring_it_back()
    {
        var given = Given.Served().Publish();
        AssertTakenDown(Happens(given, new MatterWithdrawn(given.Matter.Id, "不反映了"), Actor.Petitioner));
        AssertTakenDown(Happens(given, new ObjectionFiled(
            given.Matter.Id, "ZJ", "崇住建〔2026〕9号", "住建局", "电话", Given.Monday, "理由", "依据", "城管局"), Some.Handler));
        var sealedOne = Happens(given, new MatterSealed(given.Matter.Id, Purpose.Mixed, "反映收钱"), Some.Router);
        AssertTakenDown(sealedOne);
        var unsealed = Matter.Apply(sealedOne, new Recorded(
            100, sealedOne.Version + 1, sealedOne.LastAt, "s-7", Role.DisciplineLiaison, "JW", PrivateText.Absent,
            new MatterUnsealed(sealedOne.Id, Purpose.Request, "不涉及")));
        AssertTakenDown(unsealed);
    }

    [Fact]
    public void Where_a_word_of_it_is_erased_it_is_not_public_any_more()
    {
        var given = Given.Served().Publish();
        IReadOnlyList<TextPlace> elsewhere = [new TextPlace(0, "narrative")], inIt = [new TextPlace(given.Matter.Published!.Position, "answer")];
        Erase(elsewhere);
        Assert.True(given.Matter.Published!.IsPublic);
        Erase(inIt);
        AssertTakenDown(given.Matter);

        void Erase(IReadOnlyList<TextPlace> places) => given
            .When(Some.Registrar, (m, act) => Erasing.Ask(m, [.. places], [.. places], ErasureGround.ConsentWithdrawn, "撤回同意", act))
            .When(Some.Router, (m, act) => Erasing.Approve(m, [.. places], Some.Office, act));
    }

    [Fact]
    public void Every_mark_is_struck_unless_it_is_kept_field_by_field_and_counted()
    {
        var draft = new PublicDraft("周桂兰家的雨水管", "雨水管破了找谁？", "请打0513-85062345，或者找物业公司。周桂兰家已经修好。");
        var marks = draft.Marks(new KnownParty(["周桂兰"], [], [], []));
        Assert.Equal(["title", "answer", "answer"], marks.Select(m => m.Field));
        var all = draft.Strike(marks, []);
        Assert.Equal(("〔隐去〕家的雨水管", "雨水管破了找谁？", "请打〔隐去〕，或者找物业公司。〔隐去〕家已经修好。"), (all.Title, all.Question, all.Answer));
        Assert.Equal(["name=2", "phone=1"], all.Struck);
        Assert.Empty(all.Kept);
        var kept = draft.Strike(marks, [marks.Single(m => m.Passage.Kind == RevealingKind.Phone)]);
        Assert.Contains("0513-85062345", kept.Answer, StringComparison.Ordinal);
        Assert.DoesNotContain("周桂兰", kept.Title + kept.Answer, StringComparison.Ordinal);
        Assert.Equal(["name=2"], kept.Struck);
        Assert.Equal(["phone=1"], kept.Kept);
    }
}
