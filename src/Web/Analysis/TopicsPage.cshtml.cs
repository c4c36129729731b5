using Microsoft.AspNetCore.Mvc.RazorPages;
using Xinqiao.Core;
using Xinqiao.Core.Matching;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Matters;
using Xinqiao.Web.Petitions;
using Xinqiao.Web.Search;
using Xinqiao.Web.Storage;
using Xinqiao.Web.Units;

namespace Xinqiao.Web.Analysis;

/// <summary>A rising cell with what the page says of it.</summary>
/// <param name="Texts">The latest of those that make it rise.</param>
/// <param name="Streets">The topic over the district in the same days, whichever unit has it.</param>
public sealed record TopicView(
    RisingTopic Rising, string Name, Phrase Area, string Unit, IReadOnlyList<ListedMatter> Texts, MonthChart Months, StreetChart Streets);

/// <summary>Which topics rise where: matters, areas and units, never people.</summary>
public sealed class TopicsModel(TopicQueries queries, UnitQueries units, CategoryQueries categories, GroupQueries groups,
    CaseStore store) : PageModel
{
    private const int TextsOfEach = 10;

    public IReadOnlyList<TopicView> Topics { get; private set; } = [];

    /// <summary>Those of the matters shown that are likely to share a cause with others.</summary>
    public IReadOnlySet<string> Grouped { get; private set; } = new HashSet<string>();

    public async Task OnGet()
    {
        var (viewer, today) = (Identity.Staff.Of(User).Viewer, Shanghai.DateOf(store.Clock.GetUtcNow()));
        var counts = await queries.Counts(viewer, RisingTopics.Since(today));
        var all = await units.Ever();
        var names = all.ToDictionary(u => u.Code, u => u.Name);
        var (known, since) = (categories.Now(), today.AddDays(1 - RisingTopics.Window));
        var topics = new List<TopicView>();
        foreach (var rising in RisingTopics.Among(counts, today))
        {
            var cell = rising.Cell;
            topics.Add(new TopicView(
                rising, known.Path(cell.Topic), cell.Area is { } area ? (Phrase)$"{names.GetValueOrDefault(area, area)}" : "没有写属地",
                names.GetValueOrDefault(cell.Unit, cell.Unit), await queries.Latest(viewer, cell, since, TextsOfEach),
                MonthChart.Of(counts.Where(c => c.Cell == cell).Select(c => (c.Day, c.Matters)), today),
                StreetChart.Of(counts.Where(c => c.Cell.Topic == cell.Topic && c.Day >= since && c.Day <= today).Select(c => (c.Cell.Area, c.Matters)), all)));
        }

        Topics = topics;
        Grouped = await groups.Grouped(viewer, [.. topics.SelectMany(t => t.Texts).Select(m => m.Id)]);
    }
}
