using System.Globalization;
using System.Text.RegularExpressions;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;

namespace Xinqiao.Core.Furniture;

/// <summary>An account as the spreadsheet meets it.</summary>
public sealed record Account(string Id, string Login, string Name, Role Role, string Unit, bool Ended);

/// <summary>What is there now: units and accounts, ended ones too, and who has open work.</summary>
/// <param name="BusyUnits">Units that have matters in hand.</param>
/// <param name="BusyPeople">Pseudonyms of whoever holds open matters.</param>
public sealed record OfficeNow(
    IReadOnlyList<Unit> Units, IReadOnlyList<Account> People, IReadOnlySet<string> BusyUnits, IReadOnlySet<string> BusyPeople);

/// <summary>
/// What a spreadsheet would do to a district: all of it or nothing. The same spreadsheet a second time does nothing, and what no line
/// names stays as it is.
/// </summary>
public sealed partial class DistrictPlan
{
    private readonly OfficeNow now;
    private readonly DateOnly today;
    private readonly Func<string> newPerson;
    private readonly List<SheetFault> faults = [];
    private readonly List<PlannedLine> lines = [];
    private readonly List<CaseEvent> events = [];
    private readonly Dictionary<string, Unit> units;
    private readonly Dictionary<string, Account> people;
    private readonly List<Account> added = [], changed = [];

    private DistrictPlan(OfficeNow now, DateOnly today, Func<string> newPerson)
    {
        (this.now, this.today, this.newPerson) = (now, today, newPerson);
        units = now.Units.ToDictionary(u => u.Code);
        people = now.People.ToDictionary(p => p.Login);
    }

    public IReadOnlyList<SheetFault> Faults => faults;

    public IReadOnlyList<PlannedLine> Lines => lines;

    /// <summary>In their order; none where the spreadsheet says what is so already.</summary>
    public IReadOnlyList<CaseEvent> Events => events;

    /// <summary>Accounts to open, and accounts whose name, post or unit is another.</summary>
    public IReadOnlyList<Account> Added => added;

    public IReadOnlyList<Account> Changed => changed;

    /// <summary>Units as they are afterwards.</summary>
    public Unit Unit(string code) => units[code];

    public int Count(LineEffect effect) => lines.Count(l => l.Effect == effect);

    /// <param name="newPerson">Makes the pseudonym of somebody new.</param>
    public static DistrictPlan Of(
        IReadOnlyList<SheetLine> unitLines, IReadOnlyList<SheetLine> personLines, OfficeNow now, DateOnly today, Func<string> newPerson)
    {
        var plan = new DistrictPlan(now, today, newPerson);
        plan.ReadUnits(unitLines);
        plan.ReadPeople(personLines);
        plan.CheckSeparation(personLines);
        plan.CheckEnds(unitLines);
        return plan;
    }

    /// <summary>The act: refused where anything is wrong, and where there is nothing to do.</summary>
    public Decision Apply(Act act)
    {
        if (Authority.Is(act, Role.Administrator) is { } notMine) return Decision.Refuse([notMine]);
        if (faults.Count > 0)
            return Decision.Refuse([.. faults.Take(50).Select(f => new Refusal(DistrictSheet.Source, "sheet-fault", $"{f}。"))]);
        if (people.Values.FirstOrDefault(p => p.Id == act.Actor.Id) is not { Ended: false, Role: Role.Administrator })
            return Decision.Refuse(DistrictSheet.Source, "own-post", "表格会停用或者改变您自己的管理员岗位，请由另一位管理员办理。");
        return events.Count > 0
            ? Decision.Accept([.. events])
            : Decision.Refuse(DistrictSheet.Source, "sheet-unchanged", "表格与现在的情况一致，没有需要变更的。");
    }

