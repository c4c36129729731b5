using System.Data.Common;
using Dapper;
using Xinqiao.Core;
using Xinqiao.Core.Furniture;
using Xinqiao.Core.Ledger;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Ledger;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Commands;

/// <summary>Opens databases for verbs: prepared, of the right kind, with the keys that belong to it.</summary>
internal static class Opening
{
    /// <summary>Works with a prepared database; its errors become messages.</summary>
    /// <exception cref="VerbRefusedException">The database's own error, in words.</exception>
    public static async Task<int> With(string address, Func<IDatabase, Task<int>> work)
    {
        using var database = Databases.At(address);
        try
        {
            database.Prepare();
            return await work(database);
        }
        catch (DbException e)
        {
            throw new VerbRefusedException(
                database.Explain(e) ?? $"{database.Engine} 报告错误：{e.Message}", $"{database.Engine}: {e.Message}", e);
        }
    }

    /// <summary>As <see cref="With"/>, with a store on a database that was founded as one of these kinds.</summary>
    public static Task<int> Founded(
        string address, string keys, TimeProvider clock, DatabaseKind[] kinds, Func<CaseStore, Task<int>> work)
    {
        RequireFile(address);
        return With(address, async database =>
        {
            RequireKind(database, address, kinds);
            using var store = new CaseStore(database, KeyFolder.Open(keys), clock, Rules.Embedded);
            RequireOwnKeys(store);
            return await work(store);
        });
    }

    /// <exception cref="VerbRefusedException">A file was named that is not there; opening would make an empty one.</exception>
    public static void RequireFile(string address)
    {
        if (Databases.IsFile(address) && !File.Exists(address))
            throw new VerbRefusedException(
                $"找不到数据库文件 {address}。请核对 --database；新建请用 ./xinqiao init。", "There is no such database file.");
    }

    /// <exception cref="VerbRefusedException">The database was founded as another kind, or not at all (decision 15).</exception>
    public static void RequireKind(IDatabase database, string address, params ReadOnlySpan<DatabaseKind> kinds)
    {
        var stamp = CaseStore.ReadStamp(database);
        if (stamp is null)
            throw new VerbRefusedException(
                $"数据库 {address} 尚未初始化。正式库请先运行 ./xinqiao init。", "The database was not founded.");
        if (!kinds.Contains(stamp.Kind))
        {
            var wanted = string.Join('、', kinds.ToArray().Select(Words.Label));
            throw new VerbRefusedException(
                $"数据库 {address} 是{Words.Label(stamp.Kind)}库，本命令只打开{wanted}库；库的性质不能更改。{Instead(stamp.Kind)}",
                $"This is a {Words.Of(stamp.Kind)} database; this verb opens only {string.Join(", ", kinds.ToArray().Select(Words.Of))}.");
        }
    }

    /// <summary>
    /// Tries a write that changes nothing: SQLite opens a read-only file without a word, and the first to notice would be a
    /// petitioner.
    /// </summary>
    /// <exception cref="VerbRefusedException">The key folder cannot be written; of the database, its own error comes.</exception>
    public static async Task RequireWritable(CaseStore store)
    {
        await store.Write(batch => batch.Connection.Execute("UPDATE head SET size = size WHERE id = 1", transaction: batch.Transaction));
        var trial = Path.Combine(store.Keys.WebKeys, "writable");
        try
        {
            Directory.CreateDirectory(store.Keys.WebKeys);
            await File.WriteAllTextAsync(trial, "");
            File.Delete(trial);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new VerbRefusedException(
                $"密钥目录 {store.Keys.WebKeys} 不能写入，无法保存登录密钥：{e.Message}\n请检查权限和磁盘空间。",
                "The key folder cannot be written.", e);
        }
    }

    private static string Instead(DatabaseKind kind) => kind == DatabaseKind.Real
        ? "正式库请用 ./xinqiao serve 打开。"
        : "演示库、回放库请用 ./xinqiao run 打开，正式库请用 ./xinqiao init 另建。";

    // With another database's keys everything would start, and nothing could be read or proven any more.
    private static void RequireOwnKeys(CaseStore store)
    {
        using var connection = store.Database.OpenToRead();
        var note = connection.ExecuteScalar<string>("SELECT note FROM checkpoints ORDER BY size DESC LIMIT 1");
        if (note is null || !SignedNote.Parse(note).Check(store.LogKey.Publics, LogKey.Verify).IsTrusted)
            throw new VerbRefusedException(
                $"密钥目录 {store.Keys.Folder} 不是这个数据库的：登记账的签名对不上。请用 --keys 指定建库时的密钥目录。",
                "The key folder belongs to another database.");
    }
}
