using System.Buffers.Text;
using System.Security.Claims;
using System.Text;
using System.Text.Json;
using Dapper;
using Fido2NetLib;
using Fido2NetLib.Exceptions;
using Fido2NetLib.Objects;
using Xinqiao.Core;
using Xinqiao.Core.Furniture;
using Xinqiao.Web.Serving;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Identity;

/// <summary>A passkey of somebody's own: as the device names it, and as its holder does.</summary>
public sealed class OwnPasskey
{
    public string Id { get; init; } = "";
    public string Account { get; init; } = "";
    public byte[] Key { get; init; } = [];
    public long Counter { get; init; }
    public string Name { get; init; } = "";
    public long EnrolledAt { get; init; }
    public long? UsedAt { get; init; }

    public DateTimeOffset Enrolled => DateTimeOffset.FromUnixTimeMilliseconds(EnrolledAt);
    public DateTimeOffset? Used => UsedAt is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;
}

/// <summary>
/// 通行密钥 (WebAuthn) of staff. Devices keep them under the pseudonym of the account and always make sure of their holder first. Public
/// keys are kept; wrong ones count as wrong passwords do.
/// </summary>
public sealed class Passkeys(CaseStore store, People people, Challenges challenges, PublicAddress address)
{
    /// <summary>The form's field for what the browser brings from the device.</summary>
    public const string Field = "passkey";

    private const int LongestAnswer = 20_000;

    private static readonly Table Table = new(
        "passkeys", "id", "id account key:b counter:i label enrolled_at:i used_at:i removed_at:i", OnConflict.Replace);

    private const string Select =
        "SELECT id, account, key, counter, label AS name, enrolled_at AS enrolledAt, used_at AS usedAt FROM passkeys WHERE removed_at = 0";

    /// <summary>Whether browsers can make any for this site.</summary>
    public bool ArePossible => address.Domain is not null;

    /// <summary>The newest first.</summary>
    public async Task<IReadOnlyList<OwnPasskey>> Of(string person)
    {
        await using var connection = store.Database.OpenToRead();
        return (await connection.QueryAsync<OwnPasskey>($"{Select} AND account = @person ORDER BY enrolled_at DESC, id", new { person })).AsList();
    }

    /// <summary>What the browser asks a device for that knows a passkey of this site.</summary>
    public string ToShow(HttpContext context, ChallengeFor what) => Showing(challenges.Begin(context, what, Session(context))).ToJson();

    /// <summary>What the browser asks a device for that shall make one.</summary>
    public async Task<string> ToEnrol(HttpContext context)
    {
        var staff = Staff.Of(context.User);
        return Enrolling((await people.Find(staff.Id))!, challenges.Begin(context, ChallengeFor.Enrolment, Session(context)), await Of(staff.Id)).ToJson();
    }

    /// <summary>Keeps the public key of a device that was asked for one.</summary>
    public async Task<Result> Enrol(HttpContext context, string? name, string? answer)
    {
        var staff = Staff.Of(context.User);
        var (person, held) = ((await people.Find(staff.Id))!, await Of(staff.Id));
        var (made, trouble) = await Made(context, person, answer);
        var now = store.Clock.GetUtcNow().ToUnixTimeMilliseconds();
        return await store.Act(new Intent(staff.Actor, (_, act) => Passkey.Enrol(name, held.Count, trouble, act))
        {
            Beside = _ => [new Row(Table, [Base64Url.EncodeToString(made!.Id), staff.Id, made.PublicKey, (long)made.SignCount, name!.Trim(), now, null, 0L])],
        });
    }

    public async Task<Result> Remove(Staff staff, string? id)
    {
        var now = store.Clock.GetUtcNow().ToUnixTimeMilliseconds();
        var removed = (await Of(staff.Id)).FirstOrDefault(k => k.Id == id);
        return await store.Act(new Intent(staff.Actor, (_, act) => Passkey.Remove(removed is not null, act)) { Beside = _ => [RowOfRemoved(removed!, now)] });
    }

    /// <summary>Every passkey of an account, as rows that count no more.</summary>
    internal static async Task<IReadOnlyList<Row>> Voided(CaseStore store, string person)
    {
        await using var connection = store.Database.OpenToRead();
        var now = store.Clock.GetUtcNow().ToUnixTimeMilliseconds();
        return [.. (await connection.QueryAsync<OwnPasskey>($"{Select} AND account = @person", new { person })).Select(key => RowOfRemoved(key, now))];
    }

    /// <summary>Whose passkey was shown, or why it does not count.</summary>
    /// <param name="holder">Whose alone it may be; null where anybody may sign in.</param>
    public async Task<(Person? Person, PasskeyTrouble? Trouble)> Check(HttpContext context, ChallengeFor what, string? answer, string? holder = null)
    {
        if (await challenges.Spend(context, what, Session(context)) is not { } challenge) return (null, PasskeyTrouble.Expired);
        if (Read<AuthenticatorAssertionRawResponse>(answer) is not { RawId: { } id } shown || await Find(Base64Url.EncodeToString(id)) is not { } key
            || await people.Find(key.Account) is not { } person || (holder is not null && person.Id != holder)) return (null, PasskeyTrouble.Unknown);
        if (store.Clock.GetUtcNow().ToUnixTimeMilliseconds() < person.LockedUntil) return (null, PasskeyTrouble.Locked);
        var trouble = await Verify(shown, challenge, key);
        await people.Count(person, right: trouble is null);
        if (trouble == PasskeyTrouble.Stale)
            await store.Act(new Intent(person.ToStaff().Actor, (_, _) => Decision.Accept(new PasskeyCountFell(person.Id))));
        return trouble is null ? (person, null) : (null, trouble);
    }

