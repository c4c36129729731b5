using System.CommandLine;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Commands;

/// <summary>Writes a backup of one moment while the site goes on.</summary>
internal static class BackupVerb
{
    public static Command Make(Terminal terminal)
    {
        var database = Options.Database();
        var to = new Option<string>("--to") { Required = true, HelpName = "folder", Description = "备份到的新目录 / the folder to make" };
        var verb = new Command("backup", "不停机备份数据库，不含密钥 / a backup beside live traffic; never the keys") { database, to };
        verb.SetAction((parsed, _) =>
        {
            var address = parsed.Require(database);
            var folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(parsed.GetRequiredValue(to)));
            Opening.RequireFile(address);
            return Opening.With(address, async opened =>
            {
                var size = BackupFolder.Write(opened, folder, (table, rows) => terminal.Error.WriteLine($"{table} {rows:N0}"));
                await terminal.Out.WriteLineAsync(
                    $"已备份 {size:N0} 条到 {folder}。 Backed up {size} entries.\n"
                    + "备份中没有密钥：密钥目录须另行备份，与数据分开保管。 The keys are not in it; back them up apart.");
                return 0;
            });
        });
        return verb;
    }
}
