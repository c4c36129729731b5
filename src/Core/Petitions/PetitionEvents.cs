using Xinqiao.Core.Ledger;

namespace Xinqiao.Core.Petitions;

/// <summary>What happened to what arrived.</summary>
public abstract record PetitionEvent(StreamId Petition) : CaseEvent(Petition);

/// <summary>Who petitions and how to reach them. Minted for this petition alone; never reused, never joined with another.</summary>
public sealed record Party(PrivateText Name, PrivateText Phone, PrivateText Address, PrivateText Email)
{
    public static readonly Party Anonymous = new(PrivateText.Absent, PrivateText.Absent, PrivateText.Absent, PrivateText.Absent);
}

/// <summary>A petition was received and has its number. From here it exists and cannot be dropped.</summary>
/// <param name="ReceivedOn">The legal date of receipt: the day the office got it (rules D-8).</param>
/// <param name="Evidence">What proves a date of receipt that is not today's: a postmark, a register line.</param>
/// <param name="Office">Code of the office that received it.</param>
/// <param name="UnitNamed">Code of the unit the petitioner believes competent, if one was named.</param>
/// <param name="Contactable">Name and address are clear, so a written notice can be served (Art. 23).</param>
/// <param name="ElectronicConsent">The petitioner agreed to service in electronic form (rules 2.9).</param>
/// <param name="Place">Code of the street or zone where the matter lies.</param>
/// <param name="Request">The requests in the petitioner's own words.</param>
public sealed record PetitionFiled(
    StreamId Petition, string Number, Channel Channel, DateOnly ReceivedOn, string? Evidence, string Office, Purpose Purpose,
    string? Place, string? UnitNamed, bool Anonymous, bool Contactable, bool ElectronicConsent,
    PrivateText Title, PrivateText Narrative, PrivateText Request, PrivateText PlaceDetail, Party Party,
    PrivateText BackEntryReason) : PetitionEvent(Petition)
{
    public const string Stored = "petition.filed.v1";
    public override string StoredName => Stored;
    public override LeafKind LeafKind => LeafKind.Register;

    public override void Write(PayloadWriter to) => to
        .Fact("number", Number).Fact("channel", Channel).Fact("receivedOn", ReceivedOn).Fact("evidence", Evidence)
        .Fact("office", Office).Fact("purpose", Purpose).Fact("place", Place).Fact("unitNamed", UnitNamed)
        .Fact("anonymous", Anonymous).Fact("contactable", Contactable).Fact("electronicConsent", ElectronicConsent)
        .Text("title", Title).Text("narrative", Narrative).Text("request", Request).Text("placeDetail", PlaceDetail)
        .Text("name", Party.Name).Text("phone", Party.Phone).Text("address", Party.Address).Text("email", Party.Email)
        .Text("backEntryReason", BackEntryReason);

    public static PetitionFiled Read(PayloadReader from) => new(
        from.Stream, from.String("number"), from.Enum<Channel>("channel"), from.Date("receivedOn"), from.StringOrNull("evidence"),
        from.String("office"), from.Enum<Purpose>("purpose"), from.StringOrNull("place"), from.StringOrNull("unitNamed"),
        from.Bool("anonymous"), from.Bool("contactable"), from.Bool("electronicConsent"),
        from.Text("title"), from.Text("narrative"), from.Text("request"), from.Text("placeDetail"),
        new Party(from.Text("name"), from.Text("phone"), from.Text("address"), from.Text("email")),
        from.Text("backEntryReason"));
}

/// <summary>How a query code came into the petitioner's hands.</summary>
public enum CodeHandedOver
{
    [Word("shown-online", "网上当场显示")] ShownOnline,
    [Word("counter-slip", "窗口回执单")] CounterSlip,
    [Word("repeat-of-filing", "重复提交时重新显示")] RepeatOfFiling,
    [Word("reissued-at-counter", "核验身份后窗口补发")] ReissuedAtCounter,
    [Word("reissued-by-contact", "向登记的联系方式核验后补发")] ReissuedByContact,
}

/// <summary>A query code was issued; any earlier one stopped working. The code itself stands nowhere.</summary>
/// <param name="Check">At the counter: what showed that it is the petitioner.</param>
public sealed record QueryCodeIssued(StreamId Petition, CodeHandedOver How, PrivateText Check = default) : PetitionEvent(Petition)
{
    public const string Stored = "petition.query-code-issued.v1";
    public override string StoredName => Stored;
    public override LeafKind LeafKind => LeafKind.Access;
    public override void Write(PayloadWriter to) => to.Fact("how", How).Text("check", Check);

    public static QueryCodeIssued Read(PayloadReader from) =>
        new(from.Stream, from.Enum<CodeHandedOver>("how"), from.Text("check"));
}
