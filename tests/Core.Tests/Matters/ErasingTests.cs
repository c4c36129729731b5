using CsCheck;
using Xinqiao.Core.Attachments;
using Xinqiao.Core.Furniture;
using Xinqiao.Core.Ledger;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xunit;

namespace Xinqiao.Core.Tests.Matters;

public class ErasingTests
{
    private static readonly Actor OtherRouter = new("s-22", Role.Router, "XF", "崇川区信访局");
    private static readonly Actor OtherLiaison = new("s-77", Role.DisciplineLiaison, "JW", "崇川区纪委监委");

    private static IReadOnlyList<ErasableText> Texts(Given given) => ErasableTexts.Of(given.Matter.Id, given.OfPetition, given.OfMatter);

    private static TextPlace Title(Given given) => Texts(given).First(t => t.Place.Field == "title").Place;

    private static Decision Ask(Given given, Actor by, IReadOnlyList<TextPlace>? chosen = null, ErasureGround? ground = ErasureGround.NoLongerNeeded,
        string? reason = "本人申请") =>
        given.Asks(by, (m, act) => Erasing.Ask(m, [.. Texts(given).Places()], chosen ?? [Title(given)], ground, reason, act));

    private static Decision Approve(Given given, Actor by, IReadOnlyCollection<TextPlace>? there = null) =>
        given.Asks(by, (m, act) => Erasing.Approve(m, there ?? [.. Texts(given).Places()], Some.Office, act));

    private static Decision Refuse(Given given, Actor by, string? reason = "保存期限未届满") =>
        given.Asks(by, (m, act) => Erasing.Refuse(m, reason, act));

    [Fact]
    public void One_asks_and_another_approves_and_each_text_has_a_redact_leaf_with_its_basis()
    {
        var given = Given.Accepted();
        Ask(given, Some.Registrar);
        var accepted = Assert.IsType<Decision.Accepted>(Approve(given, Some.Router)).Events;
        Assert.Equal("崇信〔2026〕", Assert.IsType<ErasureApproved>(accepted[0]).DocumentNumber[..8]);
        var erased = Assert.Single(accepted.OfType<TextErased>());
        Assert.Equal((Title(given), "《个人信息保护法》第四十七条第一款第（一）项"), (new TextPlace(erased.Position, erased.Field), erased.Basis));
        Assert.Equal(LeafKind.Redact, erased.LeafKind);
        Assert.Null(given.Matter.PendingErasure);
    }

    [Theory]
    [InlineData("s-1", true)]
    [InlineData("s-2", true)]
    [InlineData("s-3", false)]
    [InlineData("s-4", false)]
    [InlineData("s-5", false)]
    [InlineData("s-6", false)]
    [InlineData("s-7", false)]
    [InlineData("petitioner", false)]
    public void Who_may_ask_for_an_erasure(string by, bool may) =>
        Assert.Equal(may, Ask(Given.Accepted(), Some.Everybody.Single(a => a.Id == by)) is Decision.Accepted);

    [Theory]
    [InlineData("s-1", false)]
    [InlineData("s-2", true)]
    [InlineData("s-3", false)]
    [InlineData("s-4", false)]
    [InlineData("s-5", true)]
    [InlineData("s-6", false)]
    [InlineData("s-7", false)]
    [InlineData("petitioner", false)]
    public void Who_may_approve_an_erasure_that_another_asked_for(string by, bool may)
    {
        var given = Given.Accepted();
        Ask(given, Some.Registrar);
        Assert.Equal(may, Approve(given, Some.Everybody.Single(a => a.Id == by)) is Decision.Accepted);
    }

    [Fact]
    public void Nobody_approves_what_they_asked_for()
    {
        var given = Given.Accepted();
        Ask(given, Some.Router);
        Approve(given, Some.Router).Refused("own-erasure", Erasing.Source);
        Assert.IsType<Decision.Accepted>(Approve(given, OtherRouter));
    }

    [Fact]
    public void What_is_sealed_is_erased_by_two_liaisons_and_nobody_else()
    {
        var given = Given.Filed(Some.Filing(Purpose.Accusation));
        Ask(given, Some.Registrar).Refused("sealed");
        Assert.IsType<Decision.Accepted>(Ask(given, Some.Liaison));
        Approve(given, Some.Router).Refused("sealed");
        Approve(given, Some.Liaison).Refused("own-erasure");
        Assert.IsType<Decision.Accepted>(Approve(given, OtherLiaison));
    }

