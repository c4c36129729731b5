using System.Data.Common;
using System.Security.Cryptography;
using Dapper;
using Xinqiao.Core;
using Xinqiao.Core.Ledger;
using Xinqiao.Core.Matching;
using Xinqiao.Core.Petitions;
using Xinqiao.Core.Search;
using Xinqiao.Encryption;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Search;

/// <summary>A matter with the texts that are searched.</summary>
/// <param name="Row">Its row in the index: the position at which it was raised.</param>
internal sealed record IndexedMatter(string Id, long Row, IReadOnlyList<SearchedField> Fields, IReadOnlySet<string> DocumentNumbers);

/// <summary>Opens the searched texts of many matters at once: for the index, and to look whether a hit is one.</summary>
internal sealed class IndexedMatters(CaseStore store)
{
    private readonly record struct Line(long Position, string Stream, string Name, string Event);

    /// <param name="matters">Matters with their petitions.</param>
    /// <param name="erased">Texts that are not opened although they may still be there.</param>
    public async Task<IReadOnlyList<IndexedMatter>> Read(
        DbConnection connection, IReadOnlyCollection<(string Id, string Petition)> matters, IReadOnlySet<(long, string)>? erased = null)
    {
        if (matters.Count == 0) return [];
        var streams = matters.SelectMany(m => new[] { m.Id, m.Petition }).Distinct().ToArray();
        // Events before texts: a text that is not there was erased, and is not merely written later than the look at it.
        var lines = (await connection.QueryAsync<Line>(
            $"SELECT position, stream, name, event FROM events WHERE {store.Database.Among("stream", "@streams")} ORDER BY stream, version",
            new { streams })).AsList();
        var texts = await Texts(connection, streams, [.. lines.Where(l => SearchedText.Has(l.Name))], erased);
        var events = lines.ToLookup(l => l.Stream, l => StoredEvent.Read(l.Position, l.Event, texts.GetValueOrDefault(l.Position) ?? []));
        return
        [
            .. from m in matters
               let own = events[m.Id].ToList()
               select new IndexedMatter(
                   m.Id, own[0].Position, SearchedText.Of(events[m.Petition], own), SearchedText.DocumentNumbers(own)),
        ];
    }

    /// <summary>What was petitioned in each, as it is compared with others; nothing else of them is opened.</summary>
    public async Task<IReadOnlyList<(string Id, MatterText Text)>> Written(
        DbConnection connection, IReadOnlyCollection<(string Id, string Petition)> matters, IReadOnlySet<(long, string)>? erased = null)
    {
        if (matters.Count == 0) return [];
        var petitions = matters.Select(m => m.Petition).Distinct().ToArray();
        var lines = (await connection.QueryAsync<Line>(
            $"SELECT position, stream, name, event FROM events WHERE {store.Database.Among("stream", "@petitions")} AND name = @filed",
            new { petitions, filed = PetitionFiled.Stored })).AsList();
        var texts = await Texts(connection, petitions, lines, erased);
        var written = lines.ToDictionary(l => l.Stream, l => texts.GetValueOrDefault(l.Position) ?? []);
        return
        [
            .. from m in matters
               let fields = written[m.Petition]
               select (m.Id, MatterText.Of(
                   fields.GetValueOrDefault("title"), fields.GetValueOrDefault("narrative"), fields.GetValueOrDefault("request"))),
        ];
    }

    private async Task<Dictionary<long, Dictionary<string, string>>> Texts(
        DbConnection connection, string[] streams, IReadOnlyList<Line> lines, IReadOnlySet<(long, string)>? erased)
    {
        var keys = (await connection.QueryAsync<(string Stream, long Kek, byte[] Wrapped)>(
            $"SELECT stream, kek, wrapped FROM data_keys WHERE {store.Database.Among("stream", "@streams")}", new { streams }))
            .ToDictionary(k => k.Stream, k => store.Vault.Unwrap(Compartment.Matter, k.Stream, k.Kek, k.Wrapped));
        var streamOf = lines.ToDictionary(l => l.Position, l => l.Stream);
        var texts = new Dictionary<long, Dictionary<string, string>>();
        foreach (var (position, field, value) in await connection.QueryAsync<(long, string, byte[])>(
                     $"SELECT position, field, sealed FROM field_values WHERE {store.Database.Among("position", "@positions")}",
                     new { positions = streamOf.Keys.ToArray() }))
        {
            if (!SearchedText.Opens(field) || erased?.Contains((position, field)) is true) continue;
            if (!keys.TryGetValue(streamOf[position], out var key) || Open(key, position, field, value) is not { } text) continue;
            if (!texts.TryGetValue(position, out var fields)) texts[position] = fields = [];
            fields[field] = text;
        }

        return texts;
    }

    // A damaged text is no text here: `verify` finds it and names it, and the matters after it are indexed all the same.
    private static string? Open(byte[] key, long position, string field, byte[] value)
    {
        try
        {
            return Envelope.OpenField(key, position, field, value).Value;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
