using Xinqiao.Core.Regulation;

namespace Xinqiao.Core.Petitions;

/// <summary>
/// A petition's number in the national system (全国信访信息系统编号, Art. 21(2)). Both systems hold the petition; the number says
/// that it is the same one, so no two petitions here bear it. Its official form is not public: letters, digits and hyphens.
/// </summary>
[Implements(21, "记下全国信访信息系统编号，一件一号")]
public static class NationalNumber
{
    public static readonly Article Source = Register.Article21.InParagraph(2);

    private const int Shortest = 6, Longest = 40;

    /// <summary>Trims, folds case and full-width characters; null where it cannot be such a number.</summary>
    public static string? Parse(string? typed)
    {
        if (typed is null || typed.Length > 2 * Longest) return null;
        var text = PetitionNumber.Fold(typed);
        return text.Length is >= Shortest and <= Longest && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')
               && text.Count(char.IsAsciiDigit) >= 4 && PetitionNumber.Parse(text) is null && !IsPersonal(text)
            ? text
            : null;
    }

    /// <param name="bearer">The petition that bears a number; null where none does.</param>
    /// <param name="reason">Why another number takes the place of the one recorded before.</param>
    public static Decision Record(Petition petition, string? typed, string? reason, Func<string, StreamId?> bearer, Act act)
    {
        if (Authority.PetitionDepartment(act) is { } notMine) return Decision.Refuse([notMine]);
        var rule = new TextRule().Required("nationalNumber", "全国信访信息系统编号", typed, 2 * Longest, Source);
        if (rule.Passed) Check(typed, bearer, petition.Id, rule);
        var number = Parse(typed);
        rule.Require(number is null || number != petition.NationalNumber, Source, "already-recorded", "这个编号已经登记。", "nationalNumber");
        if (petition.NationalNumber is not null) rule.Required("reason", "更正理由", reason, 500, Source);
        return rule.Passed
            ? Decision.Accept(new NationalNumberRecorded(petition.Id, number!, petition.NationalNumber is null ? null : reason?.Trim()))
            : Decision.Refuse(rule.Refusals);
    }

    /// <summary>A number that may be missing, as at the counter.</summary>
    /// <param name="own">The petition that is to bear it.</param>
    public static void Check(string? typed, Func<string, StreamId?> bearer, StreamId own, TextRule rule)
    {
        if (string.IsNullOrWhiteSpace(typed)) return;
        if (Parse(typed) is not { } number)
        {
            rule.Require(false, Source, "national-number-malformed",
                $"全国信访信息系统编号由{Shortest}至{Longest}位字母、数字和“-”组成，请照系统显示的填写；不填本局编号、电话号码和身份证号码。",
                "nationalNumber");
            return;
        }

        rule.Require(bearer(number) is not { } other || other == own, Source, "national-number-taken",
            "这个编号已经登记在另一件信访件上。请用编号查询核对：是同一件的不再登记，抄错的请改正。", "nationalNumber");
    }

    // It stands in the log in clear, so nothing may slip in that tells who petitions: no mobile number, and no identity number, whose
    // seventh to fourteenth digits are a date of birth. A number of the system may hold a date too, but no date before there was one.
    private static bool IsPersonal(string text) =>
        (text.Length == 11 && text[0] == '1' && text.All(char.IsAsciiDigit))
        || (text.Length == 18 && text.Take(17).All(char.IsAsciiDigit) && (char.IsAsciiDigit(text[17]) || text[17] == 'X')
            && DateOnly.TryParseExact(text.AsSpan(6, 8), "yyyyMMdd", out var born) && born.Year is > 1900 and < 2014);
}
