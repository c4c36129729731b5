using System.Collections.Frozen;
using System.Reflection;

namespace Xinqiao.Core;

/// <summary>The stored word and the Chinese label of an enumeration's member. Both are declared, so renaming a member is safe.</summary>
[AttributeUsage(AttributeTargets.Field)]
public sealed class WordAttribute(string stored, string label) : Attribute
{
    public string Stored => stored;
    public string Label => label;
}

/// <summary>Between an enumeration's member, its stored word and its Chinese label.</summary>
public static class Words
{
    /// <exception cref="KeyNotFoundException">The member has no <see cref="WordAttribute"/>.</exception>
    public static string Of<T>(T value) where T : struct, Enum => Table<T>.ByValue[value].Stored;

    public static Phrase Label<T>(T value) where T : struct, Enum => Table<T>.ByValue[value].Label;

    /// <exception cref="InvalidDataException">No member is stored under this word.</exception>
    public static T Parse<T>(string word) where T : struct, Enum =>
        TryParse<T>(word) ?? throw new InvalidDataException($"“{word}” is no {typeof(T).Name}.");

    /// <summary>Null where no member is stored under this word.</summary>
    public static T? TryParse<T>(string? word) where T : struct, Enum =>
        word is not null && Table<T>.ByWord.TryGetValue(word, out var value) ? value : null;

    public static IEnumerable<T> All<T>() where T : struct, Enum => Enum.GetValues<T>();

    private static class Table<T> where T : struct, Enum
    {
        public static readonly FrozenDictionary<T, WordAttribute> ByValue = Enum.GetValues<T>().ToFrozenDictionary(
            value => value,
            value => typeof(T).GetField(value.ToString())!.GetCustomAttribute<WordAttribute>()
                     ?? throw new KeyNotFoundException($"{typeof(T).Name}.{value} has no [Word]."));

        public static readonly FrozenDictionary<string, T> ByWord =
            ByValue.ToFrozenDictionary(pair => pair.Value.Stored, pair => pair.Key);
    }
}
