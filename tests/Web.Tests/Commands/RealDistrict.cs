using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Tests.Commands;

/// <summary>A district that init founds and serve opens, in a folder of its own.</summary>
internal sealed class RealDistrict : IDisposable
{
    public Scratch Scratch { get; } = new();
    public TestClock Clock { get; } = new();
    public string Database => Scratch["real.db"];
    public string Keys => Scratch["keys"];

    public Task<Typed> Init(string input = "", params string[] more) => Typed.Run(
        input, Clock, ["init", "--database", Database, "--keys", Keys, "--district", "320613", "--origin", "xf.example.gov.cn", "--admin", "admin", .. more]);

    /// <summary>What is typed to serve it.</summary>
    public string[] Serve(params string[] more) => ["serve", "--database", Database, "--keys", Keys, .. more];

    public string[] WithCertificate(DateTimeOffset? until = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(Clock.Now.AddYears(-1), until ?? Clock.Now.AddYears(10));
        File.WriteAllText(Scratch["cert.pem"], certificate.ExportCertificatePem());
        File.WriteAllText(Scratch["key.pem"], key.ExportPkcs8PrivateKeyPem());
        return ["--urls", "https://127.0.0.1:0", "--certificate", Scratch["cert.pem"], "--certificate-key", Scratch["key.pem"]];
    }

    public CaseStore Open()
    {
        var database = Databases.At(Database);
        database.Prepare();
        return new CaseStore(database, KeyFolder.Open(Keys), Clock, Rules.Embedded);
    }

    public void Dispose() => Scratch.Dispose();
}
