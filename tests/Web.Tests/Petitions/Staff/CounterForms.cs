namespace Xinqiao.Web.Tests.Petitions.Staff;

/// <summary>What is typed at the counter, complete, for each way a petition can come.</summary>
internal static class CounterForms
{
    public static readonly IReadOnlyList<string> Channels = ["letter", "visit", "call", "fax", "leader-mailbox", "from-above", "hotline"];

    public static Dictionary<string, string?> Of(string channel, params (string Field, string? Value)[] changes)
    {
        var form = new Dictionary<string, string?>
        {
            ["channel"] = channel,
            ["received"] = "2026-03-02",
            ["name"] = "周桂兰",
            ["address"] = "濠西新村12幢101室",
            ["phone"] = "0513-8500 0000",
            ["title"] = "濠西新村雨水管破损",
            ["narrative"] = "12幢北侧的雨水管破损，每逢下雨一楼进水。",
            ["requests"] = "修好雨水管\n说明维修时间",
            ["place"] = "",
            ["placeDetail"] = "濠西新村12幢",
            ["unitNamed"] = "ZJ",
            ["purpose"] = "request",
            ["domain"] = "construction",
            ["summary"] = "雨水管破损致一楼进水",
        };
        foreach (var (field, value) in Also(channel).Concat(changes)) form[field] = value;
        return form;
    }

    private static (string, string?)[] Also(string channel) => channel switch
    {
        "visit" => [("headCount", "12"), ("representatives", "周桂兰\n葛长林\n钱小琴"), ("howStated", "read-aloud")],
        "call" => [("howStated", "repeated-by-phone")],
        "from-above" => [("referredBy", "江苏省信访局"), ("referralNumber", "苏信〔2026〕12号"), ("referredOn", "2026-02-27"), ("reportBy", "2026-04-30")],
        "hotline" => [("referredBy", "南通市12345热线"), ("referralNumber", "GD20260302001"), ("referredOn", "2026-03-02"), ("reportBy", "")],
        _ => [],
    };

    /// <summary>The channel whose form needs a field.</summary>
    public static string ChannelOf(string field) => field switch
    {
        "headCount" or "representatives" or "howStated" => "visit",
        "referredBy" or "referralNumber" or "referredOn" or "reportBy" => "from-above",
        _ => "letter",
    };
}
