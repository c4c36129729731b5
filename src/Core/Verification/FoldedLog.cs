using Xinqiao.Core.Furniture;
using Xinqiao.Core.Ledger;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Partners;
using Xinqiao.Core.Petitions;
using Xinqiao.Core.Regulation;

namespace Xinqiao.Core.Verification;

/// <summary>A stream as the audit folds it.</summary>
internal sealed class FoldedStream
{
    public long Version { get; set; }

    /// <summary>Base64 of the last event's commitment; empty before the first.</summary>
    public string Commitment { get; set; } = "";

    public bool HasPrivateTexts { get; set; }
    public Dictionary<Compartment, byte[]> DataKeys { get; } = [];
    public Petition? Petition { get; set; }
    public Matter? Matter { get; set; }
}

/// <summary>Everything the log says, folded: streams, units, posts, rules; and the rows that follow from it.</summary>
internal sealed class FoldedLog
{
    private readonly Rules brought;
    private readonly Dictionary<string, FoldedStream> streams = [];
    private readonly FoldedFurniture furniture = new();
    private readonly Dictionary<int, (CalendarLoaded Event, long Position)> calendars = [];
    private readonly Dictionary<(string, DateOnly), (SettingMade Event, long Position)> settings = [];
    private readonly List<object?[]> letterTemplates = [];
    private readonly Dictionary<string, (Partner Partner, long Position)> partners = [];
    private readonly Dictionary<string, Rules> versions = [];
    private Rules rules;

    /// <param name="brought">The rules that come with the program.</param>
    public FoldedLog(Rules brought)
    {
        this.brought = rules = brought;
        versions[brought.Version] = brought;
    }

    public IReadOnlyDictionary<string, FoldedStream> Streams => streams;

    /// <summary>Times of a demo or a replay may be supplied; those of a real database are the clock's.</summary>
    public bool IsReal { get; private set; }

    public bool Follows(string stream, Recorded recorded, string previous)
    {
        var state = streams.GetValueOrDefault(stream);
        return recorded.Version == (state?.Version ?? 0) + 1 && previous == (state?.Commitment ?? "");
    }

    /// <returns>Why the event does not fit its history; null where it does.</returns>
    public string? Apply(string stream, Recorded recorded, string commitment)
    {
        if (!streams.TryGetValue(stream, out var state)) streams[stream] = state = new FoldedStream();
        (state.Version, state.Commitment) = (recorded.Version, commitment);
        try
        {
            if (recorded.Event is PetitionEvent) state.Petition = Petition.Apply(state.Petition, recorded);
            if (recorded.Event is MatterEvent) state.Matter = Matter.Apply(state.Matter, recorded);
            if (recorded.Event is FurnitureEvent) Furniture(recorded);
            return null;
        }
        // An event that no decider made may fail anywhere in the fold.
#pragma warning disable CA1031
        catch (Exception e)
#pragma warning restore CA1031
        {
            return e.Message;
        }
    }

    private void Furniture(Recorded recorded)
    {
        switch (recorded.Event)
        {
            case DatabaseStamped e: IsReal = e.Kind == DatabaseKind.Real; break;
            case CalendarLoaded e:
                calendars[e.Year] = (e, recorded.Position);
                RulesChanged();
                break;
            case LetterTemplateSet e: letterTemplates.Add(LetterTemplateRow.Values(e, recorded.Position)); break;
            case SettingMade e:
                settings[(e.Key, e.From)] = (e, recorded.Position);
                RulesChanged();
                break;
            case PartnerEvent e:
                partners[e.Partner] = (Partner.Apply(partners.GetValueOrDefault(e.Partner).Partner, recorded), recorded.Position);
                break;
            default: furniture.Apply(recorded); break;
        }
    }

    /// <summary>An erasure that the log lost, and that was carried out again.</summary>
    public void Regained(Recorded erasure) => furniture.Apply(erasure);

    private void RulesChanged()
    {
        rules = new Rules(
            brought.Calendar.With([.. calendars.OrderBy(c => c.Key).Select(c => CalendarYear.Parse(c.Value.Event.Arrangement))]),
            new Settings(brought.Settings.All.Concat(settings.Values.Select(s => new Setting(s.Event.Key, s.Event.Value, s.Event.From)))));
        versions[rules.Version] = rules;
    }

