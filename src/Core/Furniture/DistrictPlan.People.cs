namespace Xinqiao.Core.Furniture;

/// <content>The sheet of people.</content>
public sealed partial class DistrictPlan
{
    private const string Sheet = DistrictSheet.People;

    private void ReadPeople(IReadOnlyList<SheetLine> sheet)
    {
        var seen = new Dictionary<string, int>();
        foreach (var line in sheet)
        {
            var before = faults.Count;
            var login = line[DistrictSheet.Login];
            Require(line, Sheet, DistrictSheet.PeopleColumns);
            Check(line, Sheet, DistrictSheet.Login, login.Length == 0 || people.ContainsKey(login) || Posts.IsLogin(login),
                "用3至40个小写字母、数字、“.”、“-”，以字母开头");
            Check(line, Sheet, DistrictSheet.Login, login.Length == 0 || seen.TryAdd(login, line.Number), $"与第{seen.GetValueOrDefault(login)}行重复");
            var role = Posts.Held.Where(r => Words.Label(r).ToString() == line[DistrictSheet.Post]).Cast<Role?>().FirstOrDefault();
            Check(line, Sheet, DistrictSheet.Post, role is not null || line[DistrictSheet.Post].Length == 0,
                $"只能是{Phrase.Join("、", Posts.Held.Select(Words.Label))}");
            var unit = units.GetValueOrDefault(line[DistrictSheet.Code]);
            Check(line, Sheet, DistrictSheet.Code, unit is not null || line[DistrictSheet.Code].Length == 0, "“单位”表和系统里都没有这个代码");
            if (role is null || unit is null || faults.Count > before) continue;
            Check(line, Sheet, DistrictSheet.Post, Posts.Fits(role.Value, unit.Kind), $"“{Words.Label(role.Value)}”不设在{Words.Label(unit.Kind)}");
            ReadPerson(line, new Account("", login, line[DistrictSheet.Person], role.Value, unit.Code, Ended: false));
        }
    }

    // Compared when all lines were read: two of them may give one person two posts.
    private void CheckSeparation(IReadOnlyList<SheetLine> sheet)
    {
        foreach (var line in sheet)
            if (people.TryGetValue(line[DistrictSheet.Login], out var a) && !a.Ended && Posts.SeparatedFrom(a.Id, a.Name, a.Role, people.Values) is { } other)
                Check(line, Sheet, DistrictSheet.Post, false,
                    $"同名的账号{other.Login}已经是{Words.Label(other.Role)}：系统、安全、审计三个管理岗位应由不同的人担任，只是同名的请在姓名后注明");
    }

    private void ReadPerson(SheetLine line, Account typed)
    {
        var end = Day(line, Sheet, DistrictSheet.EndedOn);
        if (!people.TryGetValue(typed.Login, out var old))
        {
            Check(line, Sheet, DistrictSheet.EndedOn, end is null, "新增的人员不填停用日期");
            Appoint(line, LineEffect.Add, typed with { Id = newPerson() }, [], added);
            return;
        }

        if (old.Ended)
        {
            Check(line, Sheet, DistrictSheet.Login, end is not null, "这个账号已经停用，不能再用；请换一个账号");
            Add(line, Sheet, LineEffect.Leave, typed.Name, []);
            return;
        }

        if (end is { } day) EndPost(line, old, day);
        else if (typed with { Id = old.Id } is var account && account == old) Add(line, Sheet, LineEffect.Leave, old.Name, []);
        else
        {
            Check(line, Sheet, DistrictSheet.Post, (old.Role == account.Role && old.Unit == account.Unit) || !now.BusyPeople.Contains(old.Id),
                "还有承办中的信访事项，先办理岗位移交再调岗");
            Appoint(line, LineEffect.Change, account, [.. Differences(old, account)], changed);
        }
    }

    private void Appoint(SheetLine line, LineEffect effect, Account account, IReadOnlyList<string> detail, List<Account> to)
    {
        people[account.Login] = account;
        to.Add(account);
        Add(line, Sheet, effect, account.Name, detail, new PersonAppointed(account.Id, account.Role, account.Unit, account.Name));
    }

    private void EndPost(SheetLine line, Account old, DateOnly day)
    {
        Check(line, Sheet, DistrictSheet.EndedOn, day <= today, $"不能晚于今天（{today:yyyy-MM-dd}）；以后离岗的，到那天再上传");
        Check(line, Sheet, DistrictSheet.EndedOn, !now.BusyPeople.Contains(old.Id), "还有承办中的信访事项，先办理岗位移交");
        Check(line, Sheet, DistrictSheet.EndReason, line[DistrictSheet.EndReason].Length > 0, "请填停用理由");
        people[old.Login] = old with { Ended = true };
        Add(line, Sheet, LineEffect.End, old.Name, [line[DistrictSheet.EndReason]], new PostEnded(old.Id, line[DistrictSheet.EndReason]));
    }

    private IEnumerable<string> Differences(Account before, Account after)
    {
        if (before.Name != after.Name) yield return $"{DistrictSheet.Person}：{before.Name} → {after.Name}";
        if (before.Role != after.Role) yield return $"{DistrictSheet.Post}：{Words.Label(before.Role)} → {Words.Label(after.Role)}";
        if (before.Unit != after.Unit) yield return $"{DistrictSheet.Units}：{Named(before.Unit)} → {Named(after.Unit)}";
    }

    private string Named(string unit) => units.TryGetValue(unit, out var known) ? known.Name : unit;
}