    private async Task<PasskeyTrouble?> Verify(AuthenticatorAssertionRawResponse shown, byte[] challenge, OwnPasskey key)
    {
        var (result, trouble) = await Ask(fido => fido.MakeAssertionAsync(new MakeAssertionParams
        {
            AssertionResponse = shown,
            OriginalOptions = Showing(challenge),
            StoredPublicKey = key.Key,
            // What is counted is looked at below, by our own rule.
            StoredSignatureCounter = 0,
            IsUserHandleOwnerOfCredentialIdCallback = (owner, _) => Task.FromResult(owner.UserHandle.AsSpan().SequenceEqual(Encoding.UTF8.GetBytes(key.Account))),
        }));
        return trouble ?? (await Use(store, key, result!.SignCount) ? null : PasskeyTrouble.Stale);
    }

    /// <summary>Takes note of the count that a passkey came with; false where it does not go on from the last one.</summary>
    internal static async Task<bool> Use(CaseStore store, OwnPasskey key, long shown) => Passkey.Counts(key.Counter, shown) && await store.Write(batch => batch.Connection.Execute(
        "UPDATE passkeys SET counter = @shown, used_at = @now WHERE id = @id AND removed_at = 0 AND (counter < @shown OR (counter = 0 AND @shown = 0))",
        new { id = key.Id, shown, now = store.Clock.GetUtcNow().ToUnixTimeMilliseconds() }, batch.Transaction)) == 1;

    private async Task<(RegisteredPublicKeyCredential? Made, PasskeyTrouble? Trouble)> Made(HttpContext context, Person person, string? answer)
    {
        if (await challenges.Spend(context, ChallengeFor.Enrolment, Session(context)) is not { } challenge) return (null, PasskeyTrouble.Expired);
        if (Read<AuthenticatorAttestationRawResponse>(answer) is not { } made) return (null, PasskeyTrouble.Wrong);
        return await Ask(fido => fido.MakeNewCredentialAsync(new MakeNewCredentialParams
        {
            AttestationResponse = made,
            OriginalOptions = Enrolling(person, challenge, []),
            IsCredentialIdUniqueToUserCallback = async (asked, _) => await IsNew(Base64Url.EncodeToString(asked.CredentialId)),
        }));
    }

    private static async Task<(T? Result, PasskeyTrouble? Trouble)> Checked<T>(Task<T> asked) where T : class
    {
        try
        {
            return (await asked, null);
        }
        catch (Fido2VerificationException e)
        {
            return (null, e.Code == Fido2ErrorCode.UserVerificationRequirementNotMet ? PasskeyTrouble.Unverified : PasskeyTrouble.Wrong);
        }
        catch (Exception)
        {
            // The library reads bytes that anybody may have made: whatever it stumbles over is no passkey.
            return (null, PasskeyTrouble.Wrong);
        }
    }

    private Task<(T? Result, PasskeyTrouble? Trouble)> Ask<T>(Func<Fido2, Task<T>> ask) where T : class =>
        address.Domain is null ? Task.FromResult<(T?, PasskeyTrouble?)>((null, PasskeyTrouble.Wrong)) : Checked(ask(new Fido2(Site)));

    private Fido2Configuration Site => new()
    {
        RPID = address.Domain ?? "",
        RPName = store.Stamp.District + "信访",
        Origins = new HashSet<string> { address.Origin ?? "" },
        Timeout = Passkey.ChallengeMinutes * 60_000,
    };

    private AssertionOptions Showing(byte[] challenge) => AssertionOptions.Create(Site, challenge, [], UserVerificationRequirement.Required, null);

    // Whoever looks into the device finds the account's login, which its holder needs to choose by, and nothing else of them.
    private CredentialCreateOptions Enrolling(Person person, byte[] challenge, IReadOnlyList<OwnPasskey> held) => CredentialCreateOptions.Create(
        Site, challenge, new Fido2User { Id = Encoding.UTF8.GetBytes(person.Id), Name = person.Login, DisplayName = person.Login },
        new AuthenticatorSelection { ResidentKey = ResidentKeyRequirement.Required, UserVerification = UserVerificationRequirement.Required },
        AttestationConveyancePreference.None, [.. held.Select(k => new PublicKeyCredentialDescriptor(Base64Url.DecodeFromChars(k.Id)))], null, PubKeyCredParam.Defaults);

    private async Task<OwnPasskey?> Find(string id)
    {
        await using var connection = store.Database.OpenToRead();
        return (await connection.QueryAsync<OwnPasskey>($"{Select} AND id = @id", new { id })).SingleOrDefault();
    }

    private async Task<bool> IsNew(string id)
    {
        await using var connection = store.Database.OpenToRead();
        return await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM passkeys WHERE id = @id", new { id }) == 0;
    }

    private static T? Read<T>(string? answer) where T : class
    {
        if (answer is null or { Length: 0 or > LongestAnswer }) return null;
        try
        {
            return JsonSerializer.Deserialize<T>(answer);
        }
        catch (Exception e) when (e is JsonException or FormatException or NotSupportedException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }

    private static Row RowOfRemoved(OwnPasskey key, long at) => new(Table, [key.Id, key.Account, Array.Empty<byte>(), key.Counter, "", key.EnrolledAt, key.UsedAt, at]);

    private static string Session(HttpContext context) => context.User.FindFirstValue(Staff.SessionClaim) ?? "";
}
