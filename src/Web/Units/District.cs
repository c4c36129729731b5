using Xinqiao.Core.Matters;

namespace Xinqiao.Web.Units;

/// <summary>
/// A district's organisation as it begins: the petition office, the discipline organ, the usual departments, and every street and
/// zone of the published divisions. An office corrects names, telephones and addresses afterwards.
/// </summary>
/// <param name="Code">Six-digit division code.</param>
/// <param name="Name">As in 崇川区.</param>
/// <param name="Character">One character for document numbers: 崇.</param>
public sealed record District(string Code, string City, string Name, string Character)
{
    public const string PetitionOffice = "XF", Discipline = "JW";

    public static readonly District Chongchuan = new("320613", "南通市", "崇川区", "崇");

    private static readonly (string Code, string Name, string Word)[] Departments =
    [
        ("ZJ", "住房和城乡建设局", "住建"), ("RS", "人力资源和社会保障局", "人社"), ("CG", "城市管理局", "城管"),
        ("JY", "教育体育局", "教体"), ("WJ", "卫生健康委员会", "卫健"), ("MZ", "民政局", "民"), ("SJ", "市场监督管理局", "市监"),
        ("NY", "农业农村局", "农"), ("SW", "商务局", "商务"), ("FG", "发展和改革委员会", "发改"), ("CZ", "财政局", "财"),
        ("SF", "司法局", "司"), ("GA", "公安分局", "公"), ("ZG", "自然资源和规划分局", "资规"), ("HB", "生态环境分局", "环"),
        ("YJ", "应急管理局", "应急"), ("TY", "退役军人事务局", "退役"),
    ];

    /// <summary>Codes and names of the districts whose streets are known.</summary>
    public static IReadOnlyList<(string Code, string Name)> Known =>
        [.. Lines("areas.csv").Select(f => (f[0], f[1]))];

    /// <summary>The district of that division code, or null where its streets are not known.</summary>
    public static District? Find(string code) => Known.FirstOrDefault(k => k.Code == code) is { Name: { } name }
        ? new District(code, "南通市", name, name.StartsWith("南通", StringComparison.Ordinal) ? "开" : name[..1])
        : null;

    /// <param name="phone">Telephone that stands on documents until an office enters its own; empty blocks issuing.</param>
    /// <param name="address">Likewise.</param>
    public IReadOnlyList<Unit> Units(Func<string, string> phone, Func<string, string> address)
    {
        var government = $"{City}{Name}人民政府";
        Unit Make(string code, string name, string organ, UnitKind kind, string word, string? parent, string review) =>
            new(code, name, organ, kind, word, parent, phone(code), address(code), review);

        var units = new List<Unit>
        {
            Make("QU", Name, government, UnitKind.District, Character + "政", null, City + "人民政府"),
            Make(PetitionOffice, $"{Name}信访局", $"{City}{Name}信访局", UnitKind.PetitionOffice, Character + "信", "QU", government),
            Make(Discipline, $"{Name}纪委监委", $"中共{City}{Name}纪律检查委员会", UnitKind.Discipline, Character + "纪", "QU",
                $"中共{City}纪律检查委员会"),
        };
        units.AddRange(Departments.Select(d => Make(
            d.Code, Name + d.Name, City + Name + d.Name, UnitKind.Department, Character + d.Word, "QU", government)));
        units.AddRange(Streets().Select(s => Make(
            s.Code, s.Name, Organ(s.Name), s.IsZone ? UnitKind.Zone : UnitKind.Street, Character + Short(s.Name), "QU", government)));
        return units;

        string Organ(string name) => name.EndsWith("街道", StringComparison.Ordinal)
            ? $"{City}{Name}人民政府{name}办事处"
            : $"{name}管理委员会";
    }

    private IEnumerable<(string Code, string Name, bool IsZone)> Streets() =>
        from fields in Lines("streets.csv")
        where fields[2] == Code
        select (fields[0], fields[1], fields[1].EndsWith('区'));

    private static string Short(string name) => name.Replace("南通崇川", "").Replace("街道", "").Replace("镇", "")[..2];

    private static List<string[]> Lines(string resource)
    {
        using var reader = new StreamReader(typeof(District).Assembly.GetManifestResourceStream("Units." + resource)!);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1)
            .Select(line => line.Trim().Split(',').Select(f => f.Trim('"')).ToArray()).ToList();
    }
}
