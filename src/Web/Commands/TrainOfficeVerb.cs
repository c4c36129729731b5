using System.CommandLine;
using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Xinqiao.Core;
using Xinqiao.Core.Furniture;
using Xinqiao.Core.Matching;
using Xinqiao.Web.Storage;
using Xinqiao.Web.Suggestions;

namespace Xinqiao.Web.Commands;

/// <summary>Learns from what an office decided: what it does each night, on demand, and what that is worth on its own history.</summary>
internal static class TrainOfficeVerb
{
    /// <summary>The share of the history that is learnt from, where nobody says.</summary>
    private const int UsualShare = 80;

    private static readonly DatabaseKind[] Kinds = [DatabaseKind.Demo, DatabaseKind.Replay, DatabaseKind.Real];

    public static Command Make(Terminal terminal)
    {
        var (database, keys) = (Options.Database(), Options.Keys());
        var verb = new Command(
            "office", "用本局的登记和分办训练，最近三十日更准才启用（每夜自动进行） / learns from the office's own decisions; used only if better on the last month")
        {
            database, keys,
        };
        verb.SetAction((parsed, stop) => With(terminal, parsed, database, keys, async store =>
        {
            var watch = Stopwatch.StartNew();
            var models = new SuggestionModels(store, NullLogger<SuggestionModels>.Instance);
            var made = await new Training(store, models).Train(stop);
            foreach (var version in made) await terminal.Out.WriteLineAsync(Told(version));
            foreach (var kind in Words.All<SuggestionKind>().Except(made.Select(m => m.Kind)))
                await terminal.Out.WriteLineAsync(TooLittle(kind));
            await terminal.Out.WriteLineAsync($"用时{watch.Elapsed.TotalSeconds:0.0}秒。 Trained {made.Count} models.");
            return 0;
        }));
        return verb;
    }

    public static Command MakeCheck(Terminal terminal)
    {
        var (database, keys) = (Options.Database(), Options.Keys());
        var share = new Option<int>("--learn")
        {
            HelpName = "PERCENT",
            Description = $"用前百分之几学习，其余评判；缺省{UsualShare} / learns from so much of the history and judges by the rest",
            DefaultValueFactory = _ => UsualShare,
        };
        var verb = new Command(
            "check", "用前一段历史学习、后一段评判，只报数，不改数据库 / learns from the earlier history, judges by the later; changes nothing")
        {
            database, keys, share,
        };
        verb.SetAction((parsed, stop) => With(terminal, parsed, database, keys, async store =>
        {
            if (parsed.GetValue(share) is not (> 0 and < 100))
                throw new VerbRefusedException("学习的百分比 --learn 应为1至99。", "--learn is a percentage between 1 and 99.");
            var decided = await new DecidedMatters(store).Read(stop);
            var earlier = decided.Take(decided.Count * parsed.GetValue(share) / 100).ToList();
            foreach (var kind in Words.All<SuggestionKind>())
                await terminal.Out.WriteLineAsync(Check(earlier, [.. decided.Skip(earlier.Count)], kind));
            return 0;
        }));
        return verb;
    }

    private static Task<int> With(
        Terminal terminal, ParseResult parsed, Option<string?> database, Option<string?> keys, Func<CaseStore, Task<int>> work)
    {
        var address = parsed.Require(database);
        return Opening.Founded(address, Options.KeysFor(address, parsed.GetValue(keys)), terminal.Clock, Kinds, work);
    }

    private static string Check(List<DecidedMatter> earlier, List<DecidedMatter> later, SuggestionKind kind)
    {
        var watch = Stopwatch.StartNew();
        return later.Count > 0 && ModelTrial.Of(earlier, later, kind, inUse: null, later[0].On) is { } trial
            ? $"{Words.Label(kind)}：{trial.Model.Labels.Count}个，学习{trial.Learnt:N0}件，评判{trial.Judgement.Judged:N0}件。{Rates(trial.Judgement)}"
              + $"宏平均F1 {trial.Replacement.NewF1:0.000}，一律选最常见的{trial.Replacement.OldF1:0.000}；用时{watch.Elapsed.TotalSeconds:0.0}秒。"
              + $" {Words.Of(kind)}: learnt {trial.Learnt}, judged {trial.Judgement.Judged}."
            : TooLittle(kind);
    }

    private static string Told(ModelVersion v) =>
        $"{v.Name}：学到{v.Through:yyyy-MM-dd}，{v.Learnt:N0}件，{v.Labels}个。{Rates(v.Judgement)}{v.Replacement.Reason}";

    private static string Rates(Judgement j) =>
        $"首选对{Judgement.Share(j.First, j.Judged)}，前三有对的{Judgement.Share(j.AmongThree, j.Judged)}；"
        + $"提出建议{Judgement.Share(j.Proposed, j.Judged)}，其中对{Judgement.Share(j.ProposedRight, j.Proposed)}；"
        + $"有把握{Judgement.Share(j.Sure, j.Judged)}，其中对{Judgement.Share(j.SureRight, j.Sure)}；一律选最常见的对{Judgement.Share(j.Commonest, j.Judged)}。";

    private static string TooLittle(SuggestionKind kind) =>
        $"{Words.Label(kind)}：各有{ModelTrial.LeastMatters}件以上已定事项的不足两个，没有可以学的。 Too little to learn {Words.Of(kind)}.";
}
