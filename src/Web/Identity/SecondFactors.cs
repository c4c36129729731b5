using System.Security.Cryptography;
using System.Text;
using Dapper;
using OtpNet;
using Xinqiao.Core;
using Xinqiao.Core.Furniture;
using Xinqiao.Encryption;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Identity;

/// <summary>
/// 动态口令: the six digits of an authenticator (RFC 6238) beside the password, and recovery codes for when it is not at hand. The secret
/// is sealed under a key outside the database; a code counts once; wrong ones count as wrong passwords do.
/// </summary>
public sealed class SecondFactors(CaseStore store, People people)
{
    public const int RecoveryCodes = 10;

    private const int SecretLength = 20;

    private static readonly Table Factors = new("second_factors", "account", "account sealed:b enrolled_at:i last_step:i", OnConflict.Replace);
    private static readonly Table Recovery = new("recovery_codes", "account mac", "account mac:b enrolled_at:i used_at:i");
    private static readonly Table Posts = new(SecondFactorRow.Shape, OnConflict.Replace);
    private static readonly Table Resets = new("second_factor_resets", "account", "account asked_by asked_at:i", OnConflict.Replace);

    private byte[] Key => store.Keys.KeyFor("second-factor");

    public static byte[] NewSecret() => RandomNumberGenerator.GetBytes(SecretLength);

    /// <summary>What the authenticator reads from the picture.</summary>
    public string Address(string login, byte[] secret) =>
        $"otpauth://totp/{Uri.EscapeDataString(store.Stamp.District + "信访")}:{Uri.EscapeDataString(login)}"
        + $"?secret={Base32Encoding.ToString(secret)}&issuer={Uri.EscapeDataString(store.Stamp.District + "信访")}";

    /// <summary>Enrols an authenticator that showed a right code. The recovery codes are shown once.</summary>
    public async Task<(Result Result, IReadOnlyList<string> Recovery)> Enrol(Staff staff, byte[] secret, string? code)
    {
        var (step, now) = (Step(secret, code), store.Clock.GetUtcNow().ToUnixTimeMilliseconds());
        var codes = Enumerable.Range(0, RecoveryCodes).Select(_ => NewCode()).ToList();
        var person = (await people.Find(staff.Id))!;
        var result = await store.Act(new Intent(staff.Actor, (_, act) => SecondFactor.Enrol(step is not null, person.HasFactor, act))
        {
            Beside = _ =>
            [
                new Row(Factors, [staff.Id, Envelope.Seal(Key, secret, Place(staff.Id)), now, step!.Value]),
                .. codes.Select(c => new Row(Recovery, [staff.Id, Mac(staff.Id, now, c), now, null])),
            ],
        });
        return (result, codes);
    }

    /// <summary>Whether a code of the authenticator, or a recovery code, is right; either is used up by the answer yes.</summary>
    public async Task<bool> Check(Person person, string? code)
    {
        if (store.Clock.GetUtcNow().ToUnixTimeMilliseconds() < person.LockedUntil) return false;
        var right = await UseCode(person, code) || await UseRecovery(person, code);
        await people.Count(person, right);
        return right;
    }

    private async Task<bool> UseCode(Person person, string? code)
    {
        if (await Row(person.Id) is not { } row || Step(row.Secret, code) is not { } step) return false;
        // A code that was seen over a shoulder is no code: each step counts once, on whichever node.
        return await store.Write(batch => batch.Connection.Execute(
            "UPDATE second_factors SET last_step = @step WHERE account = @account AND last_step < @step",
            new { step, account = person.Id }, batch.Transaction)) == 1;
    }

    private async Task<bool> UseRecovery(Person person, string? code)
    {
        if (code is null || code.Length > 40 || await Row(person.Id) is not { } row) return false;
        var mac = Mac(person.Id, row.EnrolledAt, Plain(code));
        var used = await store.Write(batch => batch.Connection.Execute(
            "UPDATE recovery_codes SET used_at = @now WHERE account = @account AND mac = @mac AND used_at IS NULL",
            new { now = store.Clock.GetUtcNow().ToUnixTimeMilliseconds(), account = person.Id, mac }, batch.Transaction));
        if (used == 0) return false;
        var left = await Left(person.Id);
        await store.Act(new Intent(person.ToStaff().Actor, (_, _) => Decision.Accept(new RecoveryCodeUsed(person.Id, left))));
        return true;
    }

