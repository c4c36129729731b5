using System.CommandLine;
using Xinqiao.Core.Ledger;
using Xinqiao.Core.Regulation;
using Xinqiao.Core.Verification;
using Xinqiao.Web.Ledger;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Commands;

/// <summary>Takes lost entries in again: from entry files, receipts that petitioners show, and records of erasures.</summary>
internal static class RestoreTakeVerb
{
    public static Command Make(Terminal terminal)
    {
        var sources = new Argument<string[]>("FILE")
        {
            Arity = ArgumentArity.OneOrMore,
            Description = "条目文件（log entries 写的）、回执、删除记录，或者放着它们的目录"
                          + " / entry files, receipts, records of erasures, or folders with them",
        };
        var (database, keys) = (Options.Database(fromEnvironment: false), Options.Keys());
        var (witnessed, without) = (RestoreVerb.Witnessed(), RestoreVerb.WithoutWitnesses());
        var verb = new Command("take", "把缺失的条目按原编号取回，每条都与公布的登记账核对 / takes lost entries in again, each at its own index")
        {
            sources, database, keys, witnessed, without,
        };
        verb.SetAction((parsed, _) =>
        {
            var address = parsed.Require(database);
            var own = KeyFolder.Open(Options.KeysFor(address, parsed.GetValue(keys)));
            var files = parsed.GetRequiredValue(sources).SelectMany(Files).ToList();
            Opening.RequireFile(address);
            return Opening.With(address, target =>
            {
                using var store = new CaseStore(target, own, terminal.Clock, Rules.Embedded);
                return Task.FromResult(Take(store, files, parsed.GetRequiredValue(witnessed), parsed.GetValue(without), terminal));
            });
        });
        return verb;
    }

    private static IEnumerable<string> Files(string place) =>
        Directory.Exists(place) ? Directory.EnumerateFiles(place).Order(StringComparer.Ordinal)
        : File.Exists(place) ? [place]
        : throw new VerbRefusedException($"找不到 {place}。", "There is no such file.");

    private static int Take(CaseStore store, List<string> files, string seen, bool withoutWitnesses, Terminal terminal)
    {
        try
        {
            var lost = Lost(store, seen, withoutWitnesses);
            var retaking = new Retaking(store, lost);
            foreach (var file in files) Bring(retaking, file, store.Keys, terminal);
            var taken = retaking.Take();
            return Tell(taken, lost.Seen, terminal.Out);
        }
        catch (OtherLogException e)
        {
            throw new VerbRefusedException(e.Message + "没有取回任何一条。", "Nothing was taken in.", e);
        }
    }

    /// <summary>What a held database lost.</summary>
    /// <exception cref="VerbRefusedException">It lost nothing, or less is shown than was seen before.</exception>
    internal static LostEntries Lost(CaseStore store, string seen, bool withoutWitnesses)
    {
        if (RestoreHold.Of(store.Database) is not { } hold || hold.Witnessed <= hold.Size)
            throw new VerbRefusedException(
                "该数据库没有缺失的编号：只有 ./xinqiao restore 报告“缺失”的库才需要本命令。", "Nothing is lost in this database.");
        if (!Path.Exists(seen)) throw new VerbRefusedException($"找不到 {seen}。请核对 --witnessed。", "There is no such checkpoint.");
        var lost = LostEntries.Of(store, hold.Size, seen, withoutWitnesses ? null : PublishedPolicy.Of(store));
        return lost.Seen.Size >= hold.Witnessed
            ? lost
            : throw new VerbRefusedException(
                $"恢复时外面见过 {hold.Witnessed} 条，{seen} 只有 {lost.Seen.Size} 条。请给出恢复时用的或更新的检查点、登记账。",
                "Less is shown than was seen when it was restored.");
    }

    private static void Bring(Retaking retaking, string file, KeyFolder keys, Terminal terminal)
    {
        var (about, brought) = (0, 0);
        foreach (var isLost in Each(retaking, file, keys))
        {
            brought++;
            if (isLost) about++;
        }

        terminal.Error.WriteLine($"{file}：{brought:N0} 条，其中缺失的 {about:N0} 条");
    }

    private static IEnumerable<bool> Each(Retaking retaking, string file, KeyFolder keys)
    {
        if (Path.GetFileName(file) == KeptErasures.FileName) return KeptErasures.Read(file, keys).Select(retaking.Bring);
        using var begin = File.OpenText(file);
        return begin.Peek() is '{' or -1 ? EntryFile.Read(file).Select(retaking.Bring) : [retaking.Bring(Receipt(file))];
    }

    private static RegainedEntry Receipt(string file)
    {
        try
        {
            return RegainedEntry.Parse(ReceiptFile.ParseAny(File.ReadAllText(file)).ToString());
        }
        catch (LedgerFormatException e)
        {
            throw new OtherLogException($"{file} 不是条目文件，也不是回执：{e.Message}。");
        }
    }

    private static int Tell(RetakenEntries taken, Checkpoint seen, TextWriter to)
    {
        if (taken.Found.FaultCount > 0)
        {
            to.Write(taken.Found.Report());
            throw new VerbRefusedException("取回后核对不通过，已撤销，没有取回任何一条。", "It was not in order afterwards; nothing was taken in.");
        }

        if (taken.Taken > 0)
            to.WriteLine($"取回 taken in {taken.Taken:N0} 条：第 {taken.From} 至 {taken.From + taken.Taken - 1} 号，都与公布的登记账相符。");
        RestoreVerb.TellLost(taken.Left, to);
        if (taken.Left.Entries.Count == 0)
        {
            to.WriteLine($"登记账已完整（{seen.Size:N0} 条，根与见证过的检查点一致），可以启用。 The log is whole again.");
            return taken.Found.ExitCode;
        }

        to.WriteLine($"还缺 {taken.Left.Entries.Count:N0} 条，仍拒绝写入。{RestoreVerb.WhatNext} {taken.Left.Entries.Count} are lost still.");
        return CommandLine.Failed;
    }
}
