using Xinqiao.Core.Ledger;

namespace Xinqiao.Core.Petitions;

/// <summary>What happened to what arrived.</summary>
public abstract record PetitionEvent(StreamId Petition) : CaseEvent(Petition);

/// <summary>Who petitions and how to reach them. Minted for this petition alone; never reused, never joined with another.</summary>
public sealed record Party(PrivateText Name, PrivateText Phone, PrivateText Address, PrivateText Email)
{
    public static readonly Party Anonymous = new(PrivateText.Absent, PrivateText.Absent, PrivateText.Absent, PrivateText.Absent);
}

/// <summary>Who came, of a visit (Art. 20(3)): how many, and the names of those who speak for them.</summary>
public sealed record Visitors(int HeadCount, IReadOnlyList<PrivateText> Representatives);

/// <summary>Which organ passed the petition on to this office, by which document (Art. 22).</summary>
/// <param name="ReportBy">The limit where it was assigned; null where it was forwarded.</param>
public sealed record Referral(string Organ, string DocumentNumber, DateOnly SentOn, DateOnly? ReportBy)
{
    /// <summary>转送 or 交办.</summary>
    public string Verb => ReportBy is null ? "转送" : "交办";
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
/// <param name="Visitors">Of a visit.</param>
/// <param name="HowStated">Of a visit or a call: read back, or handed in in writing (Art. 19).</param>
/// <param name="Referral">Of what another organ passed on.</param>
public sealed record PetitionFiled(
    StreamId Petition, string Number, Channel Channel, DateOnly ReceivedOn, string? Evidence, string Office, Purpose Purpose,
    string? Place, string? UnitNamed, bool Anonymous, bool Contactable, bool ElectronicConsent,
    PrivateText Title, PrivateText Narrative, PrivateText Request, PrivateText PlaceDetail, Party Party,
    PrivateText BackEntryReason, Visitors? Visitors = null, HowStated? HowStated = null, Referral? Referral = null)
    : PetitionEvent(Petition)
{
    public const string Stored = "petition.filed.v1";
    public override string StoredName => Stored;
    public override LeafKind LeafKind => LeafKind.Register;

    public override void Write(PayloadWriter to)
    {
        WriteStatement(to);
        if (Visitors is { } visitors) to.Fact("headCount", visitors.HeadCount).TextList("representative", visitors.Representatives);
        if (HowStated is { } stated) to.Fact("howStated", stated);
        if (Referral is { } r)
            to.Fact("referredBy", r.Organ).Fact("referralNumber", r.DocumentNumber).Fact("referredOn", r.SentOn).Fact("reportBy", r.ReportBy);
    }

    private void WriteStatement(PayloadWriter to) => to
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
        from.Text("backEntryReason"),
        from.IntOrNull("headCount") is { } count ? new Visitors(count, from.TextList("representative")) : null,
        from.EnumOrNull<HowStated>("howStated"),
        from.StringOrNull("referredBy") is { } organ
            ? new Referral(organ, from.String("referralNumber"), from.Date("referredOn"), from.DateOrNull("reportBy"))
            : null);
}

/// <summary>The number the petition bears in the national system was recorded, or took the place of a wrong one (Art. 21(2)).</summary>
/// <param name="Reason">Why the one before was wrong; absent for the first.</param>
public sealed record NationalNumberRecorded(StreamId Petition, string Number, PrivateText Reason) : PetitionEvent(Petition)
{
    public const string Stored = "petition.national-number-recorded.v1";
    public override string StoredName => Stored;
    public override void Write(PayloadWriter to) => to.Fact("number", Number).Text("reason", Reason);

    public static NationalNumberRecorded Read(PayloadReader from) => new(from.Stream, from.String("number"), from.Text("reason"));
}

/// <summary>How a query code came into the petitioner's hands.</summary>
public enum CodeHandedOver
{
    [Word("shown-online", "网上当场显示")] ShownOnline,
    [Word("counter-slip", "窗口回执单")] CounterSlip,
    [Word("through-partner", "经合作平台转交")] ThroughPartner,
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
