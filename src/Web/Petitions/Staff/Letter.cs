using Microsoft.AspNetCore.Mvc;
using Xinqiao.Core;
using Xinqiao.Core.Petitions;

namespace Xinqiao.Web.Petitions.Staff;

/// <summary>A letter as the counter typed it, field by field, so that a refused form comes back as it was.</summary>
public sealed class Letter
{
    [BindProperty(Name = "received")] public string? Received { get; set; }
    [BindProperty(Name = "receivedEvidence")] public string? ReceivedEvidence { get; set; }
    [BindProperty(Name = "backEntryReason")] public string? BackEntryReason { get; set; }
    [BindProperty(Name = "name")] public string? Name { get; set; }
    [BindProperty(Name = "address")] public string? Address { get; set; }
    [BindProperty(Name = "phone")] public string? Phone { get; set; }
    [BindProperty(Name = "anonymous")] public string? Anonymous { get; set; }
    [BindProperty(Name = "title")] public string? Title { get; set; }
    [BindProperty(Name = "narrative")] public string? Narrative { get; set; }
    [BindProperty(Name = "requests")] public string? Requests { get; set; }
    [BindProperty(Name = "place")] public string? Place { get; set; }
    [BindProperty(Name = "placeDetail")] public string? PlaceDetail { get; set; }
    [BindProperty(Name = "unitNamed")] public string? UnitNamed { get; set; }
    [BindProperty(Name = "purpose")] public string? Purpose { get; set; }
    [BindProperty(Name = "domain")] public string? Domain { get; set; }
    [BindProperty(Name = "summary")] public string? Summary { get; set; }
    [BindProperty(Name = "suspectedAccusation")] public string? SuspectedAccusation { get; set; }
    [BindProperty(Name = "suspicionReason")] public string? SuspicionReason { get; set; }

    /// <summary>Null where it is no date.</summary>
    public DateOnly? Day => DateOnly.TryParseExact(Received?.Trim(), "yyyy-MM-dd", out var day) ? day : null;

    public FilePetition ToFiling(StreamId petition, StreamId matter) => new(
        petition, matter, Channel.Letter, Day is { } day ? new LegalDay(day, ReceivedEvidence, BackEntryReason) : null,
        Words.TryParse<Purpose>(Purpose), Title, Narrative, Requests, Place, PlaceDetail, UnitNamed, Anonymous is not null, Name, Phone,
        Address, Email: null, ElectronicConsent: false, CodeHandedOver.CounterSlip);

    public RegisterMatter ToRegistration() => new(
        Words.TryParse<Purpose>(Purpose), Domain, Place, Summary, Registration.RequestsIn(Requests), SuspectedAccusation is not null,
        SuspicionReason);
}
