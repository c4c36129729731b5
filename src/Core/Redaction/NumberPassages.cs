using System.Text.RegularExpressions;

namespace Xinqiao.Core.Redaction;

/// <summary>Telephones, certificates, cards, plates, mail addresses, and numbers that somebody keeps under a name.</summary>
public static partial class NumberPassages
{
    /// <summary>In a text whose signs were folded.</summary>
    public static IEnumerable<Revealing> In(string text)
    {
        foreach (Match m in Mobile().Matches(text)) yield return RevealingPassages.Of(m, RevealingKind.Phone);
        foreach (Match m in Landline().Matches(text)) yield return RevealingPassages.Of(m, RevealingKind.Phone);
        foreach (Match m in Called().Matches(text)) yield return RevealingPassages.Of(m.Groups[1], RevealingKind.Phone);
        foreach (Match m in Account().Matches(text)) yield return RevealingPassages.Of(m, RevealingKind.Phone);
        foreach (Match m in Masked().Matches(text)) yield return RevealingPassages.Of(m, RevealingKind.IdNumber);
        foreach (Match m in Certificate().Matches(text)) yield return RevealingPassages.Of(m.Groups[1], RevealingKind.IdNumber);
        foreach (Match m in Passport().Matches(text)) yield return RevealingPassages.Of(m, RevealingKind.IdNumber);
        foreach (Match m in Long().Matches(text))
            if (KindOf(Compact(m.Value)) is { } kind) yield return RevealingPassages.Of(m, kind);
        foreach (Match m in Banked().Matches(text)) yield return RevealingPassages.Of(m.Groups[1], RevealingKind.BankCard);
        foreach (Match m in Plate().Matches(text)) yield return RevealingPassages.Of(m, RevealingKind.Plate);
        foreach (Match m in Email().Matches(text)) yield return RevealingPassages.Of(m, RevealingKind.Email);
        foreach (Match m in Filed().Matches(text)) yield return RevealingPassages.Of(m, RevealingKind.Post);
    }

    /// <summary>A number that is known, with whatever stands between its digits.</summary>
    public static IEnumerable<Revealing> Known(string text, string number)
    {
        var digits = Compact(FoldedDigits.Spelled(FoldedDigits.Widths(number)));
        if (digits.Length < 5) yield break;
        for (var start = 0; start < text.Length; start++)
        {
            if (text[start] != digits[0]) continue;
            var (at, matched) = (start, 0);
            while (at < text.Length && matched < digits.Length && (text[at] == digits[matched] || (matched > 0 && IsBetween(text[at]))))
            {
                if (text[at] == digits[matched]) matched++;
                at++;
            }

            if (matched == digits.Length) yield return new Revealing(start, at - start, RevealingKind.Phone);
        }
    }

    /// <summary>Whether eighteen signs are a number of an identity card: its check digit fits (GB 11643), or its day of birth is one.</summary>
    public static bool IsIdNumber(string number) => number.Length switch
    {
        18 => HasCheckDigit(number) || (IsRegion(number) && IsDay(number[6..14])),
        15 => IsRegion(number) && IsDay("19" + number[6..12]),
        _ => false,
    };

    /// <summary>The last sign of eighteen follows from those before it (GB 11643).</summary>
    public static bool HasCheckDigit(string number)
    {
        ReadOnlySpan<int> weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
        var sum = 0;
        for (var i = 0; i < 17; i++)
        {
            if (!char.IsAsciiDigit(number[i])) return false;
            sum += (number[i] - '0') * weights[i];
        }

        return "10X98765432"[sum % 11] == char.ToUpperInvariant(number[17]);
    }

    internal static bool PassesLuhn(string digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[^(i + 1)] - '0';
            if (i % 2 == 1) digit = digit * 2 > 9 ? (digit * 2) - 9 : digit * 2;
            sum += digit;
        }

