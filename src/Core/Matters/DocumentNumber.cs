namespace Xinqiao.Core.Matters;

/// <summary>发文字号: the organ's word, the year in 六角括号, a serial without gaps or leading zeros: 崇信〔2026〕3号.</summary>
public static class DocumentNumber
{
    /// <summary>Of the series.</summary>
    public const string Subject = "document";

    public static string Draw(Unit organ, Act act) =>
        $"{organ.Word}〔{act.Today.Year}〕{act.Next(new Series(organ.Code, Subject, act.Today.Year))}号";
}
