using Xinqiao.Core.Regulation;

namespace Xinqiao.Core.Petitions;

/// <summary>
/// A visit (来访, Art. 20) as the counter notes it: how many came and, where they are several, who speaks for them. The law limits
/// the representatives, never those who came; nobody else is written down.
/// </summary>
/// <param name="HeadCount">Null where no whole number was written.</param>
/// <param name="Representatives">Their names; none where one person came alone.</param>
[Implements(20, "多人走访的推选代表，不超过五人")]
public sealed record Visit(int? HeadCount, IReadOnlyList<string> Representatives)
{
    public static readonly Article Source = Register.Article20.InParagraph(3);

    /// <summary>What visits are asked for that concern remedies in court.</summary>
    public static readonly Article Litigation = Register.Article20.InParagraph(2);

    public const int MostRepresentatives = 5;

    /// <summary>From so many people on a visit is a group visit (集体访), in practice.</summary>
    public const int GroupFrom = 5;

    private const int MostVisitors = 9_999;

    /// <summary>The names in what was typed: one a line, or with marks between them.</summary>
    public static IReadOnlyList<string> NamesIn(string? text) =>
        (text ?? "").Split(['\n', '、', '，', ',', '；', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    public void Check(TextRule rule, bool anonymous)
    {
        var (several, named) = (HeadCount > 1, Representatives.Count);
        rule.Require(HeadCount is >= 1 and <= MostVisitors, TextRule.Source, "head-count-unreadable",
                $"来访人数请填1至{MostVisitors}的整数，只来一人的填1。", "headCount")
            .Require(named <= MostRepresentatives, Source, "too-many-representatives",
                $"代表不得超过5人，现写了{named}人。请来访群众推选不超过5名代表再登记；其他人的意见由代表一并反映，也可以用来信、来电、网上信访等形式另行提出。",
                "representatives")
            .Require(!several || anonymous || named > 0, Source, "representatives-missing",
                "多人来访反映共同的事项，应当推选代表，请填1至5名代表的姓名。", "representatives")
            .Require(HeadCount is null || several || named == 0, Source, "representatives-of-one",
                "只来一人的不填代表；来的不止一人的，请改来访人数。", "representatives")
            .Require(!several || named <= HeadCount, Source, "more-representatives-than-visitors",
                "代表人数多于来访人数，请核对。", "representatives");
        foreach (var name in Representatives.Take(MostRepresentatives))
            rule.Optional("representatives", "代表姓名", name, PetitionLimits.Name);
    }
}
