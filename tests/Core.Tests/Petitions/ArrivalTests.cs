using Xinqiao.Core.Petitions;
using Xinqiao.Core.Regulation;
using Xinqiao.Core.Tests.Matters;
using Xunit;

namespace Xinqiao.Core.Tests.Petitions;

/// <summary>What each channel needs, and what is recorded of it.</summary>
public class ArrivalTests
{
    private static readonly CoveringLetter Assigned =
        new("江苏省信访局", "苏信〔2026〕12号", new DateOnly(2026, 2, 27), new DateOnly(2026, 4, 30));

    private static Decision File(FilePetition filing) => Registration.File(
        filing with { Received = new LegalDay(Given.Monday, null, null) }, Given.Nothing.ActOf(Some.Registrar), "XF", Some.Places, Some.Units);

    private static FilePetition Visit(int? count, params string[] representatives) => Some.Filing() with
    {
        Channel = Channel.Visit,
        Visit = new Visit(count, representatives),
        HowStated = HowStated.ReadAloud,
    };

    private static FilePetition From(Channel channel, CoveringLetter? letter) =>
        Some.Filing() with { Channel = channel, CoveringLetter = letter };

    [Fact]
    public void A_visit_counts_who_came_and_names_only_those_who_speak_for_them()
    {
        var visitors = File(Visit(12, "周桂兰", "葛长林", "钱小琴")).Event<PetitionFiled>().Visitors!;
        Assert.Equal((12, "葛长林"), (visitors.HeadCount, visitors.Representatives[1].Value));
        Assert.Equal(3, visitors.Representatives.Count);
    }

    [Fact]
    public void More_than_five_representatives_are_refused_under_article_20_with_what_to_do_instead()
    {
        var refusal = File(Visit(30, "甲", "乙", "丙", "丁", "戊", "己"))
            .Refused("too-many-representatives", Register.Article20.InParagraph(3));
        Assert.Equal("representatives", refusal.Field);
        Assert.Contains("推选不超过5名代表再登记", refusal.Reason.ToString(), StringComparison.Ordinal);
        Assert.Contains("来信、来电、网上信访", refusal.Reason.ToString(), StringComparison.Ordinal);
        Assert.Equal(5, File(Visit(30, "甲", "乙", "丙", "丁", "戊")).Event<PetitionFiled>().Visitors!.Representatives.Count);
    }

    [Theory]
    [InlineData(null, 0, "head-count-unreadable", "headCount")]
    [InlineData(0, 0, "head-count-unreadable", "headCount")]
    [InlineData(10_000, 1, "head-count-unreadable", "headCount")]
    [InlineData(2, 0, "representatives-missing", "representatives")]
    [InlineData(1, 1, "representatives-of-one", "representatives")]
    [InlineData(2, 3, "more-representatives-than-visitors", "representatives")]
    public void A_visit_that_cannot_be_so_is_refused_at_its_field(int? count, int representatives, string code, string field) =>
        Assert.Equal(field, File(Visit(count, [.. Enumerable.Range(1, representatives).Select(i => $"代表{i}")])).Refused(code).Field);

    [Fact]
    public void Several_who_do_not_give_their_names_are_registered_without_representatives() =>
        Assert.Equal(7, File(Visit(7) with { Anonymous = true }).Event<PetitionFiled>().Visitors!.HeadCount);

    [Theory]
    [InlineData("周桂兰\n 葛长林\r\n\n钱小琴 ", 3)]
    [InlineData("周桂兰、葛长林，钱小琴;孙福根", 4)]
    [InlineData(" \n", 0)]
    [InlineData(null, 0)]
    public void Names_are_told_apart_by_lines_and_marks(string? typed, int names) =>
        Assert.Equal(names, Core.Petitions.Visit.NamesIn(typed).Count);

    [Theory]
    [InlineData(Channel.Visit, null, false)]
    [InlineData(Channel.Visit, HowStated.ReadAloud, true)]
    [InlineData(Channel.Visit, HowStated.InWriting, true)]
    [InlineData(Channel.Visit, HowStated.RepeatedByPhone, false)]
    [InlineData(Channel.Call, null, false)]
    [InlineData(Channel.Call, HowStated.RepeatedByPhone, true)]
    [InlineData(Channel.Call, HowStated.ReadAloud, false)]
    public void What_was_spoken_is_registered_once_it_was_read_back_under_article_19(Channel channel, HowStated? stated, bool accepted)
    {
        var decision = File(Visit(1) with { Channel = channel, HowStated = stated });
        if (accepted) Assert.Equal(stated, decision.Event<PetitionFiled>().HowStated);
        else Assert.Equal("howStated", decision.Refused("not-read-back", Register.Article19.InParagraph(1)).Field);
    }

