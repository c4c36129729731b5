using Microsoft.AspNetCore.Mvc;
using Xinqiao.Core;
using Xinqiao.Core.Petitions;
using Xinqiao.Core.Regulation;

namespace Xinqiao.Web.Petitions.Staff;

/// <summary>
/// A petition as the counter took it down, field by field and in the order of the form, so that a refused form comes back as it was.
/// </summary>
public sealed class CounterForm
{
    [BindProperty(Name = "channel")] public string? Channel { get; set; }
    [BindProperty(Name = "received")] public string? Received { get; set; }
    [BindProperty(Name = "receivedEvidence")] public string? ReceivedEvidence { get; set; }
    [BindProperty(Name = "backEntryReason")] public string? BackEntryReason { get; set; }
    [BindProperty(Name = "headCount")] public string? HeadCount { get; set; }
    [BindProperty(Name = "representatives")] public string? Representatives { get; set; }
    [BindProperty(Name = "referredBy")] public string? ReferredBy { get; set; }
    [BindProperty(Name = "referralNumber")] public string? ReferralNumber { get; set; }
    [BindProperty(Name = "referredOn")] public string? ReferredOn { get; set; }
    [BindProperty(Name = "reportBy")] public string? ReportBy { get; set; }
    [BindProperty(Name = "name")] public string? Name { get; set; }
    [BindProperty(Name = "address")] public string? Address { get; set; }
    [BindProperty(Name = "phone")] public string? Phone { get; set; }
    [BindProperty(Name = "anonymous")] public string? Anonymous { get; set; }
    [BindProperty(Name = "title")] public string? Title { get; set; }
    [BindProperty(Name = "narrative")] public string? Narrative { get; set; }
    [BindProperty(Name = "requests")] public string? Requests { get; set; }
    [BindProperty(Name = "howStated")] public string? HowStated { get; set; }
    [BindProperty(Name = "place")] public string? Place { get; set; }
    [BindProperty(Name = "placeDetail")] public string? PlaceDetail { get; set; }
    [BindProperty(Name = "unitNamed")] public string? UnitNamed { get; set; }
    [BindProperty(Name = "purpose")] public string? Purpose { get; set; }
    [BindProperty(Name = "domain")] public string? Domain { get; set; }
    [BindProperty(Name = "summary")] public string? Summary { get; set; }
    [BindProperty(Name = "suspectedAccusation")] public string? SuspectedAccusation { get; set; }
    [BindProperty(Name = "suspicionReason")] public string? SuspicionReason { get; set; }
    [BindProperty(Name = "nationalNumber")] public string? NationalNumber { get; set; }

    /// <summary>The names of its fields, as they stand on the screen.</summary>
    public static readonly IReadOnlyList<string> Fields =
    [
        "channel", "received", "receivedEvidence", "backEntryReason", "headCount", "representatives", "referredBy", "referralNumber",
        "referredOn", "reportBy", "name", "address", "phone", "anonymous", "title", "narrative", "requests", "howStated", "place",
        "placeDetail", "unitNamed", "purpose", "domain", "summary", "suspectedAccusation", "suspicionReason", "nationalNumber",
        "files",
    ];

    /// <summary>An empty form for what comes by a channel, with what is so mostly: received today, one visitor.</summary>
    public static CounterForm For(Channel channel, DateOnly today) =>
        new() { Channel = Words.Of(channel), Received = today.ToString("yyyy-MM-dd"), HeadCount = "1" };

    /// <summary>The first field that nothing fills in advance.</summary>
    public string First => Via is { } channel && CoveringLetter.Accompanies(channel) ? "referredBy" : "name";

    /// <summary>The access key of a channel. Digits are the browser's own on some systems, as are d, e and f.</summary>
    public static string KeyOf(Channel channel) => channel switch
    {
        Core.Petitions.Channel.Letter => "l",
        Core.Petitions.Channel.Visit => "v",
        Core.Petitions.Channel.Call => "c",
        Core.Petitions.Channel.Fax => "x",
        Core.Petitions.Channel.LeaderMailbox => "m",
        Core.Petitions.Channel.FromAbove => "a",
        Core.Petitions.Channel.Hotline => "h",
        Core.Petitions.Channel.Portal => throw new ArgumentOutOfRangeException(nameof(channel), channel, "It is filed online."),
    };

    /// <summary>Null where none was chosen.</summary>
    public Channel? Via => Words.TryParse<Channel>(Channel);

    /// <summary>What holds no value of its kind, and so never reaches the decider.</summary>
    public IEnumerable<Refusal> Unreadable()
    {
        if (Via is null) yield return new(Register.Article17, "channel-missing", "请选择信访形式。", "channel");
        if (DateIn(Received) is null) yield return new(LegalDay.Source, "date-unreadable", "请填写收到日期，例如2026-03-02。", "received");
        if (!string.IsNullOrWhiteSpace(ReportBy) && DateIn(ReportBy) is null)
            yield return new(CoveringLetter.Source, "date-unreadable", "请填写要求反馈的日期，例如2026-03-02；没有要求的不填。", "reportBy");
    }

    /// <summary>Who is there, as far as the form says.</summary>
    public Party Party => Anonymous is null ? new Party(Name, Phone, Address, PrivateText.Absent) : Party.Anonymous;

    public FilePetition ToFiling(StreamId petition, StreamId matter) => new(
        petition, matter, Via ?? Core.Petitions.Channel.Letter,
        DateIn(Received) is { } day ? new LegalDay(day, ReceivedEvidence, BackEntryReason) : null,
        Words.TryParse<Purpose>(Purpose), Title, Narrative, Requests, Place, PlaceDetail, UnitNamed, Anonymous is not null, Name, Phone,
        Address, Email: null, ElectronicConsent: false, CodeHandedOver.CounterSlip)
    {
        Visit = new Visit(
            int.TryParse(HeadCount?.Trim(), System.Globalization.NumberStyles.None, null, out var count) ? count : null,
            Visit.NamesIn(Representatives)),
        HowStated = Words.TryParse<HowStated>(HowStated),
        CoveringLetter = new CoveringLetter(ReferredBy, ReferralNumber, DateIn(ReferredOn), DateIn(ReportBy)),
        NationalNumber = NationalNumber,
    };

    public RegisterMatter ToRegistration() => new(
        Words.TryParse<Purpose>(Purpose), Domain, Place, Summary, Registration.RequestsIn(Requests), SuspectedAccusation is not null,
        SuspicionReason);

    private static DateOnly? DateIn(string? typed) =>
        DateOnly.TryParseExact(typed?.Trim(), "yyyy-MM-dd", out var day) ? day : null;
}
