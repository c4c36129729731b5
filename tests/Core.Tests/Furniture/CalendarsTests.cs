using CsCheck;
using Xinqiao.Core.Furniture;
using Xinqiao.Core.Regulation;
using Xinqiao.Core.Tests.Matters;
using Xunit;

namespace Xinqiao.Core.Tests.Furniture;

public class CalendarsTests
{
    private const string Next =
        """
        {
          "year": 2027,
          "notices": ["国办发明电〔2026〕9号"],
          "rest": [
            {"name": "元旦", "from": "2027-01-01", "to": "2027-01-03"},
            {"name": "春节", "from": "2027-02-05", "to": "2027-02-11"}
          ],
          "makeUp": [{"name": "春节", "on": "2027-02-20"}]
        }
        """;

    private static Decision Load(string? text, string? reason = null, Actor? by = null, Calendar? calendar = null) => Calendars.Load(
        text, reason, new Given { Rules = new Rules(calendar ?? Calendar.Embedded, Settings.None) }.ActOf(by ?? Some.Administrator));

    private static string Changed(string from, string to) => Next.Replace(from, to, StringComparison.Ordinal);

    [Fact]
    public void A_year_is_loaded_in_full_and_can_be_read_back_from_its_event()
    {
        var loaded = Load(Next).Event<CalendarLoaded>();
        Assert.Equal((2027, PrivateText.Absent), (loaded.Year, loaded.Reason));
        var year = CalendarYear.Parse(loaded.Arrangement);
        Assert.Equal(["国办发明电〔2026〕9号"], year.Notices);
        Assert.Equal(CalendarYear.Parse(Next).ToJson(), year.ToJson());
        Assert.Contains("春节", loaded.Arrangement, StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_of_one_year_is_read_as_that_year() =>
        Assert.Equal(Load(Next).Event<CalendarLoaded>(), Load($"[{Next}]").Event<CalendarLoaded>());

    [Fact]
    public void Nobody_else_loads_a_year()
    {
        foreach (var other in Some.Everybody.Where(a => a.Role != Role.Administrator)) Load(Next, by: other).Refused("not-your-role");
    }

    [Fact]
    public void A_year_in_force_is_amended_only_with_a_reason()
    {
        var amended = Calendar.Embedded.Years.Single(y => y.Year == 2026).ToJson().Replace("2026-10-07", "2026-10-08", StringComparison.Ordinal);
        Assert.Equal("reason", Load(amended).Refused("missing", Calendars.Source).Field);
        Assert.Equal("国办调整通知", Load(amended, " 国办调整通知 ").Event<CalendarLoaded>().Reason.Value);
        var with2027 = Calendar.Embedded.With([CalendarYear.Parse(Next)]);
        Load(Changed("02-11", "02-12"), calendar: with2027).Refused("missing");
    }

    [Fact]
    public void What_is_in_force_already_is_not_loaded_again() =>
        Load(Next, "又一次", calendar: Calendar.Embedded.With([CalendarYear.Parse(Next)])).Refused("calendar-unchanged");

    [Theory]
    [InlineData("2027-01-03\"", "2027-02-30\"", "2027-02-30")]
    [InlineData("2027-01-03\"", "2028-01-03\"", "元旦放假日期有误")]
    [InlineData("2027-01-03\"", "2026-12-30\"", "元旦放假日期有误")]
    [InlineData("2027-02-20", "2027-02-22", "须为周六或周日")]
    [InlineData("2027-02-20", "2027-02-06", "既列为放假又列为上班")]
    [InlineData("\"year\": 2027,", "", "须含 year")]
    [InlineData("2027,", "\"二〇二七\",", "须含 year")]
    [InlineData("2027,", "2027.5,", "整数年份")]
    [InlineData("2027,", "1999,", "不在 2000 至 2200 之间")]
    [InlineData("\"makeUp\": [", "\"makeUp\": 7, \"x\": [", "须含 year")]
    [InlineData("\"name\": \"元旦\"", "\"name\": null", "name 不能为空")]
    [InlineData("\"notices\": [", "\"notices\": [null, ", "notices 不能为空")]
    [InlineData("\"makeUp\"", "makeUp", "第8行附近不是有效的 JSON")]
    public void A_damaged_year_is_refused_and_told_what_is_wrong(string from, string to, string said)
    {
        var refusal = Load(Changed(from, to)).Refused("calendar-malformed", Calendars.Source);
        Assert.Equal("arrangement", refusal.Field);
        Assert.Contains(said, refusal.Reason.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("null")]
    [InlineData("\"2027\"")]
    [InlineData("[1,2]")]
    [InlineData("{}")]
    [InlineData("银行")]
    public void What_is_no_year_is_refused(string text) => Load(text).Refused("calendar-malformed");

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    public void Nothing_is_no_year(string? text) => Load(text).Refused("missing");

    [Fact]
    public void Names_notices_and_lengths_are_looked_at()
    {
        Load(Changed("国办发明电〔2026〕9号", "国\u0001")).Refused("control-character");
        Load(Changed("国办发明电〔2026〕9号", "国\\u0001")).Refused("control-character");
        Load(Changed("[\"国办发明电〔2026〕9号\"]", "[]")).Refused("calendar-notice-missing");
        Load(Changed("元旦", new string('元', 21))).Refused("too-long");
        Load(Changed("2027-01-03", "2027-02-03")).Refused("calendar-rest-too-long");
        Load(Next + new string(' ', Calendars.LongestText)).Refused("too-long");
        Load(Next.Replace("2027", "2028", StringComparison.Ordinal).Replace("2028-02-20", "2028-02-19", StringComparison.Ordinal)).Refused("calendar-year");
    }

    [Fact]
    public void Whatever_is_typed_is_read_or_refused_and_never_breaks() => Gen.Select(Gen.Int[0, Next.Length - 1], Gen.Int[0, 12], Gen.Char)
        .Sample((at, length, put) =>
        {
            var text = Next.Remove(at, Math.Min(length, Next.Length - at)).Insert(at, put.ToString());
            switch (Load(text, "试"))
            {
                case Decision.Accepted accepted:
                    var year = ((CalendarLoaded)accepted.Events[0]).Arrangement;
                    Assert.Equal(year, CalendarYear.Parse(year).ToJson());
                    break;
                case Decision.Refused refused:
                    Assert.All(refused.Refusals, r => Assert.EndsWith("。", r.Reason.ToString(), StringComparison.Ordinal));
                    break;
            }
        });

    [Fact]
    public void The_coming_year_is_missed_from_November_on()
    {
        Assert.Null(Calendars.MissingYear(Calendar.Embedded, new(2026, 10, 31)));
        Assert.Equal(2027, Calendars.MissingYear(Calendar.Embedded, new(2026, 11, 1)));
        Assert.Null(Calendars.MissingYear(Calendar.Embedded.With([CalendarYear.Parse(Next)]), new(2026, 12, 31)));
    }

    [Fact]
    public void A_working_day_term_over_the_turn_of_the_year_is_unknown_until_the_next_year_is_loaded()
    {
        var objection = RulePack.Of2022[ClockId.Objection];
        Assert.True(Term.Reckon(objection, new(2026, 12, 29), Calendar.Embedded).IsUnknown);
        var loaded = Calendar.Embedded.With([CalendarYear.Parse(Load(Next).Event<CalendarLoaded>().Arrangement)]);
        // 30, 31 December; then 4, 5, 6 January after the holiday.
        Assert.Equal(new DateOnly(2027, 1, 6), Term.Reckon(objection, new(2026, 12, 29), loaded).Nominal);
    }
}
