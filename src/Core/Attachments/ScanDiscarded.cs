using Xinqiao.Core.Furniture;
using Xinqiao.Core.Regulation;

namespace Xinqiao.Core.Attachments;

/// <summary>Why a scanned page belongs to no petition.</summary>
public enum DiscardGround
{
    [Word("blank", "空白页")] Blank,
    [Word("repeated", "重复扫描，已归入")] Repeated,
    [Word("not-a-petition", "不是信访来件")] NotAPetition,
}

/// <summary>
/// A scanned page was put aside as belonging to no petition. What came to the office does not vanish without a trace: who did it and why
/// stands in the log, and the page's digest, by which the paper can be scanned again and compared.
/// </summary>
/// <param name="Sha256">Of the page as the scanner made it; private, because a page can be guessed.</param>
public sealed record ScanDiscarded(DiscardGround Ground, PrivateText Sha256) : FurnitureEvent(StreamId.Furniture("scans"))
{
    public static readonly Article Source = Article.House("扫描件归入");

    public const string Stored = "scan.discarded.v1";
    public override string StoredName => Stored;
    public override void Write(PayloadWriter to) => to.Fact("ground", Ground).Text("sha256", Sha256);
    public static ScanDiscarded Read(PayloadReader from) => new(from.Enum<DiscardGround>("ground"), from.Text("sha256"));

    /// <param name="ground">Null where none was chosen.</param>
    /// <param name="sha256">Of the page, in hexadecimal.</param>
    public static Decision Discard(DiscardGround? ground, string sha256, Act act) =>
        Authority.PetitionDepartment(act) is { } notMine ? Decision.Refuse([notMine])
        : ground is not { } why ? Decision.Refuse(Source, "missing", "请选择为什么不归入。", "ground")
        : Decision.Accept(new ScanDiscarded(why, PrivateText.Of(sha256)));
}
