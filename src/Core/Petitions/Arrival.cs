using Xinqiao.Core.Regulation;

namespace Xinqiao.Core.Petitions;

/// <summary>How a petition came, with what its channel knows of it, in the words of an office. No word of who petitions.</summary>
public static class Arrival
{
    /// <summary>来访（集体访，12人，代表3人；口述，已当面宣读）.</summary>
    public static string Of(PetitionFiled e)
    {
        string[] parts =
        [
            .. e.Visitors is { } visitors ? [Visit(visitors)] : Array.Empty<string>(),
            .. e.HowStated is { } stated ? [Words.Label(stated)] : Array.Empty<string>(),
            .. e.Referral is { } referral ? [Referral(referral)] : Array.Empty<string>(),
        ];
        return Words.Label(e.Channel) + (parts.Length == 0 ? "" : $"（{string.Join("；", parts)}）");
    }

    private static string Visit(Visitors v) => v.HeadCount switch
    {
        1 => "个体访",
        < Petitions.Visit.GroupFrom => People(v),
        _ => "集体访，" + People(v),
    };

    private static string People(Visitors v) =>
        $"{v.HeadCount}人" + (v.Representatives.Count == 0 ? "" : $"，代表{v.Representatives.Count}人");

    private static string Referral(Referral r) =>
        $"{r.Organ}{ChineseDate.Write(r.SentOn)}{r.Verb}，{r.DocumentNumber}"
        + (r.ReportBy is { } by ? $"，要求{ChineseDate.Write(by)}前反馈" : "");
}
