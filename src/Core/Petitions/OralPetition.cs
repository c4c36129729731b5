using Xinqiao.Core.Regulation;

namespace Xinqiao.Core.Petitions;

/// <summary>How somebody who came or called stated it. What was spoken counts once it was read back and confirmed.</summary>
public enum HowStated
{
    [Word("read-aloud", "口述，已当面宣读")] ReadAloud,
    [Word("repeated-by-phone", "口述，已电话复述")] RepeatedByPhone,
    [Word("in-writing", "递交书面材料")] InWriting,
}

/// <summary>
/// Oral petitions (口头提出, Art. 19(1)): nobody is sent away to write. The office records truthfully what was said and reads it
/// back, and whoever spoke confirms it, before it is registered.
/// </summary>
[Implements(19, "口头提出的如实记录，当面宣读或者电话复述并经确认")]
public static class OralPetition
{
    public static readonly Article Source = Registration.Statement;

    /// <summary>What can be confirmed of a petition that came this way; empty where it came in writing anyway.</summary>
    public static IReadOnlyList<HowStated> Of(Channel channel) => channel switch
    {
        Channel.Visit => [HowStated.ReadAloud, HowStated.InWriting],
        Channel.Call => [HowStated.RepeatedByPhone],
        _ => [],
    };

    public static void Check(Channel channel, HowStated? stated, TextRule rule)
    {
        var possible = Of(channel);
        rule.Require(possible.Count == 0 || (stated is { } how && possible.Contains(how)), Source, "not-read-back",
            channel == Channel.Call
                ? "来电口述的，请把记录在电话中复述给信访人，确认无误后选“口述，已电话复述”，再登记。"
                : "口述的，请把记录当面宣读，信访人确认无误后选“口述，已当面宣读”，再登记；递交了书面材料的选“递交书面材料”。", "howStated");
    }
}
