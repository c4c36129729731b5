using Xinqiao.Web.Matters.Staff;

namespace Xinqiao.Web.Matters.Sealed;

/// <summary>查阅信访人信息 of what is sealed, by the liaison.</summary>
public sealed class SealedIdentityModel(Casework casework) : IdentityModel(casework);
