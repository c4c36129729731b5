using Xinqiao.Core;
using Xinqiao.Core.Matching;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Suggestions;

/// <summary>Learns anew from what the office has decided, and tries each model on the last month.</summary>
public sealed class Training(CaseStore store, SuggestionModels models)
{
    private readonly DecidedMatters decided = new(store);

    /// <summary>One trial of each kind; a kind of which there is too little to learn, or that another node has tried meanwhile, is left out.</summary>
    public async Task<IReadOnlyList<ModelVersion>> Train(CancellationToken cancel = default)
    {
        var (matters, today, made) = (await decided.Read(cancel), Shanghai.DateOf(store.Clock.GetUtcNow()), new List<ModelVersion>());
        foreach (var kind in Words.All<SuggestionKind>())
        {
            cancel.ThrowIfCancellationRequested();
            await models.Forget(kind);
            var after = await models.Latest(kind, 1) is [var last] ? last.Version : 0;
            var inUse = await models.InUse(kind);
            if (await Task.Run(() => ModelTrial.Of(matters, kind, inUse, today), cancel).WaitAsync(cancel) is { } trial
                && await models.Add(kind, after, trial) is { } version)
                made.Add(version);
        }

        return made;
    }

    /// <summary>Whether a model was tried today already, by whichever node.</summary>
    public async Task<bool> IsDone()
    {
        foreach (var kind in Words.All<SuggestionKind>())
            if (await models.Latest(kind, 1) is [var last] && Shanghai.DateOf(last.TrainedAt) == Shanghai.DateOf(store.Clock.GetUtcNow()))
                return true;
        return false;
    }
}
