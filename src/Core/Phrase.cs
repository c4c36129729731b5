using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Xinqiao.Core;

/// <summary>What has words of its own for a reader: a day of the calendar, a citation.</summary>
public interface ITold
{
    Phrase Told { get; }
}

/// <summary>
/// Words of the house for a reader, written in Chinese where they stand: a literal, or an interpolated string whose holes keep what
/// was put in them. The Chinese template is the key under which the same words stand in another language. What people typed is a
/// <see cref="string"/> and never the template of a phrase, so that nobody's words are ever translated.
/// </summary>
[InterpolatedStringHandler]
public sealed class Phrase : IEquatable<Phrase>
{
    private readonly StringBuilder template;
    private readonly List<object?> arguments;

    /// <summary>Called by the compiler for an interpolated string.</summary>
    public Phrase(int literalLength, int formattedCount)
    {
        template = new StringBuilder(literalLength + formattedCount * 3);
        arguments = new List<object?>(formattedCount);
    }

    private Phrase(string text) : this(text.Length, 0) => AppendLiteral(text);

    /// <summary>As for <see cref="string.Format(string, object[])"/>: “还有{0}日”; a brace of the text itself is doubled.</summary>
    public string Template => template.ToString();

    /// <summary>What stands in the holes, in their order; a phrase among them is told in the reader's language too.</summary>
    public IReadOnlyList<object?> Arguments => arguments;

    public void AppendLiteral(string text) => template.Append(text.Replace("{", "{{").Replace("}", "}}"));

    public void AppendFormatted(object? value, string? format = null)
    {
        template.Append('{').Append(arguments.Count);
        if (format is not null) template.Append(':').Append(format);
        template.Append('}');
        arguments.Add(value);
    }

    /// <summary>Phrases one after the other, with <paramref name="separator"/> between them, which is told too: “或”.</summary>
    public static Phrase Join(Phrase separator, IEnumerable<Phrase> parts)
    {
        var joined = new Phrase(0, 0);
        foreach (var part in parts)
        {
            if (joined.arguments.Count > 0) joined.AppendFormatted(separator);
            joined.AppendFormatted(part);
        }

        return joined;
    }

    public static implicit operator Phrase(string text) => new(text);

    /// <summary>One after the other, each told by itself.</summary>
    public static Phrase operator +(Phrase first, Phrase second) => $"{first}{second}";

    /// <summary>The Chinese.</summary>
    public override string ToString() =>
        string.Format(CultureInfo.InvariantCulture, Template, [.. arguments.Select(a => a?.ToString() is { } told && a is not IFormattable ? told : a)]);

    /// <summary>Phrases are equal that read the same in Chinese.</summary>
    public bool Equals(Phrase? other) => other is not null && ToString() == other.ToString();

    public override bool Equals(object? obj) => Equals(obj as Phrase);

    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);
}
