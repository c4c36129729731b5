using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Citizens;
using Xinqiao.Web.Notices;
using Xinqiao.Web.Serving;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Matters.Citizen;

/// <summary>
/// The page of one act that is the petitioner's alone. It asks for two things no office holds: the sign-in by query code, and a
/// one-time code sent to the contact that was registered with the petition. A refused or stale form comes back with all that was
/// typed.
/// </summary>
[IgnoreAntiforgeryToken]
public abstract class PetitionersPage(CaseStore store, PetitionerQueries queries, QueryCodes codes, Outbox outbox) : PageModel
{
    /// <summary>The petition they signed in for, with its history.</summary>
    protected History<Petition> Filed { get; private set; } = null!;

    public int Serial { get; private set; }

    /// <summary>How many matters came of the petition.</summary>
    public int Matters { get; private set; }

    /// <summary>The matter with its history, as it was when the page was asked for.</summary>
    protected History<Matter> History { get; private set; } = null!;
    public Matter Matter => History.State;

    protected StreamId Petition => Filed.State.Id;

    /// <summary>The number that the petitioner knows: on the receipt, and typed to sign in.</summary>
    public string PetitionNumber => Filed.State.Number;

    public Contact? Contact { get; private set; }
    public IReadOnlyList<Refusal> Refusals { get; private set; } = [];
    public Phrase? Warning { get; private set; }

    /// <summary>A code is on its way.</summary>
    public bool Sent { get; private set; }

    /// <summary>It was recorded.</summary>
    public bool IsDone { get; private set; }

    /// <summary>Why it cannot be done now; null where it can.</summary>
    public Refusal? Closed { get; private set; }

    [BindProperty(Name = "oneTimeCode")]
    public string? OneTimeCode { get; set; }

    /// <summary>What is done here, as it reads in 现在不能……: 评价.</summary>
    public abstract Phrase What { get; }

    /// <summary>What to do instead where no contact was registered.</summary>
    public abstract Phrase WithoutContact { get; }

    protected abstract Article Basis { get; }

    /// <summary>A query code that staff never held is enough.</summary>
    protected virtual bool TrustsOwnCode => false;

    public bool AsksForCode => !TrustsOwnCode || Filed.State.CodeWasWithStaff;

    public bool LacksContact => AsksForCode && Contact is null;

    public bool CanBeDone => !IsDone && Closed is null && !LacksContact;

    /// <summary>Why it cannot be done at all, whatever is typed; null where it can.</summary>
    protected abstract Refusal? Refuse(Matter matter, Act act);

    /// <param name="secondFactor">True where the one-time code was right, or none is asked for.</param>
    protected abstract Decision Decide(Matter matter, bool secondFactor, Act act);

    /// <summary>Records it.</summary>
    /// <returns>Why not; nothing where it was.</returns>
    protected virtual async Task<IReadOnlyList<Refusal>> Record(bool secondFactor)
    {
        var intent = new Intent(Actor.Petitioner, (cases, act) => Decide(cases.Matter(Matter.Id), secondFactor, act));
        return await store.Act(intent with { Streams = [Matter.Id] }) is Result.Refused refused ? refused.Refusals : [];
    }

    /// <summary>Where it leads; the page itself says so where nothing else does.</summary>
    protected virtual IActionResult Done() => Page();

    public async Task<IActionResult> OnGet(int serial = 1) => await Find(serial) ?? Page();

    public async Task<IActionResult> OnPost([FromForm(Name = "do")] string? action, int serial = 1)
    {
        if (await Find(serial) is { } elsewhere) return elsewhere;
        if (Closed is not null || LacksContact)
            return Again(Closed ?? new Refusal(Basis, "no-contact", $"这件信访没有留手机或邮箱，没有办法确认是您本人。{WithoutContact}"));
        if (!await FormToken.IsFresh(HttpContext))
        {
            Warning = FormToken.Stale;
            return Again();
        }

        return action == "send-code" && Contact is { } contact ? await SendCode(contact) : await Do();
    }

    /// <summary>Loads the matter; an answer where there is none to load.</summary>
    private async Task<IActionResult?> Find(int serial)
    {
        if (await Petitioner.Of(HttpContext) is not { } petitioner) return Redirect("/track");
        var matters = await queries.MattersOf(petitioner);
        if (serial < 1 || serial > matters.Count) return NotFound();
        (Serial, Matters, History) = (serial, matters.Count, matters[serial - 1]);
        Filed = await queries.PetitionOf(petitioner);
        Contact = Contact.Of(Filed.Events.AsItStands().Party);
        // The browser of somebody signed in as staff is no petitioner's, whatever codes they hold.
        Closed = User.Identity?.IsAuthenticated is true
            ? new Refusal(Basis, "not-the-petitioner", $"这台设备上有工作人员登录。{What}只能由信访人本人进行，请在自己的手机或电脑上办理。")
            : Refuse(Matter, Now);
        return null;
    }

    protected DateOnly Today => Now.Today;

    protected Rules Rules => store.Rules;

    private Act Now => new(Actor.Petitioner, store.Clock.GetUtcNow(), PrivateText.Absent, store.Rules, static _ => 0);

    private async Task<IActionResult> SendCode(Contact contact)
    {
        if (await codes.NewOneTimeCode(Petition) is not { } code)
            return Again(new Refusal(
                Basis, "too-many-codes",
                $"{QueryCodes.WindowMinutes}分钟内最多发{QueryCodes.OneTimeCodesPerPetition}次验证码，请稍后再试。", "oneTimeCode"));
        await outbox.Put(Messages.OneTimeCode(contact, code, store.Clock.GetUtcNow()));
        Sent = true;
        return Page();
    }

    private async Task<IActionResult> Do()
    {
        // What is wrong with the form is said first, so that a good code is not used up by a form that was refused.
        if (Decide(Matter, secondFactor: true, Now) is Decision.Refused incomplete) return Again([.. incomplete.Refusals]);
        var secondFactor = !AsksForCode || await codes.UseOneTimeCode(Petition, OneTimeCode);
        if (!secondFactor && !string.IsNullOrWhiteSpace(OneTimeCode))
            return Again(new Refusal(
                Basis, "wrong-one-time-code",
                $"验证码不对，或者已经过期、已经用过。请核对最新收到的那一条，{QueryCodes.OneTimeMinutes}分钟内有效；也可以重新发送。", "oneTimeCode"));
        if (await Record(secondFactor) is { Count: > 0 } refusals) return Again([.. refusals]);
        IsDone = true;
        return Done();
    }

    private PageResult Again(params Refusal[] refusals)
    {
        Refusals = refusals;
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
