using System.Text.RegularExpressions;
using Xunit;

namespace Xinqiao.Core.Tests.House;

/// <summary>docs/security/measures.md lists every key with its algorithm. Whoever brings another one into the code writes it down there first.</summary>
public sealed partial class KeyInventoryTests
{
    // What the code names, and the word for it in the inventory.
    private static readonly Dictionary<string, string> Algorithms = new()
    {
        ["AesGcm"] = "AES-256-GCM",
        ["SM4Engine"] = "SM4-GCM",
        ["GcmBlockCipher"] = "SM4-GCM",
        ["SHA256"] = "SHA-256",
        ["HMACSHA256"] = "HMAC-SHA-256",
        ["HKDF"] = "HKDF-SHA-256",
        ["SHA512"] = "PBKDF2-HMAC-SHA-512",
        ["Rfc2898DeriveBytes"] = "PBKDF2-HMAC-SHA-512",
        ["PasswordHasher"] = "PBKDF2-HMAC-SHA-512",
        ["PasswordHasherOptions"] = "PBKDF2-HMAC-SHA-512",
        ["Ed25519Signer"] = "Ed25519",
        ["Ed25519PrivateKeyParameters"] = "Ed25519",
        ["Ed25519PublicKeyParameters"] = "Ed25519",
        ["Totp"] = "TOTP",
        ["Fido2"] = "WebAuthn",
        ["AddDataProtection"] = "AES-256-CBC with HMAC-SHA-256",
        ["X509Certificate2"] = "certificate",
        ["X509CertificateLoader"] = "certificate",
    };

    // Where something is to be found, or what was done: nothing that has to be kept from anybody who has the folder's other files.
    private static readonly string[] NoSecrets = ["witnesses", "erasures", "smtp-ca.pem", "clamd", "scans"];

    private static readonly string Inventory = Keys().Match(File.ReadAllText(Repository.Path("docs/security/measures.md"))).Value;

    [Fact]
    public void Every_algorithm_that_the_code_names_stands_in_the_inventory_of_keys()
    {
        var named = Repository.Files("src", "*.cs").SelectMany(file => Naming().Matches(File.ReadAllText(Repository.Path(file))).Select(m => m.Value))
            .Where(name => !Ours().IsMatch(name)).Distinct().ToList();

        Assert.Contains("AesGcm", named);
        Assert.DoesNotContain(named, name => !Algorithms.ContainsKey(name));
        Assert.DoesNotContain(Algorithms, known => !Inventory.Contains(known.Value, StringComparison.Ordinal));
        // Nor does the table know one that the code has left behind.
        Assert.DoesNotContain(Algorithms.Keys, known => !named.Contains(known));
    }

    [Fact]
    public void Every_file_of_the_key_folder_that_is_a_secret_stands_in_the_inventory_of_keys()
    {
        var code = File.ReadAllText(Repository.Path("src/Web/Storage/KeyFolder.cs"));
        string[] files = [.. InTheFolder().Matches(code).Select(m => m.Groups[1].Value), "wrapping-", "identity-", "code.key", "log-"];

        Assert.Contains("provider", files);
        Assert.Superset(NoSecrets.ToHashSet(), files.ToHashSet());
        Assert.DoesNotContain(files.Except(NoSecrets), file => !Inventory.Contains($"`{file}", StringComparison.Ordinal));
    }

    [GeneratedRegex(@"## Keys\n.*?(?=\n## )", RegexOptions.Singleline)]
    private static partial Regex Keys();

    [GeneratedRegex(@"\b(?:Aes\w*|TripleDES\w*|RC2\w*|ChaCha\w*|\w+BlockCipher|(?:AES|SM4|DES|Blowfish|Salsa\w*|ChaCha\w*)\w*Engine|HMAC\w+|HKDF|MD5|SHA\d+|KMAC\w*|Rfc2898\w*|PasswordHasher\w*|Argon2\w*|Ed25519\w*|Ed448\w*|X25519\w*|ECDsa\w*|ECDiffieHellman\w*|RSA\w*|DSA\w*|SM[23]\w*|Totp|Hotp|Fido2|AddDataProtection|X509Certificate(?:2|Loader)?)\b")]
    private static partial Regex Naming();

    // Names of this project that begin alike.
    [GeneratedRegex("^(?:Aes256Gcm|Ed25519|Ed25519Verifier|Ed25519Length|X509Certificate)$")]
    private static partial Regex Ours();

    [GeneratedRegex("Path\\.Combine\\(Folder, \"([^\"]+)\"\\)")]
    private static partial Regex InTheFolder();
}
