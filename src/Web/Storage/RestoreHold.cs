using Dapper;

namespace Xinqiao.Web.Storage;

/// <summary>
/// Stands in a restored database until its log was found whole. An index that was lost belongs to the leaf that a receipt proves, and
/// must never be given to another; so nothing is written meanwhile.
/// </summary>
/// <param name="Size">How many events the backup holds.</param>
/// <param name="Witnessed">How many the outside world has seen; 0 while that was not compared yet.</param>
public sealed record RestoreHold(long Size, long Witnessed)
{
    public string Message => Witnessed > Size
        ? $"该数据库由备份恢复，缺少第 {Size} 至 {Witnessed - 1} 号记录，这些编号不得另作他用，因此拒绝写入。请找到更新的备份重新恢复。"
        : "该数据库由备份恢复，尚未核对通过，拒绝写入。请重新运行 ./xinqiao restore，恢复到一个空库。";

    /// <summary>Null where the database may be written.</summary>
    public static RestoreHold? Of(IDatabase database)
    {
        using var connection = database.OpenToRead();
        return connection.QuerySingleOrDefault<RestoreHold>("SELECT size, witnessed FROM restored WHERE id = 1");
    }

    public static void Tell(IDatabase database, long witnessed) => Change(
        database, "UPDATE restored SET witnessed = @witnessed WHERE id = 1", new { witnessed });

    public static void Lift(IDatabase database) => Change(database, "DELETE FROM restored", null);

    private static void Change(IDatabase database, string sql, object? values)
    {
        using var batch = database.BeginBatch();
        batch.Connection.Execute(sql, values, batch.Transaction);
        batch.Commit();
    }
}
