using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Xinqiao.Core.Petitions;

namespace Xinqiao.Web.Partners;

/// <summary>What a partner sends for one petition, as the description of the interface shows it; <see cref="SentPetition"/> reads it.</summary>
[Description("一件信访。字段与网上信访的表格相同；没有的字段可以不写或者写 null。")]
public sealed record PetitionBody
{
    [Required, AllowedValues("request", "suggestion", "accusation", "mixed")]
    [Description("信访目的：request 申诉求决，suggestion 意见建议，accusation 检举控告，mixed 既有诉求又有检举控告。后两种当即作为密件保管。")]
    public required string Purpose { get; init; }

    [Required, MaxLength(PetitionLimits.Title), Description("一句话标题。")]
    public required string Title { get; init; }

    [Required, MaxLength(PetitionLimits.Narrative), Description("事情经过，信访人的原话。")]
    public required string Narrative { get; init; }

    [Required, MaxLength(PetitionLimits.Request), Description("诉求，一行一条，最多20条。")]
    public required string Request { get; init; }

    [Description("事发街道或园区的代码，见崇川区单位表；不清楚的不写。")]
    public string? Place { get; init; }

    [MaxLength(PetitionLimits.Place), Description("具体地点。")]
    public string? PlaceDetail { get; init; }

    [Description("信访人认为应当处理的单位的代码；不清楚的不写。")]
    public string? UnitNamed { get; init; }

    [Description("匿名为 true；没有写的是署名，姓名必填。")]
    public bool? Anonymous { get; init; }

    [MaxLength(PetitionLimits.Name), Description("信访人姓名。")]
    public string? Name { get; init; }

    [MaxLength(PetitionLimits.Phone), Description("手机或电话：数字、空格、“-”和“+”，至少6位。")]
    public string? Phone { get; init; }

    [MaxLength(PetitionLimits.Address), Description("通信地址。")]
    public string? Address { get; init; }

    [MaxLength(PetitionLimits.Email), Description("电子邮箱。")]
    public string? Email { get; init; }

    [Description("信访人同意电子送达；须留手机或邮箱。")]
    public bool? ElectronicConsent { get; init; }

    [Description("网上信访（portal）的密钥必填 true：信访人已经确认所写内容属实（《信访工作条例》第十九条第二款）。其他形式不用写。")]
    public bool? Declared { get; init; }

    [MaxLength(100), Description("转来的机关；12345转办、上级转交的写，不写的按密钥上的平台名称。")]
    public string? ReferredBy { get; init; }

    [MaxLength(100), Description("来文文号或工单号；12345转办、上级转交的必填。")]
    public string? ReferralNumber { get; init; }

    [Description("来文日期，例如 2026-03-02；12345转办、上级转交的必填。")]
    public DateOnly? ReferredOn { get; init; }

    [Description("要求反馈的日期；没有要求的不写。")]
    public DateOnly? ReportBy { get; init; }
}

/// <summary>What the partner hands to the petitioner.</summary>
[Description("登记的结果。请把编号和查询码一并交给信访人，查询码不要另存。")]
public sealed record PetitionFiledAnswer(
    [property: Description("信访件编号。")] string Number,
    [property: Description("查询码，16位，信访人凭它和编号查询、评价。只在首次答复和24小时内的重发答复中出现；信访人已经换过的，不再出现。")] string? Code,
    [property: Description("登记时间。")] DateTimeOffset RecordedAt,
    [property: Description("信访人查询进展、下载电子回执的网址，不含编号和查询码。")] string Track,
    [property: Description("任何人核对回执的网址。")] string Verify,
    [property: Description("回执：tlog-proof 格式的证明，证明这件信访何时登记、登记后没有改动。不含姓名、内容和查询码。")] string Receipt);

/// <summary>Where a petition stands, as its petitioner is told.</summary>
[Description("一件信访的进展，用信访人看到的话。")]
public sealed record PetitionStatusAnswer(
    [property: Description("信访件编号。")] string Number,
    [property: Description("信访形式。")] string Channel,
    [property: Description("登记时间。")] DateTimeOffset RecordedAt,
    [property: Description("各个事项；一件信访可以分成几个事项。")] IReadOnlyList<MatterStatus> Matters,
    [property: Description("已经发生的事，与推送的相同，从早到晚。")] IReadOnlyList<ToldNews> News);

/// <summary>One matter of a petition.</summary>
[Description("一个信访事项的进展。")]
public sealed record MatterStatus(
    [property: Description("信访事项编号。")] string Number,
    [property: Description("现在到了哪一步，一句话。")] string Status,
    [property: Description("接下来谁要做什么；没有的为空。")] string? Next,
    [property: Description("最迟哪一天；没有的为空。")] DateOnly? By);

/// <summary>Something that happened.</summary>
[Description("发生的一件事。")]
public sealed record ToldNews(
    [property: Description("类型，例如 matter.accepted；见推送一节。")] string Type,
    [property: Description("登记的时间。")] DateTimeOffset At,
    [property: Description("信访事项编号；petition.received 没有。")] string? Matter,
    [property: Description("发生了什么。")] string What);
