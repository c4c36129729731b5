using Xinqiao.Core;
using Xinqiao.Core.Furniture;
using Xinqiao.Core.Matters;

namespace Xinqiao.Storage.Tests.Samples;

/// <summary>A small district: its petition office, two departments, a street, and who works there.</summary>
public static class SampleUnits
{
    public static readonly DatabaseStamped Demo = new(DatabaseKind.Demo, "崇文区", "log.example.cn/demo");

    public static readonly Unit Office = Of("XF", "信访局", UnitKind.PetitionOffice, "崇信");
    public static readonly Unit Housing = Of("ZJ", "住建局", UnitKind.Department, "崇住建");
    public static readonly Unit Transport = Of("JT", "交通局", UnitKind.Department, "崇交");
    public static readonly Unit Street = Of("DJ", "东街街道", UnitKind.Street, "东街");

    /// <summary>The organ above them all, which reviews.</summary>
    public static readonly Unit Government = Of("CW", "人民政府", UnitKind.District, "崇政") with { Parent = null, OrganName = "崇文区人民政府", ReviewOrgan = "某市人民政府" };

    public static readonly IReadOnlyList<Unit> All = [Office, Housing, Transport, Street, Government];

    /// <summary>Those that matters can be forwarded to.</summary>
    public static readonly IReadOnlyList<Unit> Competent = [Housing, Transport, Street];

    public static readonly IReadOnlySet<string> Codes = All.Select(u => u.Code).ToHashSet();
    public static readonly IReadOnlySet<string> Places = new HashSet<string> { "DJ" };
    public static readonly IReadOnlySet<string> Domains = new HashSet<string> { "housing", "transport" };

    public static readonly Actor System = new("system", Role.System, "", "");
    public static readonly Actor Registrar = In(Office, "s-1", Role.Registrar);
    public static readonly Actor Router = In(Office, "s-2", Role.Router);
    public static readonly Actor Liaison = In(Office, "s-3", Role.DisciplineLiaison);

    public static readonly Actor Reviewer = In(Government, "r-CW", Role.Reviewer);
    public static readonly Actor ReviewHead = In(Government, "rh-CW", Role.ReviewHead);

    public static Actor Handler(Unit unit) => In(unit, $"h-{unit.Code}", Role.Handler);

    public static Actor Head(Unit unit) => In(unit, $"u-{unit.Code}", Role.UnitHead);

    private static Actor In(Unit unit, string id, Role role) => new(id, role, unit.Code, unit.Name);

    private static Unit Of(string code, string name, UnitKind kind, string word) => new(
        code, name, $"崇文区{name}", kind, word, "CW", "010-55550000", "崇文区政务大街1号", "崇文区人民政府");
}
