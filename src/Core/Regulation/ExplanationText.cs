namespace Xinqiao.Core.Regulation;

/// <summary>The sentences of an explanation, in the order in which a clerk would reckon.</summary>
internal static class ExplanationText
{
    public static IReadOnlyList<Phrase> Write(
        Term term, IReadOnlyList<ExplainedDay> days, DateOnly? excludedFrom, Phrase? extendedBy, AgencyRoll roll)
    {
        var counting = term.Clock.Unit == ClockUnit.WorkingDays
            ? OfWorkingDays(term, days)
            : OfCalendarDays(term, excludedFrom, extendedBy, roll);
        return [Basis(term.Clock), .. counting];
    }

    private static Phrase Basis(Clock clock) =>
        clock.Provenance switch
        {
            Provenance.Law => (Phrase)$"“{clock.Duty}”的期限依据{clock.Article}。",
            Provenance.Project => $"“{clock.Duty}”的期限依据{clock.Article}；现行条例没有规定日数，以本平台的设定为准。",
            Provenance.Memory => $"“{clock.Duty}”的期限依据{clock.Article}；日数尚未与现行文本核对，以本平台的设定为准。",
            _ => throw new ArgumentOutOfRangeException(nameof(clock)),
        };

    private static IEnumerable<Phrase> OfCalendarDays(
        Term term, DateOnly? excludedFrom, Phrase? extendedBy, AgencyRoll roll)
    {
        var (start, end) = (term.Start, term.BaseNominal!.Value);
        yield return term.Clock.Unit == ClockUnit.DateInLetter
            ? (Phrase)$"交办函载明的期限为{Dated(term, end)}。"
            : (Phrase)($"自{ChineseDate.Write(start)}{term.Clock.StartEvent}之次日起算，按日历日连续计算，第{term.Days}日为{Dated(term, end)}；"
              + $"{ChineseDate.WriteMonthAndDay(start)}当日不计入，参照{Register.CivilCode201}。");
        if (term.HearingDays > 0)
            yield return Hearing(term, excludedFrom);
        if (term.ExtendDays > 0)
            yield return $"{extendedBy ?? (Phrase)$"经{term.Clock.Extension!.ApprovedBy}批准，"}延长{term.ExtendDays}日（{term.Clock.Extension!.Article}），"
                + $"自{ChineseDate.Write(end.AddDays(term.ExcludedDays))}期满之次日接续计算，至{Dated(term, term.Nominal!.Value)}；"
                + $"期满日逢休息日的，延长期限不从顺延后的日期起算。";
        yield return term.Clock.IsPetitionersRight ? PetitionersEnd(term) : AgencysEnd(term, roll);
    }

    private static Phrase Hearing(Term term, DateOnly? from) =>
        term.Clock.HearingExcludedBy is not { } article
            ? (Phrase)$"听证用时{term.HearingDays}日不予扣除：听证所需时间不计入期限，只适用于复核。"
            : from is { } first
                ? (Phrase)($"{ChineseDate.Write(first)}至{ChineseDate.Write(first.AddDays(term.ExcludedDays - 1))}为听证所需时间，共{term.ExcludedDays}日，"
                  + $"依据{article}不计入，届满日为{Dated(term, term.Nominal!.Value.AddDays(-term.ExtendDays))}。")
                : (Phrase)$"听证所需时间{term.ExcludedDays}日，依据{article}不计入，届满日为{Dated(term, term.Nominal!.Value.AddDays(-term.ExtendDays))}。";

    private static Phrase PetitionersEnd(Term term)
    {
        if (term.Rolled is not { } last)
            return TermState.WhyUnknown(term);
        Phrase until = "网上提出的截至当日24时，当面提出的截至当日业务时间结束，邮寄的以交邮日期为准。";
        return last == term.Nominal
            ? (Phrase)$"该日为工作日，即最后一日；{until}"
            : (Phrase)$"该日为休息日，参照{Register.CivilCode203}，以休息日结束后的第一个工作日{Dated(term, last)}为最后一日；{until}";
    }

