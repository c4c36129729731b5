using System.Net;
using System.Net.Sockets;

namespace Xinqiao.Web.Partners;

/// <summary>
/// Where this office's server sends to: the open network, and of its own networks only those that the setting <c>WebhookNetworks</c>
/// names (<c>10.8.0.0/16, 127.0.0.1/32</c>). Asked of the address that a connection is made to, so a name that is answered otherwise
/// later leads nowhere else.
/// </summary>
public sealed class WebhookTargets(IConfiguration settings)
{
    public const string Setting = "WebhookNetworks";

    // Networks of one's own, and addresses that are nobody's or lead back into them.
    private static readonly IPNetwork[] Closed =
    [
        .. ((string[])
        [
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
            "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3",
            "::/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "fc00::/7", "fe80::/9", "ff00::/8",
        ]).Select(IPNetwork.Parse),
    ];

    private readonly IPNetwork[] allowed =
        [.. (settings[Setting] ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(IPNetwork.Parse)];

    /// <summary>Whether it may be sent to an address.</summary>
    public bool Reaches(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return allowed.Any(n => n.Contains(plain)) || !Closed.Any(n => n.Contains(plain));
    }

    /// <summary>As far as a name tells: one that has to be asked for is judged when it is.</summary>
    public bool Reaches(string host) =>
        host is "localhost" || host.EndsWith(".localhost", StringComparison.Ordinal) ? Reaches(IPAddress.Loopback)
        : !IPAddress.TryParse(host.Trim('[', ']'), out var address) || Reaches(address);

    /// <summary>Connects to the first address of a host that may be reached.</summary>
    /// <exception cref="HttpRequestException">There is none.</exception>
    public async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken stop)
    {
        var addresses = (await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, stop)).Where(Reaches).ToArray();
        if (addresses.Length == 0) throw new HttpRequestException(HttpRequestError.ConnectionError, "No address of the host may be reached.");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, stop);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
