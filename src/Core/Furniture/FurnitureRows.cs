using Xinqiao.Core.Matters;

namespace Xinqiao.Core.Furniture;

/// <summary>The row of a unit as its last event has it.</summary>
public static class UnitRow
{
    public static readonly TableShape Shape = new(
        "units", "code", "code name organ_name kind word parent phone address review_organ position:i ended_on");

    /// <summary>In the order of the columns.</summary>
    /// <param name="position">Of the event that established it.</param>
    public static object?[] Values(Unit u, long position) =>
        [u.Code, u.Name, u.OrganName, Words.Of(u.Kind), u.Word, u.Parent, u.Phone, u.Address, u.ReviewOrgan, position, u.EndedOn?.ToString("yyyy-MM-dd")];
}

/// <summary>The row of a year's arrangement as it was loaded last.</summary>
public static class CalendarRow
{
    public static readonly TableShape Shape = new("calendars", "year", "year:i arrangement position:i");

    /// <summary>In the order of the columns.</summary>
    public static object?[] Values(CalendarLoaded e, long position) => [(long)e.Year, e.Arrangement, position];
}

/// <summary>The row of a value the office set for a day and later ones.</summary>
public static class SettingRow
{
    public static readonly TableShape Shape = new("settings", "key from_day", "key from_day value position:i");

    /// <summary>In the order of the columns.</summary>
    public static object?[] Values(SettingMade e, long position) => [e.Key, e.From.ToString("yyyy-MM-dd"), e.Value, position];
}

/// <summary>
/// What the log says of a post: who holds it under which pseudonym, in which role, for which unit, and whether it ended. Login, name
/// and password of the account stand beside it and in no event.
/// </summary>
public static class PostRow
{
    /// <summary>Columns of the table of accounts.</summary>
    public static readonly TableShape Shape = new("people", "id", "id role unit ended:i");

    /// <summary>In the order of the columns.</summary>
    public static object?[] Values(PersonAppointed e, bool ended) => [e.Person, Words.Of(e.Role), e.Unit, ended ? 1L : 0L];
}

/// <summary>The row of a handover that waits for its day.</summary>
public static class HandoverRow
{
    public static readonly TableShape Shape = new("handovers", "account", "account successor from_day arranged_by done:i position:i");

    /// <summary>In the order of the columns.</summary>
    /// <param name="arranged">Where it was arranged; its actor and position stand in the row.</param>
    public static object?[] Values(HandoverArranged e, Recorded arranged, bool done) =>
        [e.Person, e.To, e.From.ToString("yyyy-MM-dd"), arranged.By, done ? 1L : 0L, arranged.Position];
}

/// <summary>The row of a text that was erased: what is shown in its place.</summary>
public static class ErasedTextRow
{
    public static readonly TableShape Shape = new("erased_texts", "position field", "position:i field basis leaf:i");

    /// <summary>In the order of the columns.</summary>
    /// <param name="leaf">Position of the event that tells of the erasure.</param>
    public static object?[] Values(TextErased e, long leaf) => [e.Position, e.Field, e.Basis, leaf];
}

/// <summary>The row of a post for which the office chose whether it needs the second factor.</summary>
public static class SecondFactorRow
{
    public static readonly TableShape Shape = new("second_factor_posts", "role", "role required:i position:i");

    /// <summary>In the order of the columns.</summary>
    public static object?[] Values(SecondFactorSet e, long position) => [Words.Of(e.Role), e.Required ? 1L : 0L, position];
}
