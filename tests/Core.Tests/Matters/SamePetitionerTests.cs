using CsCheck;
using Xinqiao.Core.Matching;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xunit;

namespace Xinqiao.Core.Tests.Matters;

/// <summary>核对是否同一信访人: inside one matter, answered yes or no, recorded, and never an index of persons.</summary>
public class SamePetitionerTests
{
    private static Party Party(string? name, string? phone = null, string? address = null, string? email = null) => new(name, phone, address, email);

    private static Decision Ask(Given given, Matter? earlier, Likeness? alike = Likeness.Great, int asked = 0, Actor? by = null) =>
        SamePetitioner.Ask(given.Matter, earlier, alike, asked, given.ActOf(by ?? Some.Registrar));

    public static TheoryData<Party, Party, Sameness> Pairs => new()
    {
        { Party("周桂兰", "13800000217"), Party("周桂兰", "138 0000 0217"), Sameness.Same },
        { Party("周桂兰", "+86 138-0000-0217"), Party("周 桂 兰", "１３８０００００２１７"), Sameness.Same },
        { Party("周桂兰", "0086-13800000217"), Party("周桂兰", "13800000217"), Sameness.Same },
        { Party("周桂兰", "5085217"), Party("周桂兰", "508-5217"), Sameness.Same },
        // A number of the district that begins like the country's.
        { Party("周桂兰", "86513085"), Party("周桂兰", "8651 3085"), Sameness.Same },
        { Party("周桂兰", "13800000217", "濠西新村12幢101室"), Party("周桂兰", "13900000000", "濠西新村12幢 101 室"), Sameness.Same },
        { Party("Li Wei", null, null, "Li@example.cn"), Party("li wei", null, null, "li@Example.cn"), Sameness.Same },
        // A household shares a telephone, strangers share a name.
        { Party("周桂兰", "13800000217"), Party("钱国强", "13800000217"), Sameness.Different },
        { Party("周桂兰", "13800000217"), Party("周桂兰", "13800000218"), Sameness.Different },
        { Party("周桂兰"), Party("钱国强"), Sameness.Different },
        { Party("周桂兰", "13800000217"), Party("周桂兰", null, "濠西新村12幢101室"), Sameness.Unknown },
        { Party("周桂兰", "110"), Party("周桂兰", "110"), Sameness.Unknown },
        { Xinqiao.Core.Petitions.Party.Anonymous, Xinqiao.Core.Petitions.Party.Anonymous, Sameness.Unknown },
        { Party(null, "13800000217"), Party("周桂兰", "13800000217"), Sameness.Unknown },
        { Party("—", "13800000217"), Party("—", "13800000217"), Sameness.Unknown },
    };

    [Theory]
    [MemberData(nameof(Pairs))]
    public void The_same_name_and_one_way_to_reach_them_are_one_petitioner(Party one, Party other, Sameness expected)
    {
        Assert.Equal(expected, SamePetitioner.Between(one, other));
        Assert.Equal(expected, SamePetitioner.Between(other, one));
    }

    [Fact]
    public void Whatever_was_written_is_answered_alike_from_both_sides_and_never_the_same_without_a_name()
    {
        var text = Gen.OneOf(Gen.Const(""), Gen.String[0, 12], Gen.Int[0, 5].Select(i => ((string[])["周桂兰", "13800000217", "８６13800000217", "a@b.cn", "\ud800", "😀"])[i]));
        Gen.Select(text, text, text, text).Select((n, p, a, e) => Party(n, p, a, e)).Array[2].Sample(two =>
        {
            var answer = SamePetitioner.Between(two[0], two[1]);
            Assert.Equal(answer, SamePetitioner.Between(two[1], two[0]));
            if (two[0].Name.Value is null) Assert.Equal(Sameness.Unknown, answer);
            Assert.NotEqual(Sameness.Different, SamePetitioner.Between(two[0], two[0]));
        });
    }

    [Fact]
    public void The_question_stands_in_the_history_of_both_and_changes_nothing_else()
    {
        var given = Given.Received();
        var earlier = LinkingTests.Earlier(given.Matter);
        var events = Assert.IsType<Decision.Accepted>(Ask(given, earlier)).Events;
        Assert.Equal([new SamenessAsked(given.Matter.Id), new SamenessAsked(earlier.Id)], events);
        var before = given.Matter;
        given.When(Some.Registrar, (m, act) => SamePetitioner.AskAtCounter(m, Likeness.Some, 0, act));
        Assert.Equal(before with { SamenessQuestions = given.Matter.SamenessQuestions, Version = given.Matter.Version }, given.Matter);
        Assert.Equal(Some.Registrar.Id, Assert.Single(given.Matter.SamenessQuestions).By);
    }

    [Fact]
    public void Outside_one_matter_it_is_refused_by_the_rule_of_the_house()
    {
        var given = Given.Registered();
        Ask(given, LinkingTests.Earlier(given.Matter), alike: null).Refused("not-alike", SamePetitioner.Source);
        SamePetitioner.AskAtCounter(given.Matter, null, 0, given.ActOf(Some.Registrar)).Refused("not-alike", SamePetitioner.Source);
        Ask(given, LinkingTests.Earlier(given.Matter) with { Petition = given.Matter.Petition }).Refused("same-petition", SamePetitioner.Source);
    }

    [Fact]
    public void What_is_closed_to_whoever_asks_is_answered_like_what_there_is_not()
    {
        var given = Given.Registered();
        var none = Ask(given, null).Refused("no-such-matter", Linking.Source);
        var sealedOne = LinkingTests.Earlier(given.Matter) with { Sealed = true, Purpose = Purpose.Accusation };
        Assert.Equal(none, Ask(given, sealedOne).Refused("no-such-matter", Linking.Source));
        Assert.Equal(none, SamePetitioner.AskAtCounter(sealedOne, Likeness.Copy, 0, given.ActOf(Some.Registrar)).Refused("no-such-matter", Linking.Source));
    }

    [Fact]
    public void Only_the_petition_department_asks_and_so_many_times_an_hour()
    {
        var given = Given.Registered();
        var earlier = LinkingTests.Earlier(given.Matter);
        Ask(given, earlier, by: Some.Handler).Refused("not-your-role", Authority.Source);
        SamePetitioner.AskAtCounter(earlier, Likeness.Great, 0, given.ActOf(Some.Handler)).Refused("not-your-role", Authority.Source);
        Assert.IsType<Decision.Accepted>(Ask(given, earlier, asked: SamePetitioner.Most - 1));
        Ask(given, earlier, asked: SamePetitioner.Most).Refused("asked-too-often", SamePetitioner.Source);
        SamePetitioner.AskAtCounter(earlier, Likeness.Great, SamePetitioner.Most, given.ActOf(Some.Registrar)).Refused("asked-too-often", SamePetitioner.Source);
    }

    [Fact]
    public void Questions_of_more_than_an_hour_ago_are_forgotten()
    {
        var given = Given.Registered();
        foreach (var _ in Enumerable.Range(0, 3)) given.When(Some.Registrar, (m, act) => SamePetitioner.AskAtCounter(m, Likeness.Some, 0, act));
        Assert.Equal(3, given.Matter.SamenessQuestions.Count);
        given.DaysLater(1).When(Some.Registrar, (m, act) => SamePetitioner.AskAtCounter(m, Likeness.Some, 0, act));
        Assert.Single(given.Matter.SamenessQuestions);
    }
}
