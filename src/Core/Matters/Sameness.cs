using Xinqiao.Core.Matching;
using Xinqiao.Core.Petitions;
using Xinqiao.Core.Redaction;
using Xinqiao.Core.Regulation;

namespace Xinqiao.Core.Matters;

/// <summary>Whether two petitions about one matter are the same petitioner's.</summary>
public enum Sameness
{
    [Word("same", "姓名和联系方式相符，应是同一信访人")] Same,
    [Word("different", "姓名或联系方式不相符，应是不同的信访人")] Different,
    [Word("unknown", "留下的信息不够，无法核对")] Unknown,
}

/// <summary>That somebody asked it.</summary>
/// <param name="By">Pseudonym of whoever asked.</param>
public sealed record SamenessQuestion(string By, DateTimeOffset At);

/// <summary>
/// 核对是否同一信访人: whoever screens petitions asks whether what just came is from the same petitioner as an earlier one that says nearly the
/// same, and is answered yes or no. What was compared is shown to nobody, no index of persons is kept that could be asked across matters, and each
/// question is recorded where the petitioner reads it.
/// </summary>
[Implements(30, "是否同一信访人只在同一事项内核对，只答是否，逐次记录，信访人可以看到")]
public static class SamePetitioner
{
    public static readonly Article Source = Article.House("是否同一信访人，只在同一事项内核对");

    /// <summary>So many questions one person may ask in an hour: more than anybody screens, and far fewer than guessing needs.</summary>
    public const int Most = 20;

    public static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>Asks of two matters that are registered.</summary>
    /// <param name="earlier">Null where there is none of that id; one that is closed to whoever asks is answered alike.</param>
    /// <param name="alike">The two say nearly the same; null where nobody can tell, or they do not.</param>
    /// <param name="asked">How many questions whoever acts asked within the last hour, of whatever matter.</param>
    public static Decision Ask(Matter matter, Matter? earlier, Likeness? alike, int asked, Act act)
    {
        if (Authority.PetitionDepartment(act) is { } notMine) return Decision.Refuse([notMine]);
        if (matter.Sealed) return Sealing.Refuse();
        return Refuse(earlier, alike, asked, act)
               ?? (earlier!.Petition == matter.Petition
                   ? Decision.Refuse(Source, "same-petition", "这两件出自同一封信访，不需要核对。")
                   : Decision.Accept(new SamenessAsked(matter.Id), new SamenessAsked(earlier.Id)));
    }

    /// <summary>Asks of what is being taken down at the counter, whose petitioner is there, and a matter that is registered.</summary>
    /// <inheritdoc cref="Ask" path="/param"/>
    public static Decision AskAtCounter(Matter? earlier, Likeness? alike, int asked, Act act) =>
        Authority.PetitionDepartment(act) is { } notMine ? Decision.Refuse([notMine])
        : Refuse(earlier, alike, asked, act) ?? Decision.Accept(new SamenessAsked(earlier!.Id));

    /// <summary>
    /// The same name, and a telephone number, e-mail address or home that is the same. A name alone is shared by strangers, and a telephone alone
    /// by a household.
    /// </summary>
    public static Sameness Between(Party one, Party other)
    {
        if (Letters(one.Name) is not { } name || Letters(other.Name) is not { } otherName) return Sameness.Unknown;
        (string? One, string? Other)[] contacts =
        [
            (Digits(one.Phone), Digits(other.Phone)), (Letters(one.Email), Letters(other.Email)), (Letters(one.Address), Letters(other.Address)),
        ];
        var given = contacts.Where(c => c is { One: not null, Other: not null }).ToList();
        if (given.Count == 0) return name == otherName ? Sameness.Unknown : Sameness.Different;
        return name == otherName && given.Exists(c => c.One == c.Other) ? Sameness.Same : Sameness.Different;
    }

    private static Decision? Refuse(Matter? earlier, Likeness? alike, int asked, Act act)
    {
        if (earlier is null || !Linking.IsOpen(earlier, act))
            return Decision.Refuse(Linking.Source, "no-such-matter", "没有这个编号的信访事项，或者不向您的岗位提供，请核对编号。");
        if (alike is null) return Decision.Refuse(Source, "not-alike", "两件的内容不相近，不是同一事项，不核对是否同一信访人。");
        return asked < Most
            ? null
            : Decision.Refuse(Source, "asked-too-often", $"一小时内最多核对{Most}次，请稍后再核对；不核对也可以登记和关联。");
    }

    // A number as it is dialled within the country, however it was written.
    private static string? Digits(PrivateText text)
    {
        string digits = string.Concat(FoldedDigits.Widths(text.Value ?? "").Where(char.IsAsciiDigit));
        if (digits.StartsWith("0086", StringComparison.Ordinal)) digits = digits[4..];
        else if (digits.Length == 13 && digits.StartsWith("86", StringComparison.Ordinal)) digits = digits[2..];
        return digits.Length < 7 ? null : digits;
    }

    private static string? Letters(PrivateText text)
    {
        var letters = string.Concat(FoldedDigits.Widths(text.Value ?? "").Where(char.IsLetterOrDigit)).ToUpperInvariant();
        return letters.Length == 0 ? null : letters;
    }
}
