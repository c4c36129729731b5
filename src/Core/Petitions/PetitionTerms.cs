namespace Xinqiao.Core.Petitions;

/// <summary>The form in which a petition arrived (信访形式, rules 2.4).</summary>
public enum Channel
{
    [Word("portal", "网上信访")] Portal,
    [Word("letter", "来信")] Letter,
    [Word("visit", "来访")] Visit,
    [Word("call", "来电")] Call,
    [Word("fax", "传真")] Fax,
    [Word("leader-mailbox", "领导信箱")] LeaderMailbox,
    [Word("from-above", "上级转交")] FromAbove,
    [Word("hotline", "12345转办")] Hotline,
}

/// <summary>What the petitioner wants (信访目的, rules 2.1).</summary>
public enum Purpose
{
    [Word("request", "申诉求决")] Request,
    [Word("suggestion", "意见建议")] Suggestion,
    [Word("accusation", "检举控告")] Accusation,

    /// <summary>A request and an accusation in one letter; split before anything is forwarded.</summary>
    [Word("mixed", "既有诉求又有检举控告")] Mixed,
}

/// <summary>Limits of what a petitioner may write, in UTF-16 units. Generous: the longest real message seen has 3,145.</summary>
public static class PetitionLimits
{
    public const int Title = 80;
    public const int Narrative = 20_000;
    public const int Request = 5_000;
    public const int Requests = 20;
    public const int Place = 200;
    public const int Name = 60;
    public const int Phone = 30;
    public const int Address = 200;
    public const int Email = 120;
    public const int Note = 5_000;
}
