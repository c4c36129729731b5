using Xinqiao.Core.Regulation;

namespace Xinqiao.Core.Petitions;

/// <summary>
/// What another organ wrote when it passed a petition on to this office (来文, Art. 22(1)): an organ above, or the hotline. With a
/// limit it assigned the petition (交办), without one it forwarded it (转送).
/// </summary>
/// <param name="Number">文号, or the number of the hotline's order.</param>
/// <param name="Date">Null where no date was written.</param>
[Implements(22, "上级转送、交办来的记明来文机关、文号、日期和时限")]
public sealed record CoveringLetter(string? Organ, string? Number, DateOnly? Date, DateOnly? ReportBy)
{
    public static readonly Article Source = Register.Article22.InParagraph(1);

    /// <summary>Whether a petition that came this way has one.</summary>
    public static bool Accompanies(Channel channel) => channel is Channel.FromAbove or Channel.Hotline;

    /// <param name="receivedOn">When the petition reached this office; null where that is not known yet.</param>
    public void Check(TextRule rule, DateOnly? receivedOn) => rule
        .Required("referredBy", "转来的机关", Organ, 100, Source)
        .Required("referralNumber", "来文文号", Number, 100, Source)
        .Require(Date is not null, Source, "referral-date-missing", "请填写来文日期，例如2026-03-02。", "referredOn")
        .Require(Date is null || receivedOn is null || Date <= receivedOn, LegalDay.Source, "referral-after-receipt",
            $"来文日期不能晚于收到日期（{receivedOn:yyyy-MM-dd}）。", "referredOn")
        .Require(Date is null || receivedOn is null || Date >= receivedOn.Value.AddYears(-10), LegalDay.Source, "implausible-date",
            "来文日期早于十年前，请核对年份。", "referredOn")
        // A limit that is over already is no ground to refuse what arrived; one before the letter itself is a slip of the pen.
        .Require(ReportBy is null || Date is null || (ReportBy > Date && ReportBy <= Date.Value.AddYears(2)), Source, "limit-implausible",
            "交办的时限须晚于来文日期，且不超过两年，请核对。", "reportBy");
}
