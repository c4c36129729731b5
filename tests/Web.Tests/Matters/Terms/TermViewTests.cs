using Xinqiao.Core.Matters;
using Xinqiao.Core.Regulation;
using Xinqiao.Core.Tests.Matters;
using Xinqiao.Web.Matters.Terms;
using Xunit;

namespace Xinqiao.Web.Tests.Matters.Terms;

public sealed class TermViewTests
{
    private static TermView View(Given given, string clock)
    {
        var index = Deadlines.Of(given.Matter, given.Rules).ToList().FindIndex(d => d.Clock.Id == clock);
        return TermView.All(given.Matter, given.Rules, given.Today)[index];
    }

    private static Given Extended() => Given.Filed(on: new(2026, 8, 3)).Register().Forward().Receive().GiveNotice().Accept()
        .On(new(2026, 9, 28)).Extend();

    [Theory]
    [InlineData(0, "进行中，还剩60日", "run")]
    [InlineData(56, "进行中，还剩4日", "run")]
    [InlineData(57, "进行中，还剩3日", "due")]
    [InlineData(60, "今天是最后一日", "due")]
    [InlineData(61, "逾期1日，尚未办", "late")]
    [InlineData(400, "逾期340日，尚未办", "late")]
    public void Where_a_running_term_stands_is_said_in_words(int day, string state, string tag)
    {
        var view = View(Given.Accepted().DaysLater(day), ClockId.Handling);
        Assert.Equal((state, tag, true), (view.State, view.Tag, view.IsOpen));
    }

    [Fact]
    public void Once_the_control_date_has_passed_the_state_warns_however_many_days_are_left()
    {
        // The Spring Festival of 2026: the last working day before 18 February is the 14th.
        var given = Given.Filed(on: new(2026, 2, 3)).On(new(2026, 2, 14));
        Assert.Equal("run", View(given, ClockId.Dispatch).Tag);
        Assert.Equal("due", View(given.DaysLater(1), ClockId.Dispatch).Tag);
    }

    [Fact]
    public void A_duty_done_is_told_with_its_day_and_a_late_one_stays_late()
    {
        Assert.Equal(("已办，2026年3月5日", "done"), Told(View(Given.Registered().DaysLater(3).Forward().DaysLater(90), ClockId.Dispatch)));
        Assert.Equal(("已办，2026年3月18日，逾期1日", "late"), Told(View(Given.Registered().DaysLater(16).Forward(), ClockId.Dispatch)));
    }

    [Fact]
    public void A_term_that_waits_says_what_it_waits_for()
    {
        var view = View(Given.Filed(), ClockId.ForwardedNotice);
        Assert.Equal(("未起算", "转送、交办责任单位后起算。"), (view.State, view.Note));
        Assert.Empty(view.Dates);
        Assert.Null(view.Bar);
        Assert.Empty(view.Weeks);
    }

    [Fact]
    public void An_exempt_duty_says_why_and_under_which_article()
    {
        var view = View(Given.Filed(Some.Filing() with { Address = null }).Register().Forward().Receive(), ClockId.ForwardedNotice);
        Assert.Equal("免予", view.State);
        Assert.Contains("住址不清", view.Note?.ToString());
        Assert.Contains("第二十三条第二款", view.Note?.ToString());
    }

    /// <summary>Whoever petitions reads the day that binds; the days that staff plan by say nothing to them.</summary>
    [Fact]
    public void The_petitioner_reads_one_last_day_of_each_term()
    {
        var given = Given.Served();
        var terms = TermView.ForPetitioner(given.Matter, given.Rules, given.Today);
        Assert.All(terms, t => Assert.InRange(t.Dates.Count, 0, 1));
        Assert.DoesNotContain(terms.SelectMany(t => t.Dates), d => d.Name.ToString() is "内控日" or "顺延日");
        var right = terms.Single(t => t.Clock == ClockId.ReviewRequest);
        Assert.Equal("最后一日", right.Dates.Single().Name);
        Assert.Equal("最迟", terms.Single(t => t.Clock == ClockId.Handling).Dates.Single().Name);
    }

