using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MailKit.Security;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Notices;

/// <summary>
/// The office's mail server, as the file <c>smtp</c> in the key folder names it: one line,
/// <c>smtps://user:password@host:465?from=xf@example.gov.cn</c>, or <c>smtp://</c> for a server that is asked to encrypt (STARTTLS).
/// Nothing is sent in clear but to this machine itself.
/// </summary>
/// <param name="From">The address that the messages come from.</param>
public sealed record MailServer(string Host, int Port, SecureSocketOptions Security, string? User, string? Password, string From)
{
    /// <summary>Whom this office believes besides those whom everybody believes: its own authority, from the file <c>smtp-ca.pem</c>.</summary>
    public X509Certificate2Collection Authorities { get; init; } = [];

    private const string Example = "smtps://用户名:密码@mail.example.gov.cn:465?from=xf@example.gov.cn";

    /// <summary>Null where no server is named; then messages wait in the outbox for a gateway.</summary>
    /// <exception cref="DatabaseUnusableException">The file says something else.</exception>
    public static MailServer? Of(KeyFolder keys) => File.Exists(keys.MailServer)
        ? Parse(File.ReadAllText(keys.MailServer).Trim(), keys.MailServer) with { Authorities = Read(keys.MailAuthorities) }
        : null;

    internal static X509Certificate2Collection Read(string file)
    {
        var authorities = new X509Certificate2Collection();
        if (!File.Exists(file)) return authorities;
        try
        {
            authorities.ImportFromPemFile(file);
        }
        catch (CryptographicException)
        {
            // Said below: it holds none that can be read.
        }

        return authorities.Count > 0 ? authorities : throw new DatabaseUnusableException($"文件 {file} 中没有可以读取的证书，应为 PEM 格式的签发机构证书。");
    }

    /// <summary>
    /// A server whom everybody believes, or one whose certificate this office's own authority issued, under the server's name. Whatever
    /// is wrong with it otherwise, it is not spoken to.
    /// </summary>
    public bool Believes(X509Certificate? certificate, X509Chain? sent, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.None) return true;
        if (errors != SslPolicyErrors.RemoteCertificateChainErrors || Authorities.Count == 0 || certificate is not X509Certificate2 own) return false;
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(Authorities);
        // An office's own authority publishes no list of what it took back.
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        if (sent is not null) chain.ChainPolicy.ExtraStore.AddRange(sent.ChainElements.Select(e => e.Certificate).ToArray());
        return chain.Build(own);
    }

    internal static MailServer Parse(string text, string file)
    {
        // The line holds a password, so what is wrong is said without it.
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("smtp" or "smtps") || uri.Host == "")
            throw new DatabaseUnusableException($"邮件服务器文件 {file} 应为一行，例如 {Example}");
        var from = uri.Query.StartsWith("?from=", StringComparison.Ordinal) ? Uri.UnescapeDataString(uri.Query["?from=".Length..]) : "";
        if (!MimeKit.MailboxAddress.TryParse(from, out var address) || !address.Address.Contains('@'))
            throw new DatabaseUnusableException($"邮件服务器文件 {file} 没有写明发件地址，应以 ?from=地址 结尾，例如 {Example}");
        var account = uri.UserInfo.Split(':', 2);
        return new MailServer(
            uri.Host, uri.Port > 0 ? uri.Port : uri.Scheme == "smtps" ? 465 : 587,
            uri.Scheme == "smtps" ? SecureSocketOptions.SslOnConnect
            : uri.IsLoopback ? SecureSocketOptions.StartTlsWhenAvailable : SecureSocketOptions.StartTls,
            account[0] == "" ? null : Uri.UnescapeDataString(account[0]),
            account.Length > 1 ? Uri.UnescapeDataString(account[1]) : null, address.Address);
    }
}