        return sum % 10 == 0;
    }

    private static RevealingKind? KindOf(string number) =>
        IsIdNumber(number) ? RevealingKind.IdNumber
        : number.Length is >= 15 and <= 19 && number.All(char.IsAsciiDigit) && PassesLuhn(number) ? RevealingKind.BankCard
        : null;

    private static bool IsRegion(string number) => number[0] is >= '1' and <= '8' && number[1] is >= '1' and <= '9' or '0' && number[..2] != "00";

    private static bool IsDay(string day) => DateOnly.TryParseExact(day, "yyyyMMdd", out var date) && date.Year is >= 1900 and <= 2100;

    private static string Compact(string number) => string.Concat(number.Where(c => !IsBetween(c)));

    private static bool IsBetween(char c) => c is ' ' or '-' or '.' or '·' or '(' or ')';

    [GeneratedRegex(@"(?<![0-9])(?:\+?86[ \-]?)?1[3-9](?:[ \-.·]?[0-9]){9}(?![0-9])")]
    private static partial Regex Mobile();

    [GeneratedRegex(@"(?<![0-9])\(?0[1-9][0-9]{1,2}\)?[ \-]?[1-9][0-9]{2,3}[ \-]?[0-9]{4}(?:(?:-|转)[0-9]{1,5})?(?![0-9])")]
    private static partial Regex Landline();

    [GeneratedRegex(@"(?:电话|座机|固话|手机|致电|打给我|联系方式|小灵通)[^0-9\n。；]{0,8}([1-9][0-9]{2,3}[ \-]?[0-9]{4}|[0-9]{11})(?![0-9])")]
    private static partial Regex Called();

    [GeneratedRegex(@"(?:微信|QQ|抖音|快手|钉钉|支付宝|微博)(?:号码|号|账号|帐号)?(?:是|为|:)?\s{0,2}[A-Za-z0-9_\-@.]{5,30}", RegexOptions.IgnoreCase)]
    private static partial Regex Account();

    // 138****0217, 320602********0011: what is left of it may be enough.
    [GeneratedRegex(@"(?<![0-9])[1-9][0-9]{2,9}(?:[*xX×]{2,12})[0-9]{1,4}[0-9Xx]?(?![0-9A-Za-z])")]
    private static partial Regex Masked();

    [GeneratedRegex(@"(?:身份证|证件|社保卡|医保卡|驾驶证|驾照|护照|军官证|士兵证|残疾证|工作证)(?:号码|号|尾号|后四位|后六位)?(?:是|为|:)?\s{0,2}([0-9A-Za-z]{4,20})")]
    private static partial Regex Certificate();

    [GeneratedRegex(@"(?<![A-Za-z0-9])(?:[EGDSP][A-HJ-NP-Z]?[0-9]{7,8}|[HMT][0-9]{8,10})(?![A-Za-z0-9])", RegexOptions.IgnoreCase)]
    private static partial Regex Passport();

    [GeneratedRegex(@"(?<![0-9A-Za-z])[1-9](?:[ \-]?[0-9]){13,17}(?:[ \-]?[0-9Xx])?(?![0-9A-Za-z])")]
    private static partial Regex Long();

    [GeneratedRegex(@"(?:我的卡|卡里|卡上|卡号|账号|帐号|账户|帐户|银行卡|存折|尾号|卡尾号|末四位|后四位)[^0-9\n。；]{0,6}([0-9](?:[ \-]?[0-9]){3,18})(?![0-9])")]
    private static partial Regex Banked();

    [GeneratedRegex(@"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-Z][ ·•.\-]?[A-HJ-NP-Z0-9]{4,5}[A-HJ-NP-Z0-9挂学警港澳](?![A-Za-z0-9])", RegexOptions.IgnoreCase)]
    private static partial Regex Plate();

    [GeneratedRegex(@"[A-Za-z0-9._%+\-]{1,60}@[A-Za-z0-9\-]{1,40}(?:\.[A-Za-z0-9\-]{1,20}){1,4}")]
    private static partial Regex Email();

    [GeneratedRegex(
        @"(?:工号|员工号|职工号|学号|警号|胸牌号?|门禁卡号?|案号|(?:病历|住院|就诊|社保|户口本|房产证|不动产权证|合同|受理|回执|订单|快递|准考证|车架|档案|床位|报告|运单|发票|报警|户|床|编)(?:编号|号码|号))(?:是|为|:)?\s{0,2}[A-Za-z0-9(\[〔][A-Za-z0-9\p{IsCJKUnifiedIdeographs}\-〔〕()\[\]]{0,30}")]
    private static partial Regex Filed();
}
