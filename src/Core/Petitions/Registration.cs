using System.Text.RegularExpressions;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Regulation;
using static Xinqiao.Core.PrivateText;

namespace Xinqiao.Core.Petitions;

/// <summary>What somebody petitions, as they wrote it or as the counter took it down.</summary>
/// <param name="Received">The day it reached the office; null where it is filed online and therefore now (rules D-8).</param>
public sealed record FilePetition(
    StreamId Petition, StreamId Matter, Channel Channel, LegalDay? Received, Purpose? Purpose, string? Title, string? Narrative,
    string? Request, string? Place, string? PlaceDetail, string? UnitNamed, bool Anonymous, string? Name, string? Phone,
    string? Address, string? Email, bool ElectronicConsent, CodeHandedOver CodeHandedOver)
{
    /// <summary>Of a visit: how many came and who speaks for them.</summary>
    public Visit? Visit { get; init; }

    /// <summary>Of a visit or a call: whether what was said was read back.</summary>
    public HowStated? HowStated { get; init; }

    /// <summary>Of what another organ passed on.</summary>
    public CoveringLetter? CoveringLetter { get; init; }

    /// <summary>The number in the national system, where it is known already.</summary>
    public string? NationalNumber { get; init; }
}

/// <summary>What an officer adds to what arrived: what it is about and which requests it holds.</summary>
public sealed record RegisterMatter(
    Purpose? Purpose, string? Domain, string? Place, string? Summary, IReadOnlyList<string> Requests, bool SuspectedAccusation,
    string? SuspicionReason);

/// <summary>
/// Registration (登记, Art. 19, 21, 22): whatever arrives is registered and has its number at once. No form is a ground to refuse;
/// only what cannot be recorded is asked for again.
/// </summary>
public static partial class Registration
{
    public static readonly Article Source = Regulation.Register.Article22.InParagraph(1);

    /// <summary>What a petition states (Art. 19(1)): request, facts, reasons; name and address unless it is anonymous.</summary>
    public static readonly Article Statement = Regulation.Register.Article19.InParagraph(1);

    /// <summary>The channels a petition can come by to the counter; online the petitioner files it.</summary>
    public static readonly IReadOnlyList<Channel> AtCounter = [.. Words.All<Channel>().Where(c => c != Channel.Portal)];

    /// <param name="places">Codes of the streets and zones of the district.</param>
    /// <param name="units">Codes of the units that a petitioner may name.</param>
    /// <param name="organ">Code of the office that receives it; its numbers are gap-free per year.</param>
    [Implements(17, "网上、书信、走访、电话等形式一律登记")]
    [Implements(19, "载明诉求、事实、理由；姓名、住址不清的照样登记")]
    public static Decision File(
        FilePetition command, Act act, string organ, IReadOnlySet<string> places, IReadOnlySet<string> units)
    {
        var rule = Check(command, act, places, units);
        if (!rule.Passed || command.Purpose is not { } purpose) return Decision.Refuse(rule.Refusals);

        var receivedOn = command.Received?.Day ?? act.Today;
        var number = PetitionNumber.Of(organ, act.Today.Year, act.Next(new Series(organ, PetitionNumber.Subject, act.Today.Year)));
        var party = command.Anonymous
            ? Party.Anonymous with { Phone = Typed(command.Phone), Email = Typed(command.Email) }
            : new Party(Typed(command.Name), Typed(command.Phone), Typed(command.Address), Typed(command.Email));
        var contactable = !command.Anonymous && party.Name.Value is not null && party.Address.Value is not null;
        return Decision.Accept(
            new PetitionFiled(
                command.Petition, number, command.Channel, receivedOn, command.Received?.Evidence, organ, purpose,
                command.Place, command.UnitNamed, command.Anonymous, contactable, command.ElectronicConsent,
                Typed(command.Title), Typed(command.Narrative), Typed(command.Request), Typed(command.PlaceDetail), party,
                Typed(command.Received?.BackEntryReason), VisitorsOf(command), StatedIn(command), ReferralOf(command)),
            new QueryCodeIssued(command.Petition, command.CodeHandedOver),
            new MatterRaised(
                command.Matter, command.Petition, number + "-1", number, receivedOn, purpose,
                Sealed: purpose is Purpose.Accusation or Purpose.Mixed, contactable, command.ElectronicConsent, command.Place));
    }

