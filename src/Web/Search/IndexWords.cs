using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Xinqiao.Core.Search;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Search;

/// <summary>
/// What stands in the index: for each gram a token under a key outside the database, without order and without how often. Whoever has
/// the database alone sees which tokens are frequent, and no word.
/// </summary>
internal sealed class IndexWords(KeyFolder keys)
{
    private const int TokenLength = 8;

    // Texts say most of their grams again and again: the digests are what takes longest in making an index of many.
    private const int MostKept = 200_000;

    private readonly byte[] key = keys.KeyFor("xinqiao search index");
    private readonly ConcurrentDictionary<string, string> kept = new();

    /// <summary>The words of a matter's row, with blanks between them.</summary>
    public string Of(IndexedMatter matter, string? unit)
    {
        var grams = new HashSet<string>();
        foreach (var field in matter.Fields) SearchGrams.Read(field.Text, grams);
        return string.Join(' ',
        [
            .. grams.Select(KeptGram), .. matter.DocumentNumbers.SelectMany(TypedNumber.KeysOf).Distinct().Select(Document),
            .. unit is null ? Array.Empty<string>() : [Unit(unit)],
        ]);
    }

    private string KeptGram(string gram)
    {
        if (kept.TryGetValue(gram, out var token)) return token;
        if (kept.Count >= MostKept) kept.Clear();
        return kept[gram] = Gram(gram);
    }

    public string Gram(string gram) => Token('g', gram);

    public string Document(string number) => Token('d', number);

    /// <summary>The unit that has the matter, so that a unit's search reads its own rows alone. What it may see the gate says.</summary>
    public string Unit(string code) => Token('u', code);

    // Halves of a character outside the basic plane are grams too, so it is chars that are digested.
    private string Token(char kind, string text)
    {
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, MemoryMarshal.AsBytes((kind + text).AsSpan()), mac);
        return Convert.ToHexStringLower(mac[..TokenLength]);
    }
}
