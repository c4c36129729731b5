using CsCheck;
using Xinqiao.Core.Matching;
using Xunit;

namespace Xinqiao.Core.Tests.Matching;

public sealed class MatterGroupsTests
{
    private static MatterText Text(string title, string detail) => new(title, detail);

    /// <summary>Matters that have nothing to do with each other, to learn what is frequent.</summary>
    private static IEnumerable<MatterText> Others(int count) => Enumerable.Range(0, count).Select(i => Text(
        $"{Word(i)}{Word(i + 100)}的问题", $"请问{Word(i)}{Word(i + 100)}什么时候可以办理？我们{Word(i + 200)}等了很久，请有关部门尽快处理。"));

    private static string Word(int i) => $"{(char)('一' + i * 37)}{(char)('一' + i * 53 + 7)}";

    [Fact]
    public void Texts_about_one_place_and_request_make_a_group_and_others_stay_alone()
    {
        MatterText[] texts =
        [
            .. Others(40),
            Text("望江苑烧烤店油烟扰民", "望江苑一楼烧烤店没有烟道，油烟直排，请有关部门尽快处理。"),
            Text("望江苑油烟太重", "望江苑楼下烧烤店的油烟熏得没法开窗，我们等了很久。"),
            Text("投诉望江苑烧烤店", "望江苑烧烤店深夜营业，油烟和噪音扰民。"),
        ];
        Assert.Equal([[40, 41, 42]], MatterGroups.Of(texts));
    }

    [Fact]
    public void A_chain_of_neighbours_is_not_one_group()
    {
        // Each text shares a name with the next one only.
        MatterText[] texts = [.. Others(40), .. Enumerable.Range(0, 30).Select(i => Text(
            $"{Name(i)}和{Name(i + 1)}", $"{Name(i)}旁边是{Name(i + 1)}，{Name(i)}的路灯和{Name(i + 1)}的路灯都坏了。"))];
        Assert.All(MatterGroups.Of(texts), group => Assert.InRange(group.Count, 2, 4));
    }

    private static string Name(int i) => $"{(char)('丁' + i * 61)}{(char)('丁' + i * 67 + 3)}苑";

    [Fact]
    public void Copies_stand_together_however_many_they_are()
    {
        var copy = Text("停水", "柳河路十二号院已经连续停水三天，物业说不清楚原因。");
        var group = Assert.Single(MatterGroups.Of([.. Others(20), .. Enumerable.Repeat(copy, 500)]));
        Assert.Equal(Enumerable.Range(20, 500), group);
    }

    [Fact]
    public void No_text_stands_in_two_groups_and_no_group_holds_one_text() =>
        SimilarTextsTests.AnyText.Array[0, 25].Sample(texts =>
        {
            var groups = MatterGroups.Of([.. texts.Select(t => new MatterText(null, t))]);
            Assert.All(groups, g => Assert.True(g.Count > 1 && g.SequenceEqual(g.Order())));
            Assert.Equal(groups.Sum(g => g.Count), groups.SelectMany(g => g).Distinct().Count());
        }, iter: 10);

    [Fact]
    public void A_text_without_a_letter_belongs_to_no_group() =>
        Assert.Empty(MatterGroups.Of([default, default, new("", "。"), new("！", null)]));

    [Fact]
    public void A_text_changed_in_a_few_places_is_a_near_copy_and_one_about_the_same_matter_is_not()
    {
        const string text = "望江苑小区一楼的烧烤店没有烟道，油烟直排，每天营业到凌晨，住在楼上的居民不敢开窗，请尽快处理。";
        var copy = new NearCopy(new("甲", text));
        Assert.True(copy.Is(new(new("乙", text.Replace("尽快", "马上", StringComparison.Ordinal)))));
        Assert.True(copy.Is(new(new("甲", text + "谢谢！"))));
        Assert.False(copy.Is(new(new("甲", "望江苑小区楼下店铺凌晨还在营业，油烟很重，请尽快处理。"))));
        Assert.False(copy.Is(new(new("甲", null))));
        Assert.True(new NearCopy(new("只有标题的来信", null)).Is(new(new("只有标题的来信！", ""))));
    }

    [Fact]
    public void A_repeat_is_the_same_text_by_the_same_petitioner()
    {
        var copy = Text("停水", "柳河路十二号院已经连续停水三天，物业说不清楚原因。");
        MatterText[] texts = [copy, copy, copy, Text("停水", "柳河路又停水了，没有人来修。")];
        IReadOnlyList<IReadOnlyList<int>> By(params string?[] petitioners) => Repeats.Among(texts, i => petitioners[i]);

        Assert.Equal([[0, 2]], By("a", "b", "a", "a"));
        Assert.Empty(By("a", "b", "c", "a"));
        Assert.Equal([[0, 1, 2]], By(null, null, null, null));
        Assert.Equal([[0, 1]], By(null, "b", "c", "b")); // who is not known may be the one, but not both
    }
}
