using Xinqiao.Core.Furniture;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Core.Tests.Matters;
using Xunit;

namespace Xinqiao.Core.Tests.Petitions;

public class CategoriesTests
{
    private static readonly DateOnly Today = new(2026, 3, 2);

    private static Categories After(params CategoryEvent[] events) => events.Aggregate(
        Categories.Brought, (all, e) => all.With([e.Change(all.Find(e.Code))]));

    private static Act Administrator => Given.Nothing.ActOf(Some.Administrator);

    [Fact]
    public void Every_first_level_label_has_further_levels_and_every_category_stands_under_one()
    {
        var all = Categories.Brought.All;
        Assert.True(all.Count > 200);
        Assert.Equal(Domains.All.Select(d => d.Name.ToString()), all.Where(c => c.Level == 1).Select(c => c.Name));
        foreach (var (code, _) in Domains.All.SkipLast(1)) Assert.True(all.Count(c => c.Domain == code && c.Level == 2) >= 4, code);
        Assert.All(all, c => Assert.True(c.Parent is null || Categories.Brought.Find(c.Parent)!.Level == c.Level - 1, c.ToString()));
        Assert.All(all.GroupBy(c => c.Parent), siblings => Assert.Distinct(siblings.Select(c => c.Name)));
        Assert.Equal("990000 其他", Categories.Brought.Find(Categories.Other)!.ToString());
    }

    [Theory]
    [InlineData("010100", "房地产")]
    [InlineData("010200", "城市更新")]
    public void The_topics_of_the_brief_stand_second_under_construction(string code, string name) =>
        Assert.Equal(("城乡建设›" + name, "construction"), (Categories.Brought.Path(code), Categories.Brought.Find(code)!.Domain));

    [Theory]
    [InlineData("010102")]
    [InlineData("010102 物业服务")]
    [InlineData("　０１０１０２　物业服务")]
    [InlineData("物业服务")]
    [InlineData("物业服")]
    public void A_category_is_meant_by_code_name_or_the_part_that_only_one_has(string typed) =>
        Assert.Equal("010102", Categories.Brought.Choose(typed, Today)?.Code);

    [Theory]
    [InlineData("construction", "010000")]
    [InlineData("城乡建设", "010000")]
    [InlineData("other", "990000")]
    public void The_word_and_the_name_of_a_first_level_mean_the_first_level(string typed, string code) =>
        Assert.Equal(code, Categories.Brought.Choose(typed, Today)?.Code);

    [Fact]
    public void What_several_names_have_is_asked_back_with_their_codes()
    {
        var refusal = Categories.Brought.Refuse("补偿", Today)!;
        Assert.Equal(("domain-ambiguous", "domain"), (refusal.Code, refusal.Field));
        Assert.Contains("010302", refusal.Reason.ToString(), StringComparison.Ordinal);
        Assert.Equal("domain-missing", Categories.Brought.Refuse("没有这种", Today)!.Code);
        Assert.Equal("domain-missing", Categories.Brought.Refuse(null, Today)!.Code);
    }

    [Fact]
    public void An_ended_category_and_those_below_it_are_not_chosen_from_that_day_on()
    {
        var all = After(new CategoryEnded("010100", new(2026, 4, 1)));
        Assert.NotNull(all.Choose("010102", new(2026, 3, 31)));
        Assert.Null(all.Choose("010102", new(2026, 4, 1)));
        Assert.Equal("城乡建设›房地产›物业服务", all.Path("010102"));
    }

    [Fact]
    public void A_new_category_gets_the_next_code_and_no_code_is_used_again()
    {
        var first = CategoryChanges.Add("010200", "片区更新", null, Categories.Brought, Administrator).Event<CategoryAdded>();
        Assert.Equal("010206", first.Code);
        var ended = After(first, new CategoryEnded(first.Code, Today));
        Assert.Equal("010207", CategoryChanges.Add("010200", "另一类", "A01", ended, Administrator).Event<CategoryAdded>().Code);
        Assert.Equal("010800", CategoryChanges.Add("010000", "另一组", null, ended, Administrator).Event<CategoryAdded>().Code);
    }

    [Fact]
    public void The_first_level_stays_as_the_nation_has_it()
    {
        CategoryChanges.Rename("010000", "建设", Categories.Brought, Administrator).Refused("category-first-level");
        CategoryChanges.End("010000", Today, Categories.Brought, Administrator).Refused("category-first-level");
        Assert.Equal("01", CategoryChanges.Map("010000", "01", Categories.Brought, Administrator).Event<CategoryMapped>().National);
    }

    [Fact]
    public void What_changes_nothing_or_goes_backwards_is_refused()
    {
        CategoryChanges.Rename("010102", "物业服务", Categories.Brought, Administrator).Refused("category-unchanged");
        CategoryChanges.Rename("010102", "房屋质量", Categories.Brought, Administrator).Refused("category-name-taken");
        CategoryChanges.Map("010102", "-", Categories.Brought, Administrator).Refused("category-national");
        CategoryChanges.End("010102", Today.AddDays(-1), Categories.Brought, Administrator).Refused("category-end-backwards");
        CategoryChanges.Add("010102", "第四级", null, Categories.Brought, Administrator).Refused("category-parent");
        CategoryChanges.Add("010100", "", null, Categories.Brought, Administrator).Refused("missing");
    }

    [Fact]
    public void Nobody_but_an_administrator_changes_categories()
    {
        foreach (var other in Some.Everybody.Where(a => a.Role != Role.Administrator))
            CategoryChanges.Rename("010102", "物业", Categories.Brought, Given.Nothing.ActOf(other)).Refused("not-your-role");
    }

    [Fact]
    public void A_matter_keeps_the_category_it_was_registered_under_and_its_first_level()
    {
        var given = Given.Filed(Some.Filing());
        given.When(Some.Registrar, (m, act) => Registration.Register(
            m, Some.Registering with { Domain = "物业服务" }, act, Categories.Brought, Some.Places));
        Assert.Equal(("010102", "construction"), (given.Matter.Category, given.Matter.Domain));
        Assert.Equal("010102", MatterRow.Of(given.Matter).Category);
    }
}
