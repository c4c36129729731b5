using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Xinqiao.Core.Regulation;
using Xunit;

namespace Xinqiao.Core.Tests.Regulation;

public class IndependentReckoningTests
{
    private const int Questions = 6_000;

    private sealed record Question(string Clock, string Pack, DateOnly Start, int Extend, int Hearing);

    [Fact]
    public async Task A_second_program_that_walks_the_days_one_by_one_gives_the_same_dates()
    {
        var questions = Ask();
        using var python = StartPython();
        var reading = python.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await python.StandardInput.WriteAsync(string.Concat(questions.Select(q => JsonSerializer.Serialize(q, JsonSerializerOptions.Web) + "\n")));
        python.StandardInput.Close();
        var answers = (await reading).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        await python.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(0, python.ExitCode);
        Assert.Equal(questions.Select(q => $"{q}: {Ours(q)}"), questions.Zip(answers, (q, a) => $"{q}: {Theirs(a)}"));
    }

    // Beyond both ends of the years loaded, so that unknown dates are compared too.
    private static List<Question> Ask()
    {
        var random = new Random(20220501);
        var clocks = RulePack.Of2022.Clocks.Concat(RulePack.Of2005.Clocks).Where(c => c.IsInDays).ToArray();
        var (first, last) = (new DateOnly(2017, 10, 1).DayNumber, new DateOnly(2027, 1, 31).DayNumber);
        return [.. Enumerable.Range(0, Questions).Select(_ =>
        {
            var clock = clocks[random.Next(clocks.Length)];
            return new Question(clock.Id, clock.Pack, DateOnly.FromDayNumber(random.Next(first, last + 1)),
                clock.Extension is null ? 0 : random.Next(31), random.Next(3) == 0 ? random.Next(1, 45) : 0);
        })];
    }

    private static string Ours(Question q)
    {
        var term = Term.Reckon(RulePack.Named(q.Pack)![q.Clock], q.Start, q.Extend, q.Hearing, Calendar.Embedded);
        return $"{term.Nominal:yyyy-MM-dd} {term.Rolled:yyyy-MM-dd} {term.Control:yyyy-MM-dd}";
    }

    private static string Theirs(string answer)
    {
        using var json = JsonDocument.Parse(answer);
        return string.Join(' ', new[] { "nominal", "rolled", "control" }.Select(name => json.RootElement.GetProperty(name).GetString()));
    }

    private static Process StartPython()
    {
        var start = new ProcessStartInfo("python3")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardInputEncoding = new UTF8Encoding(false),
            ArgumentList =
            {
                Repository.PathOf("tests", "Core.Tests", "Regulation", "reckon.py"),
                Repository.PathOf("src", "Core", "Regulation", "calendars.json"),
            },
        };
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            Assert.Skip("python3 is not installed; the independent reckoning was not compared.");
            throw;
        }
    }
}
