using Xinqiao.Core.Attachments;
using Xinqiao.Core.Furniture;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Core.Regulation;
using Xunit;

namespace Xinqiao.Core.Tests.Matters;

public class IdentityAccessTests
{
    private static Viewer ViewerOf(Actor actor) => new(actor.Role, actor.Unit, actor.Id);

    private static Given Opened(Given given, Actor by, AccessPurpose purpose = AccessPurpose.Contact, string? note = null) =>
        given.When(by, (m, act) => IdentityAccess.Open(m, purpose, note, act));

    private static IEnumerable<IdentityField> Seen(Given given, Actor by, DateTimeOffset at, AccessPurpose? purpose = null) =>
        IdentityFields.All.Where(IdentityView.Granted(given.Matter, ViewerOf(by), at, purpose).Opens);

    private static DateTimeOffset At(int hour, int day = 2) => new(2026, 3, day, hour, 0, 0, Shanghai.Offset);

    [Fact]
    public void Nothing_of_who_petitions_is_open_before_somebody_said_for_what()
    {
        var given = Given.Forwarded();
        foreach (var actor in Some.Everybody) Assert.Empty(Seen(given, actor, At(9)));
    }

    [Fact]
    public void A_grant_opens_what_the_purpose_needs_to_the_person_in_the_post_until_the_end_of_the_working_day()
    {
        var given = Opened(Given.Forwarded(), Some.Handler);
        IdentityField[] needed = [IdentityField.Name, IdentityField.Phone, IdentityField.Email, IdentityField.Representatives];
        Assert.Equal(needed, Seen(given, Some.Handler, At(9)));
        Assert.Equal(needed, Seen(given, Some.Handler, At(18).AddMilliseconds(-1)));
        Assert.Empty(Seen(given, Some.Handler, At(18)));
        Assert.Empty(Seen(given, Some.Handler, At(9), AccessPurpose.Document));
        foreach (var other in Some.Everybody.Except([Some.Handler])) Assert.Empty(Seen(given, other, At(9)));
        // In another post the same person asks anew.
        Assert.Empty(Seen(given, Some.Handler with { Role = Role.UnitHead }, At(9)));
    }

    [Fact]
    public void What_is_asked_after_the_working_day_is_open_until_midnight_and_the_office_may_set_the_hour()
    {
        var act = Given.Nothing.ActOf(Some.Handler);
        Assert.Equal(At(18), IdentityAccess.UntilOf(act));
        Assert.Equal(At(0, 3), IdentityAccess.UntilOf(act with { RecordedAt = At(18) }));
        var set = new Rules(Calendar.Embedded, new Settings([new Setting(IdentityAccess.UntilKey, "12", new DateOnly(2026, 3, 2))]));
        Assert.Equal(At(12), IdentityAccess.UntilOf(act with { Rules = set }));
        Assert.Equal(At(0, 3), IdentityAccess.UntilOf(act with { Rules = set, RecordedAt = At(13) }));
    }

    [Theory]
    [InlineData("12", null)]
    [InlineData("24", null)]
    [InlineData("0", "setting-value")]
    [InlineData("25", "setting-value")]
    [InlineData("六点", "setting-value")]
    [InlineData("18", "setting-unchanged")]
    public void The_hour_is_a_setting_of_the_administrators(string hour, string? refused)
    {
        var act = Given.Nothing.ActOf(Some.Administrator);
        var decision = TermSettings.Make(IdentityAccess.UntilKey, hour, act.Today, act);
        if (refused is null) Assert.Equal(hour, decision.Event<SettingMade>().Value);
        else decision.Refused(refused);
    }

    [Fact]
    public void A_purpose_is_chosen_and_another_one_is_written_out()
    {
        var (matter, act) = (Given.Forwarded().Matter, Given.Nothing.ActOf(Some.Handler));
        IdentityAccess.Open(matter, null, null, act).Refused("purpose-missing", IdentityAccess.Need);
        IdentityAccess.Open(matter, AccessPurpose.NationalSheet, null, act).Refused("purpose-missing", IdentityAccess.Need);
        IdentityAccess.Open(matter, AccessPurpose.Other, " ", act).Refused("missing", IdentityAccess.Need);
        Assert.Equal("协助就医", IdentityAccess.Open(matter, AccessPurpose.Other, "协助就医", act).Event<IdentityOpened>().Note.Value);
        IdentityAccess.Once(matter, AccessPurpose.Export, null, act).Refused("missing", IdentityAccess.Need);
    }

