using Dapper;
using Xinqiao.Core;
using Xinqiao.Core.Furniture;
using Xinqiao.Core.Ledger;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Ledger;

/// <summary>A change of keys cannot be done now. The message says why, and what to do.</summary>
public sealed class KeyChangeRefusedException(string message) : Exception(message);

/// <summary>
/// From one key of the log to the next. A new key signs beside the old one until everybody knows it; then the old one is destroyed.
/// Both steps stand in the log, and the origin never changes.
/// </summary>
internal static class LogKeyChange
{
    private static readonly Actor System = new("system", Role.System, "", "");

    /// <summary>Gives a database whose log nobody ever signed its first key and checkpoint; does nothing to any other.</summary>
    public static async Task SignFirst(IDatabase database, string keys, TimeProvider clock)
    {
        await using (var connection = database.OpenToRead())
            if (await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM checkpoints") > 0) return;
        if (!KeyFolder.HasLogSeed(keys)) KeyFolder.AddLogSeed(keys);
        using var store = new CaseStore(database, KeyFolder.Open(keys), clock, Rules.Embedded);
        await store.Write(batch =>
        {
            var tree = Frontier.FromBytes(batch.Head.Frontier);
            batch.Put(Tables.Checkpoints, [[tree.Size, 0L, tree.Root().ToArray(), store.LogKey.Sign(tree).ToString()]]);
            return tree.Size;
        });
    }

    /// <summary>Makes the next key's file. The store must be opened anew to sign with it.</summary>
    /// <exception cref="KeyChangeRefusedException">A change is under way already.</exception>
    public static void MakeFile(CaseStore store)
    {
        if (store.LogKey.Publics.Count == 1) KeyFolder.AddLogSeed(store.Keys.Folder);
        // The file of an attempt that broke off before the log knew of it serves again.
        else if (Added(store) is not null)
            throw new KeyChangeRefusedException("正在换用新密钥：新旧密钥同时签名。请先用 ./xinqiao log key rotate 完成换用。");
    }

    /// <summary>Tells the log of the new key; from this act on both sign.</summary>
    public static async Task<VerifierKey> Begin(CaseStore store)
    {
        var key = store.LogKey.Publics[^1];
        await store.Act(new Intent(System, (_, _) => Decision.Accept(new LogKeyAdded(key.ToString()))));
        return key;
    }

    /// <summary>Retires the old key and destroys its file.</summary>
    /// <returns>The key that signs alone from now on.</returns>
    /// <exception cref="KeyChangeRefusedException">No change is under way, or some node does not sign with the new key yet.</exception>
    public static async Task<VerifierKey> Finish(CaseStore store)
    {
        var spent = store.Keys.LogSeeds.Where(seed => store.LogKey.Publics.All(key => store.LogKey.SeedOf(key) != seed)).ToList();
        if (store.LogKey.Publics.Count > 1)
        {
            RequireKnownToNodes(store);
            var old = store.LogKey.Public;
            await store.Act(new Intent(System, (_, _) => Decision.Accept(new LogKeyRetired(old.ToString()))));
            spent.Add(store.LogKey.SeedOf(old));
        }
        else if (spent.Count == 0)
        {
            throw new KeyChangeRefusedException("没有正在换用的密钥。请先用 ./xinqiao log key new 生成新密钥。");
        }

        foreach (var seed in spent) store.Keys.Destroy(seed);
        return store.LogKey.Publics[^1];
    }

    // What was recorded since was signed by a node that serves: it must have signed with both.
    private static void RequireKnownToNodes(CaseStore store)
    {
        using var connection = store.Database.OpenToRead();
        var (size, text) = connection.QueryFirst<(long, string)>("SELECT size, note FROM checkpoints ORDER BY size DESC LIMIT 1");
        var isSignedByNew = SignedNote.Parse(text).Check([store.LogKey.Publics[^1]], LogKey.Verify).IsTrusted;
        if (Added(store) is not { } added || size <= added + 1 || !isSignedByNew)
            throw new KeyChangeRefusedException(
                "还没有看到正在运行的服务用新密钥签名。请重启所有节点，等登记一件以后再完成换用；同时请把新公钥告知各见证方。");
    }

    /// <summary>Where the log tells of the newest of two signing keys; null where it does not yet.</summary>
    private static long? Added(CaseStore store)
    {
        using var connection = store.Database.OpenToRead();
        return connection.Query<(long Position, string Event)>(
                "SELECT position, event FROM events WHERE stream = @stream ORDER BY version DESC", new { stream = LogKeyAdded.Keys.Value })
            .Where(row => StoredEvent.Read(row.Position, row.Event, texts: null).Event is LogKeyAdded added
                          && added.Key == store.LogKey.Publics[^1].ToString())
            .Select(row => (long?)row.Position).FirstOrDefault();
    }
}
