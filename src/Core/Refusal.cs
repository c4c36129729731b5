using Xinqiao.Core.Regulation;

namespace Xinqiao.Core;

/// <summary>Why an act was refused: the rule, a stable code, and the sentence a person reads.</summary>
/// <param name="Field">The form field it is about; null where it is about the act as a whole.</param>
public sealed record Refusal(Article Basis, string Code, Phrase Reason, string? Field = null)
{
    public override string ToString() => $"{Reason}（依据：{Basis}）";
}
