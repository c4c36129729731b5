using System.Collections;
using System.Reflection;
using CsCheck;

namespace Xinqiao.Core.Tests.Events;

/// <summary>Any event of any type, made from its constructor's parameters, so that a new event needs no generator of its own.</summary>
internal static class SampleEvents
{
    private static readonly NullabilityInfoContext Nullability = new();

    private static readonly Gen<string> Word = Gen.String[Gen.Char["供暖街道网格积水噪声𠮷AZaz09 \n\"\\/<>"], 1, 12].Select(Whole);

    public static IReadOnlyList<Type> Types { get; } =
    [
        .. typeof(CaseEvent).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(CaseEvent)) && !t.IsAbstract)
            .OrderBy(StoredName, StringComparer.Ordinal),
    ];

    public static string StoredName(Type type) => (string)type.GetField("Stored")!.GetRawConstantValue()!;

    public static Gen<CaseEvent> Of(Type type) => Record(type).Select(o => (CaseEvent)o);

    /// <summary>Everything a value holds, private texts too; records do not print what is private.</summary>
    public static string Describe(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        PrivateText text => $"private {Describe(text.Value)}",
        StreamId id => id.Value,
        Enum or bool or int or long or DateOnly or DateTimeOffset => value.ToString()!,
        IEnumerable items => $"[{string.Join(", ", items.Cast<object?>().Select(Describe))}]",
        _ => $"{value.GetType().Name} {{ {string.Join(", ", value.GetType().GetProperties()
            .Where(p => p.GetIndexParameters().Length == 0 && p.Name != "EqualityContract")
            .Select(p => $"{p.Name} = {Describe(p.GetValue(value))}"))} }}",
    };

    private static Gen<object> Record(Type type)
    {
        var constructor = type.GetConstructors().Single();
        Gen<object?[]> arguments = Gen.Const(Array.Empty<object?>());
        foreach (var parameter in constructor.GetParameters())
        {
            var one = Value(parameter.ParameterType, MayBeNull(parameter));
            arguments = Gen.Select(arguments, one, (before, value) => (object?[])[.. before, value]);
        }

        return arguments.Select(constructor.Invoke);
    }

    private static bool MayBeNull(ParameterInfo parameter) => Nullability.Create(parameter).WriteState == NullabilityState.Nullable;

    private static Gen<object?> Value(Type type, bool mayBeNull)
    {
        var inner = Nullable.GetUnderlyingType(type) ?? type;
        var value = NotNull(inner);
        return mayBeNull ? Gen.Select(Gen.Bool, value, (isThere, v) => isThere ? v : null) : value.Select(v => (object?)v);
    }

    private static Gen<object> NotNull(Type type)
    {
        if (type == typeof(string)) return Word.Select(w => (object)w);
        if (type == typeof(PrivateText))
            return Gen.Select(Gen.Int[0, 4], Word, (n, w) => (object)(n == 0 ? PrivateText.Absent : PrivateText.Of(w)));
        if (type == typeof(bool)) return Gen.Bool.Select(b => (object)b);
        if (type == typeof(int)) return Gen.Int.Select(i => (object)i);
        if (type == typeof(long)) return Gen.Long[0, 1L << 40].Select(n => (object)n);
        if (type == typeof(DateTimeOffset)) return Gen.Long[0, 1L << 42].Select(ms => (object)DateTimeOffset.FromUnixTimeMilliseconds(ms));
        if (type == typeof(DateOnly)) return Gen.Int[0, 200_000].Select(d => (object)new DateOnly(1950, 1, 1).AddDays(d / 4));
        if (type == typeof(StreamId)) return Gen.Guid.Select(g => (object)StreamId.Matter(g));
        if (type.IsEnum) return Gen.Int[0, type.GetEnumValues().Length - 1].Select(i => type.GetEnumValues().GetValue(i)!);
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>)) return Items(type.GetGenericArguments()[0]);
        return Record(type);
    }

    private static Gen<object> Items(Type type) => NotNull(type).Array[0, 5].Select(items =>
    {
        var list = Array.CreateInstance(type, items.Length);
        items.CopyTo(list, 0);
        return (object)list;
    });

    // A text cut inside a character is refused long before it reaches an event.
    private static string Whole(string text) => string.Concat(text.EnumerateRunes().Where(r => r.Value != 0xFFFD));
}