    [Theory]
    [InlineData(Channel.FromAbove)]
    [InlineData(Channel.Hotline)]
    public void What_was_passed_on_keeps_the_organ_the_document_its_date_and_its_limit(Channel channel)
    {
        var referral = File(From(channel, Assigned)).Event<PetitionFiled>().Referral;
        Assert.Equal(new Referral("江苏省信访局", "苏信〔2026〕12号", new(2026, 2, 27), new(2026, 4, 30)), referral);
        Assert.Equal("交办", referral!.Verb);
        Assert.Equal("转送", File(From(channel, Assigned with { ReportBy = null })).Event<PetitionFiled>().Referral!.Verb);
    }

    public static TheoryData<string, string, CoveringLetter?> BadLetters => new()
    {
        { "missing", "referredBy", null },
        { "missing", "referredBy", Assigned with { Organ = " " } },
        { "missing", "referralNumber", Assigned with { Number = "" } },
        { "referral-date-missing", "referredOn", Assigned with { Date = null } },
        { "referral-after-receipt", "referredOn", Assigned with { Date = new(2026, 3, 3) } },
        { "implausible-date", "referredOn", Assigned with { Date = new(1926, 3, 1), ReportBy = null } },
        { "limit-implausible", "reportBy", Assigned with { ReportBy = new(2026, 2, 27) } },
        { "limit-implausible", "reportBy", Assigned with { ReportBy = new(2062, 4, 30) } },
    };

    [Theory]
    [MemberData(nameof(BadLetters))]
    public void A_covering_letter_that_cannot_be_so_is_refused_at_its_field(string code, string field, CoveringLetter? letter)
    {
        var refusals = Assert.IsType<Decision.Refused>(File(From(Channel.FromAbove, letter))).Refusals;
        Assert.Contains(refusals, r => r.Code == code && r.Field == field);
    }

    [Fact]
    public void A_limit_that_is_over_is_no_ground_to_refuse_what_arrived() =>
        File(From(Channel.FromAbove, Assigned with { Date = new(2026, 1, 5), ReportBy = new(2026, 2, 1) })).Event<PetitionFiled>();

    [Theory]
    [InlineData(Channel.Letter)]
    [InlineData(Channel.Fax)]
    [InlineData(Channel.LeaderMailbox)]
    [InlineData(Channel.Portal)]
    public void What_the_channel_does_not_need_is_neither_asked_for_nor_recorded(Channel channel)
    {
        var bare = File(Some.Filing() with { Channel = channel }).Event<PetitionFiled>();
        var filled = File(Visit(9, "甲") with { Channel = channel, CoveringLetter = Assigned }).Event<PetitionFiled>();
        foreach (var filed in new[] { bare, filled })
            Assert.Equal((null, null, null), (filed.Visitors, filed.HowStated, filed.Referral));
    }

    [Theory]
    [InlineData(1, 0, "来访（个体访；口述，已当面宣读）")]
    [InlineData(3, 2, "来访（3人，代表2人；口述，已当面宣读）")]
    [InlineData(12, 3, "来访（集体访，12人，代表3人；口述，已当面宣读）")]
    public void A_visit_is_told_by_how_many_came(int count, int representatives, string told) => Assert.Equal(
        told, Arrival.Of(File(Visit(count, [.. Enumerable.Range(1, representatives).Select(i => $"代表{i}")])).Event<PetitionFiled>()));

    [Fact]
    public void What_was_passed_on_is_told_by_organ_day_document_and_limit() => Assert.Equal(
        "上级转交（江苏省信访局2026年2月27日交办，苏信〔2026〕12号，要求2026年4月30日前反馈）",
        Arrival.Of(File(From(Channel.FromAbove, Assigned)).Event<PetitionFiled>()));

    [Fact]
    public void A_petition_filed_before_channels_were_told_apart_reads_as_it_was()
    {
        var facts = new Dictionary<string, object>
        {
            ["number"] = "XF2026-000001-7",
            ["channel"] = "visit",
            ["receivedOn"] = "2026-03-02",
            ["office"] = "XF",
            ["purpose"] = "request",
            ["anonymous"] = false,
            ["contactable"] = true,
            ["electronicConsent"] = false,
        };
        var filed = (PetitionFiled)EventCatalogue.Read("petition.filed.v1", new PayloadReader(new StreamId("p1"), facts));
        Assert.Equal((Channel.Visit, null, null, null), (filed.Channel, filed.Visitors, filed.HowStated, filed.Referral));
        Assert.Equal("来访", Arrival.Of(filed));
    }
}
