namespace Xinqiao.Web.Serving;

/// <summary>What another program answered, as it may stand in this one's messages: one line, cut, so that it cannot pass for a message of its own.</summary>
internal static class OneLine
{
    private const int Longest = 200;

    public static string Of(string answered)
    {
        var line = string.Concat(answered.Trim().Take(Longest).Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c));
        return answered.Trim().Length > Longest ? line + "…" : line;
    }
}
