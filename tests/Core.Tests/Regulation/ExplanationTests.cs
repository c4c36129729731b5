using Xinqiao.Core.Regulation;
using Xunit;

namespace Xinqiao.Core.Tests.Regulation;

public class ExplanationTests
{
    private static Term Reckon(string clock, DateOnly start, int extend = 0, int hearing = 0) =>
        Term.Reckon(RulePack.On(start)[clock], start, extend, hearing, Calendar.Embedded);

    [Fact]
    public void An_extended_term_says_why_its_last_day_is_that_day() =>
        Assert.Equal(
            [
                "“办结信访事项”的期限依据《信访工作条例》第三十四条。",
                "自2026年8月3日受理之次日起算，按日历日连续计算，第60日为2026年10月2日（国庆节休息日）；8月3日当日不计入，参照《民法典》第二百零一条第一款。",
                "经本机关负责人2026年9月28日批准，延长30日（《信访工作条例》第三十四条），自2026年10月2日期满之次日接续计算，至2026年11月1日（星期日，休息日）；期满日逢休息日的，延长期限不从顺延后的日期起算。",
                "履行职责是否按期，以2026年11月1日为准，不因休息日顺延；应当在此前最后一个工作日2026年10月30日（星期五）前（含当日）完成“办结信访事项”。休息日后的第一个工作日为2026年11月2日，仅供参考。",
            ],
            Reckon(ClockId.Handling, new(2026, 8, 3), extend: 30).Explain(extendedBy: "经本机关负责人2026年9月28日批准，").Sentences);

    [Fact]
    public void A_petitioners_window_says_until_when_one_can_still_ask()
    {
        var explanation = Reckon(ClockId.ReviewRequest, new(2026, 1, 19)).Explain();
        Assert.Equal(
            "该日为休息日，参照《民法典》第二百零三条，以休息日结束后的第一个工作日2026年2月24日（星期二）为最后一日；网上提出的截至当日24时，当面提出的截至当日业务时间结束，邮寄的以交邮日期为准。",
            explanation.Sentences[^1]);
        Assert.Equal("顺延后的最后一日（星期二）", explanation.Days[^1].Note);
        Assert.Equal("休息日顺延（春节休息日）", explanation.Days[^2].Note);
    }

    [Fact]
    public void A_working_day_clock_names_what_it_skips_and_what_it_counts()
    {
        var explanation = Reckon(ClockId.Objection, new(2026, 2, 11)).Explain();
        Assert.Equal(
            [
                "“对不属于本机关、单位职权范围的信访事项提出异议”的期限依据《信访工作条例》第二十三条第三款。",
                "自2026年2月11日收到转送、交办的信访事项之次日起算，只计工作日，第5个工作日为2026年2月25日（星期三）；2月11日当日不计入，参照《民法典》第二百零一条第一款。",
                "其间不计入：2月15日至2月23日（春节休息日）。",
                "计入调休上班日：2月14日（星期六，调休上班）。",
            ],
            explanation.Sentences);
        Assert.Equal([12, 13, 14, 24, 25], explanation.Days.Where(d => d.Ordinal is not null).Select(d => d.Date.Day));
        Assert.Equal("第3个工作日（星期六，调休上班）", explanation.Days.Single(d => d.Ordinal == 3).Note);
        Assert.Equal((DayCount.Start, DayOfWeek.Wednesday, null), (explanation.Days[0].Count, explanation.Days[0].Weekday, explanation.Days[0].Ordinal));
    }

    [Fact]
    public void The_days_of_a_hearing_are_shown_where_they_lay()
    {
        var term = Reckon(ClockId.FinalReview, new(2026, 3, 5), hearing: 14);
        var explanation = term.Explain(excludedFrom: new(2026, 3, 20));
        Assert.Equal(new DateOnly(2026, 4, 2), explanation.Days.Last(d => d.Count == DayCount.Hearing).Date);
        Assert.Equal((15, "第15日（星期五）"), explanation.Days.Where(d => d.Date == new DateOnly(2026, 4, 3)).Select(d => (d.Ordinal, d.Note)).Single());
        Assert.Contains("2026年3月20日至2026年4月2日为听证所需时间，共14日，依据《信访工作条例》第三十六条第二款不计入，届满日为2026年4月18日（星期六，休息日）。", explanation.Sentences);
        Assert.Throws<ArgumentOutOfRangeException>(() => term.Explain(excludedFrom: new(2026, 3, 5)));
        Assert.Throws<ArgumentOutOfRangeException>(() => term.Explain(excludedFrom: new(2026, 4, 5)));
    }

    [Fact]
    public void Where_the_office_lets_its_duties_roll_the_explanation_says_so() =>
        Assert.Equal(
            "按本机关设定，届满日逢休息日的，以其后第一个工作日2026年10月8日（星期四）为准；应当在届满前最后一个工作日2026年9月30日（星期三）前（含当日）完成“办结信访事项”。",
            Reckon(ClockId.Handling, new(2026, 8, 3)).Explain(roll: AgencyRoll.NextWorkingDay).Sentences[^1]);

    [Fact]
    public void A_missing_calendar_is_named_and_the_reckoning_stops_there()
    {
        var explanation = Reckon(ClockId.Objection, new(2026, 12, 29)).Explain();
        Assert.Equal(DayCount.Unknown, explanation.Days[^1].Count);
        Assert.Equal(new DateOnly(2027, 1, 1), explanation.Days[^1].Date);
        Assert.Contains("现计至第2个", explanation.Sentences[1].ToString());
        Assert.Contains("2027年放假安排尚未载入", explanation.Sentences[1].ToString());

        Assert.Contains("以2027年1月19日为准", Reckon(ClockId.Handling, new(2026, 11, 20)).Explain().Sentences[^1].ToString());
    }

    [Fact]
    public void A_length_that_is_not_law_says_so()
    {
        Assert.Contains("以本平台的设定为准", Reckon(ClockId.SuggestionFeedback, new(2026, 3, 2)).Explain().Sentences[0].ToString());
        Assert.Contains("尚未与现行文本核对", Reckon(ClockId.SimplifiedOpinion, new(2026, 3, 2)).Explain().Sentences[0].ToString());
        Assert.Equal("“书面反馈改进建议的采纳情况”的期限依据《信访条例》第三十六条第二款。", Reckon(ClockId.SuggestionFeedback, new(2021, 3, 2)).Explain().Sentences[0]);
    }

    [Fact]
    public void A_date_in_a_letter_is_explained_as_the_letters()
    {
        var clock = RulePack.Of2022[ClockId.AssignmentReport];
        var explanation = Term.Until(clock, new(2026, 9, 1), new(2026, 9, 30), 5, Calendar.Embedded).Explain();
        Assert.Equal("交办函载明的期限为2026年9月30日（星期三）。", explanation.Sentences[1]);
        Assert.StartsWith("经交办机关批准，延长5日（本平台规定“交办期限的延长”）", explanation.Sentences[2].ToString());
    }
}
