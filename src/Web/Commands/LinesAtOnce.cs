using System.Text;
using System.Text.Json;
using System.Threading.Channels;

namespace Xinqiao.Web.Commands;

/// <summary>
/// As <see cref="JsonLines.Answer"/>, for questions that need not be asked one after another: what has arrived is answered on all cores
/// together and told in order, so that a single question is answered at once and a file as fast as the machine can.
/// </summary>
internal static class LinesAtOnce
{
    private const int Most = 512;

    private sealed record Question(int Number, string Line);

    private sealed record Told(string? Answer, string? Fault);

    /// <param name="answer">Called by several threads; throws <see cref="BadLineException"/> for a question it cannot answer.</param>
    /// <returns>0, or 2 where a line was bad.</returns>
    public static async Task<int> Answer(Terminal terminal, Func<JsonElement, string> answer, CancellationToken stop)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var arrived = Channel.CreateBounded<Question>(new BoundedChannelOptions(4 * Most) { SingleReader = true, SingleWriter = true });
        var reading = Read(terminal.In, arrived.Writer, ended.Token);
        var (code, questions) = (0, new List<Question>(Most));
        try
        {
            while (await arrived.Reader.WaitToReadAsync(stop))
            {
                questions.Clear();
                while (questions.Count < Most && arrived.Reader.TryRead(out var question)) questions.Add(question);
                var told = new Told[questions.Count];
                Parallel.For(0, told.Length, i => told[i] = One(questions[i].Line, answer));
                if (!await Tell(terminal, questions, told)) code = CommandLine.BadInput;
            }
        }
        finally
        {
            await ended.CancelAsync();
        }

        await reading;
        await terminal.Out.FlushAsync(stop);
        return code;
    }

    private static async Task Read(TextReader input, ChannelWriter<Question> arrived, CancellationToken stop)
    {
        Exception? failure = null;
        try
        {
            for (var number = 1; await input.ReadLineAsync(stop) is { } line; number++)
                if (!string.IsNullOrWhiteSpace(line)) await arrived.WriteAsync(new Question(number, line), stop);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            failure = e; // thrown where the questions are awaited
        }
        finally
        {
            arrived.Complete(failure);
        }
    }

    private static Told One(string line, Func<JsonElement, string> answer)
    {
        try
        {
            using var document = JsonLines.Parse(line);
            return new Told(answer(document.RootElement), null);
        }
        catch (BadLineException e)
        {
            return new Told(null, e.Message);
        }
    }

    // False where a line was bad.
    private static async Task<bool> Tell(Terminal terminal, List<Question> questions, Told[] told)
    {
        var (answers, good) = (new StringBuilder(), true);
        for (var i = 0; i < told.Length; i++)
        {
            if (told[i].Answer is { } answer)
            {
                answers.Append(answer).Append('\n');
                continue;
            }

            good = false;
            await terminal.Error.WriteLineAsync($"第{questions[i].Number}行 line {questions[i].Number}：{told[i].Fault}");
        }

        await terminal.Out.WriteAsync(answers.ToString());
        return good;
    }
}
