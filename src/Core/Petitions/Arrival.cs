using Xinqiao.Core.Regulation;

namespace Xinqiao.Core.Petitions;

/// <summary>How a petition came, with what its channel knows of it, in the words of an office. No word of who petitions.</summary>
public static class Arrival
{
    /// <summary>来访（集体访，12人，代表3人；口述，已当面宣读）.</summary>
    public static Phrase Of(PetitionFiled e)
    {
        Phrase?[] parts =
        [
            e.Visitors is { } visitors ? Visit(visitors) : null,
            e.HowStated is { } stated ? Words.Label(stated) : null,
            e.Referral is { } referral ? Referral(referral) : null,
        ];
        var known = parts.OfType<Phrase>().ToList();
        return known.Count == 0 ? Words.Label(e.Channel) : $"{Words.Label(e.Channel)}（{Phrase.Join("；", known)}）";
    }

    private static Phrase Visit(Visitors v) => v.HeadCount switch
    {
        1 => "个体访",
        < Petitions.Visit.GroupFrom => People(v),
        _ => $"集体访，{People(v)}",
    };

    private static Phrase People(Visitors v) =>
        v.Representatives.Count == 0 ? (Phrase)$"{v.HeadCount}人" : (Phrase)$"{v.HeadCount}人，代表{v.Representatives.Count}人";

    private static Phrase Referral(Referral r) =>
        r.ReportBy is { } by
            ? (Phrase)$"{r.Organ}{ChineseDate.Write(r.SentOn)}交办，{r.DocumentNumber}，要求{ChineseDate.Write(by)}前反馈"
            : (Phrase)$"{r.Organ}{ChineseDate.Write(r.SentOn)}转送，{r.DocumentNumber}";
}
