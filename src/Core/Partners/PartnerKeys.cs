using Xinqiao.Core.Petitions;
using Xinqiao.Core.Regulation;

namespace Xinqiao.Core.Partners;

/// <summary>
/// Who may bring petitions through the interface, by which channel, and where it is told of them. An administrator decides, and each
/// step is an event. A key opens nothing but what it brought.
/// </summary>
public static class PartnerKeys
{
    public static readonly Article Source = Article.House("合作平台接口");

    public const int LongestOrgan = 60, LongestUrl = 500;

    /// <summary>Forms that another platform can bring; letters, visits and calls come to the counter.</summary>
    public static readonly IReadOnlyList<Channel> Channels =
        [Channel.Portal, Channel.Hotline, Channel.LeaderMailbox, Channel.FromAbove];

    /// <param name="id">The identity of the new partner.</param>
    /// <param name="present">The partners there are.</param>
    public static Decision Issue(string id, string? organ, Channel? channel, IReadOnlyList<Partner> present, Act act)
    {
        if (Authority.Is(act, Role.SecurityAdministrator) is { } notMine) return Decision.Refuse([notMine]);
        var name = organ?.Trim();
        var rule = new TextRule()
            .Required("organ", "平台名称", name, LongestOrgan, Source)
            .Require(channel is { } chosen && Channels.Contains(chosen), Source, "channel-missing", "请选择它转来的算哪一种信访形式。", "channel")
            .Require(!present.Any(p => !p.Revoked && p.Organ == name && p.Channel == channel), Source, "partner-known",
                "这个平台的这种形式已经有密钥。要换密钥，请从列表打开它，再点“换发密钥”。", "organ");
        return rule.Passed ? Decision.Accept(new PartnerKeyIssued(id, name!, channel!.Value)) : Decision.Refuse(rule.Refusals);
    }

    /// <summary>Another key in place of the one in use, which stops working at once.</summary>
    public static Decision Renew(Partner partner, Act act) => Check(partner, act)
        ?? Decision.Accept(new PartnerKeyIssued(partner.Id, partner.Organ, partner.Channel));

    public static Decision Revoke(Partner partner, string? reason, Act act)
    {
        if (Check(partner, act) is { } refused) return refused;
        var rule = new TextRule().Required("reason", "停用理由", reason, 500, Source);
        return rule.Passed ? Decision.Accept(new PartnerKeyRevoked(partner.Id, reason!.Trim())) : Decision.Refuse(rule.Refusals);
    }

    /// <param name="url">Empty where it is to be told nothing more.</param>
    /// <param name="reaches">Whether this office's server may send to a host by that name; a network of its own it may not, unless that is allowed.</param>
    public static Decision SetWebhook(Partner partner, string? url, Func<string, bool> reaches, Act act)
    {
        if (Check(partner, act) is { } refused) return refused;
        var address = string.IsNullOrWhiteSpace(url) ? null : url.Trim();
        var rule = new TextRule().Optional("url", "推送地址", address, LongestUrl);
        if (rule.Passed && address is not null) CheckAddress(address, reaches, rule);
        rule.Require(address is not null || partner.Webhook is not null, Source, "webhook-unchanged", "请填写推送地址。", "url");
        return rule.Passed ? Decision.Accept(new PartnerWebhookSet(partner.Id, address)) : Decision.Refuse(rule.Refusals);
    }

    private static void CheckAddress(string address, Func<string, bool> reaches, TextRule rule)
    {
        var isAddress = Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Host.Length > 0
                        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback));
        rule.Require(isAddress, Source, "webhook-not-https", "推送地址应以 https:// 开头，例如 https://app.example.gov.cn/xinqiao。", "url");
        if (!isAddress) return;
        rule.Require(uri!.UserInfo.Length == 0 && uri.Fragment.Length == 0, Source, "webhook-odd",
                "推送地址里不要写账号、密码和“#”。", "url")
            .Require(reaches(uri.IdnHost), Source, "webhook-private",
                "推送地址指向内部网络，默认不允许。确需推送到内网的，请由运维人员在设置中允许该网段。", "url");
    }

    private static Decision? Check(Partner partner, Act act) =>
        Authority.Is(act, Role.SecurityAdministrator) is { } notMine ? Decision.Refuse([notMine])
        : partner.Revoked ? Decision.Refuse(Source, "partner-revoked", "这个平台的密钥已经停用。需要恢复的，请另发一把新密钥。")
        : null;
}
