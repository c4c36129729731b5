using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Identity;

/// <summary>
/// The sign-in that the office's government runs (OpenID Connect), as the file <c>provider</c> in the key folder names it, one
/// <c>name = value</c> a line: <c>issuer</c>, <c>client</c>, <c>secret</c>, and <c>label</c> for the button. Only this user may read it.
/// </summary>
/// <param name="Label">What stands on the button.</param>
public sealed record SignInProvider(string Issuer, string Client, string Secret, string Label)
{
    private const string Usual = "统一身份认证";

    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    /// <summary>Null where none is named.</summary>
    /// <exception cref="DatabaseUnusableException">The file says something else, or others may read it.</exception>
    public static SignInProvider? Of(KeyFolder keys)
    {
        if (!File.Exists(keys.SignInProvider)) return null;
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(keys.SignInProvider) & Others) != 0)
            throw new DatabaseUnusableException($"文件 {keys.SignInProvider} 里有密码，其他用户也能读写。请执行 chmod 600 {keys.SignInProvider}");
        return Parse(File.ReadAllLines(keys.SignInProvider), keys.SignInProvider);
    }

    internal static SignInProvider Parse(IEnumerable<string> lines, string file)
    {
        var said = lines.Select(line => line.Split('=', 2, StringSplitOptions.TrimEntries)).Where(parts => parts.Length == 2 && !parts[0].StartsWith('#'))
            .GroupBy(parts => parts[0]).ToDictionary(group => group.Key, group => group.Last()[1]);
        string Said(string name) => said.GetValueOrDefault(name) is { Length: > 0 } value
            ? value
            // The file holds a secret, so what is wrong is said without it.
            : throw new DatabaseUnusableException($"统一身份认证的文件 {file} 缺少 {name}。应有 issuer、client、secret 三行，例如 issuer = https://login.example.gov.cn");
        var issuer = Said("issuer");
        if (!Uri.TryCreate(issuer, UriKind.Absolute, out var uri) || !(uri.Scheme == "https" || (uri.Scheme == "http" && uri.IsLoopback)))
            throw new DatabaseUnusableException($"统一身份认证的文件 {file} 里 issuer 应以 https:// 开头。");
        return new SignInProvider(issuer, Said("client"), Said("secret"), said.GetValueOrDefault("label") is { Length: > 0 } label ? label : Usual);
    }
}
