using Xinqiao.Core.Regulation;

namespace Xinqiao.Core.Furniture;

/// <summary>口令策略: what an office asks of the passwords of its staff. The two standards contradict each other, so the office chooses.</summary>
public enum PasswordProfile
{
    /// <summary>OWASP ASVS 5.0: length and nothing that is easily guessed; no rules of composition, no change by the calendar.</summary>
    [Word("asvs", "长而难猜")] Asvs,

    /// <summary>等保三级 (GB/T 22239—2019 8.1.4.1 a): kinds of characters beside it, and a change every ninety days.</summary>
    [Word("dengbao", "等保三级")] Dengbao,
}

/// <summary>A password somebody wrote, under the office's profile.</summary>
/// <param name="OwnWords">What whoever knows the account tries first: its name, its holder's, the unit's, the district's.</param>
public sealed record TypedPassword(string? Text, PasswordProfile Profile, IReadOnlyList<string> OwnWords);

/// <summary>What a password must be, and how long it lasts.</summary>
public static class Passwords
{
    public static readonly Article Source = Article.House("口令策略");

    /// <summary>口令应具有复杂度要求并定期更换.</summary>
    public static readonly Article Complexity = Article.House("GB/T 22239—2019第8.1.4.1条");

    public const int Shortest = 12, Longest = 200;

    /// <summary>Kinds of characters of four, and days until the next change, where the office follows 等保.</summary>
    public const int KindsOfDengbao = 3, DaysOfDengbao = 90;

    /// <summary>Days after which a password that somebody else gave, and that its holder never changed, opens nothing any more.</summary>
    public const int DaysOfFirst = 14;

    public const string Key = "password.profile";

    /// <summary>The last day of a password that somebody else gave.</summary>
    public static DateOnly LastOfFirst(DateOnly given) => given.AddDays(DaysOfFirst);

    public static TextRule Password(this TextRule rule, TypedPassword typed) => rule
        .Require(typed.Text is { Length: >= Shortest }, Source, "password-too-short", $"密码至少{Shortest}个字符。", "password")
        .Optional("password", "密码", typed.Text, Longest)
        .Require(typed.Profile != PasswordProfile.Dengbao || typed.Text is null || Kinds(typed.Text) >= KindsOfDengbao, Complexity, "password-too-plain",
            $"密码要有大写字母、小写字母、数字、其他符号中的{KindsOfDengbao}种。", "password")
        .Require(typed.Text is not { Length: >= Shortest and <= Longest } || !PasswordGuess.IsEasy(typed.Text, typed.OwnWords), Source, "password-guessable",
            "这个密码容易被猜到：常见的词、键盘上相连的键、日期、自己的账号或姓名都不行。请用几个不相干的词连起来。", "password");

    /// <summary>Upper case, lower case, digits, anything else: how many of the four.</summary>
    public static int Kinds(string password) =>
        (password.Any(char.IsUpper) ? 1 : 0) + (password.Any(char.IsLower) ? 1 : 0) + (password.Any(char.IsDigit) ? 1 : 0)
        + (password.Any(c => !char.IsUpper(c) && !char.IsLower(c) && !char.IsDigit(c)) ? 1 : 0);

    /// <summary>Whether a password that was set then has to be changed now.</summary>
    public static bool IsWorn(PasswordProfile profile, DateTimeOffset set, DateTimeOffset now) =>
        profile == PasswordProfile.Dengbao && now - set >= TimeSpan.FromDays(DaysOfDengbao);

    /// <summary>The security administrator chooses for the whole office, from today on.</summary>
    public static Decision Choose(PasswordProfile? profile, PasswordProfile now, Act act)
    {
        if (Authority.Is(act, Role.SecurityAdministrator) is { } notMine) return Decision.Refuse([notMine]);
        var rule = new TextRule()
            .Require(profile is not null, Source, "profile-missing", "请选择一种口令策略。", "profile")
            .Require(profile != now, Source, "profile-unchanged", "现在用的就是这一种。", "profile");
        return rule.Passed ? Decision.Accept(new SettingMade(Key, Words.Of(profile!.Value), act.Today)) : Decision.Refuse(rule.Refusals);
    }
}
