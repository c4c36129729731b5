using Xinqiao.Core.Redaction;

namespace Xinqiao.Core.Matching;

/// <summary>
/// A text as suggestions learn from it, and as they are asked about it: names, numbers and addresses are struck, so that no model and no
/// reason comes to hold them.
/// </summary>
public static class LearntText
{
    /// <summary>So much of a text is read: a petition says its matter long before, and what is to be struck is slow to find in a long one.</summary>
    public const int Longest = 4_000;

    private static readonly HashSet<RevealingKind> Personal =
    [
        RevealingKind.Name, RevealingKind.Phone, RevealingKind.IdNumber, RevealingKind.Plate, RevealingKind.Address, RevealingKind.BankCard,
        RevealingKind.Email, RevealingKind.Post,
    ];

    public static MatterText Of(MatterText text) => new(Struck(text.Title), Struck(text.Detail));

    private static string? Struck(string? text)
    {
        if (text is null) return null;
        if (text.Length > Longest) text = text[..Longest];
        var marks = RevealingPassages.In(text, KnownParty.Nobody).Where(m => Personal.Contains(m.Kind)).ToList();
        return Redacting.Strike(text, marks, [], []).Text.Replace(Redacting.Struck, "。", StringComparison.Ordinal);
    }
}
