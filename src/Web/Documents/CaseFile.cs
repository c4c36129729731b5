using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Documents;

/// <summary>What lay in the file when a document was issued, in the phrases that letters share.</summary>
/// <param name="Matter">The matter up to and including the issuing event.</param>
/// <param name="Issued">The local date of issuing.</param>
internal sealed record CaseFile(History<Matter> Matter, History<Petition> Petition, DateOnly Issued)
{
    public PetitionFiled Filed { get; } = Petition.Events.Where(r => r.Position <= Matter.Events[^1].Position).AsItStands();

    public MatterDispatched Forwarded => Matter.Last<MatterDispatched>() ?? throw new InvalidDataException("The matter was never forwarded.");

    /// <summary>The dispatch by which the unit got the matter. An assignment may have followed; it moved nothing and drew no receipt.</summary>
    public MatterDispatched Moved =>
        Matter.Events.Select(r => r.Event).OfType<MatterDispatched>().LastOrDefault(e => e.ReceiptNumber is not null) ?? Forwarded;

    /// <summary>转送 or 交办.</summary>
    public static string Verb(MatterDispatched e) => e is MatterAssigned ? "交办" : "转送";

    public MatterRegistered? Registered => Matter.Last<MatterRegistered>();

    public string Number => Matter.State.Number;

    public string Title => $"“{Read(Filed.Title)}”";

    public DateOnly ForwardedOn => Matter.State.Dispatch!.On;

    /// <summary>The sex of a petitioner is not recorded, so both forms of address stand, as on printed forms (rules 7).</summary>
    public string Addressee => Filed.Anonymous ? "信访人：" : $"{Read(Filed.Party.Name)}（先生/女士）：";

    public string Petitioner => Filed.Anonymous ? "未具名" : Read(Filed.Party.Name);

    /// <summary>您于2026年3月2日以网上信访形式提出的“…”信访事项（编号：XF…-1）.</summary>
    public string Opening => $"您{Raised}{Title}信访事项（信访事项编号：{Number}）";

    // What another organ passed on was raised there, on a day that is not known here.
    private string Raised => Filed switch
    {
        { Referral: { } r } => $"提出、由{r.Organ}于{Date(r.SentOn)}{r.Verb}（{r.DocumentNumber}）的",
        { Channel: Channel.LeaderMailbox } => $"通过领导信箱提出、于{Date(Filed.ReceivedOn)}收到的",
        _ => $"于{Date(Filed.ReceivedOn)}以{Words.Label(Filed.Channel)}形式提出的",
    };

    /// <summary>On every document for the petitioner (rules 2.9); the code itself is known to nobody but them.</summary>
    public string Query => $"凭信访件编号{Filed.Number}和查询码，在本区信访网查询；查询码遗失的，可以到信访局重新领取。";

    public string Summary => Registered is { } registered ? Read(registered.Summary) : Title;

    /// <summary>Each registered request on a line of its own, numbered where there are several.</summary>
    public IEnumerable<string> Requests => Numbered([.. (Registered?.Requests ?? []).Select(Read)]);

    public static IEnumerable<string> Numbered(IReadOnlyList<string> lines) =>
        lines.Count == 1 ? lines : lines.Select((line, i) => $"{i + 1}. {line}");

    /// <summary>The text, or the note that it was erased or is not open.</summary>
    public static string Read(PrivateText text) => text.Value ?? (text.IsWithheld ? PrintedLetter.Withheld : PrintedLetter.Erased);

    /// <summary>The same where it was given; null where there is nothing to say.</summary>
    public static string? Given(PrivateText text) => text.Value is null && !text.IsWithheld ? null : Read(text);

    /// <summary>The text with its full stop, which people leave out.</summary>
    public static string Sentence(string text) => text is [.., '。' or '！' or '？' or '；' or '…' or '）'] ? text : text + "。";

    /// <summary>A text of several lines as paragraphs.</summary>
    public static IReadOnlyList<string> Paragraphs(PrivateText text) =>
        [.. Read(text).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];

    public static string Date(DateOnly date) => ChineseDate.Write(date).ToString();
}
