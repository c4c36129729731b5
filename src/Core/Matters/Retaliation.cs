using Xinqiao.Core.Petitions;
using Xinqiao.Core.Regulation;

namespace Xinqiao.Core.Matters;

/// <summary>
/// 反映打击报复: whoever petitioned is made to suffer for it and says so. The report is an accusation of its own, with its own number, code and
/// receipt, sealed from its first moment; it goes to the discipline liaison, past the unit that handles the earlier petition, the unit complained of
/// and whoever stands in their line. That there is one stands nowhere in the earlier petition (rules 8-12).
/// </summary>
[Implements(30, "反映打击报复的另编号、另发查询码，绕过责任单位和被反映单位，直接由纪检监察联络员办理")]
public static class Retaliation
{
    /// <summary>Suppressing or retaliating against whoever petitions or accuses.</summary>
    public static readonly Article Source = new("公职人员政务处分法", 32, Provenance: Provenance.Memory);

    /// <summary>What the report is called wherever a title stands: nothing of what was written.</summary>
    public const string Title = "反映因信访受到打击报复";

    private const string Demand = "制止打击报复，查清责任，依法处理。";

    /// <summary>The petition as it is filed: who petitions is whoever petitioned before.</summary>
    /// <param name="earlier">As the petitioner wrote it, with who they are.</param>
    public static FilePetition Filing(
        StreamId petition, StreamId matter, PetitionFiled earlier, string? narrative, string? unit) => new(
        petition, matter, Channel.Portal, Received: null, Purpose.Accusation, Title, narrative, Demand, earlier.Place, PlaceDetail: null, unit,
        // What was erased meanwhile is not asked for again.
        earlier.Anonymous || earlier.Party.Name.Value is null, earlier.Party.Name.Value, earlier.Party.Phone.Value, earlier.Party.Address.Value,
        earlier.Party.Email.Value, earlier.ElectronicConsent && (earlier.Party.Phone.Value ?? earlier.Party.Email.Value) is not null,
        CodeHandedOver.ShownOnline);

    /// <param name="earlier">Number of the petition for which somebody suffers; kept as private text, so that no index leads from one to the other.</param>
    /// <param name="matters">The matters of it.</param>
    /// <param name="all">The district's units.</param>
    /// <param name="organ">Code of the office that receives it.</param>
    public static Decision Report(
        FilePetition filing, string earlier, IReadOnlyList<Matter> matters, IReadOnlyList<Unit> all, string organ, Act act)
    {
        var named = all.FirstOrDefault(u => u.Code == filing.UnitNamed);
        var rule = new TextRule().Require(filing.UnitNamed is null || (named is not null && CanBeNamed(named)), TextRule.Source, "unknown-unit",
            "请从列表中选择单位；不清楚可以不选。", "unit");
        if (!rule.Passed) return Decision.Refuse(rule.Refusals);
        var codes = all.Select(u => u.Code).ToHashSet();
        var decision = Registration.File(filing, act, organ, codes, codes);
        if (decision is not Decision.Accepted accepted) return decision;
        List<CaseEvent> events = [.. accepted.Events, new RetaliationReported(filing.Matter, earlier)];
        var around = Around(named, matters, all);
        if (around.Count > 0) events.Add(new UnitsComplainedOf(filing.Matter, around, LineOf(around, all), Title));
        return accepted with { Events = events };
    }

    /// <summary>Whom a report may name: petition department and discipline organ are complained of to the level above.</summary>
    public static bool CanBeNamed(Unit unit) => unit.Kind is UnitKind.Department or UnitKind.Street or UnitKind.Zone;

    // Whoever had it in hand, or still has, and whoever it complained of.
    private static List<string> Around(Unit? named, IReadOnlyList<Matter> matters, IReadOnlyList<Unit> all)
    {
        var codes = matters.SelectMany(m => m.Objections.Select(o => o.Unit)
            .Concat(m.Barred.Where(b => b.As == Relation.ComplainedOf).Select(b => b.Who))
            .Append(m.Dispatch?.Unit)).Append(named?.Code).ToHashSet();
        return [.. all.Where(u => codes.Contains(u.Code) && CanBeNamed(u)).Select(u => u.Code)];
    }

    private static List<string> LineOf(List<string> around, IReadOnlyList<Unit> all) =>
        [.. around.SelectMany(u => Conflict.LineOf(u, all)).Except(around).Distinct().Order(StringComparer.Ordinal)];
}

/// <summary>A petition reports that somebody suffers for having petitioned. Stands in the report alone, never in what it is about.</summary>
/// <param name="Earlier">Number of the earlier petition.</param>
public sealed record RetaliationReported(StreamId Matter, PrivateText Earlier) : MatterEvent(Matter)
{
    public const string Stored = "matter.retaliation-reported.v1";
    public override string StoredName => Stored;
    public override void Write(PayloadWriter to) => to.Text("earlier", Earlier);
    public static RetaliationReported Read(PayloadReader from) => new(from.Stream, from.Text("earlier"));
}
