using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using OtpNet;
using QRCoder;
using Xinqiao.Core;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Serving;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Identity.Own;

/// <summary>Enrols an authenticator: a picture to scan, a code that proves it, recovery codes to keep. Nothing is stored before the proof.</summary>
[IgnoreAntiforgeryToken]
public sealed class SecondFactorModel(People people, SecondFactors factors, FreshProof proof, IDataProtectionProvider protection) : PageModel
{
    private const int Pixels = 232;

    private byte[] secret = [];

    /// <summary>The secret between showing and proving, for this account alone.</summary>
    [BindProperty(Name = "secret")]
    public string? Sealed { get; set; }

    [BindProperty(Name = "code")]
    public string? Code { get; set; }

    /// <summary>Whoever enrols shows that they are the holder and not somebody at a browser that was left open.</summary>
    public ProofKind? Confirms { get; private set; }

    public bool IsEnrolled { get; private set; }
    public int Left { get; private set; }

    /// <summary>Shown once, after enrolling.</summary>
    public IReadOnlyList<string> Recovery { get; private set; } = [];

    public bool IsDuty => User.HasClaim(Identity.Staff.DutyClaim, Words.Of(FirstDuty.SecondFactor));

    /// <summary>In fours, as it is typed.</summary>
    public string SecretText => string.Join(' ', Base32Encoding.ToString(secret).Chunk(4).Select(c => new string(c)));

    public string Picture { get; private set; } = "";

    public async Task OnGet() => await Show(SecondFactors.NewSecret());

    public async Task<IActionResult> OnPost()
    {
        var shown = Opened(Sealed);
        await Show(shown ?? SecondFactors.NewSecret());
        if (shown is null || !await FormToken.IsFresh(HttpContext))
            return Back([new Refusal(Article.House("表单有效期"), "stale-form", "页面已过期，请重新扫描。")]);
        if (await proof.Ask(HttpContext) is { } unproven) return Back([unproven]);
        Confirms = null;
        var (result, recovery) = await factors.Enrol(Identity.Staff.Of(User), shown, Code);
        if (result is Result.Refused refused) return Back(refused.Refusals);
        Recovery = recovery;
        return Page();
    }

    private async Task Show(byte[] shown)
    {
        var person = (await people.Find(Identity.Staff.Of(User).Id))!;
        Confirms = await proof.Wanted(HttpContext);
        (secret, Sealed) = (shown, Protector.Protect(Convert.ToHexString(shown)));
        // What was posted is not what a new page sends.
        ModelState.Clear();
        (IsEnrolled, Left) = (person.HasFactor, person.HasFactor ? await factors.Left(person.Id) : 0);
        using var data = QRCodeGenerator.GenerateQrCode(factors.Address(person.Login, shown), QRCodeGenerator.ECCLevel.M);
        using var svg = new SvgQRCode(data);
        Picture = svg.GetGraphic(new System.Drawing.Size(Pixels, Pixels), sizingMode: SvgQRCode.SizingMode.WidthHeightAttribute);
    }

    private IDataProtector Protector => protection.CreateProtector("second-factor", Identity.Staff.Of(User).Id);

    private byte[]? Opened(string? text)
    {
        if (text is null or { Length: > 1_000 }) return null;
        try
        {
            return Convert.FromHexString(Protector.Unprotect(text));
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            return null;
        }
    }

    private PageResult Back(IReadOnlyList<Refusal> refusals)
    {
        ViewData["Refusals"] = refusals;
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