    [Fact]
    public void The_post_that_needs_no_name_the_unit_complained_of_its_line_and_whoever_withdrew_get_no_grant()
    {
        var given = Given.Registered().When(Some.Router, (m, act) => Conflict.Name(
            m, [Some.CityManagement], [], "信中写明", [Some.Housing, Some.CityManagement], act)).Forward();
        Refused(Some.Supervisor, "no-need", IdentityAccess.Need);
        Refused(Some.Administrator, "no-need", IdentityAccess.Need);
        Refused(Some.OtherHandler, "complained-of", Conflict.Source);
        given = given.When(Some.Handler, (m, act) => Conflict.Recuse(m, "信访人是亲属", act));
        Refused(Some.Handler, "interested", Conflict.Recusal);

        void Refused(Actor actor, string code, Article basis)
        {
            foreach (var purpose in Words.All<AccessPurpose>())
            {
                IdentityAccess.Once(given.Matter, purpose, "理由", given.ActOf(actor)).Refused(code, basis);
                if (IdentityAccess.Choices.Contains(purpose)) IdentityAccess.Open(given.Matter, purpose, "理由", given.ActOf(actor)).Refused(code, basis);
            }
        }
    }

    [Fact]
    public void Of_what_is_sealed_the_liaison_reads_with_a_purpose_too_and_nobody_else()
    {
        var given = Given.Filed(Some.Filing(Purpose.Accusation));
        foreach (var other in Some.Everybody.Except([Some.Liaison]))
            IdentityAccess.Open(given.Matter, AccessPurpose.Contact, null, given.ActOf(other)).Refused("sealed");
        Assert.NotEmpty(Seen(Opened(given, Some.Liaison), Some.Liaison, At(9)));
    }

    /// <summary>A grant outlives neither the need nor a conflict that is found later.</summary>
    [Fact]
    public void A_grant_ends_when_the_gate_closes()
    {
        var given = Opened(Given.Received(), Some.Handler);
        Assert.NotEmpty(Seen(given, Some.Handler, At(9)));
        Assert.Empty(Seen(given.When(Some.Handler, (m, act) => Conflict.Recuse(m, "信访人是亲属", act)), Some.Handler, At(9)));

        given = Opened(Given.Received(), Some.Handler).Object().Decide(Some.CityManagement);
        Assert.Empty(Seen(given, Some.Handler, At(9)));
    }

    [Fact]
    public void What_was_for_one_time_only_leaves_no_grant_and_what_is_over_is_forgotten()
    {
        var given = Given.Forwarded().When(Some.Router, (m, act) => IdentityAccess.Once(m, AccessPurpose.Export, "移送复查机关", act));
        Assert.Empty(given.Matter.Grants);
        given = Opened(given, Some.Handler);
        Assert.Single(given.Matter.Grants);
        given = Opened(given.DaysLater(1), Some.Head);
        Assert.Equal(Some.Head.Id, Assert.Single(given.Matter.Grants).Person);
    }

    [Fact]
    public void Every_field_of_identity_is_opened_by_a_purpose_and_none_by_all()
    {
        foreach (var field in IdentityFields.All)
            Assert.Contains(IdentityAccess.Choices, p => p != AccessPurpose.Other && IdentityAccess.FieldsOf(p).Contains(field));
        Assert.All(IdentityAccess.Choices.Except([AccessPurpose.Other]), p => Assert.True(IdentityAccess.FieldsOf(p).Count < IdentityFields.All.Count));
    }

    /// <summary>Whoever adds a text to an event decides here whether it tells who petitions.</summary>
    [Fact]
    public void The_private_texts_of_a_petition_are_divided_into_identity_and_matter()
    {
        var payload = new PayloadWriter();
        Given.Filed(Some.Filing() with { Channel = Channel.Portal }).OfPetition[0].Event.Write(payload);
        Assert.Equal(["name", "phone", "address", "email"], payload.Texts.Select(t => t.Key).Where(f => IdentityFields.Of(f) is not null));
        Assert.Equal(["title", "narrative", "request", "placeDetail"], payload.Texts.Select(t => t.Key).Where(f => IdentityFields.Of(f) is null));
        Assert.Equal(IdentityField.Representatives, IdentityFields.Of("representative-3"));
        Assert.Null(IdentityFields.Of(StreamId.Furniture("person:s-1"), "name"));
        Assert.Equal([AttachmentKind.Scan, AttachmentKind.ProofOfService], Words.All<AttachmentKind>().Where(IdentityFields.Shows));
    }
}
