using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Dapper;
using Xinqiao.Core;
using Xinqiao.Core.Furniture;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Commands;

/// <summary>How long a petition waited for its answer, from the times of its events alone.</summary>
/// <param name="Id">The message it was replayed from; null where it was not.</param>
/// <param name="Filed">Local date on which it was recorded.</param>
/// <param name="Answered">Local date on which the last of its matters was served an opinion; null where one still waits.</param>
/// <param name="Days">Calendar days between the two; the first is not counted.</param>
internal sealed record Wait(string Number, string? Id, DateOnly Filed, DateOnly? Answered, int? Days);

/// <param name="Median">Of the days until the answer, over those answered; null where none is. The lower of two in the middle.</param>
/// <param name="P90">The least number of days within which nine of ten of those answered had it.</param>
internal sealed record WaitSummary(
    int Petitions, int Answered, int Within15, int Within30, int Within60, int? Median, int? P90)
{
    public static WaitSummary Of(IReadOnlyList<Wait> waits)
    {
        var days = waits.Where(w => w.Days is not null).Select(w => w.Days!.Value).Order().ToList();
        int Within(int limit) => days.Count(d => d <= limit);
        int? Nearest(double share) => days.Count == 0 ? null : days[(int)Math.Ceiling(share * days.Count) - 1];
        return new(waits.Count, days.Count, Within(15), Within(30), Within(60), Nearest(0.5), Nearest(0.9));
    }
}

/// <summary>Says of each petition, or of all together, how many days it took to be answered.</summary>
internal static class TermsVerb
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static Command Make(Terminal terminal)
    {
        var summary = new Option<bool>("--summary")
        {
            Description = "只报合计：15、30、60日内答复的件数，中位数，九成以内的天数 / totals: answered within 15, 30, 60 days, median, p90",
        };
        var database = Options.Database();
        var verb = new Command("terms", "按登记账中的时间计算每件信访多少天得到答复 / days until each petition was answered, from event times alone")
        {
            summary, database,
        };
        verb.SetAction((parsed, stop) =>
        {
            var address = parsed.Require(database);
            Opening.RequireFile(address);
            return Opening.With(address, async db =>
            {
                Opening.RequireKind(db, address, DatabaseKind.Demo, DatabaseKind.Replay, DatabaseKind.Real);
                var waits = Read(db, stop);
                if (parsed.GetValue(summary))
                    await terminal.Out.WriteLineAsync(JsonSerializer.Serialize(WaitSummary.Of(waits), Json));
                else
                    foreach (var wait in waits) await terminal.Out.WriteLineAsync(JsonSerializer.Serialize(wait, Json));
                return 0;
            });
        });
        return verb;
    }

    private static List<Wait> Read(IDatabase database, CancellationToken stop)
    {
        using var connection = database.OpenToRead();
        var replayed = connection.Query<(string Stream, string Key)>("SELECT stream, key FROM idempotency WHERE caller = 'replay'")
            .ToDictionary(r => r.Stream, r => r.Key);
        var filed = new Dictionary<StreamId, (string Number, DateOnly On)>();
        var petitionOf = new Dictionary<StreamId, StreamId>();
        var answered = new Dictionary<StreamId, DateOnly>();
        foreach (var (position, text) in connection.Query<(long, string)>(
                     """
                     SELECT position, event FROM events
                     WHERE name = @filed OR name = @raised OR name = @served ORDER BY position
                     """,
                     new { filed = PetitionFiled.Stored, raised = MatterRaised.Stored, served = DocumentServed.Stored }, buffered: false))
        {
            stop.ThrowIfCancellationRequested();
            var recorded = StoredEvent.Read(position, text, texts: null);
            if (recorded.Event is PetitionFiled p) filed[p.Petition] = (p.Number, recorded.Day);
            else if (recorded.Event is MatterRaised m) petitionOf[m.Matter] = m.Petition;
            else if (recorded.Event is DocumentServed { Document: DocumentKind.Opinion } s) answered[s.Matter] = recorded.Day;
        }

        // A petition is answered when the last of its matters is.
        var last = petitionOf.GroupBy(m => m.Value).ToDictionary(
            g => g.Key, g => g.All(m => answered.ContainsKey(m.Key)) ? g.Max(m => answered[m.Key]) : (DateOnly?)null);
        return
        [
            .. from petition in filed
               let day = petition.Value.On
               let answer = last.GetValueOrDefault(petition.Key)
               select new Wait(
                   petition.Value.Number, replayed.GetValueOrDefault(petition.Key.Value), day, answer,
                   answer?.DayNumber - day.DayNumber),
        ];
    }
}