    [Fact]
    public void A_request_names_what_is_there_its_ground_and_its_reason()
    {
        var given = Given.Accepted();
        Assert.Equal("place", Ask(given, Some.Router, []).Refused("nothing-chosen").Field);
        Assert.Equal("place", Ask(given, Some.Router, [new TextPlace(0, "no-such-field")]).Refused("text-gone").Field);
        Assert.Equal("ground", Ask(given, Some.Router, ground: null).Refused("ground-missing").Field);
        Assert.Equal("reason", Ask(given, Some.Router, reason: " ").Refused("missing").Field);
        Ask(given, Some.Router);
        Ask(given, Some.Registrar).Refused("erasure-pending");
    }

    [Fact]
    public void An_erasure_of_what_has_gone_meanwhile_is_refused()
    {
        var given = Given.Accepted();
        Ask(given, Some.Router);
        Approve(given, Some.Supervisor, []).Refused("text-gone");
        Assert.NotNull(given.Matter.PendingErasure);
    }

    [Fact]
    public void A_request_is_refused_with_a_reason_or_taken_back_by_whoever_made_it()
    {
        var given = Given.Accepted();
        Approve(given, Some.Router).Refused("no-erasure");
        Ask(given, Some.Router);
        Refuse(given, Some.Registrar).Refused("not-your-role");
        Assert.Equal("reason", Refuse(given, Some.Supervisor, "").Refused("missing").Field);
        Refuse(given, Some.Supervisor).Event<ErasureRefused>();
        Ask(given, Some.Registrar);
        Refuse(given, Some.Registrar, "误提").Event<ErasureRefused>();
        Refuse(given, Some.Registrar, "误提").Refused("no-erasure");
    }

    [Fact]
    public void A_file_goes_with_its_name_and_digests()
    {
        var given = Given.Accepted();
        given.When(Actor.Petitioner, (m, act) => Attaching.Add(
            given.Petition!, m, new AttachFile(AttachmentKind.Material, FileType.Jpeg, 10, 9, true, "现场.jpg", "aa", "bb"), ownHand: true, act));
        var file = Texts(given).Single(t => t.Place.Field == Attaching.FileContent);
        Assert.Equal(["file", "fileName", "sha256", "copySha256"], file.Places.Select(p => p.Field));
        Assert.DoesNotContain(Texts(given), t => t.Place.Field == "fileName");
    }

    [Fact]
    public void Every_private_text_of_a_life_can_be_named_and_erased()
    {
        var given = Given.Served();
        Assert.All(Texts(given), t => Assert.NotEqual("", ErasableTexts.Label(t.Place.Field).ToString()));
        Ask(given, Some.Router, [.. Texts(given).Places()]);
        // The reason of the request has become one of them.
        Assert.Equal(Texts(given).Places().Count - 1, Assert.IsType<Decision.Accepted>(Approve(given, Some.Supervisor)).Events.OfType<TextErased>().Count());
    }

    [Fact]
    public void However_it_goes_no_text_is_erased_but_by_two_persons()
    {
        Actor[] anybody = [.. Some.Everybody, OtherRouter, OtherLiaison];
        Gen.Select(Gen.Bool, Gen.Select(Gen.Int[0, anybody.Length - 1], Gen.Int[0, 2]).Array[1, 12]).Sample((isSealed, steps) =>
        {
            var given = isSealed ? Given.Filed(Some.Filing(Purpose.Accusation)) : Given.Accepted();
            string? askedBy = null;
            foreach (var (who, what) in steps)
            {
                var decision = what switch { 0 => Ask(given, anybody[who]), 1 => Approve(given, anybody[who]), _ => Refuse(given, anybody[who]) };
                if (decision is not Decision.Accepted { Events: var events }) continue;
                if (events.OfType<TextErased>().Any())
                {
                    Assert.NotNull(askedBy);
                    Assert.NotEqual(askedBy, anybody[who].Id);
                    Assert.True(isSealed == (anybody[who].Role == Role.DisciplineLiaison));
                }

                askedBy = what == 0 ? anybody[who].Id : null;
            }
        }, iter: 2_000);
    }
}
