using Xinqiao.Core;
using Xinqiao.Core.Matching;
using Xinqiao.Web.Suggestions;

namespace Xinqiao.Web.Tests.Suggestions;

/// <summary>A site whose office decided enough to learn from: buses went to one unit and schools to another.</summary>
public sealed class LearntSite : Site, Xunit.IAsyncLifetime
{
    public const string BusTitle = "公交车绕行不停站", Bus = "公交车绕行不停站，末班车太早，站台没有顶棚，请求恢复线路。";

    private static readonly string[] Buses = ["公交车绕行不停站", "末班车太早", "站台没有顶棚", "公交车拒载老人", "线路取消没有通知"];
    private static readonly string[] Schools = ["幼儿园入园难", "小学补课收费", "学校食堂伙食差", "老师有偿补习", "班级人数太多"];

    /// <summary>A model of each kind, better than whoever always says the commonest.</summary>
    public static IEnumerable<(SuggestionKind Kind, ModelTrial Trial)> Trials(DateOnly today, int matters = 300)
    {
        var decided = Enumerable.Range(0, matters).Select(i =>
        {
            var (isBus, at) = (i % 2 == 0, $"{(char)('甲' + i % 9)}处");
            var told = isBus ? Buses : Schools;
            return new DecidedMatter(
                new MatterText($"{at}{told[i % 5]}", $"{at}{told[i % 5]}，{told[(i + 1 + i / 10) % 5]}，第{i}次反映。"),
                isBus ? "transport" : "education", isBus ? "SW" : "JY", today.AddDays(-(i < matters / 2 ? 40 : 10)));
        }).ToList();
        return Words.All<SuggestionKind>().Select(kind => (kind, ModelTrial.Of(decided, kind, inUse: null, today)!));
    }

    public new async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        foreach (var (kind, trial) in Trials(new DateOnly(2026, 3, 2))) await Get<SuggestionModels>().Add(kind, 0, trial);
    }
}
