using System.Diagnostics;
using System.Text;
using Dapper;
using Microsoft.Data.Sqlite;
using Npgsql;
using NpgsqlTypes;
using Xinqiao.Core.Matching;

namespace Xinqiao.Bench;

/// <summary>The same questions to the full-text indexes of two databases, over bigrams: the dozen rarest of a question, the best ten.</summary>
internal static class BigramDatabases
{
    private const int Terms = 12, Top = 10;

    public static async Task Measure(
        RecombinedTexts made, int count, List<MatterText> asked, IReadOnlyList<int>[] ours, string? server)
    {
        var frequency = new Dictionary<int, int>();
        for (var i = 0; i < count; i += Math.Max(1, count / 100_000))
            foreach (var pair in PairsOf(made.Text(i)).Distinct()) frequency[pair] = frequency.GetValueOrDefault(pair) + 1;
        List<string> Rarest(MatterText text) =>
            [.. PairsOf(text).Distinct().OrderBy(p => frequency.GetValueOrDefault(p)).Take(Terms).Select(Written)];

        Sqlite(made, count, asked, ours, Rarest);
        if (server is null) Console.WriteLine("  PostgreSQL     not measured: XINQIAO_TEST_POSTGRES is not set");
        else await Postgres(server, made, count, asked, ours, Rarest);
    }

    private static void Sqlite(
        RecombinedTexts made, int count, List<MatterText> asked, IReadOnlyList<int>[] ours, Func<MatterText, List<string>> rarest)
    {
        using var place = new Place(server: null);
        using var connection = new SqliteConnection($"Data Source={place.Address}");
        connection.Open();
        connection.Execute("PRAGMA journal_mode = off; PRAGMA synchronous = off; PRAGMA cache_size = -262144");
        connection.Execute("CREATE VIRTUAL TABLE texts USING fts5(grams, content = '', tokenize = 'unicode61')");
        var took = Stopwatch.StartNew();
        using (var transaction = connection.BeginTransaction())
        using (var insert = connection.CreateCommand())
        {
            insert.CommandText = "INSERT INTO texts (rowid, grams) VALUES (@id, @grams)";
            insert.Transaction = transaction;
            var (id, grams) = (insert.Parameters.Add("@id", SqliteType.Integer), insert.Parameters.Add("@grams", SqliteType.Text));
            for (var i = 0; i < count; i++)
            {
                (id.Value, grams.Value) = (i, Document(made.Text(i)));
                insert.ExecuteNonQuery();
            }

            transaction.Commit();
        }

        Built("SQLite FTS5", count, took, new FileInfo(place.Address).Length);
        var found = SimilarBench.Ask("SQLite FTS5", asked, count, text => [.. connection.Query<int>(
            "SELECT rowid FROM texts WHERE texts MATCH @terms ORDER BY rank LIMIT @Top", new { terms = string.Join(" OR ", rarest(text)), Top })]);
        Agreement(found, ours);
    }

    private static async Task Postgres(
        string server, RecombinedTexts made, int count, List<MatterText> asked, IReadOnlyList<int>[] ours, Func<MatterText, List<string>> rarest)
    {
        using var place = new Place(server);
        await using var connection = new NpgsqlConnection(place.Address);
        await connection.OpenAsync();
        await connection.ExecuteAsync("CREATE UNLOGGED TABLE raw (id integer, grams text[])");
        var took = Stopwatch.StartNew();
        await using (var copy = await connection.BeginBinaryImportAsync("COPY raw (id, grams) FROM STDIN (FORMAT binary)"))
        {
            for (var i = 0; i < count; i++)
            {
                await copy.StartRowAsync();
                await copy.WriteAsync(i, NpgsqlDbType.Integer);
                await copy.WriteAsync(PairsOf(made.Text(i)).Distinct().Select(Written).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text);
            }

            await copy.CompleteAsync();
        }

        await connection.ExecuteAsync(
            "CREATE UNLOGGED TABLE texts AS SELECT id, array_to_tsvector(grams) AS grams FROM raw; DROP TABLE raw", commandTimeout: 0);
        await connection.ExecuteAsync("SET maintenance_work_mem = '512MB'; CREATE INDEX ON texts USING gin (grams); ANALYZE texts", commandTimeout: 0);
        Built("PostgreSQL GIN", count, took, await connection.ExecuteScalarAsync<long>("SELECT pg_total_relation_size('texts')"));
        var found = SimilarBench.Ask("PostgreSQL GIN", asked, count, text => [.. connection.Query<int>(
            "SELECT id FROM texts, to_tsquery('simple', @terms) q WHERE grams @@ q ORDER BY ts_rank(grams, q) DESC LIMIT @Top",
            new { terms = string.Join(" | ", rarest(text)), Top }, commandTimeout: 0)]);
        Agreement(found, ours);
    }

    private static void Built(string name, int count, Stopwatch took, long bytes) => Console.WriteLine(
        $"  {name,-14} built at {count / took.Elapsed.TotalSeconds:N0} texts/s (making the texts included), {bytes / 1e9:0.00} GB");

    private static void Agreement(IReadOnlyList<int>[] found, IReadOnlyList<int>[] ours) => Console.WriteLine(
        $"                 of our first ten, {found.Select((f, i) => (double)f.Intersect(ours[i]).Count() / Math.Max(1, ours[i].Count)).Average():P0} are in its first ten");

    private static IEnumerable<int> PairsOf(MatterText text)
    {
        foreach (var part in new[] { text.Title!, text.Detail! })
            for (var i = 0; i + 1 < part.Length; i++)
                if (char.IsLetterOrDigit(part[i]) && char.IsLetterOrDigit(part[i + 1])) yield return part[i] << 16 | part[i + 1];
    }

    // Two code points in hexadecimal: a word to every tokenizer.
    private static string Written(int pair) => $"x{pair:x8}";

    private static string Document(MatterText text)
    {
        var document = new StringBuilder();
        foreach (var pair in PairsOf(text)) document.Append(Written(pair)).Append(' ');
        return document.ToString();
    }
}
