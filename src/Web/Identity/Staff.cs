using System.Security.Claims;
using Xinqiao.Core;
using Xinqiao.Core.Matters;

namespace Xinqiao.Web.Identity;

/// <summary>Who is signed in, as read from the database at this request.</summary>
public sealed record Staff(string Id, string Name, Role Role, string Unit, string UnitName)
{
    public const string UnitClaim = "unit-code", UnitNameClaim = "unit";

    /// <exception cref="InvalidOperationException">Nobody is signed in; the folder's policy should have refused.</exception>
    public static Staff Of(ClaimsPrincipal user)
    {
        string Claim(string type) => user.FindFirstValue(type) ?? throw new InvalidOperationException($"No claim {type}.");
        return new Staff(
            Claim(ClaimTypes.NameIdentifier), Claim(ClaimTypes.Name), Words.Parse<Role>(Claim(ClaimTypes.Role)), Claim(UnitClaim),
            Claim(UnitNameClaim));
    }

    public ClaimsPrincipal ToPrincipal(string scheme) => new(new ClaimsIdentity(
        [
            new Claim(ClaimTypes.NameIdentifier, Id), new Claim(ClaimTypes.Name, Name),
            new Claim(ClaimTypes.Role, Words.Of(Role)), new Claim(UnitClaim, Unit), new Claim(UnitNameClaim, UnitName),
        ], scheme));

    public const string SessionClaim = "session", DutyClaim = "duty";

    public Actor Actor => new(Id, Role, Unit, UnitName);

    public Viewer Viewer => new(Role, Unit, Id);
}
