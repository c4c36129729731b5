using System.Security.Cryptography;
using System.Text;
using Dapper;
using Xinqiao.Core;
using Xinqiao.Core.Petitions;
using Xinqiao.Web.Serving;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Citizens;

/// <summary>For what a one-time code is good.</summary>
public enum OneTimeUse
{
    /// <summary>An act of a petitioner who is signed in.</summary>
    OwnAct,

    /// <summary>A new query code in place of a lost one.</summary>
    Reissue,
}

/// <summary>
/// Query codes and one-time codes. Only keyed digests are stored, under a key outside the database; attempts are counted in the
/// database, per number and per address, so that several nodes count together.
/// </summary>
/// <param name="turnedAway">Null where no site tells of it: a verb.</param>
public sealed class QueryCodes(CaseStore store, TurnedAway? turnedAway = null)
{
    public const int Digits = 16, OneTimeDigits = 6, OneTimeMinutes = 10, OneTimeTries = 5;

    /// <summary>Wrong codes within a quarter of an hour, for one number and from one address.</summary>
    public const int TriesPerNumber = 5, TriesPerAddress = 30, WindowMinutes = 15;

    /// <summary>One-time codes sent to one contact within the same time.</summary>
    public const int OneTimeCodesPerPetition = 3;

    /// <summary>Requests for a new query code by one number: every sending allowed and as many tries as any number has.</summary>
    public const int LostPerNumber = OneTimeCodesPerPetition + TriesPerNumber;

    /// <summary>Told before anything is looked up or counted. The check digit is public arithmetic: it says nothing of what exists.</summary>
    public const string Mistyped = "编号不完整或者有错字，请对照回执上的编号。";

    private static readonly Table Codes = new("query_codes", "petition", "petition mac:b issued_at:i", OnConflict.Replace);

    private static readonly Table OneTime = new(
        "one_time_codes", "petition", "petition mac:b expires_at:i tries:i", OnConflict.Replace);

    /// <summary>Sixteen digits from the system's generator: 53 bits.</summary>
    public static string NewCode() => Random(Digits);

    /// <summary>The row beside the event that issues a code; it takes the place of the one before.</summary>
    public Row RowOf(StreamId petition, string code, DateTimeOffset issuedAt) =>
        new(Codes, [petition.Value, Mac("query", petition.Value, code), issuedAt.ToUnixTimeMilliseconds()]);

    /// <summary>
    /// The petition whose number and code these are. Null for an unknown number, a wrong code, and too many tries, alike in words
    /// and in work.
    /// </summary>
    public async Task<StreamId?> Check(string? number, string? code, string address)
    {
        number = PetitionNumber.Parse(number);
        var (subjects, now) = (Subjects("", number, address), store.Clock.GetUtcNow().ToUnixTimeMilliseconds());
        // Counted before it is looked at, so that many tries at once are no way round the limit.
        var tries = await store.Write(batch => subjects.Select(subject => Count(batch, subject, now)).ToArray());
        if (tries[0] > TriesPerNumber || tries[1] > TriesPerAddress)
        {
            turnedAway?.Tell(TurnedAwayBy.QueryCodeTries);
            return null;
        }


        await using var connection = store.Database.OpenToRead();
        var (petition, mac) = (await connection.QueryAsync<(string?, byte[]?)>(
            """
            SELECT c.petition, c.mac FROM query_codes c JOIN petitions p ON p.id = c.petition WHERE p.number = @number
            """, new { number })).SingleOrDefault();
        var expected = Mac("query", petition ?? "", OnlyDigits(code));
        if (petition is null || !CryptographicOperations.FixedTimeEquals(mac, expected)) return null;
        await store.Write(batch => subjects.Sum(subject => Forgive(batch, subject)));
        return new StreamId(petition);
    }

    /// <summary>
    /// The petition of a number whose code was lost; each asking is counted, apart from tries with a query code, since whoever lost
    /// one has tried. Null for an unknown number and after too many askings, alike.
    /// </summary>
    public async Task<StreamId?> FindLost(string? number, string address)
    {
        number = PetitionNumber.Parse(number);
        var (subjects, now) = (Subjects("lost-", number, address), store.Clock.GetUtcNow().ToUnixTimeMilliseconds());
        var asked = await store.Write(batch => subjects.Select(subject => Count(batch, subject, now)).ToArray());
        if (asked[0] > LostPerNumber || asked[1] > TriesPerAddress)
        {
            turnedAway?.Tell(TurnedAwayBy.LostCodeRequests);
            return null;
        }

        await using var connection = store.Database.OpenToRead();
        return await connection.ExecuteScalarAsync<string?>("SELECT id FROM petitions WHERE number = @number", new { number }) is { } id
            ? new StreamId(id)
            : null;
    }

