namespace Xinqiao.Core.Redaction;

/// <summary>In which way a passage of a text tells who wrote it.</summary>
public enum RevealingKind
{
    [Word("name", "姓名")] Name,
    [Word("phone", "电话、微信等")] Phone,
    [Word("id-number", "证件号码")] IdNumber,
    [Word("plate", "车牌")] Plate,
    [Word("address", "住址")] Address,
    [Word("bank-card", "银行卡、账号")] BankCard,
    [Word("email", "电子邮箱")] Email,

    /// <summary>A day of the writer's own dealings.</summary>
    [Word("own-date", "本人经历的日期")] OwnDate,

    /// <summary>Where exactly somebody works or was, and numbers that others keep under a name.</summary>
    [Word("post", "岗位、房间、编号")] Post,

    /// <summary>What only one person, or few, can know or have been: 唯一的, 只有我, 我是……的职工.</summary>
    [Word("tell-tale", "能看出是谁的情况")] TellTale,
}

/// <summary>A passage that may tell who wrote the text.</summary>
/// <param name="Start">In the text as it stands.</param>
public readonly record struct Revealing(int Start, int Length, RevealingKind Kind)
{
    public int End => Start + Length;

    /// <summary>How a form names it.</summary>
    public override string ToString() => $"{Words.Of(Kind)}:{Start}:{Length}";
}

/// <summary>What a petition says of who petitions: looked for in the text, and found in no other way than there.</summary>
public sealed record KnownParty(IReadOnlyList<string> Names, IReadOnlyList<string> Phones, IReadOnlyList<string> Addresses, IReadOnlyList<string> Emails)
{
    public static readonly KnownParty Nobody = new([], [], [], []);
}
