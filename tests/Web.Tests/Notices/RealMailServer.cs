using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Xinqiao.Web.Tests.Boundary;
using Xunit;

namespace Xinqiao.Web.Tests.Notices;

/// <summary>
/// Debian's aiosmtpd on this machine, with a certificate from an authority that was made for the test and that nobody else believes. It
/// asks for STARTTLS and for a password. Skipped by name where it is not there.
/// </summary>
internal sealed class RealMailServer : IDisposable
{
    public const string User = "xf@example.gov.cn", Password = "p@ss wort";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("xinqiao-smtp-");
    private readonly Process process;

    /// <param name="name">For which name its certificate is.</param>
    public RealMailServer(string name = "localhost")
    {
        var python = Environment.GetEnvironmentVariable("XINQIAO_TEST_SMTP");
        Assert.SkipWhen(python is null, "XINQIAO_TEST_SMTP is not set: python3-aiosmtpd is not here.");
        Certify(name);
        process = Process.Start(new ProcessStartInfo(python!, [
            Path.Combine(Sources.Root, "tests/Web.Tests/Notices/smtp_server.py"), In("server.pem"), In("server.key"), User, Password, In("mails")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        Port = int.Parse(process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The mail server did not start."));
    }

    public int Port { get; }

    /// <summary>The certificate of the authority that issued the server's.</summary>
    public string Authority => In("ca.pem");

    /// <summary>What was sent, and over which connection: user, whether encrypted, from whom, to whom; then the mail.</summary>
    public string Mails => File.Exists(In("mails")) ? File.ReadAllText(In("mails")) : "";

    private string In(string file) => Path.Combine(folder.FullName, file);

    private void Certify(string name)
    {
        var (from, until) = (DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        using var authorityKey = RSA.Create(2048);
        var authority = new CertificateRequest("CN=Office", authorityKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        authority.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var issuer = authority.CreateSelfSigned(from, until);
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=" + name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        if (name == "localhost") names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.Create(issuer, from, until, [1, 2, 3, 4]);
        File.WriteAllText(In("ca.pem"), issuer.ExportCertificatePem());
        File.WriteAllText(In("server.pem"), certificate.ExportCertificatePem());
        File.WriteAllText(In("server.key"), key.ExportPkcs8PrivateKeyPem());
    }

    public void Dispose()
    {
        process?.StandardInput.Close();
        process?.WaitForExit();
        process?.Dispose();
        folder.Delete(recursive: true);
    }
}