    // A right code is no try: whoever has it may come as often as they like.
    private static int Forgive(IBatch batch, string subject) => batch.Connection.Execute(
        "UPDATE attempts SET count = count - 1 WHERE subject = @subject AND count > 0", new { subject }, batch.Transaction);

    // How many within the window, this one included.
    private static long Count(IBatch batch, string subject, long now) => batch.Connection.ExecuteScalar<long>(
        """
        INSERT INTO attempts (subject, since, count) VALUES (@subject, @now, 1)
        ON CONFLICT (subject) DO UPDATE SET
          count = CASE WHEN attempts.since > @since THEN attempts.count + 1 ELSE 1 END,
          since = CASE WHEN attempts.since > @since THEN attempts.since ELSE @now END
        RETURNING count
        """, new { subject, now, since = now - WindowMinutes * 60_000L }, batch.Transaction);

    // Numbers and addresses are counted under keyed digests: the table says nothing about who asked for what.
    private string[] Subjects(string of, string? number, string address) =>
        [Subject(of + "number", number ?? ""), Subject(of + "address", address)];

    private string Subject(string kind, string value) => Convert.ToHexStringLower(Mac("attempts", kind, value)[..16]);

    /// <summary>When the code in force was issued, in milliseconds since 1970; null where the petition has none.</summary>
    public async Task<long?> IssuedAt(StreamId petition)
    {
        await using var connection = store.Database.OpenToRead();
        return await connection.ExecuteScalarAsync<long?>(
            "SELECT issued_at FROM query_codes WHERE petition = @id", new { id = petition.Value });
    }

    /// <summary>
    /// A fresh one-time code for a petition; any earlier one of the same use stops working. Null where too many were asked for.
    /// </summary>
    public async Task<string?> NewOneTimeCode(StreamId petition, OneTimeUse use = OneTimeUse.OwnAct)
    {
        var (code, now, key) = (Random(OneTimeDigits), store.Clock.GetUtcNow(), Key(petition, use));
        var expires = now.AddMinutes(OneTimeMinutes).ToUnixTimeMilliseconds();
        var asked = Subject("one-time", key);
        var sent = await store.Write(batch =>
        {
            if (Count(batch, asked, now.ToUnixTimeMilliseconds()) > OneTimeCodesPerPetition) return null;
            batch.Put(OneTime, [[key, Mac("one-time", key, code), expires, 0L]]);
            batch.Flush();
            return code;
        });
        if (sent is null) turnedAway?.Tell(TurnedAwayBy.OneTimeCodes);
        return sent;
    }

    /// <summary>Whether this is the petition's one-time code; it is used up by the answer yes, and after five wrong tries.</summary>
    public async Task<bool> UseOneTimeCode(StreamId petition, string? code, OneTimeUse use = OneTimeUse.OwnAct)
    {
        var id = Key(petition, use);
        var expected = Mac("one-time", id, OnlyDigits(code));
        var now = store.Clock.GetUtcNow().ToUnixTimeMilliseconds();
        var (isRight, isOver) = await store.Write(batch =>
        {
            var (mac, expires, tries) = batch.Connection.Query<(byte[]?, long, long)>(
                "SELECT mac, expires_at, tries FROM one_time_codes WHERE petition = @id", new { id },
                batch.Transaction).SingleOrDefault();
            if (mac is null || expires < now || tries >= OneTimeTries) return (false, tries >= OneTimeTries);
            var right = CryptographicOperations.FixedTimeEquals(mac, expected);
            batch.Connection.Execute(
                right
                    ? "DELETE FROM one_time_codes WHERE petition = @id"
                    : "UPDATE one_time_codes SET tries = tries + 1 WHERE petition = @id",
                new { id }, batch.Transaction);
            return (right, false);
        });
        if (isOver) turnedAway?.Tell(TurnedAwayBy.OneTimeCodeTries);
        return isRight;
    }

    // Anybody who knows a number can ask for the code of a reissue; that must not void the one the petitioner is typing.
    private static string Key(StreamId petition, OneTimeUse use) => use switch
    {
        OneTimeUse.OwnAct => petition.Value,
        OneTimeUse.Reissue => petition.Value + ":reissue",
    };

    private byte[] Mac(string use, string about, string value) =>
        HMACSHA256.HashData(store.Keys.CodeKey, Encoding.UTF8.GetBytes($"{use}\n{about}\n{value}"));

    /// <summary>As many digits as every query code has.</summary>
    public static bool IsWhole(string? code) => OnlyDigits(code).Length == Digits;

    private static string OnlyDigits(string? code) =>
        code is null || code.Length > 60
            ? ""
            : string.Concat(code.Select(c => c is >= '０' and <= '９' ? (char)(c - '０' + '0') : c).Where(char.IsAsciiDigit));

    private static string Random(int digits) =>
        string.Create(digits, 0, static (span, _) =>
        {
            for (var i = 0; i < span.Length; i++) span[i] = (char)('0' + RandomNumberGenerator.GetInt32(10));
        });
}
