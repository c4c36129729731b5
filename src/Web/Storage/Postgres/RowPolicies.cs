using System.Security.Cryptography;
using System.Text;
using Dapper;
using Npgsql;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Web.Matters;

namespace Xinqiao.Web.Storage.Postgres;

/// <summary>
/// PostgreSQL's row-level security, written from <see cref="Gate.Policy"/>: beneath every query of a page, rows that the gate keeps from its
/// viewer are not there, though somebody forgot to ask. A connection says as whom it reads; one that says nothing sees no row at all.
/// </summary>
internal static class RowPolicies
{
    /// <summary>The setting of a connection that says as whom it reads, and its value for the program's own work.</summary>
    public const string ReadsAs = "xinqiao.reads_as", TheProgram = "program";

    private const string AViewer = "viewer", Name = "gate";

    // As a query of its own each is asked once a statement and not once a row.
    private const string Post = "(SELECT current_setting('xinqiao.post', true))", Unit = "(SELECT current_setting('xinqiao.unit', true))",
        Person = "(SELECT current_setting('xinqiao.person', true))";

    private static readonly string IsProgram = $"(SELECT current_setting('{ReadsAs}', true)) = '{TheProgram}'";

    // Posts that see matters of the whole district: to them what a unit objected to or received is no secret beside the matter.
    private static readonly string SeesTheDistrict =
        $"{Post} IN ({string.Join(", ", Gate.Policy.Where(l => l.Relations.Contains(Relation.Other)).SelectMany(l => l.Roles).Distinct().Select(r => $"'{Words.Of(r)}'"))})";

    // The gate asks objections, extracts, reviews and who is barred, so that these cannot ask the matter in turn.
    private static readonly IReadOnlyList<(string Table, string Opens)> Guarded =
    [
        ("matters", GateCondition.OfRows("matters", "id", Post, Unit, Person)),
        ("deadlines", GateCondition.OfRows("deadlines", "matter", Post, Unit, Person)),
        ("objections", $"unit = {Unit} OR {SeesTheDistrict}"),
        ("extracts", $"unit = {Unit} OR {SeesTheDistrict}"),
        ("reviews", $"unit = {Unit} OR {SeesTheDistrict}"),
        ("barred", $"who = {Unit} OR who = {Person}"),
        ("erasures_asked", "EXISTS (SELECT 1 FROM matters m WHERE m.id = erasures_asked.matter)"),
        ("matter_links",
            "EXISTS (SELECT 1 FROM matters m WHERE m.id = matter_links.matter) AND EXISTS (SELECT 1 FROM matters m WHERE m.id = matter_links.earlier)"),
    ];

    // Which text of the policies stands in the database, kept beside one of them.
    private static readonly string Version =
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', Guarded.Select(g => $"{g.Table}\n{g.Opens}")))));

    /// <summary>Whether a table is guarded; what guards one may ask another.</summary>
    public static bool Guards(Table table) => Guarded.Any(g => g.Table == table.Name);

    /// <summary>Guards each table by what the program's policy says, unless the database says the same already.</summary>
    public static void Bring(NpgsqlConnection connection, NpgsqlTransaction transaction)
    {
        var present = connection.Query<string?>(
            """
            SELECT obj_description(p.oid, 'pg_policy') FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
            WHERE p.polname = @Name AND c.relnamespace = current_schema()::regnamespace AND c.relrowsecurity AND c.relforcerowsecurity
            """, new { Name }, transaction).AsList();
        if (present.Count == Guarded.Count && present.TrueForAll(v => v == Version)) return;
        Lift(connection, transaction);
        foreach (var (table, opens) in Guarded)
            connection.Execute(
                $"""
                ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
                ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
                CREATE POLICY {Name} ON {table} USING ({IsProgram} OR ({opens}));
                COMMENT ON POLICY {Name} ON {table} IS '{Version}';
                """, transaction: transaction);
    }

    /// <summary>Until the end of the transaction, or <see cref="Bring"/>: tables are changed, exchanged, or filled whole.</summary>
    public static void Lift(NpgsqlConnection connection, NpgsqlTransaction transaction) => connection.Execute(
        string.Concat(Guarded.Select(g => $"DROP POLICY IF EXISTS {Name} ON {g.Table}; ALTER TABLE IF EXISTS {g.Table} DISABLE ROW LEVEL SECURITY;")),
        transaction: transaction);

    /// <summary>From here on the connection reads as somebody, until it is given back.</summary>
    public static void LetSee(NpgsqlConnection connection, Viewer viewer) => connection.Execute(
        """
        SELECT set_config('xinqiao.reads_as', @reads, false), set_config('xinqiao.post', @post, false),
          set_config('xinqiao.unit', @unit, false), set_config('xinqiao.person', @person, false)
        """, new { reads = AViewer, post = Words.Of(viewer.Role), unit = viewer.Unit, person = viewer.Person });
}
