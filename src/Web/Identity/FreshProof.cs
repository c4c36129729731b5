using System.Security.Claims;
using Dapper;
using Xinqiao.Core;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Identity;

/// <summary>With what somebody shows once more who they are.</summary>
public enum ProofKind
{
    Password,
    Code,
    Passkey,
    CodeOrPasskey,
}

/// <summary>
/// 再次确认身份: before a seal is lifted, who accuses is told, a matter is closed or a list leaves the platform, whoever sits there shows once more
/// who they are, unless they did within ten minutes. A browser that was left open does none of these. By the password, or by the authenticator or
/// a passkey where one is enrolled; wrong ones count as wrong ones at the sign-in do.
/// </summary>
public sealed class FreshProof(CaseStore store, People people, SecondFactors factors)
{
    /// <summary>The form's field.</summary>
    public const string Field = "confirm";

    public const int LastsMinutes = 10;

    public static readonly Article Source = Article.House("解密、办结、导出前再次确认身份");

    /// <summary>What has to be shown; null where it was shown a moment ago.</summary>
    public async Task<ProofKind?> Wanted(HttpContext context)
    {
        var staff = Staff.Of(context.User);
        var since = store.Clock.GetUtcNow().AddMinutes(-LastsMinutes).ToUnixTimeMilliseconds();
        await using var connection = store.Database.OpenToRead();
        var shown = await connection.ExecuteScalarAsync<long?>(
            "SELECT proven_at FROM sessions WHERE id = @id AND account = @account", new { id = Session(context), account = staff.Id });
        return shown > since ? null : KindOf((await people.Find(staff.Id))!);
    }

    /// <summary>Reads it from the form where it is wanted.</summary>
    /// <returns>Why nothing may be done yet; null where it was right, or shown a moment ago.</returns>
    public async Task<Refusal?> Ask(HttpContext context)
    {
        if (await Wanted(context) is not { } kind) return null;
        // A passkey that is shown is looked at before the form is sent: what is still wanted now was not shown.
        if (kind == ProofKind.Passkey) return new Refusal(Source, "proof-missing", "请先用通行密钥确认身份。", Field);
        var isCode = kind != ProofKind.Password;
        var typed = (await context.Request.ReadFormAsync()).TryGetValue(Field, out var value) ? value.ToString() : "";
        var what = (Phrase)(isCode ? (Phrase)"动态口令" : "登录密码");
        if (typed.Length is 0 or > 200) return new Refusal(Source, "proof-missing", $"请再输入一次{what}。", Field);
        var person = (await people.Find(Staff.Of(context.User).Id))!;
        var right = isCode ? await factors.Check(person, typed) : await people.Check(person.Login, typed) is not null;
        if (!right) return new Refusal(Source, "proof-wrong", $"{what}不对，或者登录已经锁定。", Field);
        await Show(context);
        return null;
    }

    /// <summary>Whoever is signed in has just shown who they are.</summary>
    public Task Show(HttpContext context)
    {
        var (id, now) = (Session(context), store.Clock.GetUtcNow().ToUnixTimeMilliseconds());
        return store.Write(batch => batch.Connection.Execute("UPDATE sessions SET proven_at = @now WHERE id = @id", new { id, now }, batch.Transaction));
    }

    private static ProofKind KindOf(Person person) => (person.HasFactor, person.Passkeys > 0) switch
    {
        (true, true) => ProofKind.CodeOrPasskey,
        (true, false) => ProofKind.Code,
        (false, true) => ProofKind.Passkey,
        (false, false) => ProofKind.Password,
    };

    private static string? Session(HttpContext context) => context.User.FindFirstValue(Staff.SessionClaim);
}
