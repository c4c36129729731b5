namespace Xinqiao.Core;

/// <summary>Collects what an event stores: facts in clear, and private texts that the store will salt, digest and encrypt.</summary>
public sealed class PayloadWriter
{
    /// <summary>Values are strings, whole numbers (<see cref="long"/>) or booleans.</summary>
    public List<KeyValuePair<string, object>> Facts { get; } = [];

    public List<KeyValuePair<string, string>> Texts { get; } = [];

    /// <summary>Fields of an event that was read without opening them.</summary>
    public List<string> Withheld { get; } = [];

    public PayloadWriter Fact(string name, string? value)
    {
        if (value is not null) Facts.Add(new(name, value));
        return this;
    }

    public PayloadWriter Fact(string name, long? value)
    {
        if (value is { } number) Facts.Add(new(name, number));
        return this;
    }

    public PayloadWriter Fact(string name, bool value)
    {
        Facts.Add(new(name, value));
        return this;
    }

    public PayloadWriter Fact(string name, DateOnly? value) => Fact(name, value?.ToString("yyyy-MM-dd"));

    public PayloadWriter Fact<T>(string name, T value) where T : struct, Enum => Fact(name, Words.Of(value));

    public PayloadWriter Fact(string name, StreamId value) => Fact(name, value.Value);

    /// <summary>Several codes of one kind: <c>unit-1</c>, <c>unit-2</c> …, with their number.</summary>
    public PayloadWriter FactList(string name, IReadOnlyList<string> values)
    {
        Fact(name + "-count", values.Count);
        for (var i = 0; i < values.Count; i++) Fact($"{name}-{i + 1}", values[i]);
        return this;
    }

    public PayloadWriter Text(string field, PrivateText text)
    {
        if (text.Value is { } value) Texts.Add(new(field, value));
        else if (text.IsWithheld) Withheld.Add(field);
        return this;
    }

    /// <summary>Several texts of one kind: <c>request-1</c>, <c>request-2</c> …, with their number as a fact.</summary>
    public PayloadWriter TextList(string field, IReadOnlyList<PrivateText> texts)
    {
        Fact(field + "-count", texts.Count);
        for (var i = 0; i < texts.Count; i++) Text($"{field}-{i + 1}", texts[i]);
        return this;
    }
}

/// <summary>Reads back what <see cref="PayloadWriter"/> wrote. A missing fact is a damaged record and throws, naming it.</summary>
public sealed class PayloadReader(
    StreamId stream, IReadOnlyDictionary<string, object> facts, IReadOnlyDictionary<string, string>? texts = null,
    IReadOnlyDictionary<string, string>? erased = null, IReadOnlySet<string>? withheld = null)
{
    public StreamId Stream => stream;

    public string String(string name) => StringOrNull(name) ?? throw Missing(name);
    public string? StringOrNull(string name) => facts.TryGetValue(name, out var value) ? (string)value : null;
    public int Int(string name) => IntOrNull(name) ?? throw Missing(name);
    public int? IntOrNull(string name) => facts.TryGetValue(name, out var value) ? checked((int)(long)value) : null;
    public long Long(string name) => facts.TryGetValue(name, out var value) ? (long)value : throw Missing(name);
    public long? LongOrNull(string name) => facts.TryGetValue(name, out var value) ? (long)value : null;
    public bool Bool(string name) => facts.TryGetValue(name, out var value) ? (bool)value : throw Missing(name);
    public DateOnly Date(string name) => DateOrNull(name) ?? throw Missing(name);

    public DateOnly? DateOrNull(string name) =>
        StringOrNull(name) is { } text ? DateOnly.ParseExact(text, "yyyy-MM-dd") : null;

    public T Enum<T>(string name) where T : struct, Enum => Words.Parse<T>(String(name));
    public T? EnumOrNull<T>(string name) where T : struct, Enum => StringOrNull(name) is { } word ? Words.Parse<T>(word) : null;
    public StreamId Id(string name) => new(String(name));

    public IReadOnlyList<string> StringList(string name) =>
        [.. Enumerable.Range(1, Int(name + "-count")).Select(i => String($"{name}-{i}"))];

    public PrivateText Text(string field) =>
        texts is not null && texts.TryGetValue(field, out var value) ? PrivateText.Of(value)
        : erased is not null && erased.TryGetValue(field, out var basis) ? PrivateText.Erased(basis)
        : withheld is not null && withheld.Contains(field) ? PrivateText.Withheld
        : PrivateText.Absent;

    public IReadOnlyList<PrivateText> TextList(string field) =>
        [.. Enumerable.Range(1, Int(field + "-count")).Select(i => Text($"{field}-{i}"))];

    private InvalidDataException Missing(string name) => new($"The stored event of stream {stream} has no fact “{name}”.");
}
