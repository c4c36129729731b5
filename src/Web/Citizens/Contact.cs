using Xinqiao.Core.Petitions;

namespace Xinqiao.Web.Citizens;

/// <summary>Where a one-time code goes: the telephone that was registered with the petition, or else the e-mail.</summary>
/// <param name="By"><c>sms</c> or <c>email</c>.</param>
public sealed record Contact(string To, string By)
{
    /// <summary>Null where the petitioner left neither.</summary>
    public static Contact? Of(Party party) =>
        party.Phone.Value is { } phone ? new Contact(phone, "sms")
        : party.Email.Value is { } email ? new Contact(email, "email")
        : null;

    /// <summary>Enough for its owner to know it: 138****0217, z***@example.cn.</summary>
    public string Masked
    {
        get
        {
            if (By == "email") return To[0] + "***" + To[To.IndexOf('@')..];
            // Of a mobile number the last four are shown; of a shorter one, a third.
            var shown = To.Length >= 11 ? 4 : To.Length / 3;
            return To[..Math.Min(3, shown)] + "****" + To[^shown..];
        }
    }
}