    private void ReadUnits(IReadOnlyList<SheetLine> sheet)
    {
        var seen = new Dictionary<string, int>();
        foreach (var line in sheet)
        {
            var code = line[DistrictSheet.Code];
            var before = faults.Count;
            Require(line, DistrictSheet.Units, DistrictSheet.UnitColumns);
            Check(line, DistrictSheet.Units, DistrictSheet.Code, code.Length == 0 || UnitCode().IsMatch(code), "用2至12位大写字母或者数字");
            Check(line, DistrictSheet.Units, DistrictSheet.Code, code.Length == 0 || seen.TryAdd(code, line.Number),
                $"与第{seen.GetValueOrDefault(code)}行重复");
            var kind = Words.All<UnitKind>().Where(k => Words.Label(k).ToString() == line[DistrictSheet.Kind]).Cast<UnitKind?>().FirstOrDefault();
            Check(line, DistrictSheet.Units, DistrictSheet.Kind, kind is not null || line[DistrictSheet.Kind].Length == 0,
                $"只能是{Phrase.Join("、", Words.All<UnitKind>().Select(Words.Label))}");
            if (kind is null || faults.Count > before) continue;
            ReadUnit(line, Read(line, code, kind.Value));
        }

        foreach (var line in sheet) CheckTree(line);
    }

    private static Unit Read(SheetLine line, string code, UnitKind kind) => new(
        code, line[DistrictSheet.Name], line[DistrictSheet.Organ], kind, line[DistrictSheet.Word],
        line[DistrictSheet.Parent] is { Length: > 0 } parent ? parent : null, line[DistrictSheet.Phone], line[DistrictSheet.Address],
        line[DistrictSheet.Review]);

    private void ReadUnit(SheetLine line, Unit typed)
    {
        const string sheet = DistrictSheet.Units;
        var old = units.GetValueOrDefault(typed.Code);
        Check(line, sheet, DistrictSheet.Kind, old is null || old.Kind == typed.Kind, "类别定了不改；确实变了的，停用后另立一个代码");
        Check(line, sheet, DistrictSheet.Kind, old is not null || typed.Kind is UnitKind.Department or UnitKind.Street or UnitKind.Zone,
            "一个区只有一个信访部门、一个纪检监察机关，不能增设");
        Check(line, sheet, DistrictSheet.Word, !units.Values.Any(u => u.Code != typed.Code && u.Word == typed.Word),
            "这个代字别的单位在用或者用过，文号会相混");
        var end = Day(line, sheet, DistrictSheet.EndedOn);
        if (old is null)
        {
            Check(line, sheet, DistrictSheet.EndedOn, end is null, "新增的单位不填停用日期");
            units[typed.Code] = typed;
            Add(line, sheet, LineEffect.Add, typed.Name, [], new UnitEstablished(typed));
            return;
        }

        var unit = typed with { EndedOn = old.EndedOn };
        units[typed.Code] = unit;
        var details = Differences(old, unit).ToList();
        if (details.Count > 0) events.Add(new UnitChanged(unit));
        if (end is { } day && old.EndedOn is null) EndUnit(line, unit, day, details);
        else
        {
            Check(line, sheet, DistrictSheet.EndedOn, end is null || end == old.EndedOn, "已经停用，停用日期不改");
            Add(line, sheet, details.Count > 0 ? LineEffect.Change : LineEffect.Leave, unit.Name, details);
        }
    }

    private void EndUnit(SheetLine line, Unit unit, DateOnly day, List<string> details)
    {
        const string sheet = DistrictSheet.Units;
        Check(line, sheet, DistrictSheet.EndedOn, unit.Kind is UnitKind.Department or UnitKind.Street or UnitKind.Zone, "这一类单位不能停用");
        Check(line, sheet, DistrictSheet.EndedOn, day >= today, $"不能早于今天（{today:yyyy-MM-dd}）");
        Check(line, sheet, DistrictSheet.EndedOn, !now.BusyUnits.Contains(unit.Code), "还有在办的信访事项，办完或者改派后再停用");
        units[unit.Code] = unit with { EndedOn = day };
        Add(line, sheet, LineEffect.End, unit.Name, [.. details, $"自{day:yyyy-MM-dd}起停用"], new UnitEnded(unit.Code, day));
    }