    private static Phrase AgencysEnd(Term term, AgencyRoll roll)
    {
        var nominal = ChineseDate.Write(term.Nominal!.Value);
        if (term.IsUnknown && roll == AgencyRoll.NextWorkingDay)
            return TermState.WhyUnknown(term);
        if (term.IsUnknown)
            return $"履行职责是否按期，以{nominal}为准。{TermState.WhyUnknown(term)}";
        if (term.Control == term.Nominal)
            return $"{nominal}为工作日，应当在该日前（含当日）{End(term)}。";
        return roll == AgencyRoll.NextWorkingDay
            ? (Phrase)($"按本机关设定，届满日逢休息日的，以其后第一个工作日{Dated(term, term.Rolled!.Value)}为准；"
              + $"应当在届满前最后一个工作日{Dated(term, term.Control!.Value)}前（含当日）{End(term)}。")
            : (Phrase)($"履行职责是否按期，以{nominal}为准，不因休息日顺延；应当在此前最后一个工作日{Dated(term, term.Control!.Value)}前（含当日）{End(term)}。"
              + $"休息日后的第一个工作日为{ChineseDate.Write(term.Rolled!.Value)}，仅供参考。");
    }

    private static Phrase End(Term term) => $"完成“{term.Clock.Duty}”";

    private static IEnumerable<Phrase> OfWorkingDays(Term term, IReadOnlyList<ExplainedDay> days)
    {
        Phrase begins = $"自{ChineseDate.Write(term.Start)}{term.Clock.StartEvent}之次日起算，只计工作日，";
        yield return term.Nominal is { } end
            ? (Phrase)$"{begins}第{term.Days}个工作日为{Dated(term, end)}；{ChineseDate.WriteMonthAndDay(term.Start)}当日不计入，参照{Register.CivilCode201}。"
            : (Phrase)$"{begins}共{term.Days}个工作日，现计至第{days.Max(d => d.Ordinal) ?? 0}个。{TermState.WhyUnknown(term)}";
        var skipped = Runs(days.Where(d => d.Count == DayCount.Skipped));
        if (skipped.Count > 0)
            yield return $"其间不计入：{Phrase.Join("、", skipped)}。";
        var makeUp = Runs(days.Where(d => d.Ordinal is not null && d.Day is { Kind: DayKind.MakeUpWorkday }));
        if (makeUp.Count > 0)
            yield return $"计入调休上班日：{Phrase.Join("、", makeUp)}。";
        if (term.HearingDays > 0)
            yield return Hearing(term, null);
    }

    // 2月15日至2月23日（春节休息日）: neighbouring days of one holiday, or one weekend, as one stretch.
    private static List<Phrase> Runs(IEnumerable<ExplainedDay> days)
    {
        var runs = new List<(DateOnly From, DateOnly To, Phrase What)>();
        foreach (var day in days)
        {
            var what = day.Day is { Kind: DayKind.Weekend } ? "休息日" : day.Day!.Value.Told;
            if (runs.Count > 0 && runs[^1] is var last && last.What.Equals(what) && last.To.AddDays(1) == day.Date)
                runs[^1] = last with { To = day.Date };
            else
                runs.Add((day.Date, day.Date, what));
        }

        return [.. runs.Select(r => r.From == r.To
            ? (Phrase)$"{ChineseDate.WriteMonthAndDay(r.From)}（{r.What}）"
            : (Phrase)$"{ChineseDate.WriteMonthAndDay(r.From)}至{ChineseDate.WriteMonthAndDay(r.To)}（{r.What}）")];
    }

    private static Phrase Dated(Term term, DateOnly date) =>
        $"{ChineseDate.Write(date)}（{term.Calendar.On(date)?.Told ?? ChineseDate.Weekday(date)}）";
}
