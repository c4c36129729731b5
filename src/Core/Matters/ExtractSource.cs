using Xinqiao.Core.Petitions;
using Xinqiao.Core.Redaction;

namespace Xinqiao.Core.Matters;

/// <summary>What of a petition an extract is made from: the words that were written about the matter, and nothing of who wrote them.</summary>
public static class ExtractSource
{
    /// <summary>The words, each under what it is. Files are no part of it: a picture or a recording cannot be struck.</summary>
    public static string TextOf(PetitionFiled filed, IEnumerable<Recorded> matter)
    {
        (string Heading, PrivateText Text)[] parts =
        [
            ("标题", filed.Title), ("事情经过", filed.Narrative), ("诉求", filed.Request), ("地点", filed.PlaceDetail),
            .. matter.Select(r => r.Event).OfType<MatterSupplemented>().Select(e => ("补充", e.Supplement)),
        ];
        return string.Join("\n\n", parts.Where(p => p.Text.Value is not null)
            .Select(p => $"【{p.Heading}】\n{p.Text.Value!.ReplaceLineEndings("\n").Trim()}"));
    }

    /// <summary>What is known of who petitions, to be marked where the text says it; what was corrected since may stand there as well.</summary>
    /// <param name="petition">Read for that alone.</param>
    public static KnownParty PartyOf(IReadOnlyList<Recorded> petition)
    {
        var filed = petition.Select(r => r.Event).OfType<PetitionFiled>().First();
        List<Party> parties = [filed.Party, .. petition.Select(r => r.Event).OfType<PartyCorrected>().Select(e => e.Party)];
        return new(
            Given([.. parties.Select(p => p.Name), .. filed.Visitors?.Representatives ?? []]), Given(parties.Select(p => p.Phone)),
            Given(parties.Select(p => p.Address)), Given(parties.Select(p => p.Email)));
    }

    private static IReadOnlyList<string> Given(IEnumerable<PrivateText> texts) => [.. texts.Select(t => t.Value).OfType<string>()];
}
