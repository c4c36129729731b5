using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Xinqiao.Web.Serving;

/// <summary>
/// The address under which people know the site. Passkeys belong to it, and a sign-in elsewhere leads back to it. It is never read from a
/// request, which says what its sender likes.
/// </summary>
public sealed class PublicAddress(Front? front, IServer server)
{
    /// <summary>Such as <c>https://xf.example.gov.cn</c>; on this machine alone it is localhost; null where a real site was not told.</summary>
    public string? Origin => front is null ? Local() : front.Address?.GetLeftPart(UriPartial.Authority);

    /// <summary>What passkeys are made for; null where there is no name: browsers make none for a number.</summary>
    public string? Domain => Origin is { } origin && new Uri(origin) is { HostNameType: UriHostNameType.Dns } uri ? uri.IdnHost : null;

    private string? Local() => server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() is { } listensAt
        ? $"http://localhost:{BindingAddress.Parse(listensAt).Port}"
        : null;
}
