using Xinqiao.Core;
using Xinqiao.Core.Matching;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;

namespace Xinqiao.Web.Suggestions;

/// <summary>Something to choose, as the form's field takes it.</summary>
/// <param name="Value">What one press fills in.</param>
/// <param name="Words">Those of the text that speak for it.</param>
public sealed record SuggestedChoice(string Value, string Name, Sureness Sureness, IReadOnlyList<string> Words);

/// <summary>What is suggested beside a form. Nothing of it is chosen until somebody presses.</summary>
/// <param name="Fills">Name of the field.</param>
/// <param name="Why">Why there is no choice; null where there is one.</param>
public sealed record Suggested(string Fills, IReadOnlyList<SuggestedChoice> Choices, Phrase? Why)
{
    /// <summary>Where the press is answered without script, and the id of the form where the button stands outside of it.</summary>
    public required string Address { get; init; }

    public string? Form { get; init; }
}

/// <summary>
/// Suggests domain and unit from what the office decided before. It looks at the text of the one matter that is open before whoever asks, and
/// tells of no other; who petitions is not looked at.
/// </summary>
public sealed class Suggesting(SuggestionModels models)
{
    private const int MostUnits = 3;

    private static readonly Phrase Nothing = "没有把握，不提建议。";

    /// <param name="open">Units the matter can be given to: those it complains of, and their line, are not among them.</param>
    public async Task<Suggested> Units(MatterText text, IReadOnlyList<Unit> open, string address, string form)
    {
        var byCode = open.ToDictionary(u => u.Code);
        var (choices, why) = await Propose(
            SuggestionKind.Unit, text, byCode.ContainsKey, MostUnits, code => (code, byCode[code].Name));
        return new Suggested("unit", choices, why) { Address = address, Form = form };
    }

    /// <param name="text">Null where nothing was written yet.</param>
    public async Task<Suggested> Domain(MatterText? text, bool isAccusation, Categories known, DateOnly today, string address, string? form)
    {
        Category? Category(string domain) =>
            known.Find(Domains.Digits(domain)) is { } category && known.IsInForce(category, today) ? category : null;
        var (choices, why) = isAccusation ? ([], "检举控告不提建议。")
            : text is not { } written ? ([], "写了标题或者事情经过，这里建议内容分类。")
            : await Propose(
                SuggestionKind.Domain, written, domain => Category(domain) is not null, 1, domain => (Category(domain)!.ToString(), Category(domain)!.Name));
        return new Suggested("domain", choices, why) { Address = address, Form = form };
    }

    private async Task<(IReadOnlyList<SuggestedChoice> Choices, Phrase? Why)> Propose(
        SuggestionKind kind, MatterText text, Func<string, bool> isOpen, int most, Func<string, (string Value, string Name)> shown)
    {
        if (await models.InUse(kind) is not { } model) return ([], "学到的登记和分办还不够多，暂不提建议。");
        var proposals = Proposals.Of(model, LearntText.Of(text), isOpen, most);
        return proposals.Count == 0
            ? ([], Nothing)
            : ([.. proposals.Select(p => new SuggestedChoice(shown(p.Label).Value, shown(p.Label).Name, p.Sureness, p.Words))], null);
    }
}
