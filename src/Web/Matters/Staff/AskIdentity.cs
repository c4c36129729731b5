using Xinqiao.Core.Matters;

namespace Xinqiao.Web.Matters.Staff;

/// <summary>The form that asks to read who petitions: one click a purpose.</summary>
/// <param name="Page">Address of the case.</param>
/// <param name="Purposes">Those that open what is wanted.</param>
/// <param name="Back">Where it leads, below the case: a document, a file; null leads back to the case.</param>
/// <param name="Note">As it was typed.</param>
public sealed record AskIdentity(string Page, IReadOnlyList<AccessPurpose> Purposes, string? Back = null, string? Note = null)
{
    /// <summary>Every purpose there is a button for.</summary>
    public static AskIdentity Of(string page) => new(page, IdentityAccess.Choices);

    /// <summary>Purposes that open one field.</summary>
    public static AskIdentity For(string page, IdentityField field, string back) =>
        new(page, [.. IdentityAccess.Choices.Where(p => IdentityAccess.FieldsOf(p).Contains(field))], back);

    public IEnumerable<AccessPurpose> Usual => Purposes.Where(p => p != AccessPurpose.Other);

    public bool HasOther => Purposes.Contains(AccessPurpose.Other);
}