    /// <summary>How many recovery codes there still are.</summary>
    public async Task<int> Left(string person)
    {
        await using var connection = store.Database.OpenToRead();
        return await connection.ExecuteScalarAsync<int>(
            """
            SELECT count(*) FROM recovery_codes c JOIN second_factors f ON f.account = c.account AND f.enrolled_at = c.enrolled_at
            WHERE c.account = @person AND c.used_at IS NULL
            """, new { person });
    }

    /// <summary>Who asked that an authenticator be reset, as long as it can be agreed to; null where nobody did.</summary>
    public async Task<string?> ResetAskedBy(string person)
    {
        await using var connection = store.Database.OpenToRead();
        return await connection.ExecuteScalarAsync<string?>(
            "SELECT asked_by FROM second_factor_resets WHERE account = @person AND asked_at > @since",
            new { person, since = store.Clock.GetUtcNow().AddHours(-SecondFactor.ResetHours).ToUnixTimeMilliseconds() });
    }

    public Task<Result> AskReset(Actor by, Person person, string? reason) => store.Act(
        new Intent(by, (_, act) => SecondFactor.AskReset(person.Id, person.HasSecond, reason, act))
        {
            Beside = events => [new Row(Resets, [person.Id, by.Id, events[0].RecordedAt.ToUnixTimeMilliseconds()])],
        });

    /// <summary>Another administrator agrees; or somebody at the server itself resets it, who has the database in hand anyway.</summary>
    public async Task<Result> Reset(Actor by, Person person)
    {
        var (askedBy, passkeys) = (await ResetAskedBy(person.Id), await Passkeys.Voided(store, person.Id));
        return await store.Act(new Intent(by, (_, act) => SecondFactor.Reset(person.Id, person.HasSecond, askedBy, act))
        {
            // The codes belong to the moment of enrolling, so none of them counts any more.
            Beside = _ =>
            [
                new Row(Factors, [person.Id, Array.Empty<byte>(), 0L, 0L]), new Row(Resets, [person.Id, "", 0L]), People.RowOfSignedOut(person),
                .. passkeys,
            ],
        });
    }

    public Task<Result> Set(Actor by, Role? role, bool required) => store.Act(
        new Intent(by, (_, act) => SecondFactor.Set(role, required, act))
        {
            Beside = events => [new Row(Posts, SecondFactorRow.Values((SecondFactorSet)events[0].Event, events[0].Position))],
        });

    /// <summary>What the office chose for each post; what is missing follows the default.</summary>
    public async Task<IReadOnlyDictionary<Role, bool>> Chosen()
    {
        await using var connection = store.Database.OpenToRead();
        return (await connection.QueryAsync<(string Role, long Required)>("SELECT role, required FROM second_factor_posts"))
            .ToDictionary(r => Words.Parse<Role>(r.Role), r => r.Required == 1);
    }

    private async Task<(byte[] Secret, long EnrolledAt)?> Row(string account)
    {
        await using var connection = store.Database.OpenToRead();
        var row = (await connection.QueryAsync<(byte[]? Sealed, long EnrolledAt)>(
            "SELECT sealed, enrolled_at FROM second_factors WHERE account = @account AND enrolled_at > 0", new { account })).SingleOrDefault();
        return row.Sealed is null ? null : (Envelope.Open(Key, row.Sealed, Place(account)), row.EnrolledAt);
    }

    // Half a minute each way: telephones and servers are not in step to the second.
    private long? Step(byte[] secret, string? code)
    {
        var digits = code is null || code.Length > 20 ? "" : string.Concat(code.Normalize(NormalizationForm.FormKC).Where(char.IsAsciiDigit));
        return digits.Length == 6 && new Totp(secret).VerifyTotp(
            store.Clock.GetUtcNow().UtcDateTime, digits, out var step, VerificationWindow.RfcSpecifiedNetworkDelay) ? step : null;
    }

    private static string Place(string account) => "second_factors|" + account;

    private byte[] Mac(string account, long enrolledAt, string code) =>
        HMACSHA256.HashData(store.Keys.KeyFor("recovery-codes"), Encoding.UTF8.GetBytes($"{account}\n{enrolledAt}\n{Plain(code)}"));

    private static string Plain(string code) => string.Concat(code.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();

    private static string NewCode() => People.NewPassword()[..11];
}
