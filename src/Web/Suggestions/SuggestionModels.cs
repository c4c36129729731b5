using System.Collections.Concurrent;
using Dapper;
using Xinqiao.Core;
using Xinqiao.Core.Matching;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Suggestions;

/// <summary>A model that was tried: what it learnt from, how it fared on the month after, and whether it took the place of the one in use.</summary>
/// <param name="Through">The last day it learnt from.</param>
public sealed record ModelVersion(
    SuggestionKind Kind, int Version, DateTimeOffset TrainedAt, DateOnly Through, int Learnt, int Labels, Judgement Judgement,
    Replacement Replacement)
{
    /// <summary>As it is named: which of its kind.</summary>
    public Phrase Name => $"{Words.Label(Kind)}第{Version}版";
}

/// <summary>
/// The models in the database. In use is the last that replaced one; of the others the figures are kept and the bytes are not. Whoever asks for
/// the one in use gets what the database has at that moment, so that all nodes suggest alike.
/// </summary>
public sealed partial class SuggestionModels(CaseStore store, ILogger<SuggestionModels> log)
{
    public static readonly Table Table = new(
        "suggestion_models", "kind version",
        "kind version:i trained_at:i learnt_through learnt:i labels:i judged:i right_first:i right_among_three:i proposed:i proposed_right:i "
        + "sure:i sure_right:i commonest:i is_first:i replaces:i old_f1:i new_f1:i model:b");

    // F1 is kept in millionths.
    private const double Millionth = 1e-6;

    private readonly ConcurrentDictionary<SuggestionKind, (long Version, DomainModel? Model)> read = new();

    /// <summary>The model in use; null where there is none, or none that can be read.</summary>
    public async Task<DomainModel?> InUse(SuggestionKind kind)
    {
        await using var connection = store.Database.OpenToRead();
        var (version, trainedAt) = await connection.QueryFirstOrDefaultAsync<(long, long)>(
            "SELECT version, trained_at FROM suggestion_models WHERE kind = @kind AND replaces = 1 ORDER BY version DESC LIMIT 1", new { kind = Words.Of(kind) });
        if (await connection.ExecuteScalarAsync<bool>($"SELECT {SealedSince}", new { trainedAt })) return null;
        if (read.TryGetValue(kind, out var known) && known.Version == version) return known.Model;
        var bytes = await connection.ExecuteScalarAsync<byte[]?>(
            "SELECT model FROM suggestion_models WHERE kind = @kind AND version = @version", new { kind = Words.Of(kind), version });
        var model = bytes is null ? null : Read(kind, bytes);
        read[kind] = (version, model);
        return model;
    }

    // Something that a unit had, and that may have been learnt from, was sealed after the training.
    private const string SealedSince =
        $"""
        EXISTS (SELECT 1 FROM events e WHERE e.name = '{MatterSealed.Stored}' AND e.recorded_at >= @trainedAt
          AND EXISTS (SELECT 1 FROM deadlines d WHERE d.matter = e.stream AND d.clock = '{ClockId.TakenBack}'))
        """;

    /// <summary>The bytes of a model go that learnt from what was sealed since; until another is in use nothing is suggested.</summary>
    public async Task Forget(SuggestionKind kind)
    {
        if ((await Latest(kind, int.MaxValue)).FirstOrDefault(v => v.Replacement.Replaces) is not { } used) return;
        await store.Write(batch => batch.Connection.Execute(
            $"UPDATE suggestion_models SET model = NULL WHERE kind = @kind AND model IS NOT NULL AND {SealedSince}",
            new { kind = Words.Of(kind), trainedAt = used.TrainedAt.ToUnixTimeMilliseconds() }, batch.Transaction));
    }

    private DomainModel? Read(SuggestionKind kind, byte[] bytes)
    {
        var file = DomainModelFile.Read(bytes);
        if (file is ModelFile.Unreadable unreadable) Damaged(kind, unreadable.English);
        return (file as ModelFile.Readable)?.Model;
    }

