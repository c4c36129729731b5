using System.Collections.Concurrent;

namespace Xinqiao.Core.Regulation;

/// <summary>
/// What terms are reckoned with: which days are worked, and what the office has set where the law leaves it open. A term follows
/// the pack and the settings in force on the local date of its own start event.
/// </summary>
public sealed class Rules(Calendar calendar, Settings settings)
{
    // A pack with its lengths set, by the pack and by the last day on or before which a setting began.
    private readonly ConcurrentDictionary<(string Pack, DateOnly Since), RulePack> packs = new();

    /// <summary>The calendars that come with the program, and nothing set.</summary>
    public static Rules Embedded { get; } = new(Calendar.Embedded, Settings.None);

    public Calendar Calendar => calendar;

    public Settings Settings => settings;

    /// <summary>Equal versions give equal dates: <c>2018-2026.1f0c9a2b</c>, with a digest of the settings where there are any.</summary>
    public string Version { get; } = settings.IsEmpty ? calendar.Version : $"{calendar.Version}+{settings.Version}";

    /// <summary>The pack in force on the local date of a term's own start event, with the lengths the office had set by then.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Before <see cref="RulePack.EarliestStart"/>.</exception>
    public RulePack On(DateOnly startDate) =>
        settings.IsEmpty
            ? RulePack.On(startDate)
            : packs.GetOrAdd((RulePack.On(startDate).Id, settings.LastChangeUntil(startDate)), _ => RulePack.On(startDate, settings));
}
