using System.Data.Common;
using System.Text;
using Xinqiao.Core.Ledger;
using Xinqiao.Core.Verification;

namespace Xinqiao.Verifier;

/// <summary>The three things it checks. Nothing is believed but the policy that is given to it.</summary>
public static class Checks
{
    private const int Ok = 0, Broken = 1, BadUse = 2;

    private const string Usage =
        """
        信桥核验程序：不依赖信访局，核验回执、登记日志和数据库。
        Xinqiao verifier: checks a receipt, a log, or a database, without the office.

          xinqiao-verifier receipt FILE|- --policy POLICY [--words FILE]
              回执文件，或文件中二维码扫出的文字；--words 核对一段原话
              a receipt, or the text of its printed code; --words: whether these are the words that were filed

          xinqiao-verifier log FOLDER|URL --policy POLICY
              登记日志：每一条、每一块、根和签名 / a published log: entries, tiles, root, signatures

          xinqiao-verifier database FILE|CONNECTION --policy POLICY [--log FOLDER|URL] [--keys FOLDER]
              数据库：重算每条事件、树、编号和各表；--log 与公布的日志比对；--keys 打开个人信息核对摘要
              a database (a path is SQLite): events, tree, numbers and rows anew; against a published log; private texts with the keys

        POLICY 是验证策略（C2SP tlog-policy）：信谁的公钥、要几个见证方。请从见证方取得，不要只用被核验的一方给的。
        The policy says whose keys count, and how many witnesses. Get it from the witnesses, not only from whom you check.

        输出 ok、redacted 或 broken。退出码：0 完好，1 有误，3 除依法删除的外完好，2 用法不对。
        Exit codes: 0 ok, 1 broken, 3 ok but for what was erased by law, 2 bad use.
        """;

    /// <returns>The exit code.</returns>
    public static int Run(string[] args, TextReader input, TextWriter output, TextWriter error)
    {
        try
        {
            switch (args)
            {
                case ["receipt", ..]: return Receipt(new(args, "--policy", "--words"), input, output);
                case ["log", ..]: return Log(new(args, "--policy"), output);
                case ["database", ..]: return Database(new(args, "--policy", "--log", "--keys"), output, error);
                case ["--help" or "-h"]:
                    output.WriteLine(Usage);
                    return Ok;
                default:
                    error.WriteLine(Usage);
                    return BadUse;
            }
        }
        catch (LedgerFormatException e)
        {
            output.WriteLine($"有误 broken：{e.Message}");
            return Broken;
        }
        catch (BadUseException e)
        {
            error.WriteLine(e.Message);
            error.WriteLine("用法请看 See: xinqiao-verifier --help");
            return BadUse;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or HttpRequestException or TaskCanceledException)
        {
            error.WriteLine($"读取失败：{e.Message} It could not be read.");
            return BadUse;
        }
        catch (DbException e)
        {
            error.WriteLine($"数据库打不开或读不出：{e.Message} The database could not be read.");
            return BadUse;
        }
    }

    private static int Receipt(Arguments arguments, TextReader input, TextWriter output)
    {
        var policy = PolicyOf(arguments);
        var text = arguments.Subject switch
        {
            null => throw new BadUseException("请指定回执文件。 Name the receipt's file."),
            "-" => input.ReadToEnd(),
            var file => File.ReadAllText(file, Encoding.UTF8),
        };
        ReceiptFile receipt;
        try
        {
            receipt = ReceiptFile.ParseAny(text);
        }
        catch (LedgerFormatException e)
        {
            output.WriteLine($"有误 broken：不是回执，或者内容不完整：{e.Message}");
            return Broken;
        }

        var check = ReceiptCheck.Of(receipt, policy, Ed25519.Verify);
        output.Write(check.Report());
        if (arguments["--words"] is not { } words) return check.IsProven ? Ok : Broken;
        var field = receipt.FieldOf(File.ReadAllText(words, Encoding.UTF8).Replace("\r\n", "\n", StringComparison.Ordinal).TrimEnd('\n'));
        output.WriteLine(field is not null ? $"  这段文字与登记时的“{field}”一字不差。" : "  这段文字与登记的任何一项都不相同，或者这份回执不含核对文字所需的盐值。");
        return check.IsProven && field is not null ? Ok : Broken;
    }

    private static int Log(Arguments arguments, TextWriter output)
    {
        var policy = PolicyOf(arguments);
        using var log = PublishedLog.At(arguments.Subject ?? throw new BadUseException("请指定日志的目录或网址。 Name the log's folder or URL."));
        var found = LogAudit.Of(policy, Ed25519.Verify, log.Read, PublishedLog.Each, log.Files());
        foreach (var fault in found.Faults) output.WriteLine($"有误 broken：{fault}");
        if (!found.IsSound) return Broken;
        output.WriteLine(
            $"完好 ok：{found.Checkpoint!.Origin}，{found.Checkpoint.Size} 条，根 {found.Checkpoint.Root}，{found.Policy!.Witnesses.Count} 个见证方。");
        foreach (var former in FormerOrigin.Of(log.Read, policy, Ed25519.Verify)) output.WriteLine("  " + former);
        output.WriteLine("  " + string.Join('，', found.Kinds.Where(k => k.Value > 0).Select(k => $"{k.Key.Word()} {k.Value}")));
        return Ok;
    }

    private static int Database(Arguments arguments, TextWriter output, TextWriter error)
    {
        var policy = PolicyOf(arguments);
        using var database = new DatabaseReader(arguments.Subject ?? throw new BadUseException("请指定数据库。 Name the database."));
        var names = policy.Logs.Select(log => log.Key.Name).Distinct().ToList();
        // A log that went on under a new name says so itself; whether it is believed under each of them, the policy says.
        if ((names.Count == 1 ? names[0] : database.NewestOrigin()) is not { } origin || !names.Contains(origin))
            throw new BadUseException("验证策略里要有且只有这个数据库的日志。 The policy must name the one log of this database.");
        var found = DatabaseAudit.Of(
            new AuditedDatabase(database.Rows, origin, size => [.. policy.Logs.Select(log => log.Key), .. database.RetiredKeys(size)], Ed25519.Verify)
            {
                Policy = policy,
                Texts = arguments["--keys"] is { } keys ? GivenKeys.Opener(keys) : null,
                Outside = arguments["--log"] is { } log ? Published(log, policy) : [],
            },
            size => error.WriteLine($"{size} 条 events"));
        output.Write(found.Report());
        return found.ExitCode;
    }

    private static OutsideCheckpoint[] Published(string place, LogPolicy policy)
    {
        using var log = PublishedLog.At(place);
        if (log.Read("checkpoint") is not { } bytes) throw new BadUseException($"{place} 没有检查点。 There is no checkpoint.");
        try
        {
            return OutsideCheckpoint.Of(SignedNote.Parse(bytes), policy, Ed25519.Verify) is { } outside
                ? [outside]
                : throw new BadUseException($"{place} 的检查点不合验证策略，不能用来比对。 Its checkpoint is not what the policy believes.");
        }
        catch (LedgerFormatException e)
        {
            throw new BadUseException($"{place} 的检查点读不出：{e.Message}");
        }
    }

    private static LogPolicy PolicyOf(Arguments arguments)
    {
        var file = arguments.Require("--policy");
        try
        {
            return LogPolicy.Parse(File.ReadAllText(file, Encoding.UTF8));
        }
        catch (LedgerFormatException e)
        {
            throw new BadUseException($"{file} 不是验证策略：{e.Message}");
        }
    }
}
