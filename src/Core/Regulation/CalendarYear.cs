using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Xinqiao.Core.Regulation;

/// <summary>A stretch of public rest days, both ends included, under the holiday's name.</summary>
public sealed record RestPeriod(string Name, DateOnly From, DateOnly To);

/// <summary>A Saturday or Sunday on which offices work in exchange (调休上班).</summary>
public sealed record MakeUpDay(string Name, DateOnly On);

/// <summary>
/// One year's arrangement of rest days as the State Council's office announced it. Weekends it does not name are rest days.
/// A notice may reach into the last days of the year before (元旦), never beyond its own year.
/// </summary>
public sealed record CalendarYear
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <exception cref="MalformedArrangementException">Dates that cannot be; the message names them, for whoever loads the year.</exception>
    public CalendarYear(
        int year, IReadOnlyList<string> notices, IReadOnlyList<RestPeriod> rest, IReadOnlyList<MakeUpDay> makeUp)
    {
        if (year is < 2000 or > 2200)
            throw new MalformedArrangementException($"年度 {year} 不在 2000 至 2200 之间");
        if (rest.Count == 0)
            throw new MalformedArrangementException($"{year} 年没有任何放假安排");
        if (rest.FirstOrDefault(r => r.To < r.From || !Covers(year, r.From) || !Covers(year, r.To)) is { } wrong)
            throw new MalformedArrangementException($"{year} 年{wrong.Name}放假日期有误：{wrong.From:yyyy-MM-dd} 至 {wrong.To:yyyy-MM-dd}");
        if (makeUp.FirstOrDefault(m => !Covers(year, m.On) || !IsWeekend(m.On)) is { } notWeekend)
            throw new MalformedArrangementException($"{year} 年调休上班日须为周六或周日：{notWeekend.On:yyyy-MM-dd}");
        if (makeUp.FirstOrDefault(m => rest.Any(r => r.From <= m.On && m.On <= r.To)) is { } both)
            throw new MalformedArrangementException($"{both.On:yyyy-MM-dd} 既列为放假又列为上班");
        (Year, Notices, Rest, MakeUp) = (year, notices, rest, makeUp);
    }

    public int Year { get; }

    /// <summary>Addresses of the notice and of its amendments.</summary>
    public IReadOnlyList<string> Notices { get; }

    public IReadOnlyList<RestPeriod> Rest { get; }

    public IReadOnlyList<MakeUpDay> MakeUp { get; }

    /// <summary>Reads years in the form of the embedded <c>calendars.json</c>.</summary>
    /// <exception cref="MalformedArrangementException">A date or a year that cannot be; the message names it.</exception>
    /// <exception cref="JsonException">The text is not JSON.</exception>
    public static IReadOnlyList<CalendarYear> ParseAll(string json)
    {
        using var document = JsonDocument.Parse(json);
        return [.. document.RootElement.EnumerateArray().Select(Read)];
    }

    /// <summary>Reads one year, alone or as the only one of a list.</summary>
    /// <exception cref="MalformedArrangementException">What is wrong, in words for whoever loads the year.</exception>
    public static CalendarYear Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Array) return Read(root);
            return root.GetArrayLength() == 1
                ? Read(root[0])
                : throw new MalformedArrangementException($"一次载入一个年度，现有{root.GetArrayLength()}个");
        }
        catch (JsonException e)
        {
            throw new MalformedArrangementException($"第{(e.LineNumber ?? 0) + 1}行附近不是有效的 JSON", e);
        }
    }

    /// <summary>The arrangement in full, in the form that <see cref="Parse"/> reads.</summary>
    public string ToJson()
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Readable)) Write(writer);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    internal static bool IsWeekend(DateOnly date) => date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;

    /// <summary>What the arrangement says, in one form whatever its source; two equal texts are the same calendar.</summary>
    internal string Canonical() =>
        $"{Year}|"
        + string.Join(',', Rest.OrderBy(r => r.From).Select(r => $"{r.Name}:{r.From:yyyyMMdd}-{r.To:yyyyMMdd}"))
        + "|"
        + string.Join(',', MakeUp.OrderBy(m => m.On).Select(m => $"{m.Name}:{m.On:yyyyMMdd}"));

    private static bool Covers(int year, DateOnly date) =>
        date.Year == year || (date.Year == year - 1 && date.Month == 12);

    private static CalendarYear Read(JsonElement year)
    {
        try
        {
            if (!year.GetProperty("year").TryGetInt32(out var number)) throw new MalformedArrangementException("year 须为整数年份");
            return new CalendarYear(
                number,
                [.. year.GetProperty("notices").EnumerateArray().Select(n => n.GetString() ?? throw new MalformedArrangementException("notices 不能为空"))],
                [.. year.GetProperty("rest").EnumerateArray().Select(r => new RestPeriod(Text(r, "name"), Date(r, "from"), Date(r, "to")))],
                [.. year.GetProperty("makeUp").EnumerateArray().Select(m => new MakeUpDay(Text(m, "name"), Date(m, "on")))]);
        }
        catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException)
        {
            throw new MalformedArrangementException("放假安排须含 year、notices、rest（name、from、to）和 makeUp（name、on）", e);
        }
    }

    private void Write(Utf8JsonWriter to)
    {
        to.WriteStartObject();
        to.WriteNumber("year", Year);
        to.WriteStartArray("notices");
        foreach (var notice in Notices) to.WriteStringValue(notice);
        to.WriteEndArray();
        to.WriteStartArray("rest");
        foreach (var period in Rest.OrderBy(r => r.From))
            Write(to, ("name", period.Name), ("from", $"{period.From:yyyy-MM-dd}"), ("to", $"{period.To:yyyy-MM-dd}"));
        to.WriteEndArray();
        to.WriteStartArray("makeUp");
        foreach (var day in MakeUp.OrderBy(m => m.On)) Write(to, ("name", day.Name), ("on", $"{day.On:yyyy-MM-dd}"));
        to.WriteEndArray();
        to.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter to, params ReadOnlySpan<(string Name, string Value)> properties)
    {
        to.WriteStartObject();
        foreach (var (name, value) in properties) to.WriteString(name, value);
        to.WriteEndObject();
    }

    private static string Text(JsonElement of, string property) =>
        of.GetProperty(property).GetString() ?? throw new MalformedArrangementException($"{property} 不能为空");

    private static DateOnly Date(JsonElement of, string property) =>
        DateOnly.TryParseExact(Text(of, property), "yyyy-MM-dd", out var date)
            ? date
            : throw new MalformedArrangementException($"{property} 的日期“{Text(of, property)}”有误，应写作 2027-01-31 的样子");
}