    /// <summary>The latest of a kind, the newest first.</summary>
    public async Task<IReadOnlyList<ModelVersion>> Latest(SuggestionKind kind, int most)
    {
        await using var connection = store.Database.OpenToRead();
        return [.. (await connection.QueryAsync<Line>(
            """
            SELECT version, trained_at AS trainedAt, learnt_through AS learntThrough, learnt, labels, judged, right_first AS rightFirst,
              right_among_three AS rightAmongThree, proposed, proposed_right AS proposedRight, sure, sure_right AS sureRight, commonest,
              is_first AS isFirst, replaces, old_f1 AS oldF1, new_f1 AS newF1
            FROM suggestion_models WHERE kind = @kind ORDER BY version DESC LIMIT @most
            """, new { kind = Words.Of(kind), most })).Select(line => line.Of(kind))];
    }

    /// <summary>Adds the next version of a kind; null where another node was first.</summary>
    /// <param name="after">The last version there was when the trial began; 0 where there was none.</param>
    public async Task<ModelVersion?> Add(SuggestionKind kind, int after, ModelTrial trial)
    {
        var made = new ModelVersion(
            kind, after + 1, store.Clock.GetUtcNow(), trial.Through, trial.Learnt, trial.Model.Labels.Count, trial.Judgement, trial.Replacement);
        return await store.Write(batch => Put(batch, made, trial)) ? made : null;
    }

    private static bool Put(IBatch batch, ModelVersion made, ModelTrial trial)
    {
        var key = new { kind = Words.Of(made.Kind), version = (long)made.Version };
        if (batch.Connection.ExecuteScalar<long>(
                "SELECT count(*) FROM suggestion_models WHERE kind = @kind AND version = @version", key, batch.Transaction) > 0)
            return false;
        var replaces = made.Replacement.Replaces;
        if (replaces)
            batch.Connection.Execute(
                "UPDATE suggestion_models SET model = NULL WHERE kind = @kind AND version < @version AND model IS NOT NULL", key, batch.Transaction);
        var (judgement, replacement) = (made.Judgement, made.Replacement);
        batch.Put(Table, [
            [
                key.kind, key.version, made.TrainedAt.ToUnixTimeMilliseconds(), made.Through.ToString("yyyy-MM-dd"), (long)made.Learnt,
                (long)made.Labels, (long)judgement.Judged, (long)judgement.First, (long)judgement.AmongThree, (long)judgement.Proposed,
                (long)judgement.ProposedRight, (long)judgement.Sure, (long)judgement.SureRight, (long)judgement.Commonest,
                replacement.IsFirst ? 1L : 0L, replaces ? 1L : 0L, Millionths(replacement.OldF1), Millionths(replacement.NewF1),
                replaces ? DomainModelFile.Write(trial.Model) : null,
            ],
        ]);
        batch.Flush();
        return true;
    }

    private static long Millionths(double f1) => (long)Math.Round(f1 / Millionth);

    private sealed record Line(
        long Version, long TrainedAt, string LearntThrough, long Learnt, long Labels, long Judged, long RightFirst, long RightAmongThree,
        long Proposed, long ProposedRight, long Sure, long SureRight, long Commonest, long IsFirst, long Replaces, long OldF1, long NewF1)
    {
        public ModelVersion Of(SuggestionKind kind) => new(
            kind, (int)Version, DateTimeOffset.FromUnixTimeMilliseconds(TrainedAt).ToOffset(Shanghai.Offset),
            DateOnly.ParseExact(LearntThrough, "yyyy-MM-dd"), (int)Learnt, (int)Labels,
            new Judgement(
                (int)Judged, (int)RightFirst, (int)RightAmongThree, (int)Proposed, (int)ProposedRight, (int)Sure, (int)SureRight, (int)Commonest),
            new Replacement((int)Judged, IsFirst == 1, Replaces == 1, OldF1 * Millionth, NewF1 * Millionth));
    }

    [LoggerMessage(LogLevel.Warning, "The model of suggestions of {Kind} is {Trouble}; nothing is suggested until a new one is in use.")]
    private partial void Damaged(SuggestionKind kind, string trouble);
}
