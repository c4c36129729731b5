using System.Security.Cryptography;
using Dapper;
using Xinqiao.Core;
using Xinqiao.Core.Furniture;
using Xinqiao.Core.Matters;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Documents;

/// <summary>What is set for one kind of letter, or for all that have none of their own.</summary>
/// <param name="Digest">Null where the platform's own is in force.</param>
public sealed record SetTemplate(string Kind, long Position, string? Digest);

/// <summary>The templates an office set: event, row and file together. A letter keeps the template it was issued with.</summary>
public sealed class LetterTemplateFiles(CaseStore store)
{
    /// <summary>The log holds the digest; the file is compared with it whenever it is read.</summary>
    public static readonly Table Rows = new(new TableShape("letter_templates", "kind position", "kind position:i sha256 file:b"));

    /// <summary>The file for letters of a kind that were issued at a position of the log; null for the platform's own.</summary>
    /// <exception cref="InvalidDataException">The file is not the one that was set.</exception>
    public async Task<byte[]?> At(DocumentKind kind, long position) =>
        await Before(Words.Of(kind), position) ?? await Before(LetterTemplates.Every, position);

    /// <summary>The file that is set for every letter without one of its own; null where none is.</summary>
    /// <inheritdoc cref="At"/>
    public Task<byte[]?> ForEvery() => Before(LetterTemplates.Every, long.MaxValue);

    private async Task<byte[]?> Before(string kind, long position)
    {
        await using var connection = store.Database.OpenToRead();
        var (digest, file) = await connection.QueryFirstOrDefaultAsync<(string?, byte[]?)>(
            "SELECT sha256, file FROM letter_templates WHERE kind = @kind AND position < @position ORDER BY position DESC LIMIT 1",
            new { kind, position });
        if (digest is null) return null;
        return file is not null && Convert.ToHexStringLower(SHA256.HashData(file)) == digest
            ? file
            : throw new InvalidDataException($"The letter template of digest {digest} is not the file that was set.");
    }

    /// <summary>What is in force now, by the kind's stored word.</summary>
    public async Task<IReadOnlyDictionary<string, SetTemplate>> InForce()
    {
        await using var connection = store.Database.OpenToRead();
        return (await connection.QueryAsync<SetTemplate>(
            """
            SELECT kind, position, sha256 AS digest FROM letter_templates AS t
            WHERE position = (SELECT max(position) FROM letter_templates WHERE kind = t.kind)
            """)).ToDictionary(t => t.Kind);
    }

    /// <param name="kind">Null for every letter that has none of its own.</param>
    /// <param name="file">Null to go back to the platform's.</param>
    public async Task<Result> Set(Actor by, DocumentKind? kind, byte[]? file)
    {
        var inForce = (await InForce()).GetValueOrDefault(LetterTemplates.WordOf(kind))?.Digest;
        var digest = file is null ? null : Convert.ToHexStringLower(SHA256.HashData(file));
        var faults = file is null ? [] : TemplateCheck.Faults(file);
        return await store.Act(new Intent(by, (_, act) => LetterTemplates.Set(kind, digest, inForce, faults, act))
        {
            Beside = events => events.Select(e => new Row(Rows, [.. LetterTemplateRow.Values((LetterTemplateSet)e.Event, e.Position), file])),
        });
    }
}
