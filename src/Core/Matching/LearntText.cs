using Xinqiao.Core.Redaction;

namespace Xinqiao.Core.Matching;

/// <summary>
/// A text as suggestions learn from it, and as they are asked about it: names, numbers and addresses are struck, so that no model and no
/// reason comes to hold them.
/// </summary>
public static class LearntText
{
    private static readonly HashSet<RevealingKind> Personal =
    [
        RevealingKind.Name, RevealingKind.Phone, RevealingKind.IdNumber, RevealingKind.Plate, RevealingKind.Address, RevealingKind.BankCard,
        RevealingKind.Email, RevealingKind.Post,
    ];

    public static MatterText Of(MatterText text) => new(Struck(text.Title), Struck(text.Detail));

    private static string? Struck(string? text)
    {
        if (text is null) return null;
        // What is not read need not be struck.
        if (text.Length > Features.LongestText) text = text[..Features.LongestText];
        var marks = RevealingPassages.In(text, KnownParty.Nobody).Where(m => Personal.Contains(m.Kind)).ToList();
        return Redacting.Strike(text, marks, [], []).Text.Replace(Redacting.Struck, "。", StringComparison.Ordinal);
    }
}
