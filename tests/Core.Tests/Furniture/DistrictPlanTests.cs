using Xinqiao.Core.Furniture;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Tests.Matters;
using Xunit;
using Heads = Xinqiao.Core.Furniture.DistrictSheet;

namespace Xinqiao.Core.Tests.Furniture;

public class DistrictPlanTests
{
    private static readonly Unit District = new("QU", "崇川区", "南通市崇川区人民政府", UnitKind.District, "崇政", null, "", "", "南通市人民政府");

    private static readonly OfficeNow Now = new(
        [District, Some.Office, Some.Housing, Some.Discipline],
        [new("s-6", "guanli", "吴敏", Role.Administrator, "XF", false), new("s-3", "chengban", "陆晓峰", Role.Handler, "ZJ", false)],
        new HashSet<string>(), new HashSet<string>());

    private static Act Act => Given.Nothing.ActOf(Some.Administrator);

    private static SheetLine Unit(int number, params (string Heading, string Value)[] cells) => Line(number, cells, new()
    {
        [Heads.Code] = "JY",
        [Heads.Name] = "崇川区教育体育局",
        [Heads.Organ] = "南通市崇川区教育体育局",
        [Heads.Kind] = "职能部门",
        [Heads.Word] = "崇教体",
        [Heads.Parent] = "QU",
        [Heads.Review] = "南通市崇川区人民政府",
    });

    private static SheetLine Person(int number, params (string Heading, string Value)[] cells) => Line(number, cells, new()
    {
        [Heads.Login] = "jiaoti-li",
        [Heads.Person] = "李明",
        [Heads.Post] = "承办人",
        [Heads.Code] = "JY",
    });

    private static SheetLine Line(int number, (string Heading, string Value)[] cells, Dictionary<string, string> line)
    {
        foreach (var (heading, value) in cells) line[heading] = value;
        return new SheetLine(number, line);
    }

    private static SheetLine HousingAsItIs(int number, params (string Heading, string Value)[] cells) => Unit(number,
    [
        (Heads.Code, "ZJ"), (Heads.Name, Some.Housing.Name), (Heads.Organ, Some.Housing.OrganName), (Heads.Word, Some.Housing.Word),
        (Heads.Phone, Some.Housing.Phone), (Heads.Address, Some.Housing.Address), .. cells,
    ]);

    private static DistrictPlan Plan(SheetLine[] units, SheetLine[] people, OfficeNow? now = null)
    {
        var serial = 0;
        return DistrictPlan.Of(units, people, now ?? Now, Act.Today, () => $"s-new{++serial}");
    }

    [Fact]
    public void New_units_and_people_are_events_of_one_act()
    {
        var plan = Plan([Unit(2)], [Person(2)]);
        Assert.Empty(plan.Faults);
        var events = Assert.IsType<Decision.Accepted>(plan.Apply(Act)).Events;
        Assert.Equal("JY", Assert.IsType<UnitEstablished>(events[0]).Unit.Code);
        Assert.Equal(("s-new1", Role.Handler, "JY"), events[1] is PersonAppointed p ? (p.Person, p.Role, p.Unit) : default);
        Assert.Equal((2, 0), (plan.Count(LineEffect.Add), plan.Count(LineEffect.Change)));
    }

    [Fact]
    public void What_is_so_already_changes_nothing_and_what_no_line_names_stays()
    {
        var plan = Plan([HousingAsItIs(2)], [Person(2, (Heads.Login, "chengban"), (Heads.Person, "陆晓峰"), (Heads.Code, "ZJ"))]);
        Assert.Empty(plan.Faults);
        Assert.Equal(2, plan.Count(LineEffect.Leave));
        plan.Apply(Act).Refused("sheet-unchanged", Heads.Source);
    }

    [Fact]
    public void A_changed_cell_is_told_before_and_after()
    {
        var plan = Plan([HousingAsItIs(2, (Heads.Phone, "0513-99999999"))], []);
        Assert.Equal(["电话：0513-00000002 → 0513-99999999"], Assert.Single(plan.Lines).Detail);
        Assert.Equal("0513-99999999", plan.Apply(Act).Event<UnitChanged>().Unit.Phone);
    }

    [Theory]
    [InlineData(Heads.Code, "zj 1")]
    [InlineData(Heads.Code, "")]
    [InlineData(Heads.Name, "")]
    [InlineData(Heads.Name, "教\u0001育")]
    [InlineData(Heads.Kind, "委办局")]
    [InlineData(Heads.Kind, "信访部门")]
    [InlineData(Heads.Word, "崇住建")]
    [InlineData(Heads.Parent, "")]
    [InlineData(Heads.Parent, "NN")]
    [InlineData(Heads.Parent, "JY")]
    [InlineData(Heads.Review, "")]
    [InlineData(Heads.EndedOn, "2026-13-01")]
    [InlineData(Heads.EndedOn, "2026-06-30")]
    public void A_wrong_cell_of_a_unit_is_named_by_sheet_line_and_column_and_nothing_is_applied(string column, string value)
    {
        var plan = Plan([Unit(7, (column, value))], []);
        Assert.Contains(plan.Faults, f => (f.Sheet, f.Line, f.Column) == (Heads.Units, 7, column));
        plan.Apply(Act).Refused("sheet-fault");
    }

