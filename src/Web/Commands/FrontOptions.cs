using System.CommandLine;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Xinqiao.Web.Serving;

namespace Xinqiao.Web.Commands;

/// <summary>By which address a real site is reached, and who ends HTTPS: the options of <c>serve</c>, which <c>init</c> writes down.</summary>
internal sealed class FrontOptions(TimeProvider clock)
{
    public const string PasswordVariable = "XINQIAO_CERTIFICATE_PASSWORD";

    private readonly Option<string?> urls = new("--urls")
    {
        Description = "监听地址，缺省 https://*:443；在代理之后缺省 http://127.0.0.1:8080 / where to listen",
    };

    private readonly Option<string?> certificate = new("--certificate")
    {
        HelpName = "file",
        Description = $"HTTPS 证书：PEM（另用 --certificate-key）或 PFX（口令取自 {PasswordVariable}） / PEM or PFX certificate",
    };

    private readonly Option<string?> certificateKey = new("--certificate-key")
    {
        HelpName = "file",
        Description = "PEM 证书的私钥 / the private key of a PEM certificate",
    };

    private readonly Option<string[]> proxies = new("--proxy")
    {
        HelpName = "address",
        AllowMultipleArgumentsPerToken = true,
        Description = "终结 HTTPS 的反向代理的 IP 地址，可多个 / addresses of the proxies that end HTTPS",
    };

    private readonly Option<string?> address = new("--address")
    {
        HelpName = "url",
        Description = "公布给大家的网址，如 https://xf.example.gov.cn；通行密钥和统一身份认证要用 / the address people know, needed by passkeys and a sign-in elsewhere",
    };

    private readonly Option<string[]> monitors = new("--monitor")
    {
        HelpName = "address",
        AllowMultipleArgumentsPerToken = true,
        Description = "监测系统的 IP 地址，可多个：除本机外，只有它们能打开 /health / addresses that may ask for /health beside this machine",
    };

    public void AddTo(Command verb)
    {
        verb.Add(monitors);
        verb.Add(address);
        verb.Add(urls);
        verb.Add(certificate);
        verb.Add(certificateKey);
        verb.Add(proxies);
    }

    /// <summary>The options as they were given, for a unit file; behind a proxy on the same machine where none was.</summary>
    public IReadOnlyList<string> AsGiven(ParseResult parsed)
    {
        List<string> given = [];
        if (parsed.GetValue(certificate) is { } file) given.AddRange(["--certificate", Path.GetFullPath(file)]);
        if (parsed.GetValue(certificateKey) is { } key) given.AddRange(["--certificate-key", Path.GetFullPath(key)]);
        if (parsed.GetValue(proxies) is { Length: > 0 } addresses) given.AddRange(["--proxy", .. addresses]);
        if (given.Count == 0) given.AddRange(["--proxy", "127.0.0.1"]);
        if (parsed.GetValue(urls) is { } listenAt) given.AddRange(["--urls", listenAt]);
        if (parsed.GetValue(monitors) is { Length: > 0 } asking) given.AddRange(["--monitor", .. asking]);
        if (parsed.GetValue(address) is { } known) given.AddRange(["--address", known]);
        return given;
    }

    /// <exception cref="VerbRefusedException">Neither HTTPS nor named proxies, or both, or something in them cannot be used.</exception>
    public (Front Front, string Urls) Read(ParseResult parsed)
    {
        var file = parsed.GetValue(certificate);
        var addresses = parsed.GetValue(proxies) ?? [];
        if (file is null && addresses.Length == 0)
            throw new VerbRefusedException(
                "正式库不以明文 HTTP 提供服务。请用 --certificate 给出证书，或用 --proxy 写明终结 HTTPS 的反向代理的地址。",
                "A real site is not served over plain HTTP: give --certificate, or name the proxies that end HTTPS with --proxy.");
        if (file is not null && addresses.Length > 0)
            throw new VerbRefusedException(
                "证书（--certificate）和代理（--proxy）只能用一个：要么自己终结 HTTPS，要么由代理终结。", "Use either --certificate or --proxy.");
        var (front, scheme, usual) = file is null
            ? ((Front)new Front.Proxies([.. addresses.Select(a => Address(a, "代理地址（--proxy）"))]), "http://", "http://127.0.0.1:8080")
            : (Certificate(file, parsed.GetValue(certificateKey)), "https://", "https://*:443");
        var listenAt = parsed.GetValue(urls) ?? usual;
        if (listenAt.Split(';').Any(url => !url.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)))
            throw new VerbRefusedException(
                file is null
                    ? $"在代理之后 --urls 应以 http:// 开头，现为 {listenAt}。"
                    : $"用证书提供服务时 --urls 只能是 https:// 地址，现为 {listenAt}。",
                $"With these options --urls must begin with {scheme}.");
        IPAddress[] asking = [.. (parsed.GetValue(monitors) ?? []).Select(a => Address(a, "监测系统的地址（--monitor）"))];
        return (front with { Address = Known(parsed.GetValue(address)), Monitors = asking }, listenAt);
    }

    private static Uri? Known(string? text) => text is null ? null
        : Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri is { Scheme: "https", PathAndQuery: "/", UserInfo: "", Fragment: "" } ? uri
        : throw new VerbRefusedException(
            $"公布的网址（--address）应以 https:// 开头，后面只有域名，现为“{text}”。", "--address takes https:// and a name, and nothing behind it.");

    private static IPAddress Address(string text, string what) => IPAddress.TryParse(text, out var address)
        ? address
        : throw new VerbRefusedException($"{what}应为 IP 地址，现为“{text}”。", "--proxy and --monitor take IP addresses.");

    private Front.Certificate Certificate(string file, string? key)
    {
        if (!File.Exists(file)) throw new VerbRefusedException($"找不到证书文件 {file}。", "There is no such certificate file.");
        Front.Certificate front;
        try
        {
            front = key is null ? Pfx(file) : Pem(file, key);
        }
        catch (Exception e) when (e is CryptographicException or FileNotFoundException)
        {
            throw new VerbRefusedException(
                $"读不出证书 {file}：{e.Message}\nPEM 证书请同时用 --certificate-key 给出私钥；PFX 的口令放在环境变量 {PasswordVariable}。",
                "The certificate cannot be read.", e);
        }

        var now = clock.GetUtcNow();
        if (now < front.Own.NotBefore || now > front.Own.NotAfter)
            throw new VerbRefusedException(
                $"证书 {file} 的有效期是 {front.Own.NotBefore:yyyy-MM-dd} 至 {front.Own.NotAfter:yyyy-MM-dd}，现在不能用。请换有效的证书。",
                "The certificate is not valid now.");
        return front;
    }

    private static Front.Certificate Pfx(string file)
    {
        var all = X509CertificateLoader.LoadPkcs12CollectionFromFile(file, Environment.GetEnvironmentVariable(PasswordVariable));
        var own = all.FirstOrDefault(c => c.HasPrivateKey) ?? throw new CryptographicException("no private key in it");
        all.Remove(own);
        return new(own, all);
    }

    private static Front.Certificate Pem(string file, string key)
    {
        var chain = new X509Certificate2Collection();
        chain.ImportFromPemFile(file);
        return new(X509Certificate2.CreateFromPemFile(file, key), chain);
    }
}
