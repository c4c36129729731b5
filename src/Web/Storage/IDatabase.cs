using System.Data.Common;
using Xinqiao.Core.Matters;

namespace Xinqiao.Web.Storage;

/// <summary>What the two engines do differently, each in its native way: opening, locking, writing many rows, their errors.</summary>
public interface IDatabase : IDisposable
{
    /// <summary>SQLite or PostgreSQL, for messages.</summary>
    string Engine { get; }

    /// <summary>
    /// Creates or migrates the schema and refuses settings under which an acknowledged act could be lost.
    /// </summary>
    /// <exception cref="DatabaseUnusableException">Damaged, read-only, full, too new, or not durable; the message says what to do.</exception>
    void Prepare();

    /// <summary>An open connection for what the program itself reads; dispose it to give it back.</summary>
    DbConnection OpenToRead();

    /// <summary>
    /// An open connection for what is shown to somebody. Where the engine guards rows itself it gives out no row that the gate keeps from them,
    /// whatever is asked.
    /// </summary>
    DbConnection OpenFor(Viewer viewer);

    /// <summary>
    /// The condition that a column is one of a list, which the engines spell differently: <c>m.stage IN @stages</c>,
    /// <c>m.stage = ANY(@stages)</c>. The parameter is an array.
    /// </summary>
    /// <param name="parameter">With its at sign.</param>
    string Among(string column, string parameter);

    /// <summary>The condition that a row of <c>search_words</c> has all of some words. The parameter is a text with blanks between them.</summary>
    /// <param name="parameter">With its at sign.</param>
    string HasWords(string parameter);

    /// <summary>How such a text is written into a row of <c>search_words</c>.</summary>
    /// <param name="parameter">With its at sign.</param>
    string Words(string parameter);

    /// <summary>The statement that empties <c>search_words</c>.</summary>
    string ForgetWords { get; }

    /// <summary>
    /// Begins a durable transaction and locks the head row, the only lock a writer takes; every other statement comes after.
    /// </summary>
    IBatch BeginBatch();

    /// <summary>
    /// After a commit that erased texts: also what the engine keeps of them beside the rows goes, as far as no reader still holds it.
    /// </summary>
    /// <returns>False where a reader still holds some of it, and it has to be asked again.</returns>
    bool WipeErased();

    /// <summary>Text of an error for people, or null where it is not the database's own.</summary>
    string? Explain(Exception exception);
}

/// <summary>Where the log stands: how many events, when the last was recorded, the right edge of the tree.</summary>
public readonly record struct Head(long Size, long RecordedAt, byte[] Frontier)
{
    internal const string Select = "SELECT size, recorded_at AS recordedAt, frontier FROM head WHERE id = 1";
}

/// <summary>One durable transaction under the head lock.</summary>
public interface IBatch : IDisposable
{
    DbConnection Connection { get; }
    DbTransaction Transaction { get; }

    /// <summary>The head row, read as it was locked.</summary>
    Head Head { get; }

    /// <summary>Writes rows of one table. The order of calls is kept; the engine may send them together at the commit.</summary>
    void Put(Table table, IReadOnlyList<object?[]> rows);

    /// <summary>Sends what was put since the last time.</summary>
    /// <exception cref="LostRaceException">A row that had to be new or higher was not; nothing was written.</exception>
    void Flush();

    /// <summary>Makes an empty copy of a table, with its indexes, as <see cref="Table.Rebuilt"/>; an older copy goes.</summary>
    void MakeEmptyCopy(Table table);

    /// <summary>Puts the copy in the table's place.</summary>
    /// <exception cref="DbException">Readers hold the table (<see cref="DbException.IsTransient"/>); try again.</exception>
    void SwapIn(Table table);

    /// <summary>Durable when it returns. If it throws, nobody knows whether the batch is durable.</summary>
    void Commit();
}

/// <summary>Somebody else wrote first. Under the head lock that is a defect, or a key used twice.</summary>
public sealed class LostRaceException(string table) : Exception($"A row of “{table}” was written by somebody else first.")
{
    public string Table => table;
}

/// <summary>The database cannot be used; the message says why and what to do.</summary>
public sealed class DatabaseUnusableException(string message, Exception? inner = null) : Exception(message, inner);
