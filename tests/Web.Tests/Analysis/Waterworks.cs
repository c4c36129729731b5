using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Web.Search;
using Xinqiao.Web.Units;
using Xunit;

namespace Xinqiao.Web.Tests.Analysis;

/// <summary>Petitions about the water of one estate, each in words of its own, as households write them.</summary>
internal sealed class Waterworks(Site site, string estate)
{
    private static readonly string[] Told =
    [
        "放十几分钟还是浑的，孩子冲奶粉只好买桶装水。", "白衣服洗出黄斑，盆底一层铁锈。", "烧开了壶底一层锈，老人不放心喝。",
        "净水器滤芯一个星期就堵。", "早点店没有清水用。", "供水管道三十多年没有换过。", "邻居都在问什么时候能清。",
    ];

    private int serial;

    public static readonly string[] Personal = ["周桂兰", "葛长林", "13800000217", "101室"];

    /// <summary>One more petition about it, in words of its own.</summary>
    public Task<Filed> One(string? place = null, string name = "周桂兰", Stage stage = Stage.ToForward)
    {
        var told = Told[serial++ % Told.Length];
        return site.BringTo(stage, c => c with
        {
            Title = $"{estate}自来水发黄",
            Narrative = $"{estate}自来水发黄，老管道有铁锈，{told}",
            Request = "查清自来水发黄的原因",
            Name = name,
            Place = place,
        });
    }

    /// <summary>Other petitions, so that it is known which words are frequent.</summary>
    public async Task Others()
    {
        string[] titles = ["公交末班车太早", "楼道堆物堵住消防门", "河边护栏缺了一段", "窨井盖松动响声大", "菜场搬迁后买菜要走两公里"];
        foreach (var title in titles) await site.File(change: c => c with { Title = title, Narrative = $"{title}，已有半年，请派人看看。", Request = "派人处理" });
    }

    /// <summary>A later day, on which everything that was recorded has been compared.</summary>
    public async Task Compare()
    {
        await site.Get<SimilarFollower>().Follow(TestContext.Current.CancellationToken);
        await site.Get<GroupFollower>().Follow(TestContext.Current.CancellationToken);
    }

    public async Task Link(Filed later, Filed earlier, LinkKind kind)
    {
        var before = await site.State(earlier);
        await site.On(later, "dengji", (m, act) => Linking.Link(m, before, kind, act));
    }

    public async Task<Unit> Street() => (await site.Get<UnitQueries>().All()).First(u => u.Kind == UnitKind.Street);

    public static RegisterMatter Water(string? place = null) => new(
        Purpose.Request, "010701", place, "居民反映自来水发黄", ["查清原因"], SuspectedAccusation: false, SuspicionReason: null);
}
