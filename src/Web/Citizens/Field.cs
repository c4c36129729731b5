using Xinqiao.Core;

namespace Xinqiao.Web.Citizens;

/// <summary>A text field as it is drawn: its label, what was typed, and what is wrong with it.</summary>
public sealed record Field(string Name, Phrase Label, string Value, IEnumerable<Refusal> Refusals, Phrase? Hint = null)
{
    public int Rows { get; init; }
    public string Type { get; init; } = "text";
    public string? Autocomplete { get; init; }
    public bool Numeric { get; init; }
    public bool Short { get; init; }
}
