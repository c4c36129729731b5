using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Web.Citizens;
using Xinqiao.Web.Notices;
using Xinqiao.Web.Serving;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Matters.Citizen;

/// <summary>
/// The petitioner's judgement. It asks for two things no office holds: the sign-in by query code, and a one-time code sent to the
/// contact that was registered with the petition.
/// </summary>
[IgnoreAntiforgeryToken]
public sealed class RateModel(CaseStore store, PetitionerQueries queries, QueryCodes codes, Outbox outbox) : PageModel
{
    public int Serial { get; private set; }
    public Matter Matter { get; private set; } = null!;
    public Contact? Contact { get; private set; }
    public string? Department { get; private set; }
    public string? Unit { get; private set; }
    public string? Reason { get; private set; }
    public string? OneTimeCode { get; private set; }
    public IReadOnlyList<Refusal> Refusals { get; private set; } = [];
    public string? Warning { get; private set; }

    /// <summary>A code is on its way.</summary>
    public bool Sent { get; private set; }

    /// <summary>The rating was recorded.</summary>
    public bool Rated { get; private set; }

    /// <summary>Why nothing can be rated now; null where it can.</summary>
    public Refusal? Closed { get; private set; }

    private StreamId Petition => Matter.Petition;

    public async Task<IActionResult> OnGet(int serial = 1) => await Find(serial) ?? Page();

    public async Task<IActionResult> OnPost(
        [FromForm(Name = "do")] string? action, [FromForm] string? department, [FromForm] string? unit, [FromForm] string? reason,
        [FromForm] string? oneTimeCode, int serial = 1)
    {
        if (await Find(serial) is { } elsewhere) return elsewhere;
        (Department, Unit, Reason, OneTimeCode) = (department, unit, reason, oneTimeCode);
        if (Closed is not null || Contact is null) return Refuse(Closed ?? NoContact);
        if (!await FormToken.IsFresh(HttpContext))
        {
            Warning = FormToken.Stale;
            return Refuse();
        }

        return action == "send-code" ? await SendCode(Contact) : await Rate();
    }

    /// <summary>Loads the matter; an answer where there is none to load.</summary>
    private async Task<IActionResult?> Find(int serial)
    {
        if (await Petitioner.Of(HttpContext) is not { } petitioner) return Redirect("/track");
        var matters = await queries.MattersOf(petitioner);
        if (serial < 1 || serial > matters.Count) return NotFound();
        (Serial, Matter) = (serial, matters[serial - 1].State);
        Contact = Contact.Of((await queries.PetitionOf(petitioner)).Last<PetitionFiled>()!.Party);
        // The browser of somebody signed in as staff is no petitioner's, whatever codes they hold.
        Closed = User.Identity?.IsAuthenticated is true
            ? new Refusal(Rating.Source, "not-the-petitioner", "这台设备上有工作人员登录。评价只能由信访人本人作出，请在自己的手机或电脑上评价。")
            : Decide(Satisfaction.Satisfied, Satisfaction.Satisfied, null, secondFactor: true) is Decision.Refused refused
                ? refused.Refusals[0]
                : null;
        return null;
    }

    private static Refusal NoContact => new(
        Rating.Source, "no-contact", "网上评价要向您登记的手机或邮箱发验证码，这件信访没有留联系方式。可以到接待窗口填写纸质评价表并签名。");

    private async Task<IActionResult> SendCode(Contact contact)
    {
        if (await codes.NewOneTimeCode(Petition) is not { } code)
            return Refuse(new Refusal(
                Rating.Source, "too-many-codes",
                $"{QueryCodes.WindowMinutes}分钟内最多发{QueryCodes.OneTimeCodesPerPetition}次验证码，请稍后再试。", "oneTimeCode"));
        await outbox.Put(new Message(
            contact.To, contact.By, $"您的验证码是{code}，{QueryCodes.OneTimeMinutes}分钟内有效。请不要告诉任何人。", store.Clock.GetUtcNow()));
        Sent = true;
        return Page();
    }

    private async Task<IActionResult> Rate()
    {
        var (department, unit) = (Words.TryParse<Satisfaction>(Department), Words.TryParse<Satisfaction>(Unit));
        // What is wrong with the form is said first, so that a good code is not used up by a form that was refused.
        if (Decide(department, unit, Reason, secondFactor: true) is Decision.Refused incomplete)
            return Refuse([.. incomplete.Refusals]);
        var secondFactor = await codes.UseOneTimeCode(Petition, OneTimeCode);
        var intent = new Intent(
            Actor.Petitioner, (cases, act) => Rating.Rate(cases.Matter(Matter.Id), department, unit, Reason, secondFactor, act));
        var result = await store.Act(intent with { Streams = [Matter.Id] });
        if (result is Result.Refused refused) return Refuse([.. refused.Refusals]);
        Rated = true;
        return Page();
    }

    private Decision Decide(Satisfaction? department, Satisfaction? unit, string? reason, bool secondFactor) => Rating.Rate(
        Matter, department, unit, reason, secondFactor,
        new Act(Actor.Petitioner, store.Clock.GetUtcNow(), PrivateText.Absent, store.Rules, _ => 0));

    private PageResult Refuse(params Refusal[] refusals)
    {
        Refusals = refusals;
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
