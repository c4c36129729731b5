using Dapper;
using Xinqiao.Core;
using Xinqiao.Core.Petitions;
using Xinqiao.Core.Verification;
using Xinqiao.Web.Storage;
using Xinqiao.Web.Units;

namespace Xinqiao.Web.Registers;

/// <summary>One series of numbers, with the last that was given.</summary>
/// <param name="Counted">How many the events bear; null where nobody counted.</param>
/// <param name="Voided">Numbers that nobody gets, because an entry that was lost before a restore may have borne them.</param>
/// <param name="Missing">Other numbers between the first and the last that no event bears.</param>
public sealed record NumberedSeries(
    Series Series, string Organ, long Last, int? Counted, IReadOnlyList<int> Voided, IReadOnlyList<int> Missing)
{
    public bool IsOfPetitions => Series.Subject == PetitionNumber.Subject;

    /// <summary>As the number is written.</summary>
    public required Func<long, string> Write { get; init; }
}

/// <summary>编号登记簿: what was given out in each series, and, counted from the events on demand, that nothing is missing.</summary>
public sealed class NumberRegister(CaseStore store, UnitQueries units)
{
    /// <param name="counts">Reads the whole log and counts; without it the table of last numbers is shown.</param>
    public async Task<IReadOnlyList<NumberedSeries>> All(bool counts)
    {
        var all = (await units.Ever()).ToDictionary(u => u.Code);
        var seen = counts ? await Count() : null;
        await using var connection = store.Database.OpenToRead();
        var last = await connection.QueryAsync<(string Organ, string Subject, long Year, long Last)>(
            "SELECT organ, subject, year, last FROM numbers ORDER BY year DESC, subject DESC, organ");
        return
        [
            .. from row in last
               let series = new Series(row.Organ, row.Subject, (int)row.Year)
               let unit = all.GetValueOrDefault(row.Organ)
               let serials = seen?.Given.GetValueOrDefault(series) ?? []
               let voided = seen?.Voided(series) ?? []
               select new NumberedSeries(
                   series, unit?.Name ?? row.Organ, row.Last, seen is null ? null : serials.Count, voided,
                   seen is null ? [] : [.. Enumerable.Range(1, (int)row.Last).Except(serials).Except(voided)])
               {
                   Write = serial => row.Subject == PetitionNumber.Subject
                       ? PetitionNumber.Of(row.Organ, (int)row.Year, (int)serial)
                       : $"{unit?.Word ?? row.Organ}〔{row.Year}〕{serial}号",
               },
        ];
    }

    // A thousand events a page, so that nobody waits for a long read.
    private async Task<AuditedNumbers> Count()
    {
        const int page = 1_000;
        var numbers = new AuditedNumbers();
        for (long from = 0; ; from += page)
        {
            await using var connection = store.Database.OpenToRead();
            var rows = (await connection.QueryAsync<(long Position, string Event)>(
                "SELECT position, event FROM events WHERE position >= @from AND position < @until ORDER BY position",
                new { from, until = from + page })).AsList();
            foreach (var (position, text) in rows) numbers.Note(StoredEvent.Read(position, text, texts: null));
            // A page may be empty where entries are lost.
            if (rows.Count < page && from + page >= await connection.ExecuteScalarAsync<long>("SELECT size FROM head WHERE id = 1")) return numbers;
        }
    }
}