    [Theory]
    [InlineData(Heads.Login, "Li Ming")]
    [InlineData(Heads.Person, "")]
    [InlineData(Heads.Post, "局长")]
    [InlineData(Heads.Post, "登记员")]
    [InlineData(Heads.Code, "NN")]
    [InlineData(Heads.EndedOn, "2026-03-01")]
    public void A_wrong_cell_of_a_person_is_named_by_sheet_line_and_column(string column, string value)
    {
        var plan = Plan([Unit(2)], [Person(9, (column, value))]);
        Assert.Contains(plan.Faults, f => (f.Sheet, f.Line, f.Column) == (Heads.People, 9, column));
    }

    [Fact]
    public void The_same_code_or_account_on_two_lines_is_refused_on_the_second()
    {
        var plan = Plan([Unit(2), Unit(3)], [Person(2), Person(5)]);
        Assert.Equal([(Heads.Units, 3), (Heads.People, 5)], plan.Faults.Select(f => (f.Sheet, f.Line)));
        Assert.All(plan.Faults, f => Assert.Contains("第2行", f.Reason.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public void A_unit_ends_by_its_column_alone_and_only_when_nothing_is_left_there()
    {
        SheetLine[] ending = [HousingAsItIs(2, (Heads.EndedOn, "2026-06-30"))];
        Assert.Contains("在用的账号", Assert.Single(Plan(ending, []).Faults).Reason.ToString(), StringComparison.Ordinal);
        var gone = Now with { People = [Now.People[0]] };
        Assert.Contains("在办的信访事项", Assert.Single(Plan(ending, [], gone with { BusyUnits = new HashSet<string> { "ZJ" } }).Faults).Reason.ToString(), StringComparison.Ordinal);
        Assert.Equal(new DateOnly(2026, 6, 30), Plan(ending, [], gone).Apply(Act).Event<UnitEnded>().From);
    }

    [Fact]
    public void Whoever_holds_open_matters_neither_leaves_nor_moves_by_spreadsheet()
    {
        var busy = Now with { BusyPeople = new HashSet<string> { "s-3" } };
        SheetLine Chengban(params (string, string)[] cells) =>
            Person(2, [(Heads.Login, "chengban"), (Heads.Person, "陆晓峰"), (Heads.Code, "ZJ"), .. cells]);
        Assert.Contains("岗位移交", Assert.Single(Plan([], [Chengban((Heads.EndedOn, "2026-03-02"), (Heads.EndReason, "调离"))], busy).Faults).Reason.ToString(), StringComparison.Ordinal);
        Assert.Contains("岗位移交", Assert.Single(Plan([], [Chengban((Heads.Post, "单位负责人"))], busy).Faults).Reason.ToString(), StringComparison.Ordinal);
        Assert.Equal("调离", Plan([], [Chengban((Heads.EndedOn, "2026/3/2"), (Heads.EndReason, "调离"))]).Apply(Act).Event<PostEnded>().Reason.Value);
    }

    [Fact]
    public void Nobody_takes_their_own_post_away()
    {
        SheetLine own = Person(2, (Heads.Login, "guanli"), (Heads.Person, "吴敏"), (Heads.Post, "登记员"), (Heads.Code, "XF"));
        Plan([], [own]).Apply(Act).Refused("own-post");
    }

    [Fact]
    public void An_account_that_ended_is_not_used_again()
    {
        var ended = Now with { People = [Now.People[0], Now.People[1] with { Ended = true }] };
        SheetLine again = Person(2, (Heads.Login, "chengban"), (Heads.Code, "ZJ"));
        Assert.Equal(Heads.Login, Assert.Single(Plan([], [again], ended).Faults).Column);
    }

    [Fact]
    public void One_person_does_not_get_two_of_the_three_administrators_posts_by_a_sheet()
    {
        SheetLine Second(int number, string name, string login = "anquan2") =>
            Person(number, (Heads.Login, login), (Heads.Person, name), (Heads.Post, "安全管理员"), (Heads.Code, "XF"));
        var fault = Assert.Single(Plan([], [Second(2, "吴敏")]).Faults);
        Assert.Equal((2, Heads.Post), (fault.Line, fault.Column));
        Assert.Contains("guanli", fault.Reason.ToString(), StringComparison.Ordinal);
        Assert.Empty(Plan([], [Second(2, "罗勤")]).Faults);
        SheetLine auditor = Person(3, (Heads.Login, "shenji2"), (Heads.Person, "罗勤"), (Heads.Post, "审计管理员"), (Heads.Code, "XF"));
        Assert.Equal([2, 3], Plan([], [Second(2, "罗勤"), auditor]).Faults.Select(f => f.Line));
    }

    [Fact]
    public void Nobody_but_an_administrator_applies_it()
    {
        foreach (var other in Some.Everybody.Where(a => a.Role != Role.Administrator))
            Plan([Unit(2)], []).Apply(Given.Nothing.ActOf(other)).Refused("not-your-role");
    }
}
