using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Web.Language;

namespace Xinqiao.Web.Matters.Staff;

/// <summary>Who petitions, as far as it is open to whoever looks; and how to ask for the rest.</summary>
/// <param name="Filed">Read with the same view.</param>
public sealed record PartyPanel(OpenCase Case, PetitionFiled Filed, Phrase Caution, bool ReissuesCodes = false)
{
    /// <summary>The post may ask at all.</summary>
    public bool MayAsk => IdentityAccess.Refuse(Case.State, Case.Staff.Viewer) is null;

    /// <summary>What was given, and may be withheld or erased.</summary>
    public IReadOnlyList<(Phrase Label, PrivateText Text)> Given => Of(Filed);

    /// <inheritdoc cref="Given"/>
    public static IReadOnlyList<(Phrase Label, PrivateText Text)> Of(PetitionFiled filed) =>
    [
        .. from given in Asked(filed)
           where Written.WasGiven(given.Text)
           select (Words.Label(given.Field), given.Text),
    ];

    private static IEnumerable<(IdentityField Field, PrivateText Text)> Asked(PetitionFiled filed) =>
    [
        (IdentityField.Name, filed.Party.Name),
        (IdentityField.Phone, filed.Party.Phone),
        (IdentityField.Address, filed.Party.Address),
        (IdentityField.Email, filed.Party.Email),
        .. (filed.Visitors?.Representatives ?? []).Select(r => (IdentityField.Representatives, r)),
    ];

    public bool Withholds => Given.Any(g => g.Text.IsWithheld);

    /// <summary>What is open now, and until when.</summary>
    public IEnumerable<Phrase> Grants =>
        from grant in Case.State.Grants
        where grant.IsOf(Case.Staff.Viewer) && Case.Asked.RecordedAt < grant.Until
        select (Phrase)$"“{Words.Label(grant.Purpose)}”已打开到{Until(grant.Until)}";

    private static string Until(DateTimeOffset until)
    {
        var local = until.ToOffset(Core.Regulation.Shanghai.Offset);
        return local.TimeOfDay == TimeSpan.Zero ? "24:00" : local.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture);
    }
}
