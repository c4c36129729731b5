namespace Xinqiao.Core;

/// <summary>
/// A personal or free-text value of an event. The log holds only its salted digest; the value itself lives apart and can be
/// erased. A value that was erased, or that the reader did not ask for, is absent here.
/// </summary>
public readonly record struct PrivateText
{
    private PrivateText(string? value, string? basis = null, bool isWithheld = false) =>
        (Value, Basis, IsWithheld) = (value, basis, isWithheld);

    /// <summary>Null where the value was erased or not read.</summary>
    public string? Value { get; }

    /// <summary>The provision under which the value was erased; null where it was not, or was not read.</summary>
    public string? Basis { get; }

    /// <summary>It is there, and was not opened for whoever reads.</summary>
    public bool IsWithheld { get; }

    public static PrivateText Absent => default;

    public static PrivateText Withheld => new(null, isWithheld: true);

    public static PrivateText Erased(string basis) => new(null, basis);

    public static PrivateText Of(string? value) => new(string.IsNullOrEmpty(value) ? null : value);

    /// <summary>What somebody typed: without the blanks around it, and with the line ends that every machine agrees on.</summary>
    public static PrivateText Typed(string? text) => Of(text?.Trim().ReplaceLineEndings("\n"));

    public static implicit operator PrivateText(string? value) => Of(value);

    /// <summary>Never the value: what is written into a log line by accident stays private.</summary>
    public override string ToString() => "•••";
}