    /// <summary>A data key of a stream; null where it has none.</summary>
    public byte[]? DataKey(
        Compartment compartment, string stream, IReadOnlyDictionary<(Compartment, string), (long Kek, byte[] Wrapped)> wrapped, TextOpener opener)
    {
        var known = streams[stream].DataKeys;
        if (known.TryGetValue(compartment, out var key)) return key;
        return wrapped.TryGetValue((compartment, stream), out var row)
            ? known[compartment] = opener.Unwrap(compartment, stream, row.Kek, row.Wrapped)
            : null;
    }

    /// <summary>Every table that is a function of the log, with its rows.</summary>
    /// <param name="broken">Told where rows cannot be made.</param>
    public IEnumerable<AuditedTable> Tables(Action<long?, string> broken)
    {
        var (petitions, matters, objections) = (new AuditedTable(PetitionRow.Shape), new AuditedTable(MatterRow.Shape), new AuditedTable(ObjectionRow.Shape));
        var erasures = new AuditedTable(ErasureRow.Shape);
        var (barred, links) = (new AuditedTable(BarredRow.Shape), new AuditedTable(MatterLinkRow.Shape));
        var (extracts, reviews) = (new AuditedTable(ExtractRow.Shape), new AuditedTable(ReviewRow.Shape));
        var answers = new AuditedTable(PublicAnswerRow.Shape);
        var deadlines = new AuditedTable(DeadlineRow.Shape) { Instead = UnderEarlierRules };
        foreach (var (id, state) in streams)
        {
            try
            {
                if (state.Petition is { } petition) petitions.Expect(PetitionRow.Of(petition).Values);
                if (state.Matter is not { } matter) continue;
                matters.Expect(MatterRow.Of(matter).Values);
                foreach (var row in DeadlineRow.Of(matter, rules)) deadlines.Expect(row.Values);
                foreach (var row in ObjectionRow.Of(matter)) objections.Expect(row.Values);
                foreach (var row in ErasureRow.Of(matter)) erasures.Expect(row.Values);
                foreach (var row in BarredRow.Of(matter)) barred.Expect(row.Values);
                foreach (var row in MatterLinkRow.Of(matter)) links.Expect(row.Values);
                foreach (var row in ExtractRow.Of(matter)) extracts.Expect(row.Values);
                foreach (var row in ReviewRow.Of(matter)) reviews.Expect(row.Values);
                foreach (var row in PublicAnswerRow.Of(matter)) answers.Expect(row.Values);
            }
            // As in the fold: a history that no decider made may fail anywhere.
#pragma warning disable CA1031
            catch (Exception e)
#pragma warning restore CA1031
            {
                broken(null, $"流 {id} 算不出各表的行：{e.Message} (its rows cannot be made)");
            }
        }

        return [petitions, matters, deadlines, objections, erasures, barred, links, extracts, reviews, answers, .. Furniture()];
    }

    // Rows of terms wait to be rewritten after the rules changed; until then they are those of the rules they name.
    private object?[]? UnderEarlierRules(object?[] row)
    {
        var shape = DeadlineRow.Shape;
        if (row[shape.Place("calendar_version")] is not string version || !versions.TryGetValue(version, out var earlier)) return null;
        if (row[shape.Place("matter")] is not string matter || streams.GetValueOrDefault(matter)?.Matter is not { } folded) return null;
        return DeadlineRow.Of(folded, earlier).FirstOrDefault(r => Equals(r.Clock, row[shape.Place("clock")]))?.Values;
    }

    private IEnumerable<AuditedTable> Furniture()
    {
        var (ofCalendars, ofSettings) = (new AuditedTable(CalendarRow.Shape), new AuditedTable(SettingRow.Shape));
        foreach (var (e, position) in calendars.Values) ofCalendars.Expect(CalendarRow.Values(e, position));
        foreach (var (e, position) in settings.Values) ofSettings.Expect(SettingRow.Values(e, position));
        var ofTemplates = new AuditedTable(LetterTemplateRow.Shape);
        foreach (var template in letterTemplates) ofTemplates.Expect(template);
        var ofPartners = new AuditedTable(PartnerRow.Shape);
        foreach (var (partner, position) in partners.Values) ofPartners.Expect(PartnerRow.Values(partner, position));
        return [.. furniture.Tables(), ofCalendars, ofSettings, ofTemplates, ofPartners];
    }
}
