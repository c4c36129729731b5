using Xinqiao.Core.Matching;

namespace Xinqiao.Core.Tests.Matching;

/// <summary>What a made-up office decided: three domains, each with the unit that answers for it.</summary>
internal static class DecidedByAnOffice
{
    public static readonly DateOnly Today = new(2026, 7, 1);

    private static readonly Dictionary<string, string> Units = new()
    {
        [MadeUpMessages.School] = "JY",
        [MadeUpMessages.Bus] = "JT",
        [MadeUpMessages.Clinic] = "WJ",
    };

    public static string UnitOf(string domain) => Units[domain];

    /// <summary>So many matters that end on a day, one after the other, three a day.</summary>
    public static List<DecidedMatter> Make(int count, int seed = 1, DateOnly? until = null) =>
    [
        .. MadeUpMessages.Make(count, seed).Select((m, i) => new DecidedMatter(
            new MatterText(m.Title, m.Detail), m.Labels[0], UnitOf(m.Labels[0]), (until ?? Today).AddDays(-(count - 1 - i) / 3))),
    ];
}
