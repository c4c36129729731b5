using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Xinqiao.Core.Furniture;

namespace Xinqiao.Web.Identity;

/// <summary>
/// Digests of staff's passwords, by ASP.NET Core Identity (PBKDF2-HMAC-SHA-512). Passwords of a demo or replay database are printed
/// in the README: they are worth no work, and the server that shows the demo is often a small one.
/// </summary>
public sealed class PasswordDigests
{
    /// <summary>Rounds of a digest: what OWASP names for PBKDF2-HMAC-SHA-512, and where the passwords are known to everybody.</summary>
    public const int Rounds = 210_000, RoundsOfKnown = 1_000;

    private static readonly PasswordDigests Real = new(Rounds), Known = new(RoundsOfKnown);

    private readonly PasswordHasher<Person> hasher;
    private readonly int rounds;
    private readonly Lazy<string> nobodys;

    private PasswordDigests(int rounds)
    {
        this.rounds = rounds;
        hasher = new PasswordHasher<Person>(Options.Create(new PasswordHasherOptions { IterationCount = rounds }));
        nobodys = new Lazy<string>(() => Of("nobody has this password"));
    }

    public static PasswordDigests For(DatabaseKind kind) => kind == DatabaseKind.Real ? Real : Known;

    public string Of(string password) => hasher.HashPassword(new Person(), password);

    /// <summary>
    /// Of a password that was made by the system's generator: to a hundred bits of chance rounds add nothing, and a district's sheet holds hundreds.
    /// What its holder chooses in its place is kept by all of them.
    /// </summary>
    public static string OfMade(string password) => Known.Of(password);

    /// <summary>
    /// Whether the password is that of the digest, and whether it should be kept by more rounds. Where there is no digest (no such
    /// account, or nobody was given a password for it), and where there is one of fewer rounds, as much work is done as for any other.
    /// </summary>
    public (bool Matches, bool IsWeak) Check(string? digest, string password)
    {
        var (looked, more) = WorkFor(digest);
        var result = hasher.VerifyHashedPassword(new Person(), looked, password);
        if (more > 0) Rfc2898DeriveBytes.Pbkdf2(password, "sixteen or more."u8, more, HashAlgorithmName.SHA512, 32);
        return looked == digest
            ? (result != PasswordVerificationResult.Failed, result == PasswordVerificationResult.SuccessRehashNeeded)
            : (false, false);
    }

    /// <summary>The digest that is looked at, and how many rounds are done beside it.</summary>
    internal (string Digest, int RoundsMore) WorkFor(string? digest)
    {
        var looked = string.IsNullOrEmpty(digest) ? nobodys.Value : digest;
        return (looked, Math.Max(0, rounds - RoundsOf(looked)));
    }

    /// <summary>How many rounds a digest was made by: the third word of the framework's format, after its mark and the algorithm.</summary>
    internal static int RoundsOf(string digest) =>
        System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(Convert.FromBase64String(digest).AsSpan(5, 4));
}
