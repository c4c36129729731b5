using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xinqiao.Core;
using Xinqiao.Core.Attachments;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Attachments;
using Xinqiao.Web.Citizens;
using Xinqiao.Web.Matters;
using Xinqiao.Web.Search;
using Xinqiao.Web.Serving;
using Xinqiao.Web.Storage;
using Xinqiao.Web.Suggestions;
using Xinqiao.Web.Units;

namespace Xinqiao.Web.Petitions.Staff;

/// <summary>The slip that the counter hands out. The code is shown this once.</summary>
/// <param name="Path">Of the matter; null where it was sealed and is out of the counter's sight.</param>
public sealed record Slip(
    string Number, string Code, DateTimeOffset At, Receipt Receipt, DateOnly NextBy, string? Path, bool Repeated, Channel Channel)
{
    /// <summary>Files that came with it and were not taken, each by name; the petition is registered all the same.</summary>
    public IReadOnlyList<Refusal> RefusedFiles { get; init; } = [];

    /// <summary>How many were.</summary>
    public int Files { get; init; }

    /// <summary>What it was put beside.</summary>
    public IReadOnlyList<MatterLinked> Links { get; init; } = [];

    /// <summary>How many links fell away: registered it is all the same.</summary>
    public int LinksNotMade { get; init; }
}

