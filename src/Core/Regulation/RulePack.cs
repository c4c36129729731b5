using System.Collections.Frozen;

namespace Xinqiao.Core.Regulation;

/// <summary>Rules of a province on top of a pack.</summary>
/// <param name="Id">As in ISO 3166-2: CN-JS.</param>
/// <param name="Note">What is known of its text.</param>
public sealed record Overlay(string Id, Phrase Title, Phrase Note, IReadOnlyList<Clock> Clocks);

/// <summary>The terms of one regulation, in force from a date. A term follows the pack of its own start date to its end.</summary>
public sealed class RulePack
{
    private readonly FrozenDictionary<string, Clock> byId;

    private RulePack(string id, Phrase title, DateOnly from, IEnumerable<Clock> clocks)
    {
        (Id, Title, From) = (id, title, from);
        Clocks = [.. clocks.Select(c => c with { Pack = id })];
        byId = Clocks.ToFrozenDictionary(c => c.Id);
    }

    /// <summary>《信访条例》, in force from 1 May 2005.</summary>
    public static RulePack Of2005 { get; } = new("2005", Register.Regulation2005, new(2005, 5, 1), Regulation.Clocks.Of2005);

    /// <summary>《信访工作条例》, in force from 1 May 2022.</summary>
    public static RulePack Of2022 { get; } = new("2022", Register.Regulation2022, new(2022, 5, 1), Regulation.Clocks.Of2022);

    /// <summary>No term that started earlier can be reckoned.</summary>
    public static DateOnly EarliestStart => Of2005.From;

    /// <summary>
    /// Provincial overlays. Jiangsu's is empty on purpose: the text of its regulation was not found, and no day counts are invented.
    /// </summary>
    public static IReadOnlyList<Overlay> Overlays { get; } =
        [new("CN-JS", "江苏省信访条例", "条文未核；2022年后是否修订或者废止待查，暂不增加任何期限。", [])];

    /// <summary>
    /// What a reader of an old matter is told: its terms follow the act of its time, while acts name the provisions now in force,
    /// because only what was said of the act of 2005 about terms is known here. Null for matters under the act in force.
    /// </summary>
    public static Phrase? NoteOn(DateOnly received) => On(received) == Of2022
        ? null
        : (Phrase)$"收到时施行的是《{On(received).Title}》（2005年），期限按该条例计算；各项办理行为所列的，是现行《{Of2022.Title}》的对应条款。";

    /// <summary>2022, 2005.</summary>
    public string Id { get; }

    /// <summary>Short Chinese title of the regulation, without brackets.</summary>
    public Phrase Title { get; }

    /// <summary>First local date in force.</summary>
    public DateOnly From { get; }

    public IReadOnlyList<Clock> Clocks { get; }

    /// <exception cref="KeyNotFoundException">The pack has no such clock; 2005 had no objection.</exception>
    public Clock this[string clockId] => byId[clockId];

    /// <summary>The pack of that name, or null.</summary>
    public static RulePack? Named(string id) => id == Of2022.Id ? Of2022 : id == Of2005.Id ? Of2005 : null;

    /// <summary>The pack in force on the local date of a term's own start event.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Before <see cref="EarliestStart"/>.</exception>
    public static RulePack On(DateOnly startDate)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(startDate, EarliestStart);
        return startDate >= Of2022.From ? Of2022 : Of2005;
    }

    /// <summary>The pack with the lengths an office had set on that date where they are not law.</summary>
    public static RulePack On(DateOnly startDate, Settings settings)
    {
        var pack = On(startDate);
        return settings.IsEmpty
            ? pack
            : new(pack.Id, pack.Title, pack.From, pack.Clocks.Select(c => Set(c, settings.On(startDate, c.SettingKey))));
    }

    /// <summary>The clock of that name, or null if this regulation has none.</summary>
    public Clock? Find(string clockId) => byId.GetValueOrDefault(clockId);

    // A setting made for one pack never changes what is law in another: CLK-13 is law in 2005 and ours in 2022.
    private static Clock Set(Clock clock, string? length) =>
        length is null || clock.Provenance == Provenance.Law
            ? clock
            : clock with { Length = int.Parse(length), Provenance = Provenance.Project };
}
