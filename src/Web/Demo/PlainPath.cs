using System.Security.Cryptography;
using System.Text;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Web.Citizens;
using Xinqiao.Web.Storage;
using Xinqiao.Web.Units;
using Route = Xinqiao.Core.Matters.Route;

namespace Xinqiao.Web.Demo;

/// <summary>One petition with its matter, which the acts of the plain path are about.</summary>
/// <param name="Unit">Code of the unit that handles it.</param>
internal sealed record PlainCase(StreamId Petition, StreamId Matter, string Unit);

/// <summary>
/// The acts from filing to rating as intents, decided by the same deciders as those of the pages. Demo and replay make their
/// histories of them; each supplies its times.
/// </summary>
internal sealed class PlainPath(IReadOnlyList<Unit> units, QueryCodes codes, PrivateText why)
{
    private readonly Dictionary<string, Unit> byCode = units.ToDictionary(u => u.Code);
    private readonly HashSet<string> unitCodes = [.. units.Select(u => u.Code)];
    private readonly HashSet<string> places =
        [.. units.Where(u => u.Kind is UnitKind.Street or UnitKind.Zone).Select(u => u.Code)];

    public Unit UnitOf(PlainCase c) => byCode[c.Unit];

    public Unit Office => byCode[District.PetitionOffice];

    /// <summary>A version 7 identifier that is the same whenever it is made of the same time and name.</summary>
    public static Guid Identifier(DateTimeOffset at, string name)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(name))[..16];
        var milliseconds = at.ToUnixTimeMilliseconds();
        for (var i = 0; i < 6; i++) bytes[i] = (byte)(milliseconds >> (40 - 8 * i));
        bytes[6] = (byte)(bytes[6] & 0x0F | 0x70);
        bytes[8] = (byte)(bytes[8] & 0x3F | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    /// <param name="clerk">Null where the petitioner files online; else who registers what came by letter.</param>
    public Intent File(FilePetition command, string queryCode, Actor? clerk = null) =>
        new(clerk ?? Actor.Petitioner, (_, act) => Registration.File(command, act, Office.Code, places, unitCodes))
        {
            Why = why,
            Beside = events => [codes.RowOf(command.Petition, queryCode, events[0].RecordedAt)],
        };

    public Intent Register(PlainCase c, RegisterMatter command) =>
        On(c, Registrar, (m, act) => Registration.Register(m, command, act, Categories.Brought, places));

    public Intent Forward(PlainCase c, string? note) =>
        On(c, Router, (m, act) => Dispatch.Forward(m, byCode[c.Unit], note, Office, act));

    public Intent Receive(PlainCase c) => On(c, Handler(c), Dispatch.Receive);

    public Intent GiveNotice(PlainCase c, string procedure) =>
        On(c, Handler(c), (m, act) => Notice.Issue(m, Route.PetitionProcedure, procedure, byCode[c.Unit], act));

    public Intent Accept(PlainCase c, string scope) =>
        On(c, Handler(c), (m, act) => Acceptance.Accept(m, NameOf(c, Role.Handler), scope, byCode[c.Unit], act));

    public Intent Extend(PlainCase c, int days, string reason) => On(
        c, Head(c), (m, act) => HandlingTerm.Extend(m, days, reason, NameOf(c, Role.UnitHead), byCode[c.Unit], act));

    /// <param name="executeIn">Days from submitting in which what is supported is carried out.</param>
    public Intent Submit(PlainCase c, DraftOpinion draft, int? executeIn = null) => On(
        c, Handler(c), (m, act) => Opinion.Submit(m, draft with { ExecuteBy = executeIn is { } d ? act.Today.AddDays(d) : null }, act));

    public Intent Approve(PlainCase c) =>
        On(c, Head(c), (m, act) => Opinion.Approve(m, NameOf(c, Role.UnitHead), byCode[c.Unit], Above(byCode[c.Unit]), act));

    /// <summary>The unit that reviews what another answered; null where the demo has nobody who does.</summary>
    public Unit? Above(Unit answering) =>
        units.FirstOrDefault(u => u.OrganName == answering.ReviewOrgan && DemoDistrict.FindPerson(u.Code, Role.Reviewer) is not null);

    /// <summary>Served on the day of the act.</summary>
    public Intent Serve(PlainCase c, DocumentKind document, ServiceMethod method, string evidence, string proof) => On(
        c, Handler(c),
        (m, act) => Service.Serve(m, new ServeDocument(document, method, new LegalDay(act.Today, evidence, null), proof), act));

    public Intent Rate(PlainCase c, Satisfaction department, Satisfaction unit, string? reason) =>
        On(c, Actor.Petitioner, (m, act) => Rating.Rate(m, department, unit, reason, secondFactor: true, act));

    /// <summary>Whoever holds a post in a unit of the demo.</summary>
    public Actor Holder(Unit unit, Role role) => DemoDistrict.ActorOf(DemoDistrict.PersonOf(unit.Code, role).Login, byCode);

    public Actor Registrar => DemoDistrict.ActorOf("dengji", byCode);

    public Actor Router => DemoDistrict.ActorOf("fenban", byCode);

    public Actor Handler(PlainCase c) => Of(c, Role.Handler);

    public Actor Head(PlainCase c) => Of(c, Role.UnitHead);

    // Where the demo has nobody in the unit, which happens in a replay alone, nobody is named.
    private Actor Of(PlainCase c, Role role) => DemoDistrict.FindPerson(c.Unit, role) is { } person
        ? DemoDistrict.ActorOf(person.Login, byCode)
        : new Actor("replay", role, c.Unit, byCode[c.Unit].Name);

    public static string NameOf(PlainCase c, Role role) => DemoDistrict.FindPerson(c.Unit, role)?.Name ?? Words.Label(role).ToString();

    /// <summary>Whether it is a unit that matters are sent to.</summary>
    public bool Handles(string unit) =>
        byCode.TryGetValue(unit, out var known) && known.Kind is UnitKind.Department or UnitKind.Street or UnitKind.Zone;

    /// <summary>Any act on the matter.</summary>
    public Intent On(PlainCase c, Actor actor, Func<Matter, Act, Decision> decide) =>
        new(actor, (cases, act) => decide(cases.Matter(c.Matter), act)) { Streams = [c.Matter], Why = why };
}
