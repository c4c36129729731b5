using System.CommandLine;
using Xinqiao.Core;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Commands;

/// <summary>Options that several verbs share, worded once.</summary>
internal static class Options
{
    public const string DatabaseVariable = "XINQIAO_DATABASE";

    public static Option<string?> Database(bool fromEnvironment = true) => new("--database")
    {
        HelpName = "file|connection",
        Description = "数据库：文件路径为 SQLite，连接字符串为 PostgreSQL"
                      + (fromEnvironment ? $"；缺省取环境变量 {DatabaseVariable}" : "")
                      + " / a path is SQLite, a connection string is PostgreSQL",
        DefaultValueFactory = _ => fromEnvironment ? Environment.GetEnvironmentVariable(DatabaseVariable) : null,
    };

    public static Option<string?> Keys() => new("--keys")
    {
        HelpName = "folder",
        Description = "密钥目录；SQLite 缺省为数据库旁的 keys / the key folder; beside a SQLite file it is “keys” unless named",
    };

    /// <summary>Of keys that are made.</summary>
    public static Option<string> Cipher()
    {
        var option = new Option<string>("--cipher")
        {
            Description = "新密钥用的算法：aes（AES-256-GCM）或 sm4（国密 SM4-GCM） / what new keys encrypt with",
            DefaultValueFactory = _ => Words.Of(Encryption.Cipher.Aes256Gcm),
        };
        option.AcceptOnlyFromAmong([.. Words.All<Encryption.Cipher>().Select(Words.Of)]);
        return option;
    }

    /// <exception cref="VerbRefusedException">No database was named.</exception>
    public static string Require(this ParseResult parsed, Option<string?> database) =>
        parsed.GetValue(database) is { Length: > 0 } named
            ? named
            : throw new VerbRefusedException(
                $"请用 --database 指定数据库，或设置环境变量 {DatabaseVariable}。", "Name the database with --database.");

    /// <summary>The folder that was named, or “keys” beside a SQLite file.</summary>
    /// <exception cref="VerbRefusedException">PostgreSQL, and no folder was named.</exception>
    public static string KeysFor(string database, string? keys) =>
        keys ?? (Databases.IsFile(database)
            ? Path.Combine(Path.GetDirectoryName(Path.GetFullPath(database))!, "keys")
            : throw new VerbRefusedException(
                "使用 PostgreSQL 时请用 --keys 指定密钥目录。", "With PostgreSQL, name the key folder with --keys."));
}
