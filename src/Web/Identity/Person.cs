using System.Globalization;
using Xinqiao.Core;
using Xinqiao.Core.Furniture;

namespace Xinqiao.Web.Identity;

/// <summary>What somebody who signed in has to do before anything else. The stored word is the page's address.</summary>
public enum FirstDuty
{
    [Word("password", "修改密码")] Password,
    [Word("second-factor", "登记动态口令")] SecondFactor,
}

/// <summary>An account with its post, as it is now.</summary>
public sealed class Person
{
    public string Id { get; init; } = "";
    public string Login { get; init; } = "";
    public string Name { get; init; } = "";
    public string Role { get; init; } = "";
    public string Unit { get; init; } = "";
    public string UnitName { get; init; } = "";
    public string Password { get; init; } = "";
    public string Stamp { get; init; } = "";
    public long Failures { get; init; }
    public long LockedUntil { get; init; }
    public bool Ended { get; init; }

    /// <summary>Another password has to be set before anything else.</summary>
    public bool MustChange { get; init; }

    /// <summary>The last day of a password that somebody else gave, as it is stored; null where it is the holder's own.</summary>
    public string? FirstUntil { get; init; }

    /// <summary>An authenticator is enrolled.</summary>
    public bool HasFactor { get; init; }

    /// <summary>How many passkeys there are.</summary>
    public long Passkeys { get; init; }

    /// <summary>The password alone does not sign in.</summary>
    public bool HasSecond => HasFactor || Passkeys > 0;

    /// <summary>What the office chose for the post; null where it chose nothing.</summary>
    public long? FactorChosen { get; init; }

    /// <summary>What has to be done before anything else; null where nothing has.</summary>
    public FirstDuty? Duty { get; set; }

    /// <summary>Whether a password that somebody else gave was left unchanged too long.</summary>
    public bool IsFirstOver(DateOnly today) => FirstUntil is { } last && today > Day(last);

    /// <summary>The last day of a password that somebody else gave; null where it is the holder's own.</summary>
    public DateOnly? LastOfFirst => FirstUntil is { } last ? Day(last) : null;

    private static DateOnly Day(string stored) => DateOnly.ParseExact(stored, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    public Staff ToStaff() => new(Id, Name, Words.Parse<Role>(Role), Unit, UnitName);

    public Account ToAccount() => new(Id, Login, Name, Words.Parse<Role>(Role), Unit, Ended);
}
