using Xinqiao.Core.Attachments;

namespace Xinqiao.Core.Matters;

/// <summary>What tells who petitions: kept apart from what is petitioned, and opened for a purpose only.</summary>
public enum IdentityField
{
    [Word("name", "姓名")] Name,
    [Word("phone", "电话")] Phone,
    [Word("address", "住址")] Address,
    [Word("email", "电子邮箱")] Email,
    [Word("representatives", "代表姓名")] Representatives,

    /// <summary>By what somebody proved who they are, and who signed for a document.</summary>
    [Word("proof", "核验和签收情况")] Proof,

    /// <summary>Pictures of letters and of signed receipts.</summary>
    [Word("scans", "来信、凭证的扫描件")] Scans,
}

/// <summary>
/// The catalogue: which private texts and files of petitions and matters are identity (Personal Information Protection Law, Art. 4). Said here
/// once; the reader of cases, the pages and the keys follow it.
/// </summary>
public static class IdentityFields
{
    public static readonly IReadOnlyList<IdentityField> All = [.. Words.All<IdentityField>()];

    /// <summary>What a private text of a petition or matter tells of who petitions; null where it is no identity.</summary>
    /// <param name="field">The name under which the text is stored.</param>
    public static IdentityField? Of(string field) => field switch
    {
        "name" => IdentityField.Name,
        "phone" => IdentityField.Phone,
        "address" => IdentityField.Address,
        "email" => IdentityField.Email,
        "check" or "proof" => IdentityField.Proof,
        _ when field.StartsWith("representative-", StringComparison.Ordinal) => IdentityField.Representatives,
        _ => null,
    };

    /// <summary>The same of a stream: reference data know names of staff, and no petitioner's.</summary>
    public static IdentityField? Of(StreamId stream, string field) => stream.IsPetition || stream.IsMatter ? Of(field) : null;

    /// <summary>Whether a file of a kind shows who wrote or signed.</summary>
    public static bool Shows(AttachmentKind kind) => kind is AttachmentKind.Scan or AttachmentKind.ProofOfService;

    /// <summary>Which part of a matter the gate must open for it.</summary>
    public static Part PartOf(IdentityField field) => field switch
    {
        IdentityField.Phone or IdentityField.Address or IdentityField.Email => Part.Contact,
        IdentityField.Scans => Part.Files,
        IdentityField.Name or IdentityField.Representatives or IdentityField.Proof => Part.Identity,
    };
}