    /// <summary>
    /// What the counter does with whatever comes to it: filed and registered in one act, so nothing lies between the two. The
    /// purpose is the petition's own, and an accusation, marked or suspected, is sealed in the same act (Art. 30).
    /// </summary>
    /// <param name="bearer">The petition that bears a number of the national system; null where none does.</param>
    /// <inheritdoc cref="File"/>
    public static Decision FileAndRegister(
        FilePetition filing, RegisterMatter registering, Act act, string organ, Categories categories,
        IReadOnlySet<string> places, IReadOnlySet<string> units, Func<string, StreamId?> bearer)
    {
        if (Authority.PetitionDepartment(act) is { } notMine) return Decision.Refuse([notMine]);
        var registered = registering with { Purpose = filing.Purpose, Place = filing.Place };
        List<Refusal> refusals =
        [
            .. CheckAtCounter(filing, bearer).Refusals
                .Concat(Check(filing, act, places, units).Refusals)
                .Concat(CheckRegister(registered, categories, act.Today, places).Refusals)
                .DistinctBy(r => (r.Code, r.Field)),
        ];
        if (refusals.Count > 0) return Decision.Refuse(refusals);
        return File(filing, act, organ, places, units) is Decision.Accepted filed
            ? Decision.Accept([.. filed.Events, .. EventsOf(filing.Matter, registered, filing.Place, categories, act), .. NumbersOf(filing)])
            : throw new InvalidOperationException("The filing passed its checks and was refused.");
    }

    private static TextRule CheckAtCounter(FilePetition filing, Func<string, StreamId?> bearer)
    {
        var rule = new TextRule().Require(AtCounter.Contains(filing.Channel), Regulation.Register.Article17, "not-at-the-counter",
            "网上信访由信访人在网上提出，窗口请选其他信访形式。", "channel");
        NationalNumber.Check(filing.NationalNumber, bearer, filing.Petition, rule);
        return rule;
    }

    private static IEnumerable<CaseEvent> NumbersOf(FilePetition filing) =>
        NationalNumber.Parse(filing.NationalNumber) is { } number
            ? [new NationalNumberRecorded(filing.Petition, number, PrivateText.Absent)]
            : [];

    // What another channel would have needed is not recorded, whatever was left in its fields.
    private static Visitors? VisitorsOf(FilePetition c) => c is { Channel: Channel.Visit, Visit: { HeadCount: { } count } visit }
        ? new Visitors(count, [.. visit.Representatives.Select(Typed)])
        : null;

    private static HowStated? StatedIn(FilePetition c) => OralPetition.Of(c.Channel).Count > 0 ? c.HowStated : null;

    private static Referral? ReferralOf(FilePetition c) =>
        CoveringLetter.Accompanies(c.Channel) && c.CoveringLetter is { Date: { } date } letter
            ? new Referral(letter.Organ!.Trim(), letter.Number!.Trim(), date, letter.ReportBy)
            : null;

    /// <summary>The checks of one step of the form; at the end all of them run again.</summary>
    public static TextRule Check(
        FilePetition command, Act act, IReadOnlySet<string> places, IReadOnlySet<string> units)
    {
        var rule = new TextRule();
        CheckStatement(command, rule);
        CheckPlace(command, places, units, rule);
        CheckParty(command, rule);
        command.Received?.Check(rule, act, "received", "收到日期");
        CheckArrival(command, rule);
        return rule;
    }

    // What only one channel knows (rules 2.4).
    private static void CheckArrival(FilePetition command, TextRule rule)
    {
        if (command.Channel == Channel.Visit) (command.Visit ?? new Visit(null, [])).Check(rule, command.Anonymous);
        OralPetition.Check(command.Channel, command.HowStated, rule);
        if (CoveringLetter.Accompanies(command.Channel))
            (command.CoveringLetter ?? new CoveringLetter(null, null, null, null)).Check(rule, command.Received?.Day);
    }

    public static void CheckStatement(FilePetition command, TextRule rule) => rule
        .Require(command.Purpose is not null, Statement, "purpose-missing", "请选择反映的是哪一类事情。", "purpose")
        .Required("title", "一句话标题", command.Title, PetitionLimits.Title, Statement)
        .Required("narrative", "事情经过", command.Narrative, PetitionLimits.Narrative, Statement)
        .Required("request", "诉求", command.Request, PetitionLimits.Request, Statement)
        .Require(RequestsIn(command.Request).Count <= PetitionLimits.Requests, TextRule.Source, "too-many-requests",
            $"诉求最多写{PetitionLimits.Requests}条，请合并相近的诉求。", "request");

    public static void CheckPlace(
        FilePetition command, IReadOnlySet<string> places, IReadOnlySet<string> units, TextRule rule) => rule
        .Require(command.Place is null || places.Contains(command.Place), TextRule.Source, "unknown-place",
            "请从列表中选择事发街道或园区。", "place")
        .Optional("placeDetail", "具体地点", command.PlaceDetail, PetitionLimits.Place)
        .Require(command.UnitNamed is null || units.Contains(command.UnitNamed), TextRule.Source, "unknown-unit",
            "请从列表中选择单位；不清楚可以不选。", "unitNamed");

