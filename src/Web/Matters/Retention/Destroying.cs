using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Web.Attachments;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Matters.Retention;

/// <summary>
/// Carries out approved lists, petition by petition, each in an act of its own. What was done stands in the log, so whoever begins again goes on where it
/// ended; two at once do nothing twice.
/// </summary>
public sealed class Destroying(CaseStore store, RetentionQueries queries, FileIntake files)
{
    private static readonly Actor System = new("system", Role.System, "", "");

    /// <summary>Every list that is under way, to its end.</summary>
    public async Task Run(CancellationToken stop)
    {
        foreach (var batch in (await queries.Batches()).Batches.Where(b => b.IsUnderWay).Reverse()) await Run(batch, stop);
    }

    private async Task Run(RetentionBatch batch, CancellationToken stop)
    {
        var (destroyed, leftOut) = (0, new List<string>());
        foreach (var listed in batch.Listed)
        {
            stop.ThrowIfCancellationRequested();
            if (await queries.Read(listed.Id) is not { } read) continue;
            switch (await Destroy(batch, listed, read))
            {
                case Result.Refused { Refusals: [{ Code: not Retaining.DoneAlready } kept, ..] }:
                    leftOut.Add($"{read.Kept.Petition.Number}={kept.Code}");
                    continue;
                case Result.Done:
                    await files.Forget(listed.Id, read.Files);
                    break;
            }

            destroyed++;
        }

        await Finish(batch.Id, destroyed, leftOut);
    }

    private Task<Result> Destroy(RetentionBatch batch, ListedPetition listed, ReadForRetention read) => store.Act(
        new Intent(System, (cases, act) => Retaining.Destroy(batch, listed, Now(cases, read.Kept), read.Texts, act))
        {
            Streams = [listed.Id, .. read.Kept.Matters.Select(m => m.Id)],
        });

    // As it is under the lock, with whatever was put beside it meanwhile.
    private static KeptPetition Now(Cases cases, KeptPetition read)
    {
        List<Matter> matters = [.. read.Matters.Select(m => cases.Matter(m.Id))];
        return new(cases.Petition(read.Petition.Id), matters, [.. matters.SelectMany(cases.Beside)]);
    }

    // Where something happened to the lists meanwhile it is left to the next round.
    private async Task Finish(string id, int destroyed, IReadOnlyList<string> leftOut)
    {
        var (batches, version) = await queries.Batches();
        await store.Act(new Intent(System, (cases, act) => Retaining.On(
            cases.Version(RetentionEvent.Lists) == version, () => Retaining.Finish(batches.First(b => b.Id == id), destroyed, leftOut, act)))
        {
            Streams = [RetentionEvent.Lists],
        });
    }
}
