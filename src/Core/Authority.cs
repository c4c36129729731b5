using Xinqiao.Core.Regulation;

namespace Xinqiao.Core;

/// <summary>Who may act. Asked by every decider before anything else; null means yes.</summary>
public static class Authority
{
    public static readonly Article Source = Article.House("岗位职责");

    /// <summary>Registering and routing belong to the petition department (Art. 14, 22).</summary>
    public static Refusal? PetitionDepartment(Act act) => Is(act, Role.Registrar, Role.Router);

    public static Refusal? Is(Act act, params ReadOnlySpan<Role> roles)
    {
        foreach (var role in roles)
            if (act.Actor.Role == role) return null;
        var who = Phrase.Join("或", roles.ToArray().Select(Words.Label));
        return new Refusal(Source, "not-your-role", $"此事由{who}办理，您的岗位是{Words.Label(act.Actor.Role)}。");
    }

    /// <summary>
    /// Whether a refusal says that somebody tried what is not theirs: another post's act, another unit's, or agreeing to what they asked for themselves.
    /// </summary>
    public static bool Concerns(Refusal refusal) => refusal.Basis == Source || refusal.Code.StartsWith("own-", StringComparison.Ordinal);

    /// <summary>Only the unit that holds the matter handles it.</summary>
    public static Refusal? OfUnit(Act act, string? unit, params ReadOnlySpan<Role> roles) =>
        Is(act, roles) ?? (act.Actor.Unit == unit
            ? null
            : new Refusal(Source, "not-your-unit", "此事项由其他单位办理，您的单位不能办理。"));
}