    public static void CheckParty(FilePetition command, TextRule rule)
    {
        if (!command.Anonymous) rule.Required("name", "姓名", command.Name, PetitionLimits.Name, Statement);
        else rule.Optional("name", "姓名", command.Name, PetitionLimits.Name);
        CheckReach(command.Address, command.Phone, command.Email, rule);
        rule.Require(!command.ElectronicConsent || Reachable(command), Matters.Service.Source, "consent-without-contact",
                "同意电子送达须留下手机或电子邮箱。", "electronicConsent");
    }

    internal static void CheckReach(string? address, string? phone, string? email, TextRule rule) => rule
        .Optional("address", "通信地址", address, PetitionLimits.Address)
        .Optional("phone", "手机或电话", phone, PetitionLimits.Phone)
        .Optional("email", "电子邮箱", email, PetitionLimits.Email)
        .Require(string.IsNullOrEmpty(phone) || Phone().IsMatch(phone), TextRule.Source, "phone-malformed",
            "电话号码只能含数字、空格、“-”和“+”，至少6位，请核对。", "phone")
        .Require(string.IsNullOrEmpty(email) || Email().IsMatch(email), TextRule.Source, "email-malformed",
            "电子邮箱应像 name@example.cn 这样，请核对。", "email");

    /// <summary>An officer registers the matter: classification, summary, one line per request.</summary>
    [Implements(22, "逐件登记，分列诉求")]
    public static Decision Register(Matter matter, RegisterMatter command, Act act, Categories categories,
        IReadOnlySet<string> places)
    {
        if (Authority.PetitionDepartment(act) is { } notMine) return Decision.Refuse([notMine]);
        if (matter.Sealed) return Sealing.Refuse();
        if (matter.WithdrawnOn is not null) return Withdrawal.Refuse();
        if (matter.IsRegistered) return Decision.Refuse(Source, "already-registered", "该事项已经登记，不能重复登记。");

        var rule = CheckRegister(command, categories, act.Today, places);
        return rule.Passed
            ? Decision.Accept(EventsOf(matter.Id, command, command.Place ?? matter.Place, categories, act))
            : Decision.Refuse(rule.Refusals);
    }

    private static CaseEvent[] EventsOf(StreamId matter, RegisterMatter command, string? place, Categories categories, Act act)
    {
        var category = categories.Choose(command.Domain, act.Today)!;
        var purpose = command.Purpose!.Value;
        var registered = new MatterRegistered(
            matter, purpose, category.Domain, place, Typed(command.Summary), [.. command.Requests.Select(Typed)], category.Code);
        return command.SuspectedAccusation || purpose is Purpose.Accusation or Purpose.Mixed
            ? [registered, new MatterSealed(
                matter, purpose is Purpose.Accusation ? purpose : Purpose.Mixed, Typed(command.SuspicionReason))]
            : [registered];
    }

    private static TextRule CheckRegister(
        RegisterMatter command, Categories categories, DateOnly today, IReadOnlySet<string> places)
    {
        var rule = new TextRule()
            .Require(command.Purpose is not null, Source, "purpose-missing", "请选择信访目的。", "purpose")
            .Add(categories.Refuse(command.Domain, today))
            .Require(command.Place is null || places.Contains(command.Place), TextRule.Source, "unknown-place",
                "请从列表中选择问题属地。", "place")
            .Required("summary", "概况", command.Summary, 500, Source)
            .Require(command.Requests.Count is > 0 and <= PetitionLimits.Requests, Source, "requests-missing",
                $"请逐条列出诉求，1至{PetitionLimits.Requests}条。", "requests")
            .Require(!command.SuspectedAccusation || !string.IsNullOrWhiteSpace(command.SuspicionReason), Sealing.Source,
                "suspicion-reason-missing", "请写明为什么疑似检举控告，供纪检监察联络员认定。", "suspicionReason")
            .Optional("suspicionReason", "疑似检举控告的理由", command.SuspicionReason, 500);
        foreach (var request in command.Requests) rule.Required("requests", "诉求", request, 1_000, Source);
        return rule;
    }

    /// <summary>The separate requests in what a petitioner wrote, one a line, without list marks.</summary>
    public static IReadOnlyList<string> RequestsIn(string? text) =>
        [.. (text ?? "").Split('\n').Select(line => ListMark().Replace(line.Trim(), "")).Where(line => line.Length > 0)];

    private static bool Reachable(FilePetition c) =>
        !string.IsNullOrWhiteSpace(c.Phone) || !string.IsNullOrWhiteSpace(c.Email);

    [GeneratedRegex(@"^[+0-9][0-9 \-]{4,}[0-9]$")]
    private static partial Regex Phone();

    [GeneratedRegex(@"^[^@\s]+@[^@\s]+\.[^@\s]+$")]
    private static partial Regex Email();

    [GeneratedRegex(@"^(\d{1,2}(\.(?!\d)|[．、）\)])|（\d{1,2}）|[一二三四五六七八九十]、)\s*")]
    private static partial Regex ListMark();
}