/// <summary>
/// One screen for whatever comes to the counter: a letter, a visit, a call, a fax, from the leader's mailbox, from above or from the
/// hotline. It is filed and registered in one act. Its address keeps the channel.
/// </summary>
[IgnoreAntiforgeryToken]
public sealed class CounterModel(
    CaseStore store, CaseReader reader, UnitQueries units, CategoryQueries categories, QueryCodes codes, Receipts receipts, SimilarQueries similar,
    Suggesting suggesting, FileIntake intake, PetitionerQueries petitions, Comparisons comparisons) : PageModel
{
    private static readonly Article FormRule = Article.House("重复提交");
    private static readonly Refusal StaleForm = new(Article.House("表单有效期"), "stale-form", FormToken.Stale);

    [BindProperty]
    public CounterForm Form { get; set; } = new();

    /// <summary>Made when the form is shown; the same form twice is one petition.</summary>
    [BindProperty(Name = "key")]
    public string? Key { get; set; }

    /// <summary>Earlier matters that it is put beside in the same act.</summary>
    [BindProperty(Name = LinkChoice.Field)]
    public List<string> Links { get; set; } = [];

    /// <summary>Those of them that can be read.</summary>
    public IReadOnlyList<LinkChoice> Chosen => [.. Links.Select(LinkChoice.Read).OfType<LinkChoice>().Distinct()];

    public Choices Choices { get; private set; } = null!;
    public Slip? Slip { get; private set; }

    /// <summary>What says nearly the same as the form.</summary>
    public SimilarPanel Panel { get; private set; } = new(null, "/staff/register?handler=same#similar");

    /// <summary>Which domain is suggested for the form as far as it is filled in; null where nobody asked.</summary>
    public Suggested? Suggested { get; private set; }

    public DateOnly Today => Shanghai.DateOf(store.Clock.GetUtcNow());

    public Classification Typed => new(
        Choices, Form.Purpose, Form.Domain, Form.Place, Form.Summary, Form.Requests, Form.SuspectedAccusation is not null,
        Form.SuspicionReason);

    /// <summary>Where the next empty form of a channel is.</summary>
    public static string Address(Channel channel) => $"/staff/register?channel={Words.Of(channel)}";

    public async Task OnGet(string? channel)
    {
        Choices = new Choices(await units.All(), categories.Now(), Today);
        var chosen = Words.TryParse<Channel>(channel) is { } known && Registration.AtCounter.Contains(known) ? known : Channel.Letter;
        Form = CounterForm.For(chosen, Today);
        Key = NewKey();
        ViewData["Focus"] = Form.First;
    }

    public async Task<IActionResult> OnPost()
    {
        Choices = new Choices(await units.All(), categories.Now(), Today);
        if (!await FormToken.IsFresh(HttpContext))
            return Again([StaleForm]);
        if (!Guid.TryParseExact(Key, "N", out _)) Key = NewKey();
        var code = QueryCodes.NewCode();
        switch (await store.Act(await Filing(code)))
        {
            case Result.Refused refused:
                return Again(refused.Refusals);
            case Result.KeyReused:
                Key = NewKey();
                return Again([new Refusal(FormRule, "form-used",
                    "这张表单已经登记过一件，内容又改动了。确实是另一件的，请再点一次登记。")]);
            case Result.Done done:
                await HandOut(done, code);
                return Page();
            default:
                throw new InvalidOperationException("An act has three outcomes.");
        }
    }

    /// <summary>
    /// What was registered before that says nearly the same: of the form as far as it is filled in, which comes back as it was. Nothing is
    /// recorded.
    /// </summary>
    /// <param name="fragment">Present where a script asks: the answer alone, to be put beside the form.</param>
    public async Task<IActionResult> OnPostSimilar([FromForm] string? fragment)
    {
        var refusals = await Compare();
        if (fragment is null) return await Shown(refusals);
        if (refusals.Count > 0) Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Partial("/Search/_Similar.cshtml", Panel with { Refusals = refusals });
    }

    /// <summary>核对是否同一信访人: of whoever the form names, and one that says nearly the same as the form. The form comes back as it was.</summary>
    public async Task<IActionResult> OnPostSame([FromForm(Name = Comparisons.Field)] string? earlier)
    {
        var refusals = await Compare();
        if (refusals.Count > 0) return await Shown(refusals);
        var found = Panel.Answer?.Found.FirstOrDefault(f => f.Row.Id == earlier);
        (var answer, refusals) = await comparisons.AskAtCounter(Identity.Staff.Of(User), Form.Party, new StreamId(earlier ?? ""), found?.Likeness);
        if (answer is { } compared) Panel = Panel with { Compared = (earlier!, compared) };
        return await Shown(refusals);
    }

    // What the form is like, as far as it is filled in; or why nobody can tell.
    private async Task<IReadOnlyList<Refusal>> Compare()
    {
        if (!await FormToken.IsFresh(HttpContext)) return [StaleForm];
        if (ComparedText.Read(Form.Title, Form.Narrative, Form.Requests, out var refusals) is { } text)
            Panel = Panel with { Answer = await similar.Find(Identity.Staff.Of(User).Viewer, text) };
        return refusals;
    }

    private async Task<IActionResult> Shown(IReadOnlyList<Refusal> refusals)
    {
        Choices = new Choices(await units.All(), categories.Now(), Today);
        if (!Guid.TryParseExact(Key, "N", out _)) Key = NewKey();
        return refusals.Count > 0 ? Again(refusals) : Page();
    }

    /// <summary>Which domain is suggested for the form as it is typed. Nothing is recorded.</summary>
    /// <inheritdoc cref="OnPostSimilar" path="/param"/>
    public async Task<IActionResult> OnPostSuggest([FromForm] string? fragment)
    {
        Choices = new Choices(await units.All(), categories.Now(), Today);
        const string take = "/staff/register?handler=take";
        IReadOnlyList<Refusal> refusals = [StaleForm];
        var text = await FormToken.IsFresh(HttpContext) ? ComparedText.Read(Form.Title, Form.Narrative, Form.Requests, out refusals) : null;
        Suggested = refusals.Count > 0
            ? new Suggested("domain", [], refusals[0].Reason) { Address = take }
            : await suggesting.Domain(text, Typed.IsAccusation, Choices.Known, Today, take, form: null);
        if (refusals.Count > 0) Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return fragment is not null ? Partial("/Suggestions/_Suggested.cshtml", Suggested) : await Shown(refusals);
    }

    /// <summary>Fills in the domain that was suggested; the form comes back as it was, and nothing is recorded.</summary>
    public async Task<IActionResult> OnPostTake([FromForm(Name = "suggested")] string? suggested)
    {
        Form.Domain = suggested;
        var answer = await OnPostSuggest(fragment: null);
        ViewData["Focus"] = "domain";
        return answer;
    }

    private async Task<Intent> Filing(string code)
    {
        var office = await units.PetitionOffice();
        var staff = Identity.Staff.Of(User);
        var now = store.Clock.GetUtcNow();
        var filing = Form.ToFiling(StreamId.Petition(Guid.CreateVersion7(now)), StreamId.Matter(Guid.CreateVersion7(now)));
        return new Intent(staff.Actor, (cases, act) => WithLinks(cases, act, WithWhatCouldNotBeRead(Registration.FileAndRegister(
            filing, Form.ToRegistration(), act, office.Code, Choices.Known, Choices.PlaceCodes, Choices.NamedCodes, cases.BearerOf))))
        {
            Streams = [.. Chosen.Select(c => c.Earlier)],
            Key = new IdempotencyKey(staff.Id, Key!, SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(new { Form, Links }))),
            Again = (_, _, petition) => Decision.Accept(new QueryCodeIssued(petition, CodeHandedOver.RepeatOfFiling)),
            Beside = events => [codes.RowOf(events[0].Event.Stream, code, events[0].RecordedAt)],
        };
    }

    private Decision WithLinks(Cases cases, Act act, Decision decision) => decision is Decision.Accepted { Events: var registered }
        ? Decision.Accept([.. registered, .. Linking.OfNew(registered, Chosen.Select(c => new LinkTo(cases.Find(c.Earlier)?.Matter, c.Kind)), act)])
        : decision;

    // Whatever else is wrong is told all the same.
    private Decision WithWhatCouldNotBeRead(Decision decision) => Form.Unreadable().ToList() is { Count: > 0 } unreadable
        ? Decision.Refuse([.. unreadable, .. (decision as Decision.Refused)?.Refusals ?? []])
        : decision;

    private async Task HandOut(Result.Done done, string code)
    {
        var petition = (await reader.Petition(done.Events[0].Event.Stream))!;
        var raised = done.Events.Select(e => e.Event).OfType<MatterRaised>().FirstOrDefault();
        var closed = raised is null || raised.Sealed || done.Events.Any(e => e.Event is MatterSealed);
        var (files, refused) = (ReceivedFiles.Of(HttpContext), await TakeFiles(petition.State));
        var clock = store.Rules.On(petition.State.ReceivedOn)[ClockId.Dispatch];
        Slip = new Slip(
            petition.State.Number, code, petition.State.RecordedAt, await receipts.Of(petition.State, done),
            Term.Reckon(clock, petition.State.ReceivedOn, store.Calendar).Nominal!.Value,
            closed ? null : $"/staff/matters/{raised!.Matter}", done.Repeated, petition.State.Channel)
        {
            RefusedFiles = refused,
            Files = files.Count - refused.Count,
            Links = [.. done.Events.Select(e => e.Event).OfType<MatterLinked>()],
            LinksNotMade = done.Repeated ? 0 : Chosen.Count - done.Events.Count(e => e.Event is MatterLinked),
        };
    }

    // The petition is registered; its files follow. Sent once more, they are here already.
    private async Task<IReadOnlyList<Refusal>> TakeFiles(Petition petition)
    {
        if (ReceivedFiles.Of(HttpContext) is not { Count: > 0 } files) return [];
        var kind = petition.Channel is Channel.Letter or Channel.Fax ? AttachmentKind.Scan : AttachmentKind.Material;
        var refused = await intake.Take(
            files, new FileFor(Identity.Staff.Of(User).Actor, petition.Id, (await petitions.Ids(petition.Id))[0], kind), CancellationToken.None);
        return [.. refused.Where(r => r.Code != "already-attached")];
    }

    private PageResult Again(IReadOnlyList<Refusal> refusals)
    {
        // The petitioner's requests and the registered ones are one field here. What stands first on the screen is told first.
        List<Refusal> told =
        [
            .. refusals.Select(r => r.Field == "request" ? r with { Field = "requests" } : r)
                .DistinctBy(r => r.Field == "requests" ? "requests" : $"{r.Code} {r.Field}")
                .OrderBy(r => r.Field is null ? -1 : CounterForm.Fields.ToList().IndexOf(r.Field)),
        ];
        if (ReceivedFiles.Of(HttpContext).Count > 0) told.Add(Attachments.Staff.FilesPage.PickAgain);
        ViewData["Refusals"] = told;
        ViewData["Focus"] = told.FirstOrDefault(r => r.Field is not null)?.Field;
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private static string NewKey() => Guid.NewGuid().ToString("N");
}