    // Once all lines are read, so that a unit may stand below one that comes later.
    private void CheckTree(SheetLine line)
    {
        if (!units.TryGetValue(line[DistrictSheet.Code], out var unit)) return;
        var above = unit.Parent is null ? null : units.GetValueOrDefault(unit.Parent);
        Check(line, DistrictSheet.Units, DistrictSheet.Parent, (unit.Kind == UnitKind.District) == (unit.Parent is null),
            unit.Kind == UnitKind.District ? "“区”没有上级" : "请填上级单位代码");
        Check(line, DistrictSheet.Units, DistrictSheet.Parent, unit.Parent is null || above is not null, $"没有代码为{unit.Parent}的单位");
        for (var (at, steps) = (above, 0); at is not null; at = at.Parent is null ? null : units.GetValueOrDefault(at.Parent))
            if (++steps > units.Count)
            {
                Check(line, DistrictSheet.Units, DistrictSheet.Parent, false, "上下级绕成了圈");
                return;
            }
    }

    private void CheckEnds(IReadOnlyList<SheetLine> sheet)
    {
        foreach (var line in sheet)
            if (units.TryGetValue(line[DistrictSheet.Code], out var unit) && unit.EndedOn is not null)
                Check(line, DistrictSheet.Units, DistrictSheet.EndedOn, !people.Values.Any(p => !p.Ended && p.Unit == unit.Code),
                    $"还有{people.Values.Count(p => !p.Ended && p.Unit == unit.Code)}个在用的账号，先停用或者调到别的单位");
    }

    private static IEnumerable<string> Differences(Unit before, Unit after)
    {
        (string Heading, Func<Unit, string?> Of)[] columns =
        [
            (DistrictSheet.Name, u => u.Name), (DistrictSheet.Organ, u => u.OrganName), (DistrictSheet.Word, u => u.Word),
            (DistrictSheet.Parent, u => u.Parent), (DistrictSheet.Phone, u => u.Phone), (DistrictSheet.Address, u => u.Address),
            (DistrictSheet.Review, u => u.ReviewOrgan),
        ];
        return columns.Where(c => (c.Of(before) ?? "") != (c.Of(after) ?? ""))
            .Select(c => $"{c.Heading}：{Shown(c.Of(before))} → {Shown(c.Of(after))}");
    }

    private static string Shown(string? text) => string.IsNullOrEmpty(text) ? "（空）" : text;

    private void Require(SheetLine line, string sheet, IReadOnlyList<SheetColumn> columns)
    {
        foreach (var column in columns)
        {
            var rule = new TextRule();
            if (column.Required) rule.Required(column.Heading, column.Heading, line[column.Heading], Longest(column.Heading), DistrictSheet.Source);
            else rule.Optional(column.Heading, column.Heading, line[column.Heading], Longest(column.Heading));
            foreach (var refusal in rule.Refusals) faults.Add(new(sheet, line.Number, column.Heading, refusal.Reason));
            Check(line, sheet, column.Heading, !line[column.Heading].Any(c => c is '\n' or '\r'), "写成一行");
        }
    }

    private static int Longest(string heading) => heading switch
    {
        DistrictSheet.Word => 12,
        DistrictSheet.Phone => PetitionLimits.Phone,
        DistrictSheet.Person => PetitionLimits.Name,
        DistrictSheet.EndReason => 500,
        _ => 100,
    };

    private DateOnly? Day(SheetLine line, string sheet, string heading)
    {
        if (line[heading] is not { Length: > 0 } typed) return null;
        string[] forms = ["yyyy-MM-dd", "yyyy/M/d", "yyyy年M月d日", "yyyy.M.d"];
        if (DateOnly.TryParseExact(typed, forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day;
        Check(line, sheet, heading, false, "日期写成2026-06-30这样");
        return null;
    }

    private void Check(SheetLine line, string sheet, string column, bool holds, Phrase reason)
    {
        if (!holds) faults.Add(new(sheet, line.Number, column, reason));
    }

    private void Add(SheetLine line, string sheet, LineEffect effect, string what, IReadOnlyList<string> detail, params CaseEvent[] caused)
    {
        lines.Add(new(sheet, line.Number, effect, what, detail));
        events.AddRange(caused);
    }

    [GeneratedRegex(@"^[A-Z0-9]{2,12}\z")]
    private static partial Regex UnitCode();
}