    [Fact]
    public void A_term_in_working_days_says_working_days_in_its_words_and_its_bar()
    {
        // Received on Monday 2 March; the fifth working day is Monday the 9th.
        var view = View(Given.Registered().Forward().Receive().DaysLater(3), ClockId.Objection);
        Assert.Contains(view.Bar!.Keys, k => k.Text.ToString() == "已过3个工作日");
        Assert.Contains(view.Bar.Keys, k => k.Text.ToString() == "另有2日不计");
        Assert.Contains(view.Bar.Keys, k => k.Text.ToString() == "还剩2个工作日");
        Assert.StartsWith("共5个工作日：", view.Bar.Label.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_three_dates_are_told_apart_in_a_few_words()
    {
        var dates = View(Given.Accepted(), ClockId.Handling).Dates;
        Assert.Equal(["期限日", "顺延日", "内控日"], dates.Select(d => d.Name));
        Assert.Equal(["2026年5月1日", "2026年5月6日", "2026年4月30日"], dates.Select(d => d.On));
        Assert.Equal("劳动节休息日；是否逾期以此日为准", dates[0].Meaning);
        Assert.All(dates, d => Assert.InRange(d.Meaning.ToString().Length, 5, 30));
    }

    [Fact]
    public void A_last_day_that_is_a_working_day_is_one_date_and_not_three()
    {
        var date = Assert.Single(View(Given.Filed(), ClockId.Dispatch).Dates);
        Assert.Equal("2026年3月17日", date.On);
        Assert.Contains("顺延日、内控日与它相同", date.Meaning.ToString());
    }

    [Fact]
    public void The_unit_is_named_once_it_is_known()
    {
        Assert.Equal("有权处理的机关、单位", View(Given.Filed(), ClockId.Handling).Owner);
        Assert.Equal("崇川区住房和城乡建设局", View(Given.Forwarded(), ClockId.Handling).Owner);
        Assert.Equal("信访部门", View(Given.Forwarded(), ClockId.Dispatch).Owner);
    }

    [Fact]
    public void Where_next_years_arrangement_is_missing_the_dates_that_need_it_say_so()
    {
        var view = View(Given.Filed(on: new(2026, 12, 1)).Register().Forward().Receive().GiveNotice().Accept(), ClockId.Handling);
        Assert.Equal("2027年1月30日", view.Dates[0].On);
        Assert.All(view.Dates.Skip(1), d => Assert.Contains("尚未发布", d.Meaning.ToString()));
        Assert.Contains(view.Sentences, s => s.ToString().Contains("2027年放假安排尚未载入"));
        Assert.NotEmpty(view.Weeks);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(60)]
    [InlineData(75)]
    public void The_bar_is_to_scale(int day)
    {
        var bar = View(Given.Accepted().DaysLater(day), ClockId.Handling).Bar!;
        Assert.Equal(Math.Max(60, day), bar.Days);
        Assert.Equal(Math.Min(60, day), bar.Parts.Where(p => p.Class == "used").Sum(p => p.Length));
        Assert.Equal(Math.Max(0, day - 60), bar.Parts.Where(p => p.Class == "late-days").Sum(p => p.Length));
    }

    [Fact]
    public void An_extension_is_drawn_apart_from_the_term_it_extends()
    {
        var bar = View(Extended().DaysLater(10), ClockId.Handling).Bar!;
        Assert.Equal((90, new BarPart("extended", 60, 30)), (bar.Days, bar.Parts.Single(p => p.Class == "extended")));
        Assert.Equal("共90日：已过66日，延长30日，还剩24日", bar.Label.ToString());
    }

    [Fact]
    public void No_part_of_a_bar_is_empty_or_leaves_it()
    {
        for (var day = 0; day < 130; day++)
        {
            var bar = View(Extended().On(new DateOnly(2026, 9, 28).AddDays(day)), ClockId.Handling).Bar!;
            Assert.All(bar.Parts, p => Assert.True(p.Length > 0 && p.From >= 0 && p.From + p.Length <= bar.Days, $"{day}: {p}"));
        }
    }

    [Fact]
    public void The_calendar_shows_every_day_once_in_weeks_from_monday()
    {
        var weeks = View(Given.Accepted(), ClockId.Handling).Weeks;
        Assert.All(weeks, week => Assert.Equal(7, week.Count));
        var days = weeks.SelectMany(w => w).OfType<TermDay>().ToList();
        Assert.Equal(61, days.Count);
        Assert.Equal(["3/2", "3", "4"], days.Take(3).Select(d => d.Date));
        Assert.Equal(Enumerable.Range(1, 60).Select(n => $"第{n}日"), days.Skip(1).Select(d => d.Ordinal?.ToString()));
        Assert.Equal(("5/1", "end", "休"), (days[^1].Date, days[^1].Class, days[^1].Mark?.ToString()));
        Assert.Contains("届满", days[^1].Remark?.ToString());
    }

    [Fact]
    public void A_make_up_saturday_is_marked_as_work_and_the_festival_as_rest()
    {
        var days = View(Given.Filed(on: new(2026, 2, 11)), ClockId.Dispatch).Weeks.SelectMany(w => w).OfType<TermDay>().ToList();
        Assert.Equal(("14", "work", "班"), (days[3].Date, days[3].Class, days[3].Mark?.ToString()));
        Assert.Equal(("16", "rest", "休"), (days[5].Date, days[5].Class, days[5].Mark?.ToString()));
    }

    [Fact]
    public void The_day_an_extension_begins_and_today_are_marked()
    {
        var days = View(Extended(), ClockId.Handling).Weeks.SelectMany(w => w).OfType<TermDay>().ToList();
        Assert.Equal("第61日", Assert.Single(days, d => d.Remark?.ToString() == "延长起").Ordinal?.ToString());
        Assert.Equal("28", Assert.Single(days, d => d.Remark?.ToString() == "今天").Date);
    }

    private static (string, string) Told(TermView view) => (view.State.ToString(), view.Tag);
}
