using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xunit;

namespace Xinqiao.Core.Tests.Matters;

public class PossibleActsTests
{
    private static readonly (string Stage, Func<Given> Of)[] Histories =
    [
        ("filed", () => Given.Filed()), ("registered", Given.Registered), ("forwarded", Given.Forwarded), ("received", Given.Received),
        ("noticed", () => Given.Noticed()), ("routed", () => Given.Noticed(Route.Arbitration)), ("accepted", Given.Accepted),
        ("submitted", Given.Submitted), ("approved", Given.Approved), ("served", Given.Served),
        ("sealed", () => Given.Filed(Some.Filing(Purpose.Accusation))),
        ("mixed", () => Given.Filed(Some.Filing(Purpose.Mixed))),
    ];

    private static string Possible(Given given, Actor actor) => string.Join(' ', PossibleActs
        .For(given.Matter, Some.Office, given.Matter.Dispatch is null ? null : Some.Housing, given.ActOf(actor))
        .Where(a => a.CanBeDone).Select(a => Words.Of(a.Act)));

    /// <summary>Who may do what when: the whole table. Whoever is not named may do nothing.</summary>
    [Theory]
    [InlineData("filed", "s-1:register seal", "s-2:register seal", "s-5:seal")]
    [InlineData("registered", "s-1:seal", "s-2:forward seal", "s-5:seal")]
    [InlineData("forwarded", "s-3:receive", "s-4:receive")]
    [InlineData("received", "s-3:notice", "s-4:notice")]
    [InlineData("noticed", "s-3:accept serve", "s-4:accept serve")]
    [InlineData("routed", "s-3:serve", "s-4:serve")]
    [InlineData("accepted", "s-3:opinion serve", "s-4:extend opinion serve")]
    [InlineData("submitted", "s-3:serve", "s-4:extend approve serve")]
    [InlineData("approved", "s-3:serve", "s-4:serve")]
    [InlineData("sealed", "s-7:send unseal")]
    [InlineData("mixed", "s-7:unseal")]
    public void Each_post_is_offered_what_is_its_turn_and_nothing_else(string history, params string[] expected)
    {
        var given = Histories.Single(h => h.Stage == history).Of();
        var offered = Some.Everybody
            .Select(actor => $"{actor.Id}:{Possible(given, actor)}").Where(line => !line.EndsWith(':'));
        Assert.Equal(expected, offered);
    }

    [Fact]
    public void Whatever_cannot_be_done_says_why_and_under_which_rule()
    {
        foreach (var (_, of) in Histories)
        {
            var given = of();
            foreach (var actor in Some.Everybody)
            {
                var acts = PossibleActs.For(given.Matter, Some.Office, Some.Housing, given.ActOf(actor));
                Assert.Equal(Words.All<MatterAct>(), acts.Select(a => a.Act));
                Assert.All(acts.Where(a => !a.CanBeDone), a => Assert.EndsWith("。", a.Refusal!.Reason));
                Assert.All(acts, a => Assert.NotEmpty(a.Needs));
            }
        }
    }

    [Fact]
    public void To_ask_what_is_possible_draws_no_number()
    {
        var given = Given.Registered();
        _ = Possible(given, Some.Router);
        Assert.Equal("崇信〔2026〕1号", given.Forward().Matter.Document(DocumentKind.ForwardingLetter)!.Number);
    }

    [Fact]
    public void An_act_of_another_post_is_told_from_one_that_must_wait()
    {
        var given = Given.Forwarded();
        var acts = PossibleActs.For(given.Matter, Some.Office, Some.Housing, given.ActOf(Some.Handler)).ToDictionary(a => a.Act);
        Assert.True(acts[MatterAct.Forward].IsAnothers);
        Assert.False(acts[MatterAct.Accept].IsAnothers);
    }

    [Fact]
    public void A_unit_without_a_telephone_is_told_what_its_letters_lack()
    {
        var given = Given.Received();
        var act = PossibleActs.Of(
            MatterAct.Notice, given.Matter, Some.Office, Some.Housing with { Phone = "" }, given.ActOf(Some.Handler));
        Assert.Contains("联系方式", act.Refusal!.Reason, StringComparison.Ordinal);
    }
}
